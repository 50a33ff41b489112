"""The commands of marchland."""

from __future__ import annotations

import signal
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from marchland.cli import (
    brief,
    calibrate,
    compare,
    corridors,
    energy,
    hindcast,
    menu,
    run,
    sensitivity,
    sweep,
    why,
    world,
)
from marchland.cli.interrupt import interrupt
from marchland.cli.screen import BAD_INPUT, INTERRUPTED, complain
from marchland.errors import MarchlandError


class Commands(TyperGroup):
    """Commands that say what is wrong on one screen: exit code 2 for bad input, 130 for an interrupt."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's context, whose home differs between its versions
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except MarchlandError as error:
            complain(str(error))
            raise typer.Exit(BAD_INPUT) from error
        except KeyboardInterrupt as error:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is answered now
            complain("interrupted; nothing was written")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            sys.stderr.close()
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=Commands,
    name="marchland",
    help="Who can squeeze whom, through what, how hard, at what cost to themselves, and what would change that.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(world.app, name="world")
app.command("menu")(menu.menu)
app.command("run")(run.run)
app.command("sweep")(sweep.sweep)
app.command("compare")(compare.compare)
app.command("why")(why.why)
app.command("brief")(brief.brief)
app.command("sensitivity")(sensitivity.sensitivity)
app.command("corridors")(corridors.corridors)
app.command("energy")(energy.energy)
app.command("calibrate")(calibrate.calibrate)
app.command("hindcast")(hindcast.hindcast)


def version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from importlib.metadata import version as installed

        typer.echo(f"marchland {installed('marchland')}")
        raise typer.Exit


@app.callback()
def common(
    *, show: bool = typer.Option(False, "--version", help="Print the version.", callback=version, is_eager=True)
) -> None:
    """Who can squeeze whom, through what, how hard, at what cost to themselves, and what would change that."""


def main() -> None:
    """Run the command line."""
    signal.signal(signal.SIGINT, interrupt)
    app()
