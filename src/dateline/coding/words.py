"""The coder's closed word lists, from `data/words.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from dateline.errors import SetupError
from dateline.model import CountWhat

T = TypeVar("T")


class TollVerbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that count persons, by who suffers what they say."""

    object: frozenset[str]
    subject: frozenset[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists by name; the file says what each is for."""

    object_control: frozenset[str]
    demanding: frozenset[str]
    asking_that: frozenset[str]
    object_doers: frozenset[str]
    charging: frozenset[str]
    blamed: dict[str, str]
    implicative: frozenset[str]
    refusing: frozenset[str]
    lifting: frozenset[str]
    talking: frozenset[str]
    purposes: frozenset[str]
    fired: frozenset[str]
    wielding: frozenset[str]
    suffered: frozenset[str]
    taken_as: frozenset[str]
    foiling: frozenset[str]
    forces: frozenset[str]
    callings: frozenset[str]
    ores: frozenset[str]
    hearsay: frozenset[str]
    occurrence: frozenset[str]
    ousting: frozenset[str]
    sway: frozenset[str]
    targets: frozenset[str]
    body_parts: frozenset[str]
    engagement: frozenset[str]
    other_time: frozenset[str]
    further: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    bodies: frozenset[str]
    pronouns: frozenset[str]
    more_parties: frozenset[str]
    with_remit: frozenset[str]
    particles: frozenset[str]
    measures: frozenset[str]
    leads: frozenset[str]
    pointers: frozenset[str]
    told_through: frozenset[str]
    tells_of: frozenset[str]
    circumstances: frozenset[str]
    speaking_things: frozenset[str]
    toll_verbs: dict[CountWhat, TollVerbs]
    toll_complements: dict[CountWhat, dict[str, frozenset[str]]]
    life_takers: frozenset[str]
    wounding: frozenset[str]
    hurts: frozenset[str]
    suffering: frozenset[str]
    remains: frozenset[str]
    fires: frozenset[str]
    befalling: frozenset[str]
    bursting: frozenset[str]
    toll_states: dict[str, CountWhat]
    revising: frozenset[str]
    toll_of: dict[str, CountWhat]
    toll_nouns: dict[str, CountWhat]
    crowd_verbs: frozenset[str]
    crowd_nouns: frozenset[str]
    kin: frozenset[str]
    ties: frozenset[str]
    one_person: frozenset[str]
    some_persons: frozenset[str]
    perpetrators: frozenset[str]
    groups: frozenset[str]
    counted_groups: frozenset[str]
    whereabouts: frozenset[str]
    between_places: frozenset[str]
    spans: frozenset[str]
    units: dict[str, str]
    carriers: frozenset[str]
    vague_units: frozenset[str]
    locative: frozenset[str]
    of_many_countries: frozenset[str]
    protesters: frozenset[str]
    fates: frozenset[str]
    answering: frozenset[str]
    blows: frozenset[str]
    called_groups: frozenset[str]


def lists(file: Path, form: type[T]) -> T:
    """The lists of an installed file. SetupError where it is unusable."""
    try:
        return msgspec.convert(yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader), type=form)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise SetupError(f"{file}: {' '.join(str(error).split())}; install dateline again") from error


WORDS = lists(Path(__file__).parent / "data" / "words.yaml", Words)
