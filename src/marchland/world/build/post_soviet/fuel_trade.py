"""What part of recorded trade is fuel: coal, crude oil, natural gas and oil products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.actors import EUROPEAN_UNION, REST, STATES, factbook_codes
from marchland.world.build.post_soviet.factbook import entities, figures, latest, text
from marchland.world.build.post_soviet.recorded_trade import crude_price

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.recorded_trade import RecordedTrade

    Matrix = NDArray[np.float64]

_TABLES = {2017: "tariffwar_icio2019_flows_tariffs_elasticities", 2023: "tariffwar_icio2022_flows_tariffs_elasticities"}
_RAW_FUELS, _PRODUCTS, _SERVICES = ("B05", "B06"), "C19", "Services (aggregate)"
# Oil products cost about a fifth more than crude oil; a tonne of crude is 7.33 barrels.
_PRODUCT_PREMIUM, _BARRELS_A_TONNE = 1.2, 7.33
_LARGEST_SHARE = 0.5
# GeoDist writes Romania and Serbia in the old way; kilometres where it has no distance.
_OLD_CODES = {"ROU": "ROM", "SRB": "YUG"}
_NEW_CODES = {old: new for new, old in _OLD_CODES.items()}
_FAR = 8000.0
# Oil products seldom travel further than this by rail or on the inland seas, km.
_HAUL = 3000.0
# By rail alone: what they sell of oil products goes no further either.
_INLAND = ("AFG", "ARM", "KGZ", "MDA", "MNG", "SRB", "TJK", "UZB")
# Where one supplier's share is stated: more than 90 % of Kyrgyz petrol and diesel is Russian. Russia sold oil products
# of 445 million USD in eleven months of 2022; the bill of 2023, MUSD, follows from that.
_LEADING = {"KGZ": ("RUS", 0.9)}
_BILL = {(2023, "KGZ"): 445.2 * 12 / 11 / 0.9}
LEADING_SOURCE = {("RUS", "KGZ"): "dasfazit_kyrgyz_fuel_2022;vg_kyrgyz_fuel_2025"}
# The embargo on Russian oil products began on 5 February 2023.
_EMBARGO = ("GBR", "USA", "NOR", "CHE", "JPN", *EUROPEAN_UNION)
_BEFORE_EMBARGO = 0.15


def fuel_shares(reference: Path, year: int, exporter: str, importer: str) -> float:
    """Return coal, crude, gas and products as a share of goods between two countries of the OECD's tables."""
    table = np.load(reference / "flows" / f"{_TABLES[year]}.npz")
    countries, sectors = table["countries"].tolist(), table["sectors"].tolist()
    flow = table["X"][countries.index(exporter), countries.index(importer)].astype(np.float64)
    goods = [k for k, name in enumerate(sectors) if name != _SERVICES]
    fuels = [sectors.index(name) for name in (*_RAW_FUELS, _PRODUCTS)]
    return float(flow[fuels].sum() / flow[goods].sum())


def raw_fuel_shares(reference: Path, countries: tuple[str, ...], year: int) -> Matrix:
    """Return coal, crude and gas as a share of goods in the OECD's tables, 0 outside them: a check on BACI's fuels.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 (tables of 2019) or 2023 (tables of 2022)
    countries
        codes, the order of both axes
    """
    table = np.load(reference / "flows" / f"{_TABLES[year]}.npz")
    members, sectors = table["countries"].tolist(), table["sectors"].tolist()
    goods = [k for k, name in enumerate(sectors) if name != _SERVICES]
    fuels = [sectors.index(name) for name in _RAW_FUELS]
    flows = table["X"].astype(np.float64)
    sums = flows[:, :, goods].sum(axis=2)
    shares = np.divide(flows[:, :, fuels].sum(axis=2), sums, out=np.zeros_like(sums), where=sums > 0)
    places = [members.index(code) if code in members else members.index(REST) for code in countries]
    inside = np.array([code in members for code in countries])
    return np.asarray(shares[np.ix_(places, places)] * inside[:, None] * inside[None, :], dtype=np.float64)


