"""A client's consent as whoever asked for it tells it: who gave it, how, when, and until when. No input or output here.

Oral consent covers one matter. Written consent covers the purpose and the recipients that it names, until its last day
(docs/privacy.md, Legal bases).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from bot.errors import Expected

ConsentBy = Literal["client", "representative"]
ConsentHow = Literal["orally", "in_writing"]
LONGEST_YEARS = 2
"""A consent given longer ago than this is asked for again, and none is kept for longer ahead."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Who gave the consent and how."""

    by: ConsentBy
    how: ConsentHow

    @property
    def code(self) -> str:
        """As a card's choice carries it: `client-orally`."""
        return f"{self.by}-{self.how}"


CONSENTS = tuple(Consent(by, how) for by in get_args(ConsentBy) for how in get_args(ConsentHow))


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A consent with its scope. The recipient is always the organisation asked; the purpose, the topic asked about."""

    consent: Consent
    given_on: date
    """Finnish date."""
    until: date | None = None
    """Of a written consent: its last day (Finnish date). An oral one ends with the matter."""

    def has_expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and today > self.until


@dataclass(frozen=True, slots=True)
class Told:
    """What was filled in of a consent; unvalidated."""

    code: str = ""
    given_on: date | None = None
    until: date | None = None
    names_us: bool = False
    """The writer has said that the written consent names the recipient and the matter."""


def checked_consent(told: Told, today: date) -> GivenConsent:
    """The consent when it holds today. Raises Expected with what to correct; nothing typed is quoted."""
    consent = next((one for one in CONSENTS if one.code == told.code), None)
    if consent is None:
        raise Expected(
            lambda t: t("Tell who gave the consent and how. Nothing was sent."), code="consent_missing", keeps_card=True
        )
    if told.given_on is None or told.given_on > today:
        raise Expected(
            lambda t: t("Tell the day on which the consent was given, today at the latest. Nothing was sent."),
            code="consent_day",
            keeps_card=True,
        )
    if told.given_on < _years_from(today, -LONGEST_YEARS):
        raise Expected(
            lambda t: t("The consent was given over two years ago. Ask the client again. Nothing was sent."),
            code="consent_old",
            keeps_card=True,
        )
    if consent.how == "orally":
        return GivenConsent(consent, told.given_on)
    return GivenConsent(consent, told.given_on, _checked_end(told, today))


def _checked_end(told: Told, today: date) -> date:
    if told.until is None or not today <= told.until <= _years_from(today, LONGEST_YEARS):
        raise Expected(
            lambda t: t(
                "Tell the last day of the written consent: from today on, two years at most. Nothing was sent."
            ),
            code="consent_end",
            keeps_card=True,
        )
    if not told.names_us:
        raise Expected(
            lambda t: t(
                "Check that the written consent names this recipient and this matter, and mark it. "
                "Otherwise ask the client for a new consent. Nothing was sent."
            ),
            code="consent_scope",
            keeps_card=True,
        )
    return told.until


def _years_from(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
