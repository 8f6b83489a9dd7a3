"""From the consultation to what each reader sees of it: names, times and states put into the reader's words."""

from datetime import date, datetime
from typing import Literal

from bot.consultation.rules import outcomes
from bot.consultation.rules.model import Consultation, Line, Side, Someone
from bot.consultation.rules.own_worker import first_asked, may_name, may_name_now
from bot.consultation.rules.urgent_facts import needs_of, topic_hurries
from bot.consultation.sight.fact_words import fact_words
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.receipts import close_form, receipt
from bot.consultation.sight.telephones import off_notice, phone_views, standing_numbers, who_helps
from bot.consultation.waiting.ahead import Ahead
from bot.consultation.waiting.clocks import is_urgent
from bot.outbox.tables import Post
from cards.consultation.asker_status import AskerState, AskerStatusView, OwnWorkerFirst, UndeliveredView
from cards.consultation.messages import MessageView
from cards.consultation.receiver_question import ReceiverQuestionView, ReceiverState
from cards.consultation.relayed_message import RelayedMessageView
from cards.kit.person import PersonView, PhoneView
from cards.kit.template import Option
from config.texts import Translate
from directory.people.contact_wording import standing_contact_phones, work_words
from directory.reference import KELA
from directory.time.calendar import helsinki_date
from directory.time.time_wording import clock_words, full_day_words, moment_words, weekday_words
from directory.urgency.need_wording import needs_words

_UNNAMED = frozenset({"unreached", "next", "handed_over", "gone"})
"""States of receivers whose names the others asked do not read."""


def asker_view(
    reading: Reading, case: Consultation, posts: tuple[Post, ...], shown: Post, ahead: Ahead | None = None
) -> AskerStatusView:
    """The question for its asker. `ahead`: what happens next by itself."""
    t = reading.t
    return AskerStatusView(
        consultation=case.number,
        version=case.version,
        state=_asker_state(case),
        state_time=_time_words(reading, case, _state_moment(case)),
        topic=reading.topic(case),
        place=reading.place(case),
        answer_by=moment_words(case.answer_by, t),
        question=case.question,
        asked_at=_time_words(reading, case, case.created_at),
        receivers=asked_names(reading, case),
        to_anyone=case.audience == "anyone",
        own_worker_first=_own_worker_first(case),
        in_channel=bool(shown.channel_id),
        basis=reading.basis(case),
        consent=reading.consent(case),
        paused=reading.paused(case),
        went_on_in_general=reading.went_on_in_general(case),
        client_sealed=case.client == "sealed",
        seen=_seen(reading, case, posts),
        taker=_person(reading, case.taker, case.receiving_organisation) if case.taker else None,
        messages=_messages(reading, case, "asking", posts),
        latest_is_theirs=case.latest_from == "receiving",
        next_step=ahead.what if ahead else "",
        next_step_at=moment_words(ahead.at, t) if ahead else "",
        undelivered=tuple(_undelivered(reading, case)) if may_name(case) else (),
        decide_by=weekday_words(case.decide_by, t) if case.decide_by else "",
        decides=case.asking_organisation == KELA,
        off=off_notice(reading, case.receiving_organisation),
        call_now=_call_now(reading, case),
        close=close_form(reading, case, "asking"),
        receipt=receipt(reading, case, "asking"),
    )


def receiver_view(reading: Reading, case: Consultation, posts: tuple[Post, ...], shown: Post) -> ReceiverQuestionView:
    """The question for somebody who was asked, or for their channel."""
    t = reading.t
    return ReceiverQuestionView(
        consultation=case.number,
        version=case.version,
        state=_receiver_state(case, shown),
        state_time=_time_words(reading, case, _state_moment(case)),
        topic=reading.topic(case),
        place=reading.place(case),
        answer_by=moment_words(case.answer_by, t),
        asker=_person(reading, case.asker, case.asking_organisation),
        asker_organisation=reading.short_organisation(case.asking_organisation),
        question=case.question,
        asked_at=_time_words(reading, case, case.created_at),
        decide_by=weekday_words(case.decide_by, t) if case.decide_by else "",
        details=_details(reading, case),
        basis=reading.basis(case),
        consent=reading.consent(case),
        paused=reading.paused(case),
        went_on_in_general=reading.went_on_in_general(case),
        situation=case.situation,
        client_sealed=case.client == "sealed",
        asked=tuple(one.person.name for one in case.receivers if one.state not in _UNNAMED),
        colleagues=_colleagues(reading, case, shown),
        in_channel=bool(shown.channel_id),
        as_own_worker=_as_own_worker(case, shown),
        deputy=_deputy(case, shown),
        taker=_person(reading, case.taker, case.receiving_organisation) if case.taker else None,
        answered=case.answered_at is not None,
        messages=_messages(reading, case, "receiving", posts),
        latest_is_theirs=case.latest_from == "asking",
        urgent=_urgent(reading, case),
        off=off_notice(reading, case.asking_organisation),
        close=close_form(reading, case, "receiving"),
        receipt=receipt(reading, case, "receiving") if _follows(case, shown) else None,
    )


