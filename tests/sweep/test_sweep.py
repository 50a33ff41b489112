from __future__ import annotations

import os
from dataclasses import dataclass, replace
from errno import ENOSPC
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from marchland.engine import stage
from marchland.errors import MarchlandError, MissingData, OutputError, ScenarioError, SolverError, UnknownName
from marchland.levers import Lever, Scenario
from marchland.sweep import Swept, run, sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.engine import Stage
    from marchland.sweep.orders import Order
    from marchland.sweep.piece_task import Computed, PieceTask
    from marchland.sweep.plan import Piece, Plan
    from marchland.world import World

EMBARGO = Scenario(name="embargo", levers=(Lever(actor="CCC", action="embargo", object="goods to AAA", size=0.5),))
EXPEL = Scenario(name="expel", levers=(Lever(actor="CCC", action="expel", object="workers from AAA", days=60),))
CLOSE = Scenario(name="close", levers=(Lever(actor="BBB", action="close", object="way road_b1_c1"),))
RAIL = Scenario(name="rail", levers=(Lever(actor="BBB", action="close", object="way rail_b1_c1"),))
BOTH = (EMBARGO, EXPEL)
LOSSES = ["trade", "freight", "remittances", "energy"]


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.rglob("*.parquet"))}


def table(swept: Swept) -> pd.DataFrame:
    """Return every row of the pieces, in an order that does not depend on how they were cut."""
    pieces = pd.concat([pd.read_parquet(p) for p in sorted((swept.folder / "pieces").iterdir())])
    keys = ["world", "scenario", "actor", "draw"]
    return pieces.astype(dict.fromkeys(keys[:3], str)).sort_values(keys).reset_index(drop=True)


def refusing_after(monkeypatch: pytest.MonkeyPatch, pieces: int, error: BaseException) -> None:
    """Let the disk take some pieces, and then no more."""
    module = import_module("marchland.sweep.sweep_folder")
    write = module.write_piece
    written: list[Path] = []

    def refusing(file: Path, *others: object) -> None:
        if len(written) == pieces:
            file.write_bytes(b"half a piece")
            raise error
        write(file, *others)
        written.append(file)

    monkeypatch.setattr(module, "write_piece", refusing)


def test_a_sweep_says_what_each_scenario_run_alone_says(small: World, tmp_path: Path) -> None:
    swept = sweep(small, BOTH, to=tmp_path / "s", draws=20)
    assert (swept.finished, swept.outcomes, swept.unsolved, swept.lost, swept.left) == (True, 42, (), (), 0)
    rows = swept.summary().set_index(["scenario", "actor", "layer"]).to_dict("index")
    for scenario in BOTH:
        alone = run(small, scenario, draws=20)
        for actor in ("AAA", "CCC"):
            for layer in (None, "trade", "remittances"):
                best, drawn = alone.loss(actor, layer)
                row = rows[scenario.name, actor, layer or "all"]
                assert row["best"] == pytest.approx(best, rel=1e-6, abs=1)
                assert [row["low"], row["high"]] == pytest.approx(np.quantile(drawn, (0.05, 0.95)), rel=1e-6, abs=1)
            best, drawn = alone.loss_share(actor)
            row = rows[scenario.name, actor, "all"]
            assert row["best_share"] == pytest.approx(best, rel=1e-6, abs=1e-9)
            assert row["high_share"] == pytest.approx(np.quantile(drawn, 0.95), rel=1e-6, abs=1e-9)
            assert (row["draws"], row["solved"], row["year"], row["horizon"]) == (20, 20, 2023, alone.about["horizon"])


def test_neither_processes_nor_pieces_nor_company_change_a_bit(carried: World, tmp_path: Path) -> None:
    scenarios = (CLOSE, EMBARGO, RAIL, EXPEL)
    alone, together = (sweep(carried, scenarios, to=tmp_path / str(jobs), draws=12, jobs=jobs) for jobs in (1, 2))
    assert files(alone.folder) == files(together.folder)
    cut = sweep(carried, scenarios[::-1], to=tmp_path / "cut", draws=12, chunk=7)
    assert len(files(cut.folder)) > len(files(alone.folder))
    pd.testing.assert_frame_equal(table(alone), table(cut), check_exact=True)
    single = sweep(carried, RAIL, to=tmp_path / "single", draws=12)
    company = table(alone)
    pd.testing.assert_frame_equal(
        table(single), company[company["scenario"] == "rail"].reset_index(drop=True), check_exact=True
    )


