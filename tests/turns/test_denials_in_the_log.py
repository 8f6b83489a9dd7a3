"""Each try at a matter of others is one row of the access log with its number, however the number was dressed.

And it costs what a try at a number that nobody has costs: the same statements."""

from typing import Literal

import pytest

from bot.turns.turn import Press
from tests.audit.test_auditing import accept, offer_of, report_of, with_role
from tests.turns.consents import CODE
from tests.turns.office import Office, Person
from tests.turns.test_authorisation import (
    ABOUT_A_MATTER,
    COMMANDS,
    UNKNOWN,
    a_matter,
    one_database,
    refusal_of,
    statements,
    strangers,
    turned_away,
)

REFUSED = "SELECT actor_aad_object_id, consultation_id FROM access_log WHERE result = 'refused' ORDER BY id"
STEP = {
    "ownworker.save": "remember",
    "consultation.choose": "show",
    "consultation.decision": "arrived",
    "consultation.followup": "card",
}


async def tries_made(office: Office, person: Person) -> list[object]:
    """The numbers of the person's refused tries."""
    return [row[1] for row in await office.rows(REFUSED) if row[0] == person.actor.aad_object_id]


@one_database
@pytest.mark.parametrize("verb", ABOUT_A_MATTER)
async def test_each_button_of_a_matter_of_others_is_a_row_with_its_number(office: Office, verb: str) -> None:
    await a_matter(office)
    more = {"text": "Hei", "whose": "10-01", "consent": "client-orally", "day": "2026-11-20", "outcome": "answered"}
    wants: Literal["card", "dialog"] = "dialog" if verb == "consultation.reveal" else "card"
    for stranger in strangers(office):
        await stranger.types("/ohje")  # whatever a person's first turn costs
        costs = []
        for number in (1001, UNKNOWN):
            before = await tries_made(office, stranger)
            with statements() as made:
                await stranger.sends(Press(verb, {**more, "consultation": number, "step": STEP.get(verb, "")}, wants))
            costs.append(len(made))
            assert await tries_made(office, stranger) == [*before, number], stranger.actor.name
        assert costs[0] == costs[1], stranger.actor.name


@one_database
@pytest.mark.parametrize("verb", ABOUT_A_MATTER)
async def test_a_button_of_a_matter_of_others_that_cannot_be_read_is_a_row_too(office: Office, verb: str) -> None:
    await a_matter(office)
    stranger = strangers(office)[0]
    wants: Literal["card", "dialog"] = "dialog" if verb == "consultation.reveal" else "card"
    for _ in range(2):
        await stranger.sends(Press(verb, {"consultation": 1001, "step": "x", "version": "x"}, wants))
    assert await tries_made(office, stranger) == [1001, 1001]


@one_database
@pytest.mark.parametrize(
    "line",
    [
        "/vastaa {} hei",
        "/sulje {}",
        "/peruste {}",
        "/määräaika {} 20.11.",
        "/seuranta {} 9.12.",
        "/siirrä {} Otto Testi",
        "/torkku {} huomiseen",
        "{} hei",
    ],
)
async def test_each_typed_number_of_others_is_a_row_with_its_number(office: Office, line: str) -> None:
    await a_matter(office)
    stranger = office.contact("Harri Hahmotelma")
    await stranger.types("/ohje")
    for dressed in ("K-{}", "k{}", "K–{}", "K {}"):
        costs = []
        for number in (1001, UNKNOWN):
            before = await tries_made(office, stranger)
            with statements() as made:
                await stranger.types(line.format(dressed.format(number)))
            costs.append(len(made))
            assert await tries_made(office, stranger) == [*before, number], dressed
        assert costs[0] == costs[1], dressed


DRESSED: tuple[object, ...] = ("1001", 1001.0, "1001.0", 1e3, "01001")
NO_NUMBERS: tuple[object, ...] = (
    *(" 1001 ", "１００１", "K-1001", "+1001", "1_001", "0x3e9", "1001\n", "-1001", ""),
    *(True, 1001.0000001, [1001], {"a": 1001}, None, 10**30, 1e400),
)
ODD = (*DRESSED, *NO_NUMBERS)


