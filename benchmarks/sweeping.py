"""Prints what a sweep takes; started by `test_sweeping.py`.

`python -m benchmarks.sweeping KIND SCENARIOS LEVERS DRAWS PROCESSES [ACTORS]`: KIND is trade, freight or gas of the
built-in world, each scenario with so many levers, or `made_up`, trade of a made-up world of so many actors.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.drawing import peak, processor
from benchmarks.made_up_world import made_up_world

import marchland
from marchland.errors import MarchlandError
from marchland.levers import Lever, Scenario
from marchland.sweep.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.world import World


def levers(world: World, kind: str) -> Iterator[Lever]:
    """Yield levers of a kind: embargoes on half of the goods, crossings that are shut, and gas that is withheld."""
    if kind == "freight":
        crossings = world["places"].where(kind="crossing")
        named = zip(crossings["actor"].tolist(), crossings["place"].tolist(), strict=True)
        yield from (Lever(actor=actor, action="close", object=f"way {place}") for actor, place in named if actor)
        return
    focus = [code for code in world.package.focus if code != "ROW"]
    for actor, partner in permutations([*world.package.powers, *focus], 2):
        if kind == "gas":
            yield Lever(actor=actor, action="cut", object=f"gas to {partner}")
        else:
            yield Lever(actor=actor, action="embargo", object=f"goods from {partner}", size=0.5)


def scenarios(world: World, kind: str, count: int, each: int) -> list[Scenario]:
    """Return scenarios that the world can answer, each of some levers of a kind."""
    found: list[Scenario] = []
    held: list[Lever] = []
    for lever in levers(world, kind):
        if len(found) == count:
            return found
        try:
            scenario = Scenario(name=str(len(found)), levers=(*held, lever))
            scenario.check(world)
        except MarchlandError:
            continue
        held.append(lever)
        if len(held) == each:
            found, held = [*found, scenario], []
    return found


def main(kind: str, count: int, each: int, draws: int, processes: int, actors: int) -> None:
    """Run a sweep, after one outcome that compiles what there is to compile, and print what it took."""
    with tempfile.TemporaryDirectory() as place:
        made = made_up_world(Path(place) / "world", actors) if kind == "made_up" else None
        asked = scenarios(marchland.load_world(made), kind, count, each)
        sweep(marchland.load_world(made), asked[0], to=Path(place) / "first", draws=1)
        start, used = time.perf_counter(), processor()
        world = marchland.load_world(made)
        swept = sweep(world, asked, to=Path(place) / "swept", draws=draws, jobs=processes)
        found = {
            "scenarios": len(asked),
            "outcomes": swept.outcomes,
            "unsolved": len(swept.unsolved),
            "seconds": time.perf_counter() - start,
            "processor": processor() - used,
            "peak": peak(os.getpid()),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in (*sys.argv[2:], "0")[:5]))