def test_several_worlds_stand_side_by_side(small: World, products: World, tmp_path: Path) -> None:
    swept = sweep([small, products], EMBARGO, to=tmp_path / "s", draws=4)
    labels = list(swept.about["worlds"])
    assert len(labels) == 2
    best = [swept.losses("embargo", "AAA", world=label).query("draw == 0")["trade"].item() for label in labels]
    alone = [run(world, EMBARGO, draws=0).loss("AAA", "trade")[0] for world in (small, products)]
    assert best == pytest.approx(alone, rel=1e-6)
    assert best[0] != best[1]


def test_an_interrupted_sweep_keeps_what_is_done_and_goes_on_to_the_same_bits(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sweep(small, BOTH, to=tmp_path / "whole", draws=39, chunk=10)
    with monkeypatch.context() as interrupted:
        refusing_after(interrupted, 4, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10)
    begun = Swept.load(tmp_path / "s")
    assert (begun.finished, begun.pieces, begun.left, begun.outcomes) == (False, 4, 4, 40)
    assert begun.told == "40 of 80 outcomes are there (4 of 8 pieces), 4 pieces are left"
    assert not list(tmp_path.rglob(".marchland-*"))
    kept = {p: p.stat().st_mtime_ns for p in (tmp_path / "s" / "pieces").iterdir()}
    told: list[int] = []
    done = sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10, resume=True, progress=told.append)
    assert done.finished
    assert (told[0], told[-1]) == (40, 80)
    assert all(p.stat().st_mtime_ns == when for p, when in kept.items())
    assert files(done.folder) == files(whole.folder)


def test_a_full_disk_is_told_and_nothing_half_is_left(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        refusing_after(full, 2, OSError(ENOSPC, os.strerror(ENOSPC)))
        with pytest.raises(OutputError, match=r"No space left on device; 2 of 8 pieces are kept.*--resume"):
            sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10)
    assert len(list((tmp_path / "s" / "pieces").iterdir())) == 2
    assert sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10, resume=True).finished


def test_a_file_that_is_cut_short_or_of_another_sweep_is_computed_again(small: World, tmp_path: Path) -> None:
    whole = sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10)
    bits = files(whole.folder)
    pieces = whole.folder / "pieces"
    (pieces / "000002.parquet").write_bytes(bits["000002.parquet"][:-100])
    (pieces / "000003.parquet").write_bytes(bits["000001.parquet"])
    (pieces / ".marchland-1-000004.parquet").write_bytes(b"left by a process that was killed")
    assert Swept.load(whole.folder).left == 2
    sweep(small, BOTH, to=whole.folder, draws=39, chunk=10, resume=True)
    assert files(whole.folder) == bits
    assert not list(tmp_path.rglob(".marchland-*"))


