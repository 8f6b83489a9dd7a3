"""Coordinators keep their organisation's contacts by chat; nobody else can."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from openpyxl import Workbook

from bot.turns.turn import Attachment, Message, Press
from bot.upkeep.contacts.contact_import import FILE
from directory.exchange.directory_file import Format, write_file
from directory.graph.found_people import FoundPerson, NotFound
from directory.people.contacts import Contact
from directory.people.part import part_of
from directory.records.changes import put
from directory.records.records import to_records
from directory.stored.store import load_content, save_content
from tests.turns.office import Office, Person, Shown, words_of
from tests.upkeep.conftest import kept_office

__all__ = ["kept_office"]
ADD = "/contact add Maija Uusi, maija.uusi@ekhva.example, Imatra, asumismenot vuokrarästi, puh 05 000 0099 ma-pe 9-10"
HEADINGS = ("Nimi", "Sähköposti", "Kunnat", "Aiheet", "Puhelin")
HETU = "010190-123A"


@pytest.fixture
def ritva(kept_office: Office) -> Person:
    return kept_office.contact("Ritva Keksitty")


@pytest.fixture
def kalle(kept_office: Office) -> Person:
    return kept_office.contact("Kalle Malli")


@pytest.fixture
def harri(kept_office: Office) -> Person:
    return kept_office.contact("Harri Hahmotelma")


def contacts(office: Office, organisation: str = "11") -> dict[str, Contact]:
    content = office.services.directory.current.content
    return {one.name: one for one in content.contacts if one.organisation == organisation}


def inputs(shown: Shown) -> dict[str, str]:
    """What the card's fields hold, as a client sends them: without those that are empty."""
    return {str(one["id"]): str(one["value"]) for one in _inputs(shown.card) if one.get("value")}


def _inputs(part: object) -> Iterator[Mapping[str, object]]:
    if isinstance(part, dict):
        if str(part.get("type", "")).startswith("Input."):
            yield part
        for value in part.values():
            yield from _inputs(value)
    elif isinstance(part, list):
        for value in part:
            yield from _inputs(value)


def data_of(shown: Shown) -> dict[str, object]:
    """What the card's only button carries."""
    actions = shown.card["actions"]
    assert isinstance(actions, list)
    return dict(actions[0]["data"])


def row(number: int, **other: str) -> tuple[str, ...]:
    values = {"Nimi": f"Henkilö {number:03}", "Sähköposti": f"henkilo{number:03}@ekhva.example", "Kunnat": "Imatra"}
    return tuple((values | {"Aiheet": "asumismenot", "Puhelin": "05 000 0100"} | other)[name] for name in HEADINGS)


async def pastes(person: Person, rows: Sequence[tuple[str, ...]], words: str = "") -> Shown:
    await person.does("message", Message(words, table=(HEADINGS, *rows)))
    return person.last


