from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.build.made_up_networks import made_up_countries, made_up_packages

from marchland.world.build.wide import packages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

BOX = ("--box", 0, 0, 2, 4)
LAND = ("--countries", "countries.json")


@pytest.fixture(autouse=True)
def made_up(here: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the made-up packages in place of others, and the countries into the folder of the commands."""
    monkeypatch.syspath_prepend(made_up_packages(tmp_path_factory.mktemp("packages")))
    made_up_countries(here / "countries.json")


def test_a_network_is_made_and_its_gaps_are_named(call: Callable[..., Said], here: Path) -> None:
    said = call("world", "network", *BOX, *LAND, "--modes", "rail,road,sea", "--to", "made")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("made made: ")
    assert "2 links cross a border" in said.out
    assert "gaps.md" in said.out
    assert sorted(p.name for p in (here / "made").iterdir()) == ["gaps.md", "links.csv", "places.csv", "sources.csv"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--box", 0, 0, 0.5, 4, *LAND), "has no railways and no roads"),
        (("--box", 2, 0, 0, 4, *LAND), "west must be the smaller one"),
        (("--box", 0, 0, 2, 95, *LAND), "north is 95; it must be from -90 to 90"),
        ((*BOX, *LAND, "--modes", "rail,raod"), "mode 'raod' is not known; did you mean road?"),
        ((*BOX, *LAND, "--modes", ""), "no mode is given"),
        ((*BOX, *LAND, "--coarse", -5), "--coarse is -5 km"),
        ((*BOX, "--countries", "nothing.json"), "nothing.json cannot be read"),
        (("--box", -80, -40, -40, 0), "reaches beyond the map of the world"),
    ],
)
def test_what_cannot_be_made_is_refused(
    call: Callable[..., Said], here: Path, arguments: tuple[object, ...], why: str
) -> None:
    message = call("world", "network", *arguments, "--to", "made").refused()
    assert why in message
    assert not (here / "made").exists()


def test_a_folder_that_is_there_stays(call: Callable[..., Said], here: Path) -> None:
    (here / "made").mkdir()
    for more in ((), ("--force",)):
        message = call("world", "network", *BOX, *LAND, "--to", "made", *more).refused()
        assert "made is there already" in message
    assert list((here / "made").iterdir()) == []


def test_a_missing_package_is_told_with_the_command(call: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda _: None)
    message = call("world", "network", *BOX, *LAND, "--to", "made").refused()
    assert "pip install --no-compile 'marchland[network]'" in message
