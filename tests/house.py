"""The walls of the house, read off the code: what a module may import, and what no module does."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = (
    "world",
    "layers",
    "levers",
    "bridge",
    "engine",
    "sweep",
    "leverage",
    "calibrate",
    "hindcast",
    "brief",
    "cli",
)
FRONT = frozenset({"marchland", "marchland.__main__", "marchland.errors"})  # all that stands outside the rooms
BUILD = "marchland.world.build"  # a tool: it may use tables, and only the command line calls it
TABLES = frozenset({"pandas", "xarray"})
LAYERS = frozenset({"numpy", "scipy", "numba"})
BESIDE = {"marchland.layers.energy": "clarabel"}
LINES = 400
WORK = (ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match, ast.Delete)
READERS = frozenset({"open", "read_text", "read_bytes", "read_csv", "loadtxt", "safe_load", "import_module"})


def imports(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything that a module imports, wherever in it, for types included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = module if node.level else node.module or ""
            # `from marchland import world` imports the room, not the front door.
            names = [f"marchland.{a.name}" for a in node.names if a.name in {*ROOMS, "errors"}]
            yield from ((node.lineno, name) for name in (names if source == "marchland" and names else [source]))


def inside(module: str, package: str) -> bool:
    """Return whether a module is a package or stands in it."""
    return module == package or module.startswith(package + ".")


def room(module: str) -> str | None:
    """Return the room that a module stands in, None for the front door."""
    return None if module in FRONT else module.split(".")[1]


def layer(module: str) -> str | None:
    """Return the layer that a module stands in, None outside of them."""
    parts = module.split(".")
    return ".".join(parts[:3]) if parts[1:2] == ["layers"] else None


def broken_wall(module: str, imported: str) -> str | None:
    """Return why a module must not import a name, None where it may."""
    top = imported.split(".", maxsplit=1)[0]
    own = layer(module)
    if top in sys.stdlib_module_names or imported == "marchland.errors" or module == "marchland":
        return None
    if own is not None:
        if inside(imported, own) or top in LAYERS or BESIDE.get(own) == top:
            return None
        return "a layer knows arrays only: numpy, scipy, numba and marchland.errors"
    if top in TABLES and room(module) in ROOMS[:3] and not inside(module, BUILD):
        return "tables with labels begin in the bridge"
    if top != "marchland":
        return None
    if inside(imported, BUILD) and not inside(module, BUILD) and room(module) != "cli":
        return "the build is a tool that only the command line calls"
    if imported in FRONT:
        return None if room(module) in {"cli", None} else "the front door opens outwards"
    if module == "marchland.errors":
        return "errors know nothing"
    if module == "marchland.__main__":
        return None
    if {room(module), room(imported)} - set(ROOMS):
        return "no such room"
    if ROOMS.index(str(room(imported))) > ROOMS.index(str(room(module))):
        return f"{room(imported)} comes after {room(module)}"
    return None


def faults(module: str, text: str) -> list[str]:
    """Return what is wrong with the text of a module, one line each, with its line number."""
    tree = ast.parse(text)
    found = [(0, f"{len(text.splitlines())} lines; {LINES} at most")] if text.count("\n") > LINES else []
    if not ast.get_docstring(tree):
        found.append((1, "no docstring"))
    for line, imported in imports(tree, module):
        if why := broken_wall(module, imported):
            found.append((line, f"imports {imported}: {why}"))
    found.extend(_habits(tree))
    found.extend(_work_at_import(tree, module))
    return [f"{module}:{line}: {what}" for line, what in sorted(found)]


def _habits(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "relative import"
        if isinstance(node, ast.ExceptHandler) and not _cleans_up(node):
            caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"Exception"}
            if caught & {"Exception", "BaseException"}:
                yield node.lineno, "catches everything; name what can go wrong"
        if isinstance(node, ast.keyword) and node.arg == "fastmath":
            yield node.lineno, "fastmath: the same seed would not give the same bits"


def _cleans_up(handler: ast.ExceptHandler) -> bool:
    """Return whether a handler catches everything on purpose, to clean up, and lets it pass on."""
    last = handler.body[-1]
    return ast.unparse(handler.type or handler) == "BaseException" and isinstance(last, ast.Raise) and not last.exc


def _work_at_import(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    for statement in _executed_at_import(tree.body):
        if isinstance(statement, WORK):
            yield statement.lineno, f"{type(statement).__name__.lower()} statement at import"
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) and room(module) != "cli":
            yield statement.lineno, "call at import"
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            for call in (n for n in ast.walk(statement) if isinstance(n, ast.Call)):
                called = getattr(call.func, "id", getattr(call.func, "attr", ""))
                if called in READERS:
                    yield call.lineno, f"{called} at import"


def _executed_at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, ast.If) and "__name__" not in ast.unparse(statement.test):
            yield from _executed_at_import([*statement.body, *statement.orelse])
        elif isinstance(statement, ast.ClassDef):
            yield from _executed_at_import(statement.body)
        else:
            yield statement
