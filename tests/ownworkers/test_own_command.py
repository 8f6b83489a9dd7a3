"""`/own`: told only on a basis that allows it, logged however it ends, and never a word of the client."""

import pytest

from bot.access_log.log_checking import verify
from bot.privacy.hetu import parse
from bot.turns.turn import Press
from directory.reference import KELA
from directory.stored.sample import seed_sample
from directory.time.calendar import helsinki_date
from tests.turns.office import TUESDAY_MORNING, Office, words_of

CODE = "010594Y9032"
OTHER = "020516C903K"
FIND, SAVE = "ownworker.find", "ownworker.save"


@pytest.fixture
async def told(office: Office) -> Office:
    """Maija has told that she is the client's own worker."""
    async with office.services.database.write() as connection:
        await seed_sample(connection, office.services.reference, helsinki_date(TUESDAY_MORNING))
    maija = office.contact("Maija Esimerkki")
    await maija.types("/oma lisää")
    answer = await maija.presses(maija.card_of(SAVE), SAVE, client=CODE, basis="client_care", until="2027-11-24")
    assert "Omatyöntekijä: Maija Esimerkki, 24.11.2027 asti" in words_of(answer)
    return office


async def asks(office: Office, **fields: str) -> str:
    """A Kela handler asks; the answer in words."""
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/own")
    given = {"place": "Lappeenranta", "client": CODE, "basis": "consent", "consent": "client-orally", **fields}
    return words_of(await liisa.presses(liisa.card_of(FIND), FIND, **given))


async def log(office: Office) -> list[tuple[object, ...]]:
    return await office.rows("SELECT action, result, basis FROM access_log ORDER BY id")


async def test_kela_is_told_with_consent(told: Office) -> None:
    words = await asks(told)
    assert "Omatyöntekijä: Maija Esimerkki" in words
    assert "Kysy omatyöntekijältä" in words
    assert "2027" not in words
    assert (await log(told))[-1] == ("own_worker_asked", "done", "consent:client-orally")


async def test_on_a_basis_that_does_not_allow_it_the_answer_is_the_same_whether_or_not_there_is_one(
    told: Office,
) -> None:
    known = await asks(told, basis="evident_need")
    unknown = await asks(told, basis="evident_need", client=OTHER)
    assert known == unknown
    assert "ei voi kertoa" in known
    assert (await log(told))[-2:] == [("own_worker_asked", "refused", "evident_need")] * 2


async def test_no_worker_known_is_logged_too(told: Office) -> None:
    assert "Omatyöntekijä ei ole tiedossa" in await asks(told, client=OTHER)
    assert (await log(told))[-1][0] == "own_worker_not_known"


async def test_another_county_gives_nothing(told: Office) -> None:
    assert "Omatyöntekijä ei ole tiedossa" in await asks(told, place="Kotka")
    jaana = told.contact("Jaana Kokeilija")
    await jaana.types("/own")
    words = words_of(await jaana.presses(jaana.card_of(FIND), FIND, client=CODE, basis="client_care", place="Imatra"))
    assert "Omatyöntekijä ei ole tiedossa" in words
    assert "Maija" not in words


async def test_a_colleague_of_the_county_sees_the_last_day(told: Office) -> None:
    kalle = told.contact("Kalle Malli")
    await kalle.types("/oma")
    words = words_of(await kalle.presses(kalle.card_of(FIND), FIND, client=CODE, basis="client_care"))
    assert "Omatyöntekijä: Maija Esimerkki" in words
    assert "24.11.2027" in words
    assert "Kysy omatyöntekijältä" not in words


async def test_what_is_missing_is_asked_for_and_nothing_that_was_typed_comes_back(told: Office) -> None:
    for fields, sentence in (
        ({"client": ""}, "Henkilötunnus puuttuu"),
        ({"client": "010594-903"}, "ei ole oikein"),
        ({"basis": ""}, "Peruste puuttuu"),
        ({"basis": "general"}, "Peruste puuttuu"),
        ({"basis": "client_care"}, "Peruste puuttuu"),
        ({"consent": ""}, "Suostumuksen tiedot puuttuvat"),
        ({"place": ""}, "Alue puuttuu"),
        ({"place": "Maarianhamina"}, "ei ilmoita omatyöntekijöitä"),
        ({"place": f"Kotka {CODE}", "basis": ""}, "Peruste puuttuu"),
    ):
        words = await asks(told, **fields)
        assert sentence in words, fields
        assert CODE not in words
        assert "Omatyöntekijä: Maija" not in words


