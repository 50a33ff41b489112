from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import central, draws, named_factors
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from marchland.world import World


def test_a_world_has_at_most_60_factors_each_with_a_name_of_its_own(world: World) -> None:
    factors = named_factors(world)
    names = [f.name for f in factors]
    assert 20 < len(factors) <= 60
    assert len(set(names)) == len(names)
    assert all(f.words for f in factors)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(small: World) -> None:
    factors = named_factors(small)
    first, again, other = (draws(factors, 8, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a.z, b.z) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a.z, b.z) for a, b in zip(first, other, strict=True))


def test_the_first_draws_stay_when_there_are_more(small: World) -> None:
    factors = named_factors(small)
    few, many = draws(factors, 5, 3), draws(factors, 100, 3)
    assert [d.index for d in many] == list(range(1, 101))
    for a, b in zip(few, many, strict=False):
        assert np.array_equal(a.z, b.z)
        assert np.array_equal(a.noise(1, (4, 2)), b.noise(1, (4, 2)))


def test_factors_are_standard_normal(small: World) -> None:
    z = np.array([d.z for d in draws(named_factors(small), 1024, 1)])
    assert np.abs(z.mean(axis=0)).max() < 0.01
    assert np.abs(z.std(axis=0) - 1).max() < 0.02
    assert np.abs(np.corrcoef(z.T) - np.eye(z.shape[1])).max() < 0.15


@pytest.mark.parametrize("n", [16, 64, 100])
def test_no_two_factors_move_together_also_in_few_draws(world: World, n: int) -> None:
    """Of some 1,500 pairs of independent columns none is expected beyond 4.5 standard errors."""
    z = np.array([d.z for d in draws(named_factors(world), n, 1)])
    together = np.abs(np.corrcoef(z.T) - np.eye(z.shape[1]))
    assert together.max() < min(4.5 / np.sqrt(n), 0.95)


def test_noise_differs_between_draws_streams_and_seeds(small: World) -> None:
    factors = named_factors(small)
    (first, second), (other, _) = draws(factors, 2, 1), draws(factors, 2, 2)
    noises = [first.noise(1, (50,)), first.noise(2, (50,)), second.noise(1, (50,)), other.noise(1, (50,))]
    assert all(abs(np.corrcoef(a, b)[0, 1]) < 0.5 for i, a in enumerate(noises) for b in noises[:i])


def test_the_central_draw_has_no_noise(small: World) -> None:
    middle = central(named_factors(small))
    assert not middle.z.any()
    assert not middle.noise(1, (3,)).any()


@pytest.mark.parametrize(
    ("n", "seed", "message"), [(-1, 1, r"draws -1 is negative"), (1, -1, r"seed -1 is out of bounds")]
)
def test_draws_and_seed_are_not_negative(small: World, n: int, seed: int, message: str) -> None:
    with pytest.raises(MarchlandError, match=message):
        draws(named_factors(small), n, seed)
