"""How a world is made from public releases; a tool, never imported by the rest of marchland."""
