from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy.special import ndtr

from marchland.errors import MarchlandError
from marchland.leverage.sobol import sobol_indices, sobol_sample

A, B = 7.0, 0.1


def ishigami(z: np.ndarray) -> np.ndarray:
    """Return the function of Ishigami & Homma 1990 of standard normals, carried to the interval [-pi, pi]."""
    x = np.pi * (2 * ndtr(z) - 1)
    return np.asarray(np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0]))


def known() -> tuple[np.ndarray, np.ndarray, float]:
    """Return its first and total indices and its variance (Saltelli et al. 2000, equations 2.26 to 2.32)."""
    first = np.array([0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, 0.0])
    both = 8 * B**2 * np.pi**8 / 225
    variance = first.sum() + both
    return first / variance, (first + np.array([both, 0, both])) / variance, float(variance)


def test_indices_of_ishigamis_function_are_those_that_are_known() -> None:
    found = sobol_indices(ishigami(sobol_sample(3, 4096, 1)), 3, 1)
    first, total, variance = known()
    assert found.variance == pytest.approx(variance, rel=0.01)
    assert found.first[1] == pytest.approx(first, abs=0.02)
    assert found.total[1] == pytest.approx(total, abs=0.02)


def test_intervals_hold_what_is_known_and_narrow_with_the_size() -> None:
    first, total, _ = known()
    widths = []
    for size in (256, 4096):
        found = sobol_indices(ishigami(sobol_sample(3, size, 2)), 3, 2)
        for (low, best, high), truth in ((found.first, first), (found.total, total)):
            assert (low <= best).all()
            assert (best <= high).all()
            assert (low - 0.02 <= truth).all()
            assert (truth <= high + 0.02).all()
        widths.append((found.total[2] - found.total[0]).max())
    assert widths[1] < 0.4 * widths[0]


def test_of_a_sum_each_term_explains_its_share_alone_and_one_that_is_not_in_it_nothing() -> None:
    z = sobol_sample(3, 1024, 1)
    found = sobol_indices(3 + 2 * z[:, 0] + z[:, 1], 3, 1)
    assert found.first[1] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found.total[1] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found.total[:, 2].tolist() == [0, 0, 0]


def test_the_same_seed_gives_the_same_indices_and_seed_0_is_a_seed() -> None:
    values = ishigami(sobol_sample(3, 64, 0))
    first, again = (sobol_indices(values, 3, 0) for _ in range(2))
    assert np.array_equal(first.total, again.total)
    assert np.array_equal(sobol_sample(3, 64, 0), sobol_sample(3, 64, 0))
    assert not np.array_equal(sobol_sample(3, 64, 0), sobol_sample(3, 64, 1))


def test_blocks_may_be_missing() -> None:
    values = ishigami(sobol_sample(3, 1024, 1)).reshape(1024, 5)[3:]
    assert sobol_indices(values.ravel(), 3, 1).total[1] == pytest.approx(known()[1], abs=0.05)


def test_what_does_not_vary_has_indices_of_nothing() -> None:
    assert not sobol_indices(np.full(5 * 16, 2.0), 3, 1).total.any()


@pytest.mark.parametrize("size", [0, 1, 100, -4])
def test_a_size_that_is_no_power_of_two_is_refused(size: int) -> None:
    with pytest.raises(MarchlandError, match="power of two"):
        sobol_sample(3, size, 1)


def test_without_its_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.sobol", None)
    with pytest.raises(MarchlandError, match=r"pip install 'marchland\[sensitivity\]'"):
        sobol_sample(3, 64, 1)
