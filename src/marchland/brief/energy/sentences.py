"""Energy in plain words: one sentence, then what else a reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import absolute, amount, begun, days_in_words, listed, spoken, with_range

if TYPE_CHECKING:
    from marchland.brief.energy.model import Energy
    from marchland.brief.supply import FuelSupply, SupplyCut

WORTH_A_HEADLINE = 0.05
"""Share of use below which the largest seller is not what a result begins with."""
IN_PLACE = {"storage": "its stores", "savings": "using less", "unrefined": "refining less for sale abroad"}
SOFTENINGS = 3
"""How much of what takes the place of what is missing a sentence names."""


def headline(energy: Energy) -> tuple[str, str]:
    """Return title and first sentence: that of the fuel whose longest cut costs the target most for its GDP."""
    names, figures = energy.names, energy.figures
    cut_off = [supply for supply in energy.supplies if _matters(energy, supply)]
    worst = max(cut_off, key=lambda supply: figures[supply.cuts[-1].loss_share].best, default=None)
    if energy.kind == "region":
        title = f"{energy.world_title}: who sells whom gas and oil, {energy.year}"
        if worst is None:
            return title, "Nobody buys as much as 5 % of the gas or oil that it uses of one seller abroad."
        return title, f"The largest loss: {told_cut(energy, worst, worst.cuts[-1])}."
    target = energy.targets[0]
    title = f"{names[target]}: who sells it gas and oil, {energy.year}"
    if worst is None:
        return title, begun(
            f"nobody abroad sells {spoken(names[target])} as much as 5 % of the gas or oil that it uses."
        )
    return title, begun(f"{told_cut(energy, worst, worst.cuts[-1])}.")


def _matters(energy: Energy, supply: FuelSupply) -> bool:
    """Return whether the largest seller abroad has a share worth a headline."""
    sold = {origin.seller: energy.figures[origin.share].best for origin in supply.origins}
    return bool(supply.cuts) and sold.get(supply.cuts[-1].sender, 0.0) >= WORTH_A_HEADLINE


def findings(energy: Energy, sentence: str) -> tuple[str, ...]:
    """Return further sentences, `sentence` not again: who sells how much at what price, cuts and what softens them."""
    lines = []
    for supply in energy.supplies:
        if energy.kind == "target":
            lines.append(begun(f"{_sold(energy, supply)}."))
        if supply.cuts:
            cut = supply.cuts[-1]
            lines.append(begun(f"{told_cut(energy, supply, cut)}."))
            if energy.kind == "target":
                lines.append(begun(f"{_softened(energy, supply, cut)}."))
    return tuple(line for line in lines if line != sentence)


def told_cut(energy: Energy, supply: FuelSupply, cut: SupplyCut) -> str:
    """Return what a cut costs target and sender: "if Russia withheld its gas from Armenia for a year, ..."."""
    names, figures = energy.names, energy.figures
    sender, target = spoken(names[cut.sender]), spoken(names[supply.target])
    own = figures[cut.own_share]
    theirs = f"{sender} would {'lose' if own.best >= 0 else 'gain'} {absolute(own)} of its own"
    share = figures[cut.loss_share]
    verb = "lose" if share.best >= 0 else "gain"
    return (
        f"if {sender} withheld its {supply.fuel} from {target} for {days_in_words(cut.days)}, {target} would {verb} "
        f"{absolute(share)} of a year's GDP and {theirs}"
    )


def _sold(energy: Energy, supply: FuelSupply) -> str:
    names, figures = energy.names, energy.figures
    told = []
    for origin in supply.origins:
        who = "its own fields" if origin.seller == supply.target else spoken(names[origin.seller])
        paid = f" at {amount(figures[origin.price])}" if origin.price else ""
        told.append(f"{amount(figures[origin.share])} from {who}{paid}")
    abroad = f" ({amount(figures[supply.refined])} of it refined for sale abroad)" if supply.refined else ""
    return (
        f"of the {amount(figures[supply.used])} of {supply.fuel} that {spoken(names[supply.target])} used in "
        f"{supply.year}{abroad}, {listed(told)}"
    )


def _softened(energy: Energy, supply: FuelSupply, cut: SupplyCut) -> str:
    names, figures = energy.names, energy.figures
    told = []
    for each in cut.softened[:SOFTENINGS]:
        own = "its own production" if each.by == supply.target else spoken(names[each.by])
        source = {"seller": own, **IN_PLACE}[each.kind]
        told.append(f"{source} ({with_range(figures[each.quantity])})")
    missing = with_range(figures[cut.missing])
    if not told:
        return f"nothing would take the place of the {missing} that are missing"
    return f"what would take the place of the {missing} that are missing: {listed(told)}"
