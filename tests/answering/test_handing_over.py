"""A question is handed over to a colleague: by command, and on its card."""

import pytest

from tests.escalation.waiting import asked
from tests.turns.office import Office, Person, words_of

TAKERS = "SELECT taker_name FROM consultation"


async def taken(office: Office) -> tuple[Person, str]:
    """Maija has taken it; its label."""
    maija = await asked(office)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    number = (await office.rows("SELECT number FROM consultation"))[0][0]
    return maija, f"K-{number}"


@pytest.mark.parametrize("name", ["Kalle Malli", "Kalle Mallille", "kallelle"])
async def test_a_colleague_gets_the_question_taken_and_the_asker_hears_of_it(office: Office, name: str) -> None:
    maija, label = await taken(office)
    await maija.types(f"/siirrä {label} {name}")
    assert f"{label} on siirretty: Kalle Malli jatkaa." in maija.last.words
    assert await office.rows(TAKERS) == [("Kalle Malli",)]
    liisa, kalle = office.of("KELA", "Liisa"), office.contact("Kalle Malli")
    assert any("Kalle Malli jatkaa" in one.words for one in liisa.sees())
    assert not any("on poissa" in one.words for one in (*liisa.sees(), *kalle.sees()))
    await kalle.presses(kalle.card_of("consultation.reply"), "consultation.reply", text="Kyllä voi.")
    assert any("Kyllä voi." in one.words for one in liisa.sees())
    assert await office.rows("SELECT action FROM access_log WHERE action = 'hand_over'") == [("hand_over",)]


async def test_the_colleagues_clock_begins_anew(office: Office) -> None:
    maija, label = await taken(office)
    office.clock.forward(hours=3)
    await maija.types(f"/siirrä {label} Kalle Malli")
    (clock,) = await office.rows("SELECT clock FROM escalation")
    assert clock == (f"taken/{office.contact('Kalle Malli').actor.aad_object_id}",)


async def test_the_card_of_a_taken_question_hands_it_over_too(office: Office) -> None:
    maija, _ = await taken(office)
    kalle = next(one for one in office.services.directory.current.content.contacts if one.name == "Kalle Malli")
    answer = await maija.presses(maija.card_of("consultation.handover"), "consultation.handover", whose=kalle.id)
    assert "Kalle Malli" in words_of(answer)
    assert await office.rows(TAKERS) == [("Kalle Malli",)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{label}", "Kirjoita numero ja työtoverin nimi"),
        ("Kalle Malli", "Kirjoita numero ja työtoverin nimi"),
        ("{label} Harri Hahmotelma", "Hakemistossa ei ole tällaista työtoveria."),
        ("{label} Maija Esimerkki", "Hakemistossa ei ole tällaista työtoveria."),
        ("{label} Kalle Malli lomalla", "Kirjoita koko nimi eikä muuta: Kalle Malli."),
        ("{label} Sari", "on poissa. Valitse joku muu."),
        ("K-999 Kalle Malli", "K-999"),
    ],
)
async def test_what_cannot_be_is_told_and_nothing_moves(office: Office, words: str, told: str) -> None:
    maija, label = await taken(office)
    await maija.types(f"/siirrä {words.format(label=label)}")
    assert told in maija.last.words
    assert await office.rows(TAKERS) == [("Maija Esimerkki",)]


async def test_nobody_hands_over_what_another_has_taken(office: Office) -> None:
    _, label = await taken(office)
    kalle = office.contact("Kalle Malli")
    await kalle.types(f"/siirrä {label} Otto Testi")
    assert await office.rows(TAKERS) == [("Maija Esimerkki",)]


async def test_the_card_without_a_choice_asks_for_one(office: Office) -> None:
    maija, _ = await taken(office)
    answer = await maija.presses(maija.card_of("consultation.handover"), "consultation.handover", whose="unknown")
    assert "Valitse luettelosta" in words_of(answer)
    assert await office.rows(TAKERS) == [("Maija Esimerkki",)]


async def test_a_time_of_another_day_than_the_cards_has_its_day(office: Office) -> None:
    """Teams shows on a card the day on which it came, and the card stays."""
    maija = await asked(office)
    liisa = office.of("KELA", "Liisa")
    assert "Lähetetty 9.12" in liisa.main_card().words
    office.clock.forward(days=1)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    assert "Otettu ke 25.11. klo 9.12" in liisa.main_card().words


async def test_a_follow_up_set_for_a_sunday_is_told_for_the_day_on_which_it_comes(office: Office) -> None:
    maija, label = await taken(office)
    await maija.types(f"/seuranta {label} 29.11.")
    assert f"Muistutan molempia osapuolia kysymyksestä {label} ma 30.11." in maija.last.words
    assert f"{label}: Maija Esimerkki asetti seurannan ma 30.11." in office.of("KELA", "Liisa").last.words


async def test_whoever_puts_reminders_off_past_the_asked_day_reads_which_day_that_was(office: Office) -> None:
    maija, label = await taken(office)
    await maija.types(f"/torkku {label} 2 h")
    assert "Vastausta pyydettiin" not in maija.last.words
    await maija.types(f"/torkku {label} maanantaina")
    assert "Vastausta pyydettiin viimeistään ke 25.11. klo 16." in maija.last.words
