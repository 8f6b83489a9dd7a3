"""Reading the access log and making a client's report, in the place of an auditor and of those who are none."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from bot.access_log.log_checking import verify
from bot.audit import client_report
from bot.turns.turn import FileAnswer, Press, Upload
from config.texts import texts
from directory.people.contacts import Contact, Role, directory_of
from tests.turns.consents import ORAL
from tests.turns.office import Office, Person, Shown, words_of

CODE, OTHER_CODE = "010594Y9032", "020516C903K"


def with_role(office: Office, name: str, role: Role) -> Person:
    """Somebody of the sample, who from now on has the role too."""
    content = office.services.directory.current.content

    def changed(one: Contact) -> Contact:
        return replace(one, roles=(*one.roles, role)) if one.name == name else one

    office.services.directory.current = directory_of(  # type: ignore[misc]  # the office's directory is a shelf
        replace(content, contacts=tuple(changed(one) for one in content.contacts))
    )
    return office.contact(name)


@pytest.fixture
def risto(office: Office) -> Person:
    """Kela's auditor."""
    return office.contact("Risto Tarkiste")


@pytest.fixture
def ritva(office: Office) -> Person:
    """An auditor of county 11."""
    return with_role(office, "Ritva Keksitty", "auditor")


async def a_clients_matter(office: Office, code: str = CODE, where: str = "Eksote") -> None:
    """Liisa asks about a client; Maija takes the matter and looks at the client."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks(f"{where} asumismenot", "Voiko alue auttaa?", client=code, **ORAL)
    if where == "Eksote":
        shown = maija.card_of("consultation.claim")
        await maija.presses(shown, "consultation.claim")
        number = (await office.rows("SELECT max(number) FROM consultation"))[0][0]
        await maija.sends(Press("consultation.reveal", {"consultation": number}, "dialog", shown.id))


async def report_of(who: Person, code: str, **inputs: object) -> str:
    """What the auditor reads after typing the client's code on the form."""
    await who.types("/loki asiakas")
    return words_of(await who.presses(who.card_of("audit.client"), "audit.client", client=code, **inputs))


def offer_of(who: Person) -> Mapping[str, object]:
    """The context of the newest file that was offered."""
    for shown in reversed(who.sees()):
        for attachment in _attachments(shown):
            content = attachment["content"]
            if isinstance(content, dict) and "acceptContext" in content:
                context: Mapping[str, object] = content["acceptContext"]
                return context
    raise AssertionError("no file was offered")


def _attachments(shown: Shown) -> Iterator[Mapping[str, object]]:
    found = shown.activity.get("attachments")
    yield from found if isinstance(found, list) else ()


def keeping_files(office: Office) -> tuple[Office, list[bytes]]:
    """The office with a place for files."""
    kept: list[bytes] = []

    async def store(_: Upload, content: bytes) -> None:
        kept.append(content)

    return office.having(replace(office.services, store_file=store)), kept


async def accept(who: Person, context: Mapping[str, object]) -> None:
    """Takes an offered file into the person's own files."""
    upload = Upload("raportti.xlsx", "https://x.sharepoint.com/up", "https://x.sharepoint.com/f", "u", "xlsx")
    await who.does("invoke/fileConsent/invoke", FileAnswer(context, upload))


async def test_the_auditor_reads_what_was_done_in_words(office: Office, risto: Person) -> None:
    await a_clients_matter(office)
    await risto.types("/loki")
    shown = risto.last.words
    assert "Liisa: lähetti kysymyksen" in shown
    assert "K-1001 · " in shown
    assert CODE not in shown


