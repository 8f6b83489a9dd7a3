"""Telephone numbers as the cards take them, and whom to call while the other organisation is switched off."""

from collections.abc import Iterable

from bot.consultation.rules.model import Consultation
from bot.consultation.sight.reader_view import Reading
from cards.kit.person import PhoneView, telephone_in_words
from config.texts import Translate
from directory.areas.areas import LineKind, ServiceLine
from directory.people.contact_wording import PhoneWords, line_phone, line_title, standing_phone_words
from directory.reference import KELA

OffNotice = tuple[str, str]
"""A heading and what to do; both empty while the organisation can be reached."""


def phone_view(words: PhoneWords | None, *, read_now: bool = False) -> PhoneView | None:
    """A number as the cards take it. `read_now`: the card is read at once, so it may say "tomorrow"."""
    if words is None:
        return None
    return PhoneView(
        words.number, words.open_until, words.answers, words.opens if read_now else "", always=words.always
    )


def phone_views(words: Iterable[PhoneWords], *, read_now: bool = False) -> tuple[PhoneView, ...]:
    """The same for each of a contact's numbers."""
    return tuple(filter(None, (phone_view(one, read_now=read_now) for one in words)))


def off_notice(reading: Reading, code: str) -> OffNotice:
    """That an organisation cannot be reached here now, and the telephones that answer in its stead: it stands on cards
    for days, so with their weekly hours."""
    organisation = reading.directory.organisations.get(code)
    if organisation is None or not organisation.switched_off:
        return "", ""
    t, name = reading.t, reading.organisation(code)
    title = t("{organisation} cannot be reached through Kuntayhteys now", organisation=name)
    later = t("What is written here goes out when it can be reached again.")
    standing = ((line, standing_phone_words(line.phone, line.hours, t)) for line in _lines(reading, code))
    return title, " ".join((later, *_calls(standing, t)))


def off_sentence(reading: Reading, code: str) -> str:
    """The same for a question that is not sent."""
    title, _ = off_notice(reading, code)
    now = ((line, line_phone(line, reading.now, reading.t)) for line in _lines(reading, code))
    return " ".join((f"{title}.", reading.t("Nothing was sent."), *_calls(now, reading.t))) if title else ""


def who_helps(case: Consultation) -> str:
    """Whose telephones help an asker who cannot wait: the receivers', but Kela's own people call the county.

    Kela's line for authorities is for those outside Kela.
    """
    return case.area if case.asking_organisation == KELA else case.receiving_organisation


def standing_numbers(reading: Reading, code: str) -> tuple[tuple[str, PhoneView], ...]:
    """The telephone services of an organisation with their weekly hours, for an urgent question's card, which stays.

    A county's social emergency services come first: they answer day and night.
    """
    t = reading.t
    numbers = (
        (line_title(line.kind, t), phone_view(standing_phone_words(line.phone, line.hours, t)))
        for line in reversed(_lines(reading, code))
    )
    return tuple((title, phone) for title, phone in numbers if phone is not None)


def _calls(numbers: Iterable[tuple[ServiceLine, PhoneWords | None]], t: Translate) -> list[str]:
    views = ((line, phone_view(words)) for line, words in numbers)
    return [
        f"{line_title(line.kind, t)}: {telephone_in_words(phone, t)}." for line, phone in views if phone is not None
    ]


def _lines(reading: Reading, code: str) -> list[ServiceLine]:
    kinds: tuple[LineKind, ...] = ("authority",) if code == KELA else ("advice", "on_call")
    found = (reading.directory.line(code, kind) for kind in kinds)
    return [line for line in found if line is not None]
