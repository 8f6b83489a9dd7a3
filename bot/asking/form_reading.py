"""Reading the consult form as it came back: everything the card checked is checked again here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.asking.form_texts import check_texts
from bot.asking.urgency_told import needs_told
from bot.bases.bases import Bases, Direction
from bot.bases.grounds import Ground, ground_of
from bot.client.client_fields import ClientRules, consent_answers, read_client
from bot.consultation.stored.drafts import Draft
from bot.privacy.hetu import Hetu
from cards.asking.consult_view import ANYONE, Answers, Problem
from cards.buttons.asking_data import FormFields, SendData
from cards.client.client_part import GENERAL, SITUATIONS
from cards.kit.template import Option, Template, TemplateField
from config.texts import Translate
from directory.routing.application_times import can_have_come
from directory.time.calendar import end_of_next_working_day, helsinki_date, is_working_day
from directory.time.time_wording import moment_words
from directory.urgency.needs import Need

SAME_DAY_UNTIL = 13
"""After this hour, Finnish time, an answer on the same day is no longer offered."""
LONGEST_DATE = 30
"""What is longer is no date, and is not given back to be shown in a date field."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form in order, ready to be sent."""

    question: str
    ground: Ground
    """The legal basis, and the consent behind it."""
    client: Hetu | None
    situation: tuple[str, ...]
    receiver: str
    """anyone, or an offered contact's id."""
    answer_by: datetime
    details: tuple[tuple[str, str], ...]
    reason: str = ""
    """Why an urgent matter is a demanding case; empty where the area's rule does not ask."""
    with_personal_data: bool = False
    """The asker has been asked about a telephone number or the like and sends it all the same."""
    needs: frozenset[Need] = frozenset()
    """The urgent needs told so far, or in this form."""
    arrived: date | None = None
    """When the application behind the question came (Finnish date), if the asker tells."""

    @property
    def basis(self) -> str:
        """The legal basis by its code."""
        return self.ground.code


@dataclass(frozen=True, slots=True)
class Faulty:
    """A form not in order: what to say, and the answers to give back, cleaned."""

    problems: tuple[Problem, ...]
    answers: Answers


@dataclass(frozen=True, slots=True)
class FormRules:
    """What a form is checked against."""

    bases: Bases
    direction: Direction
    template: Template
    now: datetime
    reason_asked: bool = False
    """The area lets only demanding cases of an urgent topic through: the reason has to be written."""
    arrival_asked: bool = False
    """The asker may tell when the application came."""
    public: frozenset[str] = frozenset()
    """Telephone numbers and addresses that are nobody's secret, as `Directory.public_details` holds them."""
    topic: str = ""

    @property
    def of_client(self) -> ClientRules:
        """The rules of the part about the client."""
        return ClientRules(self.bases, self.direction, self.topic, helsinki_date(self.now))


def answer_times(now: datetime, t: Translate) -> tuple[Option, ...]:
    """Offered answer times, the default first: the end of the next working day."""
    default = end_of_next_working_day(now)
    later = end_of_next_working_day(end_of_next_working_day(default))
    week = end_of_next_working_day(default + timedelta(days=6))
    times = [default, *_same_day(now), later, week]
    return tuple(Option(moment.isoformat(), moment_words(moment, t)) for moment in dict.fromkeys(times))


def read_form(data: SendData, draft: Draft, rules: FormRules, t: Translate) -> Filled | Faulty:
    """The filled form, or what is wrong with it. Nothing that held an identity code is given back uncleaned."""
    answers = replace(answers_in(data, draft, rules), asked_about_data=data.asked is True)
    texts = check_texts(answers, rules.public, t, reason_asked=rules.reason_asked)
    answers, problems = texts.answers, list(texts.problems)
    if _receiver(data, draft) is None:
        title = t("This contact is no longer offered")
        problems.append(Problem("receiver", title, t("Choose again to whom the question goes. Nothing was sent.")))
    problems += _wrong_numbers(data, rules.template, t)
    if answers.arrived and _arrival(answers.arrived, rules) is None:
        answers = replace(answers, arrived="")
        problems.append(_wrong_arrival(t))
    about = read_client(data, rules.of_client, t)
    if isinstance(about, Problem):
        problems.append(about)
    elif draft.asks_own_worker_only and about.client is None:
        problems.append(_client_missing(t))
    answer_by = _moment(answers.answer_by, rules.now)
    if answer_by is None:
        problems.append(
            Problem("answer_by", t("The answer time has passed"), t("Choose a later time. Nothing was sent."))
        )
    if problems or answer_by is None or isinstance(about, Problem):
        return Faulty(tuple(problems), answers)
    details = tuple(sorted(answers.fields.items()))
    return Filled(
        answers.question,
        ground_of(about.basis, about.consent),
        about.client,
        answers.situation,
        answers.receiver,
        answer_by,
        details,
        answers.reason,
        texts.with_personal_data,
        needs_told(draft, answers.question, answers.fields, helsinki_date(rules.now)),
        _arrival(answers.arrived, rules),
    )


