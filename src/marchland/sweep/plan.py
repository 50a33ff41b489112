"""What a sweep is to compute, and in which pieces: settled before it starts, the same for every run of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from marchland.engine import code_fingerprint
from marchland.errors import MarchlandError, ScenarioError
from marchland.levers import check_horizon, horizon_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marchland.levers import Horizon, Scenario
    from marchland.world import World

FORMAT = "marchland sweep 1"
MOST_BESIDE = 16
"""Scenarios of a piece at most: what is made ready for a draw serves all of them; beyond this it is saved already."""
PIECES, FEWEST, MOST = 16, 20, 1000
"""Pieces that a sweep is cut into at least, where they hold this many outcomes at least; and outcomes at most."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What pieces share: the figures of one world, of one year and at one horizon.

    Parameters
    ----------
    label
        name of the world in the sweep
    view
        the world as of its day and year
    scenarios
        positions in `Plan.scenarios`
    """

    label: str
    view: World
    horizon: Horizon
    scenarios: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some scenarios of one ground in a range of draws: the unit of work, of failure and of resumption.

    Parameters
    ----------
    number
        from 1, in the order of the plan
    ground
        position in `Plan.grounds`
    scenarios
        positions in `Plan.scenarios`
    first, last
        draws, the last one included; 0 = best values
    """

    number: int
    ground: int
    scenarios: tuple[int, ...]
    first: int
    last: int

    @property
    def outcomes(self) -> int:
        """Number of outcomes: one a scenario and draw."""
        return len(self.scenarios) * self.draws

    @property
    def draws(self) -> int:
        """Number of draws, best values counted as one."""
        return self.last - self.first + 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """A sweep: scenarios x draws x worlds.

    Parameters
    ----------
    worlds
        name in the sweep -> the world
    scenarios
        with a name of its own each
    draws, seed
        number of draws beside the best values, and what makes them
    horizon
        of all scenarios; None = of each its own
    chunk
        outcomes a piece
    grounds, pieces
        in the order in which they are computed
    """

    worlds: Mapping[str, World]
    scenarios: tuple[Scenario, ...]
    draws: int
    seed: int
    horizon: Horizon | None
    chunk: int
    grounds: tuple[Ground, ...]
    pieces: tuple[Piece, ...]

    @property
    def outcomes(self) -> int:
        """Number of outcomes of all pieces."""
        return sum(piece.outcomes for piece in self.pieces)

    def words(self, piece: Piece) -> str:
        """Return a piece in words."""
        names = [self.scenarios[at].name for at in piece.scenarios]
        told = f"{names[0]!r}" if len(names) == 1 else f"{names[0]!r} to {names[-1]!r} ({len(names)} scenarios)"
        draws = f"draws {max(piece.first, 1)} to {piece.last}" if piece.last else ""
        best = "best values" if piece.first == 0 else ""
        return f"{self.grounds[piece.ground].label}, {told}, {' and '.join(filter(None, (best, draws)))}"

    def about(self) -> dict[str, Any]:
        """Return what the sweep is, as plain values, with the fingerprints of the sweep, its worlds and the code."""
        asked = {
            "draws": self.draws,
            "seed": self.seed,
            "horizon": self.horizon,
            "chunk": self.chunk,
            "scenarios": [_described(scenario) for scenario in self.scenarios],
        }
        worlds = {
            label: {
                "title": w.package.title,
                "fingerprint": w.fingerprint,
                "names": dict(zip(w["actors"]["actor"].tolist(), w["actors"]["name"].tolist(), strict=True)),
            }
            for label, w in self.worlds.items()
        }
        prints_of_worlds = [w.fingerprint for w in self.worlds.values()]
        whole = json.dumps(asked | {"worlds": prints_of_worlds}, sort_keys=True, ensure_ascii=False)
        prints = {"sweep": hashlib.sha256(whole.encode()).hexdigest(), "worlds": worlds, "code": code_fingerprint()}
        return {"format": FORMAT, **prints, "pieces": len(self.pieces), "outcomes": self.outcomes, **asked}


