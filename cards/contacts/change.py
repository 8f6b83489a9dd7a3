"""A change of the directory for whoever makes, accepts or looks back at it: what it is, its rows, and what can be done.

The same card for every kind of change: contacts, tables, absences, areas' rules, telephone services.
"""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Container, ToggleInput

from cards.buttons.contact_data import ChangeData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, notice, run, top_row
from cards.kit.text import Translate

State = Literal["proposed", "second", "done", "dropped", "undone"]
Reader = Literal["maker", "second", "onlooker"]
ROWS_SHOWN = 8
FIELDS_SHOWN = 4
FIELDS_OF_ONE = 16
"""Fields of a record that is the whole change, such as an area's rule: whoever accepts it has to see all of it."""
FAULTS_SHOWN = 10
ADDED_SHOWN = 300
"""Characters told of a new record."""
UNREACHABLE_SHOWN = 5
"""Names told of those whom messages do not reach."""
_FAULT_SHOWN = 130
_TEXT_OF_ONE = 150
_TEXT_SHOWN = 50
"""Characters of a value: rows × fields × this stays well below what Teams takes."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field before and after."""

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One record that is added, changed or removed."""

    how: Literal["added", "changed", "removed"]
    title: str
    fields: tuple[FieldView, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as one reader sees it. Times and names are worded by the caller."""

    change: int
    title: str
    """What it is: "Taulukon tuonti"."""
    state: State
    reader: Reader
    maker: str
    made_at: str
    rows: tuple[RowView, ...]
    """Those of this page."""
    added: int = 0
    changed: int = 0
    removed: int = 0
    first: int = 0
    """How many rows come before this page."""
    total: int = 0
    why: str = ""
    decided: str = ""
    """Worded: who accepted or rejected it and when; empty when nobody else did."""
    faults: tuple[str, ...] = ()
    """Wrong rows of a table, worded; only the first are shown."""
    bad_rows: int = 0
    good_rows: int = 0
    missing: tuple[str, ...] = ()
    """Names of the organisation's contacts that the table does not have."""
    seconds: str = ""
    """Names of those who may accept it as the second coordinator."""
    unreachable: tuple[str, ...] = ()
    """Names of contacts whom the organisation's own directory does not know: messages do not reach them."""
    asks_to_undo: bool = False
    """The reader asked to undo: the card is the question."""
    stays: tuple[str, ...] = ()
    """Names of what undoing leaves as it is, because it has been changed since."""


def change_label(change: int) -> str:
    """The number people see: M-12."""
    return f"M-{change}"


def change_card(view: ChangeView, t: Translate) -> Card:
    """The change, its rows and its buttons."""
    title = _title(view, t)
    body: list[CardElement] = [top_row(f"{change_label(view.change)} · {view.title}", _state(view, t)), heading(title)]
    body.append(note(t("{name}, {time}", name=view.maker, time=view.made_at), "None"))
    if view.decided:
        body.append(note(view.decided, "None"))
    if view.seconds and view.state in {"proposed", "second"} and view.reader != "second":
        body.append(note(t("Can be accepted by: {names}", names=view.seconds), "None"))
    if view.why:
        body.append(note(t("Reason: {reason}", reason=view.why), "None"))
    body += [*_faults(view, t), *_stays(view, t)]
    if view.total > 1:
        body.append(line(run(_counts(view, t), bold=True)))
    body += [_record(one, t, alone=len(view.rows) == 1) for one in view.rows[:ROWS_SHOWN]]
    left = view.total - view.first - len(view.rows[:ROWS_SHOWN])
    body += [*_turn_page(view, left, t), *_unreachable(view, t), *_missing(view, t)]
    return finished(body, _actions(view, t), f"{change_label(view.change)}: {title}", t)


def _stays(view: ChangeView, t: Translate) -> list[CardElement]:
    if not view.stays or not (view.asks_to_undo or view.state == "undone"):
        return []
    names = ", ".join(view.stays[:FAULTS_SHOWN])
    if view.stays[FAULTS_SHOWN:]:
        names = f"{names} … ({len(view.stays)})"
    return [notice(t("Not undone, because changed since then: {names}", names=names))]


def _unreachable(view: ChangeView, t: Translate) -> list[CardElement]:
    if not view.unreachable or view.state in {"dropped", "undone"} or view.asks_to_undo:
        return []
    names = ", ".join(view.unreachable[:UNREACHABLE_SHOWN]) + (
        f" … ({len(view.unreachable)})" if view.unreachable[UNREACHABLE_SHOWN:] else ""
    )
    return [note(t("Not found in your organisation's directory, so messages do not arrive: {names}", names=names))]


def faults_card(faults: tuple[str, ...], bad_rows: int, good_rows: int, t: Translate) -> Card:
    """A table from which nothing can be stored: what to correct."""
    title = t("Rows to correct: {bad}. Rows in order: {good}.", bad=bad_rows, good=good_rows)
    lead = t("Nothing was saved. Correct these rows and send the table again.")
    return finished([heading(title), notice(lead), *_fault_lines(faults, t)], [], title, t)


