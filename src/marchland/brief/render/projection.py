"""Where a place is drawn: the projection that the outlines of a world are in, or one around its places."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EARTH_KM = 6371.0072
_FARTHEST = 0.05
"""Least 1 + cosine of the distance from the centre: beyond, a place is drawn as if no farther away."""


def projected(projection: Mapping[str, Any], lat: float, lon: float) -> tuple[float, float]:
    """Return a place on the map, in km east and south of the centre.

    Parameters
    ----------
    projection
        centre_lat, centre_lon, radius_km: Lambert azimuthal equal-area
    lat, lon
        degrees

    Notes
    -----
    Snyder, J. P. (1987), Map projections: a working manual, equations 24-2 to 24-4, on the sphere.
    """
    middle = radians(projection["centre_lat"])
    east, north = radians(lon - projection["centre_lon"]), radians(lat)
    cosine = sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)
    k = projection["radius_km"] * sqrt(2 / max(1 + cosine, _FARTHEST))
    return k * cos(north) * sin(east), -k * (cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east))


def around(places: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Return a projection around places given in degrees (lat, lon), for a world without outlines.

    The centre is where the mean of their directions from the middle of the earth points to.
    """
    from math import atan2, degrees

    points = [(radians(lat), radians(lon)) for lat, lon in places] or [(0.0, 0.0)]
    x = sum(cos(lat) * cos(lon) for lat, lon in points)
    y = sum(cos(lat) * sin(lon) for lat, lon in points)
    z = sum(sin(lat) for lat, _ in points)
    return {
        "centre_lat": degrees(atan2(z, sqrt(x * x + y * y))),
        "centre_lon": degrees(atan2(y, x)),
        "radius_km": EARTH_KM,
    }
