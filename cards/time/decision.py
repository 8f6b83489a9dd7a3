"""By when Kela decides on the application behind a question: the day, what is left, and what restarts the count."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, DateInput

from cards.buttons.time_data import DecisionData
from cards.kit.actions import button, show
from cards.kit.frame import Card, finished, inner
from cards.kit.k_number import consultation_label
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The decision time, worded, for the handler who decides."""

    consultation: int
    topic: str
    place: str
    due: str = ""
    """ "ke 2.12."; empty when the day of arrival has not been told."""
    left: str = ""
    """ "4 työpäivää jäljellä" """
    arrived: str = ""
    """The day from which the days are counted."""
    asked_until: str = ""
    """The client's last day for sending more information, when it is awaited."""
    closed: bool = False


def decision_card(view: DecisionView, t: Translate) -> Card:
    """The day, or the question when the application came."""
    title = t("Decision by {date}", date=view.due) if view.due else t("When did the application come?")
    body: list[CardElement] = [
        note(" · ".join((consultation_label(view.consultation), view.topic, view.place)), "None"),
        heading(title),
    ]
    if view.closed:
        body.append(line(run(t("The question has been closed.")), gap="None"))
        return finished(body, [], title, t)
    if view.left:
        body.append(line(run(view.left), gap="None"))
    body += _counted(view, t)
    if not view.due:
        body.append(_arrival(t))
    return finished(body, _actions(view, t), f"{consultation_label(view.consultation)}: {title}", t)


def _counted(view: DecisionView, t: Translate) -> list[CardElement]:
    if view.asked_until:
        return [
            note(
                t("Counted from the end of {date}, the client's last day for more information.", date=view.asked_until)
            )
        ]
    if view.arrived:
        return [note(t("Counted from the arrival {date} (Act on Social Assistance, section 14 a).", date=view.arrived))]
    return [note(t("The day on which it was there with its attachments."), "None")]


def _arrival(t: Translate) -> DateInput:
    return DateInput(id="day", label=t("Day of arrival"), placeholder=t("Day of arrival"))


def _actions(view: DecisionView, t: Translate) -> list[Action]:
    if not view.due:
        return [button(t("Count the days"), DecisionData(consultation=view.consultation, step="arrived"), filled=True)]
    if view.asked_until:
        came = button(t("Save"), DecisionData(consultation=view.consultation, step="arrived"), filled=True)
        return [show(t("More information came"), inner([_arrival(t)], [came]), filled=True)]
    until = DateInput(id="day", label=t("The client answers by"), placeholder=t("The client answers by"))
    asked = button(t("Save"), DecisionData(consultation=view.consultation, step="asked"), filled=True)
    return [show(t("I asked for more information"), inner([until], [asked]))]
