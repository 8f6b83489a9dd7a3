"""The part of the form with the question, the reason of a demanding case, and the fields of the topic's template."""

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, DateInput, NumberInput, TextInput

from cards.asking.consult_view import ConsultFormView
from cards.kit.limits import MESSAGE_LENGTH
from cards.kit.pieces import line, note, run
from cards.kit.template import TemplateField
from cards.kit.text import Translate


def question_part(view: ConsultFormView, t: Translate) -> list[CardElement]:
    """Not marked required: the client would then also hold back Correct and Find others. The server checks."""
    template = view.template
    rows: list[CardElement] = [
        TextInput(
            id="question",
            label=t("Question"),
            placeholder=t("For example: {question}", question=template.example),
            value=view.answers.question or None,
            is_multiline=True,
            max_length=MESSAGE_LENGTH,
            separator=True,
        ),
        note(t("No names, identity codes or anything else from which the client is recognised.")),
    ]
    if template.hints:
        rows.append(note(t("Good to tell: {hints}.", hints=", ".join(template.hints)), "None"))
    if template.reminder:
        rows.append(line(run(template.reminder, small=True)))
    if view.reason_asked:
        rows.append(_reason(view, t))
    rows += [_own_field(one, view.answers.fields.get(one.id, ""), t) for one in template.fields]
    return [*rows, *_arrival(view, t)]


def _reason(view: ConsultFormView, t: Translate) -> CardElement:
    return TextInput(
        id="reason",
        label=t("Why is this a demanding case? The receiver sees the reason."),
        placeholder=t("For example: several benefits and a move between areas at once"),
        value=view.answers.reason or None,
        max_length=300,
    )


def _arrival(view: ConsultFormView, t: Translate) -> list[CardElement]:
    if not view.arrival_asked:
        return []
    label = t("The application came, if a decision waits for the answer. Optional.")
    value = view.answers.arrived or None
    return [DateInput(id="arrived", label=label, placeholder=t("Day of arrival"), value=value)]


def _own_field(own: TemplateField, value: str, t: Translate) -> CardElement:
    name = f"field_{own.id}"
    if own.kind == "date":
        return DateInput(id=name, label=own.label, placeholder=own.label, value=value or None)
    if own.kind == "number":
        number = float(value) if value.isdigit() else None
        return NumberInput(id=name, label=own.label, value=number, placeholder=_bounds(own))
    return ChoiceSetInput(
        id=name,
        label=own.label,
        style="compact",
        placeholder=t("Choose"),
        value=value or None,
        choices=[Choice(title=one.title, value=one.value) for one in own.options],
    )


def _bounds(own: TemplateField) -> str | None:
    """Told, not enforced: with bounds the client takes an empty field for a wrong number and silently sends nothing."""
    return None if own.minimum is None or own.maximum is None else f"{own.minimum}–{own.maximum}"
