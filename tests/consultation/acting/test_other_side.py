"""When an organisation is switched off, the cards of all its open questions are brought into step, some at a time."""

import pytest

from bot.consultation.acting import other_side
from bot.timers.running import Timers
from bot.upkeep.organisations import switching_off
from tests.turns.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNREACHABLE = "ei ole nyt tavoitettavissa Kuntayhteydessä"


async def test_every_card_tells_of_it_however_many_there_are(
    kept_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_side, "AT_ONCE", 2)
    liisa, services = kept_office.of("KELA", "Liisa"), kept_office.services
    for question in ("Yksi?", "Kaksi?", "Kolme?", "Neljä?", "Viisi?"):
        await liisa.asks("Eksote asumismenot", question)
    async with services.database.write() as connection:
        await switching_off.switch(connection, "11", kept_office.clock(), off=True)
    await Timers(services, {switching_off.KIND: other_side.tell_of_switch}).run_due()
    await kept_office.delivery.run_until_idle()
    told = [one for one in liisa.sees() if UNREACHABLE in one.words]
    assert len(told) == len(await kept_office.rows("SELECT number FROM consultation")) == 5
    assert await kept_office.rows("SELECT state FROM timer WHERE kind = 'switched'") == [("done",)] * 3


async def test_what_stands_on_a_card_for_days_tells_the_weekly_telephone_hours(kept_office: Office) -> None:
    liisa, services = kept_office.of("KELA", "Liisa"), kept_office.services
    kept_office.teams.without_bot.add(kept_office.contact("Kalle Malli").chat)
    await liisa.asks("Eksote asumismenot", "Yksi?")
    async with services.database.write() as connection:
        await switching_off.switch(connection, "11", kept_office.clock(), off=True)
    await Timers(services, {switching_off.KIND: other_side.tell_of_switch}).run_due()
    await kept_office.delivery.run_until_idle()
    words = liisa.main_card().words
    assert "Soita 05 000 0011, puhelinaika ma–pe 9–10." in words
    assert "soita 05 000 0002, puhelinaika ma–pe 9–11." in words
    assert "soita 05 000 0003, ympäri vuorokauden." in words
    assert "asti" not in words
