"""Absences as people live them: told in the chat, seen by whoever asks, open questions to the deputy and back."""

from bot.absences.absence_round import offer_hand_overs
from tests.story.town import Town, gone

KYMENHVA_CHANNEL = "19:kymenhva-kela@thread.tacv2"
QUESTION = "Voiko alue osallistua vuokraan, kun asiakkaan on muutettava?"


async def asked(town: Town, question: str = QUESTION) -> None:
    """Liisa asks Eksote about housing costs."""
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question=question)


async def taken_by_maija(town: Town) -> None:
    """K-1001 is open and Maija has taken it."""
    await asked(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.liisa.wait_for_card("Maija Esimerkki otti tämän")


async def test_an_absence_told_in_the_chat_sends_questions_to_the_deputy_at_once(town: Town) -> None:
    await town.maija.say("/poissa tänään-27.11. sijainen Otto Testi")
    saved = await town.maija.wait_for_card("Tallennettu: poissa 24.11.–27.11.2026.")
    assert saved.says("sijainen Otto Testi")

    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Poissa 27.11. asti")
    assert form.says("sijainen Otto Testi")
    maija = next(
        key for key, one in town.bot.services.directory.current.contacts.items() if one.name.startswith("Maija")
    )
    await town.liisa.press(form, "consultation.send", question=QUESTION, receiver=maija)
    await town.otto.wait_for_card("consultation.claim")
    assert not any(one.says(QUESTION) for one in await town.maija.cards())


async def test_back_at_work_the_questions_come_again(town: Town) -> None:
    await town.maija.say("/poissa tänään-27.11. sijainen Otto Testi")
    saved = await town.maija.wait_for_card("Olen takaisin")
    await town.maija.press(saved, "Olen takaisin")
    await town.maija.wait_for_card("Poissaolo päättyi")
    assert await town.rows("SELECT contact_id FROM absence WHERE contact_id = '11-01'") == []
    await asked(town)
    await town.maija.wait_for_card("consultation.claim")


async def test_a_coordinator_tells_of_another_persons_absence(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await ritva.say("/poissa Maija Esimerkki 1.12.–4.12. sijaisena Otto Testi, sairausloma")
    saved = await ritva.wait_for_card("Tallennettu: Maija Esimerkki on poissa 1.12.–4.12.2026.")
    assert saved.says("Muut sanat jätettiin pois")
    assert "sairausloma" not in await town.everything_stored()
    await town.maija.wait_for_text(
        "Hakemistovastaava merkitsi sinut poissa olevaksi 1.12.–4.12.2026. Sijainen: Otto Testi."
    )
    await town.otto.wait_for_text("Sijaisuus 1.12.–4.12.2026: Maija Esimerkki on poissa")
    await ritva.press(saved, "Peruuta poissaolo")
    await ritva.wait_for_card("Poissaolo poistettiin.")
    await town.otto.wait_for_text("Sijaisuus 1.12.–4.12.2026 ei ole enää voimassa")
    await town.maija.wait_for_text("Hakemistovastaava poisti poissaolosi 1.12.–4.12.2026")
    assert await town.rows("SELECT contact_id FROM absence WHERE contact_id = '11-01'") == []


async def test_the_form_asks_for_what_was_not_typed(town: Town) -> None:
    await town.maija.say("/poissa")
    form = await town.maija.wait_for_card("Omat poissaolot")
    assert [one["title"] for one in await town.maija.search("deputies", "otto")] == ["Otto Testi"]
    await town.maija.press(
        form, "absence.save", inputs={"first": "2026-12-24", "last": "2027-01-06", "deputy": "Otto Testi"}
    )
    await town.maija.wait_for_card("Tallennettu: poissa 24.12.2026–6.1.2027.")
    assert await town.rows("SELECT deputy_id FROM absence WHERE contact_id = '11-01'") == [("11-04",)]


async def test_a_taken_question_goes_to_the_deputy_and_comes_back(town: Town) -> None:
    await taken_by_maija(town)
    await town.maija.say("/poissa tänään-27.11. sijainen Otto Testi")
    offer = await town.maija.wait_for_card("Siirrän sijaiselle")
    assert offer.says("K-1001 · asumismenot · Etelä-Karjala")
    assert not offer.says(QUESTION)
    await town.maija.press(offer, "Siirrän sijaiselle")

    await town.liisa.wait_for_text("K-1001: Maija Esimerkki on poissa, ja Otto Testi jatkaa.")
    await town.liisa.wait_for_card("Otto Testi otti tämän")
    await town.otto.wait_for_card(QUESTION)
    await town.otto.say("Kyllä voi.")
    await town.liisa.wait_for_card("Kyllä voi.")
    assert await town.rows("SELECT taker_contact_id FROM consultation") == [("11-04",)]

    await town.maija.press(await town.maija.wait_for_card("Olen takaisin"), "Olen takaisin")
    moved = await town.maija.wait_for_card("Nämä kysymykset ovat sijaisella")
    await town.maija.press(moved, "Otan takaisin")
    await town.liisa.wait_for_text("K-1001: Maija Esimerkki on palannut ja jatkaa.")
    assert await town.rows("SELECT taker_contact_id FROM consultation") == [("11-01",)]
    actions = [row[0] for row in await town.rows("SELECT action FROM access_log ORDER BY id")]
    assert [one for one in actions if one in {"hand_over", "take_back"}] == ["hand_over", "take_back"]


async def test_a_coordinator_moves_the_open_questions_of_somebody_who_fell_ill(town: Town) -> None:
    await taken_by_maija(town)
    ritva = town.people["Ritva Keksitty"]
    await ritva.say("/poissa Maija Esimerkki tänään sijainen Otto Testi")
    offer = await ritva.wait_for_card("Siirrän sijaiselle")
    assert offer.says("K-1001 · asumismenot · Etelä-Karjala")
    assert not any(one.says(QUESTION) for one in await ritva.messages())
    await ritva.press(offer, "Siirrän sijaiselle")
    await town.otto.wait_for_card(QUESTION)


async def test_an_absence_that_begins_later_is_offered_on_its_day_once_and_its_end_too(town: Town) -> None:
    await taken_by_maija(town)
    await town.maija.say("/poissa huomenna-26.11. sijainen Otto Testi")
    await town.maija.wait_for_card("Tallennettu: poissa 25.11.–26.11.2026.")
    await offer_hand_overs(town.bot.services)
    assert not any(one.says("poissaolon ajaksi") for one in await town.maija.cards())

    town.clock.forward(days=1)
    for _ in range(3):
        await offer_hand_overs(town.bot.services)
    offer = await town.maija.wait_for_card("Avoimet kysymykset poissaolon ajaksi")
    assert sum(one.says("poissaolon ajaksi") for one in await town.maija.cards()) == 1
    await town.maija.press(offer, "Siirrän sijaiselle")
    await town.otto.wait_for_card(QUESTION)
    await town.otto.press(await town.otto.wait_for_card("consultation.claim"), "consultation.claim")

    town.clock.forward(days=2)
    for _ in range(3):
        await offer_hand_overs(town.bot.services)
    back = await town.maija.wait_for_card("Nämä kysymykset ovat sijaisella")
    await town.maija.press(back, "Otan takaisin")
    await town.liisa.wait_for_text("K-1001: Maija Esimerkki on palannut ja jatkaa.")


async def test_what_is_kept_stays_with_whoever_is_away(town: Town) -> None:
    await taken_by_maija(town)
    await town.maija.say("/poissa tänään sijainen Otto Testi")
    offer = await town.maija.wait_for_card("Siirrän sijaiselle")
    await town.maija.press(offer, "Pidän itselläni")
    await gone(town.maija, "Siirrän sijaiselle")
    assert await town.rows("SELECT taker_contact_id FROM consultation") == [("11-01",)]


async def test_in_a_shared_thread_the_deputy_goes_on_where_the_others_read_along(town: Town) -> None:
    await town.liisa.say("/consult Kymsote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question=QUESTION)
    await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä")
    names = [str(row[0]) for row in await town.rows("SELECT name FROM consultation_receiver ORDER BY position")]
    away, deputy = town.people[names[0]], town.people[names[1]]
    thread = await away.wait_for_card("consultation.claim", conversation=KYMENHVA_CHANNEL)
    await away.press(thread, "consultation.claim")
    await town.liisa.wait_for_card(f"{names[0]} otti tämän")

    await away.say(f"/poissa tänään sijainen {names[1]}")
    await away.press(await away.wait_for_card("Siirrän sijaiselle"), "Siirrän sijaiselle")
    await deputy.wait_for_card(f"{names[1]} otti tämän", conversation=KYMENHVA_CHANNEL)
    await deputy.wait_for_text(f"{names[0]} on poissa, ja {names[1]} jatkaa.", conversation=KYMENHVA_CHANNEL)
    seen = [one for one in await deputy.messages() if one.says(QUESTION)]
    assert all(one.conversation.startswith(KYMENHVA_CHANNEL) for one in seen), "no second copy in the deputy's chat"
    await deputy.say("Kyllä voi", KYMENHVA_CHANNEL, thread=thread.id)
    await town.liisa.wait_for_card("Kyllä voi")
