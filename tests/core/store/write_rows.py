"""Writes generations of a state until it is ended from outside: ten rows a generation, all of one number."""

import sys
from pathlib import Path

from core.model.ledger import LedgerRow, RowState
from core.store.database import Store

with Store(Path(sys.argv[1])) as store:
    for generation in range(1, 12):
        text = str(generation).encode() * 400
        rows = [LedgerRow(f"u{n}", "a", "c", f"/{n}", RowState.SYNCED, str(generation), text) for n in range(10)]
        store.save_rows(rows)
