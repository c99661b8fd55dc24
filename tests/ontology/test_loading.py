"""The data files fit together, and a broken one is one clear line."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from dateline.errors import SetupError
from dateline.ontology import Ontology
from dateline.ontology.loading import DATA, load_from

# The modes that the coding guidelines name, type by type.
MODES = {
    "ASSAULT": "firearms explosives suicide-attack aerial drone heavy-weapons unconventional primitive beat torture "
    "sexual execute assassinate massacre cleansing abduct destroy crowd-control",
    "COERCE": "arrest seize restrict ban curfew martial-law censor deport withhold cyber misinformation",
    "MOBILIZE": "militia police troops weapons",
    "PROTEST": "boycott demo hunger obstruct riot strike",
    "SANCTION": "convict discontinue expel withdraw",
    "RETREAT": "access ceasefire disarm release resign return withdraw",
    "AGREE": "",
    "CONSULT": "multilateral phone third-party visit",
    "AID": "",
    "COOPERATE": "",
    "SUPPORT": "",
    "CONCEDE": "",
    "REQUEST": "assist change meet yield",
    "REJECT": "assist change meet yield",
    "ACCUSE": "allege disapprove investigate",
    "THREATEN": "arrest ban expel relations restrict territory violence",
}
WORDS = {"SUPPORT", "CONCEDE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"}
SLOTS = {"subject", "object", "agent", "possessor", "compound", "modifier", "any", "by", "using", "targeting"}
PREPOSITIONS = (
    "on upon against at in inside into with from to toward towards for of off between among over near outside behind "
    "through along across about as under"
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "ontology"))


def test_sixteen_types_with_their_modes(ontology: Ontology) -> None:
    assert {name: set(t.modes) for name, t in ontology.types.items()} == {k: set(v.split()) for k, v in MODES.items()}
    assert {name for name, t in ontology.types.items() if t.kind == "words"} == WORDS


def test_thirty_seven_contexts_all_with_words(ontology: Ontology) -> None:
    assert len(ontology.contexts) == 37
    assert all(context.words for context in ontology.contexts.values())


def test_every_type_has_verbs_and_nouns(ontology: Ontology) -> None:
    found = {(entry.type, entry.pos) for entry in ontology.entries}
    assert {(name, pos) for name in MODES for pos in ("verb", "noun")} <= found


def test_lexicon_is_broad(ontology: Ontology) -> None:
    assert sum(len(entry.heads) for entry in ontology.entries) > 1500


def test_no_entry_stands_twice(ontology: Ontology) -> None:
    seen = Counter(
        (head, entry.pos, entry.type, entry.phrase, frozenset((*entry.requires.items(), *entry.demands.items())))
        for entry in ontology.entries
        for head in entry.heads
    )
    assert [key[:4] for key, n in seen.items() if n > 1] == []


def test_words_are_lower_case_lemmas(ontology: Ontology) -> None:
    heads = [head for entry in ontology.entries for head in entry.heads]
    assert [head for head in heads if head != head.lower() or " " in head] == []


def test_slots_are_known(ontology: Ontology) -> None:
    used = {slot for entry in ontology.entries for slot in (*entry.requires, *entry.demands, *entry.excludes)}
    used |= {slot for frame in ontology.frames.values() for slot in frame.slots}
    assert used <= SLOTS | set(PREPOSITIONS.split())


def test_every_frame_is_used(ontology: Ontology) -> None:
    assert set(ontology.frames) == {entry.frame for entry in ontology.entries}


def test_parties_of_agreements_and_talks_are_actors(ontology: Ontology) -> None:
    frames = {entry.frame for entry in ontology.entries if entry.type in ("AGREE", "CONSULT", "COOPERATE")}
    assert "recipient" not in {role for name in frames for role in ontology.frames[name].slots.values()}


def test_lookup_offers_phrases_then_selective_entries_first(ontology: Ontology) -> None:
    entries = ontology.triggers("seize", "verb")
    ranks = [(-len(e.phrase.elements) if e.phrase else 0, not (e.requires or e.demands)) for e in entries]
    assert ranks == sorted(ranks)
    assert ontology.triggers("umbrella", "noun") == ()


def test_measured_words_have_an_entry_of_their_own(ontology: Ontology) -> None:
    arrest = [e for e in ontology.triggers("arrest", "verb") if e.type == "COERCE"]
    rearrest = [e for e in ontology.triggers("rearrest", "verb") if e.type == "COERCE"]
    assert arrest[0].words == ("arrest",)
    assert arrest[0].weight != rearrest[0].weight


@pytest.mark.parametrize(
    ("type", "mode", "words", "refined"),
    [
        ("ASSAULT", None, ["explosive", "drone"], "drone"),
        ("ASSAULT", "aerial", ["drone"], "drone"),
        ("ASSAULT", "explosives", ["suicide", "bomb"], "suicide-attack"),
        ("ASSAULT", "abduct", ["gunman", "rifle"], "abduct"),
        ("ASSAULT", None, ["machete"], "primitive"),
        ("ASSAULT", None, ["morning"], None),
        ("PROTEST", "strike", ["hunger"], "hunger"),
        ("REQUEST", "change", ["ceasefire"], "yield"),
        ("AGREE", None, ["drone"], None),
    ],
)
def test_modes_are_refined(ontology: Ontology, type: str, mode: str | None, words: list[str], refined: str) -> None:
    assert ontology.refine(type, mode, words) == refined


def test_compound_nouns_are_read_by_class_first(ontology: Ontology) -> None:
    assert ontology.role("attack-noun", "compound", "drone") == "weapon"
    assert ontology.role("attack-noun", "compound", "embassy") == "recipient"
    assert ontology.role("attack-noun", "compound", "rebel") == "actor"
    assert ontology.role("attack-noun", "on", "drone") == "recipient"
    assert ontology.role("attack-noun", "despite") == "none"


def test_every_type_is_in_one_family(ontology: Ontology) -> None:
    assert sorted(name for family in ontology.families for name in family) == sorted(ontology.types)
    assert ontology.family("COERCE") == ontology.family("ASSAULT")
    assert ontology.family("AID") != ontology.family("ASSAULT")


def test_acled_names_every_act_that_it_records(ontology: Ontology) -> None:
    left_out = {"AID", "CONSULT", "COOPERATE"} | WORDS
    for name, event_type in ontology.types.items():
        for mode in (None, *event_type.modes):
            for status in ("occurred", "failed", "planned", "denied"):
                named = ontology.acled(name, mode, status)
                assert (named is None) == (name in left_out)


@pytest.mark.parametrize(
    ("type", "mode", "status", "civilian", "sub"),
    [
        ("ASSAULT", "drone", "occurred", None, "Air/drone strike"),
        ("ASSAULT", "drone", "failed", None, "Disrupted weapons use"),
        ("ASSAULT", "firearms", "occurred", False, "Armed clash"),
        ("ASSAULT", "firearms", "occurred", True, "Attack"),
        ("ASSAULT", "execute", "occurred", None, "Attack"),
        ("ASSAULT", "execute", "occurred", False, "Armed clash"),
        ("ASSAULT", "destroy", "occurred", False, "Looting/property destruction"),
        ("COERCE", "arrest", "occurred", None, "Arrests"),
        ("PROTEST", "riot", "occurred", None, "Violent demonstration"),
    ],
)
def test_acled_sub_event_types(
    ontology: Ontology, type: str, mode: str, status: str, civilian: bool | None, sub: str
) -> None:
    named = ontology.acled(type, mode, status, civilian)
    assert named is not None
    assert named.sub_event_type == sub
    assert sub in ontology.acled_types[named.event_type][1]


def test_numerals_follow_the_guidelines(ontology: Ontology) -> None:
    numerals = ontology.cues.numerals
    assert numerals["no"] == (0, 0)
    assert numerals["several"] == (2, None)
    assert numerals["dozens"] == (24, None)
    assert numerals["scores"] == (40, None)
    assert numerals["hundreds"] == (200, None)


def test_reporting_cues_carry_stance_and_hedging(ontology: Ontology) -> None:
    cues = {cue.phrase.text: cue for cue in ontology.cues.reporting}
    assert not cues["say"].hedged
    assert cues["claim"].hedged
    assert cues["deny"].stance == "denies"
    assert cues["claim responsibility"].stance == "claims responsibility"


def test_one_lemma_cues(ontology: Ontology) -> None:
    assert "allegedly" in ontology.cues.lemmas("hedges")
    assert "going" not in ontology.cues.lemmas("planned")  # only inside "going to"
    with pytest.raises(KeyError):
        ontology.cues.lemmas("nonsense")


def test_classes_take_in_classes(ontology: Ontology) -> None:
    assert ontology.classes["goods"].words.has("cocaine")
    assert ontology.classes["suspects"].words.has("anyone at all", "PERSON")
    assert not ontology.classes["drugs"].words.has("policy")


def test_version_changes_with_the_data(ontology: Ontology, copy: Path) -> None:
    assert load_from(copy).version == ontology.version
    with (copy / "cues.yaml").open("a") as file:
        file.write("# a remark\n")
    assert load_from(copy).version != ontology.version


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("triggers/agree.yaml", "type: AGREE", "type: AGREEMENT", "unknown type 'AGREEMENT'"),
        ("triggers/aid.yaml", "frame: give", "frame: gift", "unknown frame .* 'gift'"),
        ("triggers/coerce.yaml", "mode: curfew", "mode: curfews", "unknown mode of COERCE .* 'curfews'"),
        ("triggers/coerce.yaml", "<drugs>", "<drug>", "unknown class 'drug'"),
        ("triggers/agree.yaml", "weight: 0.", "weight: 7.", "not between 0 and 1"),
        ("triggers/agree.yaml", "pos: verb", "part: verb", "unknown field `part`|missing required field `pos`"),
        ("frames.yaml", "subject: actor", "subject: doer", "'doer'"),
        ("acled.yaml", "sub: Agreement", "sub: Accord", "unknown sub-event type 'Accord'"),
        ("modes.yaml", "mode: riot", "mode: riots", "unknown mode of PROTEST 'riots'"),
        ("plover.yaml", "types:", "types: [", "not YAML"),
        ("contexts.yaml", "phrases: [air force,", "phrases: [air * , ", "opens or ends with a gap"),
    ],
)
def test_a_broken_file_is_one_clear_line(copy: Path, file: str, old: str, new: str, message: str) -> None:
    path = copy / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(SetupError, match=message) as caught:
        load_from(copy)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_what_to_do(copy: Path) -> None:
    (copy / "cues.yaml").unlink()
    with pytest.raises(SetupError, match=r"cues\.yaml: cannot be read .* install dateline again"):
        load_from(copy)
