"""What the directory says to people, from its typed values.

Why a contact is offered, when a number answers, what an area has agreed, and why a question does not go on.
"""

from typing import assert_never

from config.texts import Translate
from directory.areas.areas import AreaRule
from directory.people.contact_wording import ShownPresence, shown_presence
from directory.people.freshness import Freshness
from directory.routing.ranking import (
    AnsweredYou,
    DeputyAnswers,
    NobodyStandsIn,
    OtherMunicipalities,
    OtherTopics,
    PartOfArea,
    Reason,
    ServesMunicipality,
    SpecialSkills,
    TopicMatches,
    WholeArea,
)
from directory.routing.routing import Note, OtherCounty, OwnOrganisation, PhoneOnly, PlaceMissing
from directory.time.time_wording import (
    day_words,
    full_day_words,
)


def reason_words(reason: Reason, t: Translate) -> str:
    """Why the contact is offered, as part of a line: `aihe täsmää`."""
    match reason:
        case WholeArea(all_topics=True):
            return t("whole area, all topics")
        case SpecialSkills(skills):
            return t("special skills: {skills}", skills=", ".join(skills))
        case AnsweredYou(on):
            return t("last answered {date}", date=day_words(on, t))
        case DeputyAnswers(deputy, presence):
            return _deputy_words(deputy.name, shown_presence(presence.value), t)
        case Freshness():
            return doubt_words(reason, t)
    words: dict[type[Reason], str] = {
        WholeArea: t("whole area"),
        PartOfArea: t("part of the area"),
        ServesMunicipality: t("serves this municipality"),
        TopicMatches: t("topic matches"),
        OtherTopics: t("has other topics"),
        OtherMunicipalities: t("serves other municipalities of the area"),
        NobodyStandsIn: t("no deputy available"),
    }
    return words[type(reason)]


def doubt_words(doubt: Freshness, t: Translate) -> str:
    """Why a contact's details are doubtful, as part of a line: `tiedot vahvistamatta 1.3.2026 jälkeen`."""
    since = full_day_words(doubt.since, t) if doubt.since else ""
    match doubt.cause:
        case "no_account":
            return t("not in the organisation's own directory, messages do not arrive")
        case "not_found":
            return t("no longer found in the organisation's own directory")
        case "bounced":
            return t("messages have not arrived since {date}", date=since)
        case "refused":
            return t("the last questions belonged to others, field of work unconfirmed")
    return t("details unconfirmed since {date}", date=since) if since else t("details never confirmed")


def _deputy_words(name: str, presence: ShownPresence, t: Translate) -> str:
    words: dict[ShownPresence, str] = {
        "available": t("deputy {name}, available", name=name),
        "busy": t("deputy {name}, busy", name=name),
        "away": t("deputy {name}, not at the desk", name=name),
        "unknown": t("deputy {name}", name=name),
    }
    return words[presence]


def note_words(note: Note, rule: AreaRule, t: Translate) -> str:
    """What should be known about the area, as one sentence."""
    match note:
        case "named_contacts_ask":
            return t("In this area the named contacts ask Kela. Another worker may ask when there is a reason.")
        case "kela_contacts_ask":
            return t("In Kela the named contacts ask the counties. Another handler may ask when there is a reason.")
        case "own_worker_first":
            return t("In this area the client's own worker is contacted first, if known.")
        case "no_agreement_known":
            return t("No agreed ways of working are known for this area.")
        case "rule_not_verified":
            return t("The area's ways of working are from this source and unconfirmed: {source}.", source=rule.source)
    assert_never(note)


def urgency_words(phone_only: PhoneOnly, t: Translate) -> str:
    """Why an urgent matter is not asked in this channel."""
    if phone_only.rule.urgency == "excluded":
        return t("This has been agreed with the area.")
    if phone_only.demanding_allowed:
        return t("This has been agreed with the area. A demanding case may be asked about in Kuntayhteys.")
    return t("Urgent matters are handled by telephone unless the area has agreed otherwise.")


def refusal_words(route: OtherCounty | OwnOrganisation | PlaceMissing, t: Translate) -> str:
    """Why the question does not go where it was sent, and what to do instead."""
    match route:
        case OtherCounty():
            return t(
                "In Kuntayhteys questions go between Kela and the counties. To ask Kela: /consult Kela and the topic."
            )
        case OwnOrganisation():
            return t("This is the asker's own area. Kela's contacts for the area are below.")
        case PlaceMissing():
            return t("The area is missing. Type the municipality or area and the topic, such as /consult Imatra rent.")
    assert_never(route)
