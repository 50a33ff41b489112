"""Markdown that every rendering writes alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def plain(text: str) -> str:
    """Return a text in which no character means something to Markdown or HTML."""
    for character in "\\`*_[]<|":
        text = text.replace(character, f"\\{character}" if character != "<" else "&lt;")
    return text.replace("\n", " ")


def pipe_table(headings: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """Return a pipe table whose columns after `words` are aligned to the right; cells are Markdown already."""
    rule = [":--" if i < words else "--:" for i in range(len(headings))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *rows))


def coded(identifier: str) -> str:
    """Return an id in backticks."""
    return f"`{identifier}`"


def costed(parts: tuple[str, str]) -> str:
    """Return a number and its range as a cell."""
    return plain(" ".join(part for part in parts if part))
