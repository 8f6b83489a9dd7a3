"""What is wrong with an imported file, row by row, in words that tell what to do."""

from config.texts import Translate
from directory.areas.plans import USUAL, write_plan
from directory.records.field_wording import field_words
from directory.records.fields import Fault, Problem

USUAL_WRITTEN = write_plan(USUAL)


def problem_words(problem: Problem, t: Translate) -> str:
    """One sentence: where it is and what it is. An identity code is never repeated."""
    if problem.fault == "unknown_column" and problem.row == 0:
        return t("Column {column} is not known. Give it another heading or leave it out.", column=problem.column)
    what = fault_words(problem, t)
    if problem.row == 0:
        return f"{problem.who}: {what}" if problem.who else what
    row = t("Row {row}", row=problem.row)
    if problem.sheet:
        row = t("{sheet}, row {row}", sheet=problem.sheet, row=problem.row)
    column = field_words(problem.column, t) if problem.column else ""
    return f"{', '.join(filter(None, (row, problem.who, column)))}: {what}"


def fault_words(problem: Problem, t: Translate) -> str:
    """What is wrong and, where something near was found, what may have been meant."""
    what = _fault_words(problem.fault, problem.value, t)
    return f"{what} {t('Was {name} meant?', name=problem.hint)}" if problem.hint else what


def _fault_words(fault: Fault, value: str, t: Translate) -> str:
    words = _of_form(value, t) | _of_references(value, t) | _of_repetitions(value, t) | _of_the_file(value, t)
    return words[fault]


def _of_form(value: str, t: Translate) -> dict[Fault, str]:
    """A value that is not written as it should be."""
    return {
        "missing": t("The value is missing."),
        "too_long": t("The text is too long: 200 characters at most."),
        "control_character": t("The text has characters that cannot be shown."),
        "broken_cell": t(
            '"{value}" is what the spreadsheet wrote in the place of the value. Type the value again as text.',
            value=value,
        ),
        "identity_code": t("The text holds what looks like a personal identity code. Remove it."),
        "not_a_guid": t('"{value}" is not an identifier of a person or tenant at Microsoft.', value=value),
        "not_an_email": t('"{value}" is not an e-mail address.', value=value),
        "not_a_name": t("Write the name with letters, spaces, hyphens, full stops and brackets ( ). No web addresses."),
        "not_a_phone": t(
            '"{value}" is not read as a telephone number. Write one number, such as 05 000 0099.', value=value
        ),
        "markup": t("Leave out web addresses and the marks [ ] < > { } | * _ ~ `."),
        "not_a_web_address": t('"{value}" is not a web address that begins with https.', value=value),
        "bad_hours": t('"{value}" is not read as hours. Write for example ma-pe 9-10.', value=value),
        "bad_plan": t(
            '"{value}" is not read as a plan. A plan names the coordinator: {example}.',
            value=value,
            example=USUAL_WRITTEN,
        ),
        "bad_date": t('"{value}" is not a date. Write for example 24.11.2026.', value=value),
        "ends_before_start": t("The absence ends before it begins."),
    }


def _of_references(value: str, t: Translate) -> dict[Fault, str]:
    """A value that names what is not there, or is not this record's to name."""
    return {
        "unknown_column": t("There is no such column."),
        "unknown_word": t('"{value}" is not one of the values in use.', value=value),
        "unknown_organisation": t("There is no organisation {value}.", value=value),
        "unknown_area": t("There is no area {value}.", value=value),
        "area_of_another": t("Area {value} belongs to another organisation.", value=value),
        "unknown_municipality": t("There is no municipality {value}.", value=value),
        "municipality_elsewhere": t("Municipality {value} is not in the contact's areas.", value=value),
        "unknown_topic": t("There is no topic {value}.", value=value),
        "unknown_contact": t("There is no contact {value} in the same organisation.", value=value),
        "of_another_organisation": t("The row belongs to another organisation."),
        "wrong_tenant": t("The tenant is not that of the contact's organisation."),
        "audits_themselves": t("A coordinator cannot be an auditor as well: nobody audits what they do themselves."),
        "group_row": t(
            '"{value}" is a place, not a person. Take the row out, or write the place in the column of municipalities.',
            value=value,
        ),
        "stands_in": t(
            "Stands in for {value}, and could not with this role and these municipalities and topics. "
            "Choose another deputy first, or change the row.",
            value=value,
        ),
        "deputy_cycle": t("The deputies form a circle that comes back to the contact."),
        "deputy_unfit": t(
            "{value} cannot stand in: a deputy has the role of a contact, deputy or own "
            "worker, and is not limited to other municipalities or topics.",
            value=value,
        ),
    }


def _of_repetitions(value: str, t: Translate) -> dict[Fault, str]:
    """What is there more than once."""
    return {
        "duplicate_key": t("{value} is there twice.", value=value),
        "duplicate_email": t("The e-mail address {value} belongs to two contacts.", value=value),
        "duplicate_person": t("The same person is there twice."),
        "duplicate_tenant": t("Two organisations have the same tenant."),
        "absences_overlap": t("The contact has another absence on the same days."),
        "name_of_several": t(
            '"{value}" is the name of several people. Give the e-mail address or the id.', value=value
        ),
    }


def _of_the_file(value: str, t: Translate) -> dict[Fault, str]:
    """What is wrong with the file as a whole."""
    return {
        "nothing_found": t("The file has no rows."),
        "not_readable": t("The file could not be read. Save it as JSON, CSV (UTF-8) or XLSX."),
        "no_headings": t("The table has no headings that are known. The first row names the columns: name, e-mail."),
        "file_protected": t("The file has a password or is in an old format. Save it as XLSX without a password."),
        "web_page": t(
            "What came was a web page, not the file. "
            "Send the file from a computer, or paste the table into the message."
        ),
        "two_columns": t(
            "Several columns mean the same: {value}. The first one that is not empty was read. "
            "If that is not right, take the others out.",
            value=value,
        ),
        "file_too_big": t("The file is too big."),
    }
