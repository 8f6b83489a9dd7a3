"""On the day of a follow-up both sides can see whose matter it is; then, or with the consent, the code is gone."""

from typing import Literal

import pytest

from bot.client import grounding
from bot.followups import reminding, setting
from bot.retention import offering, store, wiping
from bot.timers.running import Timers
from bot.turns.answers import DialogAnswer
from bot.turns.turn import Press
from tests.turns.consents import CODE, ORAL, WRITTEN
from tests.turns.office import Office, Person, words_of

CLOSE, FOLLOWUP = "consultation.close", "consultation.followup"
LAW = {"basis": "evident_need"}
KEPT = "säilyy seurantaan ti 1.12."
SHOWN = "Henkilötunnus hävitetään heti, kun seuranta on hoidettu"


@pytest.fixture
def office(kept_office: Office) -> Office:
    return kept_office


async def closed(office: Office, day: str = "2026-12-01", **ground: str) -> tuple[Person, Person]:
    """Liisa of Kela asked Maija about a client on Tuesday 24.11., and closes with a follow-up."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", client=CODE, **(ground or LAW))
    await maija.presses(maija.main_card(), "consultation.claim")
    await liisa.presses(liisa.card_of(CLOSE), CLOSE, outcome="kela_can_decide", followup_on=day)
    return liisa, maija


async def until(office: Office, **forward: float) -> None:
    """Time passes, and what has become due is done."""
    office.clock.forward(**forward)
    handlers = {
        setting.KIND: reminding.remind,
        grounding.KIND: grounding.expire,
        store.OFFER: offering.offer,
        store.WIPE: wiping.wipe,
    }
    await Timers(office.services, handlers).run_due()
    await office.delivery.run_until_idle()


async def looks(person: Person) -> str:
    """What *Näytä asiakas* opens: everything in the window, or why not."""
    answer = await person.sends(Press("consultation.reveal", {"consultation": 1001}, "dialog"))
    return str(answer.card) if isinstance(answer, DialogAnswer) else words_of(answer)


async def is_kept(office: Office) -> object:
    return (await office.rows("SELECT client_sealed IS NOT NULL FROM consultation"))[0][0]


def shown(person: Person) -> str:
    return "\n".join(one.words for one in person.sees())


async def ends(person: Person) -> str:
    return words_of(
        await person.sends(Press("consultation.basis", {"consultation": 1001, "step": "withdrawn"}, "card"))
    )


@pytest.mark.each_database
async def test_on_the_day_both_sides_see_the_client_and_once_handled_the_code_is_gone(office: Office) -> None:
    liisa, maija = await closed(office)
    assert KEPT in shown(liisa)
    assert KEPT in shown(maija)
    assert "näytetään taas seurantapäivänä ti 1.12." in await looks(liisa)
    await until(office, days=7)
    for person in (liisa, maija):
        assert SHOWN in person.card_of(FOLLOWUP).words
        assert CODE in await looks(person)
        assert CODE not in shown(person)
    log = await office.rows("SELECT result FROM access_log WHERE action = 'reveal' ORDER BY id")
    assert log == [("refused",), ("done",), ("done",)]
    words = words_of(await maija.presses(maija.card_of(FOLLOWUP), FOLLOWUP, step="done"))
    assert SHOWN not in words
    assert not await is_kept(office)
    assert "hävitettiin 1.12." in shown(liisa)
    assert CODE not in await looks(liisa)


async def test_nobody_else_sees_the_client_on_the_day(office: Office) -> None:
    await closed(office)
    await until(office, days=7)
    for name in ("Kalle Malli", "Ville Sepite"):
        assert CODE not in await looks(office.contact(name))


async def test_who_stands_in_for_the_taker_sees_the_client(office: Office) -> None:
    _, maija = await closed(office)
    await maija.types("/poissa 30.11.–4.12. sijainen Kalle Malli")
    await until(office, days=7)
    kalle = office.contact("Kalle Malli")
    assert SHOWN in kalle.card_of(FOLLOWUP).words
    assert CODE in await looks(kalle)


async def test_a_day_set_while_the_matter_was_open_keeps_the_client_too(office: Office) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", client=CODE, **LAW)
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types("/seuranta K-1001 1.12. tarkista päätös")
    await liisa.presses(liisa.card_of(CLOSE), CLOSE, outcome="kela_can_decide")
    assert KEPT in shown(maija)
    assert await is_kept(office)


async def test_moved_by_a_week_the_client_is_shown_a_week_later(office: Office) -> None:
    liisa, _ = await closed(office)
    await until(office, days=7)
    words = words_of(await liisa.presses(liisa.card_of(FOLLOWUP), FOLLOWUP, step="week"))
    assert SHOWN not in words
    assert CODE not in await looks(liisa)
    await until(office, days=7)
    assert CODE in await looks(liisa)


async def test_left_by_both_sides_it_is_over_and_the_code_is_gone(office: Office) -> None:
    liisa, _ = await closed(office)
    await until(office, days=7)
    for _ in range(20):
        if await office.rows("SELECT state FROM followup") == [("left",)]:
            break
        assert await is_kept(office)
        await until(office, days=1)
    assert await office.rows("SELECT state FROM followup") == [("left",)]
    assert not await is_kept(office)
    assert SHOWN not in shown(liisa)


@pytest.mark.parametrize("ground", ["oral", "withdrawn question"])
async def test_where_nothing_carries_it_on_the_code_goes_with_the_closing(
    office: Office, ground: Literal["oral", "withdrawn question"]
) -> None:
    if ground == "oral":
        await closed(office, **ORAL)
    else:
        liisa = office.of("KELA", "Liisa")
        await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", client=CODE, **LAW)
        await liisa.types("/seuranta K-1001 1.12. tarkista")
        await liisa.presses(liisa.card_of(CLOSE), CLOSE, outcome="withdrawn")
    assert not await is_kept(office)


async def test_a_consent_withdrawn_after_the_closing_destroys_the_code_and_both_hear_it(office: Office) -> None:
    liisa, maija = await closed(office, day="2026-11-27", **WRITTEN)
    assert await is_kept(office)
    assert "Vain kysyjä" in await ends(maija)
    assert await is_kept(office)
    await ends(liisa)
    assert not await is_kept(office)
    assert "Asiakkaan henkilötunnus on hävitetty." in maija.last.words
    assert "Viestit" not in maija.last.words, "a closed matter passes nothing on"
    await until(office, days=3)
    assert SHOWN not in shown(maija)
    assert CODE not in await looks(liisa)


async def test_the_last_day_of_a_written_consent_ends_the_keeping(office: Office) -> None:
    liisa, maija = await closed(office, day="2026-11-30", **WRITTEN)
    await until(office, days=6)
    assert CODE in await looks(maija)
    assert SHOWN in shown(maija)
    await until(office, days=1)
    assert not await is_kept(office)
    assert SHOWN not in shown(maija)
    assert "Asiakkaan henkilötunnus on hävitetty." in shown(liisa)


async def test_a_follow_up_moved_beyond_the_consent_destroys_the_code_at_once(office: Office) -> None:
    liisa, _ = await closed(office, day="2026-11-27", **WRITTEN)
    await until(office, days=3)
    await liisa.presses(liisa.card_of(FOLLOWUP), FOLLOWUP, step="week")
    assert not await is_kept(office)


async def test_the_wipe_ends_it_at_the_latest(office: Office) -> None:
    await closed(office, day="2027-11-23")
    assert await is_kept(office)
    await until(office, days=358)
    for _ in range(16):
        await until(office, days=1)
    assert await office.rows("SELECT client_sealed, client_until FROM consultation") == [(None, "")]
    assert await office.rows("SELECT wiped_at IS NOT NULL FROM consultation") in ([(1,)], [(True,)])


async def test_a_new_follow_up_does_not_bring_the_client_back(office: Office) -> None:
    liisa, maija = await closed(office)
    await until(office, days=7)
    await maija.presses(maija.card_of(FOLLOWUP), FOLLOWUP, step="done")
    await maija.types("/seuranta K-1001 15.12. vielä kerran")
    await until(office, days=14)
    assert SHOWN not in shown(liisa)
    assert CODE not in await looks(maija)
