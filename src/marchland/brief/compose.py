"""From leverage, of one year or two, to the brief."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.cited import cited_sources
from marchland.brief.collected import Collected, ranked
from marchland.brief.detail import at_horizons, carried
from marchland.brief.model import (
    Brief,
    BriefOption,
    BriefPair,
    Move,
)
from marchland.brief.narrow import narrow_levers
from marchland.brief.sentences import findings, headline
from marchland.brief.territories import territories_of
from marchland.brief.track_record import record_line
from marchland.brief.words import days_in_words, levers_phrase
from marchland.engine import LAYERS
from marchland.leverage import OTHERS, SENDER, TARGET, widest
from marchland.levers import horizon_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.leverage import Leverage, Option, Pair
    from marchland.levers import Horizon

LOSS_FORMULA = (
    "loss rate x days / 365 / GDP of a year; loss rate = (1 - welfare_hat) x base absorption in trade, "
    "changes of surplus and transfers in remittances, changes of surplus of gas and oil in energy"
)
THROUGH = MappingProxyType({"trade": ("trade", "freight"), "energy": ("energy",), "remittances": ("remittances",)})
"""Layers of which a part of an exposure is made, by its name."""
MOST_NAMED = 8


def compose(
    kind: str,
    result: Leverage,
    earlier: Leverage | None,
    version: str,
    *,
    at: Mapping[Horizon, Leverage] | None = None,
) -> Brief:
    """Put the brief together.

    Parameters
    ----------
    kind
        region, target, sender or pair
    result
        leverage in the year of the brief
    earlier
        leverage in the year it is compared with, on the same draws; None = no comparison
    version
        of marchland
    at
        the same levers at several horizons, `result` among them; None = at that of `result` alone
    """
    world = result.world
    store = Collected(result)
    names, said = store.names, store.said
    pairs = tuple(_pair(store, pair, said, at or {}) for pair in result.pairs if _is_known(pair))
    moves = _moves(store, result, earlier, said) if earlier is not None else ()
    targets, senders = _order(result)
    cited = {code for given in store.inputs.values() for code in given.sources}
    parts = Brief(
        kind=kind,
        title="",
        sentence="",
        findings=(),
        targets=targets,
        senders=senders,
        names={k: v for k, v in names.items() if k in {*targets, *senders, *world.actors}},
        members={b: world.members(b) for b in world.blocs},
        world=world.package.name,
        world_title=world.package.title,
        world_fingerprint=world.fingerprint,
        code_fingerprint=result.code,
        version=version,
        day=str(world.day),
        year=world.year or world.package.base_year,
        earlier=None if earlier is None else earlier.world.year,
        horizon=result.horizon,
        horizon_note=_horizon_note(result),
        days=result.days,
        budget=result.budget,
        draws=len(result.z),
        failed=tuple(f"{y}, draw {f.draw}: {f.reason}" for y, one in _by_year(result, earlier) for f in one.failed),
        seed=result.seed,
        residual=max(one.residual for _, one in _by_year(result, earlier)),
        figures=store.figures,
        pairs=pairs,
        moves=moves,
        inputs=store.inputs,
        sources=cited_sources(world, cited),
        gaps=_gaps(result, earlier),
        record=record_line(world),
        territories=territories_of(world),
        unknown=tuple((pair.sender, pair.target) for pair in result.pairs if not _is_known(pair)),
    )
    return _with_words(parts)


def _with_words(parts: Brief) -> Brief:
    title, sentence = headline(parts)
    return replace(parts, title=title, sentence=sentence, findings=findings(parts))


def _by_year(result: Leverage, earlier: Leverage | None) -> list[tuple[int | None, Leverage]]:
    return [(one.world.year, one) for one in (result, earlier) if one is not None]


def _order(result: Leverage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return targets by largest leverage on them, senders by the sum of their leverage."""
    on = {t: max((p.leverage[0] for p in result.pairs if p.target == t), default=0.0) for t in result.targets}
    by = {s: sum(p.leverage[0] for p in result.pairs if p.sender == s) for s in result.senders}
    return tuple(sorted(on, key=lambda t: -on[t])), tuple(sorted(by, key=lambda s: -by[s]))


