"""Trade, re-exports, sales at home and input shares of a later year, from BACI's release and the figures of 2023.

BACI states the goods of every pair that it holds. Carried from 2023 are pairs that it does not hold, services and fuels
that it does not state (with the geometric mean of both sides' growth of GDP in USD), goods that only pass (as a share
of the flows that they are part of), sales at home (with GDP) and input shares. Then the accounts are made to agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import ReleaseError
from marchland.world.build.post_soviet import goods
from marchland.world.build.post_soviet.carried import FROM, after, carried, figure_of
from marchland.world.build.post_soviet.citation import CARRIED
from marchland.world.build.post_soviet.indicators import gdp, with_later
from marchland.world.build.post_soviet.passing_sectors import SMALLEST, net_trade
from marchland.world.build.post_soviet.production import agreed, home_rows, share_rows
from marchland.world.build.post_soviet.publications import cited
from marchland.world.build.post_soviet.recorded_sectors import recorded_sectors
from marchland.world.build.post_soviet.releases_given import BACI, given
from marchland.world.build.post_soviet.renewed_accounts import expected_accounts
from marchland.world.build.post_soviet.trade_cells import rounded_best, rounded_range, trade_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.passing_goods import Passage
    from marchland.world.build.post_soviet.recorded_sectors import SectorFlows
    from marchland.world.build.recipe import Cell, Row, Tables

    Passing = dict[tuple[Passage, str], NDArray[np.float64]]
    Amounts = Mapping[tuple[str, str, str], float]

# What one year may change. Trade: of flows above 100 MUSD, nine in ten moved from 2017 to 2023 by less than a factor
# 2.8 around the growth of GDP, 1.5 in one of six independent years. The share that passes, sales at home: judgements.
_TRADE, _PASSING, _HOME = 1.5, 1.2, 1.1
_GDP = "world_bank_gdp"


def tables(reference: Path, year: int) -> Tables:
    """Return the tables of `goods` with the rows of a later year.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        after 2023, one that BACI's release and the World Bank's GDP hold

    Raises
    ------
    ReleaseError
        where BACI's trade and GDP leave an actor no final demand
    """
    before = goods.tables(reference)
    held = given(reference, year)
    economies = gdp(reference, with_later(year))
    growth = {actor: economies[actor, year].best / economies[actor, FROM].best for actor, y in economies if y == year}
    old = {
        name: [row for row in before[name] if row["year"] == FROM] for name in ("trade", "reexports", "input_shares")
    }
    flows = recorded_sectors(carried_trade(old["trade"], growth, year), held, year)
    amounts = {flow: rounded_best(figure.best) for flow, figure in flows.items()}
    earlier = {flow: figure.best for flow, figure in _between(old["trade"]).items()}
    reexports = carried_reexports(old["reexports"], earlier, amounts, year)
    net = net_trade(amounts, passing_of(reexports))
    targets, inputs = expected_accounts(reference, old, net_trade(earlier, passing_of(old["reexports"])), growth, year)
    try:
        made = agreed(net, targets, inputs, economies, year)
    except ValueError as error:
        trade = held.sector_trade(year)
        raise ReleaseError(
            f"{reference / BACI / (trade.file if trade else '')}: with this trade {error}; compare the actor's exports "
            "and imports there with GDP of the year in macro/wb_gdp_current_usd.csv"
        ) from error
    trade_rows: list[Row] = [
        {"year": year, "exporter": exporter, "importer": importer, "sector": sector, **trade_cells(figure)}
        for (exporter, importer, sector), figure in flows.items()
    ]
    trade_rows += [_at_home(row, year) for row in home_rows(made, year)]
    shares: list[Row] = [
        {**row, "source": f"{row['source']};{CARRIED}" if row["estimated"] else row["source"]}
        for row in share_rows(made, year)
    ]
    cites = [{"source": row["source"]} for row in (*trade_rows, *reexports, *shares)]
    return {
        **before,
        "trade": [*before["trade"], *trade_rows],
        "reexports": [*before["reexports"], *reexports],
        "input_shares": [*before["input_shares"], *shares],
        "sources": [*before["sources"], *cited(cites, held.citations())],
    }


def carried_trade(rows: Sequence[Row], growth: Mapping[str, float], year: int) -> SectorFlows:
    """Return trade between actors moved to a later year with the geometric mean of both sides' growth of GDP.

    Parameters
    ----------
    rows
        of `trade`, all of 2023
    growth
        GDP of the year over that of 2023, by actor
    year
        later than 2023
    """
    factor = after(_TRADE, year)
    return {
        flow: carried(figure, float(np.sqrt(growth[flow[0]] * growth[flow[1]])), factor, _GDP)
        for flow, figure in _between(rows).items()
    }


def carried_reexports(rows: Sequence[Row], earlier: Amounts, later: Amounts, year: int) -> list[Row]:
    """Return goods that only pass: the share of 2023 in the flows that they are part of, the smaller where in two.

    Together they stay below each flow, as they were in 2023.

    Parameters
    ----------
    rows
        of `reexports`, all of 2023
    earlier, later
        trade of 2023 and of the year, MUSD by (exporter, importer, sector)
    year
        later than 2023
    """
    factor = after(_PASSING, year)
    result: list[Row] = []
    for row in rows:
        origin, via, destination, sector = (str(row[k]) for k in ("origin", "via", "destination", "sector"))
        legs = [(origin, via, sector), *([(via, destination, sector)] if row["recorded"] else [])]
        change = min(later.get(leg, 0.0) / earlier[leg] for leg in legs)
        figure = carried(figure_of(row), change, factor) if change > 0 else None
        if figure is None or figure.best < SMALLEST:
            continue
        ends = {
            "low": rounded_range(figure.low),
            "best": float(f"{figure.best:.4g}"),
            "high": rounded_range(figure.high),
        }
        result.append({**row, "year": year, **ends, "estimated": True, "source": figure.source})
    return result


def passing_of(rows: Sequence[Row]) -> Passing:
    """Return goods that pass, (3,) MUSD by passage and sector, of rows of `reexports`."""
    return {
        (
            (
                int(row["year"] or 0),
                str(row["origin"]),
                str(row["via"]),
                str(row["destination"]),
                bool(row["recorded"]),
            ),
            str(row["sector"]),
        ): np.array([float(row[end] or 0.0) for end in ("low", "best", "high")])
        for row in rows
    }


def _between(rows: Sequence[Row]) -> SectorFlows:
    return {
        (str(row["exporter"]), str(row["importer"]), str(row["sector"])): figure_of(row)
        for row in rows
        if row["exporter"] != row["importer"]
    }


def _at_home(row: Row, year: int) -> dict[str, Cell]:
    """Return a row of sales at home with the range and the source of a carried figure; the median has to stay."""
    figure = carried(figure_of(row), 1.0, after(_HOME, year))
    return {
        **row,
        "low": float(f"{figure.low:.4g}"),
        "high": float(f"{figure.high:.4g}"),
        "source": figure.source,
    }
