"""Where state lives, and the profile in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import InputError
from core.model.profile import Profile

PROFILE_NAME = "profile.toml"
LOCAL_TIME = Path("/etc/localtime")


def find_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of settings, database, cache and log: LIFTSLOT_HOME, else the system's usual place."""
    named = environment.get("LIFTSLOT_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415 - needed only where nothing is named

    return user_data_path("liftslot", appauthor=False)


def load_profile(path: Path | None) -> Profile:
    """The profile in a file; without a path the runner's own, or the defaults where he has none yet."""
    chosen = path or find_home() / PROFILE_NAME
    if path is None and not chosen.exists():
        return Profile(zone=find_zone())
    try:
        text = chosen.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError("profile_syntax", source=chosen.name, detail="not UTF-8") from error
    except OSError as error:
        raise InputError("profile_unreadable", file=str(chosen), detail=error.strerror or "?") from error
    from core.store.profile import parse_profile  # noqa: PLC0415 - the checks cost a tenth of a second

    return parse_profile(text, source=chosen.name, zone=find_zone())


def find_zone(environment: Mapping[str, str] = os.environ) -> ZoneInfo:
    """The system's time zone by its IANA name; UTC where it has none that we can name."""
    for name in _zone_names(environment):
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            continue
    return ZoneInfo("UTC")


def _zone_names(environment: Mapping[str, str]) -> list[str]:
    names = [environment.get("TZ", "").lstrip(":")]
    if LOCAL_TIME.is_symlink():
        _, _, name = os.path.realpath(LOCAL_TIME).partition("zoneinfo/")
        names.append(name)
    names.append(_windows_zone())
    return [name for name in names if name]


def _windows_zone() -> str:
    """The IANA name behind the zone's abbreviation where the system gives only that (Windows, bare containers)."""
    return datetime.now(UTC).astimezone().tzname() or ""


def find_language(environment: Mapping[str, str] = os.environ) -> str | None:
    """What the system says of its language, like "de_DE.UTF-8"."""
    return environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
