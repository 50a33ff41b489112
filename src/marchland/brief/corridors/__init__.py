"""Who stands at the gates of whom: ways, those that control them, and what could be opened."""

from marchland.brief.corridors.corridors_of import corridors_of
from marchland.brief.corridors.model import Corridors

__all__ = ["Corridors", "corridors_of"]
