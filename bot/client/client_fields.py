"""Reading the fields about a client as they came back: the basis, the identity code, and the consent behind it."""

from dataclasses import dataclass
from datetime import date

from bot.bases.bases import Bases, Basis, Direction
from bot.bases.consent import CONSENTS, GivenConsent, Told, checked_consent
from bot.errors import Denied, Expected
from bot.privacy.hetu import Hetu, InvalidHetuError, parse
from cards.asking.consult_view import Problem
from cards.buttons.client_data import ClientFields
from cards.client.client_part import GENERAL
from cards.client.consent_part import ConsentAnswers
from config.texts import Translate


@dataclass(frozen=True, slots=True)
class ClientRules:
    """What the fields are checked against."""

    bases: Bases
    direction: Direction
    topic: str
    today: date
    """The date in Finland."""


@dataclass(frozen=True, slots=True)
class AboutClient:
    """The fields in order."""

    basis: Basis
    client: Hetu | None
    consent: GivenConsent | None


def read_client(
    fields: ClientFields, rules: ClientRules, t: Translate, *, needs_code: bool = True
) -> AboutClient | Problem:
    """What was filled in, or what is wrong with it. Nothing typed is quoted: it may be an identity code.

    `needs_code`: a basis that allows a client wants the code too; otherwise one that is given already stays.
    """
    typed, code = fields.client, fields.basis
    if typed and not code:
        return Problem(
            "basis",
            t("The legal basis is missing"),
            t("Choose on which legal basis the client is discussed. Nothing was sent."),
        )
    try:
        basis = rules.bases.check(
            code or GENERAL, client_given=bool(typed), direction=rules.direction, topic=rules.topic
        )
    except Denied:
        raise
    except Expected as refusal:
        return Problem("basis", t("The legal basis is not right"), refusal.sentence(t))
    if basis.allows_client and not typed and needs_code:
        return Problem(
            "client",
            t("The identity code is missing"),
            t("Type the client's identity code, or choose a general question without a client. Nothing was sent."),
        )
    try:
        client = parse(typed, rules.today) if typed else None
    except InvalidHetuError as refusal:
        return Problem("client", t("The identity code is not right"), refusal.sentence(t))
    try:
        consent = checked_consent(_told(fields), rules.today) if basis.asks_consent else None
    except Denied:
        raise
    except Expected as refusal:
        return Problem("consent", t("Tell of the consent"), refusal.sentence(t))
    return AboutClient(basis, client, consent)


def consent_answers(fields: ClientFields) -> ConsentAnswers:
    """What the consent's fields hold, to be shown again; anything that is no choice or day is left out."""
    told = _told(fields)
    return ConsentAnswers(
        code=told.code if told.code in {one.code for one in CONSENTS} else "",
        given_on=told.given_on.isoformat() if told.given_on else "",
        until=told.until.isoformat() if told.until else "",
        names_us=told.names_us,
    )


def _told(fields: ClientFields) -> Told:
    return Told(
        code=fields.consent,
        given_on=_day(fields.consent_on),
        until=_day(fields.consent_until),
        names_us=fields.consent_names_us,
    )


def _day(chosen: str) -> date | None:
    try:
        return date.fromisoformat(chosen[:10])
    except ValueError:
        return None