def xlsx(rows: Sequence[tuple[str, ...]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Taulukko1")
    for one in (HEADINGS, *rows):
        sheet.append(one)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def giving(office: Office, content: bytes) -> Office:
    """The same office, with this file behind every attachment."""

    async def fetch(_: Attachment) -> bytes:
        return content

    return office.having(replace(office.services, fetch_file=fetch))


async def sends(person: Person, office: Office, content: bytes, name: str = "lista.xlsx") -> Shown:
    other = replace(person, office=giving(office, content))
    await other.types("", Attachment(name, FILE, "https://files.example/1"))
    return other.last


async def test_a_typed_line_becomes_a_filled_form_and_hyvaksy_stores_it(kept_office: Office, ritva: Person) -> None:
    await ritva.types(ADD)
    form = ritva.last
    for words in ("Maija Uusi", "maija.uusi@ekhva.example", "Imatra", "Asumismenot", "05 000 0099", "ma-pe 9-10"):
        assert words in form.words, words
    assert "Maija Uusi" not in contacts(kept_office)
    answer = await ritva.presses(form, "contact.save", **inputs(form))
    assert "Tallennettu" in words_of(answer)
    made = contacts(kept_office)["Maija Uusi"]
    assert (made.municipalities, made.topics) == (("153",), ("asumismenot", "vuokrarasti-haato"))
    assert (made.areas, made.phone, made.organisation) == (("11",), "05 000 0099", "11")


async def test_a_form_accepted_twice_makes_one_contact(kept_office: Office, ritva: Person) -> None:
    await ritva.types(ADD)
    form = ritva.last
    press = Press("contact.save", {**data_of(form), **inputs(form)}, "card")
    await ritva.sends(press)
    assert "jo näin" in words_of(await ritva.sends(press))
    content = kept_office.services.directory.current.content
    assert [one.name for one in content.contacts].count("Maija Uusi") == 1


async def elsewhere(office: Office, contact: Contact) -> None:
    """Stores the contact as another process does: this one has not read the directory again yet."""
    async with office.services.database.write() as connection:
        await save_content(connection, put(await load_content(connection), contact))


async def test_what_another_process_has_changed_meanwhile_is_not_taken_back(kept_office: Office, ritva: Person) -> None:
    await ritva.types("/contact edit Maija Esimerkki, title Johtava ohjaaja")
    form, maija = ritva.last, contacts(kept_office)["Maija Esimerkki"]
    await elsewhere(kept_office, replace(maija, phone="05 000 0444"))
    answer = words_of(await ritva.presses(form, "contact.save", **inputs(form)))
    table = await pastes(
        ritva, [("Maija Esimerkki", "maija.esimerkki@ekhva.example", "", "asumismenot", "05 000 0555")]
    )
    await elsewhere(kept_office, replace(maija, phone="05 000 0444", title="Ohjaaja"))
    accepted = words_of(await ritva.presses(table, "change.decide", step="accept"))
    assert "tietoja on muutettu" in answer.casefold()
    assert "tietoja on muutettu" in accepted.casefold()
    assert await kept_office.rows("SELECT phone FROM contact WHERE id = '11-01'") == [("05 000 0444",)]
    assert await kept_office.rows("SELECT 1 FROM directory_change WHERE state = 'done'") == []


async def test_a_form_with_mistakes_says_which_and_keeps_what_was_typed(kept_office: Office, ritva: Person) -> None:
    await ritva.types(ADD)
    form = ritva.last
    wrong = {"places": "Imatra, Imarta", "phone_hours": "joskus", "email": "maija"}
    answer = words_of(await ritva.presses(form, "contact.save", **{**inputs(form), **wrong}))
    for words in ("Kuntaa Imarta ei ole", "Tarkoitettiinko: Imatra", "joskus", "maija"):
        assert words in answer, words
    assert "Maija Uusi" not in contacts(kept_office)


@pytest.mark.parametrize("field", ["name", "title", "skills", "why", "places"])
async def test_an_identity_code_in_any_field_stores_nothing(kept_office: Office, ritva: Person, field: str) -> None:
    await ritva.types(ADD)
    form = ritva.last
    answer = words_of(await ritva.presses(form, "contact.save", **{**inputs(form), field: f"x {HETU}"}))
    assert "henkilötunnus" in answer
    assert HETU not in answer
    assert HETU not in await kept_office.everything_stored()
    assert "Maija Uusi" not in contacts(kept_office)


async def test_the_same_address_twice_is_refused_or_taken_for_the_same_person(
    kept_office: Office, ritva: Person
) -> None:
    await ritva.types("/yhteys lisää Maija Toinen, maija.esimerkki@ekhva.example")
    assert "jo hakemistossa" in ritva.last.words
    await ritva.types(ADD)
    form = ritva.last
    answer = await ritva.presses(form, "contact.save", **{**inputs(form), "email": "kalle.malli@ekhva.example"})
    assert "kahdella" in words_of(answer)


async def test_an_edit_changes_only_what_was_typed(kept_office: Office, ritva: Person) -> None:
    before = contacts(kept_office)["Maija Esimerkki"]
    await ritva.types("/yhteys muuta Maija Esimerkki, puh 05 000 0777")
    form = ritva.last
    answer = words_of(await ritva.presses(form, "contact.save", **inputs(form)))
    after = contacts(kept_office)["Maija Esimerkki"]
    assert after == replace(before, phone="05 000 0777")
    assert before.phone in answer
    assert "05 000 0777" in answer


async def test_fields_that_were_emptied_are_empty(kept_office: Office, ritva: Person) -> None:
    before = contacts(kept_office)["Maija Esimerkki"]
    await ritva.types("/yhteys muuta Maija Esimerkki")
    left = {name: value for name, value in inputs(ritva.last).items() if name not in {"phone", "topics", "deputy"}}
    await ritva.presses(ritva.last, "contact.save", **left)
    assert contacts(kept_office)["Maija Esimerkki"] == replace(before, phone="", topics=(), deputy_id="")


async def test_a_form_opened_before_somebody_elses_change_does_not_overwrite_it(
    kept_office: Office, ritva: Person, kalle: Person
) -> None:
    await ritva.types("/contact edit Maija Esimerkki, puh 05 000 0777")
    stale = ritva.last
    await kalle.types("/contact edit Maija Esimerkki, nimike: Johtava sosiaaliohjaaja")
    form = kalle.last
    await kalle.presses(form, "contact.save", **inputs(form))
    answer = words_of(await ritva.presses(stale, "contact.save", **inputs(stale)))
    assert "muutettu lomakkeen avaamisen jälkeen" in answer
    assert contacts(kept_office)["Maija Esimerkki"].title == "Johtava sosiaaliohjaaja"


async def test_removing_tells_first_what_hangs_on_the_person(kept_office: Office, ritva: Person) -> None:
    await ritva.types("/yhteys poista Otto Testi")
    assert "Sari Kokeilu" in ritva.last.words
    await ritva.presses(ritva.last, "contact.save", why="siirtyi muihin tehtäviin")
    assert "Otto Testi" not in contacts(kept_office)
    assert contacts(kept_office)["Sari Kokeilu"].deputy_id == ""
    await ritva.types("/kumoa")
    answer = await ritva.presses(ritva.last, "change.decide")
    assert "Kumottu" in words_of(answer)
    assert "Otto Testi" in contacts(kept_office)
    await ritva.types("/historia otto")
    assert "siirtyi muihin tehtäviin" in ritva.last.words


async def test_the_list_is_searched_and_shows_one_person(ritva: Person) -> None:
    await ritva.types("/contact list")
    assert "Maija Esimerkki" in ritva.last.words
    await ritva.types("/yhteys Kalle")
    assert "kalle.malli@ekhva.example" in ritva.last.words
    await ritva.types("/kontakt lista Imatra")
    assert "Kalle Malli" in ritva.last.words


async def test_a_pasted_table_is_shown_and_stored_only_when_accepted(kept_office: Office, ritva: Person) -> None:
    card = await pastes(ritva, [row(1), ("Maija Esimerkki", "", "Lappeenranta", "", "05 000 0555")])
    for words in ("uusia 1", "Henkilö 001", "05 000 0555", "Mitään ei ole vielä tallennettu"):
        assert words.lower() in card.words.lower(), words
    assert "Henkilö 001" not in contacts(kept_office)
    await ritva.presses(card, "change.decide")
    assert contacts(kept_office)["Henkilö 001"].topics == ("asumismenot",)
    assert contacts(kept_office)["Maija Esimerkki"].phone == "05 000 0555"


async def test_three_hundred_rows_with_seven_bad_ones(kept_office: Office, ritva: Person) -> None:
    bad = [
        row(1, Kunnat="Olematon"),
        row(2, Sähköposti="ei-osoite"),
        row(3, Aiheet="hölynpöly"),
        row(4, Kunnat="Helsinki"),
        row(5, Aiheet=f"asiakas {HETU}"),
        row(6, Sähköposti="henkilo007@ekhva.example"),
        row(8, Nimi=""),
    ]
    rows = [*bad, row(7), *(row(number) for number in range(9, 301))]
    card = await sends(ritva, kept_office, xlsx(rows))
    assert "Korjattavia rivejä 7, virheettömiä 293" in card.words
    assert HETU not in card.words
    assert len(str(card.activity).encode()) < 28_000
    assert "Henkilö 010" not in contacts(kept_office)
    await ritva.presses(card, "change.decide", step="accept")
    assert len([name for name in contacts(kept_office) if name.startswith("Henkilö")]) == 293
    assert HETU not in await kept_office.everything_stored()
    await ritva.types("/undo")
    await ritva.presses(ritva.last, "change.decide", step="undo")
    assert not [name for name in contacts(kept_office) if name.startswith("Henkilö")]
    await ritva.types("/history")
    assert "kumottu" in ritva.last.words


async def test_pages_of_a_long_change_stay_small(kept_office: Office, ritva: Person) -> None:
    card = await pastes(ritva, [row(number) for number in range(40)])
    answer = await ritva.sends(Press("change.decide", {"change": 1, "step": "page", "first": 8}, "card", card.id))
    assert "Henkilö 012" in words_of(answer)
    assert "Henkilö 006" not in words_of(answer)


async def test_a_table_as_the_whole_list_needs_a_second_coordinator(
    kept_office: Office, ritva: Person, kalle: Person
) -> None:
    for number in range(6):
        await pastes(ritva, [row(number)])
        await ritva.presses(ritva.last, "change.decide")
    known = contacts(kept_office)
    keep = [(one.name, one.email, "", "", one.phone) for name, one in known.items() if not name.startswith("Henkilö")]
    card = await pastes(ritva, [*keep, row(99)])
    assert "Poista ne, joita taulukossa ei ole: 6" in card.words
    answer = words_of(await ritva.presses(card, "change.decide", remove_missing="true"))
    assert "Odottaa toisen hakemistovastaavan" in answer
    assert "Henkilö 000" in contacts(kept_office)
    asked = kalle.card_of("change.decide")
    assert "pyytää toisen hakemistovastaavan hyväksynnän" in asked.words
    refused = await ritva.presses(ritva.card_of("change.decide"), "change.decide", step="accept")
    assert "toisen hakemistovastaavan" in words_of(refused)
    accepted = await kalle.presses(asked, "change.decide", step="accept")
    assert "Voimassa" in words_of(accepted)
    assert "Henkilö 000" not in contacts(kept_office)
    assert "Henkilö 099" in contacts(kept_office)
    assert any("Kalle Malli hyväksyi muutoksen" in one.words for one in ritva.sees())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("lista.docx", b"x", "CSV- tai XLSX"),
        ("lista.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "salasana"),
        ("lista.xlsx", b"PK\x03\x04rikki", "ei voitu lukea"),
        ("lista.csv", "nimi;sähköposti\n".encode("utf-16"), "ei ole rivejä"),
        ("lista.xlsx", b"<!DOCTYPE html><html><body>Kirjaudu</body></html>", "verkkosivu"),
        ("lista.csv", b"\r\n<html><body>Kirjaudu</body></html>", "verkkosivu"),
        ("lista.csv", b"a;b\n1;2\n", "tunnetut otsikot"),
        ("lista.csv", b"nimi;s\xc3\xa4hk\xc3\xb6posti\n", "ei ole rivej"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why(
    kept_office: Office, ritva: Person, name: str, content: bytes, words: str
) -> None:
    assert words in (await sends(ritva, kept_office, content, name)).words


@pytest.mark.parametrize("name", ["lista.xls", "lista.ods"])
async def test_a_table_in_another_format_is_told_so_also_beside_words(
    kept_office: Office, ritva: Person, name: str
) -> None:
    await replace(ritva, office=giving(kept_office, b"x")).types(
        "tässä taulukko", Attachment(name, FILE, "https://files.example/1")
    )
    assert "CSV- tai XLSX" in ritva.last.words


async def test_the_offered_file_is_what_an_import_reads_as_no_change(kept_office: Office, ritva: Person) -> None:
    await ritva.types("/contact export csv")
    kinds: tuple[Format, ...] = ("csv", "xlsx")
    for kind in kinds:
        content = write_file(to_records(part_of(kept_office.services.directory.current.content, "11")), kind)
        assert "jo näin" in (await sends(ritva, kept_office, content, f"lista.{kind}")).words


@pytest.mark.parametrize(
    "line", ["/contact add Uusi Nimi", "/contact list", "/contact remove Maija", "/undo", "/history", "/contact export"]
)
async def test_whoever_is_not_a_coordinator_is_told_who_is(kept_office: Office, line: str) -> None:
    maija = kept_office.contact("Maija Esimerkki")
    await maija.types(line)
    assert "Ritva Keksitty" in maija.last.words


async def test_a_contact_corrects_only_their_own_details(kept_office: Office) -> None:
    maija = kept_office.contact("Maija Esimerkki")
    await maija.types("/yhteys")
    await maija.presses(maija.last, "contact.show")
    form = maija.last
    assert "places" not in inputs(form)
    more = {"topics": "lääkkeet", "roles": "coordinator", "phone": "05 000 0888"}
    await maija.presses(form, "contact.save", **{**inputs(form), **more})
    after = contacts(kept_office)["Maija Esimerkki"]
    assert (after.phone, after.roles) == ("05 000 0888", ("contact",))
    data = {"contact": "11-02", "seen": "", "step": "save", "phone": "05 000 0999"}
    answer = await maija.sends(Press("contact.save", data, "card"))
    assert "Ritva Keksitty" in words_of(answer)


async def test_another_countys_coordinator_neither_sees_nor_changes(
    kept_office: Office, ritva: Person, harri: Person
) -> None:
    await harri.types("/contact show Maija Esimerkki")
    assert "maija.esimerkki@ekhva.example" not in harri.last.words
    await ritva.types("/contact edit Maija Esimerkki")
    form = ritva.last
    answer = await harri.presses(form, "contact.save", **inputs(form))
    assert "omassa organisaatiossa" in words_of(answer)
    shown = await pastes(harri, [("Maija Esimerkki", "maija.esimerkki@ekhva.example", "Imatra", "", "")])
    assert "ei ole yhteyshenkilön alueilla" in shown.words
    await pastes(ritva, [row(1)])
    await ritva.presses(ritva.last, "change.decide")
    for step in ("accept", "undo", "page", "drop"):
        answer = await harri.sends(Press("change.decide", {"change": 1, "step": step}, "card"))
        assert "M-1" in words_of(answer), step
        assert "Henkilö" not in words_of(answer), step
    await harri.types("/history")
    assert "Henkilö" not in harri.last.words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (FoundPerson("00000000-0000-4000-8000-0000000000aa", "Maija Uusi", "maija.uusi@ekhva.example"), "Maija Uusi"),
        ("not_found", "ei löytynyt organisaation omasta hakemistosta"),
        ("no_consent", "ei ole sallinut"),
        ("unreachable", "ei vastannut"),
    ],
)
async def test_the_form_says_whom_the_organisations_directory_knows(
    kept_office: Office, ritva: Person, found: FoundPerson | NotFound, words: str
) -> None:
    async def find(_tenant: str, _email: str) -> FoundPerson | NotFound:
        return found

    asking = replace(ritva, office=kept_office.having(replace(kept_office.services, find_person=find)))
    await asking.types(ADD)
    form = asking.last
    assert words in form.words
    await asking.presses(form, "contact.save", **inputs(form))
    expected = found.aad_object_id if isinstance(found, FoundPerson) else ""
    assert contacts(kept_office)["Maija Uusi"].aad_object_id == expected


async def test_a_change_with_something_on_top_is_not_undone(kept_office: Office, ritva: Person) -> None:
    for number in ("05 000 0701", "05 000 0702"):
        await ritva.types(f"/contact edit Maija Esimerkki, puh {number}")
        form = ritva.last
        await ritva.presses(form, "contact.save", **inputs(form))
    await ritva.types("/kumoa M-1")
    answer = words_of(await ritva.presses(ritva.last, "change.decide", step="undo"))
    assert "Maija Esimerkki" in answer
    assert contacts(kept_office)["Maija Esimerkki"].phone == "05 000 0702"
    for line, words in (("/kumoa M-99", "M-99"), ("/kumoa kaikki", "/kumoa M-12"), ("/undo", "Kumotaanko")):
        await ritva.types(line)
        assert words in ritva.last.words, line


async def test_a_rejected_table_changes_nothing_and_cannot_be_accepted_later(
    kept_office: Office, ritva: Person
) -> None:
    card = await pastes(ritva, [row(1)])
    await ritva.presses(card, "change.decide", step="drop")
    refused = await ritva.sends(Press("change.decide", {"change": 1, "step": "accept"}, "card", card.id))
    assert "M-1" in words_of(refused)
    assert "Henkilö 001" not in contacts(kept_office)


async def test_a_line_with_a_file_that_is_no_table_stays_a_line(kept_office: Office, ritva: Person) -> None:
    await ritva.types("katso tämä", Attachment("kuva.png", FILE, "https://files.example/1"))
    assert "CSV" not in ritva.last.words


@pytest.mark.parametrize("locale", ["sv-FI", "en-GB"])
async def test_a_coordinator_is_answered_in_their_language(ritva: Person, locale: str) -> None:
    speaking = ritva.speaking(locale)
    await speaking.types("/kontakt lägg till Maija Ny, maija.ny@ekhva.example, Imatra, boendeutgifter, tfn 05 000 0099")
    assert {"sv-FI": "Godkänn", "en-GB": "Accept"}[locale] in speaking.last.words
    assert {"sv-FI": "Boendeutgifter", "en-GB": "Housing costs"}[locale] in speaking.last.words
