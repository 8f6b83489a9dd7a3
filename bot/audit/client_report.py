"""A client's own report: who has handled the matter, when and on which ground; as lines and as a workbook.

Of the own organisation each person is told by name. What was done in the other organisation is told as a disclosure to
that organisation: whom of its people it was, the client asks there. Which law gives the right has to be checked before
the report is handed over (`law_note`).
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.access_log.access_log import Result
from bot.access_log.tables import AccessRow
from bot.audit.action_wording import action_words
from bot.bases.basis_lists import BasisLists
from cards.kit.k_number import consultation_label
from config.clock import HELSINKI
from config.texts import Language, Translate, texts
from directory.exchange.cells import safe_cell
from directory.naming import organisation_name
from directory.people.contacts import DirectoryId
from directory.reference import Reference
from directory.time.time_wording import full_moment_words

YEARS = 2
"""How far back a report goes unless there is a special reason (practice of the counties, 2024)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    at: str
    organisation: str
    person: str
    """Empty for the other organisation's people."""
    what: str
    label: str
    """K-1042, or empty."""
    basis: str
    is_own: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Words:
    """In whose name and language events are told."""

    organisation: str
    language: Language
    reference: Reference
    bases: BasisLists

    @property
    def t(self) -> Translate:
        """The translator."""
        return texts(self.language)


def line(row: AccessRow, names: Mapping[DirectoryId, str], words: Words) -> Line:
    """One row of the log in words."""
    t, is_own = words.t, row.organisation == words.organisation
    actor = DirectoryId(row.actor_tenant_id, row.actor_aad_object_id)
    code = row.basis.partition(":")[0]
    return Line(
        at=full_moment_words(row.at, t),
        organisation=organisation_name(words.reference, row.organisation, words.language),
        person=_person(actor, names, t) if is_own else "",
        what=action_words(row.action, t),
        label=consultation_label(row.consultation_id) if row.consultation_id else "",
        basis=words.bases.name(row.organisation, code, words.language),
        is_own=is_own,
        refused=row.result == Result.REFUSED.value,
    )


def _person(actor: DirectoryId, names: Mapping[DirectoryId, str], t: Translate) -> str:
    """The name, or the id of somebody whose name is not known. What nobody did, Kuntayhteys did by itself."""
    if not actor.tenant_id:
        return "Kuntayhteys"
    return names.get(actor) or t("person {id}", id=actor.aad_object_id)


def law_note(t: Translate) -> str:
    """What must be checked before the report is handed over."""
    return t(
        "Check the law before handing this over: in a county the act on client data 703/2023, "
        "in Kela its own legislation. The other organisation's people are told by that organisation."
    )


def two_years_before(now: datetime) -> datetime:
    """The beginning of the usual period: the same Finnish day two years before."""
    day = now.astimezone(HELSINKI).replace(hour=0, minute=0, second=0, microsecond=0)
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - YEARS, day=last)


def to_xlsx(lines: Iterable[Line], t: Translate) -> bytes:
    """A workbook with one row per event; every cell is text and none is taken for a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("Log report"))
    for width, column in zip((20, 34, 26, 44, 12, 40, 12), "ABCDEFG", strict=True):
        sheet.column_dimensions[column].width = width
    headings = (t("Time"), t("Organisation"), t("Person"), t("What"), t("Matter"), t("Legal basis"), t("Result"))
    sheet.append(list(headings))
    for one in lines:
        result = t("refused") if one.refused else t("done")
        cells = (one.at, one.organisation, one.person, one.what, one.label, one.basis, result)
        sheet.append([safe_cell(cell) for cell in cells])
    sheet.append([])
    sheet.append([law_note(t)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
