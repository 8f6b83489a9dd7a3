"""Cards that ask back when a search was not read with certainty: did you mean, which topic, which place."""

from typing import Literal

from bot.consultation.sight.options import place_options, topic_options
from bot.turns.services import Services
from cards.asking.choose_place_and_topic import ChoosePlaceAndTopicView, Why, choose_place_and_topic_card
from cards.asking.choose_topic import ChooseTopicView, TopicView, choose_topic_card
from cards.asking.did_you_mean import DidYouMeanView, ReadingView, did_you_mean_card
from cards.asking.elsewhere import ElsewhereView, elsewhere_card
from cards.kit.frame import Card
from config.texts import Language, Translate, texts
from directory.naming import Place, place_name, place_title
from directory.people.contacts import Organisation
from directory.reading.reading import Alternative, Reading
from directory.reference import KELA, Elsewhere, Reference, Topic
from directory.routing.ranking import nobody_serves_all

USUAL_TOPICS = ("asumismenot", "vuokrarasti-haato", "perusosan-alentaminen")
USUAL_TOPICS_TO_KELA = ("lausunto", "laakkeet-maksusitoumus", "puuttuva-liite")
READINGS_AT_MOST = 3
QUERY_SHOWN_AT_MOST = 80


def card_if_unclear(
    services: Services,
    language: Language,
    draft: str,
    read: Reading,
    query: str,
    asker: Organisation,
    *,
    within_kela: bool,
) -> Card | None:
    """The card that asks what was meant, or tells whose the topic is; None when the reading is enough to act on."""
    reference, t = services.reference, texts(language)
    to_kela = asker.kind == "county"
    shown = "" if read.removed else query[:QUERY_SHOWN_AT_MOST]
    topic = reference.topics.get(read.topic)
    if topic is not None and topic.elsewhere is not None:
        return elsewhere_card(_elsewhere(reference, language, draft, read, topic, topic.elsewhere), t)
    asked_about = read.status == "ambiguous" or (
        bool(read.topic) and _municipality_matters(services, read, KELA if within_kela else read.area)
    )
    if asked_about and read.alternatives:
        return did_you_mean_card(_did_you_mean(services, language, draft, read, shown), t)
    if not read.area and not to_kela:
        why = _why_place_is_asked(read, query, within_kela=within_kela)
        return place_and_topic(reference, language, draft, read, why=why, unread=shown)
    if not read.topic:
        return choose_topic_card(_choose_topic(reference, language, draft, read, to_kela=to_kela), t)
    return None


def place_and_topic(
    reference: Reference,
    language: Language,
    draft: str,
    read: Reading,
    *,
    why: Why,
    unread: str = "",
    question: str = "",
) -> Card:
    """Both fields, filled with what is known."""
    view = ChoosePlaceAndTopicView(
        draft=draft,
        why=why,
        places=place_options(reference, language),
        topics=topic_options(reference, language),
        unread=unread,
        place=place_title(reference, Place(read.area, read.municipality), language),
        topic=reference.topics[read.topic].name(language) if read.topic else "",
        question=question,
        notes=personal_data_removed(read, texts(language)),
    )
    return choose_place_and_topic_card(view, texts(language))


def personal_data_removed(read: Reading, t: Translate) -> tuple[str, ...]:
    """Told whenever something was taken out of what was typed."""
    if not read.removed:
        return ()
    return (
        t("Personal data was taken out of the search and saved nowhere. The client belongs only in the part Client."),
    )


def _why_place_is_asked(read: Reading, query: str, *, within_kela: bool) -> Why:
    if within_kela:
        return "within_kela"
    if read.topic:
        return "place_missing"
    return "not_read" if query else "start"


def _municipality_matters(services: Services, read: Reading, organisation: str) -> bool:
    """Whether several municipalities of the county were named that no one contact of the organisation serves all of."""
    municipalities = [one.municipality for one in read.alternatives if one.municipality]
    named = services.directory.current.named_contacts(organisation, read.area)
    return len(municipalities) > 1 and nobody_serves_all(named, read.topic, municipalities)


def _elsewhere(
    reference: Reference, language: Language, draft: str, read: Reading, topic: Topic, elsewhere: Elsewhere
) -> ElsewhereView:
    return ElsewhereView(
        draft=draft,
        topic=topic.name(language),
        whose=elsewhere.whose.in_language(language),
        area=read.area,
        municipality=read.municipality,
        instead=tuple(TopicView(slug, reference.topics[slug].name(language)) for slug in elsewhere.instead),
        notes=personal_data_removed(read, texts(language)),
    )


def _did_you_mean(services: Services, language: Language, draft: str, read: Reading, query: str) -> DidYouMeanView:
    reference = services.reference
    readings = [_reading(services, language, read, one) for one in read.alternatives[:READINGS_AT_MOST]]
    unclear: Literal["place", "municipality", "topic"] = "place"
    if all(one.why == "topic" for one in read.alternatives):
        unclear = "topic"
    elif read.status == "ok":
        unclear = "municipality"
    return DidYouMeanView(
        draft=draft,
        readings=tuple(readings),
        unclear=unclear,
        places=place_options(reference, language),
        topics=topic_options(reference, language),
        query=query,
        topic=reference.topics[read.topic].name(language) if read.topic else "",
        notes=personal_data_removed(read, texts(language)),
    )


def _reading(services: Services, language: Language, read: Reading, one: Alternative) -> ReadingView:
    reference, t = services.reference, texts(language)
    area, municipality = (one.area, one.municipality) if one.area else (read.area, read.municipality)
    topic = one.topic or read.topic
    parts = [place_name(reference, area, municipality, language)] if area else []
    parts += [reference.topics[topic].name(language)] if topic else []
    title = " · ".join([*parts[:1], *(part[:1].lower() + part[1:] for part in parts[1:])])
    return ReadingView(title, _detail(services, language, area, municipality, t), area, municipality, topic)


def _detail(services: Services, language: Language, area: str, municipality: str, t: Translate) -> str:
    """What tells a place apart: a municipality's area, or an area's municipalities."""
    reference = services.reference
    if municipality:
        return reference.area_name(area, language)
    names = [one.name(language) for one in reference.municipalities_of(area)]
    if len(names) < 2:
        return ""
    return (
        t(
            "{first}, {second} and {count} more",
            plural="{first}, {second} and {count} more",
            first=names[0],
            second=names[1],
            count=len(names) - 2,
        )
        if names[2:]
        else ", ".join(names)
    )


def _choose_topic(
    reference: Reference, language: Language, draft: str, read: Reading, *, to_kela: bool
) -> ChooseTopicView:
    area = read.area or (KELA if to_kela else "")
    usual = USUAL_TOPICS_TO_KELA if to_kela or area == KELA else USUAL_TOPICS
    topics = [reference.topics[slug] for slug in usual if slug in reference.topics]
    return ChooseTopicView(
        draft=draft,
        place=place_name(reference, area, "" if area == KELA else read.municipality, language),
        area=area,
        municipality=read.municipality,
        usual=tuple(TopicView(one.slug, one.name(language)) for one in topics),
        topics=topic_options(reference, language),
        notes=personal_data_removed(read, texts(language)),
    )
