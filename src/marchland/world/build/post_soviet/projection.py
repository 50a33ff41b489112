"""The projection of the map: Lambert azimuthal equal-area, in kilometres, y downwards as on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from marchland.world.build.post_soviet.topology import Line

RADIUS_KM = 6371.0072
CENTRE_LAT = 50.0
CENTRE_LON = 68.0


def project(degrees: Line) -> Line:
    """Return the place on the map of points on the globe.

    Parameters
    ----------
    degrees
        (n, 2) longitude and latitude

    Returns
    -------
    Line
        (n, 2) kilometres to the east and to the south of the centre

    Notes
    -----
    Snyder, J. P. (1987), Map projections: a working manual, equations 24-2 to 24-4, on the sphere.
    """
    lon, lat = np.radians(degrees[:, 0] - CENTRE_LON), np.radians(degrees[:, 1])
    lat0 = np.radians(CENTRE_LAT)
    cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon)
    k = RADIUS_KM * np.sqrt(2 / np.maximum(1 + cosine, 0.05))
    x = k * np.cos(lat) * np.sin(lon)
    y = k * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon))
    return np.stack([x, -y], axis=1)
