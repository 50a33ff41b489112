"""Value added by sector of the actors that the OECD's tables do not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.actor_inputs import DONORS
from marchland.world.build.post_soviet.actors import factbook_codes
from marchland.world.build.post_soviet.factbook import entities, figures, latest
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS, goods_trade
from marchland.world.build.post_soviet.indicators import gdp
from marchland.world.build.post_soviet.passing_goods import passing_goods
from marchland.world.build.post_soviet.recorded_trade import crude_price
from marchland.world.build.post_soviet.sector_evidence import ISIC, NON_ENERGY, SECTORS, SERVICES, carved_actors
from marchland.world.build.post_soviet.sector_evidence_fuel_split import fuel_split
from marchland.world.build.post_soviet.sector_evidence_mix import sector_mix
from marchland.world.build.post_soviet.sector_evidence_passing_mix import passing_mix

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.goods_trade import Flow

_HEADING = "GDP - composition, by sector of origin"
_FUEL_VALUE_ADDED = 0.7
_BARRELS_A_TONNE = 7.33
# What is used at home is paid below the price abroad: crude half of it, gas about 40 USD a thousand cubic metres.
_CRUDE_AT_HOME, _GAS_AT_HOME = 0.5, 40.0
# Oil and gas are at most this of industry that makes goods, and exports at most this of what is left.
_MOST_FUELS, _MOST_EXPORTED = 0.8, 0.75
# Actors that refine crude oil themselves; elsewhere a tenth of the donors' share is left for small plants and coke.
_REFINERS = ("AZE", "UZB", "TKM", "IRN", "SRB")
_INDUSTRY = tuple(sector for sector in NON_ENERGY if sector != "agriculture")


@dataclass(frozen=True, kw_only=True)
class _Donors:
    """Means of Kazakhstan, Belarus and Ukraine in 2022.

    Parameters
    ----------
    share
        value added of each sector as a share of all value added
    of_output
        value added over gross output by sector
    utilities
        energy and water supply and construction as a share of all value added
    """

    share: dict[str, float]
    of_output: dict[str, float]
    utilities: float


def _donors(reference: Path) -> _Donors:
    nodes = pd.read_csv(reference / "flows" / "oecd_icio2025_y2022_nodes.csv")
    nodes = nodes[nodes["country"].isin(DONORS)].copy()
    gross = nodes["gross_output_musd"]
    nodes["added"] = gross * (1 - nodes["intermediate_cost_share"])
    nodes["part"] = nodes["sector"].map(ISIC).fillna(SERVICES)
    nodes.loc[nodes["sector"] == "B06", "part"] = "crude"
    whole = nodes.groupby("country")["added"].sum()
    shares = nodes.groupby(["country", "part"])["added"].sum().div(whole, level="country")
    by_part = nodes.groupby("part")[["added", "gross_output_musd"]].sum()
    other = nodes[nodes["sector"].isin(["D", "E", "F"])].groupby("country")["added"].sum() / whole
    return _Donors(
        share={str(k): float(v) for k, v in shares.groupby(level="part").mean().items()},
        of_output={str(k): float(v) for k, v in (by_part["added"] / by_part["gross_output_musd"]).items()},
        utilities=float(other.mean()),
    )


def value_added_shares(reference: Path, year: int, flows: dict[Flow, Figure] | None = None) -> pd.DataFrame:
    """Return the shares of the thirteen sectors in the value added of the actors outside the OECD's tables.

    Agriculture, industry and services are the Factbook's (2023 or 2024, for 2017 too). From industry go energy, water
    and construction, which are services here, in the mean share of Kazakhstan, Belarus and Ukraine. Oil and gas have
    seven tenths of the money of their exports and, below the price abroad, of what is used at home. The rest is the
    value added in exports, goods that only pass left out, and beyond it divided as in the same three.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    flows
        what `goods_trade` returns; worked out here where it is not given

    Returns
    -------
    columns `actor`, `sector`, `share` (adding up to 1 over an actor), `source`
    """
    economies = gdp(reference)
    flows = goods_trade(reference, economies) if flows is None else flows
    exports = _exports(reference, year, flows)
    for (y, origin, via, destination, recorded), figure in passing_goods(reference, flows, economies).items():
        if y == year and recorded and via in exports:
            mix, _ = passing_mix(origin, via, destination, year)
            for k, sector in enumerate(NON_ENERGY):
                exports[via][sector] = max(exports[via][sector] - mix[k] * figure.best, 0.0)
    donors, pages, codes = _donors(reference), entities(reference), factbook_codes()
    price = crude_price(reference, year) / _BARRELS_A_TONNE
    rows = []
    for actor in carved_actors(reference):
        shares = _shares(pages[codes[actor]], donors, exports[actor], economies[actor, year].best, price)
        if actor not in _REFINERS:
            spare = 0.9 * shares["oil_products"]
            shares["oil_products"] -= spare
            shares["manufactures"] += spare
        source = f"cia_factbook;oecd_icio;baci_{year};judgement"
        rows += [(actor, sector, shares[sector], source) for sector in SECTORS]
    return pd.DataFrame(rows, columns=["actor", "sector", "share", "source"])


def _exports(reference: Path, year: int, flows: dict[Flow, Figure]) -> dict[str, dict[str, float]]:
    """Return exports by actor outside the tables and sector, MUSD."""
    result = {actor: dict.fromkeys(SECTORS, 0.0) for actor in carved_actors(reference)}
    for table, kind in ((sector_mix(reference, year, flows), GOODS), (fuel_split(reference, year, flows), FUELS)):
        for row in table.itertuples():
            figure = flows.get((year, str(row.exporter), str(row.importer), kind))
            if figure and row.exporter in result:
                result[str(row.exporter)][str(row.sector)] += figure.best * float(str(row.share))
    return result


def _shares(
    page: dict[str, Any], donors: _Donors, exports: dict[str, float], economy: float, price: float
) -> dict[str, float]:
    parts = [latest(figures(page, "Economy", _HEADING, part)) or 0.0 for part in ("agriculture", "industry", SERVICES)]
    farms, industry, services = (part / sum(parts) for part in parts)
    goods = max(industry - donors.utilities, 0.3 * industry)
    shares = dict.fromkeys(SECTORS, 0.0)
    shares["agriculture"] = farms
    shares[SERVICES] = services + industry - goods
    fuels = {sector: value / economy for sector, value in _oil_and_gas(page, exports, price).items()}
    scale = min(1.0, _MOST_FUELS * goods / sum(fuels.values())) if sum(fuels.values()) > 0 else 1.0
    for sector, value in fuels.items():
        shares[sector] = scale * value
    left = goods - sum(shares[sector] for sector in fuels)
    abroad = {sector: exports[sector] * donors.of_output[sector] / economy for sector in (*_INDUSTRY, "oil_products")}
    scale = min(1.0, _MOST_EXPORTED * left / sum(abroad.values()))
    home = left - scale * sum(abroad.values())
    weights = sum(donors.share[sector] for sector in abroad)
    for sector, value in abroad.items():
        shares[sector] = scale * value + home * donors.share[sector] / weights
    return shares


def _oil_and_gas(page: dict[str, Any], exports: dict[str, float], price: float) -> dict[str, float]:
    """Return the value added of crude oil and gas, MUSD."""
    lifted = latest(figures(page, "Energy", "Petroleum", "total petroleum production")) or 0.0
    used = latest(figures(page, "Energy", "Petroleum", "refined petroleum consumption")) or 0.0
    made = latest(figures(page, "Energy", "Natural gas", "production")) or 0.0
    sold = latest(figures(page, "Energy", "Natural gas", "exports")) or 0.0
    crude = (max(lifted - used, 0.0) + _CRUDE_AT_HOME * min(lifted, used)) * 365 * price / 1e6
    gas = exports["gas"] + max(made - sold, 0.0) / 1e3 * _GAS_AT_HOME / 1e6
    return {"crude": _FUEL_VALUE_ADDED * crude, "gas": _FUEL_VALUE_ADDED * gas if made > 0 else 0.0}
