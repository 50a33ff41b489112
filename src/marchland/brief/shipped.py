"""The brief of the built-in world's region, computed beforehand: it opens at once.

It carries the fingerprints of the world and of the code that it was made with and what the track record said, and is
opened only where all are today's. `python -m marchland.brief.shipped` computes it anew.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.brief.render import read_json, render_json
from marchland.brief.track_record import record_line
from marchland.engine import models_fingerprint
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from marchland.brief.model import Brief
    from marchland.world import World

DRAWS = 100


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A brief that was computed beforehand, and what it was computed with.

    Parameters
    ----------
    text
        the region as JSON, all options as they are by default but for the number of draws
    world, models
        fingerprints of the data and of the code that its figures and sentences come from
    record
        what it says of the track record, whose model error its ranges hold
    """

    text: str
    world: str
    models: str
    record: str

    @property
    def brief(self) -> Brief:
        """The brief; what other code has made may be of a form that cannot be read."""
        return read_json(self.text)

    def outdated(self, world: World) -> str | None:
        """Return why its figures may not be those of a world and of today's code, None where they are."""
        if self.world != world.fingerprint:
            return "its data have changed since"
        if self.models != models_fingerprint():
            return "the code has changed since"
        return None if self.record == record_line(world) else "the track record has changed since"


def shipped() -> Shipped | None:
    """Return the brief of the region that ships with marchland, None where this copy has none.

    Raises
    ------
    MarchlandError
        where it is damaged
    """
    file = _file()
    if not file.exists():
        return None
    try:
        kept = json.loads(gzip.decompress(file.read_bytes()))
        text = str(kept["brief"])
        told = json.loads(text)
        found = Shipped(text=text, world=told["world_fingerprint"], models=kept["models"], record=told["record"])
        if found.models == models_fingerprint():
            read_json(text)
    except (OSError, EOFError, ValueError, KeyError, TypeError, MarchlandError) as error:
        raise MarchlandError(
            f"{file} is damaged ({error}): install marchland again, or compute the brief anew with --fresh"
        ) from error
    return found


def ship(world: World, *, jobs: int = 1) -> Path:
    """Compute the brief of the region and keep it for `shipped`; return its file, written whole or not at all.

    Raises
    ------
    MarchlandError
        where the brief cannot be computed
    """
    from marchland.brief.brief_of import brief_of

    made = brief_of(world, draws=DRAWS, jobs=jobs)
    text = json.dumps({"models": models_fingerprint(), "brief": render_json(made, indent=None)})
    file = _file()
    file.parent.mkdir(exist_ok=True)
    half = file.with_suffix(".part")
    half.write_bytes(gzip.compress(text.encode(), mtime=0))
    return half.replace(file)


def _file() -> Path:
    return Path(str(files("marchland"))) / "results" / "region.json.gz"


def main() -> None:
    """Compute the brief that ships anew."""
    from marchland.sweep import cores
    from marchland.world import load_world

    sys.stdout.write(f"{ship(load_world(), jobs=cores())}\n")


if __name__ == "__main__":
    main()