def test_draws_without_a_solution_are_counted_named_and_leave_no_gap(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = table(sweep(small, BOTH, to=tmp_path / "whole", draws=9))
    module = import_module("marchland.sweep.piece_task")
    course = module.course

    def failing(base: Baseline, draw: Draw) -> Stage:
        if draw.index in {2, 5}:
            raise SolverError(f"draw {draw.index} did not clear")
        return stage(base, draw)

    def off_course(ready: Stage, scenario: Scenario, *, flows: bool) -> object:
        if (scenario.name, ready.draw.index) in {("expel", 0), ("expel", 7)}:
            raise MissingData("no workers")
        return course(ready, scenario, flows=flows)

    monkeypatch.setattr(module, "stage", failing)
    monkeypatch.setattr(module, "course", off_course)
    swept = sweep(small, BOTH, to=tmp_path / "s", draws=9)
    told = {(u.scenario, u.draw, u.reason) for u in swept.unsolved}
    assert told == {(s, d, f"draw {d} did not clear") for s in ("embargo", "expel") for d in (2, 5)} | {
        ("expel", d, "no workers") for d in (0, 7)
    }
    assert swept.finished
    assert "20 of 20 outcomes are there" in swept.told
    assert "6 of them without a solution" in swept.told
    holed = table(swept)
    assert len(holed) == len(whole)
    lost = {("embargo", 2), ("embargo", 5), ("expel", 0), ("expel", 2), ("expel", 5), ("expel", 7)}
    gone = pd.Series([pair in lost for pair in zip(holed["scenario"], holed["draw"], strict=True)])
    assert holed.loc[gone, [*LOSSES, "residual"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(holed[~gone], whole[~gone], check_exact=True)
    summary = swept.summary().query("actor == 'AAA' and layer == 'all'").set_index("scenario").to_dict()
    assert summary["solved"] == {"embargo": 7, "expel": 6}
    assert np.isnan(summary["best"]["expel"])
    known = whole[(whole["scenario"] == "embargo") & (whole["actor"] == "AAA") & ~whole["draw"].isin([0, 2, 5])]
    assert summary["high"]["embargo"] == pytest.approx(np.quantile(known[LOSSES].sum(axis=1), 0.95))


@dataclass(frozen=True, kw_only=True)
class Dying:
    """A task in whose process some pieces end it, as a system without memory does."""

    task: PieceTask
    pieces: tuple[int, ...]
    once: Path | None = None

    def __call__(self, piece: Piece, z: NDArray[np.float64]) -> Computed:
        if piece.number in self.pieces and (self.once is None or not self.once.exists()):
            if self.once is not None:
                self.once.touch()
            os._exit(9)
        return self.task(piece, z)


def dying(monkeypatch: pytest.MonkeyPatch, *pieces: int, once: Path | None = None) -> None:
    """Let the processes of some pieces die; with a path only the first of them."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])  # so that the processes find this module
    module = import_module("marchland.sweep.sweep")
    orders = module.orders

    def deadly(plan: Plan, left: Iterable[Piece]) -> Iterator[Order]:
        tasks: dict[int, Dying] = {}
        for order in orders(plan, left):
            task = tasks.setdefault(order.piece.ground, Dying(task=order.task, pieces=pieces, once=once))
            yield replace(order, task=task)

    monkeypatch.setattr(module, "orders", deadly)


def test_a_piece_whose_process_dies_is_told_by_name_and_all_others_are_done(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Any = {"draws": 39, "chunk": 10, "to": tmp_path / "s"}
    with monkeypatch.context() as killed:
        dying(killed, 2)
        swept = sweep(small, BOTH, jobs=2, **asked)
    assert (swept.finished, swept.pieces, swept.left) == (False, swept.about["pieces"] - 1, 0)
    assert [(piece.words, "tried 3 times" in piece.reason) for piece in swept.lost] == [
        (f"{small.package.name}, 'embargo', draws 10 to 19", True)
    ]
    assert "1 pieces failed" in swept.told
    summary = swept.summary().query("actor == 'AAA' and layer == 'all'").set_index("scenario")
    assert summary["solved"].to_dict() == {"embargo": 29, "expel": 39}
    whole = sweep(small, BOTH, resume=True, **asked)
    assert whole.finished
    assert whole.summary().query("actor == 'AAA'")["solved"].eq(39).all()


def test_a_process_that_dies_once_costs_nothing_but_time(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sweep(small, BOTH, to=tmp_path / "whole", draws=39, chunk=10)
    dying(monkeypatch, 1, 2, 3, 4, once=tmp_path / "died")
    swept = sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10, jobs=2)
    assert (tmp_path / "died").exists()
    assert swept.finished
    assert files(swept.folder) == files(whole.folder)


def test_where_every_process_dies_the_sweep_gives_up(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying(monkeypatch, *range(1, 100))
    monkeypatch.setattr(import_module("marchland.sweep.crew"), "TRIES", 1)
    with pytest.raises(SolverError, match=r"no piece can be computed; the first, .*ended from outside.*fewer jobs"):
        sweep(small, EMBARGO, to=tmp_path / "s", draws=100, chunk=10, jobs=2)


def test_resuming_another_sweep_or_world_or_code_is_refused(
    small: World, carried: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "s"
    sweep(small, BOTH, to=to, draws=3)
    before = files(to)

    def refused(words: str, world: World = small, scenarios: tuple[Scenario, ...] = BOTH, **asked: object) -> None:
        with pytest.raises(OutputError, match=words):
            sweep(world, scenarios, to=to, resume=True, **({"draws": 3} | asked))  # type: ignore[arg-type]

    refused(r"another world: small \(\w{12}\), not carried \(\w{12}\)", world=carried)
    refused(r"another sweep: draws 3, not 4", draws=4)
    refused(r"another sweep: seed 1, not 2", seed=2)
    refused(r"another sweep: horizon None, not decade", horizon="decade")
    refused(r"without the scenario 'close'", scenarios=(*BOTH, replace(EXPEL, name="close")))
    refused(r"with the scenario 'expel'", scenarios=(EMBARGO,))
    refused(r"with other levers in the scenario 'expel'", scenarios=(EMBARGO, replace(EMBARGO, name="expel")))
    refused(r"another order", scenarios=BOTH[::-1])
    monkeypatch.setattr(import_module("marchland.sweep.plan"), "code_fingerprint", lambda: "f" * 64)
    refused(r"begun by another version of the code \(\w{12}, now f{12}\)")
    assert files(to) == before


def test_a_folder_that_is_there_is_neither_overwritten_nor_emptied(small: World, tmp_path: Path) -> None:
    to = tmp_path / "s"
    with pytest.raises(OutputError, match=r"holds no sweep to go on with"):
        sweep(small, EMBARGO, to=to, draws=0, resume=True)
    sweep(small, BOTH, to=to, draws=20, chunk=5)
    with pytest.raises(OutputError, match=r"holds a sweep already; add --resume"):
        sweep(small, BOTH, to=to, draws=20, chunk=5)
    with pytest.raises(OutputError, match=r"give one of them"):
        sweep(small, BOTH, to=to, draws=20, chunk=5, resume=True, force=True)
    (to / "notes.txt").write_text("mine", encoding="utf-8")
    assert sweep(small, EMBARGO, to=to, draws=0, force=True).finished
    assert sorted(files(to)) == ["000001.parquet", "summary.parquet"]
    assert (to / "notes.txt").read_text(encoding="utf-8") == "mine"
    (to / "sweep.json").unlink()
    with pytest.raises(OutputError, match=r"holds other things \(notes.txt\) and no sweep"):
        sweep(small, EMBARGO, to=to, draws=0, force=True)
    with pytest.raises(OutputError, match=r"is a file; name a folder"):
        sweep(small, EMBARGO, to=to / "notes.txt", draws=0)


def test_best_values_alone_have_no_range(small: World, tmp_path: Path) -> None:
    summary = sweep(small, EMBARGO, to=tmp_path / "s", draws=0).summary()
    assert summary["best"].notna().all()
    assert summary[["low", "high"]].isna().all(axis=None)


def test_ranges_do_not_depend_on_how_much_is_read_at_once(
    small: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sweep(small, BOTH, to=tmp_path / "whole", draws=39, chunk=10)
    monkeypatch.setattr(import_module("marchland.sweep.summary"), "WORKSPACE", 1)
    assert files(sweep(small, BOTH, to=tmp_path / "s", draws=39, chunk=10).folder) == files(whole.folder)


@pytest.mark.parametrize(
    ("scenarios", "asked", "error", "message"),
    [
        ((), {}, MarchlandError, r"without scenarios"),
        (BOTH, {"draws": -1}, MarchlandError, r"draws -1 is negative"),
        (BOTH, {"seed": -1}, MarchlandError, r"seed -1 is out of bounds"),
        (BOTH, {"chunk": 0}, MarchlandError, r"chunk 0 is below 1"),
        (BOTH, {"horizon": "yaer"}, ScenarioError, r"did you mean year\?"),
        ((EMBARGO, replace(EXPEL, name="embargo", file="b.yaml")), {}, ScenarioError, r"called 'embargo' \(b.yaml\)"),
        ((replace(EMBARGO, year=1900),), {}, MissingData, r"no trade of 1900"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    small: World,
    tmp_path: Path,
    scenarios: tuple[Scenario, ...],
    asked: dict[str, object],
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        sweep(small, scenarios, to=tmp_path / "s", **({"draws": 2} | asked))  # type: ignore[arg-type]
    assert not (tmp_path / "s").exists()


def test_a_world_is_named_once(small: World, tmp_path: Path) -> None:
    with pytest.raises(MarchlandError, match=r"named twice"):
        sweep([small, small], EMBARGO, to=tmp_path / "s")
    with pytest.raises(UnknownName, match=r"scenario 'embragp' is not known; did you mean embargo"):
        sweep(small, EMBARGO, to=tmp_path / "s", draws=0).losses("embragp", "AAA")
