"""What goods and the rest of the economy use of each other, from the OECD's tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FUEL_SECTORS = ("B05", "B06", "C19")
_GOODS_LETTERS = ("A", "B", "C")
_BASE_YEAR = 2022
# Industry of the national accounts that makes no goods: energy and water supply, construction.
_INDUSTRY_BUT_NO_GOODS = ("D", "E", "F")


@dataclass(frozen=True, kw_only=True)
class InputStructure:
    """Input shares and output of the countries of the OECD's tables in 2022.

    Parameters
    ----------
    countries
        codes, the first axis of every array
    shares
        (N, 2, 2) of gross output: country, using, supplying, each in the order goods, rest
    output
        (N, 2) gross output, MUSD
    home_sales
        (N,) sales of goods at home, MUSD
    other_industry
        (N,) value added of energy and water supply and construction as a share of all value added
    """

    countries: tuple[str, ...]
    shares: NDArray[np.float64]
    output: NDArray[np.float64]
    home_sales: NDArray[np.float64]
    other_industry: NDArray[np.float64]


def input_structure(reference: Path) -> InputStructure:
    """Aggregate the OECD's 50 sectors to goods (A to C without fuels) and the rest (D to T).

    Coal, crude oil and gas extraction and refining are neither: as suppliers they are outside the model, so that what
    others spend on fuels counts with their value added, and their own inputs are left out.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    flows = reference / "flows"
    nodes = pd.read_csv(flows / "oecd_icio2025_y2022_nodes.csv")
    packed = np.load(flows / "oecd_icio2025_y2022_full_intermediate_sparse_f32.npz")
    matrix = sparse.csr_matrix(
        (packed["data"].astype(np.float64), packed["indices"], packed["indptr"]), shape=tuple(packed["shape"])
    )
    # Rows and columns stand in the order of the table of nodes: sector by sector, countries within.
    sectors = nodes["sector"].to_numpy(dtype=str)
    owners = nodes["country"].to_numpy(dtype=str)
    fuel = np.isin(sectors, FUEL_SECTORS)
    made = np.isin(np.array([name[0] for name in sectors]), _GOODS_LETTERS) & ~fuel
    kinds = (made, ~made & ~fuel)
    countries = tuple(sorted(set(owners.tolist())))
    gross = nodes["gross_output_musd"].to_numpy(dtype=np.float64)
    value_added = gross * (1 - nodes["intermediate_cost_share"].to_numpy(dtype=np.float64))
    bought = [np.asarray(matrix[kind].sum(axis=0)).ravel() for kind in kinds]
    shares = np.zeros((len(countries), 2, 2))
    output = np.zeros((len(countries), 2))
    other = np.zeros(len(countries))
    for place, country in enumerate(countries):
        own = owners == country
        for using, kind in enumerate(kinds):
            output[place, using] = gross[own & kind].sum()
            for supplying in (0, 1):
                shares[place, using, supplying] = bought[supplying][own & kind].sum() / output[place, using]
        outside = own & np.isin(sectors, _INDUSTRY_BUT_NO_GOODS)
        other[place] = value_added[outside].sum() / value_added[own].sum()
    return InputStructure(
        countries=countries,
        shares=shares,
        output=output,
        home_sales=_home_sales(reference, countries),
        other_industry=other,
    )


def _home_sales(reference: Path, countries: tuple[str, ...]) -> NDArray[np.float64]:
    table = np.load(reference / "flows" / "tariffwar_icio2022_flows_tariffs_elasticities.npz")
    members, sectors = table["countries"].tolist(), table["sectors"].tolist()
    goods = [k for k, name in enumerate(sectors) if name[0] in _GOODS_LETTERS and name not in FUEL_SECTORS]
    places = [members.index(country) for country in countries]
    flows = table["X"].astype(np.float64)
    return np.asarray(flows[places, places][:, goods].sum(axis=1), dtype=np.float64)


def gdp_of_base_year(reference: Path) -> dict[str, float]:
    """Return GDP in the year of the OECD's tables, MUSD by country (World Bank)."""
    table = pd.read_csv(reference / "macro" / "wb_gdp_current_usd.csv")
    table = table[table["Year"] == _BASE_YEAR]
    return {str(c): float(v) / 1e6 for c, v in zip(table["Country Code"], table["Value"], strict=True)}
