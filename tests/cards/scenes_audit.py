"""The cards of the access log and of personal data: the auditor's, and the question before such data is sent."""

from collections.abc import Callable

from cards.audit.audit_log import AuditLogView, LoggedView, Narrowing, audit_log_card
from cards.audit.client_report_card import (
    ClientReportFormView,
    ClientReportView,
    client_report_card,
    client_report_form_card,
)
from cards.client.personal_data import PersonalDataView, personal_data_card
from cards.kit.frame import Card
from cards.kit.text import Translate

KELA = "Kansaneläkelaitos"
ROWS = (
    LoggedView("24.11.2026 klo 9.31", "Maija Esimerkki", "katsoi asiakkaan henkilötunnuksen", "K-1042 · Suostumus"),
    LoggedView("24.11.2026 klo 9.30", "Kalle Malli", "katsoi asiakkaan henkilötunnuksen", "K-1042", refused=True),
    LoggedView("24.11.2026 klo 9.12", KELA, "lähetti kysymyksen", "K-1042 · Suostumus"),
    LoggedView("23.11.2026 klo 14.02", "Risto Tarkiste", "luki lokia"),
)
LAW = (
    "Tarkista laki ennen luovutusta: hyvinvointialueella asiakastietolaki 703/2023, Kelassa sen oma lainsäädäntö. "
    "Toisen organisaation käsittelijöistä kertoo se organisaatio itse."
)
CLEANED = "Asiakas vastaa numerossa [puhelinnumero poistettu] iltapäivisin."
COUNTY = "Etelä-Karjalan hyvinvointialue"
SCENES: dict[str, Callable[[Translate], Card]] = {
    "L1-log": lambda t: audit_log_card(AuditLogView(KELA, ROWS, has_older=True), t),
    "L2-log-narrowed": lambda t: audit_log_card(
        AuditLogView(KELA, ROWS[:1], 3, has_older=True, narrowing=Narrowing("Maija", "K-1042", "2026-11-24")), t
    ),
    "L3-log-nothing": lambda t: audit_log_card(
        AuditLogView(KELA, (), problem="Tämännimistä ei löytynyt. Kirjoita etu- tai sukunimen alku."), t
    ),
    "L4-report-form": lambda t: client_report_form_card(ClientReportFormView(), t),
    "L5-report-form-wrong": lambda t: client_report_form_card(
        ClientReportFormView("all", "sv", ("Henkilötunnus ei ole oikein", "Tarkista tunnus.")), t
    ),
    "L6-report": lambda t: client_report_card(ClientReportView(COUNTY, "24.11.2024", ROWS[:3], LAW), t),
    "L7-report-long": lambda t: client_report_card(ClientReportView(COUNTY, "", ROWS * 9, LAW), t),
    "L9-personal-data": lambda t: personal_data_card(PersonalDataView("held", "puhelinnumero", CLEANED, 1042), t),
    "L10-personal-data-where": lambda t: personal_data_card(
        PersonalDataView("held", "sähköpostiosoite, katuosoite", CLEANED), t
    ),
    "L8-report-nothing": lambda t: client_report_card(ClientReportView(COUNTY, "24.11.2024", (), LAW), t),
}
