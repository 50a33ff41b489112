"""From a world to the energy layer: markets of gas and oil, levers on flows and pipes, and what they cost whom."""
