"""The tables of docs/models/bypasses.md: what new ways would change of who depends on whom.

python benchmarks/bypasses.py [CASE ...] [--draws N]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np

import marchland
from marchland.brief.words import dollars, percent
from marchland.leverage import Dependence, Estimate, dependence
from marchland.levers import opened
from marchland.world import Table, World

SMALLEST = 0.001
"""Shares below this before and after are left out."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """Ways that are opened together, or made so many times as wide, and who is looked at."""

    title: str
    ways: tuple[str, ...] = ()
    widened: tuple[str, ...] = ()
    times: float = 1.0
    asked: dict[str, tuple[str, ...]]


ZANGEZUR = (
    "rail_agarak_nrnadzor",
    "rail_aghband_kalaleh",
    "rail_alat_aghband",
    "rail_julfa_aze_agarak",
    "rail_kalaleh_julfa_irn",
    "rail_nrnadzor_aghband",
)
CASPIAN = ("ferry_alat_aktau", "ferry_alat_kuryk", "port_aktau", "port_alat", "port_kuryk", "sea_aktau_caspian_mid")
CASES = {
    "tripp": Case(
        title="TRIPP / Zangezur: the railway from Alat by Meghri to Nakhchivan",
        ways=ZANGEZUR,
        asked={"AZE": ("IRN", "GEO", "RUS", "TUR", "ARM"), "ARM": ("GEO", "IRN", "RUS", "TUR", "AZE")},
    ),
    "tripp-transit": Case(
        title="The same, with Azerbaijan's transit open to Armenia",
        ways=(*ZANGEZUR, "AZE for ARM"),
        asked={"ARM": ("GEO", "IRN", "RUS", "TUR", "AZE")},
    ),
    "middle": Case(
        title="The Middle Corridor: ferries and ports of Aktau, Kuryk and Alat three times as wide",
        widened=CASPIAN,
        times=3.0,
        asked={"KAZ": ("RUS", "CHN", "AZE"), "UZB": ("RUS", "KAZ", "AZE"), "KGZ": ("RUS", "KAZ", "AZE")},
    ),
    "rasht": Case(
        title="Rasht - Astara",
        ways=("rail_astara_irn_rasht",),
        asked={"RUS": ("AZE", "TUR", "IRN", "EU"), "IRN": ("AZE", "TUR", "RUS"), "AZE": ("GEO", "IRN", "RUS")},
    ),
    "cku": Case(
        title="China - Kyrgyzstan - Uzbekistan",
        ways=("rail_jalal_abad_andijan", "rail_kashgar_torugart", "rail_makmal_jalal_abad", "rail_torugart_makmal"),
        asked={"KGZ": ("KAZ", "RUS", "CHN", "UZB"), "UZB": ("KAZ", "RUS", "CHN", "KGZ")},
    ),
}


def widened(world: World, links: tuple[str, ...], times: float) -> World:
    """Return the world with links that carry so many times as much."""
    table = world["links"]
    wide = np.isin(table["link"], links)
    columns = dict(table.columns)
    for name in ("capacity", "capacity_low", "capacity_high"):
        columns[name] = np.where(wide, columns[name] * times, columns[name])
    return replace(world, tables=dict(world.tables) | {"links": Table(name="links", columns=columns)})


def ranged(figure: Estimate, words: object) -> str:
    """Return a figure with its range."""
    told = words(figure.best)  # type: ignore[operator]
    if not np.isfinite(figure.low) or figure.best == figure.low == figure.high:
        return str(told)
    low, high = words(figure.low), words(figure.high)  # type: ignore[operator]
    return f"{told} [{low.removesuffix(' %')} to {high.removesuffix(' %')}]"


def row(old: Dependence, new: Dependence) -> str:
    """Return the row of one gatekeeper, before and after."""
    pairs = [
        f"{ranged(old.value, percent)} → {ranged(new.value, percent)}",
        f"{ranged(old.tonnes, percent)} → {ranged(new.tonnes, percent)}",
        f"{percent(old.captive)} → {percent(new.captive)}",
        f"{ranged(old.loss, dollars)} → {ranged(new.loss, dollars)}",
        f"{ranged(old.share, percent)} → {ranged(new.share, percent)}",
    ]
    return " | ".join((f"| {old.target} | {old.gatekeeper}", *pairs)) + " |"


def main() -> None:
    """Print the table of each case asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--draws", type=int, default=16)
    given = parser.parse_args()
    world = marchland.load_world().at()
    print(f"World {world.fingerprint[:12]} as of {world.day}, {given.draws} draws, seed 1, horizon year.\n")
    before: dict[tuple[str, tuple[str, ...]], tuple[Dependence, ...]] = {}
    for name in given.cases or list(CASES):
        case = CASES[name]
        freed = widened(opened(world, case.ways), case.widened, case.times)
        print(f"## {case.title}\n")
        print("| target | gatekeeper | of the value | of the tonnes | no other way | loss by a closure | of GDP |")
        print("|---|---|---|---|---|---|---|")
        for target, gatekeepers in case.asked.items():
            key = (target, gatekeepers)
            if key not in before:
                before[key] = dependence(world, target, gatekeepers, draws=given.draws)
            for old, new in zip(before[key], dependence(freed, target, gatekeepers, draws=given.draws), strict=True):
                if max(old.value.best, new.value.best) >= SMALLEST:
                    print(row(old, new), flush=True)
        print()


if __name__ == "__main__":
    main()
