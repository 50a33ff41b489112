"""Leverage as labelled arrays, for tables and pictures of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.leverage.losses import OTHERS, SENDER

if TYPE_CHECKING:
    from marchland.leverage.result import Leverage

SHARE, USD = "share of a year's GDP", "USD of the base year"


def arrays_of(result: Leverage) -> Any:  # noqa: ANN401 - xarray is loaded here and not at import
    """Return the leverage of every pair, at best values and in each draw, as an `xarray.Dataset`.

    Returns
    -------
    xarray.Dataset
        dimensions sender, target and draw; `leverage` and `own` (sender, target, draw) and `leverage_best` and
        `own_best` (sender, target), shares of the GDP of target and sender; `others` and `others_best`, USD that all
        others together lose; nan where sender and target overlap, and for `own` and `others` where no bundle counts.
        What they are in stands in their attribute `units`; world, code, budget, horizon, days and seed stand in the
        attributes of the whole
    """
    import xarray as xr

    shape = (len(result.senders), len(result.targets), len(result.z))
    names = ("leverage", "own", "others")
    drawn = {name: np.full(shape, np.nan) for name in names}
    best = {name: np.full(shape[:2], np.nan) for name in names}
    for pair in result.pairs:
        at = result.senders.index(pair.sender), result.targets.index(pair.target)
        best["leverage"][at], drawn["leverage"][at] = pair.leverage
        if pair.chosen is None:
            continue
        option = pair.options[pair.chosen]
        for name, party, gdp, gdp_drawn in (
            ("own", SENDER, pair.sender_gdp, pair.sender_gdp_drawn),
            ("others", OTHERS, 1.0, np.ones(shape[2])),
        ):
            best[name][at] = float(option.best[party].sum()) / gdp
            drawn[name][at] = option.drawn[party].sum(0) / gdp_drawn
    units = {"leverage": SHARE, "own": SHARE, "others": USD}
    dims = ("sender", "target", "draw")
    failed = {failure.draw for failure in result.failed}
    solved = [i for i in range(1, shape[2] + len(failed) + 1) if i not in failed]
    return xr.Dataset(
        {name: (dims, drawn[name], {"units": units[name]}) for name in names}
        | {f"{name}_best": (dims[:2], best[name], {"units": units[name]}) for name in names},
        coords={"sender": list(result.senders), "target": list(result.targets), "draw": solved},
        attrs={
            "world": result.world.fingerprint,
            "code": result.code,
            "year": result.world.year or result.world.package.base_year,
            "budget": result.budget,
            "horizon": result.horizon,
            "days": result.days,
            "seed": result.seed,
        },
    )