def asked_names(reading: Reading, case: Consultation) -> tuple[str, ...]:
    """Who has been asked, as far as the asker may know: the names, or only whose people they are."""
    if may_name(case):
        return tuple(one.person.name for one in case.still_asked)
    return (reading.organisation(case.receiving_organisation),)


def line_view(reading: Reading, case: Consultation, line: Line) -> RelayedMessageView:
    """One line for the side that did not write it."""
    organisation = case.asking_organisation if line.side == "asking" else case.receiving_organisation
    return RelayedMessageView(
        consultation=case.number,
        version=case.version,
        topic=reading.topic(case),
        author=line.author.name,
        organisation=reading.short_organisation(organisation),
        text=line.text,
        time=clock_words(line.created_at, reading.t),
        change="deleted" if line.deleted_at else "edited" if line.edited_at else "",
        can_reply=case.state != "closed" and not case.is_paused,
    )


def _call_now(reading: Reading, case: Consultation) -> tuple[tuple[str, PhoneView], ...]:
    """Of an urgent question that has no answer the asker always sees the telephone services that help now."""
    if (
        case.state == "closed"
        or case.answered_at is not None
        or not is_urgent(reading.services.reference, case, reading.now)
    ):
        return ()
    return standing_numbers(reading, who_helps(case))


def _urgent(reading: Reading, case: Consultation) -> str:
    """That the question is urgent, built from the kinds of need that were told; empty when it is not, or is over."""
    t, needs = reading.t, needs_words(needs_of(case), reading.t)
    if case.state == "closed":
        return ""
    if needs:
        return t("Urgent: {needs}", needs=needs)
    return t("Urgent") if topic_hurries(case, reading.services.reference) else ""


def _asker_state(case: Consultation) -> AskerState:
    if case.state == "closed":
        return "withdrawn" if case.outcome is not None and case.outcome.code == outcomes.WITHDRAWN else "closed"
    if case.state == "taken":
        return "answered" if case.answered_at else "taken"
    return "waiting"


def _own_worker_first(case: Consultation) -> OwnWorkerFirst:
    """What the asker is told of the own worker: nothing on a basis that does not allow it."""
    if not may_name(case):
        return "if_known"
    first = first_asked(case)
    if first is None or first.state != "asked":
        return ""
    return "asked" if case.has_line else "alone"


def _as_own_worker(case: Consultation, shown: Post) -> Literal["", "first", "alone"]:
    first = first_asked(case)
    if first is None or first.contact_id != shown.contact_id:
        return ""
    return "first" if case.has_line else "alone"


def _receiver_state(case: Consultation, shown: Post) -> ReceiverState:
    if case.state == "closed":
        return "withdrawn" if case.outcome is not None and case.outcome.code == outcomes.WITHDRAWN else "closed"
    receiver = next((one for one in case.receivers if one.contact_id == shown.contact_id), None)
    if case.taker is not None:
        return "mine" if receiver is not None and receiver.person.is_same_as(case.taker) else "taken"
    if receiver is None or receiver.state not in {"declined", "handed_over"}:
        return "new"
    return "declined" if receiver.state == "declined" else "handed_over"


def _deputy(case: Consultation, shown: Post) -> str:
    """Who has the matter in the place of the card's reader; empty when the reader has not handed it over."""
    mine = (one for one in case.receivers if one.contact_id == shown.contact_id and not one.in_place_of)
    whose = next((one.whose for one in mine), "")
    return next((one.person.name for one in case.receivers if one.contact_id == whose), "")


