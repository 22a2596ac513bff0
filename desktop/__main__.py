"""What ``liftslot`` starts: the window without arguments, else a command."""

from __future__ import annotations

import errno
import sys
from typing import Any, cast

from core.errors import CoreError, InputError, NetworkError

CHILD_FLAG = "--expand-series"  # core.calendar.expansion.CHILD_FLAG, not imported: the window starts without it
EXIT_USAGE = 2
EXIT_NETWORK = 3
EXIT_STOPPED = 130


def main() -> None:
    """Run and exit: 0 done, 1 the answer is no, 2 bad input, 3 the network failed."""
    if CHILD_FLAG in sys.argv[1:2]:
        from core.calendar.expansion import serve  # noqa: PLC0415 - a built program starts itself for this

        serve(sys.stdin, sys.stdout)
        return
    if len(sys.argv) == 1:
        from desktop.app import open_window  # noqa: PLC0415 - Qt is needed here only

        sys.exit(open_window())
    try:
        status = run_command(sys.argv[1:])
    except KeyboardInterrupt:  # while it was still starting
        status = EXIT_STOPPED
    sys.exit(status)


def run_command(arguments: list[str]) -> int:
    """The exit status of a command; faults become one line on standard error."""
    import typer  # noqa: PLC0415 - the window starts without it

    from desktop.commands import find_app, find_words  # noqa: PLC0415

    # typer carries a click of its own and exports only some of its faults
    usage_fault: type[BaseException] = next(k for k in typer.BadParameter.__mro__ if k.__name__ == "ClickException")
    try:
        status = find_app(arguments)(arguments, standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()  # here, where a full disk can still be said
    except typer.Abort:
        return EXIT_STOPPED
    except (CoreError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            return 0
        fault = error if isinstance(error, CoreError) else _explain(error)
        say(find_words(find_language(arguments)).phrase(fault.phrase))
        return EXIT_NETWORK if isinstance(fault, NetworkError) else EXIT_USAGE
    except usage_fault as error:
        say(f"{cast('Any', error).format_message()} (see: liftslot --help)")
        return EXIT_USAGE
    return status if isinstance(status, int) else 0


def _explain(error: OSError) -> InputError:
    """A disk without room, which any output may meet; every other error of the system is a bug and stays one."""
    if error.errno != errno.ENOSPC:
        raise error
    return InputError("output_full")


def find_language(arguments: list[str]) -> str | None:
    """The value of ``--lang`` where it was given."""
    for index, argument in enumerate(arguments):
        if argument == "--lang":
            return next(iter(arguments[index + 1 :]), None)
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def say(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write("liftslot: " + " ".join(line.split()) + "\n")


if __name__ == "__main__":
    main()
