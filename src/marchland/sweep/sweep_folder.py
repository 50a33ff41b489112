"""The folder of a sweep: what it is of, the pieces that are done, the summary."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marchland.errors import MarchlandError, OutputError
from marchland.sweep.piece_file import done_in, write_piece
from marchland.sweep.plan import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from marchland.sweep.piece_file import Done
    from marchland.sweep.piece_task import Computed
    from marchland.sweep.plan import Piece, Plan

MANIFEST, SUMMARY, PIECES = "sweep.json", "summary.parquet", "pieces"
DRAFT = ".marchland-"
"""Begins the name of a file that is being written; a process that is killed may leave one."""


@dataclass(frozen=True, kw_only=True)
class SweepFolder:
    """A folder in which `sweep.json` says what is swept, and `pieces/` holds what is done.

    Parameters
    ----------
    path
        of the folder
    about
        what `Plan.about` says
    """

    path: Path
    about: dict[str, Any]

    def file(self, number: int) -> Path:
        """Return the file of a piece."""
        return self.path / PIECES / f"{number:06d}.parquet"

    @property
    def summary(self) -> Path:
        """The file of the summary."""
        return self.path / SUMMARY

    def done(self) -> dict[int, Done]:
        """Return the pieces that are there, whole and of this sweep."""
        found = {}
        for number in range(1, self.about["pieces"] + 1):
            file = self.file(number)
            held = done_in(file, self.about["sweep"], number) if file.exists() else None
            if held is not None:
                found[number] = held
        return found

    def write(self, plan: Plan, piece: Piece, found: Computed) -> None:
        """Write a piece, whole or not at all.

        Raises
        ------
        OutputError
            where the disk is full, or the folder cannot be written
        """
        with self.draft(self.file(piece.number)) as draft:
            write_piece(draft, plan, piece, found, self.about["sweep"])

    @contextmanager
    def draft(self, target: Path) -> Iterator[Path]:
        """Yield a name to write to, and give the file its own name once it is whole and on the disk.

        Raises
        ------
        OutputError
            where it cannot be written
        """
        draft = target.with_name(f"{DRAFT}{os.getpid()}-{target.name}")
        try:
            try:
                yield draft
                with draft.open("rb+") as written:
                    os.fsync(written.fileno())
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error


def opened(to: Path, plan: Plan, *, resume: bool, force: bool) -> SweepFolder:
    """Open the folder of a sweep: a new one, or with `resume` the one in which it was begun.

    Parameters
    ----------
    force
        whether a sweep that is there is deleted

    Raises
    ------
    OutputError
        where the folder is there and holds something else, or cannot be written
    """
    about, manifest = plan.about(), to / MANIFEST
    folder = SweepFolder(path=to, about=about)
    if to.exists() and not to.is_dir():
        raise OutputError(f"{to} is a file; name a folder with --to")
    held = _held(to) if to.exists() else []
    if held and not manifest.is_file():
        raise OutputError(f"{to} holds other things ({held[0]}) and no sweep; name a new folder with --to")
    if resume and force:
        raise OutputError("--resume goes on with a sweep and --force deletes it; give one of them")
    if resume and not held:
        raise OutputError(f"{to} holds no sweep to go on with; leave --resume out to begin one")
    if held and not resume and not force:
        raise OutputError(
            f"{to} holds a sweep already; add --resume to go on with it, --force to delete it, or name another folder"
        )
    try:
        if resume:
            _check_same(to, _manifest(manifest), about)
        elif held:
            _clear(to)
        to.mkdir(parents=True, exist_ok=True)
        if not resume:
            with folder.draft(manifest) as draft:
                draft.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (to / PIECES).mkdir(exist_ok=True)
        for left in (*to.glob(f"{DRAFT}*"), *(to / PIECES).glob(f"{DRAFT}*")):
            left.unlink()
    except OSError as error:
        raise OutputError(f"{to} cannot be written: {error.strerror}; name another folder with --to") from error
    return folder


def _held(to: Path) -> list[str]:
    """Return what a folder holds, but for what a sweep that was broken off at once leaves."""
    found = [p for p in to.iterdir() if not p.name.startswith(DRAFT)]
    return sorted(p.name for p in found if p.name != PIECES or not p.is_dir() or any(p.iterdir()))


def found_in(path: Path) -> SweepFolder:
    """Return the folder of a sweep that was begun.

    Raises
    ------
    MarchlandError
        where it is none
    """
    return SweepFolder(path=path, about=_manifest(path / MANIFEST))


def _manifest(file: Path) -> dict[str, Any]:
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MarchlandError(f"{file.parent} is no folder of a sweep: {file.name} cannot be read ({error})") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise MarchlandError(f"{file.parent} holds no sweep of this version of marchland ({FORMAT!r})")
    return about


def _clear(to: Path) -> None:
    """Delete what a sweep wrote, and nothing else; the manifest last, so that a clearing that is broken off is seen."""
    for file in (*(to / PIECES).glob("[0-9]*.parquet"), to / SUMMARY, to / MANIFEST):
        file.unlink(missing_ok=True)


def _check_same(to: Path, held: dict[str, Any], asked: dict[str, Any]) -> None:
    """Refuse to go on with a sweep of other worlds, of other questions, or begun by other code."""
    away = "; name the folder of this one with --to, or begin anew with --force"
    worlds = [{label: w["fingerprint"] for label, w in about["worlds"].items()} for about in (held, asked)]
    if worlds[0] != worlds[1]:
        told = [", ".join(f"{label} ({mark[:12]})" for label, mark in side.items()) for side in worlds]
        raise OutputError(f"{to} holds a sweep of another world: {told[0]}, not {told[1]}{away}")
    if held["sweep"] != asked["sweep"]:
        raise OutputError(f"{to} holds another sweep: {'; '.join(_differences(held, asked))}{away}")
    if held["code"] != asked["code"]:
        raise OutputError(
            f"{to} was begun by another version of the code ({held['code'][:12]}, now {asked['code'][:12]}), whose "
            "figures may differ; go on with that one, or begin anew with --force"
        )


def _differences(held: dict[str, Any], asked: dict[str, Any]) -> list[str]:
    plain = [f"{key} {held[key]}, not {asked[key]}" for key in ("draws", "seed", "horizon", "chunk")]
    differing = [
        told for key, told in zip(("draws", "seed", "horizon", "chunk"), plain, strict=True) if held[key] != asked[key]
    ]
    before, now = ({s["name"]: s for s in about["scenarios"]} for about in (held, asked))
    for words, names in (
        ("without the scenario", [n for n in now if n not in before]),
        ("with the scenario", [n for n in before if n not in now]),
        ("with other levers in the scenario", [n for n in now if n in before and before[n] != now[n]]),
    ):
        if names:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            differing.append(f"{words} {names[0]!r}{more}")
    return differing or ["scenarios or worlds in another order"]