@one_database
@pytest.mark.parametrize("verb", ["consultation.claim", "consultation.reply", "nudge.claim"])
async def test_a_number_in_odd_dress_is_no_number_or_is_in_the_log(office: Office, verb: str) -> None:
    """What the button's reader took for a number, the log takes for the same."""
    await a_matter(office)
    stranger = office.contact("Harri Hahmotelma")
    for value in ODD:
        before = await tries_made(office, stranger)
        press = Press(verb, {"consultation": value, "text": "Hei"}, "card")
        await stranger.sends(press)
        read = [int(float(str(value)))] if value in DRESSED else []
        assert await tries_made(office, stranger) == [*before, *read], value


async def test_who_may_see_a_matter_and_not_hand_it_over_leaves_a_row_with_its_number(office: Office) -> None:
    """Kela's handlers need not be in the directory to ask."""
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue osallistua vuokraan?")
    await liisa.types("/siirrä K-1001 Maija Esimerkki")
    assert await tries_made(office, liisa) == [1001]


@one_database
async def test_a_try_at_what_another_wrote_is_a_row(office: Office) -> None:
    await a_matter(office)
    maija, kalle = office.contact("Maija Esimerkki"), office.contact("Kalle Malli")
    line = await maija.types("Lausunto on tulossa.")
    there = kalle.in_group(maija.chat)
    await there.edits(line, "Ei olekaan.")
    await there.deletes(line)
    assert await tries_made(office, kalle) == [1001, 1001]
    assert await office.rows("SELECT text FROM consultation_message ORDER BY id DESC LIMIT 1") == [
        ("Lausunto on tulossa.",)
    ]


@one_database
async def test_a_try_with_anothers_form_or_held_line_is_a_row(office: Office) -> None:
    await a_matter(office)
    liisa, uolevi = office.of("KELA", "Liisa"), office.of("KELA", "Uolevi")
    await liisa.types("/konsultoi Eksote asumismenot")
    form = "SELECT id FROM consultation_draft ORDER BY created_at DESC LIMIT 1"
    await liisa.types("Asiakkaan puhelin on 040 123 4567.")
    [(draft,)], [(held,)] = await office.rows(form), await office.rows("SELECT id FROM held_line")
    for press in (
        Press("consultation.send", {"draft": draft, "question": "Onko aikaa?"}, "card"),
        Press("consultation.choose", {"draft": draft, "step": "correct"}, "card"),
        Press("consultation.reply", {"held": held, "consultation": 1001}, "card"),
        Press("consultation.reply", {"held": held, "step": "discard"}, "card"),
    ):
        before = await tries_made(office, uolevi)
        await uolevi.sends(press)
        assert len(await tries_made(office, uolevi)) == len(before) + 1, press
    assert await office.rows("SELECT count(*) FROM held_line") == [(1,)]


async def test_a_press_that_teams_sends_twice_is_one_row(office: Office) -> None:
    await a_matter(office)
    jaana = office.contact("Jaana Kokeilija")
    for _ in range(2):
        await jaana.sends(Press("nudge.claim", {"consultation": "1001"}, "card"), activity_id="1790000999999")
    assert await tries_made(office, jaana) == [1001]


@one_database
async def test_whatever_asks_a_role_leaves_a_row_of_whoever_lacks_it(office: Office) -> None:
    """Commands, buttons, lists that open while one types, and files."""
    nobody, jaana = office.of("11", "Aino"), office.contact("Jaana Kokeilija")
    for key, need in sorted(COMMANDS.needs.items()):
        if need.check is not None:
            person = jaana if refusal_of(jaana, need) else nobody
            before = await tries_made(office, person)
            assert await turned_away(person, key, need), key
            assert len(await tries_made(office, person)) == len(before) + 1, key


@one_database
async def test_another_auditors_report_is_a_row(office: Office) -> None:
    ritva, risto = with_role(office, "Ritva Keksitty", "auditor"), office.contact("Risto Tarkiste")
    await a_matter(office)
    await report_of(ritva, CODE)
    await accept(risto, offer_of(ritva))
    assert await office.rows("SELECT action FROM access_log WHERE result = 'refused'") == [("not_your_report",)]


@one_database
@pytest.mark.parametrize("line", ["/kumoa M-1", "/kattavuus Eksote", "/alue Eksote", "/tiimi", "/loki", "/säilytys 90"])
async def test_each_typed_word_about_others_is_a_row(office: Office, line: str) -> None:
    """A coordinator of another county, and where that is a coordinator's own right, somebody who is none."""
    person = office.contact("Jaana Kokeilija" if line.startswith("/säilytys") else "Harri Hahmotelma")
    await person.types(line)
    assert len(await tries_made(office, person)) == 1
