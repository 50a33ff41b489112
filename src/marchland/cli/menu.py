"""`marchland menu`: what a sender's control allows."""

from __future__ import annotations

from typing import Annotated

import typer

from marchland.cli.options import World
from marchland.cli.screen import console
from marchland.errors import MarchlandError, suggestion

FORMATS = ("terminal", "json", "markdown", "html")


def menu(
    sender: Annotated[str, typer.Argument(help="Who would pull the levers: code of an actor or bloc.")],
    target: Annotated[str, typer.Argument(help="Who is aimed at.")],
    world: World = None,
    form: Annotated[str, typer.Option("--format", help="terminal, json, markdown or html.")] = "terminal",
) -> None:
    """List what a sender may do to a target, and what not, each with the reason.

    Levers on goods are followed by those on single sectors and products, the largest flow first.

    In Python: marchland.menu(world, sender, target).
    """
    from marchland.brief.render.menu import show_menu
    from marchland.brief.render.menu_forms import menu_html, menu_json, menu_markdown
    from marchland.levers import menu as menu_of
    from marchland.world import load_world

    if form not in FORMATS:
        raise MarchlandError(f"format {form!r} is not known; {suggestion(form, FORMATS)}")
    loaded = load_world(world).at()
    offered = menu_of(loaded, sender, target)
    if form == "terminal":
        show_menu(offered, loaded, console())
        return
    text = {"json": menu_json, "markdown": menu_markdown, "html": menu_html}[form](offered, loaded)
    typer.echo(text, nl=False)
