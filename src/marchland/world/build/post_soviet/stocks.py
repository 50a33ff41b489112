"""Read what the World Bank, the United Nations, the Factbook and the Central Bank of Armenia publish about migrants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.region import actor_names

if TYPE_CHECKING:
    from pathlib import Path

REST = "ROW"
Pairs = dict[tuple[str, str], float]


def _by_actor(matrix: pd.DataFrame) -> Pairs:
    """Add the rows and columns of a (host x origin) matrix up to actors, the unnamed ones to ROW."""
    names = actor_names()
    hosts = [names.get(str(host), REST) for host in matrix.index]
    origins = [names.get(str(origin), REST) for origin in matrix.columns]
    totals: Pairs = {}
    for host, row in zip(hosts, matrix.to_numpy(dtype=float, na_value=0.0), strict=True):
        for origin, value in zip(origins, row, strict=True):
            if host != origin and value > 0:
                totals[host, origin] = totals.get((host, origin), 0.0) + float(value)
    return totals


def remittances_2017(reference: Path) -> Pairs:
    """Return the World Bank's estimate of transfers in 2017, MUSD by (host, origin)."""
    sheet = pd.read_excel(
        reference / "macro" / "WB_Bilateral_Remittance_Estimates_2017.xlsx", sheet_name=0, header=1, index_col=0
    )
    hosts = list(sheet.index).index("WORLD")
    countries = [column for column in sheet.columns if column != "WORLD"]
    return _by_actor(sheet.iloc[:hosts][countries].apply(pd.to_numeric, errors="coerce"))


def migrant_stock(reference: Path, year: int) -> Pairs:
    """Return the United Nations' stock of people born abroad, persons by (host, origin), of 2015 or 2019."""
    table = pd.read_csv(reference / "macro" / "UNDESA_MigrantStock_bilateral_1990_2019.csv")
    stock = table[table["Year"] == year].set_index("Dest").drop(columns="Year")
    # Hosts that are no country (continents, income groups) are no origin either.
    hosts = [host for host in stock.index if host in stock.columns]
    return _by_actor(stock.loc[hosts].apply(pd.to_numeric, errors="coerce"))


def inflow_shares(reference: Path, year: int) -> dict[str, float]:
    """Return the personal transfers received as a share of GDP in a year, by actor.

    The Factbook prints 0 % where it has no figure (Iran, Turkmenistan) and where it is small; both are left out.
    """
    table = pd.read_csv(reference / "macro" / "factbook_economy_energy_extract.csv")
    names = actor_names()
    shares: dict[str, float] = {}
    for country, text in zip(table["country"], table["remittances"].fillna(""), strict=True):
        found = re.search(rf"([\d.]+)% of GDP \({year} est\.\)", text)
        if country in names and found and float(found[1]) > 0:
            shares[names[country]] = float(found[1]) / 100
    return shares


def gdp(reference: Path, year: int) -> dict[str, float]:
    """Return GDP at current prices in MUSD, by ISO code."""
    table = pd.read_csv(reference / "macro" / "wb_gdp_current_usd.csv")
    table = table[table["Year"] == year]
    return {str(code): float(value) / 1e6 for code, value in zip(table["Country Code"], table["Value"], strict=True)}


def armenian_transfers(reference: Path, year: int, direction: str, kind: str) -> dict[str, float]:
    """Return a year's money transfers through Armenian banks in MUSD, by actor at the other end.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        calendar year
    direction
        ``"Inflow"`` or ``"Outflow"``
    kind
        ``"total"`` or ``"non-commercial"``, which leaves out payments to and from entrepreneurs
    """
    table = pd.read_csv(reference / "macro" / "armenia_money_transfers_by_country_monthly.csv", encoding="utf-8-sig")
    chosen = table[(table["year"] == year) & (table["direction"] == direction) & (table["type"] == kind)]
    names = actor_names()
    totals: dict[str, float] = {}
    for country, value in chosen.groupby("country")["K_USD"].sum().items():
        if country != "Total":
            actor = names.get(str(country), REST)
            totals[actor] = totals.get(actor, 0.0) + float(value) / 1000
    return totals
