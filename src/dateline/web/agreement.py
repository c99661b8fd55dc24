"""How far two reviewers agree on a sample: for accept and reject, and for each field.

Krippendorff's alpha for nominal values (Krippendorff 1980), by NLTK: Apache-2.0 and plain Python, where the package
`krippendorff` is GPL and scikit-learn brings a hundred megabytes. A field counts where both accepted the event.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Record
from dateline.web.samples import Coded, Sample

VERDICT = "verdict"


class Agreement(Record, frozen=True, kw_only=True):
    """Agreement on one field."""

    field: str
    n: int  # events that both coded it of
    same: int
    alpha: float | None  # None where fewer than two values were given: there is nothing to agree on beyond chance


class Difference(Record, frozen=True, kw_only=True):
    """What two reviewers say otherwise of one event."""

    event: str
    fields: tuple[tuple[str, str, str], ...]  # field, first reviewer's words, second's


def agreement(sample: Sample, fields: Iterable[str]) -> list[Agreement]:
    """Agreement on the verdict, then on each field, over the events that both have coded."""
    return [_agreement(sample, name) for name in (VERDICT, *fields)]


def differences(sample: Sample, fields: Iterable[str]) -> list[Difference]:
    """The events on which the two differ, in the sample's order."""
    names = (VERDICT, *fields)
    found = []
    for event in sample.drawn.events:
        first, second = sample.pair(event)
        pairs = [(name, _label(first, name), _label(second, name)) for name in names]
        # Of an event that one of them rejected, only that is asked.
        told = [(name, a, b) for name, a, b in pairs if a is not None and b is not None and a != b]
        if told:
            found.append(Difference(event=event, fields=tuple(told)))
    return found


def _agreement(sample: Sample, name: str) -> Agreement:
    both = []
    for event in sample.drawn.events:
        coded = [sample.codings[user].get(event) for user in sample.drawn.coders]
        labels = [label for each in coded if each and (label := _label(each, name)) is not None]
        if len(labels) == 2:
            both.append((event, *labels))
    return Agreement(field=name, n=len(both), same=sum(a == b for _, a, b in both), alpha=_alpha(both))


def _alpha(both: list[tuple[str, ...]]) -> float | None:
    if len({label for _, *pair in both for label in pair}) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask([(coder, event, pair[coder]) for event, *pair in both for coder in (0, 1)]).alpha())


def _label(coded: Coded, name: str) -> str | None:
    """What was coded, as one of a list of values; None where the field was not asked."""
    if name == VERDICT:
        return coded.verdict
    answer = coded.fields.get(name)
    return answer.words if answer is not None and coded.verdict == "accept" else None
