"""Energy as rows of text, which every rendering prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from marchland.brief.render.phrases import day_in_words
from marchland.brief.words import amount, begun, days_in_words, percent, quantity, spoken, with_range

if TYPE_CHECKING:
    from marchland.brief.energy.model import Energy
    from marchland.brief.figure import Figure
    from marchland.brief.supply import FuelSupply, SupplyCut

FILLS = "█▒░▓╱·"
"""How the parts of a bar are filled, so that they are told apart without colour; all further ones share the last."""
YEAR = 365
WIDTH = 60
"""Characters of a whole bar."""
ORIGIN_HEADINGS = ("From", "A year", "Share of use", "Price paid")
PIPE_HEADINGS = ("Pipe", "Carries a year", "Whose land and hands")
CUT_HEADINGS = ("For", "Missing", "Loss", "Of a year's GDP", "Sender's own loss", "Loss of all others")
REGION_HEADINGS = ("Target", "Fuel", "Largest seller", "Share of use", "Loss", "Of a year's GDP", "Sender's own")
CUT_IS = (
    "All that the largest seller delivers is withheld; prices, flows and stores then clear anew. A loss below zero "
    "is a gain."
)
PIPES_ARE = "Pipes that at least 1 % of what is used passes; purchases are followed back to the seller."


class Told(Protocol):
    """A result that holds figures by id and names by code: `Energy`, and a brief with its part on energy."""

    @property
    def figures(self) -> dict[str, Figure]:
        """Every number, by id."""
        ...

    @property
    def names(self) -> dict[str, str]:
        """Names of actors and hubs."""
        ...


@dataclass(frozen=True, kw_only=True)
class BarPart:
    """A part of the bar of a supply: its seller, its share of use (0 to 1), and how it is filled in text."""

    seller: str
    name: str
    share: float
    fill: str
    identifier: str


def heading(energy: Told, supply: FuelSupply) -> str:
    """Return "Gas: 2.76 bcm [2.5 to 3] used in 2023"."""
    abroad = f", {with_range(energy.figures[supply.refined])} of it refined for sale abroad" if supply.refined else ""
    return f"{begun(supply.fuel)}: {with_range(energy.figures[supply.used])} used in {supply.year}{abroad}"


def bar(energy: Told, supply: FuelSupply) -> tuple[BarPart, ...]:
    """Return the parts of the bar of a supply, the largest first."""
    return tuple(
        BarPart(
            seller=origin.seller,
            name="own production" if origin.seller == supply.target else energy.names[origin.seller],
            share=energy.figures[origin.share].best,
            fill=FILLS[min(at, len(FILLS) - 1)],
            identifier=origin.share,
        )
        for at, origin in enumerate(supply.origins)
    )


def bar_text(parts: tuple[BarPart, ...]) -> tuple[str, str]:
    """Return a stacked bar in characters, and what its fillings mean; no part that is listed is left out."""
    drawn = "".join(part.fill * max(1, round(WIDTH * part.share)) for part in parts)
    return drawn, "   ".join(f"{part.fill} {part.name} {percent(part.share)}" for part in parts)


def origin_rows(energy: Told, supply: FuelSupply) -> tuple[tuple[str, ...], ...]:
    """Return seller, quantity, share, price, and the id of the share."""
    figures = energy.figures
    return tuple(
        (
            part.name,
            with_range(figures[origin.quantity]),
            with_range(figures[origin.share]),
            with_range(figures[origin.price]) if origin.price else "–",
            origin.share,
        )
        for part, origin in zip(bar(energy, supply), supply.origins, strict=True)
    )


def pipe_rows(energy: Told, supply: FuelSupply) -> tuple[tuple[str, ...], ...]:
    """Return name and mode, quantity, who can touch it by which rights, and the id of the quantity."""
    return tuple(
        (
            pipe.name if pipe.mode == "pipeline" else f"{pipe.name} ({pipe.mode})",
            with_range(energy.figures[pipe.quantity]),
            "; ".join(f"{energy.names[held.actor]} ({', '.join(held.rights)})" for held in pipe.holders) or "nobody's",
            pipe.quantity,
        )
        for pipe in supply.pipes
    )


def cut_rows(energy: Told, supply: FuelSupply) -> tuple[tuple[str, ...], ...]:
    """Return length, what is missing, loss, its share of GDP, the sender's, all others', and the id of the loss."""
    figures = energy.figures
    return tuple(
        (
            days_in_words(cut.days),
            with_range(figures[cut.missing]),
            with_range(figures[cut.loss]),
            with_range(figures[cut.loss_share]),
            with_range(figures[cut.own]),
            with_range(figures[cut.rest]),
            cut.loss,
        )
        for cut in supply.cuts
    )


def asked(energy: Told, supply: FuelSupply) -> str:
    """Return what is asked: "If Russia withheld all its gas from Armenia"."""
    sender, target = (spoken(energy.names[code]) for code in (supply.cuts[0].sender, supply.target))
    return f"If {sender} withheld all its {supply.fuel} from {target}"


def softening_lines(energy: Told, supply: FuelSupply, cut: SupplyCut) -> tuple[str, ...]:
    """Return what takes the place of what is missing, through which pipes more comes, and which third parties pay."""
    figures, names, lines = energy.figures, energy.names, []
    kinds = {"storage": "out of stores", "savings": "used less", "unrefined": "refined less for sale abroad"}
    told = [
        f"{kinds.get(each.kind) or ('own production' if each.by == supply.target else names[each.by])} "
        f"{with_range(figures[each.quantity])}"
        for each in cut.softened
    ]
    when = f"{begun(days_in_words(cut.days))}: of {with_range(figures[cut.missing])} missing"
    lines.append(f"{when}, {'; '.join(told) if told else 'nothing is made good'}.")
    if cut.ways:
        more = [f"{w.name} from {amount(figures[w.before])} to {amount(figures[w.after])}" for w in cut.ways]
        lines.append(f"More comes by {'; '.join(more)} (a year's rate).")
    if cut.ends:
        judged = [f"{_ends(figures[each.loss])} ({each.judged})" for each in cut.ends]
        lines.append(f"With one judgement alone at its ends the loss is {'; '.join(judged)}.")
    if cut.answers:
        softer = [f"{amount(figures[each.loss])} if {each.words}" for each in cut.answers]
        lines.append(f"Of a loss of {amount(figures[cut.loss])} would be left, at best values, {'; '.join(softer)}.")
    if cut.left_out:
        missing = [f"{each.words} ({each.why})" for each in cut.left_out]
        lines.append(f"Not solved, and so not told: {'; '.join(missing)}.")
    paid = [
        f"{spoken(names[o.actor])} {'loses' if figures[o.loss].best > 0 else 'gains'} "
        f"{amount(figures[o.loss]).lstrip('−')}"
        for o in cut.others
    ]
    if paid:
        lines.append(begun(f"{'; '.join(paid)}."))
    return tuple(lines)


def _ends(figure: Figure) -> str:
    """Return "7.01 m USD to 39.5 m USD", or that nothing changes."""
    if figure.low is None or figure.high is None:
        return amount(figure)
    low, high = (quantity(end, figure.unit) for end in (figure.low, figure.high))
    return "the same" if low == high else f"{low} to {high}"


def region_heading(energy: Energy) -> str:
    """Return what the table of a region answers: "If the largest seller withheld all for a year"."""
    days = max((cut.days for supply in energy.supplies for cut in supply.cuts), default=YEAR)
    return f"If the largest seller withheld all for {days_in_words(days)}"


def region_rows(energy: Energy) -> tuple[tuple[str, ...], ...]:
    """Return a row for each target and fuel that is bought abroad; the id of the loss's share of GDP stands last."""
    figures, rows = energy.figures, []
    for supply in energy.supplies:
        if not supply.cuts:
            continue
        cut = supply.cuts[-1]
        share = next((origin.share for origin in supply.origins if origin.seller == cut.sender), None)
        rows.append(
            (
                energy.names[supply.target],
                supply.fuel,
                energy.names[cut.sender],
                with_range(figures[share]) if share else "under 1 %",
                with_range(figures[cut.loss]),
                with_range(figures[cut.loss_share]),
                with_range(figures[cut.own]),
                cut.loss_share,
            )
        )
    return tuple(rows)


def how_energy_was_made(energy: Energy) -> tuple[tuple[str, str], ...]:
    """Return label and value of everything that is needed to make the result again."""
    return (
        ("World", f"{energy.world_title} ({energy.world}) as of {day_in_words(energy.day)}"),
        ("Year of the figures", str(energy.year)),
        ("Fingerprint of the world", energy.world_fingerprint[:12]),
        ("Fingerprint of the code", energy.code_fingerprint[:12]),
        ("Version", f"marchland {energy.version}"),
        ("Draws", f"{energy.draws}, seed {energy.seed}"),
        ("Residual", f"{energy.residual:.1e} (largest of the markets' equilibria)"),
    )


def energy_ranges_in_words(energy: Energy) -> str:
    """Return one line on how to read a range."""
    solved = energy.draws - energy.failed
    if not solved:
        return "There are no draws, so that no number has a range."
    said = f"Ranges are the 5th to the 95th percentile of {solved} draws"
    if any(figure.parameters is not None for figure in energy.figures.values()):
        return f"{said}; those of losses hold the model error as well."
    return f"{said}; the models' own error is not in them."