def _follows(case: Consultation, shown: Post) -> bool:
    """Whether the reader of a receiving card learns what came of the matter: the taker and a shared channel."""
    receiver = next((one for one in case.receivers if one.contact_id == shown.contact_id), None)
    taken_by_reader = case.taker is not None and receiver is not None and receiver.person.is_same_as(case.taker)
    return bool(shown.channel_id) or taken_by_reader


def _state_moment(case: Consultation) -> datetime:
    return case.closed_at or case.answered_at or case.taken_at or case.created_at


def _person(reading: Reading, person: Someone, organisation: str) -> PersonView:
    contact = reading.contact(person)
    name = reading.organisation(organisation)
    return PersonView(
        person.name, work=" · ".join(part for part in (name, work_words(contact) if contact else "") if part)
    )


def _messages(reading: Reading, case: Consultation, side: Side, posts: tuple[Post, ...]) -> tuple[MessageView, ...]:
    return tuple(
        MessageView(
            author=line.author.name,
            organisation=reading.short_organisation(
                case.asking_organisation if line.side == "asking" else case.receiving_organisation
            ),
            time=_time_words(reading, case, line.created_at),
            text=line.text,
            own=line.side == side,
            delivery=_delivery(posts, line, told=side == "receiving" or may_name_now(case)),
            change="deleted" if line.deleted_at else "edited" if line.edited_at else "",
        )
        for line in case.lines
    )


def _time_words(reading: Reading, case: Consultation, moment: datetime) -> str:
    """A time without its day only on the day of the question, which Teams shows on top of a card that stays."""
    same_day = helsinki_date(case.created_at) == helsinki_date(moment) == helsinki_date(reading.now)
    return clock_words(moment, reading.t) if same_day else moment_words(moment, reading.t)


def _delivery(posts: tuple[Post, ...], line: Line, *, told: bool) -> Literal["refused", "seen", ""]:
    """`told`: the reader may know who has been asked, and so that somebody has seen it."""
    copies = [post for post in posts if post.message_id == line.id]
    if copies and all(post.state == "refused" for post in copies):
        return "refused"
    return "seen" if told and any(post.seen_at for post in copies) else ""


def _seen(reading: Reading, case: Consultation, posts: tuple[Post, ...]) -> tuple[str, ...]:
    """Who of the asked has seen the question and when, while nobody has taken it and the asker may know their names."""
    if case.state != "waiting" or not may_name(case):
        return ()
    asked = {one.contact_id: one.person.name for one in case.still_asked}
    seen = [(post.seen_at, asked[post.contact_id]) for post in posts if post.seen_at and post.contact_id in asked]
    return tuple(f"{name} ({_time_words(reading, case, moment)})" for moment, name in sorted(seen))


def _undelivered(reading: Reading, case: Consultation) -> list[UndeliveredView]:
    if case.state == "closed":
        return []
    views = []
    for one in case.receivers:
        if one.state != "unreached":
            continue
        contact = reading.directory.contacts.get(one.contact_id)
        phones = phone_views(standing_contact_phones(contact, reading.t)) if contact else ()
        blocked = one.reason in {"blocked_by_user", "disabled_by_admin", "writes_blocked"}
        reason = (
            "not_installed"
            if one.reason in {"not_installed", "person_unknown"}
            else "blocked"
            if blocked
            else "refused"
        )
        views.append(UndeliveredView(one.person.name, reason, phones))  # type: ignore[arg-type]
    return views


def _colleagues(reading: Reading, case: Consultation, shown: Post) -> tuple[Option, ...]:
    named = reading.directory.named_contacts(case.receiving_organisation)
    return tuple(Option(one.id, one.name) for one in named if one.id != shown.contact_id)


def _details(reading: Reading, case: Consultation) -> tuple[tuple[str, str], ...]:
    fields = {one.id: one for one in reading.template(case).fields}
    rows = []
    for name, value in case.details:
        if told := fact_words(name, value, reading.t):
            rows.append(told)
        if name in fields:
            titles = {option.value: option.title for option in fields[name].options}
            rows.append((fields[name].label, _worded(fields[name].kind, titles.get(value, value), reading.t)))
    return tuple(rows)


def _worded(kind: str, value: str, t: Translate) -> str:
    try:
        return full_day_words(date.fromisoformat(value), t) if kind == "date" else value
    except ValueError:
        return value
