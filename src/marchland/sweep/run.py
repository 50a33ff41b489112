"""A scenario over many draws: one outcome."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge import Baseline, Draw, baseline, central, draws
from marchland.engine import LAYERS, Course, Outcome, code_fingerprint, course, inputs_of, shapley_shares, stage
from marchland.engine.outcome import STATISTICS
from marchland.errors import MarchlandError, SolverError
from marchland.levers import check_horizon, horizon_of
from marchland.sweep.executor import Failed, over_draws
from marchland.sweep.gaps import gaps, untouched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.levers import Horizon, Scenario
    from marchland.world import World

DRAWS, SEED = 200, 1


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioTask:
    """One scenario on one baseline, ready for any draw."""

    base: Baseline
    scenario: Scenario

    def __call__(self, draw: Draw) -> Course:
        """Run the scenario through in a draw."""
        return course(stage(self.base, draw), self.scenario)


def run(
    world: World,
    scenario: Scenario,
    *,
    horizon: Horizon | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Compute what a scenario costs whom, at best values and in each draw.

    Parameters
    ----------
    world
        a world of all years is taken at the scenario's year, else at its base year
    scenario
        levers and answers
    horizon
        quarter, year or decade; default: the scenario's, else from its days
    draws
        number of draws, 0 or more
    seed
        the same seed gives the same draws
    jobs
        number of processes; the figures do not depend on it. A script that asks for more than one needs
        `if __name__ == "__main__":`
    progress
        told the number of draws done

    Raises
    ------
    UnknownName, ScenarioError, MissingData
        where scenario and world do not go together
    SolverError
        where the best values give no solution; draws that give none are counted and named in the outcome
    """
    if draws < 0:
        raise MarchlandError(f"draws {draws} is negative; give 0 or more")
    chosen = horizon or scenario.horizon or horizon_of(scenario.days)
    check_horizon(chosen)
    scenario.check(world)
    view = world.at(year=scenario.year) if world.year is None else world
    base = baseline(view, chosen)
    task = ScenarioTask(base=base, scenario=scenario)
    middle = stage(base, central(base.factors))
    best = course(middle, scenario)
    sampled = _draws(base, draws, seed)
    courses: list[Course | None] = []
    failed: list[dict[str, Any]] = []
    for result in over_draws(task, sampled, jobs=jobs, progress=progress):
        if isinstance(result, Failed):
            failed.append(asdict(result))
            courses.append(None)
        else:
            courses.append(result)
    if draws and len(failed) == draws:
        raise SolverError(f"none of {draws} draws could be solved; the first: {failed[0]['reason']}")
    return Outcome(
        dataset=_dataset(base, best, courses, sampled, shapley_shares(middle, scenario)),
        about=about_run(base, scenario, seed, failed)
        | {"rebalanced": middle.drawn.moved, "rebased": middle.trade.rebase},
    )


def _draws(base: Baseline, n: int, seed: int) -> tuple[Draw, ...]:
    return draws(base.factors, n, seed) if n else ()


def about_run(base: Baseline, scenario: Scenario, seed: int, failed: list[dict[str, Any]]) -> dict[str, Any]:
    """Return where an outcome came from, as plain values."""
    world = base.world
    inputs = inputs_of(base, scenario.all)
    cited = {s for i in inputs for s in i.sources}
    sources = world["sources"]
    involved = {code for lever in scenario.all for code in (lever.actor, lever.partner)}
    return {
        "scenario": {
            "name": scenario.name,
            "levers": [_lever(lever) for lever in scenario.levers],
            "answers": [_lever(lever) for lever in scenario.answers],
            "days": scenario.days,
        },
        "world": {"name": world.package.name, "title": world.package.title, "fingerprint": world.fingerprint},
        "day": str(world.day),
        "year": world.year,
        "horizon": base.horizon,
        "horizon_by_days": horizon_of(scenario.days),
        "seed": seed,
        "code": code_fingerprint(),
        "failed": failed,
        "names": {a: world.name(a) for a in base.actors} | {b: world.name(b) for b in world.blocs},
        "blocs": {b: list(world.members(b)) for b in world.blocs},
        "involved": sorted(involved),
        "inputs": [asdict(i) for i in inputs],
        "sources": [
            {k: row[k] for k in ("source", "title", "publisher", "url", "year", "licence")}
            for row in sources.rows()
            if row["source"] in cited
        ],
        "factors": {f.name: f.words for f in base.factors},
        "gaps": [*_out_of_time(base, scenario), *untouched(base, scenario.all), *gaps(base, involved)],
        "unserved": [],
    }


def _out_of_time(base: Baseline, scenario: Scenario) -> list[str]:
    """Say where levers begin in another time than the world's."""
    starts = [lever.start for lever in scenario.all if lever.start is not None]
    day = base.world.day
    if not starts or day is None or min(starts).year in {day.year, day.year + 1}:
        return []
    return [f"the levers begin on {min(starts)}, the world is as of {day}: flows and rights are those of that day"]


def _lever(lever: Any) -> dict[str, Any]:  # noqa: ANN401 - a Lever, kept as plain values
    return asdict(lever) | {"start": str(lever.start) if lever.start else None}


def _dataset(
    base: Baseline,
    best: Course,
    courses: Sequence[Course | None],
    sampled: Sequence[Draw],
    shares: NDArray[np.float64],
) -> Any:  # noqa: ANN401 - xarray is loaded here and not at import
    import xarray as xr

    n, s, layers = len(base.actors), len(base.sectors), len(LAYERS)

    def stack(field: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
        rows = [np.full(shape, np.nan) if c is None else getattr(c, field) for c in courses]
        return np.stack(rows, axis=-1) if rows else np.zeros((*shape, 0))

    def summary(field: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
        middle = getattr(best, field)
        solved = [getattr(c, field) for c in courses if c is not None]
        if not solved:
            return np.stack([middle, *[np.full(shape, np.nan)] * 3])
        return np.concatenate([middle[None], np.quantile(np.stack(solved), (0.05, 0.5, 0.95), axis=0)])

    goods, money = ("statistic", "exporter", "importer", "sector"), ("statistic", "host", "origin")
    return xr.Dataset(
        {
            "loss_best": (("actor", "layer"), best.loss),
            "loss": (("actor", "layer", "draw"), stack("loss", (n, layers))),
            "gdp_best": (("actor",), best.gdp),
            "gdp": (("actor", "draw"), stack("gdp", (n,))),
            "host_gdp_change_best": (("actor",), best.host_gdp_change),
            "host_gdp_change": (("actor", "draw"), stack("host_gdp_change", (n,))),
            "share": (("lever", "actor", "layer"), shares),
            "goods_before": (goods, summary("goods_before", (n, n, s))),
            "goods_after": (goods, summary("goods_after", (n, n, s))),
            "money_before": (money, summary("money_before", (n, n))),
            "money_after": (money, summary("money_after", (n, n))),
            "factor": (("draw", "factor_name"), np.array([d.z for d in sampled]).reshape(-1, len(base.factors))),
            "residual": (("draw",), np.array([np.nan if c is None else c.residual for c in courses], dtype=np.float64)),
            "residual_best": ((), best.residual),
        },
        coords={
            "actor": list(base.actors),
            "layer": list(LAYERS),
            "draw": np.arange(1, len(courses) + 1, dtype=np.int32),
            "exporter": list(base.actors),
            "importer": list(base.actors),
            "host": list(base.actors),
            "origin": list(base.actors),
            "sector": list(base.sectors),
            "statistic": list(STATISTICS),
            "factor_name": [f.name for f in base.factors],
        },
    )
