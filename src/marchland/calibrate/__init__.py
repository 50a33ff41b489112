"""What the data say: the freight layer held against observed traffic, and its dispersion fitted to some of it."""

from marchland.calibrate.corridors import CorridorCosts, corridor_costs
from marchland.calibrate.dispersion import Calibration, calibrate_dispersion
from marchland.calibrate.observed import Modelled, observed
from marchland.calibrate.written import write_calibration

__all__ = [
    "Calibration",
    "CorridorCosts",
    "Modelled",
    "calibrate_dispersion",
    "corridor_costs",
    "observed",
    "write_calibration",
]
