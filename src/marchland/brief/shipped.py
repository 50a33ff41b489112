"""The brief of the built-in world's region, computed beforehand: it opens at once.

It carries the fingerprints of the world and of the code that it was made with, and is opened only where both are
today's. `python -m marchland.brief.shipped` computes it anew.
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
    brief
        the region, all options as they are by default but for the number of draws
    models
        fingerprint of the code that its figures and sentences come from
    """

    brief: Brief
    models: str

    def outdated(self, world: World) -> str | None:
        """Return why its figures may not be those of a world and of today's code, None where they are."""
        if self.brief.world_fingerprint != world.fingerprint:
            return "its data have changed since"
        return None if self.models == models_fingerprint() else "the code has changed since"


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
        return Shipped(brief=read_json(kept["brief"]), models=kept["models"])
    except (OSError, EOFError, ValueError, KeyError, MarchlandError) as error:
        raise MarchlandError(
            f"{file} is damaged ({error}): install marchland again, or compute the brief anew with --fresh"
        ) from error


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
