"""The asker's own card: one card that follows the question from sending to receipt (sketches A3, D1, D4, E3)."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, AdaptiveCard, CardElement

from cards.buttons.client_data import BasisData
from cards.buttons.consultation_data import CloseData, RevealData
from cards.buttons.time_data import DecisionData
from cards.client.ground import ended_text, in_general_text
from cards.consultation.closing_form import (
    WITHDRAWN,
    CloseFormView,
    ReceiptView,
    close_form,
    receipt_buttons,
    receipt_rows,
)
from cards.consultation.messages import MessageView, message_rows, reply_form
from cards.kit.actions import button, reveal, row, show
from cards.kit.frame import Card, finished, inner
from cards.kit.k_number import consultation_label
from cards.kit.person import PersonView, PhoneView, calls, presence_line, telephone
from cards.kit.pieces import around, fact_row, heading, line, note, notice, run, shortened, top_row, words
from cards.kit.text import Translate

AskerState = Literal["waiting", "taken", "answered", "closed", "withdrawn"]
OwnWorkerFirst = Literal["", "asked", "alone", "if_known"]
"""asked: the client's own worker has the question before the others. alone: there are no others.
if_known: whether there is one may not be told."""
NextStep = Literal["", "reminder", "deputies", "others", "coordinator", "given_back"]
"""deputies, others: they are asked too. given_back: the silent taker no longer has it."""


@dataclass(frozen=True, slots=True)
class UndeliveredView:
    """A contact whom the question did not reach, and how to reach them."""

    name: str
    reason: Literal["not_installed", "blocked", "refused"]
    phones: tuple[PhoneView, ...] = ()


@dataclass(frozen=True, slots=True)
class AskerStatusView:
    """The question as its asker sees it. Times are worded by the caller."""

    consultation: int
    version: int
    state: AskerState
    state_time: str
    """ "9.24": when it was sent, taken, answered, closed or withdrawn."""
    topic: str
    place: str
    answer_by: str
    """ "ke 25.11. klo 16" """
    question: str
    asked_at: str = ""
    """Worded time of the question, shown with it once there are answers: "ti 24.11. klo 9.14"."""
    receivers: tuple[str, ...] = ()
    """Names, or only whose people were asked where names may not be told."""
    seen: tuple[str, ...] = ()
    """Who of them has seen the question and when: "Maija Esimerkki (9.20)"; told where Teams tells of it."""
    to_anyone: bool = True
    own_worker_first: OwnWorkerFirst = ""
    in_channel: bool = False
    """The card is the first message of a channel thread, in which others may write too."""
    basis: str = ""
    """Worded legal basis; empty for a general question."""
    consent: str = ""
    """The consent behind the basis, with its scope."""
    paused: str = ""
    """Why nothing is passed on, as a heading: the consent has ended. Empty while the basis holds."""
    went_on_in_general: bool = False
    """A consent ended, and the matter goes on without the client."""
    client_sealed: bool = False
    taker: PersonView | None = None
    messages: tuple[MessageView, ...] = ()
    """All lines after the question, oldest first."""
    latest_is_theirs: bool = False
    """The newest line came from the other side: closing or answering is the asker's turn."""
    next_step: NextStep = ""
    """What happens next by itself: while nobody has taken it, or until its taker answers. Empty for nothing."""
    next_step_at: str = ""
    """ "ke 25.11. klo 9" """
    undelivered: tuple[UndeliveredView, ...] = ()
    decide_by: str = ""
    """ "ke 2.12.": the last day for the asker's decision; empty while it is not counted."""
    decides: bool = False
    """The asker decides on an application within the time that the law gives."""
    off: tuple[str, str] = ("", "")
    """That the other organisation is switched off, and whom to call; empty while it is not."""
    call_now: tuple[tuple[str, PhoneView], ...] = ()
    """Of an urgent question without an answer: the telephone services that help now, with their hours."""
    close: CloseFormView | None = None
    receipt: ReceiptView | None = None


