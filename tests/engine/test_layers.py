from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from marchland.bridge import baseline, central
from marchland.engine import stage
from marchland.errors import ScenarioError
from marchland.levers import Lever

if TYPE_CHECKING:
    from marchland.world import World


def test_a_lever_of_a_layer_that_is_not_solved_is_refused_and_not_passed_over(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        importlib.import_module("marchland.engine.stage"), "LAYERS", ("trade", "freight", "remittances")
    )
    base = baseline(small, "year")
    lever = Lever(actor="AAA", action="cut", object="gas to CCC")
    with pytest.raises(ScenarioError, match=r"cut gas to CCC: the energy layer is not solved yet; leave the lever out"):
        stage(base, central(base.factors)).effects([lever])
