"""What each actor is expected to sell at home and to use at the end, before its accounts are made to agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.actor_inputs import DONORS
from marchland.world.build.post_soviet.actors import ACTORS, REST
from marchland.world.build.post_soviet.icio_flows import icio_flows
from marchland.world.build.post_soviet.input_structure import gdp_of
from marchland.world.build.post_soviet.recorded_trade import CRUDE as CRUDE_OIL
from marchland.world.build.post_soviet.recorded_trade import GAS as NATURAL_GAS
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sectors import CODES, CRUDE, GAS, PRODUCTS, SECTORS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.actor_inputs import ActorInputs
    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.input_structure import InputStructure

    Array = NDArray[np.float64]

# Every actor makes something of what the trade layer holds, as a share of GDP at least.
_LEAST_MADE = 1e-5
# Of an expected output some is sold at home, and a product's final use is neither nothing nor all of it.
_LEAST_AT_HOME = 0.25
_LEAST_FINAL, _MOST_FINAL = 0.02, 0.98
# Crude oil is not used at the end, gas by few.
_FINAL_CRUDE, _FINAL_GAS = 0.005, 0.05


@dataclass(frozen=True, kw_only=True, eq=False)
class HomeTargets:
    """Expectations by actor and sector.

    Parameters
    ----------
    home
        (N, S) sales at home, MUSD
    final_share
        (N, S) final demand as a share of all use
    carved
        (N,) expected from shares of GDP and not from tables
    """

    home: Array
    final_share: Array
    carved: NDArray[np.bool_]


def home_targets(
    reference: Path,
    structure: InputStructure,
    inputs: dict[str, ActorInputs],
    value_added: pd.DataFrame,
    exports: Array,
    gdp: dict[tuple[str, int], Figure],
    year: int,
) -> HomeTargets:
    """Return what to aim for in a year.

    Sales at home are the OECD's, moved from the year of the tables with GDP; crude, gas and oil products with their
    prices instead. Outside the tables output is the share of GDP that the sector adds over its value-added share.

    Parameters
    ----------
    reference
        folder of the reference data
    structure
        the OECD's tables of 2022
    inputs
        input shares before balancing
    value_added
        shares of GDP by `actor` and `sector` of actors without tables
    exports
        (N, S) MUSD after goods that only pass are taken out
    gdp
        MUSD by (actor, year)
    year
        2017 or 2023
    """
    table = icio_flows(reference, year)
    n, s = len(ACTORS), len(CODES)
    rest = ACTORS.index(REST)
    home = np.zeros((n, s))
    final = np.full((n, s), 0.5)
    carved = ~table.inside
    carved[rest] = False
    own = table.flows[np.arange(n), np.arange(n)].copy()
    growth = _growth(reference, year, gdp)
    crude, gas = CODES.index(CRUDE), CODES.index(GAS)
    at_home = {c: float(v) for c, v in zip(structure.countries, structure.crude_at_home, strict=True)}
    for i, actor in enumerate(ACTORS):
        part = at_home.get(actor, float(np.mean(list(at_home.values()))))
        own[i, gas], own[i, crude] = (1 - part) * own[i, crude], part * own[i, crude]
    prices = energy_prices(reference, year)
    moved = np.repeat(growth[:, None], s, axis=1)
    for code, change in prices.items():
        moved[:, CODES.index(code)] = change
    home = own * moved
    used = _final_shares(reference, structure)
    for i, actor in enumerate(ACTORS):
        final[i] = used.get(actor, np.mean([used[donor] for donor in DONORS], axis=0))
    for row in value_added.itertuples():
        actor = str(row.actor)
        i, k = ACTORS.index(actor), CODES.index(str(row.sector))
        made = float(str(row.share)) * gdp[actor, year].best / (1 - float(inputs[actor].best[k].sum()))
        home[i, k] = max(made - exports[i, k], _LEAST_AT_HOME * made)
    size = np.array([gdp[actor, year].best for actor in ACTORS])
    of_trade = np.array([sector.layer == "trade" for sector in SECTORS])
    home = np.where(of_trade[None, :], np.maximum(home, _LEAST_MADE * size[:, None]), home)
    return HomeTargets(home=home, final_share=final, carved=carved)


def energy_prices(reference: Path, year: int) -> dict[str, float]:
    """Return the price of crude, gas and oil products over that in the year of the OECD's tables (BACI, per tonne)."""
    table = pd.read_csv(reference / "flows" / "baci_raw_materials_2012_2024.csv.gz", keep_default_na=False)
    table["tonnes"] = pd.to_numeric(table["tonnes"], errors="coerce")
    table = table[table["tonnes"] > 0]
    changes = {}
    for code, products in ((CRUDE, CRUDE_OIL), (GAS, NATURAL_GAS)):
        of_code = table[table["hs92"].isin(products)]
        sums = of_code.groupby("year")[["value_kusd", "tonnes"]].sum()
        unit = sums["value_kusd"] / sums["tonnes"]
        changes[code] = float(unit[year] / unit[given(reference).table_year(year)])
    return {**changes, PRODUCTS: changes[CRUDE]}


def _growth(reference: Path, year: int, gdp: dict[tuple[str, int], Figure]) -> Array:
    """Return GDP of the year over that of the year of the tables; the OECD's rest of the world counts as ours."""
    before = gdp_of(reference, given(reference).table_year(year))
    table = icio_flows(reference, year)
    inside = [actor for actor, held in zip(ACTORS, table.inside, strict=True) if held]
    result = np.ones(len(ACTORS))
    for i, actor in enumerate(ACTORS):
        if actor in inside:
            result[i] = gdp[actor, year].best / before[actor]
    result[ACTORS.index(REST)] = gdp[REST, year].best / (before["WLD"] - sum(before[actor] for actor in inside))
    return result


def _final_shares(reference: Path, structure: InputStructure) -> dict[str, Array]:
    """Return final demand as a share of all use in 2022, (S,) by actor with tables and for the rest."""
    table = icio_flows(reference, 2023)
    bought = table.flows.sum(axis=0)
    crude, gas = CODES.index(CRUDE), CODES.index(GAS)
    result: dict[str, Array] = {}
    for i, actor in enumerate(ACTORS):
        if actor != REST and actor not in structure.countries:
            continue
        if actor == REST:
            outside = [k for k, country in enumerate(structure.countries) if country in table.outside]
            used = structure.used[outside].sum(axis=0)
            total = structure.output[outside].sum(axis=0)
        else:
            used, total = structure.used[structure.countries.index(actor)], bought[i]
        share = 1 - np.divide(used, total, out=np.ones(len(CODES)), where=total > 0)
        share[crude], share[gas] = _FINAL_CRUDE, _FINAL_GAS
        result[actor] = np.clip(share, _LEAST_FINAL, _MOST_FINAL)
        result[actor][crude] = _FINAL_CRUDE
    return result
