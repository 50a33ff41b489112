"""Whose pipes are whose: the pipes of gas and oil that a lever touches, and who holds them by which right."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from marchland.errors import MissingData, ScenarioError, UnknownName
from marchland.levers.carrying import carriers
from marchland.levers.lever_object import FUELS
from marchland.levers.ways import LEAST_OWNED, OPEN, RIGHTS, Hold, cited, deciding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marchland.levers.lever import Lever
    from marchland.world import World

    _Holds = Mapping[str, Mapping[str, tuple[Hold, ...]]]

OPENING = ("open", "build")
"""Actions that touch what is shut; all others touch what is open."""
MOST_NAMED = 6


def pipes_of(world: World, lever: Lever) -> tuple[str, ...]:
    """Return the pipes that a lever touches: one, all at a hub, or all that an actor controls.

    A lever that shuts or charges touches what is open, one that opens or builds what is not. With a partner it touches
    those only that may carry the partner's supply, in either fuel; see `marchland.levers.carrying`.

    Parameters
    ----------
    world
        as of a day
    lever
        on pipes

    Raises
    ------
    UnknownName
        where the object is no pipe, hub, actor or bloc of the world
    ScenarioError
        where the world has no pipes, the actor does not hold a pipe that is named, or nothing is left to touch: no pipe
        of that fuel there, shut or open already, none that may carry the partner's supply
    MissingData
        where a partner is named and the world has no figure of who sells what to whom
    """
    table = world["pipes"]
    if not len(table):
        raise ScenarioError(f"{lever.words}: this world has no pipes; list hubs in places.csv and pipes in pipes.csv")
    found = _named(world, lever)
    if not found:
        what = f"{lever.fuel} pipe" if lever.fuel else "pipe"
        raise ScenarioError(f"{lever.words}: no {what} there; pipes.csv of the world lists them")
    _held_by_actor(world, lever, found)
    closed, opening = shut_pipes(world), lever.action in OPENING
    wanted = tuple(pipe for pipe in found if (pipe in closed) == opening)
    if not wanted:
        state = "open" if opening else "shut"
        raise ScenarioError(
            f"{lever.words}: {lever.pipe} is {state} already on {world.day}; leave the lever out, "
            "or ask for another day"
        )
    return _carrying(world, lever, wanted) if lever.partner and not opening else wanted


def shut_pipes(world: World) -> frozenset[str]:
    """Return the pipes through which nothing passes on the world's day: closed, suspended, being built or planned."""
    states = world["states"].where(attribute="status")
    closed = {o for o, text in zip(states["object"].tolist(), states["text"].tolist(), strict=True) if text != OPEN}
    return frozenset(world["pipes"]["pipe"].tolist()) & closed


def pipe_holds(world: World) -> _Holds:
    """Return who can touch each pipe, by which rights: pipe -> actor -> rights.

    Territory is read off the two hubs: who decides on the ground there, else the recognised sovereign, and who decides
    on the ground along the pipe itself. Operation is read off the table `states` too; what `controls` states comes on
    top. A part owner with less than half decides nothing alone. A hub at sea is nobody's.
    """
    return world.derived(_pipe_holds)


def _pipe_holds(world: World) -> _Holds:
    holds: dict[str, dict[str, dict[Hold, None]]] = defaultdict(lambda: defaultdict(dict))

    def add(pipe: str, actor: str, right: str, thing: str, sources: tuple[str, ...]) -> None:
        if actor:
            holds[pipe][actor][Hold(right=right, object=thing, sources=sources)] = None

    places = {row["place"]: row for row in world["places"].where(kind="hub").rows()}
    ground, runs = deciding(world), deciding(world, attribute="operator")
    for row in world["pipes"].rows():
        pipe = row["pipe"]
        for hub in (row["tail"], row["head"]):
            who, sources = ground.get(hub, (places[hub]["actor"], cited(places[hub])))
            add(pipe, who, "territory", hub, sources)
        for stated, right in ((ground, "territory"), (runs, "operation")):
            if pipe in stated:
                add(pipe, stated[pipe][0], right, pipe, stated[pipe][1])
    pipes = set(world["pipes"]["pipe"].tolist())
    for row in world["controls"].among(right=RIGHTS).rows():
        if row["object"] in pipes and not (row["right"] == "ownership" and row["share"] < LEAST_OWNED):
            add(row["object"], row["actor"], row["right"], row["object"], cited(row))
    return {pipe: {actor: tuple(held) for actor, held in by.items()} for pipe, by in holds.items()}


def pipes_held(world: World, code: str) -> Mapping[str, tuple[Hold, ...]]:
    """Return the pipes that an actor or bloc can touch, each with the rights that let it; of a bloc its members' too.

    Parameters
    ----------
    world
        as of a day
    code
        of an actor or a bloc

    Raises
    ------
    UnknownName
        where it is neither an actor nor a bloc
    """
    members = {*world.members(code), code}
    found = {
        pipe: tuple(dict.fromkeys(hold for actor, held in by.items() if actor in members for hold in held))
        for pipe, by in pipe_holds(world).items()
    }
    return {pipe: held for pipe, held in found.items() if held}


def _named(world: World, lever: Lever) -> tuple[str, ...]:
    rows = [row for row in world["pipes"].rows() if lever.fuel in {"", row["fuel"]}]
    pipes, thing = world["pipes"]["pipe"].tolist(), lever.pipe
    hubs = world["places"].where(kind="hub")["place"].tolist()
    if thing in pipes or thing in hubs:
        return tuple(row["pipe"] for row in rows if thing in {row["pipe"], row["tail"], row["head"]})
    if thing in world.actors or thing in world.blocs:
        held = pipes_held(world, thing)
        return tuple(row["pipe"] for row in rows if row["pipe"] in held)
    raise UnknownName("pipe", thing, [*pipes, *hubs, *world.actors])


def _held_by_actor(world: World, lever: Lever, pipes: Iterable[str]) -> None:
    """Refuse a lever on a pipe that its actor has no right over, and name who has."""
    own, holds = pipes_held(world, lever.actor), pipe_holds(world)
    for pipe in pipes:
        if pipe not in own:
            by = "; ".join(
                f"{actor} ({', '.join(dict.fromkeys(hold.right for hold in held))})"
                for actor, held in holds.get(pipe, {}).items()
            )
            cure = f"it is held by {by}: name one of them as actor" if by else "nobody does: add a row to controls.csv"
            raise ScenarioError(f"{lever.words}: {lever.actor} does not control {pipe}; {cure}")


def _carrying(world: World, lever: Lever, pipes: tuple[str, ...]) -> tuple[str, ...]:
    if not len(world["energy_flows"]):
        raise MissingData(
            f"{lever.words}: this world has no figure of who sells gas or oil to whom in {world.year} or before; start "
            f"from a later year, or leave out 'for {lever.partner}'"
        )
    closed = shut_pipes(world)
    may = {pipe for fuel in FUELS for pipe in carriers(world, lever.partner, fuel, closed)}
    wanted = tuple(pipe for pipe in pipes if pipe in may)
    if not wanted:
        carry = f"; its supply may come by {_shortened(sorted(may))}" if may else ""
        raise ScenarioError(f"{lever.words}: {lever.pipe} carries no supply of {lever.partner} in {world.year}{carry}")
    return wanted


def _shortened(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
