"""What came with marchland is opened only where it is what would be computed today."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from tests.brief.factory import a_brief

from marchland import load_world
from marchland.brief import shipped as room
from marchland.brief.render import render_json
from marchland.brief.shipped import DRAWS, Shipped, ship, shipped
from marchland.brief.track_record import record_line
from marchland.engine import models_fingerprint
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world import World


def test_what_ships_is_of_todays_data_and_code() -> None:
    kept = shipped()
    assert kept is not None
    why = kept.outdated(load_world())
    assert why is None, f"{why}: compute it with `python -m marchland.brief.shipped`"
    assert (kept.brief.kind, kept.brief.draws) == ("region", DRAWS)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "results" / "region.json.gz"
    monkeypatch.setattr(room, "_file", lambda: file)
    return file


def test_what_is_shipped_is_opened(kept: Path, small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(a_brief(), world_fingerprint=small.fingerprint, record=record_line(small))
    monkeypatch.setattr(import_module("marchland.brief.brief_of"), "brief_of", lambda *_, **__: made)
    assert shipped() is None
    assert ship(small) == kept
    opened = shipped()
    assert opened is not None
    assert opened.brief == made
    assert opened.outdated(small) is None
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]


def test_other_data_and_other_code_are_told_apart(small: World) -> None:
    said = record_line(small)
    of_today = Shipped(text="", world=small.fingerprint, models=models_fingerprint(), record=said)
    assert of_today.outdated(small) is None
    assert "track record" in str(replace(of_today, record="of yesterday").outdated(small))
    assert "data" in str(replace(of_today, world="of another").outdated(small))
    assert "code" in str(replace(of_today, models="of yesterday").outdated(small))


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        gzip.compress(b"no json"),
        gzip.compress(b"{}"),
        gzip.compress(json.dumps({"models": "x", "brief": render_json(a_brief())[:-40]}).encode()),
    ],
)
def test_a_damaged_result_is_told_with_a_cure(kept: Path, content: bytes) -> None:
    kept.parent.mkdir()
    kept.write_bytes(content)
    with pytest.raises(MarchlandError, match="--fresh"):
        shipped()
