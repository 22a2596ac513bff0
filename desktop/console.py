"""Where the commands' answers for people go: standard output, whose rows may hold anybody's titles."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

MOST_DRAWN = 200  # rows of a table that fits itself to the terminal: a millisecond each
GAP = 2
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))

Row = Sequence[str]


def make_console() -> Console:
    """A console that takes no word for its own: "[red]" and ":smile:" in a title are what they are."""
    return Console(markup=False, emoji=False)


def print_rows(heads: Row, rows: Sequence[Row], console: Console) -> None:
    """A table; a long one in plain lines of the same content, each column as wide as its widest cell.

    Signs that steer a terminal are left out.
    """
    clean = [[cell.translate(_CONTROLS) for cell in row] for row in rows]
    if len(clean) > MOST_DRAWN:
        console.file.writelines(f"{line}\n" for line in align_rows([heads, *clean]))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in clean:
        table.add_row(*row)
    console.print(table)


def align_rows(rows: Sequence[Row]) -> list[str]:
    """A line for each row, the columns beginning at the same place of a terminal."""
    widths = [max(map(cell_len, column)) + GAP for column in zip(*rows, strict=True)]
    return ["".join(map(_pad, row, widths)).rstrip() for row in rows]


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))
