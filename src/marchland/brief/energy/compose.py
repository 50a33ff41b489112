"""From numbers of draws to a result on energy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import central
from marchland.bridge.energy.market import fuel_market
from marchland.brief.cited import cited_sources
from marchland.brief.energy.cuts import cut_of
from marchland.brief.energy.model import Energy
from marchland.brief.energy.reading import sellers_of
from marchland.brief.energy.sentences import findings, headline
from marchland.brief.energy.store import Store
from marchland.brief.supply import FuelSupply, Origin, PipeHolder, SupplyCut, SupplyPipe
from marchland.brief.words import begun, listed, percent
from marchland.engine import code_fingerprint
from marchland.levers.pipes import pipe_holds
from marchland.sweep.gaps import earlier_trade
from marchland.world.check_energy import PRICE, QUANTITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.brief.energy.answers import Answers
    from marchland.brief.energy.reading import Cut
    from marchland.levers import Horizon

LISTED = 0.01
"""Share of what a target uses below which an origin or a pipe is left out, and of a figure below which a gap is."""
USED = "sum of all sales to the target's hubs, its own production among them, in the equilibrium of the year"
REFINED = (
    "what refineries take in less all oil that the country uses; products bought abroad are set against those sold"
)
SOLD = (
    "sales of the seller to the target's hubs: the year's flows by contract origin, moved least so that every hub's "
    "account closes"
)
PAID = "what the target pays for all of it / what it buys: the price of the flow, of the contract, else of the hub"
PIPE = (
    "the target's purchases followed back from its hubs to each seller; where fuel of one seller meets, all behind "
    "have the same mixture"
)


def compose(
    kind: str,
    targets: Sequence[str],
    bases: Mapping[Horizon, Baseline],
    fuels: Sequence[str],
    cuts: Sequence[Cut],
    best: Mapping[str, float],
    drawn: Sequence[Mapping[str, float]],
    kept: Sequence[Draw],
    ends: Mapping[str, Sequence[Mapping[str, float]]],
    answers: Mapping[Cut, Answers],
    version: str,
    *,
    draws: int,
    seed: int,
) -> Energy:
    """Put a result on energy together.

    Parameters
    ----------
    bases
        by horizon; that of a year says what the world knows
    cuts
        that were asked for
    best, drawn, kept
        numbers at best values and in the draws that were solved, and these draws
    ends
        numbers with one judgement alone at the lower and the upper end of its range, by its factor
    answers
        what would soften a cut
    draws, seed
        number of draws that were asked for, and what makes them
    """
    base = bases["year"]
    world = base.world
    store = Store(base, best, drawn, kept, ends)
    supplies = tuple(
        _supply(store, fuel, target, cuts, answers, brief=kind == "region")
        for target in targets
        for fuel in fuels
        if f"used:{fuel}:{target}" in best
    )
    energy = Energy(
        kind=kind,
        title="",
        sentence="",
        findings=(),
        targets=tuple(targets),
        names=store.names,
        world=world.package.name,
        world_title=world.package.title,
        world_fingerprint=world.fingerprint,
        code_fingerprint=code_fingerprint(),
        version=version,
        day=str(world.day),
        year=world.year or world.package.base_year,
        draws=draws,
        failed=draws - len(kept),
        seed=seed,
        residual=max(values["residual"] for values in (best, *drawn)),
        figures=store.figures,
        inputs=store.inputs,
        supplies=supplies,
        sources=cited_sources(world, store.cited),
        gaps=_gaps(store, supplies, targets, fuels, sorted(set(range(1, draws + 1)) - {draw.index for draw in kept})),
    )
    title, sentence = headline(energy)
    return replace(energy, title=title, sentence=sentence, findings=findings(energy, sentence))


def _supply(
    store: Store,
    fuel: str,
    target: str,
    cuts: Sequence[Cut],
    answers: Mapping[Cut, Answers],
    *,
    brief: bool,
) -> FuelSupply:
    best, said, unit = store.best, store.said[target], QUANTITY[fuel]
    figures = fuel_market(store.base, fuel, central(store.base.factors)).figures
    own = [cut for cut in cuts if (cut.fuel, cut.target) == (fuel, target)]
    flows = store.of_cut(own[0]) if own else ()
    known, agreed = store.of_use(fuel, target), store.of_contracts(fuel, target)
    used = best[f"used:{fuel}:{target}"]
    sold = {code: best.get(f"supply:{fuel}:{code}>{target}", 0.0) for code in sellers_of(store.base, figures, target)}
    named = sorted((code for code in sold if sold[code] >= LISTED * used), key=lambda code: -sold[code])
    origins = []
    for code in named:
        pair = f"{fuel}:{code}>{target}"
        hubs = {figures.hubs[hub] for hub in sellers_of(store.base, figures, target)[code].tolist()}
        rows = {row["row"] for row in store.world["energy_flows"].among(seller=tuple(hubs)).rows()}
        sold_by = {row["row"] for row in store.world["energy_contracts"].among(seller=tuple(hubs)).rows()}
        contracts = (i for i in agreed if i.row in sold_by)
        resting = (*(i for i in flows if i.table == "energy_flows" and i.row in rows), *contracts, *known)
        who = "itself" if code == target else store.said[code]
        origins.append(
            Origin(
                seller=code,
                quantity=store.add(f"supply:{pair}", f"{fuel} that {said} has of {who}, a year", unit, SOLD, resting),
                share=store.add(
                    f"supply_share:{pair}",
                    f"share of {who} in the {fuel} that {said} uses",
                    "share of use",
                    f"{SOLD}; over all that the target uses",
                    resting,
                ),
                price=store.add(f"price:{pair}", f"what {said} pays {who} for {fuel}", PRICE[fuel], PAID, resting)
                if f"price:{pair}" in best
                else "",
            )
        )
    stored, refined = f"stored:{fuel}:{target}", f"refined:{fuel}:{target}"
    return FuelSupply(
        target=target,
        fuel=fuel,
        year=figures.year,
        used=store.add(f"used:{fuel}:{target}", f"{fuel} that {said} uses a year", unit, USED, (*known, *flows)),
        stored=store.add(
            stored,
            f"{fuel} in {said}'s stores",
            unit,
            "stock at the start of the heating year",
            store.of_stores(fuel, target),
        )
        if stored in best
        else "",
        refined=store.add(refined, f"{fuel} that {said} refines for sale abroad, a year", unit, REFINED, known)
        if refined in best
        else "",
        origins=tuple(origins),
        pipes=() if brief else _pipes(store, fuel, target, used),
        cuts=tuple(cut_of(store, cut, answers.get(cut)) for cut in own),
    )


def _pipes(store: Store, fuel: str, target: str, used: float) -> tuple[SupplyPipe, ...]:
    holds = pipe_holds(store.world)
    found = []
    for row in store.world["pipes"].where(fuel=fuel).rows():
        identifier = f"pipe:{fuel}:{row['pipe']}>{target}"
        if store.best.get(identifier, 0.0) < LISTED * used:
            continue
        name = row["name"] or row["pipe"]
        held = holds.get(row["pipe"], {})
        store.cited |= {source for by in held.values() for hold in by for source in hold.sources}
        store.cited |= set(row["source"].split(";"))
        words = f"{fuel} for {store.said[target]} that enters {name}, a year"
        found.append(
            SupplyPipe(
                pipe=row["pipe"],
                name=name,
                mode=row["mode"],
                quantity=store.add(
                    identifier, words, QUANTITY[fuel], PIPE, store.of_pipe(row["pipe"], name, fuel, target)
                ),
                holders=tuple(
                    PipeHolder(actor=actor, rights=tuple(dict.fromkeys(hold.right for hold in by)))
                    for actor, by in held.items()
                ),
            )
        )
    return tuple(sorted(found, key=lambda pipe: -store.best[pipe.quantity]))


def _gaps(
    store: Store, supplies: Sequence[FuelSupply], targets: Sequence[str], fuels: Sequence[str], failed: Sequence[int]
) -> tuple[str, ...]:
    """Say what is not known."""
    lines = [
        (
            "a cut is all that the largest seller delivers, from the first day on; what it costs beyond the markets of "
            "gas and oil (blackouts, what industry does not make) is not counted"
        ),
        "origins are those of contracts; whose molecules arrive is another matter",
    ]
    if store.world.later:
        lines += earlier_trade(store.world)
    if "oil" in fuels:
        lines.append(_refined(store, targets))
    middle = central(store.base.factors)
    for fuel in fuels:
        found = fuel_market(store.base, fuel, middle)
        if found.figures.year != store.world.year:
            lines.append(f"flows of {fuel} are of {found.figures.year}: the world has none of {store.world.year}")
        for target in targets:
            own, said = found.figures.of(store.base.positions(target)), store.said[target]
            used = store.best.get(f"used:{fuel}:{target}", 0.0)
            if not used:
                lines.append(f"there is no figure of {fuel} that {said} uses")
            elif found.guessed[own].any():
                lines.append(f"no price of {fuel} is known in {said}: that of the nearest hub stands in")
            if used and np.isnan(found.figures.paid.best[:, own][_abroad(found.base.sales, own)]).any():
                lines.append(
                    f"what {said} pays some of its sellers of {fuel} is not known: the price at its hub stands in"
                )
            lost = float(found.stranded[:, own].sum())
            if lost > LISTED * used:
                lines.append(
                    f"{percent(lost / (lost + used))} of the {fuel} sold to {said} has no pipe and is left out"
                )
    lines += [line for supply in supplies for cut in supply.cuts[-1:] for line in _unsteady(store, cut)]
    if failed:
        numbers = listed([str(number) for number in failed])
        lines.append(f"draws without an equilibrium that meets its certificate are not in the ranges: {numbers}")
    return tuple(begun(f"{line}.") for line in lines)


def _refined(store: Store, targets: Sequence[str]) -> str:
    """Say whose use products that a refinery sells on are."""
    figures = fuel_market(store.base, "oil", central(store.base.factors)).figures
    known = [code for code in targets if (figures.refined.best[figures.of(store.base.positions(code))] > 0).any()]
    if not (figures.refined.best > 0).any():
        return (
            "oil is used where it is refined: what a refinery sells on as products counts as its country's use, and "
            "the loss of a country that lives by refining comes out too large"
        )
    line = (
        "oil that is refined for sale abroad is worth what refining earns to the country that refines it; what those "
        "who buy the products lose is not counted"
    )
    if known or len(targets) > 1:
        return line
    own = store.said[targets[0]]
    return f"{line}; no figure says that {own} sells more products than it buys: all of its oil counts as used there"


def _unsteady(store: Store, cut: SupplyCut) -> Iterator[str]:
    """Yield who takes the place of a sender at best values and hardly in the draws, or the other way round."""
    for each in cut.softened:
        figure = store.figures[each.quantity]
        if figure.low is not None and figure.high is not None and not figure.low <= figure.best <= figure.high:
            yield (
                f"the {figure.words} lies outside its range at best values: who steps in turns on small differences of "
                "cost, so that the sum of all that softens the cut is surer than its parts"
            )


def _abroad(sales: NDArray[np.float64], own: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (H, own hubs) where the target buys of others at least a hundredth of what it uses."""
    bought: NDArray[np.bool_] = sales[:, own] >= LISTED * sales[:, own].sum()
    bought[own] = False
    return bought
