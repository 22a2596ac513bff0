"""Files that are whole or as they were, whatever ends the program or the disk in between."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from core.errors import InputError


def replace_file(path: Path, raw: bytes, *, fault: str = "store_unwritable") -> None:
    """The file holds these bytes, safe on disk when this returns; or still the old ones, and InputError ``fault``.

    Written beside it under a name of its own, then renamed over it: a rename is all or nothing (POSIX rename, and
    MoveFileEx on Windows).
    """
    draft = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        detail = error.strerror or type(error).__name__
        raise InputError(fault, file=str(path), name=path.name, detail=detail) from error


def _sync_folder(folder: Path) -> None:
    """The rename itself, too, is on disk; Windows knows no such thing and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
