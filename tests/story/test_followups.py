"""Both sides come back to a matter on the day they chose, until somebody handles it."""

import asyncio
import time

from bot.local_teams.people.on_screen import Seen
from tests.story.town import PATIENCE_S, PAUSE_S, Town, gone

NOTE = "Tarkistetaan, onko maksu tullut."
CODE = "010594Y9032"


async def taken(town: Town) -> None:
    """Liisa asks on Tuesday 24.11. at 9.12; Maija takes it."""
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    answers = {"question": "Voiko alue auttaa?", "basis": "consent", "consent": "client-orally", "client": CODE}
    await town.liisa.press(form, "consultation.send", inputs=answers)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.liisa.wait_for_card("otti tämän")


async def closed_until(town: Town, day: str, note: str = NOTE) -> None:
    """Liisa closes the matter with a follow-up."""
    await taken(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    inputs = {"outcome": "kela_can_decide", "followup_on": day, "followup_note": note}
    await town.liisa.press(shown, "consultation.close", inputs=inputs)
    await town.liisa.wait_for_card("Sulki: Liisa Näyte")
    await town.maija.wait_for_text("sulki kysymyksen K-1001")
    await town.settle()


async def reminded(town: Town) -> tuple[Seen, Seen]:
    """The reminders of both."""
    return await town.liisa.wait_for_card("Hoidettu"), await town.maija.wait_for_card("Hoidettu")


async def stored(town: Town, query: str, value: object) -> None:
    """Waits until the database holds this one value."""
    ends = time.monotonic() + PATIENCE_S
    while await town.rows(query) != [(value,)]:
        assert time.monotonic() < ends, await town.rows(query)
        await asyncio.sleep(PAUSE_S)


async def test_on_the_morning_of_the_day_both_sides_get_a_card_with_the_note(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    town.clock.forward(days=6, hours=23.9)
    for card in await reminded(town):
        for words in ("Seuranta ti 1.12.", "K-1001", "Etelä-Karjala", NOTE, "Liisa Näyte"):
            assert card.says(words), words


async def test_nobody_hears_of_it_before_the_morning(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    town.clock.forward(days=6, hours=23.7)
    await town.nothing_comes(town.maija)


async def test_a_follow_up_at_the_weekend_comes_on_monday(town: Town) -> None:
    await closed_until(town, "2026-11-28")
    town.clock.forward(days=5)
    await town.nothing_comes(town.maija)
    town.clock.forward(days=1)
    assert (await reminded(town))[0].says("Seuranta la 28.11.")


async def test_once_handled_it_is_so_for_both_and_never_comes_back(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    town.clock.forward(days=7)
    _, maijas = await reminded(town)
    await town.maija.press(maijas, "Hoidettu")
    await town.liisa.wait_for_card("Seuranta on hoidettu")
    town.clock.forward(days=14)
    await town.nothing_comes(town.liisa)


async def test_moved_by_a_week_it_comes_a_week_later_however_often_the_button_is_pressed(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    town.clock.forward(days=7)
    liisas, _ = await reminded(town)
    await town.liisa.press(liisas, "Siirrä viikolla")
    await town.liisa.press(liisas, "Siirrä viikolla")
    await town.maija.wait_for_card("Seuranta ti 8.12.")
    assert await town.rows("SELECT due_on, reminded FROM followup") == [("2026-12-08", 0)]
    town.clock.forward(days=7)
    await town.maija.wait_for_card("Seuranta ti 8.12.")
    await town.liisa.press(await town.liisa.wait_for_card("Hoidettu"), "Hoidettu")
    await town.maija.wait_for_card("Seuranta on hoidettu")


async def test_one_that_nobody_handles_comes_back_three_times_and_then_the_coordinators_hear(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    town.clock.forward(days=7)
    await reminded(town)
    for times, two_working_days in ((2, 2), (3, 4), (4, 2)):
        town.clock.forward(days=two_working_days)
        await stored(town, "SELECT reminded FROM followup", times)
    await town.maija.wait_for_card("Seurantaa ei ole vielä merkitty hoidetuksi")
    town.clock.forward(days=2)
    ritva = town.people["Ritva Keksitty"]
    told = await ritva.wait_for_card("Kysymyksen K-1001")
    assert not told.says(NOTE)
    await town.maija.wait_for_card("Hakemistovastaavat ovat saaneet tiedon")
    await ritva.say("/seuranta")
    listed = await ritva.wait_for_card("Kumpikaan osapuoli ei ole hoitanut")
    assert listed.says("K-1001")
    assert not listed.says(NOTE)


async def test_going_on_opens_a_form_for_the_same_area_and_topic(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    town.clock.forward(days=7)
    liisas, maijas = await reminded(town)
    await town.liisa.press(liisas, "Jatka uutena kysymyksenä")
    assert (await town.liisa.wait_for_card("consultation.send")).says("Etelä-Karjala")
    await town.maija.press(maijas, "Jatka uutena kysymyksenä")
    form = await town.maija.wait_for_card("consultation.send")
    assert form.says("Kela")
    assert form.says("sumismenot")


async def test_a_command_sets_one_for_an_open_matter_and_tells_the_other_side(town: Town) -> None:
    await taken(town)
    await town.maija.say("/seuranta K-1001 1.12. tarkista päätös")
    await town.maija.wait_for_text("Muistutan molempia osapuolia kysymyksestä K-1001 ti 1.12.")
    await town.liisa.wait_for_text("Maija Esimerkki asetti seurannan ti 1.12.")
    await town.liisa.say("/followup")
    listed = await town.liisa.wait_for_card("consultation.followup")
    assert not listed.says("tarkista päätös")
    await town.liisa.press(listed, "consultation.followup")
    assert (await town.liisa.wait_for_card("Siirrä viikolla")).says("tarkista päätös")
    town.clock.forward(days=7)
    await town.maija.wait_for_card("Siirrä viikolla")


async def test_a_date_that_is_not_understood_changes_nothing(town: Town) -> None:
    await taken(town)
    for words in ("K-1001", "K-1001 joskus", "huomenna", "K-1001 31.2."):
        await town.liisa.say(f"/seuranta {words}")
        await town.liisa.wait_for_text("Kysymystä tai päivää ei tunnistettu")
    assert await town.rows("SELECT number FROM followup") == []


async def test_a_note_with_an_identity_code_is_stopped_and_the_matter_stays_open(town: Town) -> None:
    await taken(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    inputs = {"outcome": "kela_can_decide", "followup_on": "2026-12-01", "followup_note": f"Tarkista {CODE}"}
    await town.liisa.press(shown, "consultation.close", inputs=inputs)
    assert await town.rows("SELECT state FROM consultation") == [("taken",)]
    await town.liisa.say(f"/seuranta K-1001 1.12. {CODE}")
    assert CODE not in await town.everything_stored()


async def test_whoever_takes_no_part_neither_sees_nor_sets_one(town: Town) -> None:
    await closed_until(town, "2026-12-01")
    for person in (town.kalle, town.svea):
        await person.say("/seuranta K-1001 2.12. muuta")
    assert await town.rows("SELECT due_on FROM followup") == [("2026-12-01",)]
    await town.kalle.say("/seuranta")
    assert (await town.kalle.wait_for_card("Ei seurantoja")) is not None
    await gone(town.kalle, NOTE)


async def test_on_the_day_both_sides_see_the_client_in_a_window_and_once_handled_nobody_does(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    answers = {"question": "Voiko alue auttaa?", "basis": "evident_need", "client": CODE}
    await town.liisa.press(form, "consultation.send", inputs=answers)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.liisa.wait_for_card("otti tämän")
    shown = await town.liisa.wait_for_card("consultation.close")
    inputs = {"outcome": "kela_can_decide", "followup_on": "2026-12-01"}
    await town.liisa.press(shown, "consultation.close", inputs=inputs)
    await town.maija.wait_for_card("säilyy seurantaan ti 1.12.")
    town.clock.forward(days=7)
    for person, card in zip((town.liisa, town.maija), await reminded(town), strict=True):
        answer = await person.press(card, "Näytä asiakas")
        assert (answer.kind, answer.says(CODE)) == ("dialog", True)
    await town.maija.press(await town.maija.wait_for_card("Hoidettu"), "Hoidettu")
    await town.liisa.wait_for_card("Seuranta on hoidettu")
    assert await town.rows("SELECT client_sealed FROM consultation") == [(None,)]
    assert CODE not in await town.everything_stored()
