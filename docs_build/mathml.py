"""A hook of the documentation: formulas in $...$ and $$...$$ become MathML when pages are built, without a script."""

from __future__ import annotations

import re
from typing import Any

from latex2mathml.converter import convert

_FENCE = re.compile(r"(^```.*?^```|`[^`\n]*`)", re.MULTILINE | re.DOTALL)
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$\w])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)")
_TEXT = re.compile(r"\\text\{[^}]*\}")
_TAG = re.compile(r"\\tag\{(\w+)\}")


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - what the builder hands over
    """Return a page with its formulas converted; code is left alone."""
    parts = _FENCE.split(markdown)
    return "".join(part if i % 2 else _converted(part) for i, part in enumerate(parts))


def _mathml(formula: str, display: str) -> str:
    """Convert one formula; inside a text an underscore is a plain character and needs no backslash."""
    return convert(_TEXT.sub(lambda m: m[0].replace("\\_", "_"), formula), display=display)


def _converted(text: str) -> str:
    text = _DISPLAY.sub(lambda m: _display(m[1]), text)
    return _INLINE.sub(lambda m: _mathml(m[1], "inline"), text)


def _display(formula: str) -> str:
    tag = _TAG.search(formula)
    number = f'<span class="equation-number">({tag[1]})</span>' if tag else ""
    return f'<div class="equation">{_mathml(_TAG.sub("", formula).strip(), "block")}{number}</div>'
