from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from tests.small_world import small_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    from marchland.world import World


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*"))


def broken_world(folder: Path) -> Path:
    """Make a world without its parameters, with a NaN and a negative flow."""
    world = small_world(folder)
    (world / "parameters.csv").unlink()
    spoil(world / "indicators.csv", "best", {"actor": "BBB", "indicator": "gdp"}, "nan")
    spoil(world / "trade.csv", "best", {"exporter": "AAA", "importer": "CCC"}, "-100")
    return world


def spoil(file: Path, column: str, where: dict[str, str], value: str) -> None:
    with file.open(encoding="utf-8", newline="") as old:
        reader = csv.DictReader(old)
        header, rows = list(reader.fieldnames or []), list(reader)
    for row in rows:
        if all(row[k] == v for k, v in where.items()):
            row[column] = value
    with file.open("w", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_an_unknown_actor_gets_the_nearest_one(shell: Callable[..., Said], here: Path) -> None:
    assert shell("brief", "ARN").refused() == "actor 'ARN' is not known; did you mean ARM?\n"
    assert names(here) == ["scenario.yaml"]


@pytest.mark.parametrize("arguments", [("brief", "ARM", "--by", "ARM"), ("menu", "ARM", "ARM"), ("menu", "EU", "DEU")])
def test_a_sender_is_not_its_own_target(call: Callable[..., Said], here: Path, arguments: tuple[str, ...]) -> None:
    message = call(*arguments).refused()
    assert f"({arguments[1]}, " in message or f", {arguments[1]})" in message
    assert "name two different actors" in message
    assert names(here) == ["scenario.yaml"]


def test_every_fault_of_a_world_is_told_at_once(shell: Callable[..., Said], here: Path) -> None:
    world = broken_world(here / "world")
    before = names(here)
    for command in (
        ("run", "scenario.yaml", "--world", world, "--out", "x.nc"),
        ("brief", "--world", world),
        ("world", "check", world),
    ):
        message = shell(*command).refused()
        assert "parameters.csv: the table is missing" in message
        assert "indicators.csv row 5, best: " in message
        assert "trade.csv row 4, best: " in message
        assert "-100" in message
        assert all("; " in line for line in message.splitlines() if ".csv" in line), "each with a cure"
    assert names(here) == before


def test_many_faults_stay_on_one_screen(call: Callable[..., Said], here: Path) -> None:
    world = small_world(here / "world")
    spoil(world / "trade.csv", "best", {"sector": "goods"}, "-1")
    spoil(world / "input_shares.csv", "best", {}, "much")
    spoil(world / "indicators.csv", "source", {}, "nobody")
    message = call("run", "scenario.yaml", "--world", world).refused()
    last = message.splitlines()[-1]
    assert last.startswith("... and ")
    assert "`marchland world check PATH` lists all" in last
    assert len(call("world", "check", world).err.splitlines()) > 25


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name: x\nlevers: [\n", "bad.yaml line 3, column 1: is no YAML"),
        ("name: x\nleevers: []\n", "unknown key 'leevers'; did you mean levers?"),
        ("just words", "holds no scenario"),
    ],
)
def test_a_corrupt_scenario_says_where(
    call: Callable[..., Said], here: Path, small: World, content: str, message: str
) -> None:
    (here / "bad.yaml").write_text(content, encoding="utf-8")
    assert message in call("run", "bad.yaml", "--world", small.root, "--out", "x.nc").refused()
    assert names(here) == ["bad.yaml", "scenario.yaml"]


