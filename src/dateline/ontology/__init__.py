"""PLOVER, ACLED's names and the trigger lexicon, as data files and their loader.

In: the YAML files beside this module. Out: one checked, immutable `Ontology`: the sixteen types with their modes, the
contexts, the noun classes, the words and phrases that can name an event with their role frames, the words that settle a
mode, and the words of attribution and doubt. Finding these words in a text is the coder's business, not this room's.
"""

from dateline.ontology.loading import Ontology
from dateline.ontology.phrases import Element, Phrase
from dateline.ontology.records import (
    AcledName,
    Context,
    Cue,
    Cues,
    Entry,
    EventType,
    Frame,
    NounClass,
    Pos,
    Refinement,
    Role,
    Words,
)

__all__ = [
    "AcledName",
    "Context",
    "Cue",
    "Cues",
    "Element",
    "Entry",
    "EventType",
    "Frame",
    "NounClass",
    "Ontology",
    "Phrase",
    "Pos",
    "Refinement",
    "Role",
    "Words",
]
