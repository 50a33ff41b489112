from __future__ import annotations

import numpy as np
import pytest

from marchland.brief.drivers import drivers_of, of_layers, ranks


def deviates(draws: int, factors: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((draws, factors))


@pytest.mark.parametrize("draws", [24, 100])
def test_chance_alone_names_a_driver_in_no_more_than_one_figure_in_a_hundred(draws: int) -> None:
    words = [f"factor {i}" for i in range(56)]
    named = 0
    for seed in range(600):
        z = deviates(draws, len(words), seed)
        named += bool(drivers_of(np.random.default_rng(10_000 + seed).standard_normal(draws), ranks(z), words))
    assert named <= 12


def test_what_makes_the_figure_is_named_with_its_sign() -> None:
    z = deviates(24, 40, 3)
    found = drivers_of(np.exp(-2 * z[:, 7] + 0.2 * z[:, 11]), ranks(z), [f"factor {i}" for i in range(40)])
    assert [(d.words, d.sign) for d in found] == [("factor 7", -1)]
    assert found[0].share > 0.8


def test_a_factor_of_another_layer_is_no_driver() -> None:
    z = deviates(24, 3, 5)
    layers = [("trade",), ("remittances",), ("trade", "remittances")]
    words = ["elasticity", "workers", "gdp"]
    assert [d.words for d in drivers_of(z[:, 1], ranks(z), words)] == ["workers"]
    assert drivers_of(z[:, 1], of_layers(ranks(z), layers, ["trade"]), words) == ()
    assert [d.words for d in drivers_of(z[:, 2], of_layers(ranks(z), layers, ["trade"]), words)] == ["gdp"]


def test_too_few_draws_and_a_figure_without_range_have_no_drivers() -> None:
    z = deviates(15, 2, 1)
    assert drivers_of(z[:, 0], ranks(z), ["a", "b"]) == ()
    z = deviates(30, 2, 1)
    assert drivers_of(np.ones(30), ranks(z), ["a", "b"]) == ()
