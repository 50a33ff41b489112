"""What a state sells and buys of services by its balance of payments, against the OECD's tables.

The tables value goods at basic prices, so that margins of trade and transport on exported goods are services there.
Customs value goods with those margins, and the goods of the world are customs' goods: the margins would count twice.
For exporters of raw materials they are most of what the tables call services (Russia in 2022: 164 against 49 billion).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import ACTORS
from marchland.world.build.post_soviet.product_figures import product_figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.product_figures import ProductFigure

    Array = NDArray[np.float64]

_OLDEST = 3
_ROUNDS = 50
# Tourism of a year over that of the next, in the years in which it grew by about a sixth: low, best, high.
_YEAR_BEFORE = (0.7, 0.85, 1.0)
# What is not tourism keeps at least this part of a flow of the tables.
_LEAST_OTHER = 0.25


@dataclass(frozen=True, kw_only=True)
class ServicesTotal:
    """Exports and imports of services of a state, MUSD a year.

    Parameters
    ----------
    sold, bought
        MUSD
    source
        ids of `sources`
    """

    sold: float
    bought: float
    source: str


# The Bank of Russia; 2022 follows from the growth it states.
_STATED = {
    (2022, "RUS"): ServicesTotal(sold=41_200 / (1 - 0.153), bought=75_300 / 1.063, source="cbr_services_2023"),
    (2023, "RUS"): ServicesTotal(sold=41_200, bought=75_300, source="cbr_services_2023"),
}


# Since 2022 hardly any service but the transit of gas moves between the two; low, best, high.
EMBARGOED = {
    (2023, "UKR", "RUS"): (800.0, 1000.0, 1300.0),
    (2023, "RUS", "UKR"): (1.0, 10.0, 100.0),
}
EMBARGO_SOURCE = "sputnik_transit_2024;judgement"


def tourism(year: int) -> dict[tuple[str, str], ProductFigure]:
    """Return what publications state of spending by tourists, by (country visited, country of origin).

    Parameters
    ----------
    year
        2017 or 2023; the latest figure of the year or of the three before counts, else that of the year after, lowered
    """
    figures = sorted((f for f in product_figures() if f.product == "tourists"), key=lambda figure: figure.year)
    later = {
        (f.exporter, f.importer): replace(
            f,
            low=_YEAR_BEFORE[0] * f.best,
            best=_YEAR_BEFORE[1] * f.best,
            high=_YEAR_BEFORE[2] * f.best,
            estimated=True,
            source=f"{f.source};judgement",
        )
        for f in figures
        if f.year == year + 1
    }
    return later | {(f.exporter, f.importer): f for f in figures if year - _OLDEST <= f.year <= year}


def totals_by_record(
    year: int, grown: dict[int, Array], tables: dict[int, Array], beyond_goods: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return exports and imports of services of the states whose tables clearly hold margins, MUSD.

    Russia's are its central bank's; those of 2017 are the tables', lowered as much as those of 2022 have to be.
    Kazakhstan's stand halfway (geometric mean) between the tables and what its trade in goods and services exceeds its
    goods; both years are lowered alike.

    Parameters
    ----------
    year
        2017 or 2023
    grown, tables
        by year, (N, N) MUSD without sales at home: moved to the year, and as in the tables that stand for it
    beyond_goods
        MUSD of 2023 by actor: goods and services less goods, exports and imports
    """
    result: dict[str, tuple[float, float]] = {}
    stated = _STATED.get((year, "RUS"))
    if stated is not None:
        result["RUS"] = stated.sold, stated.bought
    else:
        usual, of_tables = _sums(grown[year], "RUS"), _sums(tables[2023], "RUS")
        known = _STATED[2022, "RUS"]
        result["RUS"] = usual[0] * known.sold / of_tables[0], usual[1] * known.bought / of_tables[1]
    for actor, amounts in beyond_goods.items():
        usual, now = _sums(grown[year], actor), _sums(grown[2023], actor)
        sold, bought = (u * float(np.sqrt(a / n)) for u, a, n in zip(usual, amounts, now, strict=True))
        result[actor] = sold, bought
    return result


def _sums(flows: Array, actor: str) -> tuple[float, float]:
    i = ACTORS.index(actor)
    return float(flows[i].sum()), float(flows[:, i].sum())


def brought_to(flows: Array, totals: dict[str, tuple[float, float]], fixed: Array) -> Array:
    """Return flows whose rows and columns of some actors add up to given totals, as near to the old as can be (RAS).

    Parameters
    ----------
    flows, fixed
        (N, N) MUSD; parts of the flows that are known and stay
    totals
        exports and imports of an actor, MUSD
    """
    free = np.maximum(flows - fixed, _LEAST_OTHER * flows)
    for _ in range(_ROUNDS):
        for actor, (sold, bought) in totals.items():
            i = ACTORS.index(actor)
            free[i] *= max(sold - fixed[i].sum(), 0.0) / free[i].sum()
            free[:, i] *= max(bought - fixed[:, i].sum(), 0.0) / free[:, i].sum()
    return np.asarray(free + fixed)
