"""Pieces of a sweep on a Dask cluster."""

from __future__ import annotations

import pickle
import zlib
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from marchland.engine import code_fingerprint
from marchland.errors import MarchlandError
from marchland.sweep.orders import Lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from marchland.sweep.orders import Order
    from marchland.sweep.piece_task import Computed, PieceTask
    from marchland.sweep.plan import Piece

SECONDS = 10
"""How long a cluster has to answer, and to have a worker."""
AHEAD = 2
"""Pieces that a worker has at a time: one that it computes, and one that waits."""


@contextmanager
def cluster(address: str, *, seconds: float = SECONDS) -> Iterator[Any]:
    """Connect to a Dask cluster that runs the same code; yield its client, which is closed on leaving.

    Parameters
    ----------
    address
        of the scheduler, for instance tcp://10.0.0.1:8786
    seconds
        how long it has to answer

    Raises
    ------
    MarchlandError
        where Dask is not installed, the address does not answer, the cluster has no worker, or its workers run other
        code
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MarchlandError("a sweep on a cluster needs Dask: pip install 'marchland[cluster]'") from error
    where = f"the cluster at {address}"
    try:
        client = Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError, EOFError, MemoryError, RuntimeError) as error:
        # What is no scheduler answers with anything.
        raise MarchlandError(
            f"{where} does not answer ({_first(error)}); give the address that `dask scheduler` prints where it runs"
        ) from error
    try:
        _ready(client, where, seconds)
        yield client
    finally:
        client.close(timeout=seconds)


def on_cluster(orders: Iterator[Order], client: Any) -> Iterator[tuple[Piece, Computed | Lost]]:  # noqa: ANN401 - Dask
    """Yield what each piece comes to, as it is done.

    Each worker process computes one piece at a time. One that ends is replaced by the cluster, and its pieces tried
    again on others, as often as the cluster is set to (`distributed.scheduler.allowed-failures`), and then once more,
    each alone.

    Parameters
    ----------
    orders
        what to compute
    client
        of `cluster`

    Raises
    ------
    MarchlandError
        what a piece raises that the user can mend; where the cluster goes away; where a worker runs other code
    """
    from distributed import KilledWorker, as_completed

    given, where = _Given(client), f"the cluster at {client.scheduler.address}"
    pieces: dict[str, Order] = {}
    suspects: list[Order] = []
    try:
        completed = as_completed([], loop=client.loop)
        for order in _some(orders, AHEAD * max(len(client.nthreads()), 1)):
            completed.add(given.submit(order, pieces))
        for future in completed:
            for order in _some(orders, 1):
                completed.add(given.submit(order, pieces))
            order = pieces.pop(future.key)
            try:
                yield order.piece, _checked(future.result(), where)
            except KilledWorker:
                suspects.append(order)  # perhaps not its own doing: pieces that share a process share its end
        for order in suspects:
            try:
                yield order.piece, _checked(given.submit(order, pieces).result(), where)
            except KilledWorker as error:
                yield order.piece, Lost(reason=f"every process that tried it was ended from outside ({_first(error)})")
    except (CancelledError, OSError) as error:
        raise MarchlandError(
            f"{where} does not answer any more ({_first(error)}); what was done by then is kept: go on with --resume"
        ) from error


class _Given:
    """Hands pieces to the cluster, with what all pieces of a ground share."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - Dask
        from dask.utils import SerializableLock

        self.client = client
        self.lock = SerializableLock("marchland")  # one a process: a worker may have several threads
        self.task: PieceTask | None = None
        self.shared: Any = None

    def submit(self, order: Order, pieces: dict[str, Order]) -> Any:  # noqa: ANN401 - Dask
        if order.task is not self.task:
            # A task and not scattered data, so that the cluster can make it again when the workers that hold it end.
            packed = zlib.compress(pickle.dumps(order.task), level=1)
            self.task, self.shared = order.task, self.client.submit(_unpacked, packed, pure=False)
        future = self.client.submit(_compute, self.shared, order.piece, order.z, self.lock, pure=False)
        pieces[future.key] = order
        return future


def _unpacked(packed: bytes) -> PieceTask:
    task: PieceTask = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed by the client
    return task


def _compute(task: PieceTask, piece: Piece, z: NDArray[np.float64], lock: Any) -> tuple[str, Computed]:  # noqa: ANN401
    with lock:
        return code_fingerprint(), task(piece, z)


def _some(orders: Iterator[Order], count: int) -> Iterator[Order]:
    for _ in range(count):
        order = next(orders, None)
        if order is None:
            return
        yield order


def _checked(result: tuple[str, Computed], where: str) -> Computed:
    """Return what a worker computed; workers that came later may run other code."""
    code, found = result
    if code != code_fingerprint():
        raise MarchlandError(_other_code(where))
    return found


def _first(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _ready(client: Any, where: str, seconds: float) -> None:  # noqa: ANN401 - Dask
    """Refuse a cluster that has no worker, or whose workers run other code."""
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise MarchlandError(f"{where} has no worker; start one with `dask worker ADDRESS`") from error
    try:
        codes = set(client.run(code_fingerprint).values())
    except (ImportError, RuntimeError) as error:
        raise MarchlandError(f"{where} cannot run marchland ({_first(error)}); install it on every worker") from error
    if codes != {code_fingerprint()}:
        raise MarchlandError(_other_code(where))


def _other_code(where: str) -> str:
    return f"{where} runs another version of marchland than this process; install the same one on every worker"
