"""Grounding: words in, days, places and actors out.

Names of places come in as `PlaceMention`s, all of an article together, and go out as `Location`s with the candidates
and the reasons; names of actors are looked up in the `Registry`. Both are read from data: the gazetteer is compiled
from installed packages at first use, the registry is the YAML in `data/actors`. Which words of an article are names,
which event a place belongs to and who did what are none of this room's business.
"""

from dateline.grounding.gazetteer import Gazetteer
from dateline.grounding.phrases import BEARINGS, KINDS, PlaceMention, parse_place
from dateline.grounding.places import locate, of_people
from dateline.grounding.registry import Registry

__all__ = ["BEARINGS", "KINDS", "Gazetteer", "PlaceMention", "Registry", "locate", "of_people", "parse_place"]