def asker_status_card(view: AskerStatusView, t: Translate) -> Card:
    """What is known now, and what the asker can do."""
    title = _title(view, t)
    body: list[CardElement] = [
        top_row(" · ".join((consultation_label(view.consultation), view.topic, view.place)), _state(view, t)),
        heading(title),
    ]
    if view.state in {"closed", "withdrawn"}:
        body += _closed_rows(view, t)
    else:
        body += _open_rows(view, t)
    return finished(body, _actions(view, t), f"{consultation_label(view.consultation)}: {title}", t)


def _state(view: AskerStatusView, t: Translate) -> str:
    time = view.state_time
    return {
        "waiting": t("Sent {time}", time=time),
        "taken": t("Taken {time}", time=time),
        "answered": t("Answered {time}", time=time),
        "closed": t("Closed {time}", time=time),
        "withdrawn": t("Withdrawn {time}", time=time),
    }[view.state]


def _title(view: AskerStatusView, t: Translate) -> str:
    if view.state == "closed" and view.receipt is not None:
        return view.receipt.outcome
    if view.state == "withdrawn":
        return t("The question was withdrawn")
    if view.taker is not None and view.state == "answered":
        return t("{name} answered", name=view.taker.name)
    if view.taker is not None:
        return t("{name} took this", name=view.taker.name)
    if view.own_worker_first == "asked":
        return t("The question went to the client's own worker first")
    if view.own_worker_first == "alone":
        return t("The question went to the client's own worker")
    return t("The question is waiting for someone to take it")


def _open_rows(view: AskerStatusView, t: Translate) -> list[CardElement]:
    deadline = line(*around(t("Answer by {time}", time=view.answer_by), view.answer_by), gap="None")
    rows: list[CardElement] = presence_line(view.taker, t) if view.taker is not None else [deadline]
    rows += [notice(*view.off)] if view.off[0] else []
    rows += [note(t("If it cannot wait"), "Small")] if view.call_now else []
    rows += [telephone(phone, t, label=label) for label, phone in view.call_now]
    rows += [_undelivered(one, t) for one in view.undelivered]
    if view.messages:
        rows.append(note(" · ".join(part for part in (t("Question"), view.asked_at) if part), "Default"))
        rows += [*words(shortened(view.question)), *message_rows(view.messages, t)]
    else:
        rows += words(shortened(view.question), "Default")
    if view.taker is not None and not view.messages:
        rows.append(note(t("Answer by {time}", time=view.answer_by)))
    if view.taker is None:
        rows.append(fact_row(t("To whom"), _to_whom(view, t)))
    if view.taker is None and view.seen:
        rows.append(note(t("Seen: {names}", names=", ".join(view.seen)), "None"))
    rows += _client_row(view, t)
    if view.decide_by:
        rows.append(note(t("Decision by {date}", date=view.decide_by)))
    if view.in_channel:
        rows.append(note(t("What is written in this thread goes to the receivers.")))
    if view.next_step:
        rows.append(note(_otherwise(view, t)))
    return rows


def _to_whom(view: AskerStatusView, t: Translate) -> str:
    names = ", ".join(view.receivers)
    if view.own_worker_first == "asked":
        return t("{name}. If the own worker passes it on, the contact persons get it.", name=names)
    if view.own_worker_first == "if_known":
        return t("{name}: the own worker first, if one is known, otherwise the contact persons", name=names)
    shared = view.to_anyone and view.own_worker_first != "alone"
    return t("Whoever is first: {names}", names=names) if shared else names


