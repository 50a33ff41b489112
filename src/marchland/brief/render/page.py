"""The pages' templates, style sheets and scripts, and what fills them in."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from marchland.brief.render.pictures import link_of
from marchland.brief.words import spoken

if TYPE_CHECKING:
    from jinja2 import Environment


def page_text(name: str) -> str:
    """Return a template, a style sheet or a script of the pages."""
    return (files("marchland.brief.render") / name).read_text(encoding="utf-8")


def environment() -> Environment:
    """Return what fills in the pages' templates: everything escaped, nothing undefined."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    page = Environment(
        loader=FunctionLoader(page_text),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    page.filters["whole"] = _whole
    page.filters["tight"] = _tight
    page.filters["link"] = lambda pair: link_of(pair.sender, pair.target)
    page.filters["spoken"] = spoken
    return page


def _whole(text: str) -> str:
    """Return a number with its unit so that no line breaks between them."""
    return text.replace(" ", "\u00a0")


def _tight(text: str) -> str:
    """Return a sentence in which no line breaks before a unit."""
    return re.sub(r" (?:(k|m|bn|tn) )?USD", _unbroken, text.replace(" %", "\u00a0%"))


def _unbroken(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\u00a0")