async def test_nothing_of_another_organisation_is_shown(office: Office, risto: Person, ritva: Person) -> None:
    await a_clients_matter(office)
    await risto.types("/loki")
    assert "Maija" not in risto.last.words
    await ritva.types("/loki")
    assert "Maija Esimerkki: katsoi asiakkaan henkilötunnuksen" in ritva.last.words
    assert "Liisa" not in ritva.last.words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("/loki K-1001", True), ("/loki k1002", False), ("/loki maija", True), ("/loki Esimerkki Maija", True),
        ("/loki kalle", False), ("/loki 24.11.2026", True), ("/loki 23.11.2026", False),
        ("/loki 2026-11-24 maija", True), ("/logg Maija K-1001 24.11.2026", True), ("/audit maija k-1099", False),
    ],
)  # fmt: skip
async def test_words_narrow_the_log_down(office: Office, ritva: Person, typed: str, *, found: bool) -> None:
    await a_clients_matter(office)
    await ritva.types(typed)
    assert ("Maija Esimerkki: otti kysymyksen" in ritva.last.words) is found


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"person": "Xyzzy"}, "Tämännimistä ei löytynyt"),
        ({"matter": "abc"}, "Kirjoita kysymyksen numero"),
        ({"day": "eilen"}, "Kirjoita päivä"),
        ({"day": "9999-12-31"}, "Kirjoita päivä"),
    ],
)
async def test_fields_that_cannot_be_used_say_what_to_do(
    office: Office, risto: Person, fields: dict[str, str], says: str
) -> None:
    await a_clients_matter(office)
    await risto.types("/loki")
    answer = await risto.presses(risto.last, "audit.show", **fields)
    assert says in words_of(answer)
    assert "Liisa" not in words_of(answer)


async def test_the_log_is_paged_from_the_newest_to_the_oldest(office: Office, risto: Person) -> None:
    for _ in range(12):
        await risto.types("/loki")
    first = risto.last
    assert first.words.count("luki lokia") == 10
    older = await risto.presses(first, "audit.show", page=1)
    assert words_of(older).count("luki lokia") == 2
    newer = await risto.presses(risto.last, "audit.show", page=0)
    assert words_of(newer).count("luki lokia") == 10


@pytest.mark.parametrize(
    ("column", "value"), [("basis", "'x'"), ("at", "NASTY"), ("role", "NASTY"), ("consultation_id", "NASTY")]
)
async def test_a_changed_row_is_named_instead_of_shown(office: Office, risto: Person, column: str, value: str) -> None:
    await a_clients_matter(office)
    [(row, chain, number)] = await office.rows(
        "SELECT id, chain, number FROM access_log WHERE organisation = 'KELA' ORDER BY id LIMIT 1"
    )
    of_kind = {"at": "'0044-03-15 BC'", "role": "'\u0007'", "consultation_id": "-1"}
    if value == "NASTY":
        value = "CAST(x'c328ff' AS TEXT)" if office.services.database.is_sqlite else of_kind[column]
    async with office.services.database.write() as connection:
        await connection.exec_driver_sql(f"UPDATE access_log SET {column} = {value} WHERE id = {row}")  # noqa: S608
    await risto.types("/loki")
    assert f"Käyttölokin riviä {chain}/{number} on muutettu Kuntayhteyden ohi" in risto.last.words


@pytest.mark.parametrize("page", [-1, 10**30, "1", None, 1.5, True, float("inf"), [1]])
async def test_a_forged_page_is_only_a_page(office: Office, risto: Person, page: object) -> None:
    await risto.types("/loki")
    answer = await risto.sends(Press("audit.show", {"page": page}, "card", risto.last.id))
    assert "Loki" in words_of(answer)


async def test_each_look_is_itself_in_the_log(office: Office, risto: Person) -> None:
    await a_clients_matter(office)
    await risto.types("/loki K-1001")
    await risto.types("/loki K-1777")
    looks = await office.rows(
        "SELECT role, consultation_id, result FROM access_log WHERE action = 'audit_look' ORDER BY id"
    )
    assert looks == [("auditor+data_protection", 1001, "done"), ("auditor+data_protection", None, "done")]
    async with office.services.database.read() as connection:
        assert await verify(connection) == []


@pytest.mark.parametrize("typed", ["/loki", "/loki asiakas", "/audit K-1001"])
async def test_who_is_no_auditor_reads_nothing_and_the_attempt_is_logged(office: Office, typed: str) -> None:
    await a_clients_matter(office)
    liisa = office.of("KELA", "Liisa")
    await liisa.types(typed)
    assert "Risto Tarkiste" in liisa.last.words
    assert not [one for one in liisa.sees() if "katsoi" in one.words]
    attempts = await office.rows("SELECT actor_aad_object_id, role FROM access_log WHERE result = 'refused'")
    assert attempts == [(liisa.actor.aad_object_id, "not_listed")]


