from __future__ import annotations

import logging
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.sweep.test_sweep import BOTH, CLOSE, dying, files

from marchland.errors import MarchlandError
from marchland.sweep import Swept, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.world import World

distributed = pytest.importorskip("distributed", reason="Dask comes with the extra cluster")


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Start a cluster of two processes on this machine."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])  # so that the workers find this module
    quiet: Any = {"silence_logs": logging.CRITICAL, "dashboard_address": None}
    twice = {"allowed_failures": 1}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=2, scheduler_kwargs=twice, **quiet) as started:
        yield started


def test_a_cluster_gives_the_same_bits_and_a_piece_that_ends_its_workers_is_told(
    running: Any,  # noqa: ANN401 - of Dask
    carried: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: Any = {"draws": 12, "chunk": 10, "scheduler": running.scheduler_address}
    here = sweep(carried, (*BOTH, CLOSE), to=tmp_path / "here", draws=12, chunk=10)
    there = sweep(carried, (*BOTH, CLOSE), to=tmp_path / "there", **asked)
    assert there.finished
    assert files(there.folder) == files(here.folder)
    with monkeypatch.context() as killed:
        dying(killed, 2)
        holed = sweep(carried, (*BOTH, CLOSE), to=tmp_path / "holed", **asked)
    assert (len(holed.lost), holed.left) == (1, 0)
    assert "every process that tried it was ended from outside" in holed.lost[0].reason
    whole = sweep(carried, (*BOTH, CLOSE), to=holed.folder, draws=12, chunk=10, resume=True)  # the rest here
    assert files(whole.folder) == files(here.folder)


def test_a_cluster_that_goes_away_is_told_and_what_was_done_is_kept(
    running: Any,  # noqa: ANN401 - of Dask
    small: World,
    tmp_path: Path,
) -> None:
    done: list[int] = []

    def gone(outcomes: int) -> None:
        done.append(outcomes)
        if len(done) == 3:
            running.close()

    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    with pytest.raises(MarchlandError, match=r"the cluster at tcp://.* does not answer any more.*--resume"):
        sweep(small, BOTH, to=tmp_path / "s", draws=400, chunk=10, scheduler=running.scheduler_address, progress=gone)
    kept = Swept.load(tmp_path / "s")
    assert kept.outcomes >= done[-1] > 0
    assert kept.left > 0


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "foo://127.0.0.1:1"])
def test_an_address_that_does_not_answer_is_told_before_anything_is_written(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(import_module("marchland.sweep.cluster").cluster.__wrapped__, "__kwdefaults__", {"seconds": 1})
    start = time.monotonic()
    with pytest.raises(MarchlandError, match=r"the cluster at .* does not answer .*`dask scheduler`"):
        sweep(small, BOTH, to=tmp_path / "s", scheduler=address)
    assert time.monotonic() - start < 30
    assert not (tmp_path / "s").exists()


def test_a_cluster_of_other_code_or_without_workers_is_refused(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("marchland.sweep.cluster")
    monkeypatch.setattr(module.cluster.__wrapped__, "__kwdefaults__", {"seconds": 1})
    quiet: Any = {"silence_logs": logging.CRITICAL, "dashboard_address": None, "processes": False}
    told = pytest.raises(MarchlandError, match=r"has no worker; start one with `dask worker")
    with distributed.LocalCluster(n_workers=0, **quiet) as empty, told:
        sweep(small, BOTH, to=tmp_path / "s", scheduler=empty.scheduler_address)
    with distributed.LocalCluster(n_workers=1, **quiet) as other:
        monkeypatch.setattr(
            module, "code_fingerprint", lambda: str(threading.current_thread() is threading.main_thread())
        )
        with pytest.raises(MarchlandError, match=r"runs another version of marchland"):
            sweep(small, BOTH, to=tmp_path / "s", scheduler=other.scheduler_address)
    assert not (tmp_path / "s").exists()


def test_without_dask_it_is_said_what_to_install(small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MarchlandError, match=r"pip install 'marchland\[cluster\]'"):
        sweep(small, BOTH, to=tmp_path / "s", scheduler="tcp://127.0.0.1:1")
