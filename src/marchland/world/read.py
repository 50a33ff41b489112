"""Reading a world folder: every fault found in one run, or an immutable world."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import UnknownName, WorldError, suggestion
from marchland.world.check import check_tables
from marchland.world.check_positions import check_positions
from marchland.world.faults import Fault
from marchland.world.package import FILE, check_package, read_package
from marchland.world.parse import parse_table
from marchland.world.schema import schema
from marchland.world.sheet import sheet
from marchland.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from marchland.world.schema import Folder
    from marchland.world.sheet import Sheet
    from marchland.world.table import Table

BUILTIN = Path(__file__).parent / "builtin"
CODES = (("actors", "actor"), ("blocs", "bloc"))


def load_world(path: str | Path | None = None) -> World:
    """Read a world.

    Parameters
    ----------
    path
        a folder, or the name of a built-in world ("post-soviet"); default: the built-in world

    Raises
    ------
    UnknownName
        where there is no such folder and no such built-in world
    WorldError
        where the folder has faults: all of them
    """
    world, faults = examine_world(path)
    if world is None or faults:
        raise WorldError([str(f) for f in faults])
    return world


def check_world(path: str | Path | None = None) -> list[Fault]:
    """Return every fault of a world folder, in the order of its files and rows; none = the world can be used.

    Parameters
    ----------
    path
        as in `load_world`

    Raises
    ------
    UnknownName
        where there is no such folder and no such built-in world
    """
    return examine_world(path)[1]


def builtin_worlds() -> tuple[str, ...]:
    """Return the names of the worlds that come with marchland."""
    return tuple(sorted(p.parent.name.replace("_", "-") for p in BUILTIN.glob("*/trade.csv")))


def world_folder(path: str | Path | None) -> Path:
    """Return the folder that a path or the name of a built-in world stands for.

    Raises
    ------
    UnknownName
        where there is none
    """
    name = "post-soviet" if path is None else str(path)
    if name in builtin_worlds():
        return BUILTIN / name.replace("-", "_")
    if not Path(name).is_dir():
        raise UnknownName("world", name, builtin_worlds())
    return Path(name)


def examine_world(path: str | Path | None = None) -> tuple[World | None, list[Fault]]:
    """Return the world, None where it cannot be made, and all its faults."""
    root = world_folder(path)
    digest = hashlib.sha256()
    faults: list[Fault] = []
    package = None
    content = _bytes(root / FILE, "`marchland world new` writes one", faults)
    if content is not None:
        digest.update(content)
        try:
            package, found = read_package(json.loads(content))
            faults += found
        except ValueError as error:
            faults.append(Fault(file=FILE, reason=f"is no JSON ({error})", cure="mend the place that is named"))
    tables, found = examine_tables(root, digest.update)
    faults += found
    faults += check_positions(root, tables)
    if package is not None:
        actors, blocs = (sorted(set(tables[t][c].tolist())) if t in tables else [] for t, c in CODES)
        years = {"trade": int(tables["trade"]["year"].min())} if len(tables.get("trade", ())) else {}
        faults += check_package(package, actors, blocs, years) if actors else []
    if faults or package is None:
        return None, sorted(set(faults))
    return World(package=package, tables=tables, fingerprint=digest.hexdigest(), root=root), []


def examine_tables(
    root: Path, told: Callable[[bytes], object], folder: Folder = "world"
) -> tuple[dict[str, Table], list[Fault]]:
    """Return the tables of a folder that could be read, and every fault in and between them.

    Parameters
    ----------
    root
        the folder
    told
        told name and content of each file, in the order of the schema: what a fingerprint is made of
    folder
        what kind of folder it is
    """
    specs = schema(folder).tables
    faults: list[Fault] = []
    tables: dict[str, Table] = {}
    for name, spec in specs.items():
        file = root / f"{name}.csv"
        if not file.exists():
            if spec.required:
                made = "`marchland world new` writes an empty one; " if folder == "world" else "add it: "
                faults.append(Fault(file=file.name, reason="the table is missing", cure=made + spec.description))
            continue
        content = _bytes(file, "make the file readable", faults)
        if content is None:
            continue
        told(name.encode() + content)
        cells = _sheet(file.name, content, faults)
        if cells is None:
            continue
        tables[name], found = parse_table(spec, cells)
        faults += found
        if spec.required and not len(cells.rows) and not found:
            faults.append(Fault(file=file.name, reason="has no rows", cure=f"add rows: {spec.description}"))
    kind = "a world" if folder == "world" else folder
    faults += [
        Fault(file=f"{s}.csv", reason=f"is no table of {kind}", cure=suggestion(s, list(specs)))
        for s in sorted(p.stem for p in root.glob("*.csv") if p.stem not in specs)
    ]
    return tables, faults + check_tables(tables, faults, folder)


def _sheet(file: str, content: bytes, faults: list[Fault]) -> Sheet | None:
    """Return the cells of a CSV file; None, and a fault, where it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        faults.append(
            Fault(file=file, row=row, column="", reason=f"is not UTF-8 (byte {error.start})", cure="save it as UTF-8")
        )
        return None
    try:
        return sheet(text)
    except csv.Error as error:
        cure = "close the double quotes that the text is put in, and double those inside it"
        row = getattr(error, "row", 0)
        faults.append(Fault(file=file, row=row, reason=f"cannot be split into cells ({error})", cure=cure))
        return None


def _bytes(file: Path, cure: str, faults: list[Fault]) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError as error:
        faults.append(Fault(file=file.name, reason=f"cannot be read ({error.strerror})", cure=cure))
        return None
