"""What links, contracts and answers are worth to the target of a brief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.brief.compose import with_words
from marchland.brief.figures import figure_of
from marchland.brief.lever_words import levers_phrase
from marchland.brief.model import Diversified
from marchland.brief.words import begun, digits, listed, percent, spoken
from marchland.brief.worth import strong
from marchland.errors import MissingData
from marchland.leverage import Diversifications, answers_worth, links_worth
from marchland.world.check_energy import QUANTITY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from marchland.brief.model import Brief, Figure
    from marchland.leverage import Diversification, Leverage
    from marchland.levers import Lever, Project
    from marchland.world import World

MOST_DRAWS = 16
GATEKEEPERS = 3
"""Gatekeepers against whom each way that is shut or planned is held."""
WORTH = (
    "what the levers cost the target without it less what they cost it with it, over GDP of a year, draw by draw; what "
    "it brings by itself is in neither"
)


def with_diversification(
    brief: Brief,
    result: Leverage,
    *,
    links: bool,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Brief:
    """Return a brief of a target or a pair with what each diversification is worth; others as they are.

    Contracts, pipes and answers of partners are held against the strongest sender's leverage, ways that are shut or
    planned against the closures of the largest gatekeepers.

    Parameters
    ----------
    result
        leverage in the year of the brief
    links
        whether ways are opened, one at a time, which takes minutes
    jobs, progress
        number of processes; told the number of ways done
    """
    if brief.kind not in {"target", "pair"}:
        return brief
    draws, target = min(brief.draws, MOST_DRAWS), result.targets[0]
    found = Diversifications()
    for pair in strong(brief, 1):
        found = answers_worth(result, result.pair(pair.sender, pair.target), draws=draws, jobs=jobs)
    if links and brief.ways is not None:
        gates = [one.gatekeeper for one in brief.ways.closures]
        if brief.kind == "pair":
            gates = [code for code in gates if code in brief.senders]
        if gates:
            found = found.joined(
                links_worth(
                    result.world,
                    target,
                    gates[:GATEKEEPERS],
                    horizon=result.horizon,
                    draws=draws,
                    seed=brief.seed,
                    progress=progress,
                )
            )
    elif links:
        raise MissingData("this world has no ways that could be opened; leave --diversification out")
    figures: dict[str, Figure] = {}
    made = tuple(_told(brief, result.world, one, number, figures) for number, one in enumerate(found.found, start=1))
    said = replace(
        brief,
        figures=brief.figures | figures,
        diversified=made,
        diversification=_rest(result.world, found),
    )
    return with_words(said)


def _told(brief: Brief, world: World, one: Diversification, number: int, figures: dict[str, Figure]) -> Diversified:
    names = {code: spoken(world.name(code)) for code in (*world.actors, *world.blocs)}
    words, against = option_words(one.option, names), _against(brief, one, names)
    code, worth = f"{one.sender}>{one.target}:{number}", one.worth
    rests = _inputs(brief, one)
    held = f"what {names[one.target]} loses if {names[one.sender]} {against}"
    for kind, said, best, drawn in (
        ("without", held, one.without, one.without_drawn),
        ("with", f"{held}, with {words}", one.left, one.left_drawn),
        ("worth", f"what {words} takes away from {held}", *worth),
    ):
        identifier = f"{kind}:{code}"
        figures[identifier] = figure_of(
            identifier, said, best, drawn, "share of GDP", WORTH, inputs=rests, error=brief.model_error
        )
    return Diversified(
        kind=one.kind,
        words=words,
        sender=one.sender,
        against=against,
        without=f"without:{code}",
        left=f"with:{code}",
        worth=f"worth:{code}",
    )


def _against(brief: Brief, one: Diversification, names: Mapping[str, str]) -> str:
    if one.kind == "link":
        return f"shut its ways to {names[one.target]}'s transit"
    pair = brief.pair(one.sender, one.target)
    return "" if pair is None or pair.chosen is None else pair.options[pair.chosen].words


def _inputs(brief: Brief, one: Diversification) -> tuple[str, ...]:
    """Return the figures of the world that the levers rest on, those of the option standing in its words."""
    held = f"{one.sender}>{one.target}"
    known = f"loss:{held}:ways" if one.kind == "link" else f"leverage:{held}"
    return brief.figures[known].inputs if known in brief.figures else ()


def option_words(option: Project | tuple[Lever, ...], names: Mapping[str, str]) -> str:
    """Return a link, a contract, a pipe or an answer as a reader says it."""
    if not isinstance(option, tuple):
        return f"{option.name} opened" if not option.refusal else f"{option.name} allowed"
    first = option[0]
    if first.action == "supply":
        unit = f"{digits(first.size, 3)} {QUANTITY[first.fuel]} of {first.fuel} a year"
        return f"a contract for {unit} with {names[first.actor]}"
    if first.is_pipe:
        return f"the pipe {first.pipe} {'built' if first.action == 'build' else 'opened'}"
    if first.what == "goods":
        return f"trade with {names[first.actor]} cheaper by {percent(first.size)}"
    return levers_phrase(option, names)


def _rest(world: World, found: Diversifications) -> str:
    names = {code: spoken(world.name(code)) for code in (*world.actors, *world.blocs)}
    lines = []
    silent = [option_words(option, names) for option in found.without_effect]
    if silent:
        lines.append(f"These take away less than 0.05 % of GDP: {listed(list(dict.fromkeys(silent)))}.")
    lines += [f"{begun(option_words(option, names))} could not be solved: {why}." for option, why in found.failed]
    return " ".join(lines)
