"""Figures out of the texts of the World Factbook."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_SCALES = {"trillion": 1e12, "billion": 1e9, "million": 1e6}
_FIGURE = re.compile(r"(-?[\d,]*\.?\d+)\s*(trillion|billion|million)?[^()]*\((\d{4})")


def entities(reference: Path) -> dict[str, Any]:
    """Return the Factbook's pages by its two-letter code.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    with gzip.open(reference / "macro" / "cia_world_factbook_all_2026-02.json.gz", "rt", encoding="utf-8") as file:
        pages: dict[str, Any] = json.load(file)
    return {name.rsplit("/", 1)[-1].removesuffix(".json"): page for name, page in pages.items()}


def figures(page: dict[str, Any], section: str, heading: str, entry: str = "") -> dict[int, float]:
    """Return the figures under a heading by year; nothing where the page has none.

    Parameters
    ----------
    page
        one entity of `entities`
    section, heading, entry
        "Economy", "Labor force"; an entry such as "industry" keeps only the texts under that name
    """
    found: dict[int, float] = {}
    content = page.get(section, {}).get(heading, {})
    for name, value in content.items():
        if name == "note" or (entry and name != entry) or (not entry and name != "text" and heading not in name):
            continue
        text = value if isinstance(value, str) else str(value.get("text", ""))
        match = _FIGURE.search(text)
        if match:
            scale = _SCALES.get(match[2] or "", 1.0)
            found.setdefault(int(match[3]), float(match[1].replace(",", "")) * scale)
    return found


def text(page: dict[str, Any], section: str, heading: str) -> str:
    """Return the plain text under a heading, empty where there is none."""
    content = page.get(section, {}).get(heading, {})
    return str(content.get("text", "")) if isinstance(content, dict) else ""


def latest(by_year: dict[int, float]) -> float | None:
    """Return the figure of the latest year, or None."""
    return by_year[max(by_year)] if by_year else None
