"""A piece of a sweep as a Parquet file: a row for each scenario, actor and draw."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.engine import LAYERS
from marchland.sweep.piece_task import Unsolved

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.sweep.piece_task import Computed
    from marchland.sweep.plan import Piece, Plan

KEY = b"marchland"
COLUMNS = ("world", "scenario", "actor", "draw", "gdp", *LAYERS, "residual")
COMPRESSION = {"compression": "zstd", "compression_level": 1}


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a file of a piece holds: a number of outcomes, and those of them that failed."""

    outcomes: int
    unsolved: tuple[Unsolved, ...]


def write_piece(file: Path, plan: Plan, piece: Piece, found: Computed, sweep: str) -> None:
    """Write what a piece came to.

    Rows are in the order of scenario, actor and draw. Losses are USD over the days of the levers, by layer, gdp is USD
    a year; an outcome that failed has rows without losses, and its reason stands in the file's own description.

    Parameters
    ----------
    sweep
        fingerprint of the sweep

    Raises
    ------
    OSError
        where the file cannot be written
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    b, n, d = len(piece.scenarios), len(found.actors), piece.draws
    ground = plan.grounds[piece.ground]
    loss = found.loss.transpose(2, 0, 1, 3).reshape(len(LAYERS), -1)
    draws = np.arange(piece.first, piece.last + 1, dtype=np.int32)
    arrays = [
        _coded([ground.label], np.zeros(b * n * d, np.int32)),
        _coded([plan.scenarios[at].name for at in piece.scenarios], np.repeat(np.arange(b, dtype=np.int32), n * d)),
        _coded(list(found.actors), np.tile(np.repeat(np.arange(n, dtype=np.int32), d), b)),
        pa.array(np.tile(draws, b * n)),
        _known(np.tile(found.gdp.ravel(), b)),
        *(_known(layer) for layer in loss),
        _known(np.repeat(found.residual, n, axis=0).ravel()),
    ]
    unsolved = [asdict(u) for u in found.unsolved]
    told = {"sweep": sweep, "piece": piece.number, "outcomes": piece.outcomes, "unsolved": unsolved}
    table = pa.table(dict(zip(COLUMNS, arrays, strict=True))).replace_schema_metadata({KEY: json.dumps(told)})
    pq.write_table(table, file, use_dictionary=list(COLUMNS[:3]), **COMPRESSION)


def done_in(file: Path, sweep: str, number: int) -> Done | None:
    """Return what a file holds; None where it is no whole file of this piece of this sweep."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        described = pq.read_metadata(file)
    except (OSError, pa.ArrowException):
        return None
    told = json.loads((described.metadata or {}).get(KEY, "{}"))
    if (told.get("sweep"), told.get("piece")) != (sweep, number):
        return None
    return Done(outcomes=told["outcomes"], unsolved=tuple(Unsolved(**entry) for entry in told["unsolved"]))


def losses_in(file: Path, piece: Piece) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (layers, B, N, D) losses and (B, N, D) GDP of a piece; nan where an outcome failed."""
    import pyarrow.parquet as pq

    table = pq.read_table(file, columns=["gdp", *LAYERS], use_threads=False)
    shape = (len(piece.scenarios), -1, piece.draws)
    gdp, *loss = (table[name].to_numpy().reshape(shape) for name in ("gdp", *LAYERS))
    return np.stack(loss), gdp


def _coded(names: list[str], codes: NDArray[np.int32]) -> Any:  # noqa: ANN401 - pyarrow is loaded here and not at import
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(codes, names)


def _known(values: NDArray[np.float64]) -> Any:  # noqa: ANN401 - pyarrow is loaded here and not at import
    import pyarrow as pa

    return pa.array(values, mask=np.isnan(values))
