"""The bundles of levers that are held against each other for a pair: singly, combined, all joined; at three sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from marchland.leverage.losses import GOODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marchland.levers import Lever, Menu

SIZES = (0.25, 0.5, 1.0)
COMBINED = "combined"
"""Kind of a bundle of some levers."""
MOST = 4
"""Levers that are solved together of which all combinations are bundles; of more each is alone, or with all."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """Levers pulled together.

    Parameters
    ----------
    kind
        "single", "layer" (all of one layer), "joined" (all), "combined" (some) or "narrow" (one sector or product)
    levers
        at the bundle's size
    size
        share of each lever's full size
    """

    kind: str
    levers: tuple[Lever, ...]
    size: float

    @property
    def words(self) -> str:
        """The bundle in words, for instance "embargo goods from ARM + expel workers from ARM"."""
        return " + ".join(lever.words for lever in self.levers)


def widest(bundles: Iterable[tuple[int, Bundle]]) -> int | None:
    """Return the position of the bundle that stands for all levers at full size; None where there is no bundle."""
    full = [(i, bundle) for i, bundle in bundles if bundle.size == 1.0]
    joined = [i for i, bundle in full if bundle.kind == "joined"]
    return joined[0] if joined else (full[0][0] if full else None)


def bundles_of(menu: Menu, sizes: tuple[float, ...] = SIZES) -> tuple[Bundle, ...]:
    """Return every bundle of a menu: each lever alone, combinations, all of a layer, all joined, at each size.

    Combinations are those of levers that are solved together, see `solved_with`, up to `MOST` of them; such bundles are
    then put together with those that are solved apart.

    Levers on a sector or a product are parts of the lever on all goods: they are in no bundle, see `narrow_of`.
    A tariff is left out of joined bundles that hold an embargo on the same goods: nothing is left to tax. So is another
    price where the same is cut, and closing pipes, to all who are supplied over them, where it cuts what it sells the
    target. Of an amount, a price for instance, no part is taken: smaller bundles are without it.
    """
    levers = [item.lever for item in menu.whole]
    stopped = {lever.object for lever in levers if lever.action in {"embargo", "cut"}}
    joinable = [
        lever for lever in aimed(levers) if not (lever.action in {"tariff", "reprice"} and lever.object in stopped)
    ]
    groups: list[tuple[str, list[Lever]]] = [("single", [lever]) for lever in levers]
    for layer in dict.fromkeys(lever.rule.layer for lever in joinable):
        own = [lever for lever in joinable if lever.rule.layer == layer]
        if 1 < len(own) < len(joinable):
            groups.append(("layer", own))
    if len(levers) > 1:
        groups.append(("joined", joinable))
    known = {frozenset(group) for _, group in groups}
    groups += [(COMBINED, group) for group in _combinations(aimed(levers)) if frozenset(group) not in known]
    return tuple(
        Bundle(kind=kind, levers=tuple(replace(lever, size=lever.size * size) for lever in group), size=size)
        for size in sizes
        for kind, group in groups
        if size == 1 or not any(lever.rule.amount for lever in group)
    )


def aimed(levers: Iterable[Lever]) -> list[Lever]:
    """Return levers without pipes that are closed to all who are supplied over them, where the sender can cut alone."""
    levers = list(levers)
    cut = {lever.fuel for lever in levers if lever.action == "cut" and lever.fuel}
    return [lever for lever in levers if not (lever.is_pipe and lever.fuel in cut)]


def solved_with(lever: Lever) -> tuple[str, ...]:
    """Return what a lever is solved with: goods and the ways that carry them, workers and their money, a fuel.

    Empty where a lever on energy touches more than one fuel.
    """
    layer = lever.rule.layer
    if layer in GOODS:
        return GOODS
    return (layer,) if layer != "energy" else (layer, lever.fuel) if lever.fuel else ()


def _combinations(levers: Sequence[Lever]) -> Iterator[list[Lever]]:
    """Yield all combinations of two or more levers that are solved together; nothing that is stopped is taxed too."""
    for market in dict.fromkeys(solved_with(lever) for lever in levers):
        own = [lever for lever in levers if solved_with(lever) == market]
        if not market or len(own) > MOST:
            continue
        for count in range(2, len(own) + 1):
            for group in combinations(own, count):
                stopped = {lever.object for lever in group if lever.action in {"embargo", "cut"}}
                if not any(lever.action in {"tariff", "reprice"} and lever.object in stopped for lever in group):
                    yield list(group)


def narrow_of(menu: Menu) -> tuple[Bundle, ...]:
    """Return the levers on single sectors and products, each alone at full size."""
    return tuple(Bundle(kind="narrow", levers=(item.lever,), size=1.0) for item in menu.narrow)
