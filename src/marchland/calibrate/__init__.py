"""What the data say: the freight layer held against observed traffic, and its dispersion fitted to some of it."""

from marchland.calibrate.corridors import CorridorRoutes, corridor_routes
from marchland.calibrate.dispersion import Calibration, calibrate_dispersion
from marchland.calibrate.observed import Modelled, observed
from marchland.calibrate.written import write_calibration

__all__ = [
    "Calibration",
    "CorridorRoutes",
    "Modelled",
    "calibrate_dispersion",
    "corridor_routes",
    "observed",
    "write_calibration",
]
