"""What an asker has told of dangers and urgent needs, in the search or on the form, or that there is no hurry."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from bot.consultation.stored.drafts import Draft
from directory.reading.reading import Reading
from directory.urgency.dangers import Danger
from directory.urgency.needs import Need, needs_named, urgent_fields, urgent_needs_in

SAID_NOT_URGENT = "not_urgent"
"""Kept with the form among what was told: the asker has said that the matter is not urgent, whatever was read."""
_NEED_OF_TOPIC = {"akuutti-ruoka": Need.FOOD}
"""The topic that is an urgent need by itself, whatever is told."""
_TOPICS_OF_NEED = {
    Need.FOOD: ("akuutti-ruoka",),
    Need.MEDICINE: ("laakkeet-maksusitoumus",),
    Need.HOME: ("asunnottomuus", "vuokrarasti-haato"),
    Need.POWER: ("sahkolasku",),
}
"""What a question about a need is called; the first where nothing of the reading speaks for another."""


def with_needs(draft: Draft, text: str, today: date) -> Draft:
    """The form with the urgent needs that a typed text tells of; they undo what was said before of no hurry."""
    found = urgent_needs_in(text, today, draft.topic) - needs_named(draft.told)
    if not found:
        return draft
    return replace(draft, told=(*(one for one in draft.told if one != SAID_NOT_URGENT), *sorted(found)))


def with_dangers(draft: Draft, dangers: Collection[Danger]) -> Draft:
    """The form with the dangers to life that have been told just now."""
    return replace(draft, told=(*draft.told, *sorted(set(dangers) - set(draft.told))))


def topic_of_need(read: Reading, needs: Collection[Need]) -> Reading:
    """The reading with the topic of the first need, where the words left the topic open: numbers do not wait for it.

    The card names the topic and can be corrected. A place that is in doubt is asked about first.
    """
    places = tuple(one for one in read.alternatives if one.why != "topic")
    if read.topic or not needs or not read.area or (read.status != "ok" and places):
        return read
    topics = _TOPICS_OF_NEED[next(one for one in Need if one in needs)]
    offered = [one.topic for one in read.alternatives]
    topic = next((one for one in topics if one in offered), topics[0])
    return replace(read, status="ok", topic=topic, alternatives=places)


def said_not_urgent(draft: Draft) -> Draft:
    """The form after its asker has said that the matter is not urgent. A danger that was told stays."""
    needs = needs_named(draft.told)
    return replace(draft, told=(*(one for one in draft.told if one not in {*needs, SAID_NOT_URGENT}), SAID_NOT_URGENT))


def needs_told(draft: Draft, question: str, fields: Mapping[str, str], today: date) -> frozenset[Need]:
    """The urgent needs of a question that is sent now; none when its asker has said that there is no hurry."""
    if SAID_NOT_URGENT in draft.told:
        return frozenset()
    of_topic = frozenset((_NEED_OF_TOPIC[draft.topic],)) if draft.topic in _NEED_OF_TOPIC else frozenset()
    told = urgent_needs_in(question, today, draft.topic) | urgent_fields(fields, today)
    return needs_named(draft.told) | told | of_topic
