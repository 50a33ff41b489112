"""The command line: parse, call, print."""

from marchland.cli.app import app, main

__all__ = ["app", "main"]
