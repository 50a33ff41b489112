from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import INSTALLED, SCENARIO
from tests.cli.test_interrupt import living, waits_for

from marchland.sweep import Swept

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

    from marchland.world import World


@pytest.fixture
def two(here: Path) -> tuple[str, str]:
    """Return two scenario files of the small world."""
    other = SCENARIO.replace("sells nothing to AAA", "sells half to AAA").replace("to AAA}", "to AAA, size: 0.5}")
    (here / "half.yaml").write_text(other, encoding="utf-8")
    return "scenario.yaml", "half.yaml"


def test_a_sweep_says_who_loses_most_and_where_it_is_kept(
    call: Callable[..., Said], here: Path, small: World, two: tuple[str, str]
) -> None:
    said = call("sweep", *two, "--world", small.root, "--draws", 6, "--chunk", 8, "--to", "s")
    assert said.code == 0
    assert said.out.startswith("14 of 14 outcomes are there (2 of 2 pieces).")
    assert "Land of AAA (AAA)" in said.out
    assert "kept in s: ranges in summary.parquet, every draw in pieces/" in said.out
    assert sorted(p.name for p in (here / "s").iterdir()) == ["pieces", "summary.parquet", "sweep.json"]


def test_several_worlds_are_told_apart(
    call: Callable[..., Said], small: World, carried: World, two: tuple[str, str]
) -> None:
    said = call("sweep", *two, "--world", small.root, "--world", carried.root, "--draws", 0, "--to", "s")
    assert said.code == 0
    assert all(name in said.out for name in ("small", "carried"))


def test_what_is_there_is_gone_on_with_or_replaced_only_when_asked(
    call: Callable[..., Said], small: World, carried: World, two: tuple[str, str]
) -> None:
    asked = ("sweep", *two, "--draws", 6, "--chunk", 8, "--to", "s")
    assert "holds no sweep to go on with" in call(*asked, "--world", small.root, "--resume").refused()
    assert call(*asked, "--world", small.root).code == 0
    assert "add --resume" in call(*asked, "--world", small.root).refused()
    assert "another world" in call(*asked, "--world", carried.root, "--resume").refused()
    assert "another sweep: seed 1, not 2" in call(*asked, "--world", small.root, "--seed", 2, "--resume").refused()
    (Path("s") / "pieces" / "000002.parquet").unlink()
    again = call(*asked, "--world", small.root, "--resume")
    assert (again.code, again.out.splitlines()[0]) == (0, "14 of 14 outcomes are there (2 of 2 pieces).")
    assert call(*asked, "--world", carried.root, "--force").code == 0


def test_bad_input_is_refused_before_anything_is_written(
    call: Callable[..., Said], here: Path, small: World, two: tuple[str, str]
) -> None:
    asked = ("sweep", *two, "--world", small.root, "--to", "s")
    assert "called 'CCC sells nothing to AAA' (scenario.yaml, " in call(*asked, here / "scenario.yaml").refused()
    assert "did you mean year?" in call(*asked, "--horizon", "yaer").refused()
    assert "--draws" in call(*asked, "--draws", "-1").err or "negative" in call(*asked, "--draws", "-1").err
    assert "does not answer" in call(*asked, "--scheduler", "nowhere").refused()
    assert not (here / "s").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the processes of a group from /proc")
def test_an_interrupted_sweep_says_what_is_kept_and_goes_on(here: Path, small: World, two: tuple[str, str]) -> None:
    asked = ["--world", str(small.root), "--draws", "1500", "--chunk", "50", "--jobs", "2", "--to", "s"]
    command = [str(INSTALLED), "sweep", *two, *asked]
    pieces = here / "s" / "pieces"
    with subprocess.Popen(
        command, cwd=here, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert waits_for(lambda: pieces.is_dir() and len(list(pieces.glob("0*"))) >= 2, 60)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the whole group
        out, err = running.communicate(timeout=60)
        assert (running.returncode, out) == (130, "")
        assert waits_for(lambda: not living(running.pid), 10)
    begun = Swept.load(here / "s")
    assert err == f"interrupted; {begun.told}: go on with --resume\n"
    assert (begun.pieces >= 2, begun.left > 0) == (True, True)
    assert not list((here / "s").rglob(".marchland-*"))
    done = subprocess.run([*command, "--resume"], cwd=here, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3,002 of 3,002 outcomes are there")
