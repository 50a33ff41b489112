"""A written world is the same world; a world is written whole or not at all."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.world.small import replace
from tests.world.test_world import same

from marchland.errors import OutputError, WorldError
from marchland.world import World, check_world, load_shapes, load_world, new_world, schema, write_world
from marchland.world.package import Package
from marchland.world.parse import parse_table
from marchland.world.sheet import sheet_of_lines

if TYPE_CHECKING:
    from marchland.world.schema import Column, TableSchema


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def records(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_a_written_world_is_the_same_world(post_soviet: World, tmp_path: Path) -> None:
    first = load_world(write_world(post_soviet, tmp_path / "first"))
    assert same(first, post_soviet)
    second = load_world(write_world(first, tmp_path / "second"))
    assert second.fingerprint == first.fingerprint
    assert files(tmp_path / "first") == files(tmp_path / "second")
    assert load_world(tmp_path / "first").fingerprint == first.fingerprint
    assert load_shapes(first) == load_shapes(post_soviet)


def test_a_narrowed_world_can_be_written(post_soviet: World, tmp_path: Path) -> None:
    then = post_soviet.at(year=2023)
    again = load_world(write_world(then, tmp_path / "then"))
    assert again.years("trade") == (2023,)
    assert len(again["trade"]) == len(then["trade"])


def test_a_copy_has_the_fingerprint_of_what_it_copies(post_soviet: World, tmp_path: Path) -> None:
    copy = new_world(tmp_path / "copy", source="post-soviet")
    assert files(copy) == files(post_soviet.root)
    assert load_world(copy).fingerprint == post_soviet.fingerprint


def test_a_changed_figure_changes_the_fingerprint(small: Path) -> None:
    before = load_world(small).fingerprint
    replace(small, "trade.csv", "1500,1700,1900", "1500,1701,1900")
    assert load_world(small).fingerprint != before


def test_a_template_wants_only_what_belongs_to_the_region(tmp_path: Path) -> None:
    folder = new_world(tmp_path / "baltic")
    required = {name for name, spec in schema().tables.items() if spec.required}
    assert {fault.file for fault in check_world(folder)} == {
        f"{name}.csv" for name in required - {"parameters", "sources"}
    }
    assert all(fault.reason == "has no rows" for fault in check_world(folder))
    parameters = records(folder / "parameters.csv")
    cited = {code for row in parameters for code in row["source"].split(";")}
    assert cited == {row["source"] for row in records(folder / "sources.csv")}
    assert {row["parameter"] for row in parameters} == set(schema().terms("parameters", "parameter"))


def test_a_template_describes_every_table_and_column(tmp_path: Path) -> None:
    folder = new_world(tmp_path / "baltic")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == "baltic"
    described = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    assert described == {name: [c.name for c in spec.columns] for name, spec in schema().tables.items()}


@pytest.mark.parametrize("source", [None, "post-soviet"])
def test_a_world_that_is_there_is_kept(small: Path, source: str | None) -> None:
    before = files(small)
    with pytest.raises(OutputError, match="is there already; add --force to replace it"):
        new_world(small, source=source)
    assert files(small) == before


def test_force_replaces_a_world(small: Path) -> None:
    new_world(small, source="post-soviet", force=True)
    assert load_world(small).package.name == "post-soviet"
    assert [p.name for p in small.parent.iterdir()] == ["small"]


def test_force_does_not_replace_what_is_no_world(tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("ten years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="it is no world folder: choose another name"):
        new_world(folder, force=True)
    assert files(folder) == {"chapter.txt": b"ten years of work"}


def test_a_world_may_replace_the_one_that_it_was_read_from(small: Path) -> None:
    world = load_world(small)
    write_world(world, small, force=True)
    assert same(load_world(small), world)


def test_a_world_with_faults_is_not_copied(small: Path, tmp_path: Path) -> None:
    (small / "actors.csv").unlink()
    with pytest.raises(WorldError, match=r"actors.csv: the table is missing"):
        new_world(tmp_path / "copy", source=small)
    assert not (tmp_path / "copy").exists()


def test_nothing_half_written_stays_behind(
    small: Path, post_soviet: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, beside = files(small), sorted(tmp_path.iterdir())
    done: list[Any] = []

    def full(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) > 3:
            raise OSError(28, "No space left on device")
        target.write_bytes(Path(source).read_bytes())

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OutputError, match="cannot be written: No space left on device; choose another place"):
        new_world(tmp_path / "copy", source="post-soviet")
    with pytest.raises(OutputError):
        new_world(small, source="post-soviet", force=True)
    with pytest.raises(OutputError):
        write_world(post_soviet, tmp_path / "copy")
    assert len(done) > 3
    assert sorted(tmp_path.iterdir()) == beside
    assert files(small) == before


def test_an_interrupt_in_the_last_moment_leaves_the_old_world(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename = files(small), Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.name == "world":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        new_world(small, force=True)
    assert files(small) == before
    assert [p.name for p in small.parent.iterdir()] == ["small"]


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        new_world(tmp_path / "file" / "world")


# Anything that a table may hold: a carriage return alone is no line end that CSV files agree on.
characters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n,;\"'")
words = st.text(characters, max_size=12).map(str.strip)


def cells(table: str, column: Column) -> st.SearchStrategy[str]:
    """Return what may stand in a column."""
    if column.kind == "term":
        cell: st.SearchStrategy[str] = st.sampled_from(sorted(schema().terms(table, column.name)))
    elif column.kind == "number":
        lowest = -1e300 if column.minimum is None else column.minimum
        cell = st.floats(lowest, 1e300 if column.maximum is None else column.maximum).map(repr)
    elif column.kind == "integer":
        cell = st.integers(int(column.minimum or 0), int(column.maximum or 2**40)).map(str)
    elif column.kind == "flag":
        cell = st.sampled_from(["yes", "no"])
    elif column.kind == "date":
        cell = st.dates().map(str)
    else:
        cell = words.filter(bool) if column.required else words
    return cell if column.required else st.one_of(st.just(""), cell)


@st.composite
def lines(draw: st.DrawFn) -> tuple[TableSchema, list[list[str]]]:
    """Return a table's schema and the lines of a file that has no faulty cell."""
    spec = schema().tables[draw(st.sampled_from(sorted(schema().tables)))]
    row = st.tuples(*(cells(spec.name, column) for column in spec.columns)).map(list)
    return spec, [[column.name for column in spec.columns], *draw(st.lists(row, max_size=4))]


@settings(max_examples=60, deadline=None)
@given(lines())
def test_any_table_that_is_written_and_read_again_is_the_same(content: tuple[TableSchema, list[list[str]]]) -> None:
    spec, given_lines = content
    table, faults = parse_table(spec, sheet_of_lines(given_lines))
    assert not faults
    package = Package(name="any", title="Any", base_year=2023, focus=(), powers=())
    with TemporaryDirectory() as folder:
        world = World(package=package, tables={spec.name: table}, fingerprint="", root=Path(folder))
        file = write_world(world, Path(folder) / "world") / f"{spec.name}.csv"
        with file.open(encoding="utf-8", newline="") as text:
            again, faults = parse_table(spec, sheet_of_lines(list(csv.reader(text, strict=True))))
    assert not faults
    for column in given_lines[0]:
        one, other = table[column], again[column]
        assert one.dtype.kind == other.dtype.kind
        assert np.array_equal(one, other, equal_nan=one.dtype.kind in "fM"), column
