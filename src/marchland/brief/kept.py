"""Results in files: a brief as HTML, Markdown or JSON, an outcome as netCDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marchland.brief.render import read_html, read_json, render_html, render_json, render_markdown
from marchland.brief.render.corridors_html import corridors_html
from marchland.brief.render.corridors_json import corridors_json, holds_corridors, read_corridors
from marchland.brief.render.corridors_markdown import corridors_markdown
from marchland.brief.render.energy_html import energy_html
from marchland.brief.render.energy_json import energy_json, holds_energy, read_energy
from marchland.brief.render.energy_markdown import energy_markdown
from marchland.brief.render.sensitivity_html import sensitivity_html
from marchland.brief.render.sensitivity_json import holds_sensitivity, read_sensitivity, sensitivity_json
from marchland.brief.render.sensitivity_markdown import sensitivity_markdown
from marchland.engine import Outcome
from marchland.errors import MarchlandError
from marchland.world import load_shapes

if TYPE_CHECKING:
    from marchland.brief.corridors.model import Corridors
    from marchland.brief.energy.model import Energy
    from marchland.brief.model import Brief
    from marchland.brief.sensitivity.model import FactorRanking
    from marchland.world import World


def rendered(brief: Brief, form: str, world: World) -> str:
    """Return a brief as text.

    Parameters
    ----------
    form
        html, markdown or json
    world
        its shapes make the map of the HTML
    """
    if form == "markdown":
        return render_markdown(brief)
    return render_json(brief) if form == "json" else render_html(brief, load_shapes(world))


def corridors_rendered(corridors: Corridors, form: str, world: World) -> str:
    """Return corridors as text.

    Parameters
    ----------
    form
        html, markdown or json
    world
        its shapes make the map of the HTML
    """
    if form == "markdown":
        return corridors_markdown(corridors)
    return corridors_json(corridors) if form == "json" else corridors_html(corridors, load_shapes(world))


def energy_rendered(energy: Energy, form: str) -> str:
    """Return energy as text.

    Parameters
    ----------
    form
        html, markdown or json
    """
    if form == "markdown":
        return energy_markdown(energy)
    return energy_json(energy) if form == "json" else energy_html(energy)


def sensitivity_rendered(ranking: FactorRanking, form: str) -> str:
    """Return a ranking of factors as text.

    Parameters
    ----------
    form
        html, markdown or json
    """
    if form == "markdown":
        return sensitivity_markdown(ranking)
    return sensitivity_json(ranking) if form == "json" else sensitivity_html(ranking)


def read_result(path: str | Path) -> Brief | Corridors | Energy | FactorRanking | Outcome:
    """Read a kept brief, corridors, energy or ranking of factors (.html, .json) or outcome (.nc).

    Raises
    ------
    MarchlandError
        where the file is not there, or is no result
    """
    file = Path(path)
    if file.suffix not in {".html", ".json"}:
        return Outcome.load(file)
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise MarchlandError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise MarchlandError(f"{file} is no brief of marchland: it is not UTF-8") from error
    if holds_corridors(text):
        return read_corridors(text)
    if holds_energy(text):
        return read_energy(text)
    if holds_sensitivity(text):
        return read_sensitivity(text)
    return read_html(text) if file.suffix == ".html" else read_json(text)
