"""Distance between two positions over the surface of the earth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0088
"""Mean radius of the earth in km (IUGG)."""


def great_circle_km(lat_a: ArrayLike, lon_a: ArrayLike, lat_b: ArrayLike, lon_b: ArrayLike) -> NDArray[np.float64]:
    """Return the distance in km by the haversine formula; the arguments broadcast.

    Parameters
    ----------
    lat_a, lon_a, lat_b, lon_b
        positions in degrees north and east
    """
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_lat = (phi_b - phi_a) / 2
    half_lon = np.radians(np.subtract(lon_b, lon_a)) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lon) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))), dtype=np.float64)


def on_sphere(lat: ArrayLike, lon: ArrayLike) -> NDArray[np.float64]:
    """Return positions as vectors of length 1, (n, 3): the nearest vector is the nearest position.

    Parameters
    ----------
    lat, lon
        (n,) degrees north and east
    """
    phi, theta = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1)