def answers_in(data: FormFields, draft: Draft, rules: FormRules) -> Answers:
    """What the form holds, its texts unchecked; the identity code never, and nothing that is no choice of the form."""
    basis = data.basis or GENERAL
    chosen = data.situation.split(",")
    return Answers(
        question=data.question,
        basis=basis if basis in rules.bases.by_code else GENERAL,
        consent=consent_answers(data),
        situation=tuple(one for one in SITUATIONS if one in chosen),
        receiver=_receiver(data, draft) or ANYONE,
        answer_by=data.answer_by or end_of_next_working_day(rules.now).isoformat(),
        fields=_own_fields(data, rules.template),
        reason=data.reason if rules.reason_asked else "",
        arrived=data.arrived[:LONGEST_DATE] if rules.arrival_asked else "",
    )


def _receiver(data: FormFields, draft: Draft) -> str | None:
    """Anyone, or one of those offered. None for somebody else: the question must not go to others instead."""
    chosen = data.receiver or ANYONE
    return chosen if chosen in {ANYONE, *draft.offered} else None


def _own_fields(data: FormFields, template: Template) -> Mapping[str, str]:
    """The template's fields with an allowed value; anything else is left out: these are choices, not text.

    Of these only a number is typed, so only of a wrong number is its writer told: see `_wrong_numbers`.
    """
    values: dict[str, str] = {}
    for one in template.fields:
        value = data.fields.get(one.id, "")
        allowed = {
            "choice": value in {option.value for option in one.options},
            "date": _is_date(value),
            "number": _is_number_for(one, value),
        }
        if value and allowed[one.kind]:
            values[one.id] = value
    return values


def _wrong_numbers(data: SendData, template: Template, t: Translate) -> list[Problem]:
    """The card does not hold back a wrong number: bounds there would also hold back a field left empty."""
    typed = [(one, data.fields.get(one.id, "")) for one in template.fields if one.kind == "number"]
    return [_wrong_number(one, t) for one, value in typed if value and not _is_number_for(one, value)]


def _wrong_number(own: TemplateField, t: Translate) -> Problem:
    title = t("Check: {field}", field=own.label)
    if own.minimum is None or own.maximum is None:
        return Problem("fields", title, t("Give a whole number, or leave the field empty. Nothing was sent."))
    bounds = f"{own.minimum}–{own.maximum}"
    return Problem(
        "fields", title, t("Give a whole number {bounds}, or leave the field empty. Nothing was sent.", bounds=bounds)
    )


def _arrival(value: str, rules: FormRules) -> date | None:
    """The day of arrival; None when there is none, or when the application cannot have come on it."""
    day = date.fromisoformat(value) if _is_date(value) else None
    return day if day is not None and can_have_come(day, helsinki_date(rules.now)) else None


def _wrong_arrival(t: Translate) -> Problem:
    return Problem(
        "arrived",
        t("Check the day on which the application came"),
        t("It is today or earlier, at most three months ago. Leave it empty if nothing waits. Nothing was sent."),
    )


def _is_number_for(own: TemplateField, value: str) -> bool:
    if not (value.isascii() and value.isdigit() and len(value) <= 7):
        return False
    at_least, at_most = own.minimum or 0, own.maximum
    return int(value) >= at_least and (at_most is None or int(value) <= at_most)


def _client_missing(t: Translate) -> Problem:
    """The question goes to the client's own worker alone: without a client there is nobody to ask."""
    return Problem(
        "client",
        t("The client is missing"),
        t("Choose the legal basis and type the client's identity code. Nothing was sent."),
    )


def _moment(value: str, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return end_of_next_working_day(now)
    if moment.tzinfo is None:
        return end_of_next_working_day(now)
    return moment.astimezone(UTC) if now < moment < now + timedelta(days=60) else None


def _same_day(now: datetime) -> list[datetime]:
    today = helsinki_date(now)
    end = end_of_next_working_day(now - timedelta(days=1))
    open_today = (
        is_working_day(today) and helsinki_date(end) == today and end - now > timedelta(hours=16 - SAME_DAY_UNTIL)
    )
    return [end] if open_today else []


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
