"""Writing world folders: a copy to edit, or an empty one to fill; whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import OutputError
from marchland.world.package import FILE, Package, describe
from marchland.world.read import load_world, world_folder
from marchland.world.schema import schema
from marchland.world.shapes import FILE as SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from marchland.world.world import World

METHOD_TABLES = ("parameters", "sources")


def new_world(path: str | Path, *, source: str | Path | None = None, force: bool = False) -> Path:
    """Make a world folder to edit.

    Parameters
    ----------
    path
        the folder to make
    source
        a world to copy (a folder or the name of a built-in world). None: header-only tables, with the parameters of
        the models and their sources already filled in, because they belong to the method and to no region
    force
        replace a folder that is there

    Raises
    ------
    OutputError
        where the folder is there and `force` is not given, or cannot be written
    UnknownName, WorldError
        where the source cannot be used
    """
    target = Path(path)
    if source is not None:
        origin = load_world(source).root
        return whole_folder(target, force, lambda draft: _copy(origin, draft))
    return whole_folder(target, force, lambda draft: _template(target.name, draft))


def write_world(world: World, path: str | Path, *, force: bool = False) -> Path:
    """Write a world, narrowed or not, as a folder.

    Raises
    ------
    OutputError
        where the folder is there and `force` is not given, or cannot be written
    """
    return whole_folder(Path(path), force, lambda draft: _tables(world, draft))


def free_folder(target: Path, *, force: bool, mark: str = FILE) -> None:
    """Check that a folder may be made, before long work starts.

    Parameters
    ----------
    target
        the folder
    force
        replace one that is there
    mark
        the file without which a folder is not replaced: it is something else

    Raises
    ------
    OutputError
        where it is there and `force` is not given, or it is something else
    """
    if target.exists() and (not force or not (target / mark).is_file()):
        other = "it is no world folder" if mark == FILE else f"it holds no {mark}"
        cure = "add --force to replace it" if (target / mark).is_file() else f"{other}: choose another name"
        raise OutputError(f"{target} is there already; {cure}")


def whole_folder(target: Path, force: bool, fill: Callable[[Path], object], *, mark: str = FILE) -> Path:
    """Fill a draft beside the target and move it into place, so that an interrupt leaves nothing half-made.

    Parameters
    ----------
    target
        the folder to make
    force
        replace a world that is there
    fill
        makes and fills the draft that it is given
    mark
        the file without which a folder is not replaced

    Raises
    ------
    OutputError
        where the target must not be replaced, or cannot be written
    """
    free_folder(target, force=force, mark=mark)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as draft:
            fill(Path(draft) / "world")
            replaced = Path(draft) / "replaced"
            if target.exists():
                target.rename(replaced)
            try:
                (Path(draft) / "world").rename(target)
            except BaseException:
                if replaced.exists():
                    replaced.rename(target)
                raise
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}; choose another place") from error
    return target


def _copy(origin: Path, draft: Path) -> None:
    draft.mkdir()
    for file in sorted(p for p in origin.iterdir() if p.suffix in {".csv", ".json"}):
        shutil.copyfile(file, draft / file.name)


def _template(name: str, draft: Path) -> None:
    draft.mkdir()
    builtin = world_folder(None)
    for table, spec in schema().tables.items():
        header = ",".join(c.name for c in spec.columns) + "\n"
        (draft / f"{table}.csv").write_text(header, encoding="utf-8")
    for table in METHOD_TABLES:
        (draft / f"{table}.csv").write_text(_method_rows(builtin, table), encoding="utf-8")
    package = Package(name=name, title=name, base_year=2023, focus=(), powers=())
    _descriptor(package, draft, list(schema().tables))


def _method_rows(builtin: Path, table: str) -> str:
    """Return the rows of the method: all parameters, and the sources that they cite."""
    with (builtin / "parameters.csv").open(encoding="utf-8", newline="") as file:
        cited = {code for row in csv.DictReader(file) for code in row["source"].split(";")}
    out = io.StringIO()
    with (builtin / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        writer = csv.DictWriter(out, reader.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in reader if table == "parameters" or row["source"] in cited)
    return out.getvalue()


def _tables(world: World, draft: Path) -> None:
    draft.mkdir()
    for name, table in world.tables.items():
        names = [c.name for c in schema().tables[name].columns]
        with (draft / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([_cell(row[n]) for n in names] for row in table.rows())
    if (world.root / SHAPES).is_file():
        shutil.copyfile(world.root / SHAPES, draft / SHAPES)
    _descriptor(world.package, draft, list(world.tables))


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - nan is the one value that differs from itself
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    # repr is the shortest text that reads back as the same number.
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _descriptor(package: Package, draft: Path, tables: list[str]) -> None:
    text = json.dumps(describe(package, tables), indent=2, ensure_ascii=False) + "\n"
    (draft / FILE).write_text(text, encoding="utf-8")
