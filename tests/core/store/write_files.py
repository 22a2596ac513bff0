"""Writes generations of the accounts file and of what was taught until it is ended from outside."""

import sys
from pathlib import Path

from core.model.profile import Correction
from core.model.training import Kind
from core.store.accounts import Account, save_accounts
from core.store.teach import append_correction, forget_correction

home = Path(sys.argv[1])
last = None
for generation in range(1, 6):
    accounts = [Account(name=f"{generation}-{n}", url=f"https://dav.example.org/{n}", user="me") for n in range(20)]
    save_accounts(home / "accounts.toml", tuple(accounts))
    if last is not None:
        forget_correction(home / "profile.toml", last)
    last = Correction(f"generation {generation}", Kind.LONG)
    append_correction(home / "profile.toml", last)
