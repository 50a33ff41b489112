"""A fault of a world folder: which file, which row, which column, why, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong with a world folder.

    Parameters
    ----------
    file
        file name inside the folder
    row
        line of the file as a spreadsheet counts it (the header is 1); 0 = the whole file
    column
        name of the column; "" = the whole row
    reason
        what is wrong
    cure
        how to mend it
    """

    file: str
    row: int = 0
    column: str = ""
    reason: str
    cure: str

    def __str__(self) -> str:
        where = self.file + (f" row {self.row}" if self.row else "") + (f", {self.column}" if self.column else "")
        return f"{where}: {self.reason}; {self.cure}"
