"""What would soften a cut: contracts with other sellers and pipes that are shut or planned, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.bridge import central
from marchland.bridge.energy.effect import fuel_effect, loss_by_actor
from marchland.bridge.energy.market import fuel_market
from marchland.errors import CannotClear, ScenarioError, SolverError
from marchland.layers.energy.storage import YEAR
from marchland.levers import Lever
from marchland.levers.openings import openings
from marchland.world.check_energy import QUANTITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.bridge import Baseline
    from marchland.brief.energy.reading import Cut
    from marchland.errors import MarchlandError
    from marchland.world import World

SELLERS, ANSWERS = 4, 5
"""Sellers of whom a contract is tried, and answers that are told."""
WORTH_TELLING = 0.01
"""Part of a loss that an answer has to take away to be told."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer and what the target still loses with it, USD at best values."""

    lever: Lever
    loss: float


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Answers that take most of a loss away, the best first, and those that could not be solved, each with why."""

    found: tuple[Answered, ...] = ()
    left_out: tuple[tuple[Lever, str], ...] = ()


def answers_to(base: Baseline, cut: Cut, best: Mapping[str, float]) -> Answers:
    """Return the answers that take most away from what a cut costs the target, at best values.

    Tried are a contract for all that is missing with each of the sellers that step in most, and each pipe of the fuel
    that is shut or planned and not in the hands of who cuts.

    Parameters
    ----------
    base
        at the horizon of the cut
    best
        figures of the cut at best values, by id
    """
    market = fuel_market(base, cut.fuel, central(base.factors))
    own, lasting = base.positions(cut.target), cut.days / YEAR
    loss, found, left_out = best[f"loss:{cut.tag}:{cut.target}"], [], []
    for lever in _tried(base.world, cut, best):
        try:
            effect = fuel_effect(base, market, [cut.lever, lever])
        except (ScenarioError, CannotClear, SolverError) as error:
            left_out.append((lever, _why(base.world, cut, lever, error)))
            continue
        left = lasting * float(loss_by_actor(base, effect)[own].sum())
        if loss - left > WORTH_TELLING * loss:
            found.append(Answered(lever=lever, loss=left))
    return Answers(found=tuple(sorted(found, key=lambda one: one.loss)[:ANSWERS]), left_out=tuple(left_out))


def _why(world: World, cut: Cut, lever: Lever, error: MarchlandError) -> str:
    """Return in short why an answer could not be solved."""
    if isinstance(error, CannotClear):
        hubs = {row["place"]: row["name"] for row in world["places"].rows()}
        short = f"{error.quantity:.3g} {QUANTITY[cut.fuel]} a year that a contract obliges to"
        return f"{short} cannot reach {hubs.get(error.node) or error.node}"
    if isinstance(error, SolverError):
        return "no equilibrium met its certificate"
    return str(error).removeprefix(f"{lever.words}: ")


def _tried(world: World, cut: Cut, best: Mapping[str, float]) -> Iterator[Lever]:
    start, missing = f"more:{cut.tag}:", best[f"missing:{cut.tag}"] * YEAR / cut.days
    others = world.named_actors - {*world.members(cut.sender), *world.members(cut.target)}
    more = {i.removeprefix(start): v for i, v in best.items() if i.startswith(start) and v > 0}
    sellers = sorted((code for code in more if code in others), key=lambda code: -more[code])
    for seller in sellers[:SELLERS]:
        thing = f"{cut.fuel} to {cut.target}"
        yield Lever(actor=seller, action="supply", object=thing, size=float(f"{missing:.3g}"), days=cut.days)
    yield from openings(world, cut.fuel, world.members(cut.sender), days=cut.days)
