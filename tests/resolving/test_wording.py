import pytest

from dateline.resolving.wording import is_name, name_words, share, stems, words


def test_words_fold_case_accents_points_and_possessives():
    assert words("The U.S. and Erdoğan’s men") == ("the", "us", "and", "erdogan", "men")


@pytest.mark.parametrize(
    ("one", "other"), [("UN", "United Nations"), ("SDF", "Syrian Democratic Forces"), ("US troops", "the U.S.")]
)
def test_one_party_under_two_names(one: str, other: str):
    assert share(name_words(one), name_words(other)) == 1


def test_a_generic_word_is_no_common_name():
    assert share(name_words("Iraqi security forces"), name_words("Kurdish forces")) == 0


def test_names_are_told_from_descriptions():
    assert is_name("Islamic State")
    assert not is_name("three gunmen")
    assert not is_name("Police")


def test_stems_join_forms_of_a_verb():
    assert stems("attacked") == stems("the attacks") == stems("attacking")