def product_shares(reference: Path, recorded: RecordedTrade, other: dict[int, Matrix], year: int) -> Matrix:
    """Return oil products as a share of each flow without coal, crude and gas.

    Between countries of the OECD's tables it is their share (2019 for 2017, 2022 for 2023). Exporters outside them that
    the Factbook lists as sellers of refined petroleum get a judged share, inland ones within 3,000 km. Importers
    outside them buy what they use beyond their own crude oil (Factbook), at BACI's price of crude plus a fifth, from
    their suppliers in proportion to trade and the square of the supplier's share, beyond 3,000 km over the square of
    distance (GeoDist); where the share of one supplier is stated, it gets that.

    Parameters
    ----------
    reference, recorded
        folder of the reference data; recorded flows
    other
        by year, (N, N) MUSD without coal, crude and gas, NaN where unknown
    year
        2017 or 2023

    Returns
    -------
    (N, N), from 0 to 0.5 where judged
    """
    table = np.load(reference / "flows" / f"{_TABLES[year]}.npz")
    members, sectors = table["countries"].tolist(), table["sectors"].tolist()
    goods = [k for k, name in enumerate(sectors) if name not in (*_RAW_FUELS, _SERVICES)]
    flows = table["X"].astype(np.float64)
    sums = flows[:, :, goods].sum(axis=2)
    products = flows[:, :, sectors.index(_PRODUCTS)]
    shares = np.divide(products, sums, out=np.zeros_like(sums), where=sums > 0)
    places = [members.index(code if code in members else REST) for code in recorded.countries]
    result = shares[np.ix_(places, places)]
    outside = [code for code in STATES if code not in members]
    pages, codes = entities(reference), factbook_codes()
    for code in outside:
        result[recorded.at(code), :] = _judged_share(pages[codes[code]])
    distance = pd.read_csv(reference / "gravity" / "dist_cepii.csv.gz").set_index(["iso_o", "iso_d"])["dist"]
    kilometres = {code: _kilometres(distance, code, recorded) for code in outside}
    for code in set(outside) & set(_INLAND):
        result[recorded.at(code), kilometres[code] > _HAUL] = 0.0
    if year > 2022:
        banned = [recorded.at(code) for code in _EMBARGO]
        result[recorded.at("RUS"), banned] *= _BEFORE_EMBARGO
    flow = np.nan_to_num(other[year])
    price = crude_price(reference, year) / _BARRELS_A_TONNE * _PRODUCT_PREMIUM
    for code in outside:
        column = recorded.at(code)
        near = 1 / kilometres[code].clip(_HAUL) ** 2
        bill = _missing_barrels(pages[codes[code]], recorded, code, year) * 365 * price / 1e6
        bill = _BILL.get((year, code), bill)
        weights = flow[:, column] * result[:, column] ** 2 * near
        bought = weights * (bill / weights.sum() if weights.sum() > 0 else 0.0)
        if code in _LEADING:
            supplier, part = _LEADING[code]
            place = recorded.at(supplier)
            bought *= (1 - part) * bill / (bought.sum() - bought[place])
            bought[place] = part * bill
        share = np.divide(bought, flow[:, column], out=np.zeros(len(flow)), where=flow[:, column] > 0)
        result[:, column] = np.minimum(share, _LARGEST_SHARE)
    return np.asarray(result, dtype=np.float64)


def _kilometres(distance: pd.Series, code: str, recorded: RecordedTrade) -> NDArray[np.float64]:
    """Return the distance of a country to all others, (N,)."""
    far = distance[_OLD_CODES.get(code, code)].rename(_NEW_CODES).reindex(list(recorded.countries))
    return np.asarray(pd.to_numeric(far).fillna(_FAR).to_numpy(dtype=np.float64))


def _judged_share(page: dict[str, Any]) -> float:
    listed = text(page, "Economy", "Exports - commodities").split(", ")
    if "refined petroleum" not in listed:
        return 0.0
    return 0.25 if listed.index("refined petroleum") < 2 else 0.1


def _missing_barrels(page: dict[str, Any], recorded: RecordedTrade, code: str, year: int) -> float:
    """Return what a country uses beyond the crude oil that it has, barrels a day."""
    used = latest(figures(page, "Energy", "Petroleum", "refined petroleum consumption")) or 0.0
    lifted = latest(figures(page, "Energy", "Petroleum", "total petroleum production")) or 0.0
    place = recorded.at(code)
    tonnes = recorded.crude_tonnes[year]
    net = float(tonnes[:, place].sum() - tonnes[place, :].sum()) * _BARRELS_A_TONNE / 365
    return max(used - lifted - net, 0.0)
