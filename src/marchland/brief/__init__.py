"""Say it: one result object, rendered for the terminal, as HTML, Markdown and JSON."""

from marchland.brief.brief_of import brief_of
from marchland.brief.comparison import Comparison, compare
from marchland.brief.explain import Explanation, figure_ids, why
from marchland.brief.model import Brief

__all__ = ["Brief", "Comparison", "Explanation", "brief_of", "compare", "figure_ids", "why"]
