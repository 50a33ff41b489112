from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import xarray as xr

from marchland.engine import Outcome
from marchland.errors import MarchlandError, OutputError, UnknownName
from marchland.levers import Lever, Scenario
from marchland.sweep import run

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world import World


@pytest.fixture(scope="module")
def outcome(small: World) -> Outcome:
    levers = (
        Lever(actor="CCC", action="embargo", object="goods to AB"),
        Lever(actor="CCC", action="expel", object="workers from AAA"),
    )
    return run(small, Scenario(name="Größe", levers=levers), draws=6)


@pytest.fixture
def kept(outcome: Outcome, tmp_path: Path) -> Path:
    return outcome.save(tmp_path / "kept.nc")


def same_bits(a: xr.Dataset, b: xr.Dataset) -> bool:
    return set(a.variables) == set(b.variables) and all(
        a[name].dims == b[name].dims
        and (
            a[name].values.tobytes() == b[name].values.tobytes()
            if a[name].dtype.kind == "f"
            else a[name].values.tolist() == b[name].values.tolist()
        )
        for name in a.variables
    )


def test_what_is_kept_is_read_back_to_the_last_bit(outcome: Outcome, kept: Path) -> None:
    read = Outcome.load(kept)
    assert same_bits(outcome.dataset, read.dataset)
    assert json.dumps(read.about) == json.dumps(outcome.about)
    assert read.about["scenario"]["name"] == "Größe"
    assert read.loss("AB")[1].tobytes() == outcome.loss("AB")[1].tobytes()


def test_an_outcome_without_draws_is_kept_as_well(small: World, tmp_path: Path) -> None:
    lever = Lever(actor="CCC", action="embargo", object="goods to AAA")
    made = run(small, Scenario(name="best", levers=(lever,)), draws=0)
    read = Outcome.load(made.save(tmp_path / "best.nc"))
    assert read.loss("AAA")[0] == made.loss("AAA")[0] > 0
    assert read.loss("AAA")[1].shape == (0,)
    assert same_bits(made.dataset, read.dataset)


def test_an_outcome_without_parts_of_levers_is_kept_as_well(small: World, tmp_path: Path) -> None:
    levers = tuple(Lever(actor="CCC", action="embargo", object="goods to AAA", size=s / 10) for s in range(1, 8))
    made = run(small, Scenario(name="seven", levers=levers), draws=2)
    assert same_bits(made.dataset, Outcome.load(made.save(tmp_path / "seven.nc")).dataset)


def test_layers_and_members_add_up(outcome: Outcome) -> None:
    best, drawn = outcome.loss("AB")
    members = [outcome.loss(a) for a in ("AAA", "BBB")]
    layers = [outcome.loss("AB", layer) for layer in outcome.layers]
    for parts in (members, layers):
        assert best == pytest.approx(sum(b for b, _ in parts))
        assert drawn == pytest.approx(np.sum([d for _, d in parts], axis=0))
    assert outcome.loss_share("AB")[0] == pytest.approx(best / 1400e6)


def test_parts_of_levers_add_up_to_the_loss_at_best(outcome: Outcome) -> None:
    parts, whole = outcome.dataset["share"].sum("lever").values, outcome.dataset["loss_best"].values
    assert parts == pytest.approx(whole, rel=1e-9, abs=1)


@pytest.mark.parametrize(("actor", "layer"), [("AAB", None), ("AAA", "trad")])
def test_an_unknown_name_gets_its_nearest(outcome: Outcome, actor: str, layer: str | None) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        outcome.loss(actor, layer)


def test_a_file_that_is_there_is_not_replaced_unasked(outcome: Outcome, tmp_path: Path) -> None:
    file = tmp_path / "there.nc"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(OutputError, match=r"there.nc is there already; add --force"):
        outcome.save(file)
    assert file.read_text(encoding="utf-8") == "precious"
    outcome.save(file, force=True)
    assert Outcome.load(file).actors == outcome.actors
    assert [p.name for p in tmp_path.iterdir()] == ["there.nc"]


@pytest.mark.parametrize("place", ["none/x.nc", "file/x.nc"])
def test_a_place_that_cannot_be_written_is_told_and_left_alone(outcome: Outcome, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"x.nc cannot be written: .*; choose another place"):
        outcome.save(tmp_path / place)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("cause", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_breaks_off_leaves_what_was_there(
    outcome: Outcome, kept: Path, monkeypatch: pytest.MonkeyPatch, cause: BaseException
) -> None:
    before = kept.read_bytes()

    def broken(_: xr.Dataset, path: Path, **__: Any) -> None:  # noqa: ANN401 - what xarray takes
        path.write_bytes(b"half")
        raise cause

    monkeypatch.setattr(xr.Dataset, "to_netcdf", broken)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        outcome.save(kept, force=True)
    assert kept.read_bytes() == before
    assert list(kept.parent.iterdir()) == [kept]


@pytest.mark.parametrize("content", [b"", b"no outcome", b"CDF\x01", b"CDF\x02\x00\x00", b"\x89HDF\r\n\x1a\n"])
def test_a_file_that_is_no_outcome_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.nc"
    file.write_bytes(content)
    with pytest.raises(MarchlandError, match=r"other.nc is no outcome of marchland"):
        Outcome.load(file)


@pytest.mark.parametrize("part", [0.01, 0.3, 0.9, 0.999])
def test_a_cut_file_is_told(kept: Path, part: float) -> None:
    content = kept.read_bytes()
    kept.write_bytes(content[: int(part * len(content))])
    with pytest.raises(MarchlandError, match=r"kept.nc is no outcome of marchland"):
        Outcome.load(kept)


def test_another_netcdf_file_is_no_outcome(tmp_path: Path) -> None:
    file = tmp_path / "other.nc"
    xr.Dataset({"x": ("i", [1.0])}).to_netcdf(file, engine="scipy")
    with pytest.raises(MarchlandError, match=r"of another version than 'marchland outcome 1'"):
        Outcome.load(file)


def test_a_file_that_is_not_there_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(MarchlandError, match=r"none.nc is not there; `marchland run SCENARIO.yaml --out .*` makes one"):
        Outcome.load(tmp_path / "none.nc")
