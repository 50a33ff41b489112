"""A folder of a release: which file holds a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.errors import ReleaseError

if TYPE_CHECKING:
    import re
    from pathlib import Path


def file_of_year(folder: Path, pattern: re.Pattern[str], year: int, form: str) -> Path:
    """Return the newest file of a year: by release, then by nomenclature, both as the name states them.

    Parameters
    ----------
    folder
        where the release was unpacked
    pattern
        of file names; group `year`; groups `release` and `edition` where names have them
    year
        calendar year
    form
        a file name of that form, for the message

    Raises
    ------
    ReleaseError
        where the folder is not there, or holds no file of the year
    """
    named = _named(folder, pattern, form)
    found = [(match, path) for match, path in named if int(match["year"]) == year]
    if not found:
        years = ", ".join(str(y) for y in sorted({int(match["year"]) for match, _ in named}))
        packed = ", ".join(sorted(p.name for p in folder.glob("*.zip")))
        there = f"it holds {years}" if years else "it holds none"
        cure = f"unpack {packed}" if packed else "download the release that holds the year, or ask for another year"
        raise ReleaseError(f"{folder}: no file of {year}; expected a name as {form}, {there}; {cure}")
    return max(found, key=lambda f: (_group(f[0], "release"), _edition(f[0])))[1]


def years_in(folder: Path, pattern: re.Pattern[str]) -> tuple[int, ...]:
    """Return the years that the files of a folder are named after; none where it is not there."""
    if not folder.is_dir():
        return ()
    return tuple(sorted({int(m["year"]) for p in folder.iterdir() if (m := pattern.fullmatch(p.name))}))


def _named(folder: Path, pattern: re.Pattern[str], form: str) -> list[tuple[re.Match[str], Path]]:
    if not folder.is_dir():
        raise ReleaseError(f"{folder} is not there; expected a folder with files as {form}")
    return [(match, path) for path in sorted(folder.iterdir()) if (match := pattern.fullmatch(path.name))]


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _edition(match: re.Match[str]) -> int:
    """Return the year of a revision of the Harmonized System: 92 and 96 are of the last century."""
    text = _group(match, "edition")
    return (int(text) - 88) % 100 if text.isdigit() else 0
