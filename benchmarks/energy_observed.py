"""The tables of docs/models/energy-observed.md: what was seen to pass pipes beside what the market sends.

python -m benchmarks.energy_observed [--draws N] [--write]
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.energy_reasons import BESIDE, BOTH_WAYS, GROUP, GROUPS, NAMED, REASONS, SHUT

import marchland
from marchland.bridge import Baseline, baseline
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.energy.observed import ObservedFlow, observed_flows
from marchland.bridge.factors import central
from marchland.calibrate.shown import figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.world import World

YEARS, FUELS = (2021, 2024), ("gas", "oil")
UNITS = {"gas": "bcm", "oil": "Mt"}
PAGE = Path(__file__).parents[1] / "docs/models/energy-observed.md"
BEGIN, END = "<!-- begin: python -m benchmarks.energy_observed --write -->", "<!-- end -->"
Rows = dict[tuple[int, str], tuple[ObservedFlow, ...]]


def bases(world: World) -> dict[int, Baseline]:
    """Return the baseline of the middle of each year."""
    return {year: baseline(world.at(day=dt.date(year, 7, 1)), "year") for year in YEARS}


def compared(found: dict[int, Baseline], draws: int) -> Rows:
    """Return the flows of each year and fuel."""
    return {
        (year, fuel): observed_flows(base, fuel, draws=draws, beside=BESIDE.get((year, fuel), ()))
        for year, base in found.items()
        for fuel in FUELS
    }


def key(row: ObservedFlow) -> tuple[int, str]:
    """Return the year and the pipe, or the pipes with + between them."""
    return row.year, "+".join(row.seen.pipes)


def in_network(row: ObservedFlow) -> bool:
    """Whether it is a border or a terminal of the European network and no pipeline of its own."""
    pipe = row.seen.pipes[0]
    return row.year == YEARS[0] and len(row.seen.pipes) == 1 and pipe.startswith("gas_") and pipe not in NAMED


def faults(rows: Iterable[ObservedFlow], *, slack: float = 0.0) -> list[str]:
    """Return what is wrong with the reasons: none for a row that is off, one for a row that is not, or for no row.

    A reason may stand for what is off by 8 % and more, so that it need not come and go with the last digit.

    Parameters
    ----------
    slack
        how much further off a row may be without a reason, and nearer with one
    """
    told, known = REASONS.keys() | GROUP.keys(), set()
    wrong = []
    for row in rows:
        known.add(key(row))
        if row.within(0.08 - slack) and key(row) in told:
            wrong.append(f"{key(row)}: {row.model:.3g} is within 10 % of {row.seen.best:.3g}: take its reason out")
        if not row.within(0.1 + slack) and key(row) not in told:
            wrong.append(f"{key(row)}: {row.model:.3g} where {row.seen.best:.3g} was seen, without a reason")
    for year, pipe in sorted(name for name, group in GROUP.items() if group == BOTH_WAYS):
        fuel, tail, head = pipe.split("_")
        if (year, f"{fuel}_{head}_{tail}") not in known:
            wrong.append(f"{pipe} of {year}: nothing was seen to come back, so that crossing both ways is no reason")
    return wrong + [f"{name}: a reason for a row that is not there" for name in sorted(told - known)]


def empty(found: dict[int, Baseline]) -> list[str]:
    """Return what passes in the model where nothing passed."""
    wrong = []
    for (year, fuel), pipes in SHUT.items():
        market = fuel_market(found[year], fuel, central(found[year].factors))
        flow = dict(zip(market.figures.pipes, market.base.flow.tolist(), strict=True))
        wrong += [f"{pipe} of {year}: {flow[pipe]:.3g} in the model" for pipe in pipes if flow[pipe] > 1e-3]
    return wrong


def sources(world: World, row: ObservedFlow) -> str:
    """Return links to the sources of a row."""
    known = {s["source"]: s for s in world["sources"].rows()}
    linked = []
    for code in row.seen.source.split(";"):
        if code.startswith("http"):
            linked.append(f"[{code.split('/')[2]}]({code})")
        elif code != "judgement":
            name, url = known[code]["publisher"], known[code]["url"]
            linked.append(f"[{name}]({url})" if url else name)
    return ", ".join(dict.fromkeys(linked)) + (" (reckoned)" if row.seen.estimated else "")


def ratio(row: ObservedFlow) -> str:
    """Return the ratio, bold where it is off."""
    near_the_edge = abs(abs(row.ratio - 1) - 0.1) < 0.005
    said = f"{row.ratio:.3f}" if near_the_edge else f"{row.ratio:.2f}"
    return said if row.within() else f"**{said}**"


def named_table(world: World, rows: list[ObservedFlow]) -> list[str]:
    """Return the table of pipelines, and the reasons under it."""
    lines = ["| pipe | seen | model | ratio | source |", "|---|---|---|---|---|"]
    for row in rows:
        seen = f"{figure(row.seen.best)} [{figure(row.seen.low)} to {figure(row.seen.high)}]"
        model = f"{figure(row.model)} [{figure(row.model_low)} to {figure(row.model_high)}]"
        lines.append(f"| {row.seen.name} | {seen} | {model} | {ratio(row)} | {sources(world, row)} |")
    off = [row for row in rows if not row.within()]
    return [*lines, "", *(f"- **{row.seen.name}.** {REASONS[key(row)]}" for row in off), *([""] if off else [])]


def network_table(rows: list[ObservedFlow]) -> list[str]:
    """Return the table of borders and terminals, and the reasons under it."""
    lines = ["| border or terminal | seen | model | ratio | reason |", "|---|---|---|---|---|"]
    for row in rows:
        why = "" if row.within() else GROUP[key(row)]
        lines.append(f"| {row.seen.name} | {figure(row.seen.best)} | {figure(row.model)} | {ratio(row)} | {why} |")
    return [*lines, "", *(f"- **{group}**: {said}" for group, said in GROUPS.items()), ""]


def summary(rows: Rows) -> list[str]:
    """Return how many rows are within 10 %, by year and fuel."""
    lines = ["| | rows | within 10 % |", "|---|---|---|"]
    for (year, fuel), held in rows.items():
        parts = {f"{fuel} {year}": [row for row in held if not in_network(row)]}
        if any(map(in_network, held)):
            parts[f"{fuel} {year}, borders and terminals of Europe"] = [row for row in held if in_network(row)]
        for name, part in parts.items():
            near = sum(row.within() for row in part)
            lines.append(f"| {name} | {len(part)} | {near} |")
    return [*lines, ""]


def page(world: World, rows: Rows) -> str:
    """Return the tables in Markdown."""
    names = dict(zip(world["pipes"]["pipe"].tolist(), world["pipes"]["name"].tolist(), strict=True))
    lines = summary(rows)
    for (year, fuel), held in rows.items():
        lines += [f"## {fuel.capitalize()}, {year}", "", f"{UNITS[fuel]} a year.", ""]
        lines += named_table(world, [row for row in held if not in_network(row)])
        if (year, fuel) in SHUT:
            shut = "; ".join(names[pipe] for pipe in SHUT[year, fuel])
            lines += [f"Nothing passed these, and nothing does in the model: {shut}.", ""]
        if any(map(in_network, held)):
            lines += [f"### Borders and terminals of the European network, {year}", ""]
            lines += network_table([row for row in held if in_network(row)])
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or write them into the page; fail where a reason is missing or too many."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=32)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    world = marchland.load_world()
    found = bases(world)
    rows = compared(found, given.draws)
    wrong = faults(row for held in rows.values() for row in held) + empty(found)
    if wrong:
        sys.exit("\n".join(wrong))
    tables = page(world, rows)
    if given.write:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}", "utf-8")
    else:
        print(tables)


if __name__ == "__main__":
    main()
