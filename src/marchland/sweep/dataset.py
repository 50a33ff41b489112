"""The dataset of an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.engine import LAYERS, WAYS
from marchland.engine.outcome import STATISTICS
from marchland.levers.lever_object import FUELS
from marchland.sweep.solved import stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.engine import Course
    from marchland.engine.fuel_flows import FuelFlows
    from marchland.sweep.solved import Cells, Solved


def dataset(
    base: Baseline,
    best: Course,
    rows: Sequence[Solved | None],
    cells: Cells,
    sampled: Sequence[Draw],
    shares: NDArray[np.float64],
    parts_of: Sequence[str],
) -> Any:  # noqa: ANN401 - xarray is loaded here and not at import
    """Return what `Outcome` describes.

    Parameters
    ----------
    base
        of the scenario
    best
        at best values, with the parts of all actors
    rows
        of each draw; None where it failed
    cells
        single flows and parts of the first draws
    sampled
        the draws
    shares
        (levers, N, layers) USD
    parts_of
        codes of `Solved.by_partner`
    """
    import xarray as xr

    n, s, layers, codes = len(base.actors), len(base.sectors), len(LAYERS), len(parts_of)
    whole = best.parts.sum(axis=0)
    parts = np.array([whole[base.positions(c)].sum(axis=0) for c in parts_of]).reshape(codes, n, s)
    solved = [row for row in rows if row is not None]
    capped = np.sum([row.capped for row in solved], axis=0) if solved else np.zeros((n, s))
    goods, money = ("statistic", "exporter", "importer", "sector"), ("statistic", "host", "origin")
    made = xr.Dataset(
        {
            "loss_best": (("actor", "layer"), best.loss),
            "loss": (("actor", "layer", "draw"), stacked(rows, "loss", (n, layers))),
            "gdp_best": (("actor",), best.gdp),
            "gdp": (("actor", "draw"), stacked(rows, "gdp", (n,))),
            "host_gdp_change_best": (("actor",), best.host_gdp_change),
            "host_gdp_change": (("actor", "draw"), stacked(rows, "host_gdp_change", (n,))),
            "share": (("lever", "actor", "layer"), shares),
            "goods_before": (goods, cells.ranges("goods_before", best.goods_before)),
            "goods_after": (goods, cells.ranges("goods_after", best.goods_after)),
            "money_before": (money, cells.ranges("money_before", best.money_before)),
            "money_after": (money, cells.ranges("money_after", best.money_after)),
            "substituted_best": (("actor", "sector"), best.substituted),
            "draws_capped": (("actor", "sector"), capped.astype(np.int32)),
            "part_best": (("way", "actor", "partner", "sector"), best.parts),
            "transfer_best": (("actor",), best.transfers),
            "part": (("statistic", "split", "partner", "sector"), cells.ranges("part", parts)),
            "part_by_partner": (("split", "partner", "draw"), stacked(rows, "by_partner", (codes, n))),
            "part_by_sector": (("split", "sector", "draw"), stacked(rows, "by_sector", (codes, s))),
            "part_transfer": (("split", "draw"), stacked(rows, "transfers", (codes,))),
            "factor": (("draw", "factor_name"), np.array([d.z for d in sampled]).reshape(-1, len(base.factors))),
            "residual": (("draw",), np.array([np.nan if r is None else r.residual for r in rows], dtype=np.float64)),
            "residual_best": ((), best.residual),
        },
        coords={
            "actor": list(base.actors),
            "layer": list(LAYERS),
            "draw": np.arange(1, len(rows) + 1, dtype=np.int32),
            "exporter": list(base.actors),
            "importer": list(base.actors),
            "partner": list(base.actors),
            "host": list(base.actors),
            "origin": list(base.actors),
            "sector": list(base.sectors),
            "way": list(WAYS),
            "split": list(parts_of),
            "statistic": list(STATISTICS),
            "factor_name": [f.name for f in base.factors],
        },
    )
    return made if best.fuels is None else made.assign_coords(_fuel_axes(base)).assign(_fuels(best.fuels, cells))


def _fuel_axes(base: Baseline) -> dict[str, list[str]]:
    hubs = base.world["places"].where(kind="hub")["place"].tolist()
    return {
        "fuel": list(FUELS),
        "hub": hubs,
        "seller": hubs,
        "buyer": hubs,
        "pipe": base.world["pipes"]["pipe"].tolist(),
    }


def _fuels(best: FuelFlows, cells: Cells) -> dict[str, tuple[tuple[str, ...], NDArray[np.float64]]]:
    """Return what is sold, used, made, stored and passed, with ranges."""
    axes = {"sold": ("fuel", "seller", "buyer"), "passed": ("pipe",)}
    return {
        f"fuel_{name}": (("statistic", *axes.get(name.split("_")[0], ("fuel", "hub"))), cells.ranges(name, array))
        for name, array in best.arrays().items()
    }
