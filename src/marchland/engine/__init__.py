"""What it would cost: one world, one scenario, one draw."""

from marchland.engine.course import WAYS, Course, course, shapley_shares
from marchland.engine.fingerprint import code_fingerprint, models_fingerprint
from marchland.engine.inputs import Input, inputs_of
from marchland.engine.outcome import Outcome
from marchland.engine.stage import LAYERS, Effects, Stage, stage

__all__ = [
    "LAYERS",
    "WAYS",
    "Course",
    "Effects",
    "Input",
    "Outcome",
    "Stage",
    "code_fingerprint",
    "course",
    "inputs_of",
    "models_fingerprint",
    "shapley_shares",
    "stage",
]
