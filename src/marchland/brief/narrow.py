"""What a brief says of the levers on single sectors, products, ways and pipes of a pair."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.lever_words import lever_phrase
from marchland.brief.model import Figure, NarrowLever
from marchland.brief.words import days_in_words, lowered
from marchland.leverage import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.collected import Collected
    from marchland.leverage import Pair
    from marchland.levers import Lever, MenuItem
    from marchland.world import World

MOST: Mapping[str, int] = MappingProxyType({"sector": 8, "way": 8, "pipe": 3, "product": 3})
"""Of each kind so many are listed, at most."""
SMALLEST = 1e-5
"""A lever that costs the target less than this share of its GDP is not listed."""
FLOW_TABLES = ("product_flows", "reexports", "trade", "energy_flows")
FLOW_FORMULA = (
    "a year's flow before duty that the lever touches, as the world states it; of a bloc the sum of its members"
)
SUPPLY_FORMULA = "a year's sales to the target that the pipe may carry, as the world states them"
MILLION = 1e6


def narrow_levers(store: Collected, pair: Pair, formula: str) -> tuple[NarrowLever, ...]:
    """Return the levers on single sectors, products, ways and pipes that cost the target most, `MOST` of each kind.

    Parameters
    ----------
    store
        takes the figures: flow, loss and own loss of each lever
    pair
        its `narrow` options are listed; none = nothing
    formula
        of the losses
    """
    world, said = store.result.world, store.said
    nothing, listed = np.zeros(0), []
    items = {item.lever: item for item in pair.menu.narrow}
    names = _names(world)
    by_loss = sorted(pair.narrow, key=lambda option: -float(option.best[TARGET].sum()))
    of_kind = {
        kind: [each for each in by_loss if _by(each.bundle.levers[0]) == kind][:most] for kind, most in MOST.items()
    }
    for option in (each for each in by_loss if each in of_kind[_by(each.bundle.levers[0])]):
        lever, loss = option.bundle.levers[0], float(option.best[TARGET].sum()) / pair.target_gdp
        if loss < SMALLEST:
            break
        by = _by(lever)
        named = names[by, lever.flow]
        words = lever_phrase(lever, said, named=named)
        code = f"{pair.sender}>{pair.target}"
        inputs = store.inputs_of(pair, store.result, lever.words)
        own = f"{code}:{lever.action}:{lever.direction}:{lever.flow}"
        held = f"if {said[pair.sender]} {words} for {days_in_words(store.result.days)}, {world.year}"
        losses = [
            store.add(f"{kind}:{own}", f"{told} {held}", value, nothing, "share of GDP", formula, inputs, layers=())
            for kind, told, value in (
                ("loss", f"loss of {said[pair.target]}", loss),
                ("own", f"own loss of {said[pair.sender]}", float(option.best[SENDER].sum()) / pair.sender_gdp),
            )
        ]
        flow = _flow(
            f"flow:{code}:{lever.direction}:{lever.flow}",
            _flow_words(lever, named, pair, said),
            items[lever],
            tuple(key for key in inputs if store.inputs[key].table in FLOW_TABLES),
        )
        store.figures[flow.id] = flow
        listed.append(
            NarrowLever(
                by=by,
                code=lever.flow,
                action=lever.action,
                words=words,
                flow=flow.id,
                target_loss=losses[0],
                sender_loss=losses[1],
            )
        )
    return tuple(listed)


def _by(lever: Lever) -> str:
    if lever.is_way:
        return "way"
    if lever.is_pipe:
        return "pipe"
    return "product" if lever.sector is None else "sector"


def _flow_words(lever: Lever, named: str, pair: Pair, said: Mapping[str, str]) -> str:
    if lever.is_way:
        return f"goods from and to {said[pair.target]} whose cheapest way leads through {named}, a year"
    if lever.is_pipe:
        return f"what is sold to {said[pair.target]} and may pass {named}, a year"
    seller, buyer = (pair.target, pair.sender) if lever.direction == "from" else (pair.sender, pair.target)
    return f"{named} that {said[seller]} sells to {said[buyer]} in a year"


def _flow(identifier: str, words: str, item: MenuItem, inputs: tuple[str, ...]) -> Figure:
    money = item.unit == "MUSD"
    low, best, high = ((MILLION if money else 1.0) * value for value in (item.low, item.best, item.high))
    noted = f"{words} ({item.note})" if item.note else words
    return Figure(
        id=identifier,
        words=noted,
        low=low,
        best=best,
        high=high,
        unit="USD" if money else item.unit,
        formula=FLOW_FORMULA if money else SUPPLY_FORMULA,
        inputs=inputs,
        drivers=(),
    )


def _names(world: World) -> Mapping[tuple[str, str], str]:
    """Return names of sectors, products, ways and pipes as they stand inside a sentence, by kind and code."""
    lower = {
        (column, row[column]): lowered(row["name"])
        for table, column in (("sectors", "sector"), ("products", "product"))
        for row in world[table].rows()
    }
    ways = {
        ("way", row[column]): row["name"]
        for table, column in (("places", "place"), ("links", "link"))
        for row in world[table].rows()
    }
    pipes = {
        ("pipe", row[column]): row["name"] or row[column]
        for table, column in (("places", "place"), ("pipes", "pipe"))
        for row in world[table].rows()
    }
    return lower | ways | pipes
