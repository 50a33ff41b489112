"""`marchland menu`: what a sender's control allows."""

from __future__ import annotations

from typing import Annotated

import typer

from marchland.cli.options import World
from marchland.cli.screen import console


def menu(
    sender: Annotated[str, typer.Argument(help="Who would pull the levers: code of an actor or bloc.")],
    target: Annotated[str, typer.Argument(help="Who is aimed at.")],
    world: World = None,
) -> None:
    """List what a sender may do to a target, and what not, each with the reason.

    In Python: marchland.menu(world, sender, target).
    """
    from marchland.brief.render.menu import show_menu
    from marchland.levers import menu as menu_of
    from marchland.world import load_world

    loaded = load_world(world).at()
    show_menu(menu_of(loaded, sender, target), loaded, console())
