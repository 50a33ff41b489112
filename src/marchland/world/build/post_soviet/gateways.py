"""The table `gateways`: where the rest of the world's trade with each actor starts and ends.

The rest of the world is a hundred and fifty countries, each of which trades from one of twelve ports
(`network/gateways.csv`: the nearest on its coast; two that lie on two seas use the side of the partner). What a port
carries with a partner is what its countries sell it and buy of it. Ore and coal weigh what BACI states; other goods
have the OECD's split into sectors, or where it has no table BACI's value and the mean split, over the value of a tonne.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.commodities import cargo_rows
from marchland.world.build.post_soviet.icio_flows import icio_countries
from marchland.world.build.post_soviet.material_tonnes import materials
from marchland.world.build.post_soviet.publications import cited
from marchland.world.build.post_soviet.recorded_trade import recorded_trade
from marchland.world.build.post_soviet.sectors import GOODS_CODES, MINING
from marchland.world.build.post_soviet.tonne_values import tonne_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.recipe import Cell, Tables

    Array = NDArray[np.float64]

FOLDER = Path(__file__).parent / "network"
YEAR, YEAR_OF_OTHERS = 2017, 2023
"""The year that is taken, and that of actors of which it has nothing."""
APART = "dry_bulk"
"""The class of freight that has shares of its own."""
SMALLEST = 0.02
"""Shares below are left out."""
SOURCE = "baci_2017;baci_2023;baci_materials;oecd_icio;judgement"
FLOWS = ("sold", "bought")


def tables(reference: Path) -> Tables:
    """Return `gateways` with the sources that it cites.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    rows = gateway_rows(reference)
    return {"gateways": rows, "sources": cited(rows)}


def gateway_rows(reference: Path) -> list[dict[str, Cell]]:
    """Return a row for each partner, flow, class and port.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    rows: list[dict[str, Cell]] = []
    for (partner, flow, commodity), ports in sorted(port_tonnes(reference).items()):
        total = sum(ports.values())
        kept = {port: tonnes for port, tonnes in ports.items() if tonnes >= SMALLEST * total}
        shares = {port: round(tonnes / sum(kept.values()), 3) for port, tonnes in kept.items()}
        first = max(shares, key=lambda port: shares[port])
        shares[first] = round(1 - sum(share for port, share in shares.items() if port != first), 3)
        rows += [
            {
                "actor": REST,
                "partner": partner,
                "flow": flow,
                "commodity": commodity or None,
                "place": port,
                "share": share,
                "source": SOURCE,
            }
            for port, share in sorted(shares.items())
            if share > 0
        ]
    return rows


def port_tonnes(reference: Path) -> dict[tuple[str, str, str], dict[str, float]]:
    """Return tonnes of each port by partner, flow and class (empty = all but `APART`).

    Parameters
    ----------
    reference
        folder of the reference data
    """
    bulk = {str(row["sector"]): float(row["share"] or 0) for row in cargo_rows() if row["commodity"] == APART}
    ports = country_ports()
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (partner, flow, country), weights in _tonnes(reference).items():
        port = ports.get((country, partner)) or ports.get((country, ""))
        if port is None:
            continue
        for sector, tonnes in weights.items():
            part = bulk.get(sector, 0.0)
            for commodity, share in ((APART, part), ("", 1 - part)):
                if share * tonnes > 0:
                    found[partner, flow, commodity][port] += share * tonnes
    return {key: dict(by_port) for key, by_port in found.items()}


def country_ports() -> dict[tuple[str, str], str]:
    """Return the port of each country of the rest of the world, by country and partner; "" = with all others."""
    with (FOLDER / "gateways.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {(line["country"], p): line["place"] for line in lines for p in (line["partners"] or "").split(";")}


def _tonnes(reference: Path) -> dict[tuple[str, str, str], dict[str, float]]:
    """Return tonnes by sector of each partner, flow and country of the rest of the world."""
    held = recorded_trade(reference)
    outside = [country for country in held.countries if country not in STATES]
    values, mix = icio_countries(reference, YEAR)
    worth = np.array([value.best if (value := tonne_value(sector)) else np.inf for sector in GOODS_CODES])
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for partner in STATES:
        year = YEAR if np.nansum(held.totals[YEAR][held.at(partner)]) > 0 else YEAR_OF_OTHERS
        goods = held.totals[year] - held.fuels[year]
        for country in outside:
            for flow, seller, buyer in zip(FLOWS, (country, partner), (partner, country), strict=True):
                split = values.get((seller, buyer))
                if split is None:
                    total = goods[held.at(seller), held.at(buyer)]
                    split = mix * max(float(np.nan_to_num(total)), 0.0)
                weights = dict(zip(GOODS_CODES, (split * 1e6 / worth).tolist(), strict=True))
                found[partner, flow, country] = {s: t for s, t in weights.items() if s != MINING and t > 0}
    table = materials(reference, YEAR)
    table = table[table["sector"] == MINING]
    for seller, buyer, tonnes in zip(table["exporter"], table["importer"], table["tonnes"], strict=True):
        for partner, flow, country in ((buyer, "sold", seller), (seller, "bought", buyer)):
            if partner in STATES and country not in STATES:
                weights = found[partner, flow, country]
                weights[MINING] = weights.get(MINING, 0.0) + float(tonnes)
    return found
