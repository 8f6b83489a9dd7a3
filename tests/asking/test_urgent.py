"""Urgent matters by direction: the county's numbers before Kela's question, the agreed telephone before a county's; the
receiver sees that it is urgent, the plan is hurried, and whoever is away is passed over."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.upkeep.checks import evidence
from config.clock import HELSINKI
from directory.people.contacts import Absence, DirectoryId, directory_of
from directory.people.presence import PresenceReading
from directory.time.calendar import helsinki_date
from tests.asking.test_within_kela import asked, pressed
from tests.turns.conftest import Shelf
from tests.turns.office import Office, Person, _buttons, words_of

SEND = "consultation.send"
QUESTION = "Onko asiakkaalla jo yhteys teille?"
ON_CALL, ADVICE, CLIENT, AUTHORITY = "05 000 0003", "05 000 0002", "020 000 0002", "020 000 0001"
ASK, NOT_URGENT = "Kysyn Kuntayhteydessä", "Asia ei ole kiireellinen"
WAITS = "Soita ensin hyvinvointialueelle"


async def hurried(office: Office) -> bool:
    ((told,),) = await office.rows("SELECT hurried FROM escalation")
    return bool(told)


@pytest.mark.parametrize(
    "query",
    [
        "Eksote asiakkaalla ruoka loppu",
        "Eksote kiirehtiminen",
        "Imatra häätö huomenna",
        "lääke loppuu tänään Lappeenranta lääkkeet",
        "sähköt katkeaa torstaina Imatra",
        "Imatra vräkning i morgon",
        "Imatra eviction tomorrow",
        "Imatra heitetty ulos mihin yöksi",
        "Imatra lääke loppuu tänään ja sähköt poikki",
    ],
)
async def test_kela_gets_the_county_s_numbers_first_and_the_client_s_second(liisa: Person, query: str) -> None:
    await liisa.types(f"/consult {query}")
    shown = liisa.last.words
    assert WAITS in shown
    assert shown.index(ON_CALL) < shown.index(ADVICE) < shown.index(CLIENT) < shown.index("112")
    assert AUTHORITY not in shown
    assert "sovittu" not in shown.lower()
    assert not any(one.get("verb") == SEND for one in _buttons(liisa.last.card))


async def test_the_form_is_one_press_away_and_the_question_goes_out_as_urgent(
    office: Office, liisa: Person, kalle: Person
) -> None:
    await liisa.types("/consult Imatra häätö huomenna")
    await pressed(liisa, ASK)
    await liisa.presses(liisa.last, SEND, question=QUESTION)
    assert "Kiireellinen: asunto menossa tai yösija puuttuu" in kalle.main_card().words
    assert await hurried(office)
    mine = liisa.main_card().words
    assert "Jos asia ei voi odottaa" in mine
    assert mine.index(ON_CALL) < mine.index(ADVICE)
    assert AUTHORITY not in mine


async def test_whoever_says_that_there_is_no_hurry_is_believed(office: Office, liisa: Person, kalle: Person) -> None:
    await liisa.types("/consult Imatra häätö huomenna")
    await pressed(liisa, NOT_URGENT)
    await liisa.presses(liisa.last, SEND, question="Häätö huomenna, mutta siitä on jo sovittu.")
    assert "Kiireellinen" not in kalle.main_card().words
    assert not await hurried(office)


@pytest.mark.parametrize("query", ["Kela kiirehtiminen", "Kela akuutti ruoka"])
async def test_a_topic_hurries_nobody_once_its_asker_has_said_that_there_is_no_hurry(
    office: Office, maija: Person, query: str
) -> None:
    await maija.types(f"/consult {query}")
    await pressed(maija, NOT_URGENT)
    await maija.presses(maija.last, SEND, question="Milloin päätös tulee?")
    received = [one for one in office.teams.shown if one.conversation != maija.chat]
    assert received
    assert not any("Kiireellinen" in one.words for one in received)
    assert not await hurried(office)


async def test_a_county_asks_kela_as_agreed(maija: Person) -> None:
    await maija.types("/consult Kela lääkkeet loppu")
    shown = maija.last.words
    assert "Näin on sovittu Etelä-Karjalassa." in shown
    assert shown.index(AUTHORITY) < shown.index(CLIENT) < shown.index(ON_CALL) < shown.index("112")
    assert "Hyvinvointialue, kiireellinen" in shown
    assert ADVICE not in shown
    await pressed(maija, NOT_URGENT)
    assert any(one.get("verb") == SEND for one in _buttons(maija.last.card))


async def test_a_county_that_names_its_own_place_is_led_to_kela_with_what_it_told(
    office: Office, maija: Person
) -> None:
    await maija.types("/consult asiakkaalla lääkkeet loppu, Imatra")
    assert "Tämä on kysyjän oma alue" in maija.last.words
    await pressed(maija, "Kysy Kelalta")
    assert "Tulkittu kiireelliseksi: lääkkeet loppumassa tai loppu." in maija.last.words
    assert AUTHORITY in maija.last.words
    assert await office.rows("SELECT * FROM reading_correction") == []


async def test_a_county_that_lets_demanding_cases_through_asks_for_the_reason(office: Office) -> None:
    worker = next(
        office.contact(one.name)
        for one in office.services.directory.current.named_contacts("10", "10")
        if one.is_a("contact")
    )
    await worker.types("/consult Kela lääkkeet loppu")
    await pressed(worker, "Vaativa asia")
    assert "Miksi asia on vaativa?" in worker.last.words
    await worker.types("/consult Kela lääkkeet loppu")
    await pressed(worker, NOT_URGENT)
    assert "Miksi asia on vaativa?" not in worker.last.words


@pytest.mark.parametrize(
    ("query", "number"),
    [("Imatra vuokrarästi", ON_CALL), ("Imatra asunnottomuus", ON_CALL), ("Imatra asumismenot", "")],
)
async def test_where_a_need_is_often_urgent_the_number_stands_on_the_form(
    liisa: Person, query: str, number: str
) -> None:
    await liisa.types(f"/consult {query}")
    shown = liisa.last.words
    assert any(one.get("verb") == SEND for one in _buttons(liisa.last.card))
    assert ("Jos asia ei voi odottaa" in shown) == bool(number)
    assert number in shown


async def test_a_county_s_form_has_kela_s_line_for_authorities_instead(maija: Person) -> None:
    await maija.types("/consult Kela vuokrarästi")
    shown = maija.last.words
    assert "Jos asia ei voi odottaa" in shown
    assert AUTHORITY in shown
    assert ON_CALL not in shown


@pytest.mark.parametrize(
    ("query", "fields", "question"),
    [
        ("Imatra vuokrarästi", {"field_eviction_on": "2026-11-25"}, QUESTION),
        ("Imatra lääkkeet", {"field_runs_out": "2026-11-24"}, QUESTION),
        ("Imatra sähkölasku", {"field_cut_on": "2026-11-26"}, QUESTION),
        ("Imatra asumismenot", {}, "Asiakas häädetään huomenna klo 9. Kuka auttaa?"),
        ("Imatra lääkkeet", {}, "Loppuu tänään. Onko maksusitoumus tehty?"),
    ],
)
async def test_what_is_told_on_the_form_makes_it_urgent_when_it_is_sent(
    office: Office, liisa: Person, kalle: Person, query: str, fields: dict[str, str], question: str
) -> None:
    await liisa.asks(query, question, **fields)
    assert "Kiireellinen: " in kalle.main_card().words
    assert await hurried(office)
    assert ON_CALL in liisa.main_card().words


@pytest.mark.parametrize(
    ("query", "fields", "question"),
    [
        ("Imatra vuokrarästi", {"field_eviction_on": "2026-11-27"}, QUESTION),
        ("Imatra vuokrarästi häätö 15.1.", {}, QUESTION),
        ("Imatra lääkkeet", {"field_runs_out": "2026-12-24"}, "Lääkkeitä on vielä kahdeksi viikoksi."),
    ],
)
async def test_an_ordinary_question_is_not_marked(
    office: Office, liisa: Person, kalle: Person, query: str, fields: dict[str, str], question: str
) -> None:
    await liisa.asks(query, question, **fields)
    assert "Kiireellinen" not in kalle.main_card().words
    assert not await hurried(office)


async def test_a_danger_hurries_the_question_too(office: Office, liisa: Person) -> None:
    await liisa.asks("Imatra asumismenot", "Asiakas uhkaa tappaa itsensä, kuka ehtii?")
    assert await hurried(office)


async def test_the_mark_goes_when_the_matter_is_closed(liisa: Person, kalle: Person) -> None:
    await liisa.asks("Imatra asumismenot", "Häätö huomenna, kuka auttaa?")
    await liisa.presses(liisa.main_card(), "consultation.close", outcome="withdrawn")
    assert not any("Kiireellinen" in one.words for one in kalle.sees())


async def test_an_urgent_question_passes_over_whoever_is_away(office: Office, liisa: Person) -> None:
    today = office.clock.now.astimezone(HELSINKI).date()
    known = office.services.directory
    assert isinstance(known, Shelf)
    away = next(one for one in known.current.contacts.values() if one.name == "Maija Esimerkki")
    absences = (*known.current.content.absences, Absence(away.id, today, today, away.deputy_id))
    content = replace(known.current.content, absences=absences)
    known.current = directory_of(content)
    await liisa.asks("Lappeenranta asumismenot", "Häätö huomenna, kuka auttaa?")
    hurry = await asked(office)
    await liisa.asks("Lappeenranta asumismenot", QUESTION)
    everybody = await asked(office)
    assert "Maija Esimerkki" not in hurry
    assert set(hurry) < set(everybody)


@pytest.mark.parametrize("told", ["Häätö huomenna, kuka auttaa?", "Asiakas uhkaa tappaa itsensä, kuka ehtii?"])
async def test_what_cannot_wait_passes_over_whoever_went_home_since_the_form_was_shown(
    office: Office, told: str
) -> None:
    gone: set[DirectoryId] = set()

    async def presence_of(people: Iterable[DirectoryId]) -> dict[DirectoryId, PresenceReading]:
        return {one: PresenceReading("out_of_office" if one in gone else "available", office.clock()) for one in people}

    office = office.having(replace(office.services, presence_of=presence_of))
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/consult Lappeenranta asumismenot")
    gone.update(
        one.directory_id for one in office.services.directory.current.contacts.values() if one.name == "Maija Esimerkki"
    )
    await liisa.presses(liisa.last, SEND, question=told)
    names = await asked(office)
    assert names
    assert "Maija Esimerkki" not in names


async def test_nobody_is_passed_over_for_somebody_who_may_have_left(office: Office) -> None:
    """Whoever is not in the tenant any more has no presence either, and so seems to be at work."""
    office.clock.forward(hours=4)  # nobody answers the telephone any more
    people = [office.contact(name).actor for name in ("Maija Esimerkki", "Otto Testi")]
    offline = {
        DirectoryId(one.tenant_id, one.aad_object_id): PresenceReading("offline", office.clock()) for one in people
    }

    async def presence_of(_: object) -> dict[DirectoryId, PresenceReading]:
        return offline

    office = office.having(replace(office.services, presence_of=presence_of))
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Lappeenranta asumismenot", QUESTION)
    everybody = await asked(office)
    known = office.services.directory.current
    gone = next(one for one in known.contacts.values() if one.name == "Kalle Malli")
    await liisa.types("/consult Lappeenranta asumismenot")
    async with office.services.database.write() as connection:
        await evidence.looked_for(connection, gone.id, helsinki_date(office.clock()), found=False)
    await liisa.presses(liisa.last, SEND, question="Häätö huomenna, kuka auttaa?")
    assert Counter(await asked(office)) == Counter(everybody * 2)


async def test_kela_s_own_question_is_never_told_to_call_kela_s_line_for_others(liisa: Person) -> None:
    await liisa.types("/consult Kela Imatra häätö huomenna")
    await liisa.presses(liisa.last, SEND, question=QUESTION)
    assert AUTHORITY not in liisa.main_card().words
    assert ON_CALL in liisa.main_card().words


async def test_a_danger_opens_the_form_below_its_numbers_even_beside_an_urgent_need(liisa: Person) -> None:
    await liisa.types("/consult Imatra häätö huomenna, hengenvaara")
    assert any(one.get("verb") == SEND for one in _buttons(liisa.last.card))
    assert "tel:112" in str(liisa.last.card["body"][0])  # type: ignore[index]


async def test_a_place_in_doubt_is_asked_about_before_the_numbers(liisa: Person) -> None:
    await liisa.types("/consult Koski häätö huomenna")
    assert WAITS not in liisa.last.words
    answer = await pressed(liisa, "Koski Tl")
    assert WAITS in words_of(answer)


async def test_the_numbers_come_again_when_what_is_wanted_is_corrected(liisa: Person) -> None:
    await liisa.types("/consult häätö huomenna Imatra vuokrarästi")
    answer = await liisa.presses(
        liisa.last, "consultation.choose", step="fields", place="Lappeenranta", topic="Asumismenot"
    )
    assert WAITS in words_of(answer)