def _title(view: ChangeView, t: Translate) -> str:
    match view.state, view.reader:
        case "proposed", _ if view.bad_rows:
            return t("Rows to correct: {bad}. Rows in order: {good}.", bad=view.bad_rows, good=view.good_rows)
        case "proposed", _:
            return t("Is this right? Nothing has been saved yet.")
        case "second", "second":
            return t("{name} asks a second coordinator to accept this.", name=view.maker)
        case "second", _:
            return t("Waiting for a second coordinator. Nothing has changed yet.")
        case "dropped", _:
            return t("Rejected. Nothing was changed.")
        case "undone", _:
            return t("Undone. The details are as they were before.")
    return t("Undo this change?") if view.asks_to_undo else t("Saved.")


def _state(view: ChangeView, t: Translate) -> str:
    words: dict[State, str] = {
        "proposed": t("Not saved"),
        "second": t("Waiting"),
        "done": t("In force"),
        "dropped": t("Rejected"),
        "undone": t("Undone"),
    }
    return words[view.state]


def _counts(view: ChangeView, t: Translate) -> str:
    parts = (
        (view.added, t("added {count}", count=view.added)),
        (view.changed, t("changed {count}", count=view.changed)),
        (view.removed, t("removed {count}", count=view.removed)),
    )
    words = ", ".join(word for count, word in parts if count)
    return f"{words[:1].upper()}{words[1:]}"


def _record(one: RowView, t: Translate, *, alone: bool) -> Container:
    mark = {"added": "+", "changed": "•", "removed": "−"}[one.how]
    word = {"added": t("new"), "changed": "", "removed": t("removed")}[one.how]
    title = [run(f"{mark} {_short(one.title)}", bold=True), *([run(f" · {word}", subtle=True)] if word else [])]
    items: list[CardElement] = [line(*title, gap="None")]
    if one.how == "added" and one.fields:
        items.append(note(_short(" · ".join(each.after for each in one.fields), ADDED_SHOWN), "None"))
        return Container(items=items, spacing="Small")
    fields, length = (FIELDS_OF_ONE, _TEXT_OF_ONE) if alone else (FIELDS_SHOWN, _TEXT_SHOWN)
    items += [_field(each, length, t) for each in one.fields[:fields]]
    if len(one.fields) > fields:
        items.append(note(t("And {count} more.", count=len(one.fields) - fields), "None"))
    return Container(items=items, spacing="Small")


def _field(one: FieldView, length: int, t: Translate) -> CardElement:
    name = run(f"{one.name}: ", subtle=True, small=True)
    sides = [_short(side, length) or t("empty") for side in (one.before, one.after)]
    return line(name, run(" → ".join(sides), small=True), gap="None")


def _faults(view: ChangeView, t: Translate) -> list[CardElement]:
    if not view.faults:
        return []
    lead = t("Correct these rows and send the table again, or store only the rows in order.")
    return [notice(lead), *_fault_lines(view.faults, t)]


def _fault_lines(faults: tuple[str, ...], t: Translate) -> list[CardElement]:
    told = (f"• {_short(one, _FAULT_SHOWN)}" for one in faults[:FAULTS_SHOWN])
    shown: list[CardElement] = [line(run(one), gap="None") for one in told]
    if len(faults) > FAULTS_SHOWN:
        shown.append(note(t("And {count} more.", count=len(faults) - FAULTS_SHOWN), "None"))
    return shown


def _missing(view: ChangeView, t: Translate) -> list[CardElement]:
    if not view.missing or view.state != "proposed":
        return []
    names = ", ".join(view.missing[:FAULTS_SHOWN])
    if len(view.missing) > FAULTS_SHOWN:
        names = t(
            "{names} and {count} more",
            plural="{names} and {count} more",
            names=names,
            count=len(view.missing) - FAULTS_SHOWN,
        )
    toggle = ToggleInput(
        id="remove_missing",
        title=t("Remove those who are not in the table: {count}", count=len(view.missing)),
        value="false",
        value_on="true",
        value_off="false",
        wrap=True,
        separator=True,
    )
    return [toggle, note(names, "None")]


def _turn_page(view: ChangeView, left: int, t: Translate) -> list[CardElement]:
    if view.total <= ROWS_SHOWN:
        return []
    following = view.first + ROWS_SHOWN if left > 0 else 0
    word = t("Show the next") if left > 0 else t("Show the first")
    told: list[CardElement] = [line(run(t("And {count} more.", count=left)))] if left > 0 else []
    return [*told, row(button(word, ChangeData(change=view.change, step="page", first=following), inputs=False))]


def _actions(view: ChangeView, t: Translate) -> list[Action]:
    if view.reader == "onlooker":
        return []
    if view.state == "proposed" or (view.state == "second" and view.reader == "second"):
        accept = t("Store the rows in order") if view.bad_rows else t("Accept")
        reject = button(t("Reject"), ChangeData(change=view.change, step="drop"), inputs=False)
        if view.bad_rows and not view.good_rows:
            return [reject]
        return [button(accept, ChangeData(change=view.change, step="accept"), filled=not view.bad_rows), reject]
    if view.state == "second":
        return [button(t("Withdraw the proposal"), ChangeData(change=view.change, step="drop"), inputs=False)]
    if view.state == "done":
        return [button(t("Undo"), ChangeData(change=view.change, step="undo"), filled=view.asks_to_undo, inputs=False)]
    return []


def _short(text: str, length: int = _TEXT_SHOWN) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