async def test_a_code_typed_in_the_message_is_not_used(told: Office) -> None:
    liisa = told.of("KELA", "Liisa")
    await liisa.types(f"/own {CODE} Lappeenranta")
    assert "Poista viesti keskustelusta" in liisa.last.words
    assert "Maija" not in liisa.last.words
    assert "Lappeenranta" in str(liisa.last.card)


async def test_the_county_names_who_has_clients(told: Office) -> None:
    ritva = told.contact("Ritva Keksitty")
    await ritva.types("/oma lisää")
    shown, words = ritva.card_of(SAVE), ""
    for worker, sentence in (
        ("Ritva Keksitty", "Omatyöntekijä puuttuu"),
        ("Jaana Kokeilija", "Omatyöntekijä puuttuu"),
        ("", "Omatyöntekijä puuttuu"),
        ("Kalle Malli", "Omatyöntekijä: Kalle Malli"),
    ):
        words = words_of(await ritva.presses(shown, SAVE, client=CODE, basis="client_care", worker=worker))
        assert sentence in words
    assert "Tähän asti: Maija Esimerkki" in words
    assert await told.rows("SELECT contact_id, added_by FROM own_worker") == [("11-02", "11-05")]


@pytest.mark.parametrize(
    ("until", "sentence"),
    [("2026-11-23", "on jo mennyt"), ("2028-11-25", "enintään kaksi vuotta"), ("pian", "ei ole päivämäärä")],
)
async def test_the_last_day_is_within_two_years(told: Office, until: str, sentence: str) -> None:
    sari = told.contact("Sari Kokeilu")
    await sari.types("/oma lisää")
    answer = await sari.presses(sari.card_of(SAVE), SAVE, client=OTHER, basis="client_care", until=until)
    assert sentence in words_of(answer)
    assert len(await told.rows("SELECT id FROM own_worker")) == 1


async def test_only_the_worker_or_a_coordinator_removes(told: Office) -> None:
    sari, maija = told.contact("Sari Kokeilu"), told.contact("Maija Esimerkki")
    await sari.types("/oma poista")
    answer = await sari.presses(sari.card_of(SAVE), SAVE, client=CODE, basis="client_care")
    assert "Asiakkaan omatyöntekijä on Maija Esimerkki" in words_of(answer)
    assert (await log(told))[-1] == ("own_worker_removed", "refused", "client_care")
    await maija.types("/oma poista")
    await maija.presses(maija.card_of(SAVE), SAVE, client=CODE, basis="client_care")
    assert await told.rows("SELECT id FROM own_worker") == []


async def test_kela_tells_no_own_workers(told: Office) -> None:
    liisa = told.of("KELA", "Liisa")
    await liisa.types("/own add")
    assert "Omatyöntekijät ilmoittaa hyvinvointialue" in liisa.last.words
    press = Press(SAVE, {"step": "add", "client": OTHER, "basis": "consent", "consent": "client-orally"}, "card")
    await liisa.sends(press)
    assert len(await told.rows("SELECT id FROM own_worker")) == 1


async def test_somebody_of_the_county_who_is_not_in_the_directory_is_refused_and_logged(told: Office) -> None:
    stranger = told.of("11", "Vieras")
    await stranger.types("/own")
    assert "hakemistossa" in stranger.last.words
    answer = await stranger.sends(Press(FIND, {"step": "find", "client": CODE, "basis": "client_care"}, "card"))
    assert "Maija" not in words_of(answer)
    assert (await log(told))[-1] == ("own_worker_asked", "refused", "")


async def test_an_everyday_word_is_not_the_command(told: Office) -> None:
    maija = told.contact("Maija Esimerkki")
    await maija.types("Oma kanta on kielteinen.")
    assert "Kuka on asiakkaan omatyöntekijä" not in maija.last.words


async def test_the_worker_is_no_longer_told_after_the_last_day_or_when_they_have_left(told: Office) -> None:
    told.clock.forward(days=365)
    assert "Omatyöntekijä: Maija Esimerkki" in await asks(told)
    told.clock.forward(days=1)
    assert "Omatyöntekijä ei ole tiedossa" in await asks(told)


async def test_no_identity_code_is_stored_anywhere_and_the_log_is_whole(
    told: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    await asks(told)
    await asks(told, client=OTHER, basis="child")
    stored, logs = await told.everything_stored(), capsys.readouterr()
    client = parse(CODE, helsinki_date(TUESDAY_MORNING))
    assert told.services.pseudonymiser.pseudonym(client, "11", KELA) in stored
    for code in (CODE, OTHER):
        assert code not in stored + logs.out + logs.err
    async with told.services.database.read() as connection:
        assert await verify(connection) == []
