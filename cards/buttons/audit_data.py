"""What the buttons of the access log carry."""

from typing import Literal

from cards.kit.button_data import ButtonData, Chosen, Code, FileData, NumberOrNone, Written


class AuditLogData(ButtonData, verb="audit.show"):
    """A page of the log, or what the fields ask for."""

    page: NumberOrNone = None
    person: Written = ""
    matter: Written = ""
    day: Chosen = ""


class ClientReportData(ButtonData, verb="audit.client"):
    """The form of a client's report, or the report."""

    step: Literal["", "form", "find"] = ""
    client: Written = ""
    period: Chosen = ""
    language: Chosen = ""


class ReportFileData(FileData, verb="audit.client"):
    """A client's report as a workbook: the rows of the log that it tells of."""

    first: Code = ""
    last: Code = ""
    language: Code = ""
