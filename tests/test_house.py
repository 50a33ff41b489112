from __future__ import annotations

import ast
import csv
import re
import sys
import tomllib
from pathlib import Path

import pytest
from tests.house import BUILD, FRONT, LINES, ROOMS, faults, imports, inside, room

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
MODULES = sorted(SOURCE.rglob("*.py"))
# Where the name on the package index is another one than in the code.
DISTRIBUTION = {"yaml": "pyyaml"}
STATES = {"RUS", "AZE", "ARM", "GEO", "KAZ", "UZB", "KGZ", "TJK", "TKM", "UKR", "BLR", "MDA", "EST", "LVA", "LTU"}


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_module_keeps_to_its_room() -> None:
    found = [fault for path in MODULES for fault in faults(module_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


def test_every_module_stands_in_a_room() -> None:
    modules = {module_of(path) for path in MODULES}
    assert not sorted(m for m in modules - FRONT if room(m) not in ROOMS)


def test_every_folder_with_code_is_a_package() -> None:
    assert not sorted({str(p.parent.relative_to(ROOT)) for p in MODULES if not (p.parent / "__init__.py").exists()})


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("marchland.world.read", "from marchland.levers import menu"),
        ("marchland.world.read", "from marchland.cellar import wine"),
        ("marchland.cellar", "from marchland.world import World"),
        ("marchland.world.read", "from marchland import levers"),
        ("marchland.world.read", "import marchland"),
        ("marchland.world.read", "from marchland import __version__"),
        ("marchland.world.read", "from marchland.world.build import baci"),
        ("marchland.brief.html", "import marchland.world.build.baci"),
        ("marchland.world.read", "import pandas as pd"),
        ("marchland.levers.menu", "from xarray import Dataset"),
        ("marchland.levers.menu", "def f():\n    import xarray"),
        ("marchland.levers.menu", "from .menu import x"),
        ("marchland.layers.trade.solve", "import pandas"),
        ("marchland.layers.trade.solve", "import clarabel"),
        ("marchland.layers.trade.solve", "from marchland.world import World"),
        ("marchland.layers.trade.solve", "from marchland.layers.remittances import solve"),
        ("marchland.layers.trade.solve", "from marchland import layers"),
        ("marchland.errors", "import marchland.world"),
        ("marchland.engine.run", "def f():\n    try:\n        f()\n    except:\n        raise"),
        ("marchland.engine.run", "def f():\n    try:\n        f()\n    except (OSError, Exception):\n        raise"),
        ("marchland.engine.run", "def f():\n    try:\n        f()\n    except BaseException:\n        g()"),
        ("marchland.engine.run", "try:\n    f()\nexcept OSError:\n    g()"),
        ("marchland.engine.run", "for x in (1, 2):\n    y = x"),
        ("marchland.engine.run", "if True:\n    with open('x') as f:\n        y = f"),
        ("marchland.engine.run", "TABLE = Path('x').read_text()"),
        ("marchland.engine.run", "class A:\n    rows = open('x')"),
        ("marchland.engine.run", "main()"),
        ("marchland.engine.run", "@njit(fastmath=True)\ndef f(): ..."),
        ("marchland.engine.run", "x = 1\n" * LINES),
    ],
)
def test_a_broken_wall_is_seen(module: str, line: str) -> None:
    assert faults(module, f'"""A module."""\n{line}\n')


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("marchland", "from marchland.brief import brief"),
        ("marchland.__main__", "from marchland.cli import main\nif __name__ == '__main__':\n    main()"),
        ("marchland.world.read", "from marchland.errors import WorldError"),
        ("marchland.world.read", "from marchland import errors"),
        ("marchland.world.read", "from marchland.world.table import Table\nimport numpy, csv"),
        ("marchland.world.build.baci", "import pandas\nfrom marchland.world import write"),
        ("marchland.cli.world", "from marchland.world.build import baci\nimport marchland"),
        ("marchland.cli", "app = typer.Typer()\napp.add_typer(world)"),
        ("marchland.layers.trade.solve", "from marchland.layers.trade.economy import Economy\nimport scipy.linalg"),
        ("marchland.layers.energy.solve", "import clarabel"),
        (
            "marchland.sweep.run",
            "def f():\n    try:\n        f()\n    except BaseException:\n        g()\n        raise",
        ),
        ("marchland.bridge.draws", "import xarray\nfrom marchland.layers.trade import solve"),
        ("marchland.engine.run", "def f():\n    for x in (1, 2):\n        print(open(x))"),
        ("marchland.engine.run", "try_again = [x for x in (1, 2)]"),
    ],
)
def test_what_the_house_allows_is_allowed(module: str, line: str) -> None:
    assert not faults(module, f'"""A module."""\n{line}\n')


def test_a_module_without_a_docstring_is_seen() -> None:
    assert faults("marchland.engine.run", "x = 1\n") == ["marchland.engine.run:1: no docstring"]


def test_every_library_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {"": project["dependencies"], **project["optional-dependencies"]}
    names = {extra: {re.split(r"[<>=\[ ]", d)[0] for d in wanted} for extra, wanted in declared.items()}
    missing = []
    for path in MODULES:
        module = module_of(path)
        known = names[""] | (names["build"] if inside(module, BUILD) else set())
        known |= names["cluster"] if module == "marchland.sweep.cluster" else set()
        known |= names["sensitivity"] if module == "marchland.leverage.sobol" else set()
        for _, imported in imports(tree_of(path), module):
            top = imported.split(".", maxsplit=1)[0]
            if top not in {*sys.stdlib_module_names, "marchland"} and DISTRIBUTION.get(top, top) not in known:
                missing.append(f"{module} imports {top}")
    assert not missing


def test_the_code_knows_no_country() -> None:
    named = [
        f"{module_of(path)}:{node.lineno}: {node.value}"
        for path in MODULES
        if not inside(module_of(path), BUILD)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in STATES
    ]
    assert not named, "\n".join(named)


def test_the_data_licence_names_every_table() -> None:
    with (SOURCE / "marchland" / "world" / "schema.csv").open(encoding="utf-8", newline="") as rows:
        tables = {row["table"] for row in csv.DictReader(rows)}
    terms = (ROOT / "DATA-LICENSE").read_text(encoding="utf-8")
    assert tables == set(re.findall(r"^\| `(\w+)` \|", terms, re.MULTILINE))


def test_one_version_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
