"""How many draws of the built-in gas market, and levers in them, are solved in a second, on one core and on two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from benchmarks.new_process import printed_by

if TYPE_CHECKING:
    from benchmarks.figures import Figures


def test_draws_of_the_built_in_gas_market(figures: Figures) -> None:
    printed_by("drawing_gas", "2")  # compiles
    alone = printed_by("drawing_gas")
    with ThreadPoolExecutor(2) as both:
        beside = list(both.map(lambda _: printed_by("drawing_gas"), range(2)))
    rows = [
        [name, f"{1e3 * alone[key]:.2f}", f"{1 / alone[key]:.0f}", f"{sum(1 / one[key] for one in beside):.0f}"]
        for name, key in (("a draw, from that at best values", "draws"), ("a lever in a draw, from the draw", "levers"))
    ]
    worst = max(one["residual"] for one in (alone, *beside))
    figures.add(
        "drawing-gas",
        ["built-in gas market", "processor ms", "a second, one core", "a second, two processes"],
        rows,
        below=f"100 draws and five cuts in each; largest residual {worst:.0e}.",
    )
    assert worst <= 1e-8
