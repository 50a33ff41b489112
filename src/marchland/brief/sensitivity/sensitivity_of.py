"""Which named factors drive the leverage of a pair, as a result to read."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from marchland.bridge.factors import factor_of
from marchland.brief.cited import cited_sources
from marchland.brief.collected import input_key
from marchland.brief.drivers import ranks
from marchland.brief.figure import Figure
from marchland.brief.figures import figure_of
from marchland.brief.lever_words import levers_phrase
from marchland.brief.sensitivity.model import VARIANCE, FactorRanking, RankedFactor
from marchland.brief.sensitivity.sentences import findings, headline
from marchland.brief.track_record import shipped_error
from marchland.brief.words import begun, spoken
from marchland.leverage import BUDGET, DAYS, sensitivity
from marchland.leverage.sensitivity import DRAWS
from marchland.sweep import SEED
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from marchland.engine import Input
    from marchland.leverage import FactorShare, Sensitivity
    from marchland.levers import Horizon
    from marchland.world import World

LEVERAGE = "loss of the target by the bundle that is chosen at best values / the target's GDP of a year"
TOTAL = (
    "sum over blocks of (f(A) - f(A with the factor of B))^2 / (2 blocks x variance): Jansen 1999, table 2 f of "
    "Saltelli et al. 2010"
)
FIRST = (
    "sum over blocks of f(B) x (f(A with the factor of B) - f(A)) / (blocks x variance): table 2 b of Saltelli et al. "
    "2010"
)


def sensitivity_of(
    world: World,
    sender: str,
    target: str,
    *,
    budget: float = BUDGET,
    horizon: Horizon | None = None,
    days: int = DAYS,
    draws: int = DRAWS,
    seed: int = SEED,
    energy: bool = True,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> FactorRanking:
    """Say which named factors the range of a pair's leverage comes from, largest share of its variance first.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    sender, target
        actors or blocs
    budget
        own loss that the sender is taken to bear, share of its GDP
    horizon
        quarter, year or decade; default: from the days
    days
        how long the levers hold
    draws
        blocks of the sample, a power of two; each is computed factors + 2 times
    seed
        what makes the sample
    energy
        whether levers on gas and oil are among the others; default: yes
    jobs
        number of processes; a script that asks for more than one needs `if __name__ == "__main__":`
    progress
        told the step, how much of it is done, and of how much

    Raises
    ------
    UnknownName, MissingData
        where an actor or a figure is missing
    MarchlandError
        where draws are no power of two, the pair overlaps, no bundle is within the budget, or SALib is missing
    SolverError
        where the best values give no solution, or too few blocks of the sample do
    """
    found = sensitivity(
        world,
        sender,
        target,
        budget=budget,
        horizon=horizon,
        days=days,
        draws=draws,
        seed=seed,
        energy=energy,
        jobs=jobs,
        progress=progress,
    )
    return _composed(found)


def _composed(found: Sensitivity) -> FactorRanking:
    world, code = found.world, f"{found.sender}>{found.target}"
    names = {each: world.name(each) for each in (*world.actors, *world.blocs)}
    said = {each: spoken(name) for each, name in names.items()}
    about = f"leverage of {said[found.sender]} on {said[found.target]}"
    inputs = {input_key(given): given for given in found.inputs}
    own = _of_factors(world, inputs)
    leverage = figure_of(
        f"leverage:{code}",
        about,
        found.leverage[1],
        found.drawn,
        "share of GDP",
        LEVERAGE,
        inputs=tuple(inputs),
        ranked=ranks(found.z),
        factors=[each.factor.words for each in found.shares],
    )
    figures = {leverage.id: leverage}
    error, with_error = shipped_error(), ""
    if error is not None and leverage.low is not None and leverage.high is not None:
        with_error, alone = f"with_error:{code}", (leverage.low, leverage.high)
        low, high = error.range_of(found.drawn)
        figures[with_error] = replace(leverage, id=with_error, low=low, high=high, parameters=alone)
    for each in found.shares:
        figures |= _figures(each, about, own.get(each.factor.name, tuple(inputs)))
    ranking = FactorRanking(
        ranked_factors=tuple(_ranked(each) for each in found.shares),
        title="",
        sentence="",
        findings=(),
        sender=found.sender,
        target=found.target,
        names=names,
        levers=levers_phrase(found.bundle.levers, said),
        budget=found.budget,
        horizon=found.horizon,
        days=found.days,
        leverage=leverage.id,
        slight=tuple(factor.words for factor in found.slight),
        still=tuple(factor.words for factor in found.still),
        least=found.least,
        left_out=found.left_out,
        cells=found.cells,
        world=world.package.name,
        world_title=world.package.title,
        world_fingerprint=world.fingerprint,
        code_fingerprint=found.code,
        version=version("marchland"),
        day=str(world.day),
        year=world.year or world.package.base_year,
        draws=len(found.drawn),
        blocks=found.draws,
        seed=found.seed,
        failed=found.failed,
        evaluations=found.evaluations,
        residual=found.residual,
        figures=figures,
        inputs=inputs,
        sources=cited_sources(world, {source for given in inputs.values() for source in given.sources}),
        gaps=tuple(begun(f"{line}.") for line in found.gaps),
        with_error=with_error,
    )
    title, sentence = headline(ranking)
    ranking = replace(ranking, title=title, sentence=sentence)
    return replace(ranking, findings=findings(ranking))


def _ranked(each: FactorShare) -> RankedFactor:
    name = each.factor.name
    terms = schema().terms("parameters", "parameter")
    parameter = name.removeprefix("parameter.")
    return RankedFactor(
        factor=name,
        words=each.factor.words,
        meaning=terms[parameter].description if parameter != name else "",
        layers=each.factor.layers,
        total=f"total:{name}",
        first=f"first:{name}",
        at_low=f"low:{name}",
        at_high=f"high:{name}",
    )


def _figures(each: FactorShare, about: str, inputs: tuple[str, ...]) -> dict[str, Figure]:
    """Return a factor's four figures by id."""
    words = each.factor.words
    told = (
        ("total", f"share of the variance of the {about} that {words} has a part in", each.total, VARIANCE, TOTAL),
        ("first", f"share of the variance of the {about} that {words} explains alone", each.first, VARIANCE, FIRST),
        ("low", f"{about} with {words} at its 5th percentile", (None, each.at_low, None), "share of GDP", LEVERAGE),
        ("high", f"{about} with {words} at its 95th percentile", (None, each.at_high, None), "share of GDP", LEVERAGE),
    )
    return {
        (identifier := f"{kind}:{each.factor.name}"): Figure(
            id=identifier,
            words=what,
            low=low,
            best=best,
            high=high,
            unit=unit,
            formula=formula,
            inputs=inputs,
            drivers=(),
        )
        for kind, what, (low, best, high), unit, formula in told
    }


def _of_factors(world: World, inputs: Mapping[str, Input]) -> dict[str, tuple[str, ...]]:
    """Return the figures of the world whose range a factor is, by its name, where they are rows of their own."""
    named = {("parameters", row["row"]): factor_of(row["parameter"]) for row in world["parameters"].rows()}
    named |= {("sectors", row["row"]): f"elasticity.{row['sector']}" for row in world["sectors"].rows()}
    own: dict[str, tuple[str, ...]] = {}
    for key, given in inputs.items():
        name = named.get((given.table, given.row))
        if name is not None:
            own[name] = (*own.get(name, ()), key)
    return own
