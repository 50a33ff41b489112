"""The rows of the world that figures on pipes, sales and stores rest on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.engine import Input
from marchland.engine.inputs import pipe_inputs
from marchland.world.check_energy import PRICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marchland.world import World

MOST_SEEN = 12
"""Months of a year."""


def of_pipe(world: World, pipe: str, name: str) -> Iterator[Input]:
    """Yield what is known of a pipe, and what was seen to pass it in the world's year, else in the last one before.

    What was seen is there to compare: flows of the model are those of the cheapest ways.
    """
    yield from pipe_inputs(world, (pipe,))
    rows = sorted(world["pipe_flows"].where(pipe=pipe).rows(), key=lambda row: row["from"])
    last = dt.date(world.year or world.package.base_year, 12, 31)
    past = [row for row in rows if row["from"] <= last]
    seen = [row for row in past if row["to"].year == past[-1]["to"].year][-MOST_SEEN:]
    for row in seen:
        yield _input(f"seen to pass {name}, {row['from']} to {row['to']} (to compare)", "pipe_flows", row, row["unit"])


def of_contracts(world: World, fuel: str, buyers: Sequence[str]) -> Iterator[Input]:
    """Yield what contracts of the day with buyers, hubs by code, say of quantity and price."""
    for row in world["energy_contracts"].where(fuel=fuel).among(buyer=tuple(buyers)).rows():
        words = f"contract of {row['seller']} with {row['buyer']}, {row['contract']}"
        for column, bound in (("minimum", "at least"), ("maximum", "at most")):
            if not np.isnan(row[column]):
                alone = {"low": row[column], "best": row[column], "high": row[column]}
                told = f"{words}: {bound}"
                yield _input(told, "energy_contracts", row | alone, f"{row['unit']} {bound}")
        if not np.isnan(row["price"]):
            figures = {"low": row["price_low"], "best": row["price"], "high": row["price_high"]}
            yield _input(f"{words}: price", "energy_contracts", row | figures, PRICE[fuel])


def of_stores(world: World, fuel: str, hubs: Sequence[str]) -> Iterator[Input]:
    """Yield what stores of hubs hold, and give a day."""
    for row in world["storage"].where(fuel=fuel).among(place=tuple(hubs)).rows():
        for column, words, unit in (("stock", "in store at", row["unit"]), ("rate", "out of", f"{row['unit']} a day")):
            if not np.isnan(row[column]):
                figures = {"low": row[f"{column}_low"], "best": row[column], "high": row[f"{column}_high"]}
                yield _input(f"{fuel} {words} {row['place']}, {row['year']}", "storage", row | figures, unit)


def _input(words: str, table: str, row: dict[str, Any], unit: str) -> Input:
    return Input(
        words=words,
        table=table,
        row=int(row["row"]),
        low=float(row["low"]),
        best=float(row["best"]),
        high=float(row["high"]),
        unit=unit,
        estimated=bool(row.get("estimated", False)),
        sources=tuple(row["source"].split(";")),
    )
