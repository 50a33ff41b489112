"""The coercion frontier of a pair: the largest loss for each cost to the sender, among the bundles that were solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.leverage.losses import SENDER, TARGET

if TYPE_CHECKING:
    from marchland.leverage.result import Pair


def frontier(pair: Pair) -> tuple[int, ...]:
    """Return the positions of the options that lie on the frontier, the cheapest for the sender first.

    An option lies on it where no other one costs the target as much at as little cost to the sender, at best values.
    Read at the budget, the frontier is the leverage.
    """
    losses = [(float(o.best[SENDER].sum()), -float(o.best[TARGET].sum()), i) for i, o in enumerate(pair.options)]
    steps, most = list[int](), 0.0
    for _, gain, i in sorted(losses):
        if -gain > most:
            steps.append(i)
            most = -gain
    return tuple(steps)
