"""`python -m marchland.world.build --from FOLDER --to FOLDER`: as `marchland world build`, replacing what is there."""

from __future__ import annotations

import argparse
from pathlib import Path

from marchland.world.build.make import DEFAULT, build


def main() -> None:
    """Make a world."""
    parser = argparse.ArgumentParser(prog="python -m marchland.world.build", description=__doc__)
    parser.add_argument("--from", dest="reference", type=Path, required=True, help="folder with the public releases")
    parser.add_argument("--to", dest="target", type=Path, required=True, help="world folder to write")
    given = parser.parse_args()
    build(DEFAULT, given.reference, given.target, force=True)


if __name__ == "__main__":
    main()
