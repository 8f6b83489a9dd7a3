"""What happens by itself while a question waits in an organisation (/area escalation), and the form that changes it."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, DateInput

from cards.areas.area_form import ChoiceView, choice, why
from cards.buttons.area_data import AreaEditData, AreaSaveData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class AreaPlanView:
    """The plan of one organisation, worded."""

    area: str
    name: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Each clock: its name and its steps."""
    may_edit: bool = False


@dataclass(frozen=True, slots=True)
class AreaPlanFormView:
    """The plan as the form begins: for each clock its name and one choice per step."""

    area: str
    name: str
    valid_from: str
    second: str
    """Who accepts it, worded."""
    clocks: tuple[tuple[str, tuple[ChoiceView, ...]], ...]


def area_plan_card(view: AreaPlanView, t: Translate) -> Card:
    """The plan."""
    title = t("Reminders: {name}", name=view.name)
    body: list[CardElement] = [heading(title)]
    for name, steps in view.rows:
        body.append(line(run(name, bold=True), gap="Default"))
        body += [line(run(step), gap="None") for step in steps] or [line(run("–"), gap="None")]
    body.append(fact_row(t("Urgent questions"), t("The same steps in a quarter of the time")))
    body.append(note(t("Only in working hours. A question goes by the plan of the day on which it was asked.")))
    edit: list[Action] = [button(t("Change"), AreaEditData(area=view.area, step="plan"))]
    return finished(body, edit if view.may_edit else [], title, t)


def area_plan_form_card(view: AreaPlanFormView, t: Translate) -> Card:
    """One choice per step."""
    title = t("Change the reminders: {name}", name=view.name)
    body: list[CardElement] = [heading(title), note(view.second, "None")]
    body.append(DateInput(id="valid_from", label=t("In force from"), value=view.valid_from))
    for name, choices in view.clocks:
        body.append(line(run(name, bold=True), gap="Medium"))
        body += [choice(one) for one in choices]
    body.append(why(t))
    save = button(t("Save"), AreaSaveData(area=view.area, step="plan"), filled=True)
    return finished(body, [save], title, t)
