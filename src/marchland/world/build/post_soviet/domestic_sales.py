"""Sales at home that agree with GDP, trade and input shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_ABOVE_EXPORTS = 1.02
_LEAST_VALUE_ADDED = 0.5
# Final demand of either sector is kept at this share of its supply where the data would leave less.
_LEAST_FINAL = 0.05


@dataclass(frozen=True, kw_only=True)
class HomeMarket:
    """What an actor makes and sells at home.

    Parameters
    ----------
    goods, rest
        domestic sales, MUSD
    value_added
        MUSD: GDP less net exports of fuels, at least half of GDP
    clipped
        output of goods asked for and taken, MUSD, where they differ
    """

    goods: float
    rest: float
    value_added: float
    clipped: tuple[float, float] | None


def value_added(gdp: float, net_fuel_exports: float) -> float:
    """Return the value added of goods and the rest together, MUSD."""
    return max(gdp - net_fuel_exports, _LEAST_VALUE_ADDED * gdp)


def home_market(
    *, actor: str, added: float, shares: NDArray[np.float64], exports: float, imports: float, wanted: float
) -> HomeMarket:
    """Return domestic sales that satisfy the accounts, with output of goods as near as can be to the one wanted.

    With output y, value added V and input shares a[using, supplying]: sum_s (1 - a[s, g] - a[s, r]) y_s = V, final
    demand y_g - exports + imports - sum_s a[s, g] y_s and y_r - sum_s a[s, r] y_s are positive, and output of goods
    exceeds exports. All are bounds on the one free number y_g.

    Parameters
    ----------
    actor
        for the message
    added, exports, imports
        MUSD; trade in goods after goods that only pass are taken out
    shares
        (2, 2) of gross output: using, supplying, in the order goods, rest
    wanted
        output of goods, MUSD

    Raises
    ------
    ValueError
        where no output of goods satisfies the accounts
    """
    (gg, gr), (rg, rr) = shares.tolist()
    own_goods, own_rest = 1 - gg - gr, 1 - rg - rr
    # y_r = (V - own_goods y_g) / own_rest, put into the two final demands, each at least a share of its supply.
    slack = 1 - _LEAST_FINAL
    by_goods = slack - gg + rg * own_goods / own_rest
    least_final_goods = (rg * added / own_rest + slack * (exports - imports)) / by_goods
    most_final_rest = (slack - rr) * added / own_rest / (gr + (slack - rr) * own_goods / own_rest)
    least = max(_LEAST_ABOVE_EXPORTS * exports, least_final_goods)
    if least > most_final_rest:
        raise ValueError(
            f"{actor}: output of goods must be above {least:.0f} and below {most_final_rest:.0f} MUSD: "
            "exports of goods do not fit GDP; look for goods that only pass"
        )
    made = min(max(wanted, least), most_final_rest)
    return HomeMarket(
        goods=made - exports,
        rest=(added - own_goods * made) / own_rest,
        value_added=added,
        clipped=None if made == wanted else (wanted, made),
    )
