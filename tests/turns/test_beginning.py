"""What looks like a command is one, and what is talk goes to people: forty beginnings as hurried people make them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dispatch.discovery import discover
from bot.turns.beginning import as_seen, is_slashed
from bot.turns.command import split
from tests.turns.office import Office

COMMANDS = discover()
ASKED = "Eksote asumismenot"

LOOKS_LIKE = [
    ("\u200b/consult Eksote asumismenot", "consult", ASKED),
    ("\ufeff/konsultoi Eksote asumismenot", "consult", ASKED),
    ("\u2060\u00ad/open", "open", ""),
    ("\u202a/avoimet\u202c", "open", ""),
    ("\u3164/help", "help", ""),
    ("\ufe0f/ohje", "help", ""),
    ("\u2800 /ohje", "help", ""),
    ("/\u200bconsult Eksote asumismenot", "consult", ASKED),
    ("/con\u00adsult Eksote asumismenot", "consult", ASKED),
    ("/ consult Eksote asumismenot", "consult", ASKED),
    ("\uff0fconsult Eksote asumismenot", "consult", ASKED),
    ("\u2044open", "open", ""),
    ('"/consult Eksote asumismenot"', "consult", ASKED),
    ("\u201d/konsultoi Eksote asumismenot\u201d", "consult", ASKED),
    ("'/open'", "open", ""),
    ("`/open`", "open", ""),
    ("**/avoimet**", "open", ""),
    ("- /avoimet", "open", ""),
    ("\u2022 /konsultoi Eksote asumismenot", "consult", ASKED),
    ("> /open", "open", ""),
    ("(/open)", "open", ""),
    ("\n\n /Konsultoi  Eksote asumismenot", "consult", ASKED),
    ("/KONSULTOI: Eksote asumismenot", "consult", ASKED),
    ("Kuntayhteys /open", "open", ""),
    ("@Kuntayhteys avoimet", "open", ""),
    ("kuntayhteys, konsultoi Eksote asumismenot", "consult", ASKED),
    ("Kuntayhteys: \u200b/ohje", "help", ""),
    ("1. /open", "open", ""),
    ("b) /konsultoi Eksote asumismenot", "consult", ASKED),
    ("\u2705 /avoimet", "open", ""),
    ("\u2192/open", "open", ""),
    ("## /ohje", "help", ""),
    ("\u2026 /open", "open", ""),
    (": /open", "open", ""),
    ("\u25e6 /open", "open", ""),
    ("\u2039/open\u203a", "open", ""),
    ("\uff08/open\uff09", "open", ""),
    ("\\konsultoi Eksote asumismenot", "consult", ASKED),
    ("konsultoi Eksote asumismenot", "consult", ASKED),
    ("Avoimet", "open", ""),
    ("kieli svenska", "language", "svenska"),
]
TALK = [
    "Avoimet laskut ovat 845 e",
    "Avoimet vuokrat maksettu?",
    "Ohje oli epäselvä, voiko palata asiaan?",
    "Help me please",
    "Open invoices are attached",
    "Kieli on asiakkaalla arabia",
    "Språk är inte svenska",
    "Palvelut on järjestetty jo",
    "Loki ei auta tässä",
    "Säilytys maksaa 40 e kuussa",
    "Aihe on arka",
    "Kattavuus on huono",
    "Vastaa kun ehdit",
    "Sulje vesi pääsulusta",
    "Oma käsitykseni on toinen",
    "Kuntayhteys on hyvä nimi",
    "Tjänster finns inte",
    "Hjälp behövs snabbt",
    '"Ohje" löytyi',
    "- vuokra 640",
    "ei/kyllä riippuu",
    "1/2 vuokrasta maksettu",
    ":/ harmi juttu",
    "=/harmi",
    "+/- 0 e",
    "1. vuokra 640 e/kk",
    "\u2705 maksettu",
    "640 e/kk",
    "A4/B5-koossa",
    "K-1001 640/kk",
]


@pytest.mark.parametrize(("line", "name", "rest"), LOOKS_LIKE)
def test_what_looks_like_a_command_is_one(line: str, name: str, rest: str) -> None:
    found = split(line, COMMANDS)
    assert found is not None
    assert (found[0].name, " ".join(found[1].split())) == (name, rest)


@pytest.mark.parametrize("line", TALK)
def test_talk_that_begins_with_an_everyday_word_is_no_command(line: str) -> None:
    assert split(line, COMMANDS) is None
    assert not is_slashed(line)


@given(st.text(st.characters(categories=["Cf", "Zs", "Mn", "Cc"]), max_size=9), st.sampled_from("/\uff0f\u2044\u2215"))
def test_whatever_nobody_sees_before_a_slash_does_not_hide_it(unseen: str, slash: str) -> None:
    assert as_seen(f"{unseen}{slash}open") == "/open"


@given(st.text(max_size=60))
@example("Kuntayhteys Kuntayhteys /open")
def test_looking_twice_shows_the_same(text: str) -> None:
    assert as_seen(as_seen(text)) == as_seen(text)


@pytest.mark.parametrize(
    "before",
    [
        "\u200b",
        "\ufeff",
        "\u202e",
        "\u3164",
        "\uff0f",
        '"',
        "- ",
        "\u2800",
        "Kuntayhteys ",
        "1. ",
        "\u27a1\ufe0f ",
    ],
)
@pytest.mark.parametrize("typed", ["open", "reply K-1001 sisäinen muistutus", "opne", "handover K-1001 Otto Testi"])
async def test_a_command_behind_unseen_marks_never_reaches_the_other_side(
    office: Office, before: str, typed: str
) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks(ASKED, "Voiko alue osallistua vuokraan?")
    slash = "" if before == "\uff0f" else "/"
    await liisa.types(f"{before}{slash}{typed}")
    stored = [text for (text,) in await office.rows("SELECT text FROM consultation_message")]
    assert stored == (["sisäinen muistutus"] if typed.startswith("reply") else [])


@pytest.mark.parametrize("line", ["K-1001 /open", "K-1001: /reply K-1001 sisäinen muistutus", "k1001 - '/sulje'"])
async def test_a_command_behind_a_number_does_nothing_and_reaches_nobody(office: Office, line: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks(ASKED, "Voiko alue osallistua vuokraan?")
    await liisa.types(line)
    assert await office.rows("SELECT text FROM consultation_message") == []
    assert "ei ymmärretty" in liisa.last.words


@pytest.mark.parametrize("line", ["Avoimet laskut ovat 845 e", "Ohje oli epäselvä", "Help me please", "\u200bKiitos"])
async def test_an_everyday_word_goes_to_the_other_side_as_it_was_typed(office: Office, line: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks(ASKED, "Voiko alue osallistua vuokraan?")
    await liisa.types(line)
    assert await office.rows("SELECT text FROM consultation_message") == [(line,)]
