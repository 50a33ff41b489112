"""Make a world folder by a recipe and check it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import ReleaseError, WorldError
from marchland.world import check_world
from marchland.world.build.recipe import merge, table_text, write_json
from marchland.world.build.recipes import recipe_named
from marchland.world.package import FILE, describe
from marchland.world.schema import schema
from marchland.world.shapes import FILE as SHAPES
from marchland.world.write import free_folder, whole_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from marchland.world.build.recipe import Row
    from marchland.world.build.recipes import Recipe
    from marchland.world.package import Package

DEFAULT = "post-soviet"


@dataclass(frozen=True, kw_only=True)
class Made:
    """A world that was made.

    Parameters
    ----------
    folder
        where it is
    rows
        number of rows by table
    estimated
        how many of them are marked as estimates, for tables that mark them
    official
        the official releases that stand in for estimates, a line each
    """

    folder: Path
    rows: Mapping[str, int]
    estimated: Mapping[str, int]
    official: tuple[str, ...]


def build(
    name: str,
    reference: Path,
    target: Path,
    *,
    year: int | None = None,
    force: bool = False,
    told: Callable[[str, int, int], None] | None = None,
) -> Made:
    """Make a world from a folder of releases; whole or not at all, and the same releases give the same bytes.

    Parameters
    ----------
    name
        of the recipe
    reference
        folder with the releases
    target
        the world folder to make
    year
        a later year that the world shall hold as well, its base year; none = the years of the recipe
    force
        replace a world that is there
    told
        called before each part with what it is, how many are done and how many there are

    Raises
    ------
    UnknownName
        where there is no such recipe
    ReleaseError
        where a release lacks a file, a year or a column, or holds what it must not; where the year is not a later one
        than those of the recipe, or the recipe's years are fixed
    OutputError
        where the target is there and `force` is not given, or it cannot be written
    WorldError
        where what was made does not pass the checks of a world
    """
    recipe = recipe_named(name)
    if year is not None:
        if recipe.renewed is None:
            raise ReleaseError(f"the recipe {name} makes fixed years; leave --year {year} out")
        recipe = recipe.renewed(year)
    free_folder(target, force=force)
    if not reference.is_dir():
        raise ReleaseError(f"{reference} is not there; give the folder with the releases")
    recipe.check(reference)
    with tempfile.TemporaryDirectory(prefix="marchland-") as folder:
        draft = Path(folder) / "world"
        tables = _tables(recipe, reference, draft, told)
        whole_folder(target, force, lambda beside: shutil.copytree(draft, beside))
    return Made(
        folder=target,
        rows={table: len(rows) for table, rows in tables.items()},
        estimated={
            table: sum(1 for row in rows if row.get("estimated"))
            for table, rows in tables.items()
            if any("estimated" in row for row in rows)
        },
        official=recipe.official(reference),
    )


def make_post_soviet(reference: Path, target: Path) -> Path:
    """Make the built-in world, in place of one that is there; see `build`."""
    return build(DEFAULT, reference, target, force=True).folder


def _tables(
    recipe: Recipe, reference: Path, draft: Path, told: Callable[[str, int, int], None] | None
) -> dict[str, Sequence[Row]]:
    """Make all tables and the map in a draft and check them; return the tables as they were written."""
    steps = (*recipe.parts, "the map", "checks")

    def now(step: str) -> None:
        if told is not None:
            told(step, steps.index(step), len(steps))

    try:
        made = []
        for step, part in recipe.parts.items():
            now(step)
            made.append(part(reference))
        tables = _write(recipe.package, merge(made), draft)
        now("the map")
        recipe.draw(reference, draft / SHAPES)
    except FileNotFoundError as error:
        raise ReleaseError(f"{error.filename} is not there; the recipe reads it: add it to {reference}") from error
    now("checks")
    faults = check_world(draft)
    if faults:
        raise WorldError([str(f) for f in faults])
    return tables


def _write(package: Package, tables: Mapping[str, Sequence[Row]], draft: Path) -> dict[str, Sequence[Row]]:
    draft.mkdir()
    names = [name for name in schema().tables if tables.get(name)]
    written = {name: _cited(name, tables) for name in names}
    for name, rows in written.items():
        spec = schema().tables[name]
        text = table_text(rows, [c.name for c in spec.columns], spec.key)
        (draft / f"{name}.csv").write_text(text, encoding="utf-8")
    write_json(draft / FILE, describe(package, names))
    return written


def _cited(name: str, tables: Mapping[str, Sequence[Row]]) -> Sequence[Row]:
    """Return a table's rows; of the sources only those that a row cites, each once."""
    if name != "sources":
        return tables[name]
    cited = {
        code
        for other, rows in tables.items()
        if other != "sources"
        for row in rows
        for column, cell in row.items()
        if column.endswith("source")
        for code in str(cell or "").split(";")
    }
    return list({str(row["source"]): row for row in tables["sources"] if row["source"] in cited}.values())