def _otherwise(view: AskerStatusView, t: Translate) -> str:
    """What happens next when nobody does anything before it."""
    time = view.next_step_at
    if view.taker is None:
        return {
            "reminder": t("If nobody takes the question, a reminder goes out {time}.", time=time),
            "deputies": t("If nobody takes the question, it goes to the deputies too {time}.", time=time),
            "others": t("If nobody takes the question, it goes to the other contact persons too {time}.", time=time),
            "coordinator": t("If nobody takes the question, the coordinator is told {time}.", time=time),
        }.get(view.next_step, "")
    return {
        "reminder": t("If no answer comes, a reminder goes out {time}.", time=time),
        "given_back": t("If no answer comes, the others can take the question {time}.", time=time),
        "coordinator": t("If no answer comes, the coordinator is told {time}.", time=time),
    }.get(view.next_step, "")


def _client_row(view: AskerStatusView, t: Translate) -> list[CardElement]:
    if view.paused:
        return [notice(view.paused, ended_text(t))]
    if not view.basis:
        return [note(in_general_text(t))] if view.went_on_in_general else []
    consent = [note(t("Consent: {consent}", consent=view.consent), "None")] if view.consent else []
    if not view.client_sealed:
        return [fact_row(t("Legal basis"), view.basis), *consent]
    look = reveal(t("Show the client"), RevealData(consultation=view.consultation, version=view.version))
    return [fact_row(t("Client"), t("Sealed · {basis}", basis=view.basis), look), *consent]


def _undelivered(one: UndeliveredView, t: Translate) -> CardElement:
    reason = {
        "not_installed": t("The bot is not installed for this contact."),
        "blocked": t("This contact has blocked the bot."),
        "refused": t("Teams refused the message."),
    }[one.reason]
    return notice(t("Not delivered: {name}", name=one.name), " ".join((reason, *calls(one.phones, t))))


def _closed_rows(view: AskerStatusView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = []
    if view.receipt is not None:
        people = [t("Closed by: {name}.", name=view.receipt.closer)]
        if view.receipt.answerer:
            people.insert(0, t("Answered by: {name}.", name=view.receipt.answerer))
        rows.append(line(run(" ".join(people)), gap="None"))
        rows += receipt_rows(view.receipt, view, t)
    rows += words(shortened(view.question), "Default") if view.state == "withdrawn" else []
    return rows


def _actions(view: AskerStatusView, t: Translate) -> list[Action]:
    if view.state in {"closed", "withdrawn"}:
        return receipt_buttons(view.receipt, view, t)
    number, version = view.consultation, view.version
    withdrawn = CloseData(consultation=number, version=version, outcome=WITHDRAWN)
    withdraw = button(t("I withdraw the question"), withdrawn)
    answering = view.messages and view.latest_is_theirs
    looked_at = BasisData(consultation=number, version=version)
    basis = button(t("Basis"), looked_at, filled=bool(view.paused), inputs=False)
    first = basis if view.paused else _write(view, t("Answer") if answering else t("Add to it"), t)
    others: list[Action] = [] if view.paused or not view.basis else [basis]
    if view.taker is None:
        return [first, show(t("More"), inner([], [*others, withdraw])) if others else withdraw]
    buttons: list[Action] = [first]
    if view.close is not None:
        form = close_form(view.close, view, t)
        buttons.append(show(t("I close this"), form, filled=view.state == "answered" and view.latest_is_theirs))
    count = button(t("Deadline"), DecisionData(consultation=number, version=version, step="start"))
    others = [*others, count] if view.decides else others
    return [*buttons, show(t("More"), _more(others, withdraw))]


def _more(others: list[Action], withdraw: Action) -> AdaptiveCard:
    """Withdrawing stands below the others when there are two of these: three do not fit side by side."""
    return inner([row(*others)], [withdraw]) if len(others) > 1 else inner([], [*others, withdraw])


def _write(view: AskerStatusView, title: str, t: Translate) -> Action:
    to = view.taker.name if view.taker is not None else ", ".join(view.receivers)
    form = reply_form(view, t("Message"), t("Send"), t("Receiver: {name}", name=to), t)
    return show(title, form)
