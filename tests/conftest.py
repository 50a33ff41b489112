"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from tests.freight_world import freight_world
from tests.fuel_world import fuel_world
from tests.product_world import product_world
from tests.small_world import small_world

from marchland.world import World, load_world

# The same examples in every run: a gate that fails at random is none. To explore: --hypothesis-profile=default.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of the reference data, or skip the test."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("MARCHLAND_REFERENCE", beside))
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}; set MARCHLAND_REFERENCE to build the world from its sources")
    return folder


@pytest.fixture(scope="session")
def world() -> World:
    """Return the built-in world, all years."""
    return load_world()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the world of three actors."""
    return load_world(small_world(tmp_path_factory.mktemp("worlds") / "small"))


@pytest.fixture(scope="session")
def products(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the world of three actors with goods of two sectors and products within them."""
    return load_world(product_world(tmp_path_factory.mktemp("worlds") / "products"))


@pytest.fixture(scope="session")
def carried(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the world of three actors with ways between them."""
    return load_world(freight_world(tmp_path_factory.mktemp("worlds") / "carried"))


@pytest.fixture(scope="session")
def fuelled(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the world of three actors with gas."""
    return load_world(fuel_world(tmp_path_factory.mktemp("worlds") / "fuelled"))
