"""*Ei kuulu minulle* repairs the directory: the matter moves, one press corrects, the next question goes right."""

from bot.local_teams.people.on_screen import Seen
from directory.people.contacts import Absence
from directory.records.changes import put
from directory.stored.store import load_content, save_content
from directory.time.calendar import helsinki_date
from tests.story.town import Town, gone

IMATRA = "/consult Imatra vuokrarästi"


async def asked(town: Town) -> Seen:
    """Liisa asks Imatra about rent arrears; Maija's card."""
    await town.liisa.say(IMATRA)
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")
    return await town.maija.wait_for_card("consultation.release")


def id_of(town: Town, name: str) -> str:
    return next(one.id for one in town.bot.services.directory.current.contacts.values() if one.name == name)


async def test_naming_the_right_person_moves_the_matter_and_one_press_corrects_the_directory(town: Town) -> None:
    received = await asked(town)
    await town.maija.press(received, "consultation.release", whose=id_of(town, "Kalle Malli"))
    await town.liisa.wait_for_text("Kalle Malli")
    ritva = town.people["Ritva Keksitty"]
    card = await ritva.wait_for_card("contact.correct")
    for words in ("Maija Esimerkki", "ilmoitti, ettei tämä kuulu hänelle", "Kalle Malli", "ei enää tätä aihetta"):
        assert card.says(words), words
    answer = await ritva.press(card, "Korjaa hakemisto")
    assert answer.says("Hakemisto korjattiin")
    assert await town.rows("SELECT kind, state FROM directory_change") == [("correction", "done")]
    assert await town.rows("SELECT state, change_id IS NOT NULL FROM misroute") in (
        [("corrected", 1)],
        [("corrected", True)],
    )

    await town.liisa.say(IMATRA)
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Kalle Malli")
    assert not form.says("Maija Esimerkki")


async def test_another_unit_is_named_in_words_and_nobody_is_corrected_by_pressing_no_change(town: Town) -> None:
    received = await asked(town)
    await town.maija.press(received, "consultation.release", named="Imatran perhepalvelut")
    told = await town.liisa.wait_for_text("Imatran perhepalvelut")
    assert told.says("Kysymys on yhä muilla vastaanottajilla.")
    ritva = town.people["Ritva Keksitty"]
    card = await ritva.wait_for_card("contact.correct")
    assert card.says("Imatran perhepalvelut")
    answer = await ritva.press(card, "Ei muutosta")
    assert answer.says("Hakemistoa ei muutettu")
    await gone(ritva, "Korjataanko hakemistoa?")
    assert await town.rows("SELECT * FROM directory_change") == []
    assert await town.rows("SELECT named, state FROM misroute") == [("Imatran perhepalvelut", "left")]


async def test_a_name_that_is_written_moves_the_matter_as_choosing_it_does(town: Town) -> None:
    received = await asked(town)
    await town.maija.press(received, "consultation.release", named="kalle malli")
    await town.liisa.wait_for_text("Uusi vastaanottaja")
    assert await town.rows("SELECT named_contact_id FROM misroute") == [(id_of(town, "Kalle Malli"),)]


async def test_an_identity_code_in_the_name_of_a_unit_is_stopped(town: Town) -> None:
    received = await asked(town)
    await town.maija.press(received, "consultation.release", named="perhepalvelut 131052-308T")
    assert await town.rows("SELECT * FROM misroute") == []
    assert "131052-308T" not in await town.everything_stored()


async def test_the_coordinators_are_asked_once_for_the_same_correction(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    for _ in range(2):
        received = await asked(town)
        await town.maija.press(received, "consultation.release", whose=id_of(town, "Kalle Malli"))
        await town.maija.wait_for_card("Tämä jätettiin muille")
        await gone(town.maija, "Ei kuulu minulle")
    await ritva.wait_for_card("contact.correct")
    assert len([one for one in await ritva.cards() if "contact.correct" in one.verbs]) == 1
    assert await town.rows("SELECT count(*) FROM misroute") == [(2,)]


async def test_what_is_passed_to_somebody_away_goes_to_who_stands_in_and_the_directory_learns_whose_it_was(
    town: Town,
) -> None:
    received = await asked(town)
    await town.maija.press(received, "consultation.release", whose=id_of(town, "Sari Kokeilu"))
    await town.liisa.wait_for_text("Uusi vastaanottaja: Otto Testi.")
    await town.otto.wait_for_card("consultation.claim")
    assert await town.rows("SELECT named_contact_id FROM misroute") == [(id_of(town, "Sari Kokeilu"),)]


async def test_nothing_is_passed_to_somebody_away_for_whom_nobody_stands_in(town: Town) -> None:
    kalle, today = id_of(town, "Kalle Malli"), helsinki_date(town.clock())
    async with town.bot.services.database.write() as connection:
        content = await load_content(connection)
        await save_content(connection, put(content, Absence(kalle, today, today)))
    await town.bot.services.directory.refresh(town.bot.services.database)
    received = await asked(town)
    answer = await town.maija.press(received, "consultation.release", whose=kalle)
    assert answer.says("Kalle Malli on poissa, eikä kukaan muu sijaista.")
    assert await town.rows("SELECT state FROM consultation_receiver WHERE contact_id = '11-01'") == [("asked",)]
