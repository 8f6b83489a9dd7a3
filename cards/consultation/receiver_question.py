"""The receiving side's card in every state, for one reader or for a whole channel (sketches C, D2, D3, D5, E4)."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Choice, ChoiceSetInput, Container, TextInput

from cards.buttons.consultation_data import ClaimData, HandoverData, ReleaseData, RevealData
from cards.client.ground import ended_text, in_general_text
from cards.consultation.closing_form import CloseFormView, ReceiptView, close_form, receipt_buttons, receipt_rows
from cards.consultation.messages import MessageView, message_rows, reply_form
from cards.kit.actions import button, reveal, row, show, switch
from cards.kit.frame import Card, finished, inner
from cards.kit.k_number import consultation_label
from cards.kit.person import PersonView, person_rows, presence_line
from cards.kit.pieces import around, fact_row, heading, line, note, notice, quote, run, top_row, words
from cards.kit.template import Option
from cards.kit.text import Translate, situation_name

ReceiverState = Literal["new", "mine", "taken", "declined", "handed_over", "closed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ReceiverQuestionView:
    """The question as somebody who was asked sees it. Times are worded by the caller.

    `taken` in a 1:1 chat means by somebody else: the card shrinks. In a channel (`in_channel`) all see the same
    card, so it stays whole and says who took it.
    """

    consultation: int
    version: int
    state: ReceiverState
    state_time: str
    topic: str
    place: str
    answer_by: str
    asker: PersonView
    asker_organisation: str
    """Its short name in the reader's language: "Kela", "Etelä-Karjala"."""
    question: str
    asked_at: str = ""
    """Worded time of the question, shown with it once there are answers: "ti 24.11. klo 9.14"."""
    decide_by: str = ""
    """ "ke 2.12.": the last day on which Kela decides on the application; empty while it is not counted."""
    details: tuple[tuple[str, str], ...] = ()
    """The topic's own fields: label and value, worded."""
    basis: str = ""
    """Worded legal basis; empty for a general question."""
    consent: str = ""
    """The consent behind the basis, with its scope."""
    paused: str = ""
    """Why nothing is passed on, as a heading: the consent has ended. Empty while the basis holds."""
    went_on_in_general: bool = False
    """A consent ended, and the matter goes on without the client."""
    situation: tuple[str, ...] = ()
    """Codes of the four fields."""
    client_sealed: bool = False
    asked: tuple[str, ...] = ()
    """Names of all who were asked."""
    colleagues: tuple[Option, ...] = ()
    """To whom it may belong: contact id and name."""
    in_channel: bool = False
    as_own_worker: Literal["", "first", "alone"] = ""
    """The reader was asked as the client's own worker or in their place: before the others, or there are none."""
    taker: PersonView | None = None
    deputy: str = ""
    """Who has the matter in the reader's place, when the reader has handed it over."""
    answered: bool = False
    """The receiving side has written; `state_time` is then the time of that."""
    messages: tuple[MessageView, ...] = ()
    """All lines after the question, oldest first."""
    latest_is_theirs: bool = False
    """The newest line came from the asking side."""
    urgent: str = ""
    """ "Kiireellinen: lääkkeet loppumassa tai loppu"; empty when it is not urgent or is over."""
    off: tuple[str, str] = ("", "")
    """That the other organisation is switched off, and whom to call; empty while it is not."""
    close: CloseFormView | None = None
    receipt: ReceiptView | None = None
    """For whoever took the matter, and for a channel; the others who were asked learn only that it is closed."""


def receiver_question_card(view: ReceiverQuestionView, t: Translate) -> Card:
    """The question, or what has become of it."""
    title = _title(view, t)
    parts = [consultation_label(view.consultation), view.place]
    if view.state != "new":
        parts.insert(1, view.topic)
    body: list[CardElement] = [top_row(" · ".join(parts), _state(view, t), calls=view.state == "new"), heading(title)]
    body += _rows(view, t)
    return finished(body, _actions(view, t), f"{consultation_label(view.consultation)}: {title}", t)


def _asks(view: ReceiverQuestionView, t: Translate) -> str:
    return t("{organisation} asks: {topic}", organisation=view.asker_organisation, topic=view.topic)


