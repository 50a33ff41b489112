"""The brief, rendered: for the terminal, as HTML, Markdown and JSON, and read back from HTML and JSON."""

from marchland.brief.render.as_json import brief_schema, read_json, render_json
from marchland.brief.render.embedded import read_html
from marchland.brief.render.html import render_html
from marchland.brief.render.markdown import render_markdown
from marchland.brief.render.terminal import render_terminal

__all__ = [
    "brief_schema",
    "read_html",
    "read_json",
    "render_html",
    "render_json",
    "render_markdown",
    "render_terminal",
]
