"""What a consultation can lead to: the outcome codes of each direction, and their words."""

from bot.bases.grounds import read_ground
from bot.consultation.rules.model import Consultation
from config.texts import Translate
from directory.reference import KELA

WITHDRAWN = "withdrawn"
"""The asker's own: no radio button, and no outcome in the statistics."""
GENERAL = ("answered", "not_answered")
"""A general question: was there an answer?"""
WITHOUT_HELP = frozenset({WITHDRAWN, "not_answered", "unresolved"})
"""Nothing came of asking."""
KELA_ASKED = ("kela_can_decide", "county_continues", "joint_meeting", "directed_elsewhere", "unresolved")
WITHIN_KELA = ("kela_can_decide", "directed_elsewhere", "unresolved")
COUNTY_ASKED = (
    "decision_explained",
    "attachment_clarified",
    "application_moves_on",
    "payment_arranged",
    "kela_corrects",
    "joint_meeting",
    "directed_elsewhere",
    "unresolved",
)


def about_client(case: Consultation) -> bool:
    """Whether the matter stands on a basis on which a client may be discussed."""
    return (case.ground or read_ground(case.basis, None)).allows_client


def codes_for(case: Consultation) -> tuple[str, ...]:
    """The codes that may be recorded for this consultation, in the order shown, withdrawing last."""
    if not about_client(case):
        return (*GENERAL, WITHDRAWN)
    if case.county_side is None:
        return (*WITHIN_KELA, WITHDRAWN)
    return (*(KELA_ASKED if case.asking_organisation == KELA else COUNTY_ASKED), WITHDRAWN)


def title(code: str, t: Translate) -> str:
    """The outcome in words; becomes the heading of both sides' receipts."""
    return {
        "answered": t("There was an answer"),
        "not_answered": t("No answer came"),
        "kela_can_decide": t("Kela can decide the matter"),
        "county_continues": t("The wellbeing services county goes on with the client"),
        "joint_meeting": t("A joint meeting was agreed"),
        "directed_elsewhere": t("The matter was directed to another service"),
        "unresolved": t("Not resolved"),
        "decision_explained": t("Kela explained the decision"),
        "attachment_clarified": t("It became clear what the application lacks"),
        "application_moves_on": t("The application moves on"),
        "payment_arranged": t("The payment or payment commitment was arranged"),
        "kela_corrects": t("Kela corrects the decision"),
        WITHDRAWN: t("The question was withdrawn"),
    }.get(code, code)
