"""What levers do to gas and oil, in quantities: who uses less, who delivers less and more, what stores give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.words import listed, percent, quantity
from marchland.world.check_energy import QUANTITY

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rich.console import Console

    from marchland.engine import Outcome

    Array = NDArray[np.float64]

MOST_HUBS = 15
MOST_SELLERS = 3
SMALL = 0.01
"""Share of what a hub uses below which a change is not told."""


def show_fuels(outcome: Outcome, console: Console) -> None:
    """Print a table of each fuel that the levers touch, the hubs that lose most deliveries first."""
    from rich.table import Table

    if "fuel_sold_after" not in outcome.dataset:
        return
    for fuel in outcome.dataset["fuel"].values.tolist():
        rows = _rows(outcome, fuel)
        if not rows:
            continue
        title = f"{fuel}, {QUANTITY[fuel]} over the days of the levers"
        table = Table("hub", "used without, with", "change", "less from", "more from", "out of stores", title=title)
        for row in rows[:MOST_HUBS]:
            table.add_row(*row)
        console.print(table)
        if len(rows) > MOST_HUBS:
            console.print(f"{len(rows) - MOST_HUBS} more hubs get at least {percent(SMALL)} less from a seller.")


def _rows(outcome: Outcome, fuel: str) -> list[tuple[str, ...]]:
    """Return the cells of each hub that a change is told of."""
    chosen = outcome.dataset.sel(fuel=fuel)
    hubs, unit = chosen["hub"].values.tolist(), QUANTITY[fuel]

    def of(name: str) -> Array:
        return np.asarray(chosen[f"fuel_{name}"].values, dtype=np.float64)

    used, before = of("used_after"), of("used_before")
    moved, stored = of("sold_after")[0] - of("sold_before")[0], (of("stored_after") - of("stored_before"))[0]
    lost = -np.minimum(moved, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        change = used / before - 1
    best = change[0]
    told = (before[0] > 0) & (np.maximum(lost, np.abs(used[0] - before[0])) > SMALL * before[0])
    # Who goes without comes first, the others by what is not delivered to them.
    order = sorted(np.flatnonzero(told).tolist(), key=lambda at: (min(best[at] + SMALL, 0.0), -lost[at]))
    rows: list[tuple[str, ...]] = []
    for at in order:
        least = SMALL * before[0, at]
        span = f" [{percent(change[1, at])} to {percent(change[3, at])}]" if np.isfinite(change[1:, at]).all() else ""
        rows.append(
            (
                outcome.about["hubs"][hubs[at]][0],
                f"{quantity(before[0, at], unit).split()[0]}, {quantity(used[0, at], unit).split()[0]}",
                f"{percent(best[at])}{span}",
                _who(outcome, hubs, -moved[:, at], least),
                _who(outcome, hubs, moved[:, at], least),
                f"{stored[at]:.3g}" if stored[at] > least else "",
            )
        )
    return rows


def _who(outcome: Outcome, hubs: list[str], amounts: Array, least: float) -> str:
    """Say who delivers how much, each country with all its hubs, the largest first."""
    by: dict[str, float] = {}
    for hub, amount in zip(hubs, amounts.tolist(), strict=True):
        name, actor = outcome.about["hubs"][hub]
        said = outcome.about["names"].get(actor, name)
        by[said] = by.get(said, 0.0) + amount
    largest = sorted((name for name in by if by[name] > least), key=lambda name: -by[name])
    return listed([f"{name} {by[name]:.3g}" for name in largest[:MOST_SELLERS]]) if largest else ""
