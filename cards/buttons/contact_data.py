"""What the buttons carry with which the directory is kept: contacts, checks and changes."""

from collections.abc import Mapping
from typing import Annotated, Literal

from typing_extensions import override

from cards.kit.button_data import ButtonData, Chosen, Code, FileData, Named, Number, NumberOrNone, Ticked, Written
from cards.kit.text import Translate


class ContactSaveData(ButtonData, verb="contact.save"):
    """The form of a contact: opened, filled, or the contact removed."""

    contact: Code = ""
    draft: Code = ""
    """The id that a new contact gets."""
    seen: Code = ""
    """Marks the details that the form was laid over."""
    step: Literal["", "save", "open", "remove"] = ""
    fields: Annotated[Mapping[str, Written], Named("")] = {}
    """Everything that was sent, by the names of the form's fields."""


class ContactShowData(ButtonData, verb="contact.show"):
    """A page of the list, one contact, its form, or the question whether to remove it."""

    contact: Code = ""
    step: Literal["", "list", "one", "edit", "remove"] = ""
    first: NumberOrNone = None
    search: Written = ""


class VerifyData(ButtonData, verb="contact.verify"):
    """Details confirmed or asked about, or a page of the work-list."""

    contact: Code = ""
    page: NumberOrNone = None
    """The page of the work-list on which it was pressed; none on the contact's own card."""
    step: Literal["right", "send", "list"]


class MisrouteData(ButtonData, verb="contact.correct"):
    """A wrong turn: looked at, corrected, or left."""

    misroute: Number
    step: Literal["show", "fix", "leave"]
    repair: Chosen = ""


class CoverageData(ButtonData, verb="coverage.show"):
    """One area of the summary."""

    area: Code = ""


class ChangeData(ButtonData, verb="change.decide"):
    """A change of the directory: looked at, accepted, rejected, or undone."""

    change: Number
    step: Literal["show", "page", "accept", "drop", "ask", "undo"]
    first: NumberOrNone = None
    remove_missing: Ticked = False

    @staticmethod
    @override
    def out_of_date(t: Translate) -> str:
        """Where the changes are."""
        return t("This card is out of date. Look at /history.")


class HistoryData(ButtonData, verb="change.history"):
    """A page of the changes, or those about a name."""

    step: Literal["", "list"] = ""
    first: NumberOrNone = None
    search: Written = ""


class ContactFileData(FileData, verb="contact.export"):
    """The organisation's part of the directory as a table."""

    format: Code = ""
    language: Code = ""
