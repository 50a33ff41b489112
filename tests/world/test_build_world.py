"""The shipped world is what the code makes of the reference data, to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marchland.world import load_world
from marchland.world.build.make import make_post_soviet

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.reference
@pytest.mark.slow
def test_a_second_run_of_the_build_gives_the_shipped_bytes(reference: Path, tmp_path: Path) -> None:
    made = make_post_soviet(reference, tmp_path / "post_soviet")
    shipped = load_world().root
    names = sorted(p.name for p in shipped.iterdir() if p.suffix in {".csv", ".json"})
    assert names == sorted(p.name for p in made.iterdir())
    assert [n for n in names if (made / n).read_bytes() != (shipped / n).read_bytes()] == []
