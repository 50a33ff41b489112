"""Make a world folder by a recipe and check it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import WorldError
from marchland.world import check_world
from marchland.world.build.post_soviet import recipe as post_soviet
from marchland.world.build.post_soviet.shapes import write_map
from marchland.world.build.recipe import table_text, write_json
from marchland.world.package import FILE, describe
from marchland.world.schema import schema
from marchland.world.shapes import FILE as SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marchland.world.build.recipe import Row
    from marchland.world.package import Package


def make_post_soviet(reference: Path, target: Path) -> Path:
    """Make the built-in world from the reference data; the same data give the same bytes.

    Parameters
    ----------
    reference
        folder with the public releases
    target
        folder to fill; files of the same names are replaced, once the whole world has been checked

    Raises
    ------
    WorldError
        where what was made does not pass the checks of a world
    """
    made = make(post_soviet.PACKAGE, post_soviet.tables(reference), target)
    write_map(reference, made / SHAPES)
    return made


def make(package: Package, tables: Mapping[str, Sequence[Row]], target: Path) -> Path:
    """Write tables as a world folder, after checking them in a draft."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as draft:
        folder = Path(draft)
        names = [name for name in schema().tables if tables.get(name)]
        for name in names:
            spec = schema().tables[name]
            text = table_text(_cited(name, tables), [c.name for c in spec.columns], spec.key)
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        write_json(folder / FILE, describe(package, names))
        faults = check_world(folder)
        if faults:
            raise WorldError([str(f) for f in faults])
        for file in sorted(folder.iterdir()):
            file.replace(target / file.name)
    return target


def _cited(name: str, tables: Mapping[str, Sequence[Row]]) -> Sequence[Row]:
    """Return a table's rows; of the sources only those that a row cites, each once."""
    if name != "sources":
        return tables[name]
    cited = {
        code
        for other, rows in tables.items()
        if other != "sources"
        for row in rows
        for code in str(row.get("source") or "").split(";")
    }
    return list({str(row["source"]): row for row in tables["sources"] if row["source"] in cited}.values())
