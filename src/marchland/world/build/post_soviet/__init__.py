"""How the built-in world of the post-Soviet space is made from public releases."""
