"""Fill the flows that neither side recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import EUROPEAN_UNION, STATES
from marchland.world.build.post_soviet.disputed_trade import disputed_trade
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.post_soviet.stated_trade import stated_trade

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.recorded_trade import RecordedTrade

    Matrix = NDArray[np.float64]

# Countries of which none reported: between two of them a missing flow is a hole and not a zero.
SILENT = {
    2017: ("UZB", "TJK", "TKM", "AFG", "PAK", "MNG", "ARE", "IRN", "SRB", "LUX"),
    2023: ("RUS", "BLR", "GEO", "TJK", "TKM", "IRN", "AFG", "MNG", "KOR", "POL"),
}
# Not even mirrored by their partners in the extract of the year.
_ABSENT = {2017: ("IRN", "SRB", "LUX"), 2023: ()}
_SANCTIONING = ("USA", "GBR", "CHE", "NOR", "JPN", "KOR", *EUROPEAN_UNION)
_BOTH_REPORT, _ONE_REPORTS, _FILLED, _FILLED_ABSENT = 1.1, 1.25, 2.5, 1.8
# Flows with countries of the rest of the world are added up, and errors of many average out.
_FILLED_OF_MANY = 1.6
_SMALLEST, _SMALLEST_OUTSIDE = 1.0, 5.0


@dataclass(frozen=True, kw_only=True)
class FilledTrade:
    """Trade without coal, crude and gas, holes filled.

    Parameters
    ----------
    low, best, high
        by year, (N, N) MUSD, exporters in rows; NaN where nothing is known
    estimated
        by year, (N, N): filled in and stated by no reporter
    sources
        by year, ids of `sources` for flows that are not simply BACI's
    """

    low: dict[int, Matrix]
    best: dict[int, Matrix]
    high: dict[int, Matrix]
    estimated: dict[int, NDArray[np.bool_]]
    sources: dict[int, dict[tuple[int, int], str]]


def filled_trade(reference: Path, recorded: RecordedTrade, gdp: dict[tuple[str, int], Figure]) -> FilledTrade:
    """Fill the holes of the recorded flows, and replace those that the exporter's accounts have no room for.

    First come flows that other publications state; then a hole of one year is the other year's flow times (or over)
    the geometric mean of the exporter's and the importer's growth on flows known in both years. Between Russia and
    the states that sanction it the growth of that whole group is used. Countries absent from an extract grow with
    GDP. Recorded flows keep a narrower range where both sides report.

    Parameters
    ----------
    reference
        folder of the reference data
    recorded
        BACI's flows
    gdp
        MUSD by actor and year
    """
    best = {year: _without_fuels(recorded, year) for year in YEARS}
    low: dict[int, Matrix] = {}
    high: dict[int, Matrix] = {}
    estimated: dict[int, NDArray[np.bool_]] = {}
    sources: dict[int, dict[tuple[int, int], str]] = {year: {} for year in YEARS}
    for year in YEARS:
        factor = _recorded_factor(recorded, best[year], year)
        low[year], high[year] = best[year] / factor, best[year] * factor
        estimated[year] = np.zeros(best[year].shape, dtype=bool)
    for (year, exporter, importer), figure in stated_trade(reference, recorded).items():
        cell = recorded.at(exporter), recorded.at(importer)
        fuels = recorded.fuels[year][cell]
        # Fuels that BACI states are taken off; they never take more than nine tenths.
        low[year][cell] = max(figure.low - fuels, 0.1 * figure.low)
        best[year][cell] = max(figure.best - fuels, 0.1 * figure.best)
        high[year][cell] = max(figure.high - fuels, 0.1 * figure.high)
        estimated[year][cell] = figure.estimated
        sources[year][cell] = figure.source
    for cell, figure in disputed_trade(reference, recorded, best).items():
        low[2023][cell], best[2023][cell], high[2023][cell] = figure.low, figure.best, figure.high
        estimated[2023][cell] = True
        sources[2023][cell] = figure.source
    growth = _growth(recorded, best, gdp)
    known = {year: np.nan_to_num(best[year]) for year in YEARS}
    for year, other, power in ((2017, 2023, -1.0), (2023, 2017, 1.0)):
        incomplete = (recorded.totals[year] < recorded.fuels[year]) & (known[other] > 0)
        holes = np.isnan(best[year]) & (_could_be_hole(recorded, known[other], year) | incomplete)
        for row, column in np.argwhere(holes):
            cell = int(row), int(column)
            absent = {recorded.countries[cell[0]], recorded.countries[cell[1]]} & set(_ABSENT[year])
            listed = all(recorded.countries[k] in STATES for k in cell)
            spread = (_FILLED_ABSENT if absent else _FILLED) if listed else _FILLED_OF_MANY
            value = float(known[other][cell] * growth[cell] ** power)
            low[year][cell], best[year][cell], high[year][cell] = value / spread, value, value * spread
            estimated[year][cell] = True
            sources[year][cell] = f"baci_{other}" + (";world_bank_gdp" if absent else f";baci_{year}")
    return FilledTrade(low=low, best=best, high=high, estimated=estimated, sources=sources)


def _without_fuels(recorded: RecordedTrade, year: int) -> Matrix:
    """Take the fuels off the totals; where the fuels alone are more than the total, the total is not complete."""
    rest = recorded.totals[year] - recorded.fuels[year]
    incomplete = rest < 0
    return np.where(incomplete, np.nan, rest)


def _recorded_factor(recorded: RecordedTrade, flow: Matrix, year: int) -> Matrix:
    silent = np.isin(np.array(recorded.countries), SILENT[year])
    factor = np.where(silent[:, None] | silent[None, :], _ONE_REPORTS, _BOTH_REPORT)
    size = np.nan_to_num(flow)
    small = np.where(size < 1, 1.5, np.where(size < 10, 1.25, 1.0))
    return np.asarray(factor * small, dtype=np.float64)


def _could_be_hole(recorded: RecordedTrade, elsewhere: Matrix, year: int) -> NDArray[np.bool_]:
    codes = np.array(recorded.countries)
    silent, listed = np.isin(codes, SILENT[year]), np.isin(codes, STATES)
    absent = np.isin(codes, _ABSENT[year])
    between = silent[:, None] & silent[None, :] | absent[:, None] | absent[None, :]
    with_rest = listed[:, None] ^ listed[None, :]
    return np.asarray(
        between & (elsewhere > 0.05) & listed[:, None] & listed[None, :]
        | with_rest & (elsewhere > np.where(absent[:, None] | absent[None, :], _SMALLEST, _SMALLEST_OUTSIDE)),
        dtype=np.bool_,
    )


def _growth(recorded: RecordedTrade, flow: dict[int, Matrix], gdp: dict[tuple[str, int], Figure]) -> Matrix:
    """Return the growth from 2017 to 2023 to be expected of each flow."""
    both = ~np.isnan(flow[2017]) & ~np.isnan(flow[2023])
    before, after = np.where(both, flow[2017], 0.0), np.where(both, flow[2023], 0.0)
    sides = []
    for axis in (1, 0):
        base, now = before.sum(axis=axis), after.sum(axis=axis)
        side = np.divide(now, base, out=np.ones_like(base), where=base > 0)
        for place, code in enumerate(recorded.countries):
            if base[place] == 0 and (code, 2017) in gdp:
                side[place] = gdp[code, 2023].best / gdp[code, 2017].best
        sides.append(side)
    growth = np.sqrt(sides[0][:, None] * sides[1][None, :])
    russia = recorded.at("RUS")
    group = [recorded.at(code) for code in _SANCTIONING]
    growth[russia, group] = after[russia, group].sum() / before[russia, group].sum()
    growth[group, russia] = after[group, russia].sum() / before[group, russia].sum()
    return np.asarray(growth, dtype=np.float64)