@pytest.mark.parametrize("verb", ["audit.show", "audit.client"])
async def test_a_forged_press_gives_nothing_to_who_is_no_auditor(office: Office, verb: str) -> None:
    await a_clients_matter(office)
    maija = office.contact("Maija Esimerkki")
    answer = await maija.sends(Press(verb, {"step": "find", "client": CODE, "page": 0}, "card", "1"))
    assert "Lokia voi lukea vain tarkastaja" in words_of(answer)


async def test_the_report_tells_own_people_by_name_and_the_other_side_as_a_disclosure(
    office: Office, ritva: Person
) -> None:
    await a_clients_matter(office)
    said = await report_of(ritva, CODE)
    assert "Maija Esimerkki: katsoi asiakkaan henkilötunnuksen" in said
    assert "Kela: lähetti kysymyksen" in said
    assert "Liisa" not in said
    assert CODE not in said


async def test_the_report_is_of_this_client_only(office: Office, ritva: Person, risto: Person) -> None:
    await a_clients_matter(office)
    await a_clients_matter(office, OTHER_CODE)
    for who in (ritva, risto):
        said = await report_of(who, CODE)
        assert "K-1001" in said
        assert "K-1002" not in said
    assert "Lokissa ei ole tietoja" in await report_of(ritva, "010594-9032")


async def test_a_county_learns_nothing_of_the_clients_matters_elsewhere(office: Office, ritva: Person) -> None:
    await a_clients_matter(office, where="Kotka")
    said = await report_of(ritva, CODE)
    assert "Lokissa ei ole tietoja" in said
    assert "K-1001" not in said


async def test_kela_sees_the_clients_matters_with_every_county(office: Office, risto: Person) -> None:
    await a_clients_matter(office)
    await a_clients_matter(office, where="Kotka")
    said = await report_of(risto, CODE)
    assert "K-1001" in said
    assert "K-1002" in said


async def test_a_colleague_refused_by_the_rules_is_told_but_not_another_organisations(
    office: Office, ritva: Person
) -> None:
    await a_clients_matter(office)
    kalle, stranger = office.contact("Kalle Malli"), office.contact("Harri Hahmotelma")
    await kalle.sends(Press("consultation.reveal", {"consultation": 1001}, "dialog"))
    await stranger.sends(Press("consultation.claim", {"consultation": 1001}, "card"))
    said = await report_of(ritva, CODE)
    assert "Kalle Malli: katsoi asiakkaan henkilötunnuksen" in said
    assert "estetty" in said
    assert "Kymenlaakso" not in said


