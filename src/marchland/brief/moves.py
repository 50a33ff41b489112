"""How leverage moved between two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.collected import Collected, ranked
from marchland.brief.model import Move
from marchland.brief.pairs import is_known, leverage_formula
from marchland.engine import LAYERS
from marchland.leverage import shared_draws

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.leverage import Leverage


def moves_of(store: Collected, result: Leverage, earlier: Leverage, names: Mapping[str, str]) -> tuple[Move, ...]:
    """Return how leverage moved from the earlier result to this one, the largest change first."""
    then = {(p.sender, p.target): p for p in earlier.pairs}
    here, there = shared_draws(result, earlier)
    of_earlier, of_both = ranked(earlier.z), ranked(result.z[here])
    moves = []
    for pair in result.pairs:
        before = then.get((pair.sender, pair.target))
        if before is None or not (is_known(pair) and is_known(before)):
            continue
        code, year = f"{pair.sender}>{pair.target}", f"{earlier.world.year}"
        sender, target = names[pair.sender], names[pair.target]
        words = f"leverage of {sender} on {target}"
        old_best, old = before.leverage
        new_best, new = pair.leverage
        inputs = store.inputs_of(before, earlier)
        moves.append(
            Move(
                sender=pair.sender,
                target=pair.target,
                before=store.add(
                    f"leverage:{code}@{year}",
                    f"{words}, {year}",
                    old_best,
                    old,
                    "share of GDP",
                    leverage_formula(sender, target, earlier.budget),
                    inputs,
                    layers=LAYERS,
                    over=of_earlier,
                ),
                after=f"leverage:{code}",
                change=store.add(
                    f"change:{code}",
                    f"change of the {words} from {year} to {result.world.year}",
                    new_best - old_best,
                    new[here] - old[there],
                    "change of share of GDP",
                    "leverage in the later year less leverage in the earlier one, draw by draw",
                    tuple(dict.fromkeys([*inputs, *store.figures[f"leverage:{code}"].inputs])),
                    layers=LAYERS,
                    over=of_both,
                ),
            )
        )
    return tuple(sorted(moves, key=lambda m: -abs(store.figures[m.change].best)))
