"""Near-duplicates: what they tell in the same words, and that they are no source of their own."""

from factories import bombing, claim, coding, evidence, page, report
from msgspec.structs import replace

from dateline.ledger import Ledger
from dateline.ledger.copying import copied
from dateline.model import Article, Coding, Count, Evidence, Party, RelationClaim
from dateline.resolving import independent

TEXT = "Officials said so. A bomb killed nine in Karsa. Ann Poe leads the Black Banner."


def span(quote: str, text: str = TEXT) -> Evidence:
    return Evidence(part="body", start=text.index(quote), end=text.index(quote) + len(quote), quote=quote)


def original() -> Coding:
    killed = replace(claim("count", Count(what="killed", min=9, max=9)), evidence=(span("nine"),))
    told = replace(bombing("a1", "2024-03-04"), trigger=span("bomb"), quote=span("A bomb killed nine in Karsa."))
    leads = RelationClaim(
        kind="leads", source=Party(name="Ann Poe"), target=Party(name="Black Banner"),
        evidence=(span("Ann Poe"), span("leads"), span("Black Banner")),
    )  # fmt: skip
    claims = tuple(replace(each, evidence=(span("Karsa"),)) for each in told.claims)
    made = coding("a1", replace(told, claims=(*claims, killed)), text=TEXT)
    return replace(made, relations=(leads,))


def copy(text: str, name: str = "z1") -> Article:
    return replace(coding(name, text=text).article, publisher=f"The {name} Post")


def spans(made: Coding) -> list[Evidence]:
    found = [each for report in made.reports for each in (report.trigger, report.quote)]
    found += [each for report in made.reports for told in report.claims for each in told.evidence]
    return found + [each for told in made.relations for each in told.evidence]


def test_spans_are_found_again_where_a_copy_begins_otherwise():
    made = copied(original(), copy(f"KARSA (Wire) A bomb was feared. {TEXT}"))
    (told,) = made.reports
    assert (told.article_id, made.article.copy_of, len(told.claims)) == ("z1", "a1", 4)
    assert told.id != original().reports[0].id
    assert all(made.article.text[each.start : each.end] == each.quote for each in spans(made))
    assert made.article.text[told.trigger.start - 2 :].startswith("A bomb killed")
    assert len(made.relations) == 1


def test_what_a_copy_does_not_say_it_does_not_tell():
    assert copied(original(), copy("A bomb killed ten in Karsa.")).reports == ()
    made = copied(original(), copy("A bomb killed nine in Karsa."))
    assert (len(made.reports), made.relations) == (1, ())


def test_a_copy_is_a_further_report_and_no_further_source(where: str):
    with Ledger.open(where) as ledger:
        first = original()
        ledger.add(page("p1"), replace(first, article=replace(first.article, publisher="The Wire")))
        for name in ("z1", "z2"):
            ledger.add(page(name), copied(ledger.coding("a1"), copy(f"KARSA: {TEXT}", name)))
        (event,) = ledger.events()
        assert (len(event.reports), event.independent) == (3, 1)
        other = coding("b1", bombing("b1", "2024-03-04"), text="Another said so.")
        ledger.add(page("b1"), replace(other, article=replace(other.article, publisher="The Herald")))
        assert ledger.event(event.id).independent == 2
        assert [fault for fault in ledger.verify() if "b1" not in fault] == []


def test_short_quotes_alone_would_make_two_sources():
    one, other = (report(name, quote="bomb") for name in ("a1", "z1"))
    told = [replace(each, claims=(claim("place", Party(name="x")),)) for each in (one, other)]
    assert evidence("bomb").quote == "bomb"
    assert len(independent(told, {"a1": "The Wire", "z1": "The z1 Post"})) == 2
