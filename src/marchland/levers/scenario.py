"""A scenario: levers and answers with dates."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

from marchland.errors import MarchlandError, MissingData, ScenarioError, suggestion
from marchland.levers.flow_check import check_flow
from marchland.levers.together import check_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.levers.lever import Lever
    from marchland.world import World

Horizon = Literal["quarter", "year", "decade"]
HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
QUARTER_DAYS, YEAR_DAYS = 92, 1095


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is done by whom, and what is answered.

    Parameters
    ----------
    name
        the scenario in a few words
    levers, answers
        answers are levers too: what others do about it
    horizon
        how much time everybody has to adjust; None = from the days
    year
        the year of the world to start from; None = the world's base year
    file
        what it was read from, which errors name; empty = it was made in Python

    Raises
    ------
    ScenarioError
        where there is no lever, the horizon is none, or some levers have a first day and others have not
    """

    name: str
    levers: tuple[Lever, ...]
    answers: tuple[Lever, ...] = ()
    horizon: Horizon | None = None
    year: int | None = None
    file: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.levers and not self.answers:
            raise ScenarioError(f"scenario {self.name!r} has no lever; add one under levers")
        if self.horizon is not None:
            check_horizon(self.horizon)
        if len({lever.start is None for lever in self.all}) > 1:
            raise ScenarioError(
                f"scenario {self.name!r}: some levers have a first day (from) and others have not; give all or none one"
            )

    @property
    def all(self) -> tuple[Lever, ...]:
        """Levers, then answers."""
        return self.levers + self.answers

    @property
    def days(self) -> int:
        """Days from the first day of the first lever to the last day of the last one."""
        return max(last for _, last, _ in self.phases())

    def phases(self) -> tuple[tuple[int, int, tuple[Lever, ...]], ...]:
        """Return (first day, last day, levers that hold), days counted from 0, in order; pauses are left out."""
        starts = [lever.start for lever in self.all if lever.start is not None]
        origin = min(starts) if starts else dt.date(2000, 1, 1)
        spans = [((lever.start or origin) - origin).days for lever in self.all]
        edges = sorted({*spans, *(s + lever.days for s, lever in zip(spans, self.all, strict=True))})
        phases = []
        for first, last in pairwise(edges):
            held = tuple(
                lever for s, lever in zip(spans, self.all, strict=True) if s <= first and last <= s + lever.days
            )
            if held:
                phases.append((first, last, held))
        return tuple(phases)

    def view(self, world: World) -> World:
        """Return the world that the scenario starts from; one of gas and oil alone needs no trade of that year.

        Raises
        ------
        MissingData
            where the world has no such year
        """
        if world.year is not None:
            return world
        return world.derived(_view, self.year, all(lever.rule.layer == "energy" for lever in self.all))

    def check(self, world: World) -> None:
        """Hold the scenario against a world.

        Raises
        ------
        UnknownName
            where an actor, a sector or a product is not in the world
        ScenarioError
            where actor and partner overlap, a lever cannot touch its sector, its flow is zero, or the world is already
            as of another year, or two levers cannot hold at once
        MissingData
            where the world has no such year, no figure of a lever's flow, or none as early as a lever begins
        """
        where = f"{self.file}: " if self.file else ""
        with _told_of(where):
            if None not in {self.year, world.year} and self.year != world.year:
                raise ScenarioError(
                    f"the scenario starts from {self.year}, the world is as of {world.year}; give one year"
                )
            view = self.view(world)
        for key, levers in (("levers", self.levers), ("answers", self.answers)):
            for number, lever in enumerate(levers, start=1):
                with _told_of(f"{where}{key} {number}: "):
                    _check_start(world, lever)
                    _check_lever(view, lever)
        with _told_of(where):
            for _, _, held in self.phases():
                check_together(view, held)


def _view(world: World, year: int | None, energy_alone: bool) -> World:
    return world.energy_at(year=year) if energy_alone else world.at(year=year)


@contextmanager
def _told_of(place: str) -> Iterator[None]:
    """Begin the message of an error with the place that it is about."""
    try:
        yield
    except MarchlandError as error:
        error.args = (f"{place}{error}",)
        raise


def _check_start(world: World, lever: Lever) -> None:
    """Refuse a lever on gas or oil that begins before a world of all years has any figure of who sells them to whom."""
    years = world.years("energy_flows") if world.year is None and lever.rule.layer == "energy" else ()
    if lever.start is not None and years and lever.start.year < years[0]:
        raise MissingData(
            f"{lever.words} begins on {lever.start}, before the first figure of who sells gas and oil to whom, of "
            f"{years[0]} (energy_flows.csv); give a later day under from, or add rows"
        )


def _check_lever(view: World, lever: Lever) -> None:
    senders = view.members(lever.actor)
    if lever.partner and set(senders) & set(view.members(lever.partner)):
        raise ScenarioError(f"{lever.actor} and {lever.partner} overlap: {lever.actor} cannot press itself")
    check_flow(view, lever)


def check_horizon(name: str) -> Horizon:
    """Return a horizon by name; ScenarioError where there is none."""
    for horizon in HORIZONS:
        if horizon == name:
            return horizon
    raise ScenarioError(f"horizon {name!r} is not known; {suggestion(name, HORIZONS)}")


def horizon_of(days: int) -> Horizon:
    """Return the horizon that belongs to a length: quarter to 92 days, year to 1,095, decade beyond."""
    if days <= QUARTER_DAYS:
        return "quarter"
    return "year" if days <= YEAR_DAYS else "decade"
