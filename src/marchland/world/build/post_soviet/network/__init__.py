"""The freight network of the built-in world: places, links, their states and the rights over them."""
