"""The recipes that come with the package, by name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from marchland.errors import MissingData, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from marchland.world.build.recipe import Tables
    from marchland.world.package import Package

RECIPES = {"post-soviet": "marchland.world.build.post_soviet.recipe"}
"""Module of each recipe; it has a function `recipe`."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How a world is made from a folder of releases.

    Parameters
    ----------
    package
        what the world says about itself
    parts
        in the order of work: what a part is, in a word or two, and the function that makes its tables of the folder
    draw
        writes the map: of the folder, to a file
    check
        raises `ReleaseError` where the folder lacks a file or a column that no part can do without
    official
        says, a line each, which official releases of the folder stand in for estimates
    renewed
        returns the recipe of a world that holds a later year as well, its base year; None where the years are fixed
    """

    package: Package
    parts: Mapping[str, Callable[[Path], Tables]]
    draw: Callable[[Path, Path], object]
    check: Callable[[Path], None]
    official: Callable[[Path], tuple[str, ...]]
    renewed: Callable[[int], Recipe] | None = None


def recipe_named(name: str) -> Recipe:
    """Return a recipe; its modules are imported now, because they need libraries that nothing else does.

    Raises
    ------
    UnknownName
        where there is no recipe of that name
    MissingData
        where a library is not installed
    """
    if name not in RECIPES:
        raise UnknownName("recipe", name, RECIPES)
    try:
        made: Recipe = import_module(RECIPES[name]).recipe()
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "marchland":
            raise
        raise MissingData(
            f"the recipe {name!r} needs the library {error.name!r}, which is not installed; "
            "run: pip install 'marchland[build]'"
        ) from error
    return made
