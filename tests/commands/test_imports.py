"""What a command does not need is not imported for it."""

import subprocess
import sys

import pytest

from desktop.__main__ import run_command

# typer itself asks pydantic about the types of options
SLOW = {"babel", "caldav", "icalendar", "keyring", "lxml", "niquests", "PySide6", "rich"}
CODE = "import sys; from desktop.__main__ import run_command; run_command(sys.argv[1:]); print(*sys.modules)"


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--help"], ["plan", "--weks", "3", "a.ics"]])
def test_help_and_a_mistyped_option_are_answered_without_servers_settings_and_tables(arguments):
    done = subprocess.run([sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert sorted(loaded & SLOW) == []


def test_the_line_of_help_about_accounts_is_that_of_its_commands(capsys):
    assert run_command(["--help"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    (told,) = (line.removeprefix("account ") for line in lines if line.startswith("account "))
    assert run_command(["account", "--help"]) == 0
    out = capsys.readouterr().out
    assert told in " ".join(out.split())
    assert "remove" in out
