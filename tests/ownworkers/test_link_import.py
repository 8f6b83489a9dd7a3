"""A coordinator's table of own workers in the chat: a difference first, taken over when accepted, pseudonyms only."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.turns.turn import Attachment, Press
from directory.stored.sample import seed_sample
from directory.time.calendar import helsinki_date
from tests.ownworkers.codes import codes
from tests.turns.office import TUESDAY_MORNING, Office, Person, Shown, words_of

FILE = "application/vnd.microsoft.teams.file.download.info"
SAVE = "ownworker.save"
PLANTED = list(codes(20))


@pytest.fixture
async def ritva(office: Office) -> Person:
    """The coordinator of Eksote."""
    async with office.services.database.write() as connection:
        await seed_sample(connection, office.services.reference, helsinki_date(TUESDAY_MORNING))
    return office.contact("Ritva Keksitty")


async def sends(person: Person, rows: Sequence[str], name: str = "omat.csv") -> Shown:
    """Sends a file with the command; what the bot shows."""
    office = person.office

    async def fetch(_: Attachment) -> bytes:
        return "\n".join(["hetu;työntekijä;voimassa;kunta", *rows]).encode()

    with_file = office.having(replace(office.services, fetch_file=fetch))
    await replace(person, office=with_file).types("/oma tuo", Attachment(name, FILE, "https://files.example/1"))
    return person.last


async def stored(office: Office) -> list[tuple[object, ...]]:
    return await office.rows("SELECT contact_id, count(*) FROM own_worker GROUP BY contact_id ORDER BY contact_id")


async def test_nothing_happens_before_it_is_accepted(office: Office, ritva: Person) -> None:
    rows = [f"{code};Maija Esimerkki;31.12.2026;Imatra" for code in PLANTED]
    shown = await sends(ritva, [*rows, f"{PLANTED[0]};11-02;;", "010594-903X;11-02;;"])
    for words in ("Uusia asiakkaita", "20", "2 riviä on korjattava", "Rivi 22", "Rivi 23", "Tuo virheettömät rivit"):
        assert words in shown.words, words
    assert await stored(office) == []
    assert "Tuotu: uusia 20" in words_of(await ritva.presses(shown, SAVE))
    assert await stored(office) == [("11-01", 20)]
    assert (await office.rows("SELECT action, basis FROM access_log"))[-1] == ("own_workers_imported", "client_care")


async def test_the_next_table_is_told_as_a_difference(office: Office, ritva: Person) -> None:
    await ritva.presses(await sends(ritva, [f"{code};11-01;;" for code in PLANTED]), SAVE)
    rows = [f"{PLANTED[0]};11-02;;", f"{PLANTED[1]};11-01;31.12.2026;", *(f"{code};11-01;;" for code in PLANTED[2:15])]
    shown = await sends(ritva, rows)
    for words in ("Työntekijä vaihtuu", "Viimeinen päivä tai kunta muuttuu", "Ennallaan", "Poista 5 asiakasta"):
        assert words in shown.words, words
    words = words_of(await ritva.presses(shown, SAVE, forget_others="true"))
    assert "toiselle työntekijälle siirtyi 1, muuttui 1. Poistettu: 5." in words
    assert await stored(office) == [("11-01", 14), ("11-02", 1)]


async def test_a_wrong_row_never_forgets_the_client_it_is_about(office: Office, ritva: Person) -> None:
    await ritva.presses(await sends(ritva, [f"{code};11-01;;" for code in PLANTED]), SAVE)
    shown = await sends(ritva, [*(f"{code};11-01;;" for code in PLANTED[:18]), f"{PLANTED[18]};Tuntematon;;"])
    assert "Poista 1 asiakas" in shown.words
    await ritva.presses(shown, SAVE, forget_others="true")
    assert await stored(office) == [("11-01", 19)]


async def test_nobody_is_forgotten_while_a_row_does_not_tell_whose_it_is(office: Office, ritva: Person) -> None:
    await ritva.presses(await sends(ritva, [f"{code};11-01;;" for code in PLANTED]), SAVE)
    shown = await sends(ritva, [*(f"{code};11-02;;" for code in PLANTED[:19]), f"{PLANTED[19][:-1]};11-01;;"])
    assert "Poista" not in shown.words
    refused = await ritva.sends(
        Press(SAVE, {"step": "accept", "draft": await _waiting(office), "forget_others": "true"}, "card")
    )
    assert "ei tiedetä, ketkä asiakkaat taulukosta puuttuvat" in words_of(refused)
    assert await stored(office) == [("11-01", 20)]
    await ritva.presses(shown, SAVE)
    assert await stored(office) == [("11-01", 1), ("11-02", 19)]


async def test_no_identity_code_is_stored_or_logged_at_any_point(
    office: Office, ritva: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = await sends(ritva, [*(f"{code};11-01;;" for code in PLANTED), f"x;{PLANTED[3]};{PLANTED[4]};"])
    seen = [await office.everything_stored(), str(shown.activity)]
    await ritva.presses(shown, SAVE)
    seen += [await office.everything_stored(), *(str(one.activity) for one in ritva.sees())]
    logs = capsys.readouterr()
    seen += [logs.out, logs.err]
    assert not [code for code in PLANTED if any(code in one for one in seen)]


async def test_a_dropped_table_leaves_nothing(office: Office, ritva: Person) -> None:
    shown = await sends(ritva, [f"{code};11-01;;" for code in PLANTED])
    await ritva.presses(shown, SAVE, step="drop")
    assert await office.rows("SELECT state, links FROM own_worker_import") in ([("dropped", "[]")], [("dropped", [])])
    await ritva.sends(Press(SAVE, {"step": "accept", "draft": (await _waiting(office))}, "card"))
    assert await stored(office) == []


async def test_only_its_sender_accepts_it_and_only_once(office: Office, ritva: Person) -> None:
    shown = await sends(ritva, [f"{PLANTED[0]};11-01;;"])
    accept = Press(SAVE, {"step": "accept", "draft": await _waiting(office)}, "card")
    for other in ("Kalle Malli", "Harri Hahmotelma", "Leena Ohjenuora"):
        await office.contact(other).sends(accept)
        assert await stored(office) == []
    await ritva.presses(shown, SAVE)
    assert "ei enää odota" in words_of(await ritva.sends(accept))


@pytest.mark.parametrize("name", ["Sari Kokeilu", "Maija Esimerkki"])
async def test_only_a_coordinator_imports(office: Office, ritva: Person, name: str) -> None:
    person = office.contact(name)
    shown = await sends(person, [f"{PLANTED[0]};11-01;;"])
    assert "Ritva Keksitty" in shown.words
    assert await office.rows("SELECT id FROM own_worker_import") == []


async def test_without_a_file_the_columns_are_told(office: Office, ritva: Person) -> None:
    await ritva.types("/oma tuo")
    assert "henkilötunnus, työntekijä, voimassa, kunta" in ritva.last.words


async def test_a_table_without_one_good_row_offers_nothing_to_accept(office: Office, ritva: Person) -> None:
    shown = await sends(ritva, ["x;y;z;"])
    assert "Mitään ei voi tuoda" in shown.words
    assert "Hyväksy" not in shown.words


async def _waiting(office: Office) -> object:
    ((key,),) = await office.rows("SELECT id FROM own_worker_import ORDER BY (state = 'open') DESC LIMIT 1")
    return key
