"""From a world to the freight layer: network, zones, goods by class, levers on ways, and what they do to trade."""
