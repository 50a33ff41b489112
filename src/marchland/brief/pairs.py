"""What a brief says of a pair: its levers singly and joined, its leverage and its exposure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.detail import at_horizons, carried
from marchland.brief.lever_words import levers_phrase
from marchland.brief.model import BriefOption, BriefPair
from marchland.brief.narrow import narrow_levers
from marchland.brief.steps import steps_of
from marchland.brief.words import days_in_words
from marchland.engine import LAYERS
from marchland.leverage import COMBINED, OTHERS, SENDER, TARGET, widest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.brief.collected import Collected
    from marchland.leverage import Leverage, Option, Pair
    from marchland.levers import Horizon

LOSS_FORMULA = (
    "loss rate x days / 365 / GDP of a year; loss rate = (1 - welfare_hat) x base absorption in trade, "
    "changes of surplus and transfers in remittances, changes of surplus of gas and oil in energy"
)
THROUGH = MappingProxyType({"trade": ("trade", "freight"), "energy": ("energy",), "remittances": ("remittances",)})
"""Layers of which a part of an exposure is made, by its name."""


def pair_of(store: Collected, pair: Pair, names: Mapping[str, str], at: Mapping[Horizon, Leverage]) -> BriefPair:
    """Return a pair, its figures kept in the store.

    Parameters
    ----------
    names
        of actors and blocs as they stand inside a sentence
    at
        the same levers at several horizons; one or none = a brief of many pairs, without what only few need
    """
    inputs = store.inputs_of(pair, store.result)
    code, year = f"{pair.sender}>{pair.target}", store.result.world.year
    sender, target = names[pair.sender], names[pair.target]
    drawn_any = len(store.result.z) > 0
    kept = [
        (i, o)
        for i, o in enumerate(pair.options)
        if i == pair.chosen
        or (o.bundle.size == 1.0 and o.bundle.kind != COMBINED and (o.drawn.shape[-1] > 0 or not drawn_any))
    ]
    options = [_option(store, pair, option, number, names, inputs) for number, (_, option) in enumerate(kept, start=1)]
    best, drawn = pair.leverage
    leverage = store.add(
        f"leverage:{code}",
        f"leverage of {sender} on {target}, {year}",
        best,
        drawn,
        "share of GDP",
        leverage_formula(sender, target, store.result.budget),
        inputs,
        layers=LAYERS if pair.chosen is None else _layers(pair.options[pair.chosen]),
    )
    full = [o for _, o in kept if o.bundle.size == 1.0 and o.bundle.kind != COMBINED]
    position = widest((k, o.bundle) for k, o in enumerate(full))
    joined = None if position is None else full[position]
    exposure = store.add(
        f"exposure:{code}",
        f"loss of {target} by all levers of {sender} joined at full size, whatever they cost {sender}, {year}",
        0.0 if joined is None else float(joined.best[TARGET].sum()) / pair.target_gdp,
        np.zeros(0) if joined is None else _share(joined, TARGET, pair.target_gdp_drawn),
        "share of GDP",
        LOSS_FORMULA,
        inputs,
        layers=LAYERS if joined is None else _layers(joined),
    )
    positions = [i for i, _ in kept]
    shown = {i: (option.target_loss, option.sender_loss) for i, option in zip(positions, options, strict=True)}
    return BriefPair(
        sender=pair.sender,
        target=pair.target,
        leverage=leverage,
        chosen=None if pair.chosen is None else positions.index(pair.chosen),
        exposure=exposure,
        through=_through(joined.best[TARGET]) if joined is not None else {},
        options=tuple(options),
        withheld=tuple(f"{w.action} {w.object}: {w.reason}" for w in pair.menu.withheld),
        carried=carried(store, pair, store.result, inputs),
        horizons=at_horizons(store, pair, at, inputs, LOSS_FORMULA),
        narrow=narrow_levers(store, pair, LOSS_FORMULA),
        frontier=steps_of(store, pair, shown, inputs, LOSS_FORMULA) if len(at) > 1 else (),
    )


def _option(
    store: Collected, pair: Pair, option: Option, number: int, names: Mapping[str, str], inputs: tuple[str, ...]
) -> BriefOption:
    """Return one bundle of a pair, its three losses kept in the store."""
    year, phrase = store.result.world.year, levers_phrase(option.bundle.levers, names)
    sender, target = names[pair.sender], names[pair.target]
    said = f"if {sender} {phrase} for {days_in_words(store.result.days)}, {year}"

    def kept(kind: str, whose: str, best: float, drawn: NDArray[np.float64], unit: str, formula: str) -> str:
        identifier, words = f"{kind}:{pair.sender}>{pair.target}:{number}", f"{whose} {said}"
        return store.add(identifier, words, best, drawn, unit, formula, inputs, layers=_layers(option))

    own = float(option.best[SENDER].sum())
    return BriefOption(
        words=phrase,
        kind=option.bundle.kind,
        size=option.bundle.size,
        target_loss=kept(
            "loss",
            f"loss of {target}",
            float(option.best[TARGET].sum()) / pair.target_gdp,
            _share(option, TARGET, pair.target_gdp_drawn),
            "share of GDP",
            LOSS_FORMULA,
        ),
        sender_loss=kept(
            "own",
            f"own loss of {sender}",
            own / pair.sender_gdp,
            _share(option, SENDER, pair.sender_gdp_drawn),
            "share of GDP",
            LOSS_FORMULA,
        ),
        others_loss=kept(
            "others",
            "loss of all others",
            float(option.best[OTHERS].sum()),
            option.drawn[OTHERS].sum(0),
            "USD",
            "sum of the losses of all actors other than sender and target",
        ),
        affordable=own <= pair.budget,
        why=_why(pair, option),
    )


def _through(loss: NDArray[np.float64]) -> dict[str, float]:
    """Return the parts of a loss (layers,), what carrying goods brings in among trade; empty where there is none."""
    total = float(loss.sum())
    if total <= 0:
        return {}
    return {name: float(loss[[LAYERS.index(layer) for layer in own]].sum()) / total for name, own in THROUGH.items()}


def _layers(option: Option) -> tuple[str, ...]:
    """Return the layers that a bundle touches."""
    return tuple(dict.fromkeys(lever.rule.layer for lever in option.bundle.levers))


def is_known(pair: Pair) -> bool:
    """Return whether the world has a figure that a lever of the sender touches."""
    return bool(pair.menu.items) or not any(w.unknown for w in pair.menu.withheld)


def _share(option: Option, party: int, gdp: NDArray[np.float64]) -> NDArray[np.float64]:
    drawn: NDArray[np.float64] = option.drawn[party].sum(0)
    return drawn / gdp if len(drawn) else drawn


def _why(pair: Pair, option: Option) -> tuple[str, ...]:
    reasons = {(i.lever.action, i.lever.object, i.lever.commodity): i.reason for i in pair.menu.items}
    return tuple(dict.fromkeys(reasons[own.action, own.object, own.commodity] for own in option.bundle.levers))


def leverage_formula(sender: str, target: str, budget: float) -> str:
    """Return how leverage is computed."""
    return (
        f"largest loss of {target} by a bundle that costs {sender} at most {budget:.2%} of its GDP at best values, "
        f"over GDP; {LOSS_FORMULA}"
    )
