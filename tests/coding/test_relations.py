"""How parties stand to each other, by the words and grammar of one text with given ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dateline.coding.document import Part
from dateline.coding.ends import End, EndKind
from dateline.coding.relations import RelationFinder

Body = Callable[[str], Part]
Found = set[tuple[str, str, str]]


def relations(part: Part, ends: Sequence[tuple[str, EndKind]]) -> Found:
    text = part.parse.text
    given = {}
    for words, kind in ends:
        start = text.index(words)
        first, last = part.covered(part.words(start, start + len(words))) or (0, 1)
        inside = range(first, last)
        head = next(i for i in inside if part.parse.tokens[i].head not in inside or part.parse.tokens[i].head == i)
        given[End(head, first, last, kind)] = words
    return {(f.kind, given[f.source], given[f.target]) for f in RelationFinder(part.parse, given)()}


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Hasan Murad leads the Nahr Front.", "Hasan Murad", "Nahr Front", "leads"),
        ("The Nahr Front is led by Hasan Murad.", "Hasan Murad", "Nahr Front", "leads"),
        ("Hasan Murad, the commander of the Nahr Front, fled.", "Hasan Murad", "Nahr Front", "leads"),
        ("The gang was founded by Hasan Murad.", "Hasan Murad", "gang", "leads"),
        ("Hasan Murad, a fighter of the Nahr Front, fled.", "Hasan Murad", "Nahr Front", "part of"),
        ("Hasan Murad joined the Nahr Front.", "Hasan Murad", "Nahr Front", "part of"),
        ("Hasan Murad, a former officer in the Nahr Front, fled.", "Hasan Murad", "Nahr Front", "formerly of"),
        ("Hasan Murad defected from the Nahr Front.", "Hasan Murad", "Nahr Front", "formerly of"),
        ("The Nahr Front attacked the Delta Army.", "Nahr Front", "Delta Army", "fights"),
        ("The Delta Army was attacked by the Nahr Front.", "Nahr Front", "Delta Army", "fights"),
        ("The Nahr Front launched an offensive against the Delta Army.", "Nahr Front", "Delta Army", "fights"),
        ("The Delta Army is backed by Turkey.", "Delta Army", "Turkey", "backed by"),
        ("Turkey supports the Delta Army.", "Delta Army", "Turkey", "backed by"),
        ("The Turkey-backed Delta Army fled.", "Delta Army", "Turkey", "backed by"),
        ("The Nahr Front fought alongside the Delta Army.", "Nahr Front", "Delta Army", "allied with"),
        ("The Nahr Front is part of the Delta Army.", "Nahr Front", "Delta Army", "part of"),
    ],
)
def test_what_is_said_is_found(body: Body, text: str, source: str, target: str, kind: str) -> None:
    ends: list[tuple[str, EndKind]] = [(s, "person" if s == "Hasan Murad" else "body") for s in (source, target)]
    assert (kind, source, target) in relations(body(text), ends)


@pytest.mark.parametrize(
    "text",
    [
        "Hasan Murad and the Nahr Front were in Idlib.",
        "Hasan Murad condemned an attack on the Nahr Front.",
        "The Nahr Front said Hasan Murad was ill.",
    ],
)
def test_what_is_not_said_is_not_found(body: Body, text: str) -> None:
    assert relations(body(text), [("Hasan Murad", "person"), ("Nahr Front", "body")]) == set()


def test_one_of_many_leaders_does_not_lead(body: Body) -> None:
    text = "Hasan Murad, a senior leader of the Nahr Front, fled."
    assert relations(body(text), [("Hasan Murad", "person"), ("Nahr Front", "body")]) == {
        ("part of", "Hasan Murad", "Nahr Front")
    }


def test_two_persons_with_one_office(body: Body) -> None:
    text = "They cited Hasan Murad and Omar Saleh, both former officers in the Nahr Guard."
    found = relations(body(text), [("Hasan Murad", "person"), ("Omar Saleh", "person"), ("Nahr Guard", "body")])
    assert found == {("formerly of", name, "Nahr Guard") for name in ("Hasan Murad", "Omar Saleh")}


def test_words_inside_a_name_are_no_relation(body: Body) -> None:
    assert relations(body("Iraqi forces entered Mosul."), [("Iraqi forces", "body"), ("Iraqi", "land")]) == set()
