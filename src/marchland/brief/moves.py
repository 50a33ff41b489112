"""How leverage moved between two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.collected import Collected, ranked
from marchland.brief.model import Move
from marchland.brief.pairs import is_known, leverage_formula
from marchland.engine import LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.leverage import Leverage


def moves_of(store: Collected, result: Leverage, earlier: Leverage, names: Mapping[str, str]) -> tuple[Move, ...]:
    """Return how leverage moved from the earlier result to this one, the largest change first."""
    then = {(p.sender, p.target): p for p in earlier.pairs}
    here, there = _both_solved(result, earlier)
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


def _both_solved(result: Leverage, earlier: Leverage) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the draws that were solved in both years stand among those of each."""
    solved = []
    for one in (result, earlier):
        failed = {f.draw for f in one.failed}
        solved.append([i for i in range(1, len(one.z) + len(failed) + 1) if i not in failed])
    common = sorted(set(solved[0]) & set(solved[1]))
    here, there = (np.array([s.index(i) for i in common], dtype=np.int64) for s in solved)
    return here, there
