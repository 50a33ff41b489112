"""Compile time, told apart from solving: the first solve of a process without and with a compiler cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.new_process import printed_by

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.figures import Figures


def test_first_solve(tmp_path: Path, figures: Figures) -> None:
    empty, kept = (printed_by("compiling", NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(2))
    assert any(tmp_path.rglob("*.nbc"))
    figures.add(
        "compiling",
        ["first solve of a process, s", "marchland"],
        [
            ["nothing compiled yet", f"{empty['first']:.1f}"],
            ["compiled before, by any process", f"{kept['first']:.2f}"],
            ["a later solve of the same small economy", f"{kept['later']:.4f}"],
        ],
    )