def _pair(store: Collected, pair: Pair, names: Mapping[str, str], at: Mapping[Horizon, Leverage]) -> BriefPair:
    inputs = store.inputs_of(pair, store.result)
    code, year = f"{pair.sender}>{pair.target}", store.result.world.year
    sender, target = names[pair.sender], names[pair.target]
    days = days_in_words(store.result.days)
    drawn_any = len(store.result.z) > 0
    kept = [
        (i, o)
        for i, o in enumerate(pair.options)
        if i == pair.chosen or (o.bundle.size == 1.0 and (o.drawn.shape[-1] > 0 or not drawn_any))
    ]
    options: list[BriefOption] = []
    for _, option in kept:
        number = len(options) + 1
        phrase = levers_phrase(option.bundle.levers, names)
        said = f"if {sender} {phrase} for {days}"
        touched = _layers(option)
        options.append(
            BriefOption(
                words=phrase,
                kind=option.bundle.kind,
                size=option.bundle.size,
                target_loss=store.add(
                    f"loss:{code}:{number}",
                    f"loss of {target} {said}, {year}",
                    float(option.best[TARGET].sum()) / pair.target_gdp,
                    _share(option, TARGET, pair.target_gdp_drawn),
                    "share of GDP",
                    LOSS_FORMULA,
                    inputs,
                    layers=touched,
                ),
                sender_loss=store.add(
                    f"own:{code}:{number}",
                    f"own loss of {sender} {said}, {year}",
                    float(option.best[SENDER].sum()) / pair.sender_gdp,
                    _share(option, SENDER, pair.sender_gdp_drawn),
                    "share of GDP",
                    LOSS_FORMULA,
                    inputs,
                    layers=touched,
                ),
                others_loss=store.add(
                    f"others:{code}:{number}",
                    f"loss of all others {said}, {year}",
                    float(option.best[OTHERS].sum()),
                    option.drawn[OTHERS].sum(0),
                    "USD",
                    "sum of the losses of all actors other than sender and target",
                    inputs,
                    layers=touched,
                ),
                affordable=float(option.best[SENDER].sum()) <= pair.budget,
                why=_why(pair, option),
            )
        )
    best, drawn = pair.leverage
    leverage = store.add(
        f"leverage:{code}",
        f"leverage of {sender} on {target}, {year}",
        best,
        drawn,
        "share of GDP",
        _leverage_formula(sender, target, store.result.budget),
        inputs,
        layers=LAYERS if pair.chosen is None else _layers(pair.options[pair.chosen]),
    )
    full = [o for _, o in kept if o.bundle.size == 1.0]
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


def _is_known(pair: Pair) -> bool:
    """Return whether the world has a figure that a lever of the sender touches."""
    return bool(pair.menu.items) or not any(w.unknown for w in pair.menu.withheld)


def _share(option: Option, party: int, gdp: NDArray[np.float64]) -> NDArray[np.float64]:
    drawn: NDArray[np.float64] = option.drawn[party].sum(0)
    return drawn / gdp if len(drawn) else drawn


def _why(pair: Pair, option: Option) -> tuple[str, ...]:
    reasons = {(i.lever.action, i.lever.object, i.lever.commodity): i.reason for i in pair.menu.items}
    return tuple(dict.fromkeys(reasons[own.action, own.object, own.commodity] for own in option.bundle.levers))


def _leverage_formula(sender: str, target: str, budget: float) -> str:
    return (
        f"largest loss of {target} by a bundle that costs {sender} at most {budget:.2%} of its GDP at best values, "
        f"over GDP; {LOSS_FORMULA}"
    )


