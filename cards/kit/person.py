"""A person and a telephone number as the cards show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement, Column, ColumnSet, TextBlock, TextRun

from cards.kit.pieces import line, note, run
from cards.kit.text import Language, Translate, language_name, plain

Presence = Literal["available", "busy", "away", "unknown"]
_SHAPES: dict[Presence, str] = {"available": "●", "busy": "◐", "away": "○", "unknown": ""}
_COLOURS: dict[Presence, Literal["Good", "Attention", "Default"]] = {
    "available": "Good",
    "busy": "Attention",
    "away": "Default",
    "unknown": "Default",
}


@dataclass(frozen=True, slots=True)
class PhoneView:
    """A number with its hours. Times are worded by the caller in the reader's language."""

    number: str
    open_until: str = ""
    """"10.00" when somebody answers now; then the line says so."""
    hours: str = ""
    """"ma–pe 9–10" or "ke 25.11. klo 9–10": when somebody answers."""
    opens: str = ""
    """"huomenna 9.00": the same for a card that is read at once; then it goes before `hours`."""
    always: bool = False
    """Answered day and night."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Who somebody is and whether they can be reached."""

    name: str
    presence: Presence = "unknown"
    """unknown draws neither shape nor word."""
    away_until: str = ""
    """A date worded by the caller ("27.11."), when the person is away."""
    work: str = ""
    """What they are and where, joined as one line: "Kela, etuuskäsittelijä · Eteläinen turvatiimi 1"."""
    languages: tuple[Language, ...] = ()
    presence_at: str = ""
    """"9.12": when the presence was read, if that was a while ago."""


def presence_word(person: PersonView, t: Translate) -> str:
    """Presence in words; empty when it is not known."""
    if person.away_until:
        return t("Away until {date}", date=person.away_until)
    word = {"available": t("Available"), "busy": t("Busy"), "away": t("Away"), "unknown": ""}[person.presence]
    return t("{presence} (at {time})", presence=word, time=person.presence_at) if word and person.presence_at else word


def languages_line(codes: tuple[Language, ...], t: Translate) -> str:
    """ "suomi, ruotsi" """
    return ", ".join(language_name(code, t) for code in codes)


def person_rows(person: PersonView, t: Translate, *below: CardElement) -> ColumnSet:
    """Shape, name and word; what they do below; then whatever the card adds."""
    word = presence_word(person, t)
    presence: Presence = "away" if person.away_until else person.presence
    runs: list[TextRun] = [run(person.name, bold=True)]
    if word:
        runs.append(run(f" · {word}"))
    details = " · ".join(part for part in (person.work, languages_line(person.languages, t)) if part)
    items: list[CardElement] = [line(*runs, gap="None")]
    if details:
        items.append(note(details, "None"))
    columns = [Column(width="stretch", items=[*items, *below])]
    if word:
        shape = TextBlock(text=_SHAPES[presence], color=_COLOURS[presence], spacing="None")
        columns.insert(0, Column(width="16px", items=[shape]))
    return ColumnSet(columns=columns, spacing="Small")


def presence_line(person: PersonView, t: Translate) -> list[CardElement]:
    """One small line under a heading that already names the person."""
    word = presence_word(person, t)
    presence: Presence = "away" if person.away_until else person.presence
    text = " · ".join(part for part in (word, person.work) if part)
    if not text:
        return []
    shape = [TextRun(text=_SHAPES[presence] + " ", color=_COLOURS[presence], size="Small")] if word else []
    return [line(*shape, run(text, subtle=True, small=True), gap="None")]


def telephone(
    phone: PhoneView, t: Translate, *, label: str = "", size: Literal["Small", "Medium"] = "Small"
) -> TextBlock:
    """The number as a link that calls, with its hours in words. `label` replaces "Call now"."""
    number = plain(phone.number)
    if not number:
        return TextBlock(text="", spacing="None")
    digits = "".join(mark for mark in number if mark.isdigit() or mark == "+")
    if phone.open_until:
        named = f"{label} {number}" if label else t("Call now {number}", number=number)
        text = t("{call}, open until {time}", call=f"[{named}](tel:{digits})", time=phone.open_until)
    elif phone.opens:
        named = f"[{label} {number}](tel:{digits})" if label else f"[{number}](tel:{digits})"
        text = t("{call}, opens {time}", call=named, time=phone.opens)
    elif phone.always:
        named = f"[{label} {number}](tel:{digits})" if label else f"[{number}](tel:{digits})"
        text = t("{call}, around the clock", call=named)
    elif phone.hours:
        named = f"[{label} {number}](tel:{digits})" if label else f"[{number}](tel:{digits})"
        text = t("{call}, answers {hours}", call=named, hours=phone.hours)
    else:
        text = f"[{label} {number}](tel:{digits})" if label else f"[{number}](tel:{digits})"
    return TextBlock(text=text, size=size, wrap=True, spacing="None")


def telephone_in_words(phone: PhoneView, t: Translate) -> str:
    """The number inside a sentence: "soita 05 000 0001, auki 10.00 asti"."""
    if phone.open_until:
        return t("call {number}, open until {time}", number=phone.number, time=phone.open_until)
    if phone.hours:
        return t("call {number}, answers {hours}", number=phone.number, hours=phone.hours)
    if phone.always:
        return t("call {number}, around the clock", number=phone.number)
    return t("call {number}", number=phone.number)


def calls(phones: Iterable[PhoneView], t: Translate) -> list[str]:
    """A sentence for each number: "Soita 05 000 0001, auki 10.00 asti." """
    words = (telephone_in_words(one, t) for one in phones)
    return [f"{one[:1].upper()}{one[1:]}." for one in words]
