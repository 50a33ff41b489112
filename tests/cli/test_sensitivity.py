from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    from marchland.world import World


def asked(world: World) -> tuple[object, ...]:
    return ("sensitivity", "CCC", "AAA", "--world", world.root, "--draws", 16, "--jobs", 1)


def test_the_sentence_comes_first_then_ranked_bars(call: Callable[..., Said], small: World) -> None:
    said = call(*asked(small))
    assert said.code == 0
    told = " ".join(said.out.split())
    assert told.index("comes most from") < told.index("What the range comes from") < told.index("█")
    assert "trade elasticity of Goods" in told


def test_what_is_written_follows_the_ending_and_opens(call: Callable[..., Said], here: Path, small: World) -> None:
    for ending, start in ((".html", "<!doctype html>"), (".md", "# Land of CCC on Land of AAA"), (".json", "{")):
        said = call(*asked(small), "--out", f"drivers{ending}")
        assert said.code == 0
        assert said.out.startswith("The range of the leverage of Land of CCC on Land of AAA")
        assert (here / f"drivers{ending}").read_text(encoding="utf-8").lstrip().startswith(start)
    assert json.loads((here / "drivers.json").read_text(encoding="utf-8"))["blocks"] == 16
    for kept in ("drivers.json", "drivers.html"):
        opened = call("why", kept, "total:elasticity.goods")
        assert opened.code == 0
        assert "bootstrap" in opened.out
        assert "sectors.csv row" in opened.out
    assert "What its range comes from" in call("why", "drivers.json", "leverage:CCC>AAA").out
    assert "--force" in call(*asked(small), "--out", "drivers.html").refused()


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        (("--draws", 100), "64 or 128"),
        (("--draws", 0), "32 or 64"),
        (("--budget", -1), "share of GDP"),
        (("--days", 0), "day"),
        (("--seed", -1), "seed"),
        (("--horizon", "month"), "quarter"),
        (("--out", "x.csv"), ".html, .md or .json"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_solved(
    call: Callable[..., Said], small: World, given: tuple[object, ...], cure: str
) -> None:
    assert cure in call(*asked(small), *given).refused()


def test_pairs_that_cannot_be_asked_for_are_refused(call: Callable[..., Said], small: World) -> None:
    world = ("--world", small.root)
    assert "overlap" in call("sensitivity", "AB", "AAA", *world).refused()
    assert "did you mean" in call("sensitivity", "CCC", "AAB", *world).refused()


def test_without_its_library_the_command_says_what_to_install(
    call: Callable[..., Said], small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.sobol", None)
    assert "pip install 'marchland[sensitivity]'" in call(*asked(small)).refused()
