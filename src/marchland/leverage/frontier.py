"""The coercion frontier of a pair: the largest loss for each cost to the sender, among the bundles that were solved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from marchland.leverage.losses import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.leverage.result import Pair


def frontier(pair: Pair) -> tuple[int, ...]:
    """Return the positions of the options that lie on the frontier, the cheapest for the sender first.

    An option lies on it where no other one costs the target as much at as little cost to the sender, at best values.
    Read at the budget, the frontier is the leverage.
    """
    return undominated([(float(o.best[SENDER].sum()), float(o.best[TARGET].sum())) for o in pair.options], above=0.0)


def undominated(points: Sequence[tuple[float, float]], *, above: float = -math.inf) -> tuple[int, ...]:
    """Return the positions of the points (cost, loss) whose loss, above some, none reaches at as little cost.

    The cheapest come first; of points alike the first.
    """
    steps, most = list[int](), above
    for i in sorted(range(len(points)), key=lambda k: (points[k][0], -points[k][1], k)):
        if points[i][1] > most:
            steps.append(i)
            most = points[i][1]
    return tuple(steps)
