"""The shapes of a world's map, where it has any."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from marchland.errors import WorldError

if TYPE_CHECKING:
    from marchland.world.world import World

FILE = "shapes.json"


def load_shapes(world: World) -> dict[str, Any] | None:
    """Return the shapes of a world (`shapes.json` in its folder), None where it has none.

    Raises
    ------
    WorldError
        where the file is no JSON
    """
    file = world.root / FILE
    if not file.exists():
        return None
    try:
        return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))
    except ValueError as error:
        raise WorldError([f"{FILE}: is no JSON ({error}); remove the file or mend it"]) from error
