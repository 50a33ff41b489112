"""What can be read off a draw of an episode, one figure for each observation."""

from marchland.hindcast.observables.observable import Observable, observable, observe

__all__ = ["Observable", "observable", "observe"]
