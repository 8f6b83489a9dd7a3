"""Words about a client's consent that several cards share."""

from bot.bases.consent import CONSENTS, Consent, GivenConsent
from bot.bases.grounds import Ended
from cards.kit.template import Option
from config.texts import Translate
from directory.time.time_wording import full_day_words


def consent_options(t: Translate) -> tuple[Option, ...]:
    """Who can have consented, and how."""
    return tuple(Option(one.code, consent_words(one, t)) for one in CONSENTS)


def consent_words(consent: Consent, t: Translate) -> str:
    """Who consented and how."""
    by_client = {"orally": t("The client, orally"), "in_writing": t("The client, in writing")}
    by_other = {"orally": t("A legal representative, orally"), "in_writing": t("A legal representative, in writing")}
    return (by_client if consent.by == "client" else by_other)[consent.how]


def given_words(given: GivenConsent, t: Translate) -> str:
    """A consent with its scope: "Asiakas suullisesti, 20.11.2026, koskee tätä asiaa"."""
    who, day = consent_words(given.consent, t), full_day_words(given.given_on, t)
    if given.until is None:
        return t("{who}, {day}, covers this matter", who=who, day=day)
    return t("{who}, {day}, in force until {until}", who=who, day=day, until=full_day_words(given.until, t))


def ended_words(ended: Ended, t: Translate) -> str:
    """What became of a consent, as a heading."""
    return {
        "withdrawn": t("The consent has been withdrawn"),
        "narrowed": t("The consent no longer covers this matter"),
        "expired": t("The consent has expired"),
    }[ended.why]
