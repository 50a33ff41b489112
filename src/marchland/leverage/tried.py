"""Which contracts, pipes and answers are tried against a bundle of levers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.levers import Lever
from marchland.levers.openings import openings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marchland.leverage.result import Pair
    from marchland.world import World

SELLERS, PARTNERS = 4, 4
"""Sellers of whom a contract is tried, and partners whose answer is."""
EASED = 0.1
"""By how much a partner that answers makes trade with the target cheaper, share of the cost: a yardstick."""
DIGITS = 3


def tried_against(
    world: World, pair: Pair, levers: Sequence[Lever], *, days: int
) -> Iterator[tuple[str, tuple[Lever, ...]]]:
    """Yield kind and levers of each contract, pipe and answer that may soften levers.

    Tried are, of each fuel that is withheld or whose pipes are closed, a contract for all that the sender sells with
    each of those that sell most of it to the target and to others, and each pipe that is shut or planned and not in
    the hands of the sender; and, where goods are stopped, that one of the target's largest partners makes trade with
    it a tenth cheaper, both ways.
    """
    barred = {*world.members(pair.sender), *world.members(pair.target)}
    for fuel in sorted({lever.fuel for lever in levers if lever.fuel and lever.action in {"cut", "reprice", "close"}}):
        sold, sellers = _sold(world, fuel, pair)
        for seller in sellers if sold > 0 else ():
            size = float(f"{sold:.{DIGITS}g}")
            yield (
                "contract",
                (Lever(actor=seller, action="supply", object=f"{fuel} to {pair.target}", size=size, days=days),),
            )
        for lever in openings(world, fuel, barred, days=days):
            yield "pipe", (lever,)
    if any(lever.what == "goods" and lever.action in {"embargo", "tariff"} for lever in levers):
        for partner in _partners(world, pair.target, barred):
            yield (
                "answer",
                tuple(
                    Lever(actor=partner, action="open", object=f"goods {way} {pair.target}", size=EASED, days=days)
                    for way in ("from", "to")
                ),
            )


def _sold(world: World, fuel: str, pair: Pair) -> tuple[float, list[str]]:
    """Return what the sender sells the target a year, and who else sells it, those that sell to the target first."""
    at = {row["place"]: row["actor"] for row in world["places"].rows()}
    senders, targets = set(world.members(pair.sender)), set(world.members(pair.target))
    others = world.named_actors - senders - targets
    sold, to_target, abroad = 0.0, dict[str, float](), dict[str, float]()
    for row in world["energy_flows"].where(fuel=fuel).rows():
        seller, buyer, best = at.get(row["seller"], ""), at.get(row["buyer"], ""), float(row["best"])
        if buyer in targets and seller in senders:
            sold += best
        elif seller in others and seller != buyer:
            known = to_target if buyer in targets else abroad
            known[seller] = known.get(seller, 0.0) + best
    ranked = sorted(abroad.keys() | to_target.keys(), key=lambda s: (-to_target.get(s, 0.0), -abroad.get(s, 0.0), s))
    return sold, ranked[:SELLERS]


def _partners(world: World, target: str, barred: set[str]) -> list[str]:
    """Return the target's largest partners in goods, those of no country left out."""
    members, others = set(world.members(target)), world.named_actors - barred
    traded = dict[str, float]()
    for row in world["trade"].rows():
        ends = {row["exporter"], row["importer"]}
        if ends & members and (abroad := ends - members):
            (partner,) = abroad
            traded[partner] = traded.get(partner, 0.0) + float(row["best"])
    ranked = sorted(traded, key=lambda code: (-traded[code], code))
    return [code for code in ranked if code in others][:PARTNERS]