def _moves(store: Collected, result: Leverage, earlier: Leverage, names: Mapping[str, str]) -> tuple[Move, ...]:
    then = {(p.sender, p.target): p for p in earlier.pairs}
    here, there = _both_solved(result, earlier)
    of_earlier, of_both = ranked(earlier.z), ranked(result.z[here])
    moves = []
    for pair in result.pairs:
        before = then.get((pair.sender, pair.target))
        if before is None or not (_is_known(pair) and _is_known(before)):
            continue
        code, year = f"{pair.sender}>{pair.target}", f"{earlier.world.year}"
        sender, target = names[pair.sender], names[pair.target]
        words = f"leverage of {sender} on {target}"
        old_best, old = before.leverage
        new_best, new = pair.leverage
        inputs = store.inputs_of(before, earlier)
        moves.append(
            Move(
                sender=pair.sender,
                target=pair.target,
                before=store.add(
                    f"leverage:{code}@{year}",
                    f"{words}, {year}",
                    old_best,
                    old,
                    "share of GDP",
                    _leverage_formula(sender, target, earlier.budget),
                    inputs,
                    layers=LAYERS,
                    over=of_earlier,
                ),
                after=f"leverage:{code}",
                change=store.add(
                    f"change:{code}",
                    f"change of the {words} from {year} to {result.world.year}",
                    new_best - old_best,
                    new[here] - old[there],
                    "change of share of GDP",
                    "leverage in the later year less leverage in the earlier one, draw by draw",
                    tuple(dict.fromkeys([*inputs, *store.figures[f"leverage:{code}"].inputs])),
                    layers=LAYERS,
                    over=of_both,
                ),
            )
        )
    return tuple(sorted(moves, key=lambda m: -abs(store.figures[m.change].best)))


def _both_solved(result: Leverage, earlier: Leverage) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the draws that were solved in both years stand among those of each."""
    solved = []
    for one in (result, earlier):
        failed = {f.draw for f in one.failed}
        solved.append([i for i in range(1, len(one.z) + len(failed) + 1) if i not in failed])
    common = sorted(set(solved[0]) & set(solved[1]))
    here, there = (np.array([s.index(i) for i in common], dtype=np.int64) for s in solved)
    return here, there


def _horizon_note(result: Leverage) -> str:
    usual = horizon_of(result.days)
    if usual == result.horizon:
        return ""
    return f"computed at the horizon `{result.horizon}`, where {result.days} days would give `{usual}`"


def _capped(result: Leverage) -> list[str]:
    """Say who has to make what at home, at the highest price allowed, by the levers that count."""
    lines = []
    for pair in result.pairs:
        for cap in () if pair.chosen is None else pair.options[pair.chosen].capped:
            when = "at best values and " if cap.best else ""
            lines.append(
                f"if {pair.sender} pulls its levers on {pair.target}, {cap.actor} cannot buy {cap.sector} for less "
                f"than the highest price allowed, {when}in {cap.draws} of {len(result.z)} draws: the rest is made at "
                "home at that price (parameter substitute)"
            )
    return lines


def _gaps(result: Leverage, earlier: Leverage | None) -> tuple[str, ...]:
    """Say what is not known: that of the models first, then for how many pairs which flow has no figure."""
    lines = [*result.gaps, *_capped(result)]
    without: dict[str, dict[str, None]] = {}
    for pair in result.pairs:
        for withheld in pair.menu.withheld:
            if withheld.unknown:
                what, direction, _ = withheld.object.rsplit(maxsplit=2)
                some = "some " if what in {"sectors", "products"} else ""
                without.setdefault(f"{some}{what} {direction}", {})[f"{pair.sender} on {pair.target}"] = None
    for flow, found in without.items():
        pairs = list(found)
        more = f" and {len(pairs) - MOST_NAMED} more" if len(pairs) > MOST_NAMED else ""
        lines.append(
            f"no data on {flow} the target in {len(pairs)} of {len(result.pairs)} pairs, which is not zero: "
            f"{', '.join(pairs[:MOST_NAMED])}{more}"
        )
    if earlier is not None:
        year = earlier.world.year
        lines.append(f"the bundle of {year} was chosen anew at that year's best values")
        lines += [f"in {year}: {line}" for line in earlier.gaps if line.startswith("no ") and line not in result.gaps]
        for bloc in {*result.senders, *result.targets} & set(result.world.blocs):
            left = sorted(set(earlier.world.members(bloc)) ^ set(result.world.members(bloc)))
            if left:
                lines.append(f"{bloc} had other members in {year}: {', '.join(left)} are in one of the two years only")
    return tuple(lines)