def planned(
    worlds: Sequence[World],
    scenarios: Sequence[Scenario],
    *,
    draws: int,
    seed: int,
    horizon: Horizon | None = None,
    chunk: int | None = None,
) -> Plan:
    """Lay out a sweep, every scenario held against every world.

    Parameters
    ----------
    worlds, scenarios
        one at least of each
    draws, seed, horizon
        as `Plan` describes them
    chunk
        outcomes a piece; default: a 16th of the sweep, at least 20 and at most 1,000

    Raises
    ------
    UnknownName, ScenarioError, MissingData
        where a scenario and a world do not go together, or two scenarios have one name
    MarchlandError
        where there is nothing to compute, or a number makes no sense
    """
    if not worlds or not scenarios:
        raise MarchlandError(
            f"a sweep without {'worlds' if scenarios else 'scenarios'} has nothing to compute; add one"
        )
    if draws < 0:
        raise MarchlandError(f"draws {draws} is negative; give 0 or more")
    if chunk is not None and chunk < 1:
        raise MarchlandError(f"chunk {chunk} is below 1; give the number of outcomes that a piece holds")
    if not 0 <= seed < 2**63:
        raise MarchlandError(f"seed {seed} is out of bounds; give a whole number from 0 to {2**63 - 1}")
    if horizon is not None:
        check_horizon(horizon)
    _check_names(scenarios)
    labelled = _labelled(worlds)
    grounds = tuple(_grounds(labelled, scenarios, horizon))
    total = len(worlds) * len(scenarios) * (draws + 1)
    size = chunk or min(max(-(-total // PIECES), FEWEST), MOST)
    return Plan(
        worlds=labelled,
        scenarios=tuple(scenarios),
        draws=draws,
        seed=seed,
        horizon=horizon,
        chunk=size,
        grounds=grounds,
        pieces=tuple(_pieces(grounds, draws, size)),
    )


def _check_names(scenarios: Sequence[Scenario]) -> None:
    """Refuse two scenarios of one name: results are told apart by it."""
    twice = [name for name, count in Counter(s.name for s in scenarios).items() if count > 1]
    if twice:
        files = ", ".join(s.file for s in scenarios if s.name == twice[0] and s.file)
        where = f" ({files})" if files else ""
        raise ScenarioError(f"two scenarios are called {twice[0]!r}{where}; give each a name of its own under name")


def _labelled(worlds: Sequence[World]) -> dict[str, World]:
    """Return the worlds by their names; those of one name are told apart by their fingerprints."""
    named = Counter(w.package.name for w in worlds)
    found: dict[str, World] = {}
    for world in worlds:
        name, year = world.package.name, f" {world.day}" if world.day is not None else ""
        label = name if named[name] == 1 else f"{name}{year} {world.fingerprint[:8]}"
        if label in found:
            raise MarchlandError(f"the world {label} ({world.root}) is named twice; name it once")
        found[label] = world
    return found


def _grounds(worlds: Mapping[str, World], scenarios: Sequence[Scenario], horizon: Horizon | None) -> Iterator[Ground]:
    for label, world in worlds.items():
        views: dict[tuple[int | None, Horizon], World] = {}
        members: dict[tuple[int | None, Horizon], list[int]] = defaultdict(list)
        for at, scenario in enumerate(scenarios):
            try:
                scenario.check(world)
                view = scenario.view(world)
            except MarchlandError as error:
                if len(worlds) > 1:
                    error.args = (f"in the world {label}: {error}",)
                raise
            key = view.year, horizon or scenario.horizon or horizon_of(scenario.days)
            views.setdefault(key, view)
            members[key].append(at)
        for key, view in views.items():
            yield Ground(label=label, view=view, horizon=key[1], scenarios=tuple(members[key]))


def _pieces(grounds: Iterable[Ground], draws: int, size: int) -> Iterator[Piece]:
    number = 0
    for place, ground in enumerate(grounds):
        beside = min(MOST_BESIDE, size)
        for start in range(0, len(ground.scenarios), beside):
            block = ground.scenarios[start : start + beside]
            parts = -(-(draws + 1) // max(size // len(block), 1))
            edges = [(draws + 1) * part // parts for part in range(parts + 1)]
            for first, end in pairwise(edges):
                number += 1
                yield Piece(number=number, ground=place, scenarios=block, first=first, last=end - 1)


def _described(scenario: Scenario) -> dict[str, Any]:
    levers, answers = (
        [asdict(lever) | {"start": None if lever.start is None else str(lever.start)} for lever in side]
        for side in (scenario.levers, scenario.answers)
    )
    own = {"name": scenario.name, "year": scenario.year, "horizon": scenario.horizon}
    return own | {"days": scenario.days, "levers": levers, "answers": answers}
