"""`python -m marchland.world.build --from FOLDER --to FOLDER`: make the built-in world from public releases."""

from __future__ import annotations

import argparse
from pathlib import Path

from marchland.world.build.make import make_post_soviet


def main() -> None:
    """Make the post-Soviet world."""
    parser = argparse.ArgumentParser(prog="python -m marchland.world.build", description=__doc__)
    parser.add_argument("--from", dest="reference", type=Path, required=True, help="folder with the public releases")
    parser.add_argument("--to", dest="target", type=Path, required=True, help="world folder to write")
    given = parser.parse_args()
    make_post_soviet(given.reference, given.target)


if __name__ == "__main__":
    main()
