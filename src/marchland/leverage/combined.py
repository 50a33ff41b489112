"""Bundles put together from parts that do not touch each other: their losses add up, and nothing is solved anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.leverage.bundles import COMBINED, Bundle, aimed, solved_with
from marchland.leverage.frontier import undominated
from marchland.leverage.losses import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

STEP = 0.04
"""Steps of a frontier that raise the loss by less than this share of the largest one are left out."""


_Combination = tuple[tuple[int, ...], float, float]
"""Positions of the bundles; loss of the target and of the sender, USD."""


def combined(
    own: tuple[tuple[int, Bundle], ...], loss: Mapping[int, NDArray[np.float64]], limit: float
) -> Iterator[tuple[Bundle, tuple[int, ...]]]:
    """Yield the combinations of solved bundles that lie on the frontier of a pair, and what each is made of.

    Goods and what carries them are solved together; workers and their money apart from them; gas and oil are markets
    of their own. One bundle of each is joined with one of each other: the losses of the whole are the sums. Pipes that
    are closed to all, where the sender can cut what it sells the target, are in none: see `aimed`.

    Parameters
    ----------
    own
        bundles of the pair that were solved, with their positions
    loss
        position of a bundle -> (3, layers) USD
    limit
        USD that the sender is taken to bear; the combination that costs the target most within it is always yielded
    """
    parts: dict[tuple[str, ...], list[tuple[int, Bundle]]] = {}
    whole = {lever.words for lever in aimed(bundle.levers[0] for _, bundle in own if bundle.kind == "single")}
    for i, bundle in own:
        if any(lever.words not in whole for lever in bundle.levers):
            continue
        touched = {solved_with(lever) for lever in bundle.levers}
        if len(touched) == 1 and all(touched):
            parts.setdefault(next(iter(touched)), []).append((i, bundle))
    if len(parts) < 2:
        return
    nothing: _Combination = ((), 0.0, 0.0)
    chosen = [nothing]
    for of_market in parts.values():
        of_each: list[_Combination] = [nothing, *(((i,), *_losses(loss[i])) for i, _ in of_market)]
        longer = [(a + b, x + u, y + v) for a, x, y in chosen for b, u, v in of_each]
        chosen = [longer[k] for k in undominated([(own_loss, lost) for _, lost, own_loss in longer])]
    by_position = dict(own)
    within = [one for one in chosen if one[2] <= limit]
    known = {frozenset(bundle.levers) for bundle in by_position.values()}
    for positions in dict.fromkeys(one[0] for one in (*_thinned(chosen), *within[-1:])):
        bundles = [by_position[i] for i in positions]
        levers = tuple(lever for bundle in bundles for lever in bundle.levers)
        if len(positions) > 1 and frozenset(levers) not in known:
            yield Bundle(kind=COMBINED, levers=levers, size=min(b.size for b in bundles)), positions


def _losses(loss: NDArray[np.float64]) -> tuple[float, float]:
    return float(loss[TARGET].sum()), float(loss[SENDER].sum())


def _thinned(steps: list[_Combination]) -> list[_Combination]:
    """Return the steps that raise the loss by enough to be told apart, the dearest one among them."""
    kept, least = list[_Combination](), STEP * steps[-1][1]
    for one in reversed(steps):
        if not kept or kept[-1][1] - one[1] >= least:
            kept.append(one)
    return kept[::-1]
