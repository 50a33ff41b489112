"""What is: tables with units, ranges and sources; read, checked, written."""

from marchland.world.faults import Fault
from marchland.world.read import builtin_worlds, check_world, load_world
from marchland.world.schema import Schema, schema
from marchland.world.shapes import load_shapes
from marchland.world.summary import Coverage, coverage
from marchland.world.table import Table
from marchland.world.world import World
from marchland.world.write import new_world, write_world

__all__ = [
    "Coverage",
    "Fault",
    "Schema",
    "Table",
    "World",
    "builtin_worlds",
    "check_world",
    "coverage",
    "load_shapes",
    "load_world",
    "new_world",
    "schema",
    "write_world",
]
