"""A line that is no command gets one button for what was meant; nothing goes to the other side unasked."""

from collections.abc import Iterator

import pytest

from bot.lines.meant_commands import misspelt
from tests.turns.office import Channel, Office, Person

NAMES = ("consult", "konsultoi", "konsultera", "open", "avoimet", "close", "sulje", "help", "ohje", "kieli")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/konsutoi Eksote asumismenot", "konsultoi Eksote asumismenot"),
        ("/konsultio Eksote", "konsultoi Eksote"),
        ("/konsultio\nEksote  asumismenot", "konsultoi Eksote  asumismenot"),
        ("/Konsulttoi: Imatra häätö", "konsultoi Imatra häätö"),
        ("/consutl Imatra", "consult Imatra"),
        ("konsltoi Eksote", "konsultoi Eksote"),
        ("/avoimt", "avoimet"),
        ("/opne", "open"),
        ("/ohej", "ohje"),
        ("/sulje K-1001", None),
        ("/xyzzy", None),
        ("/", None),
        ("Avoimen laskun summa on 45 e", "avoimet laskun summa on 45 e"),
    ],
)
def test_a_slip_in_a_commands_name(line: str, meant: str | None) -> None:
    assert misspelt(line, NAMES) == meant


def offered(person: Person) -> str:
    """What the buttons of the last card type."""
    return next(typed(person.last.activity), "")


def typed(part: object) -> Iterator[str]:
    """What the buttons of a card type for the reader."""
    match part:
        case {"msteams": {"type": "imBack", "value": str(command)}}:
            yield command
        case dict():
            for inner in part.values():
                yield from typed(inner)
        case list():
            for inner in part:
                yield from typed(inner)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("Eksote asumismenot", "/konsultoi Eksote asumismenot"),
        ("Hei, Lappeenrannan asiakkaan vuokrarästi pitäisi selvittää", None),
        ("\u200bImatra häätö huomenna", "/konsultoi Imatra häätö huomenna"),
        ("/konsutoi Eksote asumismenot", "/konsultoi Eksote asumismenot"),
        ("konsutoi Eksote asumismenot", "/konsultoi Eksote asumismenot"),
        ("Kuntayhteys Eksote asumismenot", "/konsultoi Eksote asumismenot"),
        ("/Eksote asumismenot", "/konsultoi Eksote asumismenot"),
        ("/avoimt", "/avoimet"),
        ("/ohej", "/ohje"),
    ],
)
async def test_one_button_does_what_was_meant(office: Office, line: str, command: str | None) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types(line)
    assert offered(liisa) == (command or f"/konsultoi {line}")
    await liisa.types(offered(liisa))
    assert "ymmärretty" not in liisa.last.words


@pytest.mark.parametrize("line", ["Hei", "Kiitos!", "/xyzzy", "asdf qwer", "Eksote 010594Y9032 asumismenot"])
async def test_what_nobody_can_tell_is_not_understood(office: Office, line: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types(line)
    assert offered(liisa) == ""
    assert "ei ymmärretty" in liisa.last.words
    assert "9032" not in await office.everything_stored()


async def test_a_line_too_long_for_a_card_is_offered_nothing(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/konsutoi Eksote asumismenot " + "vuokra " * 50)
    assert offered(liisa) == ""
    assert "ei ymmärretty" in liisa.last.words


async def test_in_a_channel_no_button_types_anything_to_everybody(office: Office) -> None:
    liisa = office.of("KELA", "Liisa").in_channel(Channel("19:kela@thread.tacv2"))
    await liisa.types("/konsutoi Eksote asumismenot")
    assert offered(liisa) == ""
    assert "ei ymmärretty" in liisa.last.words


async def test_a_search_typed_with_a_question_open_goes_nowhere_before_its_writer_chooses(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue osallistua vuokraan?")
    await liisa.types("Imatra vuokrarästi")
    assert await office.rows("SELECT text FROM consultation_message") == []
    assert offered(liisa) == "/konsultoi Imatra vuokrarästi"


@pytest.mark.parametrize(
    "line",
    ["Vuokrarästi on 845 e", "Lappeenrannan vuokra on maksettu", "Imatra vai Taipalsaari?", "asumismenot 640 e"],
)
async def test_an_answer_that_names_a_place_or_a_topic_goes_to_the_other_side(office: Office, line: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue osallistua vuokraan?")
    await liisa.types(line)
    assert await office.rows("SELECT text FROM consultation_message") == [(line,)]
