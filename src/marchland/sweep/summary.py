"""The range of every loss of a sweep, from its pieces, in a memory that does not grow with the sweep."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.engine import LAYERS
from marchland.sweep.piece_file import COMPRESSION, losses_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from marchland.sweep.plan import Ground, Piece, Plan
    from marchland.sweep.sweep_folder import SweepFolder

    Array = NDArray[np.float64]

ALL = "all"
"""The layer that stands for all together."""
WORKSPACE = 2**28
"""Bytes of losses that are held at once; copies of them come on top."""
TAILS = (0.05, 0.95)
FIGURES = ("low", "best", "high", "low_share", "best_share", "high_share")


def summarise(plan: Plan, folder: SweepFolder, done: set[int]) -> None:
    """Write low, best and high of every world, scenario, actor and layer to `summary.parquet`.

    `best` is at best values, `low` and `high` are the 5th and 95th percentile of the draws that were solved: USD over
    the days of the levers, and beside them as a share of the GDP of a year, each draw's loss over its own GDP. `draws`
    says how many were asked for and `solved` how many there are; where nothing was solved there is no figure.

    Parameters
    ----------
    done
        numbers of the pieces that are there

    Raises
    ------
    OutputError
        where the file cannot be written
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ("world", "scenario", "actor", "layer")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in names),
            ("year", pa.int32()),
            ("horizon", pa.string()),
            *((name, pa.float64()) for name in FIGURES),
            ("draws", pa.int32()),
            ("solved", pa.int32()),
        ]
    )
    with folder.draft(folder.summary) as draft, pq.ParquetWriter(draft, schema, **COMPRESSION) as writer:
        for (place, block), pieces in groupby(plan.pieces, key=lambda piece: (piece.ground, piece.scenarios)):
            there = [piece for piece in pieces if piece.number in done]
            if there:
                columns = _block(plan, plan.grounds[place], block, there, folder)
                writer.write_table(pa.table(columns, schema=schema))


def _block(
    plan: Plan, ground: Ground, block: tuple[int, ...], pieces: Sequence[Piece], folder: SweepFolder
) -> dict[str, Any]:
    """Return the columns of the summary of some scenarios."""
    actors, layers = ground.view.actors, (*LAYERS, ALL)
    b, n, k = len(block), len(actors), len(layers)
    figures, solved = np.empty((6, b * n, k)), np.empty(b * n, np.int32)
    for cells, loss, gdp in _cells(pieces, b * n, folder):
        figures[:, cells], solved[cells] = _figures(loss, gdp)
    flat = figures.reshape(6, -1)
    rows = b * n * k
    return {
        "world": [ground.label] * rows,
        "scenario": np.repeat([plan.scenarios[at].name for at in block], n * k),
        "actor": np.tile(np.repeat(actors, k), b),
        "layer": np.tile(layers, b * n),
        "year": np.full(rows, ground.view.year, np.int32),
        "horizon": [ground.horizon] * rows,
        **{name: _known(values) for name, values in zip(FIGURES, flat, strict=True)},
        "draws": np.full(rows, plan.draws, np.int32),
        "solved": np.repeat(solved, k),
    }


def _cells(pieces: Sequence[Piece], cells: int, folder: SweepFolder) -> Iterator[tuple[slice, Array, Array]]:
    """Yield some cells of scenario and actor in all draws, as many at a time as the workspace holds.

    First comes the best value, nan where it is missing: (layers, cells, 1 + draws) and (cells, 1 + draws).
    """
    draws = sum(piece.draws for piece in pieces) - (pieces[0].first == 0)
    width = max(WORKSPACE // (8 * (draws + 1) * (len(LAYERS) + 1)), 1)
    for start in range(0, cells, width):
        part = slice(start, min(start + width, cells))
        loss = np.full((len(LAYERS), part.stop - start, draws + 1), np.nan)
        gdp = np.full((part.stop - start, draws + 1), np.nan)
        at = 1 - (pieces[0].first == 0)
        for piece in pieces:
            found, product = losses_in(folder.file(piece.number), piece)
            loss[:, :, at : at + piece.draws] = found.reshape(len(LAYERS), cells, -1)[:, part]
            gdp[:, at : at + piece.draws] = product.reshape(cells, -1)[part]
            at += piece.draws
        yield part, loss, gdp


def _figures(loss: Array, gdp: Array) -> tuple[Array, NDArray[np.int32]]:
    """Return low, best and high in USD and of GDP, (6, cells, layers + 1), and the number of draws solved, (cells,)."""
    _, cells, width = loss.shape
    figures = np.empty((6, cells, len(LAYERS) + 1))
    missing = np.isnan(loss[0, :, 1:])
    solved = (~missing).sum(axis=1).astype(np.int32)
    for layer in range(len(LAYERS) + 1):
        values = loss[layer] if layer < len(LAYERS) else loss.sum(axis=0)
        for first, over in ((0, None), (3, gdp)):
            own = values if over is None else values / over
            figures[first + 1, :, layer] = own[:, 0]
            figures[[first, first + 2], :, layer] = _tails(own[:, 1:], missing) if width > 1 else np.nan
    return figures, solved


def _tails(drawn: Array, missing: NDArray[np.bool_]) -> Array:
    """Return (2, cells) percentiles of the draws that were solved; nan where none was."""
    if not missing.any():
        return np.quantile(drawn, TAILS, axis=1)
    found = np.full((2, len(drawn)), np.nan)
    for cell, (values, lost) in enumerate(zip(drawn, missing, strict=True)):
        if not lost.all():
            found[:, cell] = np.quantile(values[~lost], TAILS)
    return found


def _known(values: Array) -> Any:  # noqa: ANN401 - pyarrow is loaded here and not at import
    import pyarrow as pa

    return pa.array(values, mask=np.isnan(values))