def _title(view: ReceiverQuestionView, t: Translate) -> str:
    if view.state == "closed" and view.receipt is not None:
        return view.receipt.outcome
    if view.state == "closed":
        return t("The question has been closed")
    if view.state == "withdrawn":
        return t("The question was withdrawn")
    if view.state == "declined":
        return t("This was left to the others")
    if view.state == "handed_over":
        return t("This is with the deputy: {name}", name=view.deputy)
    if view.state == "taken" and view.taker is not None:
        return t("{name} took this", name=view.taker.name)
    if view.state == "mine" and view.messages and view.latest_is_theirs:
        return t("{name} wrote", name=view.asker.name)
    return _asks(view, t)


def _state(view: ReceiverQuestionView, t: Translate) -> str:
    time = view.state_time
    if view.answered and view.state in {"mine", "taken"}:
        return t("Answered {time}", time=time)
    return {
        "new": t("New"),
        "mine": t("Taken {time}", time=time),
        "taken": t("Taken {time}", time=time),
        "declined": t("Passed {time}", time=time),
        "handed_over": t("Passed {time}", time=time),
        "closed": t("Closed {time}", time=time),
        "withdrawn": t("Withdrawn {time}", time=time),
    }[view.state]


def _rows(view: ReceiverQuestionView, t: Translate) -> list[CardElement]:
    if view.state == "closed":
        return _closed_rows(view, t)
    if view.state == "withdrawn":
        return [line(run(t("Nothing more is expected. Asker: {name}.", name=_asker(view))), gap="None")]
    if view.state in {"declined", "handed_over"} or (view.state == "taken" and not view.in_channel):
        return [line(run(t("Nothing is expected of the others. Asker: {name}.", name=_asker(view))), gap="None")]
    return _question_rows(view, t)


def _asker(view: ReceiverQuestionView) -> str:
    return f"{view.asker.name}, {view.asker_organisation}"


def _question_rows(view: ReceiverQuestionView, t: Translate, *, folded: bool = False) -> list[CardElement]:
    """The whole question. `folded`: shown behind a button, so without the release part."""
    rows: list[CardElement] = []
    first = [notice(view.urgent)] if view.urgent else []
    first += [notice(*view.off)] if view.off[0] else []
    if view.messages and not folded:
        rows += presence_line(view.asker, t)
        rows += [*first, _question_said(view), *message_rows(view.messages, t)]
    else:
        rows.append(line(*around(t("Answer by {time}", time=view.answer_by), view.answer_by), gap="None"))
        rows += [*first, person_rows(view.asker, t)]
        rows.append(quote(words(view.question)))
    rows += _ground_rows(view, t)
    if view.decide_by:
        rows.append(fact_row(t("Kela decides by"), view.decide_by))
    rows += [fact_row(label, value) for label, value in view.details]
    if view.client_sealed and not folded:
        look = RevealData(consultation=view.consultation, version=view.version)
        rows.append(fact_row(t("Client"), t("Sealed"), reveal(t("Show the client"), look)))
    if view.as_own_worker == "first" and view.state == "new":
        rows.append(note(t("Asked first as the client's own worker. Passed on, it goes to the contact persons.")))
    if view.as_own_worker == "alone" and view.state == "new":
        rows.append(note(t("Asked as the client's own worker.")))
    if view.state == "new":
        rows += _release(view, t)
    if view.in_channel and not folded:
        rows.append(note(t("What is written in this thread goes to the asker.")))
    return rows


def _question_said(view: ReceiverQuestionView) -> CardElement:
    where = "".join(f" · {part}" for part in (view.asker_organisation, view.asked_at) if part)
    return quote(
        [line(run(view.asker.name, bold=True), run(where, subtle=True, small=True), gap="None"), *words(view.question)]
    )


def _ground_rows(view: ReceiverQuestionView, t: Translate) -> list[CardElement]:
    if view.paused:
        return [notice(view.paused, ended_text(t))]
    rows: list[CardElement] = [note(in_general_text(t) if view.went_on_in_general else _ground(view, t))]
    if view.consent:
        rows.append(note(t("Consent: {consent}", consent=view.consent), "None"))
    return rows


def _ground(view: ReceiverQuestionView, t: Translate) -> str:
    if not view.basis:
        return t("General question, no client")
    ground = t("Legal basis: {basis}", basis=view.basis)
    if not view.situation:
        return ground
    names = ", ".join(situation_name(one, t).lower() for one in view.situation)
    return f"{ground} · {t('situation: {fields}', fields=names)}"


