"""The fingerprint of the code: two results with the same one came from the same lines."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SHOWING = ("cli", "brief/render", "world/build", "hindcast")
"""Rooms that no figure of a brief comes from."""


@cache
def code_fingerprint() -> str:
    """Return the SHA-256 over all Python files of marchland."""
    return _over(())


@cache
def models_fingerprint() -> str:
    """Return the SHA-256 over the Python files that the figures and sentences of a brief come from.

    Commands, renderings, what builds the built-in world and past episodes may change: the same figures come out.
    """
    return _over(SHOWING)


def _over(left_out: tuple[str, ...]) -> str:
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        name = file.relative_to(root).as_posix()
        if not name.startswith(tuple(f"{room}/" for room in left_out)):
            digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()
