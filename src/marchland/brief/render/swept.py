"""A sweep on the terminal: what was done, who would lose most by each scenario, what failed, where it is kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from marchland.brief.render.printed import show_line, show_list, show_table
from marchland.brief.words import dollar_span, dollars, percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import pandas as pd
    from rich.console import Console

    from marchland.sweep import Swept

MOST_ROWS, MOST_NAMED = 20, 8
HEADINGS = ("scenario", "world", "loses most of its GDP", "of a year's GDP", "loss", "draws")


def show_swept(swept: Swept, console: Console) -> None:
    """Print a sweep."""
    show_line(console, f"{swept.told}.", "bold")
    ranked = _largest(swept.summary())
    shown = [_row(swept, row) for row in ranked[:MOST_ROWS]]
    several = len(swept.about["worlds"]) > 1
    if shown:
        kept = [at for at, heading in enumerate(HEADINGS) if several or heading != "world"]
        show_table(
            console,
            [HEADINGS[at] for at in kept],
            [[row[at] for at in kept] for row in shown],
            words=range(3 if several else 2),
        )
        show_line(
            console,
            "Loss over the days of the levers, all layers together, positive = worse off; at best values, in brackets "
            "the 5th and 95th percentile of the draws that were solved; the models' own error is not in them.",
            "dim",
        )
    if len(ranked) > MOST_ROWS:
        show_line(console, f"The first {MOST_ROWS} of {len(ranked)} scenarios and worlds: {swept.folder} holds all.")
    show_list(console, "Without a solution", [*_unsolved(swept)])
    show_list(console, "Pieces that failed", [f"{piece.words}: {piece.reason}" for piece in swept.lost])
    if not swept.finished:
        show_line(console, "The same command with --resume computes what is missing.")
    show_line(console, f"kept in {swept.folder}: ranges in summary.parquet, every draw in pieces/")


def _largest(summary: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the row of the actor that loses the largest share of its GDP, of each scenario in each world."""
    whole = summary[(summary["layer"] == "all") & summary["best"].notna()]
    first = whole.sort_values("best_share", ascending=False).drop_duplicates(["world", "scenario"]).sort_index()
    return [{str(name): value for name, value in row.items()} for row in first.to_dict("records")]


def _row(swept: Swept, row: dict[str, Any]) -> list[str]:
    names = swept.about["worlds"][row["world"]]["names"]
    drawn = row["solved"] > 0
    loss = dollars(row["best"]) + (f" {dollar_span(row['low'], row['best'], row['high'])}" if drawn else "")
    share = percent(row["best_share"])
    if drawn:
        share += f" [{percent(row['low_share']).removesuffix(' %')} to {percent(row['high_share']).removesuffix(' %')}]"
    solved = f"{row['solved']:,}" if row["solved"] == row["draws"] else f"{row['solved']:,} of {row['draws']:,}"
    return [row["scenario"], row["world"], f"{names[row['actor']]} ({row['actor']})", share, loss, solved]


def _unsolved(swept: Swept) -> Iterator[str]:
    """Return which draws of which scenarios have no solution, and why, alike ones together."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for one in swept.unsolved:
        found[one.world, one.scenario, one.reason].append(one.draw)
    several = len(swept.about["worlds"]) > 1
    for (world, scenario, reason), draws in list(found.items())[:MOST_NAMED]:
        named = ", ".join("best values" if d == 0 else str(d) for d in draws[:MOST_NAMED])
        more = f" and {len(draws) - MOST_NAMED:,} more" if len(draws) > MOST_NAMED else ""
        yield f"{f'{world}, ' if several else ''}{scenario}, draw {named}{more}: {reason}"
    if len(found) > MOST_NAMED:
        yield f"and {len(found) - MOST_NAMED:,} more reasons, which the files of the pieces hold"
