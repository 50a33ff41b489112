"""What the sectors use of each other, from the OECD's tables of 2022."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from marchland.world.build.post_soviet.bought import Bought, bought_in
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sectors import (
    CODES,
    CRUDE,
    GAS,
    OIL_AND_GAS,
    PRODUCTS,
    REFINING,
    sector_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

# The year of the world whose tables give the structure.
_STRUCTURE = 2023
# A sector below this, MUSD, has no structure of its own.
SMALLEST_OUTPUT = 1.0
# Inputs of a sector as a share of its output at most; what the OECD leaves out can bring refineries above it.
MOST_INPUTS = 0.92


@dataclass(frozen=True, kw_only=True, eq=False)
class InputStructure:
    """Input shares and output of the countries of the OECD's tables in 2022.

    Parameters
    ----------
    countries
        codes, the first axis of every array
    shares
        (N, S, S) of gross output: country, using, supplying; a sector that a country does not have takes the mean
    output
        (N, S) gross output, MUSD; oil and gas extraction all under crude
    used
        (N, S) bought as inputs, MUSD
    crude_at_home
        (N,) of the country's own oil and gas bought as inputs at home, the share that its refineries buy
    """

    countries: tuple[str, ...]
    shares: Array
    output: Array
    used: Array
    crude_at_home: Array


def input_structure(reference: Path, year: int = _STRUCTURE) -> InputStructure:
    """Aggregate the OECD's 50 activities to the sectors.

    Oil and gas are one activity there: what refineries buy of it counts as crude oil, what all others buy as gas, and
    extraction of either uses the same inputs.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        of the world; for a later one than 2023, where official tables stand for it
    """
    releases = given(reference)
    official = releases.icio(releases.table_year(year))
    bought = _of_extract(reference) if official is None else bought_in(official)
    inputs, output = bought.inputs.copy(), bought.output
    s = len(CODES)
    crude, gas, refining = (CODES.index(code) for code in (CRUDE, GAS, PRODUCTS))
    burnt = np.arange(s) != refining
    inputs[:, burnt, gas], inputs[:, burnt, crude] = inputs[:, burnt, crude], 0.0
    used = inputs.sum(axis=1)
    inputs[:, gas], output_of = inputs[:, crude], output.copy()
    output_of[:, gas] = output[:, crude]
    mean = inputs.sum(axis=0) / output_of.sum(axis=0)[:, None]
    held = output_of[:, :, None] > SMALLEST_OUTPUT
    shares = np.where(held, inputs / np.maximum(output_of, SMALLEST_OUTPUT)[:, :, None], mean[None, :, :])
    shares *= np.minimum(MOST_INPUTS / np.maximum(shares.sum(axis=2, keepdims=True), 1e-12), 1.0)
    return InputStructure(
        countries=bought.countries,
        shares=shares,
        output=output,
        used=used,
        crude_at_home=bought.crude_at_home,
    )


def _of_extract(reference: Path) -> Bought:
    """Put together what the extracts of the tables of 2022 hold."""
    flows = reference / "flows"
    nodes = pd.read_csv(flows / "oecd_icio2025_y2022_nodes.csv")
    packed = np.load(flows / "oecd_icio2025_y2022_full_intermediate_sparse_f32.npz")
    matrix = sparse.csr_matrix(
        (packed["data"].astype(np.float64), packed["indices"], packed["indptr"]), shape=tuple(packed["shape"])
    )
    # Rows and columns stand in the order of the table of nodes: sector by sector, countries within.
    activities = nodes["sector"].to_numpy(dtype=str)
    owners = nodes["country"].to_numpy(dtype=str)
    countries = tuple(sorted(set(owners.tolist())))
    n, s = len(countries), len(CODES)
    country = np.array([countries.index(owner) for owner in owners.tolist()])
    sector = np.array([CODES.index(sector_of(activity)) for activity in activities.tolist()])
    gross = nodes["gross_output_musd"].to_numpy(dtype=np.float64)
    output = np.zeros((n, s))
    np.add.at(output, (country, sector), gross)
    of_sector = sparse.csr_matrix((np.ones(len(sector)), (sector, np.arange(len(sector)))), shape=(s, len(sector)))
    bought = np.asarray((of_sector @ matrix).todense())
    inputs = np.zeros((n, s, s))
    np.add.at(inputs, (country, sector), bought.T)
    inputs += _from_elsewhere(reference, countries, inputs, _imported(matrix, country, sector))
    return Bought(
        countries=countries,
        inputs=inputs,
        output=output,
        crude_at_home=_crude_at_home(matrix, activities, country, n),
    )


def _imported(matrix: sparse.csr_matrix, country: NDArray[np.int64], sector: NDArray[np.int64]) -> Array:
    """Return inputs that each country imports from the others, (N, S) MUSD."""
    entries = matrix.tocoo()
    abroad = country[entries.row] != country[entries.col]
    n, s = int(country.max()) + 1, len(CODES)
    cell = country[entries.col[abroad]] * s + sector[entries.row[abroad]]
    sums = np.bincount(cell, weights=entries.data[abroad], minlength=n * s).astype(np.float64)
    return np.asarray(sums.reshape(n, s))


def _from_elsewhere(reference: Path, countries: tuple[str, ...], inputs: Array, imported: Array) -> Array:
    """Return the inputs that come from what the OECD calls the rest of the world, which its matrix leaves out.

    What is sold from there to a country is known by product, final use included. The part of it that is an input is
    that of all other imports of the product, and it goes to the sectors that use the product.
    """
    table = np.load(reference / "flows" / "tariffwar_icio2022_flows_tariffs_elasticities.npz")
    members = table["countries"].tolist()
    places = [members.index(country) for country in countries]
    to_sector = np.zeros((len(table["sectors"]), len(CODES)))
    for k, activity in enumerate(table["sectors"].tolist()):
        to_sector[k, CODES.index(sector_of(activity))] = 1.0
    flows = table["X"].astype(np.float64)[:, places] @ to_sector
    elsewhere = flows[members.index("ROW")]
    known = flows[places].sum(axis=0) - flows[places, np.arange(len(places))]
    as_input = np.clip(np.divide(imported, known, out=np.zeros_like(known), where=known > 0), 0.0, 1.0)
    used = inputs.sum(axis=1, keepdims=True)
    pattern = np.divide(inputs, used, out=np.zeros_like(inputs), where=used > 0)
    return np.asarray(pattern * (elsewhere * as_input)[:, None, :])


def _crude_at_home(
    matrix: sparse.csr_matrix, activities: NDArray[np.str_], country: NDArray[np.int64], n: int
) -> Array:
    shares = np.zeros(n)
    for row in np.flatnonzero(activities == OIL_AND_GAS).tolist():
        own = country == country[row]
        sold = np.asarray(matrix[[row]].todense()).ravel()
        refined, total = float(sold[own & (activities == REFINING)].sum()), float(sold[own].sum())
        shares[country[row]] = refined / total if total > 0 else 0.5
    return shares


def gdp_of(reference: Path, year: int) -> dict[str, float]:
    """Return GDP of a year, MUSD by country and aggregate (World Bank)."""
    table = pd.read_csv(reference / "macro" / "wb_gdp_current_usd.csv")
    table = table[table["Year"] == year]
    return {str(c): float(v) / 1e6 for c, v in zip(table["Country Code"], table["Value"], strict=True)}
