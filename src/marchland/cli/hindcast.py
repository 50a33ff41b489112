"""`marchland hindcast`: were we right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.corridors import chosen_format
from marchland.cli.options import Force, Jobs, Out
from marchland.cli.screen import console, free, steps, write
from marchland.errors import MarchlandError, UnknownName


def hindcast(
    episodes: Annotated[
        Path | None, typer.Option("--episodes", help="A folder of episodes; default: those that come with marchland.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="One episode, by code; may be repeated.")] = None,
    draws: Annotated[int | None, typer.Option("--draws", help="Number of draws of each episode; default: 100.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="The same seed gives the same draws; default: 1.")] = None,
    jobs: Jobs = None,
    out: Out = None,
    form: Annotated[
        str | None, typer.Option("--format", help="terminal, markdown or json; default: by --out, else terminal.")
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Compute it anew, though a record is there.")] = False,
    force: Force = False,
) -> None:
    """Hold the models against past uses of levers: what was seen, what they say, hits and misses alike.

    The record that comes with marchland is shown; episodes whose levers, world or figures are no longer those that it
    was computed on are computed, all of them with --anew.

    In Python: marchland.hindcast.hindcast(marchland.hindcast.load_episodes()).
    """
    from marchland.brief.render.record_json import record_json
    from marchland.brief.render.record_markdown import record_markdown
    from marchland.brief.render.record_terminal import show_record
    from marchland.brief.track_record import current_record, shipped_record
    from marchland.hindcast import hindcast as held_against
    from marchland.hindcast import load_episodes
    from marchland.hindcast.hindcast import DRAWS, SEED
    from marchland.sweep import cores

    chosen = chosen_format(out, form)
    if chosen == "html":
        raise MarchlandError("the track record has no page of its own; use markdown or json")
    file = None if out is None or str(out) == "-" else free(out, force=force)
    loaded = load_episodes(episodes)
    if only:
        known = [episode.code for episode in loaded.episodes]
        for code in only:
            if code not in known:
                raise UnknownName("episode", code, known)
        loaded = replace(loaded, episodes=tuple(e for e in loaded.episodes if e.code in only))
    usual = not only and (episodes, draws, seed) == (None, None, None)
    record = current_record(loaded) if usual and not anew else None
    if record is None:
        if usual and not anew:
            told_why = (
                "episodes or world are not those of the record that comes with marchland: what changed is computed"
            )
            typer.echo(told_why, err=True)
        with steps() as told:
            record = held_against(
                loaded,
                draws=DRAWS if draws is None else draws,
                seed=SEED if seed is None else seed,
                jobs=jobs or cores(),
                kept=None if anew else shipped_record(),
                progress=told,
            )
    if chosen == "terminal":
        show_record(record, console())
        return
    text = record_markdown(record) if chosen == "markdown" else record_json(record)
    if file is None:
        typer.echo(text, nl=False)
        return
    write(file, text)
    typer.echo(f"written to {file}")
