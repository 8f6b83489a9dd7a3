"""A table of own workers before it is taken over: what would change, and which rows have to be corrected."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, ToggleInput

from cards.buttons.own_worker_data import OwnWorkerSaveData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, notice, run
from cards.kit.text import Translate

FAULTS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class OwnImportView:
    """Counts only: no client is named, and no cell of the table is quoted."""

    draft: str
    """UUID of the waiting table; empty when there is nothing to take over."""
    added: int = 0
    moved: int = 0
    changed: int = 0
    same: int = 0
    missing: int = 0
    """Clients whose own worker is known now and who are not in the table."""
    faults: tuple[str, ...] = ()
    """Worded, with row numbers, in the order of the table."""


def own_import_card(view: OwnImportView, t: Translate) -> Card:
    """Nothing happens before the reader accepts it."""
    title = t("Own workers from a table: accept the change?") if view.draft else t("Nothing can be taken over")
    body: list[CardElement] = [heading(title)]
    body += _faults(view, t)
    if view.draft:
        body += _changes(view, t)
        body += _missing(view, t)
    body.append(note(t("The table holds identity codes: delete the message and the file once it is taken over.")))
    return finished(body, _actions(view, t), title, t)


def _faults(view: OwnImportView, t: Translate) -> list[CardElement]:
    if not view.faults:
        return []
    told = t("{count} row has to be corrected", plural="{count} rows have to be corrected", count=len(view.faults))
    rows: list[CardElement] = [notice(told)]
    rows += [line(run(one), gap="None") for one in view.faults[:FAULTS_SHOWN]]
    if len(view.faults) > FAULTS_SHOWN:
        rows.append(line(run(t("And {count} more.", count=len(view.faults) - FAULTS_SHOWN)), gap="None"))
    return rows


def _changes(view: OwnImportView, t: Translate) -> list[CardElement]:
    counted = [(name, count) for name, count in _counts(view, t) if count]
    return [
        line(run(f"{name}: "), run(str(count), bold=True), gap="None" if number else "Default")
        for number, (name, count) in enumerate(counted)
    ]


def _counts(view: OwnImportView, t: Translate) -> tuple[tuple[str, int], ...]:
    return (
        (t("New clients"), view.added),
        (t("Another worker"), view.moved),
        (t("Another last day or municipality"), view.changed),
        (t("Unchanged"), view.same),
    )


def _missing(view: OwnImportView, t: Translate) -> list[CardElement]:
    if not view.missing:
        return []
    title = t(
        "Forget {count} client who is not in the table",
        plural="Forget {count} clients who are not in the table",
        count=view.missing,
    )
    return [ToggleInput(id="forget_others", title=title, value="false", wrap=True)]


def _actions(view: OwnImportView, t: Translate) -> list[Action]:
    if not view.draft:
        return []
    title = t("Accept the good rows") if view.faults else t("Accept")
    accept = button(title, OwnWorkerSaveData(draft=view.draft, step="accept"), filled=True)
    return [accept, button(t("Reject"), OwnWorkerSaveData(draft=view.draft, step="drop"))]
