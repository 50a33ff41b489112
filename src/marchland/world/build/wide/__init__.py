"""Places and links of any part of the world, from open data of railways, roads and sea lanes."""

from marchland.world.build.wide.box import Box
from marchland.world.build.wide.countries import Countries, chosen_countries
from marchland.world.build.wide.network import WideNetwork, wide_network, write_network

__all__ = ["Box", "Countries", "WideNetwork", "chosen_countries", "wide_network", "write_network"]
