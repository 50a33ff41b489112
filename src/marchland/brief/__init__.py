"""Say it: one result object, rendered for the terminal, as HTML, Markdown and JSON."""

from marchland.brief.brief_of import brief_of
from marchland.brief.model import Brief

__all__ = ["Brief", "brief_of"]
