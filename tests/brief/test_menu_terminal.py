"""The menu on a terminal: nothing is cut off, and the reasons have room."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from marchland.brief.render.menu import menu_rows, show_menu
from marchland.levers import Menu, menu

if TYPE_CHECKING:
    from marchland.world import World


@pytest.fixture(scope="module")
def view(world: World) -> World:
    return world.at()


@pytest.fixture(scope="module")
def offered(view: World) -> Menu:
    return menu(view, "RUS", "ARM")


def printed(offered: Menu, view: World, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, highlight=False, soft_wrap=False)
    show_menu(offered, view, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_lever_flow_or_source_is_cut_off(offered: Menu, view: World, width: int) -> None:
    lines = printed(offered, view, width)
    assert max(map(len, lines)) <= width
    whole = "\n".join(lines)
    assert "…" not in whole
    for row in menu_rows(offered, view):
        assert row.words in whole
        assert all(part in whole for part in row.flow.replace(" [", "\n[").split("\n"))
        # Below 100 columns a code may go on on the next line.
        assert width < 100 or all(source in whole for source in row.sources)


def test_the_reason_has_at_least_a_third_of_100_columns(offered: Menu, view: World) -> None:
    heading = next(line for line in printed(offered, view, 100) if "why the sender may" in line)
    assert 100 - heading.index("why the sender may") >= 100 / 3