async def test_the_code_is_kept_nowhere_and_the_report_is_logged_under_the_pseudonym(
    office: Office, ritva: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    await a_clients_matter(office)
    await report_of(ritva, CODE)
    await report_of(ritva, OTHER_CODE)
    stored, logs = await office.everything_stored(), capsys.readouterr()
    assert not [code for code in (CODE, OTHER_CODE) if code in stored + logs.out + logs.err]
    rows = await office.rows("SELECT pseudonym FROM access_log WHERE action = 'client_report' ORDER BY id")
    known = await office.rows("SELECT client_pseudonym FROM consultation")
    assert rows == [*known, ("",)]


async def test_only_two_years_are_told_unless_there_is_a_special_reason(office: Office, ritva: Person) -> None:
    await a_clients_matter(office)
    office.clock.forward(days=732)
    assert "Lokissa ei ole tietoja" in await report_of(ritva, CODE)
    assert "K-1001" in await report_of(ritva, CODE, period="all")
    actions = await office.rows("SELECT action FROM access_log WHERE action LIKE 'client_report%' ORDER BY id")
    assert actions == [("client_report",), ("client_report_older",)]


async def test_the_report_comes_in_the_clients_language(office: Office, ritva: Person) -> None:
    await a_clients_matter(office)
    assert "såg klientens personbeteckning" in await report_of(ritva, CODE, language="sv")


@pytest.mark.parametrize("typed", ["", "010594Y9033", "Maija", "1 or 1=1", "x" * 4_000])
async def test_what_is_no_identity_code_gets_a_sentence_and_no_report(
    office: Office, ritva: Person, typed: str
) -> None:
    await a_clients_matter(office)
    said = await report_of(ritva, typed)
    assert "Henkilötunnus ei ole oikein" in said
    assert "K-1001" not in said
    assert await office.rows("SELECT id FROM access_log WHERE action LIKE 'client_report%'") == []


async def test_a_code_typed_in_the_chat_is_stopped(office: Office, ritva: Person) -> None:
    await ritva.types(f"/loki {CODE}")
    assert "henkilötunnu" in ritva.last.words
    assert CODE not in await office.everything_stored()


async def test_the_log_is_not_read_where_others_see(office: Office, ritva: Person) -> None:
    group = ritva.in_group("19:group@thread.v2")
    await group.types("/loki")
    assert "kahdenkeskisessä" in group.last.words


async def test_the_file_holds_the_same_events_and_its_saving_is_logged(office: Office) -> None:
    office, kept = keeping_files(office)
    ritva = with_role(office, "Ritva Keksitty", "auditor")
    await a_clients_matter(office)
    await report_of(ritva, CODE, language="sv")
    await accept(ritva, offer_of(ritva))
    [content] = kept
    rows = [[cell or "" for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].values]
    assert rows[0] == ["Tid", "Organisation", "Person", "Vad", "Ärende", "Grund", "Resultat"]
    assert ["Maija Esimerkki", "såg klientens personbeteckning", "K-1001"] in [row[2:5] for row in rows]
    assert "Liisa" not in str(rows)
    assert await office.rows("SELECT action FROM access_log WHERE action = 'client_report_file'")


async def test_a_name_that_looks_like_a_formula_is_only_a_text(office: Office) -> None:
    office, kept = keeping_files(office)
    content = office.services.directory.current.content
    renamed = tuple(
        replace(one, name='=HYPERLINK("http://evil.example")') if one.name == "Maija Esimerkki" else one
        for one in content.contacts
    )
    await a_clients_matter(office)
    office.services.directory.current = directory_of(replace(content, contacts=renamed))  # type: ignore[misc]
    ritva = with_role(office, "Ritva Keksitty", "auditor")
    await report_of(ritva, CODE)
    await accept(ritva, offer_of(ritva))
    cells = [cell for row in load_workbook(io.BytesIO(kept[0])).worksheets[0].iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    "forged",
    [
        {"first": "1", "last": "1"}, {"first": "1", "last": "999999"}, {"first": "x"}, {"first": 1}, {},
        {"first": "-1", "last": "4"}, {"first": "9" * 40, "last": "9" * 40}, {"first": "²", "last": "²"},
    ],
    ids=range(8),
)  # fmt: skip
async def test_a_forged_offer_gives_no_file(office: Office, forged: dict[str, object]) -> None:
    office, kept = keeping_files(office)
    ritva = with_role(office, "Ritva Keksitty", "auditor")
    await a_clients_matter(office)
    await report_of(ritva, CODE)
    await accept(ritva, {"verb": "audit.client", **forged})
    assert kept == []
    assert "Raporttia ei enää löydy" in ritva.last.words


async def test_another_auditors_offer_gives_no_file(office: Office) -> None:
    office, kept = keeping_files(office)
    ritva, risto = with_role(office, "Ritva Keksitty", "auditor"), office.contact("Risto Tarkiste")
    await a_clients_matter(office)
    await report_of(ritva, CODE)
    await accept(risto, offer_of(ritva))
    assert kept == []


async def test_a_report_of_nothing_brings_no_rows_of_others(office: Office) -> None:
    """Such a report has no pseudonym; neither have most rows of the log."""
    office, kept = keeping_files(office)
    ritva = with_role(office, "Ritva Keksitty", "auditor")
    await a_clients_matter(office)
    await report_of(ritva, OTHER_CODE)
    number = str((await office.rows("SELECT max(id) FROM access_log"))[0][0])
    await accept(ritva, {"verb": "audit.client", "first": number, "last": number})
    [content] = kept
    times = [row[0] for row in load_workbook(io.BytesIO(content)).worksheets[0].values]
    assert [one for one in times[1:] if one] == [client_report.law_note(texts("fi"))]
