"""What a sweep came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marchland.errors import MarchlandError, UnknownName
from marchland.sweep.sweep_folder import PIECES, found_in

if TYPE_CHECKING:
    import pandas as pd

    from marchland.sweep.piece_task import Unsolved
    from marchland.sweep.sweep_folder import SweepFolder


@dataclass(frozen=True, kw_only=True)
class LostPiece:
    """A piece that could not be computed: its process was ended from outside, each time that it was tried.

    Parameters
    ----------
    words
        world, scenarios and draws
    """

    words: str
    reason: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Swept:
    """A sweep, finished or not.

    Parameters
    ----------
    folder
        that holds it
    about
        worlds, scenarios, draws, seed and the fingerprints, as plain values
    pieces, outcomes
        number done, of `about["pieces"]` and `about["outcomes"]`
    unsolved
        outcomes among them that no model could give, by scenario and draw, each with the reason
    lost
        pieces that were tried in vain in this run
    """

    folder: Path
    about: dict[str, Any]
    pieces: int
    outcomes: int
    unsolved: tuple[Unsolved, ...]
    lost: tuple[LostPiece, ...] = ()

    @property
    def left(self) -> int:
        """Pieces neither done nor lost: another run with `resume` does them, and tries the lost ones again."""
        return int(self.about["pieces"]) - self.pieces - len(self.lost)

    @property
    def finished(self) -> bool:
        """Whether every piece is done."""
        return self.pieces == int(self.about["pieces"])

    @property
    def told(self) -> str:
        """The count of each, in a sentence."""
        total, whole = self.about["outcomes"], self.about["pieces"]
        parts = [f"{self.outcomes:,} of {total:,} outcomes are there ({self.pieces:,} of {whole:,} pieces)"]
        parts.append(f"{len(self.unsolved):,} of them without a solution" if self.unsolved else "")
        parts.append(f"{len(self.lost):,} pieces failed" if self.lost else "")
        parts.append(f"{self.left:,} pieces are left" if self.left else "")
        return ", ".join(filter(None, parts))

    def summary(self) -> pd.DataFrame:
        """Return low, best and high of every world, scenario, actor and layer, as `summarise` describes them.

        Raises
        ------
        MarchlandError
            where the sweep was broken off before there was one
        """
        import pandas as pd

        file = self.folder / "summary.parquet"
        if not file.exists():
            raise MarchlandError(f"{self.folder} has no summary yet; go on with the sweep: --resume")
        return pd.read_parquet(file)

    def losses(self, scenario: str, actor: str, *, world: str | None = None) -> pd.DataFrame:
        """Return the losses of an actor by a scenario in every draw, by layer, in USD; draw 0 = best values.

        Parameters
        ----------
        world
            name in the sweep; default: all of them

        Raises
        ------
        UnknownName
            where there is no such scenario, world or actor
        """
        import pyarrow.dataset as ds

        names = [s["name"] for s in self.about["scenarios"]]
        if scenario not in names:
            raise UnknownName("scenario", scenario, names)
        if world is not None and world not in self.about["worlds"]:
            raise UnknownName("world", world, self.about["worlds"])
        chosen = (ds.field("scenario") == scenario) & (ds.field("actor") == actor)
        if world is not None:
            chosen &= ds.field("world") == world
        pieces = sorted((self.folder / PIECES).glob("[0-9]*.parquet"))
        found = ds.dataset([str(p) for p in pieces], format="parquet").to_table(filter=chosen).to_pandas()
        if found.empty:
            raise UnknownName("actor", actor, self.summary()["actor"].unique())
        ordered: pd.DataFrame = found.sort_values(["world", "draw"]).reset_index(drop=True)
        return ordered

    @classmethod
    def load(cls, folder: str | Path) -> Swept:
        """Read a sweep that was begun, finished or not.

        Raises
        ------
        MarchlandError
            where the folder holds none
        """
        return swept_of(found_in(Path(folder)))


def swept_of(folder: SweepFolder, lost: tuple[LostPiece, ...] = ()) -> Swept:
    """Return what a folder holds."""
    done = folder.done()
    return Swept(
        folder=folder.path,
        about=folder.about,
        pieces=len(done),
        outcomes=sum(held.outcomes for held in done.values()),
        unsolved=tuple(u for number in sorted(done) for u in done[number].unsolved),
        lost=lost,
    )
