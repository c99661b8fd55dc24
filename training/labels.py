"""What the encoder tells apart; shipped beside its weights."""

from __future__ import annotations

from dateline.language.encoder import Labels
from dateline.ontology import Ontology

NONE = "none"
ROLES = ("actor", "recipient", "weapon", "place", "date", "source")
CHANNELS = ("source", "cue", "content", "perpetrator", "target", "instrument")


def labels() -> Labels:
    """The label sets, from the ontology."""
    ontology = Ontology.load()
    return Labels(
        types=(NONE, *ontology.types),
        modes=(NONE, *sorted({mode for t in ontology.types.values() for mode in t.modes})),
        states=("not occurred", "hedged"),
        channels=CHANNELS,
        incidents=INCIDENTS,
        roles=ROLES,
    )


INCIDENTS = (
    "ABDUCT_DISSAP", "AGREEMENT", "AIR_STRIKE", "ARMED_CLASH", "ARREST", "ART_MISS_ATTACK", "ATTACK", "ATTRIB",
    "CHANGE_TO_GROUP_ACT", "CHEM_WEAP", "DIPLO", "DISR_WEAP", "FORCE_AGAINST_PROTEST", "GOV_REGAINS_TERIT", "GRENADE",
    "HQ_ESTABLISHED", "MAN_MADE_DISASTER", "MOB_VIOL", "NATURAL_DISASTER", "NON_STATE_ACTOR_OVERTAKES_TER",
    "NON_VIOL_TERRIT_TRANSFER", "ORG_CRIME", "OTHER", "PEACE_PROTEST", "PROPERTY_DISTRUCT", "PROTEST_WITH_INTER",
    "REM_EXPLOS", "SEX_VIOL", "SUIC_BOMB", "VIOL_DEMONSTR",
)  # fmt: skip
"""ACLED's sub-event types and five classes more, as CASE 2021 task 2 names them."""
