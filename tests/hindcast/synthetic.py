"""A record made by hand: outcomes that differ from the models by an error that is known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.hindcast import Held, Observation, Scored, score
from marchland.hindcast.symmetric_change import ratio_of

if TYPE_CHECKING:
    from marchland.hindcast.episode import Measure


def outcome(
    episode: str,
    model: float,
    seen: tuple[float, float, float],
    *,
    measure: Measure = "change_percent",
    base: float | None = 100.0,
    around: float = 1.0,
) -> Scored:
    """Return an outcome in percent, the draws of which lie by so much around what the models say."""
    what: dict[str, Any] = {"quantity": "goods", "measure": measure, "unit": "%"}
    low, best, high = seen
    observed = Observation(episode=episode, code="o", name="o", role="outcome", low=low, best=best, high=high, **what)
    return Scored(seen=observed, score=score(observed, model, model + around * np.linspace(-1, 1, 41)), base=base)


def held(code: str, outcomes: tuple[Scored, ...], *, test: bool = False) -> Held:
    """Return an episode of some outcomes, from before 2015 or later."""
    year = 2020 if test else 2009
    return Held(
        code=code,
        name=code,
        sender="A",
        sender_name="A",
        target="B",
        target_name="B",
        layer="trade",
        start=dt.date(year, 1, 1),
        end=None,
        year=year - 1,
        partial=False,
        test=test,
        note="",
        sources=(),
        world="w",
        world_fingerprint="w",
        horizon="year",
        days=365,
        shocks=(),
        outcomes=outcomes,
        unscored=(),
        why="",
        failed_draws=(),
    )


def episodes_off_by(
    additive: float, relative: float, *, episodes: int, each: int, seed: int, test: bool = False
) -> list[Held]:
    """Return episodes whose outcomes are off by a Student's t with as many degrees of freedom as there are episodes."""
    rng = np.random.default_rng(seed)
    made = []
    for e in range(episodes):
        code = f"{'later' if test else 'early'}_{e}"
        effects = rng.uniform(-1.0, 0.6, each)
        errors = np.hypot(additive, relative * effects) * rng.standard_t(20, each)
        rows = []
        for model, found in zip(ratio_of(effects), ratio_of(effects + errors), strict=True):
            best = 100 * (float(found) - 1)
            rows.append(outcome(code, 100 * (float(model) - 1), (best - 0.5, best, best + 0.5), around=0.5))
        made.append(held(code, tuple(rows), test=test))
    return made
