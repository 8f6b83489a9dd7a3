"""While the taker of a followed matter is away, the deputy has a part in it, and every card shows it as it is then."""

import pytest

from bot.followups import reminding, setting
from bot.timers.running import Timers
from tests.turns.office import Office, words_of

# What is stored of a follow-up is told on both databases in tests/story/test_followups.py.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_deputy_who_had_passed_can_take_the_matter_over_from_the_card_as_it_stands(kept_office: Office) -> None:
    office = kept_office
    liisa, maija, kalle = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki"), office.contact("Kalle Malli")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    await kalle.presses(kalle.main_card(), "consultation.release")
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types("Kyllä, hakemus riittää.")
    await maija.types("/seuranta K-1001 1.12. tarkista päätös")
    await maija.types("/poissa 30.11.–4.12. sijainen Kalle Malli")
    office.clock.forward(days=7)
    await Timers(office.services, {setting.KIND: reminding.remind}).run_due()
    await office.delivery.run_until_idle()
    assert "Maija Esimerkki otti tämän" in kalle.card_of("consultation.claim").words
    taken = await kalle.presses(kalle.card_of("consultation.claim"), "consultation.claim")
    assert "ehti ottaa" not in words_of(taken)
    assert await office.rows("SELECT taker_name FROM consultation") == [("Kalle Malli",)]
