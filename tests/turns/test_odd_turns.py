"""Presses and lines that no card or client of ours sends: a sentence, no code of a failure, nothing stored."""

from dataclasses import replace

import pytest

from bot.dispatch.discovery import discover
from bot.turns.command import split
from bot.turns.turn import Press
from tests.turns.office import Office, words_of

FAILURE = "ilmoita koodi"
VERBS = ("claim", "reply", "close", "release", "choose")


@pytest.mark.parametrize("value", [10**30, 2**40, "²", "1001\x00", [], {"a": 1}, -5, True, 1e300, float("nan"), None])
async def test_odd_numbers(office: Office, value: object) -> None:
    liisa = office.of("KELA", "Liisa")
    for verb in VERBS:
        data = {"consultation": value, "step": "show", "draft": "\x00", "held": ""}
        answer = await liisa.sends(Press(f"consultation.{verb}", data, "card"))
        assert FAILURE not in words_of(answer), verb


@pytest.mark.parametrize(
    "data",
    [
        {"step": []},
        {"step": {"a": 1}},
        {"place": "x" * 20_000, "step": ""},
        {"question": "a\x00b"},
        {"basis": 10**300},
        {"basis": "consent", "client": "010594\x00-9032"},
        {"receiver": []},
        {"answer_by": "9999-12-31T23:59:59-23:59"},
        {"answer_by": "0001-01-01T00:00:00+23:59"},
    ],
)
@pytest.mark.parametrize("verb", ["consultation.choose", "consultation.send"])
async def test_odd_fields_of_the_form(office: Office, verb: str, data: dict[str, object]) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/consult Eksote asumismenot")
    answer = await liisa.presses(liisa.last, verb, **{"question": "Miten?", **data})
    assert FAILURE not in words_of(answer)


@pytest.mark.parametrize("code", ["010594-9032", "0105949032", "010594 – 9032", "0 1 0 5 9 4 - 9 0 3 2"])
async def test_an_identity_code_in_a_search_is_neither_stored_nor_shown(office: Office, code: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types(f"/consult blorb {code} xyzzy")
    assert code not in await office.everything_stored()
    assert code not in liisa.last.words


async def test_somebody_without_an_identity_gets_no_further(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await replace(liisa, actor=replace(liisa.actor, aad_object_id="")).types("/consult Eksote asumismenot")
    assert await office.rows("SELECT id FROM consultation_draft") == []


async def test_a_turn_that_does_not_tell_its_language_is_answered_in_the_last_known(office: Office) -> None:
    liisa = office.of("KELA", "Liisa").speaking("sv-FI")
    await liisa.types("/open")
    swedish = liisa.last.words
    await liisa.speaking("").types("/open")
    assert liisa.last.words == swedish


async def test_a_card_is_never_shown_in_the_place_of_another_persons_with_the_same_id(office: Office) -> None:
    liisa, ville = office.of("KELA", "Liisa"), office.of("KELA", "Ville")
    await liisa.asks("Eksote asumismenot", "Miten?")
    await ville.types("/open")
    before = ville.last.words
    data = {"consultation": 1001, "step": "show"}
    await liisa.sends(Press("consultation.choose", data, "nothing", card_activity_id=ville.last.id))
    assert ville.last.words == before


async def test_a_search_of_nothing_but_a_client_says_what_became_of_it(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/konsultoi Matti 010594-9032")
    assert "Minne ja mistä aiheesta?" in liisa.last.words
    assert "Henkilötieto poistettiin hausta, eikä sitä tallennettu." in liisa.last.words
    assert "9032" not in liisa.last.words


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("search", "title"),
    [
        ("Karjala vuokrarästi", "Kumpi näistä?"),
        ("Salo", "Salo: mistä on kyse?"),
        ("xyzzy plugh", "Haku ei osunut mihinkään"),
        ("Keusote asumismenot", "ei ole nimettyjä"),
        ("Eksote asumismenot", "Kysy"),
    ],
)
async def test_whatever_is_asked_back_tells_that_personal_data_was_taken_out(
    office: Office, search: str, title: str
) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types(f"/konsultoi {search} 010594Y9032")
    assert "Henkilötieto poistettiin hausta, eikä sitä tallennettu." in liisa.last.words
    assert "9032" not in str(liisa.last.activity)
    await liisa.types(f"/konsultoi {search}")
    assert title in liisa.last.words
    assert "Henkilötieto poistettiin" not in liisa.last.words


@pytest.mark.parametrize("line", ["/sulje K-1001", "sulje K-1001", "/stäng K-1001", "/päätä K-1001"])
def test_closing_is_known_by_its_everyday_names(line: str) -> None:
    found = split(line, discover())
    assert found is not None
    assert found[0].name == "close"
