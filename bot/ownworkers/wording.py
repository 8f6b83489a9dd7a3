"""Words about own workers that several cards share."""

from bot.ownworkers.model import CONSENTS, Consent
from cards.template import Option
from config.texts import Translate


def consent_options(t: Translate) -> tuple[Option, ...]:
    """Who can have consented, and how."""
    return tuple(Option(one.code, consent_words(one, t)) for one in CONSENTS)


def consent_words(consent: Consent, t: Translate) -> str:
    """Who consented and how."""
    by_client = {"orally": t("The client, orally"), "in_writing": t("The client, in writing")}
    by_other = {"orally": t("A legal representative, orally"), "in_writing": t("A legal representative, in writing")}
    return (by_client if consent.by == "client" else by_other)[consent.how]
