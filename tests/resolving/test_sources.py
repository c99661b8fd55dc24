from factories import actor, claim, killed, report
from msgspec.structs import replace

from dateline.model import Party
from dateline.resolving import independent

STATEMENT = "The ministry said fourteen people died when a bomb tore through the covered market on Monday."


def test_ten_rewrites_of_one_statement_are_one_source():
    rewrites = [report(f"a{n}", killed(14, cited="Ministry of Interior"), quote=f"Story {n}.") for n in range(10)]
    (source,) = independent(rewrites)
    assert source.names == ("ministry of interior",)
    assert len(source.articles) == 10


def test_articles_in_their_own_voice_are_counted_by_owner():
    reports = [report("a1", actor("X")), report("a2", actor("X")), report("a3", actor("X"))]
    assert len(independent(reports)) == 3
    assert len(independent(reports, {"a1": "The Daily", "a2": "The Daily", "a3": "The Post"})) == 2


def test_one_text_under_two_owners_is_one_source():
    copies = [report("a1", actor("X"), quote=STATEMENT), report("a2", actor("X"), quote=STATEMENT + " More to follow.")]
    other = report("a3", actor("X"), quote="Witnesses counted nine bodies outside the hospital gates that evening.")
    found = independent([*copies, other], {"a1": "The Daily", "a2": "The Post", "a3": "The Times"})
    assert [source.articles for source in found] == [("a1", "a2"), ("a3",)]


def test_short_likeness_says_nothing():
    assert (
        len(independent([report("a1", actor("X"), quote="A bomb hit."), report("a2", actor("X"), quote="A bomb hit.")]))
        == 2
    )


def test_order_does_not_matter():
    reports = [report(f"a{n}", claim("actor", Party(name="X"), cited=f"Office {n % 3}")) for n in range(6)]
    assert independent(reports) == independent(reports[::-1])
    assert len(independent(reports)) == 3


def test_what_an_article_tells_twice_is_no_further_source():
    words = "A bomb tore through the crowded fish market of the old town early on Monday"
    first, again = report("a1", quote=words, number=1), report("a1", quote="The blast shook houses.", number=2)
    copy = report("a2", quote=words)
    assert len(independent([first, copy])) == len(independent([first, again, copy])) == 1


def test_what_an_article_says_beside_whom_it_cites_is_no_source_of_its_own():
    (source,) = independent([report("a1", actor("X"), killed(3, cited="Police"))])
    assert source.names == ("police",)


def test_who_only_denies_is_no_source():
    denial = replace(killed(3, cited="Rebels"), stance="denies")
    (source,) = independent([report("a1", killed(3, cited="Army"), denial)])
    assert source.names == ("army",)
    (alone,) = independent([report("a1", denial)])
    assert alone.names == ("rebels",)
