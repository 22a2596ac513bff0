"""Thunderbird without a screen, steered through Marionette, its port for automation: what a runner would do in its window."""

import contextlib
import json
import os
import socket
import subprocess
import time
from datetime import datetime
from pathlib import Path

from tests.whole.living import ZONE

PROGRAM = Path(
    "/usr/lib/thunderbird/thunderbird"
)  # what /usr/bin has is a script that looks into the home folder first
ACTIONS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
START_SECONDS = 60
NOBODY = {"": "127.0.0.1", "_port": 9}
PREFERENCES = {
    "marionette.port": 0,  # any that is free; MarionetteActivePort in the profile says which
    # It reaches 127.0.0.1 and nothing else: names are not looked up, and for every other address it is told to ask nobody.
    "network.dns.disabled": True,
    "network.trr.mode": 5,
    "network.proxy.type": 1,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.proxy.failover_direct": False,
    **{f"network.proxy.{kind}{part}": value for kind in ("http", "ssl", "socks") for part, value in NOBODY.items()},
    # What it would look for by itself; Marionette switches the rest of this off.
    "app.normandy.enabled": False,
    "mailnews.start_page.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "toolkit.telemetry.unified": False,
    # The runner's time zone, and no questions.
    "calendar.timezone.local": ZONE.key,
    "calendar.timezone.useSystemTimezone": False,
    "calendar.alarms.show": False,
    "calendar.item.promptDelete": False,
    "app.donation.eoy.version.viewed": 999,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
}


class Thunderbird:
    """``ask`` does one of the actions of ``thunderbird.js``."""

    def __init__(self, line, incoming):
        self.line = line
        self.incoming = incoming
        self.last = 0
        self._read()  # it introduces itself
        self._command("WebDriver:NewSession")
        self._command("Marionette:SetContext", value="chrome")

    def ask(self, action, *words):
        answer = self._command("WebDriver:ExecuteAsyncScript", script=ACTIONS, args=[[action, *words]])["value"]
        assert answer is not None, "Thunderbird put a question"
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def list(self, calendar="Liftslot"):
        """UID to start, end, title and text, as they are shown."""
        rows = self.ask("list", calendar)
        return {
            uid: (datetime.fromtimestamp(start, ZONE), datetime.fromtimestamp(end, ZONE), title, text)
            for uid, start, end, title, text in rows
        }

    def quit(self):
        self._command("Marionette:Quit", flags=["eForceQuit"])

    def _command(self, name, **parameters):
        self.last += 1
        packet = json.dumps([0, self.last, name, parameters]).encode()
        self.line.sendall(b"%d:%b" % (len(packet), packet))
        _, number, error, result = self._read()
        assert (number, error) == (self.last, None), error
        return result

    def _read(self):
        """One packet: its length, a colon, JSON."""
        length = b""
        while not length.endswith(b":"):
            byte = self.incoming.read(1)
            assert byte, "Thunderbird hung up"
            length += byte
        return json.loads(self.incoming.read(int(length[:-1])))


@contextlib.contextmanager
def thunderbird(folder):
    """Thunderbird inside the block, with a home and a profile that are new."""
    profile = folder / "profile"
    profile.mkdir(parents=True)
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines))
    steered = ["--marionette", "--remote-allow-system-access"]
    environment = os.environ | {"HOME": str(folder), "TZ": ZONE.key, "MOZ_CRASHREPORTER_DISABLE": "1"}
    with (folder / "thunderbird.log").open("wb") as log:
        process = subprocess.Popen(
            [PROGRAM, "--headless", "--no-remote", "--profile", profile, *steered],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            address = ("127.0.0.1", _await_port(profile, process))
            with socket.create_connection(address, timeout=60) as line, line.makefile("rb") as incoming:
                started = Thunderbird(line, incoming)
                yield started
                started.quit()
            process.wait(30)
        finally:
            process.kill()
            process.wait()


def _await_port(profile, process):
    """The port where it listens, as soon as it does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"Thunderbird ended with {process.returncode}"
        with contextlib.suppress(OSError, ValueError):
            return int((profile / "MarionetteActivePort").read_text())
        time.sleep(0.1)
    raise AssertionError("Thunderbird never listened")
