"""Ready text of a closed matter for the reader's own system: what was asked and answered, on which basis, what
came of it.

People are told by their work and organisation, never by name.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.consultation.rules import outcomes
from bot.consultation.rules.model import Consultation, Someone
from bot.consultation.sight.reader_view import Reading
from cards.kit.k_number import consultation_label
from config.texts import Translate
from directory.time.calendar import helsinki_date
from directory.time.time_wording import full_day_words, full_moment_words

LONGEST = 6000
"""Characters of the texts together, so that the card they are on is not too big for Teams."""
SHORTEST_CUT = 200
"""No text is cut shorter than this; where there are too many, the oldest lines stay out."""


def record_text(reading: Reading, case: Consultation) -> str:
    """The text; empty while the matter is open, and for one that was withdrawn before anybody answered."""
    if case.outcome is None or case.closed_at is None:
        return ""
    if case.outcome.code == outcomes.WITHDRAWN and case.answered_at is None:
        return ""
    return "\n\n".join([_summary(reading, case, case.outcome.code, case.closed_at), *_said(reading, case)])


def _summary(reading: Reading, case: Consultation, outcome: str, closed_at: datetime) -> str:
    """Facts and choices only."""
    t = reading.t
    asking, receiving = (
        reading.organisation(case.asking_organisation),
        reading.organisation(case.receiving_organisation),
    )
    sentences = [
        t(
            "{date} Consultation {label}: {asking} asked, {receiving} answered.",
            date=full_day_words(helsinki_date(closed_at), t),
            label=consultation_label(case.number),
            asking=asking,
            receiving=receiving,
        ),
        t("Topic: {topic}.", topic=reading.topic(case)),
    ]
    if case.basis != "general":
        sentences.append(t("Legal basis: {basis}.", basis=reading.basis(case)))
    if consent := reading.consent(case):
        sentences.append(t("Consent: {consent}.", consent=consent))
    sentences.append(t("Outcome: {outcome}.", outcome=outcomes.title(outcome, t)))
    sentences += [words(t) for words in _facts(reading, case)]
    return " ".join(sentences)


def _said(reading: Reading, case: Consultation) -> list[str]:
    """Each text with its moment and its writer's work, the question first."""
    t = reading.t
    lines = [one for one in case.lines if one.deleted_at is None]
    shown = lines[-(LONGEST // SHORTEST_CUT - 1) :]
    cut = LONGEST // (len(shown) + 1)
    asked = t(
        "{moment} {who} asked: {text}",
        moment=full_moment_words(case.created_at, t),
        who=_who(reading, case.asker, case.asking_organisation),
        text=_shortened(case.question, cut),
    )
    left_out = len(lines) - len(shown)
    paragraphs = [asked, *([_left_out(left_out, t)] if left_out else [])]
    for one in shown:
        organisation = case.asking_organisation if one.side == "asking" else case.receiving_organisation
        paragraphs.append(
            t(
                "{moment} {who} wrote: {text}",
                moment=full_moment_words(one.created_at, t),
                who=_who(reading, one.author, organisation),
                text=_shortened(one.text, cut),
            )
        )
    return paragraphs


def _left_out(count: int, t: Translate) -> str:
    return t("{count} older message is left out.", plural="{count} older messages are left out.", count=count)


def _who(reading: Reading, person: Someone, organisation: str) -> str:
    """The organisation, and the person's work in it when the directory knows it."""
    contact = reading.contact(person)
    name = reading.short_organisation(organisation)
    return f"{name} ({contact.title})" if contact is not None and contact.title else name


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 2].rstrip()} …"


def _facts(reading: Reading, case: Consultation) -> list[Callable[[Translate], str]]:
    outcome = case.outcome
    if outcome is None or not outcomes.about_client(case):
        return []
    county = reading.organisation(case.county)
    reached: Mapping[str, Callable[[Translate], str]] = {
        "yes": lambda t: t("{county}: the client was reached.", county=county),
        "no": lambda t: t("{county}: the client was not reached.", county=county),
    }
    kelmu: Mapping[str, Callable[[Translate], str]] = {
        "done": lambda t: t("A Kelmu notice has been made."),
        "to_be_done": lambda t: t("A Kelmu notice will still be made."),
    }
    facts = [one for one in (reached.get(outcome.client_reached), kelmu.get(outcome.kelmu)) if one]
    if outcome.followup_on:
        day = date.fromisoformat(outcome.followup_on)
        facts.append(lambda t: t("Follow-up {date}.", date=full_day_words(day, t)))
    return facts
