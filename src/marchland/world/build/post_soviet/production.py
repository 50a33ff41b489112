"""The table `input_shares`, and the domestic sales of the table `trade`.

Input shares are those of 2022. For 2023 they are carried forward a year; for 2017 they are carried back, all marked
estimated and with a range wider by a tenth. Actors outside the OECD's tables take the mean of Kazakhstan, Belarus and
Ukraine, the rest of the world that of the countries outside the list, weighted with output.

Domestic sales make the accounts of each actor agree at best values: the value added of goods and the rest is GDP less
net exports of fuels. Spending on fuels is part of it, as fuels are outside the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actor_inputs import DONORS, actor_inputs, inputs_of_base_year, share_rows
from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES, factbook_codes
from marchland.world.build.post_soviet.domestic_sales import HomeMarket, home_market, value_added
from marchland.world.build.post_soviet.factbook import entities, figures, latest
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS, goods_trade
from marchland.world.build.post_soviet.indicators import gdp
from marchland.world.build.post_soviet.input_structure import gdp_of_base_year, input_structure
from marchland.world.build.post_soviet.passing_goods import netted, passing_goods
from marchland.world.build.post_soviet.publications import cited
from marchland.world.build.post_soviet.recorded_trade import YEARS

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.actor_inputs import ActorInputs
    from marchland.world.build.post_soviet.input_structure import InputStructure
    from marchland.world.build.recipe import Cell, Tables

_ICIO = "oecd_icio"
# Of a dollar of exported fuel about seventy cents are value added where it is lifted (a judgement).
_FUEL_VALUE_ADDED = 0.7


def _output_of_goods(
    reference: Path,
    structure: InputStructure,
    inputs: dict[str, ActorInputs],
    economies: dict[tuple[str, int], Figure],
    balances: dict[tuple[str, int], tuple[float, float]],
) -> dict[tuple[str, int], float]:
    """Return the output of goods to aim for, MUSD by actor and year.

    It is exports plus the OECD's sales at home, moved from 2022 with GDP. (The OECD's output would not do: customs
    count goods that pass through Belgium, the Netherlands or Slovenia as their exports.) Outside the OECD's tables it
    is agriculture and industry of the Factbook less what is no goods (as in Kazakhstan, Belarus and Ukraine) and less
    the value added in exported fuels, over the value-added share of goods; sales at home are then at least the
    smallest share of GDP among the same three.
    """
    base = gdp_of_base_year(reference)
    place = {country: k for k, country in enumerate(structure.countries)}
    pages, codes = entities(reference), factbook_codes()
    donors = [place[donor] for donor in DONORS]
    other = float(np.mean(structure.other_industry[donors]))
    least = min(float(structure.home_sales[place[donor]]) / base[donor] for donor in DONORS)
    outside = [country for country in place if country not in STATES and country in base]
    of_rest = sum(float(structure.home_sales[place[c]]) for c in outside) / sum(base[c] for c in outside)
    heading = "GDP - composition, by sector of origin"
    result: dict[tuple[str, int], float] = {}
    for (actor, year), (exports, net_fuels) in balances.items():
        economy = economies[actor, year].best
        if actor in place:
            result[actor, year] = exports + float(structure.home_sales[place[actor]]) * economy / base[actor]
        elif actor == REST:
            result[actor, year] = exports + of_rest * economy
        else:
            page = pages[codes[actor]]
            parts = [latest(figures(page, "Economy", heading, part)) or 0.0 for part in ("agriculture", "industry")]
            added = (sum(parts) / 100 - other) * economy - _FUEL_VALUE_ADDED * max(net_fuels, 0.0)
            made = added / (1 - float(inputs[actor].best[0].sum()))
            result[actor, year] = max(made, exports + least * economy)
    return result


def home_markets(reference: Path) -> dict[tuple[str, int], HomeMarket]:
    """Return domestic sales by actor and year.

    Parameters
    ----------
    reference
        folder of the reference data

    Raises
    ------
    ValueError
        where an actor's trade cannot agree with its GDP
    """
    economies = gdp(reference)
    flows = goods_trade(reference, economies)
    net = netted(flows, passing_goods(reference, flows, economies))
    structure = input_structure(reference)
    inputs = inputs_of_base_year(structure)
    sold: dict[tuple[str, int, str], float] = {}
    bought: dict[tuple[str, int, str], float] = {}
    for (year, exporter, importer, sector), value in net.items():
        sold[exporter, year, sector] = sold.get((exporter, year, sector), 0.0) + value
        bought[importer, year, sector] = bought.get((importer, year, sector), 0.0) + value
    keys = [(actor, year) for actor in ACTORS for year in YEARS]
    balances = {
        (actor, year): (
            sold.get((actor, year, GOODS), 0.0),
            sold.get((actor, year, FUELS), 0.0) - bought.get((actor, year, FUELS), 0.0),
        )
        for actor, year in keys
    }
    wanted = _output_of_goods(reference, structure, inputs, economies, balances)
    return {
        (actor, year): home_market(
            actor=f"{actor} {year}",
            added=value_added(economies[actor, year].best, balances[actor, year][1]),
            shares=inputs[actor].best,
            exports=balances[actor, year][0],
            imports=bought.get((actor, year, GOODS), 0.0),
            wanted=wanted[actor, year],
        )
        for actor, year in keys
    }


def tables(reference: Path) -> Tables:
    """Return `input_shares` and the domestic part of `trade` with the publications they cite.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    structure = input_structure(reference)
    shares = [row for year in YEARS for row in share_rows(actor_inputs(structure, year), year)]
    trade: list[dict[str, Cell]] = []
    for (actor, year), market in home_markets(reference).items():
        outside = actor not in structure.countries
        source = f"{_ICIO};world_bank_gdp;baci_{year}" + (";cia_factbook" if outside else "")
        factor = 1.4 if outside else 1.15
        for sector, value in ((GOODS, market.goods), ("rest", market.rest)):
            own: dict[str, Cell] = {"year": year, "exporter": actor, "importer": actor, "sector": sector}
            trade.append({**own, **around(value, factor, source, estimated=True).cells()})
    return {"input_shares": shares, "trade": trade, "sources": cited([*shares, *trade])}
