"""An opened figure on the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.brief.drivers import FEWEST_DRAWS
from marchland.brief.sensitivity.model import VARIANCE
from marchland.brief.words import span, with_range

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.brief.explain import Explanation
    from marchland.brief.model import Figure


def show_explanation(opened: Explanation, console: Console) -> None:
    """Print a figure with its formula, inputs, sources and what drives its range."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    figure = opened.figure
    console.print(f"{figure.id}: {figure.words}", soft_wrap=True)
    console.print(f"= {with_range(figure)} ({figure.unit}; {_range_in_words(opened)})", soft_wrap=True)
    console.print(f"Formula: {figure.formula}", soft_wrap=True)
    if figure.drivers:
        alone = "" if figure.parameters is None else " without the model error"
        console.print(f"What its range{alone} comes from (squared rank correlation with the draws):")
        for driver in figure.drivers:
            way = "more of it, larger figure" if driver.sign > 0 else "more of it, smaller figure"
            console.print(f"  {driver.share:4.0%}  {driver.words} ({way})", soft_wrap=True)
    elif figure.low is None or _is_flow(figure) or _is_part(figure):
        pass  # nothing was drawn: there is no range to take apart
    elif opened.draws < FEWEST_DRAWS:
        console.print(f"What its range comes from is told from {FEWEST_DRAWS} draws on; here are {opened.draws}.")
    else:
        console.print("What its range comes from: no single factor stands out in these draws.")
    table = Table("input", "5th", "best", "95th", "unit", "where", "sources", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number in table.columns[1:5]:
        number.no_wrap = True
    for number in table.columns[1:4]:
        number.justify = "right"
    table.columns[6].overflow = "fold"
    for given in opened.inputs:
        mark = " (estimate)" if given.estimated else ""
        numbers = (_number(v) for v in (given.low, given.best, given.high))
        where = f"{given.table}.csv row {given.row}"
        table.add_row(given.words + mark, *numbers, given.unit, where, ", ".join(given.sources))
    console.print(table)
    for source in opened.sources:
        console.print(
            f"{source.source}: {source.title}, {source.publisher} {source.year}, {source.licence}. {source.url}",
            soft_wrap=True,
        )
    console.print(f"world {opened.world[:12]}, code {opened.code[:12]}")


def _range_in_words(opened: Explanation) -> str:
    if _is_flow(opened.figure):
        return "5th to 95th percentile as the world states it"
    if _is_part(opened.figure):
        return "5th to 95th percentile of a bootstrap of the sample"
    if opened.figure.low is None:
        return "at best values alone, without draws"
    if opened.figure.parameters is None:
        return f"5th to 95th percentile of {opened.draws} draws"
    low, high = opened.figure.parameters
    alone = span(replace(opened.figure, low=low, high=high))
    return f"5th to 95th percentile of {opened.draws} draws with the model error; {alone} without it"


def _is_flow(figure: Figure) -> bool:
    """Return whether it is a figure of the world, that no draw was made of."""
    return figure.id.startswith("flow:")


def _is_part(figure: Figure) -> bool:
    """Return whether it is a part of the variance of another figure."""
    return figure.unit == VARIANCE


def _number(value: float) -> str:
    """Return a figure of the world with four significant digits, never as a power of ten."""
    rounded = float(f"{value:.4g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 1000 else f"{rounded:.4g}"