@pytest.mark.parametrize(
    ("command", "ending"), [(("run", "scenario.yaml"), "nc"), (("brief", "AAA", "--by", "CCC"), "html")]
)
@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("none/x.", "the folder none is not there"),
        ("scenario.yaml/x.", "the folder scenario.yaml is not there"),
        ("there.", "is there already; add --force to replace it"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_the_work(
    call: Callable[..., Said],
    here: Path,
    small: World,
    command: tuple[str, ...],
    ending: str,
    place: str,
    message: str,
) -> None:
    there = here / f"there.{ending}"
    there.write_text("precious", encoding="utf-8")
    before = names(here)
    assert message in call(*command, "--world", small.root, "--out", place + ending).refused()
    assert there.read_text(encoding="utf-8") == "precious"
    assert names(here) == before


def test_a_folder_is_no_file_to_write(call: Callable[..., Said], here: Path, small: World) -> None:
    (here / "x.nc").mkdir()
    message = call("run", "scenario.yaml", "--world", small.root, "--out", "x.nc", "--force").refused()
    assert "x.nc is a folder; give a file name" in message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "scenario.yaml", "--horizon", "yaer"), "horizon 'yaer' is not known; did you mean year?"),
        (("run", "scenario.yaml", "--draws", "-1"), "draws -1 is negative"),
        (("run", "scenario.yaml", "--seed", "-1"), "seed -1 is out of bounds"),
        (("run", "none.yaml"), "none.yaml cannot be read: No such file"),
        (("brief", "AAA", "--by", "CCC", "--horizon", "yaer"), "did you mean year?"),
        (("brief", "AAA", "--by", "CCC", "--draws", "-1"), "draws -1 is negative"),
        (("brief", "AAA", "--by", "CCC", "--days", "0"), "days 0 must be 1 or more"),
        (("brief", "AAA", "--by", "CCC", "--budget", "-1"), "budget -1"),
        (("brief", "AAA", "--by", "CCC", "--budget", "0"), "give one above 0 and up to 1"),
        (("brief", "AAA", "--by", "CCC", "--budget", "1.5"), "give one above 0 and up to 1"),
        (("brief", "--diversification"), "name one, for instance ARM"),
        (("brief", "AAA", "--by", "CCC", "--diversification", "--draws", "0"), "leave --diversification out"),
        (("brief", "--format", "pdf"), "format 'pdf' is not known; there is: html, markdown, json"),
        (("brief", "--out", "x.pdf"), "the ending '.pdf' names no format"),
        (("menu", "CCC", "AAB"), "actor 'AAB' is not known; did you mean"),
    ],
)
def test_what_makes_no_sense_is_refused(
    call: Callable[..., Said], here: Path, small: World, arguments: tuple[str, ...], message: str
) -> None:
    assert message in call(*arguments, "--world", small.root).refused()
    assert names(here) == ["scenario.yaml"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("world", "show", "--source", "bacci_2023"), "source 'bacci_2023' is not known; did you mean baci_2023"),
        (("world", "show", "post-sovjet"), "world 'post-sovjet' is not known; did you mean post-soviet?"),
        (("world", "check", "nowhere"), "world 'nowhere' is not known"),
        (("world", "new", "scenario.yaml"), "scenario.yaml is there already"),
        (("why", "none.nc", "loss:ARM"), "none.nc is not there"),
        (("why", "scenario.yaml", "loss:ARM"), "scenario.yaml is no outcome of marchland"),
        (("compare", "none.nc", "none.nc"), "none.nc is not there"),
        (("why", "none.html", "loss:ARM"), "none.html cannot be read"),
        (("breif",), "Did you mean 'brief'?"),
        (("run", "scenario.yaml", "--draws", "many"), "'--draws'"),
        (("run", "scenario.yaml", "--horizont", "year"), "--horizon"),
    ],
)
def test_what_is_not_there_is_named(
    call: Callable[..., Said], here: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert message in call(*arguments).refused()
    assert names(here) == ["scenario.yaml"]


def test_an_unknown_figure_gets_the_nearest_one(call: Callable[..., Said], small: World) -> None:
    made = call("run", "scenario.yaml", "--world", small.root, "--draws", 2, "--out", "x.nc")
    assert made.code == 0
    assert "did you mean" in call("why", "x.nc", "loss:AAB").refused()


@pytest.mark.parametrize(
    ("table", "column", "where", "value", "message"),
    [
        (
            "input_shares",
            "best",
            {"actor": "AAA", "using": "goods", "supplying": "goods"},
            "0.97",
            "the inputs of goods of AAA in 2023 add up to 1.",
        ),
        ("trade", "best", {"exporter": "AAA", "importer": "CCC"}, "-5", "-5 MUSD is negative; give a figure of 0"),
        ("sectors", "best", {"sector": "goods"}, "-4", "-4 is negative; give a figure of 0 or more"),
        ("sectors", "best", {"sector": "goods"}, "0", "goods is traded but has no trade elasticity above 0; give"),
        ("trade", "importer", {"exporter": "AAA", "importer": "CCC"}, "CCD", "'CCD' is not in actors.csv; did you"),
        ("trade", "sector", {"exporter": "AAA", "importer": "CCC"}, "godos", "did you mean goods?"),
        (
            "trade",
            "best",
            {"exporter": "AAA", "importer": "AAA", "sector": "goods"},
            "0",
            "AAA has no sales at home of goods in 2023 (trade.csv, exporter = importer = AAA); add it",
        ),
    ],
)
@pytest.mark.parametrize("command", [("run", "scenario.yaml"), ("brief", "AAA", "--by", "CCC")])
def test_an_economy_that_cannot_be_is_refused_before_any_solving(
    call: Callable[..., Said],
    here: Path,
    table: str,
    column: str,
    where: dict[str, str],
    value: str,
    message: str,
    command: tuple[str, ...],
) -> None:
    world = small_world(here / "world")
    spoil(world / f"{table}.csv", column, where, value)
    out = "x.nc" if command[0] == "run" else "x.html"
    (here / out).write_text("precious", encoding="utf-8")
    before = names(here)
    assert message in call(*command, "--world", world, "--out", out, "--force").refused()
    assert (here / out).read_text(encoding="utf-8") == "precious"
    assert names(here) == before


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        ("actor: CCD, action: embargo, object: goods to AAA", "actor 'CCD' is not known; did you mean"),
        ("actor: CCC, action: embargo, object: goods to AAB", "actor 'AAB' is not known; did you mean"),
        ("actor: CCC, action: embargo, object: goods to AAA, sector: godos", "sector 'godos' is not known; did you"),
        ("actor: CCC, action: embargo, object: goods to AAA, product: wine", "product 'wine' is not known"),
        ("actor: CCC, action: cut, object: transfers to BBB", "no data on transfers to BBB for CCC in 2023"),
    ],
)
def test_a_lever_on_what_the_world_does_not_hold_is_refused(
    call: Callable[..., Said], here: Path, small: World, lever: str, message: str
) -> None:
    (here / "bad.yaml").write_text(f"name: x\nlevers:\n  - {{{lever}}}\n", encoding="utf-8")
    (here / "x.nc").write_text("precious", encoding="utf-8")
    assert message in call("run", "bad.yaml", "--world", small.root, "--out", "x.nc", "--force").refused()
    assert (here / "x.nc").read_text(encoding="utf-8") == "precious"