def _release(view: ReceiverQuestionView, t: Translate) -> list[CardElement]:
    """Who else was asked, and "Ei kuulu minulle" with its questions opening below."""
    asked = ", ".join(view.asked) if len(view.asked) > 1 else t("only {name}", name="".join(view.asked))
    return [
        fact_row(t("Asked"), asked, switch(t("Not mine"), shown=("release",))),
        Container(
            id="release",
            is_visible=False,
            style="emphasis",
            spacing="Small",
            items=[
                *_release_fields(view, t),
                row(_pass_on(view, t), switch(t("I think it over"), hidden=("release",))),
            ],
        ),
    ]


def _release_fields(view: ReceiverQuestionView, t: Translate) -> list[CardElement]:
    others = [Choice(title=one.title, value=one.value) for one in view.colleagues]
    unknown = Choice(title=t("I do not know, I leave it to the others"), value="unknown")
    return [
        ChoiceSetInput(
            id="whose", label=t("Whose is this?"), style="compact", value="unknown", choices=[unknown, *others]
        ),
        TextInput(
            id="named",
            label=t("Another person or unit (optional)"),
            placeholder=t("Name, nothing of the client"),
            max_length=120,
        ),
        TextInput(
            id="reason",
            label=t("Reason for the asker (optional)"),
            placeholder=t("Reason, no names or identity codes"),
            max_length=500,
        ),
    ]


def _pass_on(view: ReceiverQuestionView, t: Translate) -> Action:
    return button(t("I do not take this"), ReleaseData(consultation=view.consultation, version=view.version))


def _closed_rows(view: ReceiverQuestionView, t: Translate) -> list[CardElement]:
    if view.receipt is None:
        return [line(run(t("Nothing is expected of the others. Asker: {name}.", name=_asker(view))), gap="None")]
    closed = t("Closed by: {name}.", name=view.receipt.closer)
    if view.receipt.answerer and view.receipt.closed_by == "asking":
        closed = f"{closed} {t('Thank you for the help.')}"
    return [line(run(closed), gap="None"), *receipt_rows(view.receipt, view, t)]


def _claim(view: ReceiverQuestionView) -> ClaimData:
    return ClaimData(consultation=view.consultation, version=view.version)


def _take_over(view: ReceiverQuestionView, t: Translate) -> Action:
    data = ClaimData(consultation=view.consultation, version=view.version, takeover=True)
    return button(t("I take this over"), data)


def _actions(view: ReceiverQuestionView, t: Translate) -> list[Action]:
    if view.state == "withdrawn":
        return []
    if view.state == "closed":
        return receipt_buttons(view.receipt, view, t)
    if view.state == "new":
        claim = button(t("I will take this"), _claim(view), filled=True, inputs=False)
        return [claim] if view.paused else [claim, _answer(view, t)]
    if view.state in {"declined", "handed_over"} or (view.state == "taken" and not view.in_channel):
        return [_look(view, t)]
    return _taken_actions(view, t)


def _look(view: ReceiverQuestionView, t: Translate) -> Action:
    """The question behind a button, with taking it over inside: nobody does that by accident."""
    claim = _take_over(view, t) if view.taker is not None else button(t("I take this after all"), _claim(view))
    return show(t("Show the question"), inner(_question_rows(view, t, folded=True), [claim]))


def _taken_actions(view: ReceiverQuestionView, t: Translate) -> list[Action]:
    buttons: list[Action] = [] if view.paused else [_answer(view, t)]
    if view.close is not None:
        buttons.append(show(t("I close this"), close_form(view.close, view, t)))
    given_back = ReleaseData(consultation=view.consultation, version=view.version)
    release: list[Action] = [button(t("I give it back"), given_back)]
    if view.in_channel:
        release.append(_take_over(view, t))
    elif view.colleagues:
        handover = HandoverData(consultation=view.consultation, version=view.version)
        release.append(button(t("I hand it over"), handover))
    return [*buttons, show(t("More"), inner(_release_fields(view, t), release))]


def _answer(view: ReceiverQuestionView, t: Translate) -> Action:
    receiver = t("Receiver: {name}", name=_asker(view))
    below = f"{receiver}. {t('Answering also takes the question.')}" if view.state == "new" else receiver
    form = reply_form(view, t("Answer", context="field"), t("Send the answer"), below, t)
    return show(t("Answer"), form, filled=view.state == "mine")
