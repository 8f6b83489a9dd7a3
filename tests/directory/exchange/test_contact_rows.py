"""Contacts as people write them: a table with some columns, a line in any order, and what a change of them says."""

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from config.texts import LANGUAGES, Language, texts
from directory.exchange.column_matching import field_called
from directory.exchange.contact_rows import Ground
from directory.exchange.directory_file import from_table, read_file, to_csv, to_xlsx
from directory.exchange.one_line import read_line
from directory.exchange.readable import readable
from directory.exchange.table_import import TableImport, plan_table
from directory.exchange.workbooks import ExchangeError
from directory.exchange.written_names import Names, Places
from directory.people.contacts import ROLES, Absence, Contact, DirectoryContent
from directory.people.part import part_of
from directory.records.changes import Edit, applied, difference, put, undone
from directory.records.contradictions import find_contradictions
from directory.records.diffing import Wordbook, counts
from directory.records.field_wording import field_words, role_words
from directory.records.fields import Fault
from directory.records.problem_wording import problem_words
from directory.records.records import FIELDS, in_order, to_records
from directory.stored.sample import sample_content
from tests.directory.sample_people import EKHVA, KELA, KYMENHVA, contact
from tests.known import READER, REFERENCE

NAMES = Names(REFERENCE, READER)
MAIJA = contact("11-01", name="Maija Esimerkki", email="maija@ekhva.example", phone="05 000 0001")
KALLE = contact("11-02", name="Kalle Malli", email="kalle@ekhva.example", deputy_id="11-01")
KNOWN = in_order(
    DirectoryContent((KELA, EKHVA, KYMENHVA), (MAIJA, KALLE, contact("10-01", organisation="10", areas=("10",))))
)
IN_LEMI = replace(MAIJA, municipalities=("416",))
GROUND = Ground(KNOWN, EKHVA, NAMES, lambda: f"11-{random.getrandbits(32):08x}")


def plan(*rows: Sequence[str], ground: Ground = GROUND) -> TableImport:
    return plan_table(from_table(rows), ground)


def faults(found: TableImport) -> set[tuple[int, str, Fault]]:
    return {(one.row, one.column, one.fault) for one in found.problems}


def only(found: TableImport) -> Contact:
    (one,) = found.items
    assert isinstance(one, Contact)
    return one


@pytest.mark.parametrize(
    "written", ["Lappeenranta, Imatra", "Imatra|Lappeenranta", "Imatra ja Lappeenranta", "Imatra; 405"]
)
def test_each_of_several_municipalities_of_one_county_is_kept(written: str) -> None:
    assert NAMES.places(written) == Places(("11",), NAMES.places(written).municipalities)
    assert sorted(NAMES.places(written).municipalities) == ["153", "405"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_read_by_the_word_that_cards_show(role: str, language: Language) -> None:
    assert NAMES.roles(role_words(role, texts(language))).known == (role,)


@pytest.mark.parametrize("word", ["ylläpitäjä", "hakemiston ylläpitäjä", "Hakemistovastaava"])
def test_an_older_table_still_makes_a_coordinator(word: str) -> None:
    assert NAMES.roles(word).known == ("coordinator",)


@pytest.mark.parametrize(
    "headings",
    [
        ("Nimi", "Sähköposti", "Kunnat", "Aiheet", "Puhelinaika"),
        ("Namn", "E-post", "Kommuner", "Ämnen", "Telefontid"),
        ("Name", "E-mail", "Municipalities", "Topics", "Telephone hours"),
        ("name", "email", "municipalities", "topics", "phone_hours"),
    ],
    ids=["fi", "sv", "en", "export"],
)
def test_headings_in_three_languages(headings: tuple[str, ...]) -> None:
    made = only(
        plan(headings, ("Uusi", "uusi@ekhva.example", "Imatra; Lappeenranta", "asumismenot", "arkisin klo 9–10"))
    )
    assert (made.name, made.municipalities, made.topics) == ("Uusi", ("153", "405"), ("asumismenot",))
    assert made.phone_hours is not None
    assert made.areas == ("11",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_may_have_the_name_that_people_are_shown(language: Language) -> None:
    shown = {name: field_words(name, texts(language)) for name in FIELDS["contacts"]}
    assert {name: field_called(words) for name, words in shown.items()} == {
        name: "deputy" if name == "deputy_id" else name for name in shown
    }


def test_columns_that_are_not_there_stay_as_they_are_and_empty_cells_empty() -> None:
    assert only(plan(("Sähköposti", "Paikkakunta"), ("MAIJA@ekhva.example", "Imatra"))) == replace(
        MAIJA, place="Imatra"
    )
    assert only(plan(("Nimi", "Puhelin"), ("maija esimerkki", ""))) == replace(MAIJA, phone="")


def test_rows_above_the_headings_are_passed_over_and_first_and_last_names_join() -> None:
    made = only(plan(("Yhteyshenkilöt 2026", ""), ("Etunimi", "Sukunimi"), ("Uusi", "Henkilö")))
    assert made.name == "Uusi Henkilö"


def test_a_deputy_is_named_also_when_new_in_the_same_table() -> None:
    found = plan(("Nimi", "Sijainen"), ("Uusi Yksi", "Uusi Kaksi"), ("Uusi Kaksi", "kalle@ekhva.example"))
    by_name = {one.name: one for one in found.items if isinstance(one, Contact)}
    assert by_name["Uusi Yksi"].deputy_id == by_name["Uusi Kaksi"].id
    assert by_name["Uusi Kaksi"].deputy_id == "11-02"


def test_every_bad_row_is_told_and_the_others_are_left() -> None:
    found = plan(
        ("Nimi", "Sähköposti", "Kunnat", "Aiheet", "Sijainen", "Organisaatio", "Rooli", "Väri"),
        ("Hyvä", "hyva@ekhva.example", "Imatra", "lääkkeet", "", "Etelä-Karjala", "", ""),
        ("A", "a@ekhva.example", "Imarta", "", "", "", "", ""),
        ("B", "b@ekhva.example", "Helsinki", "", "", "", "", ""),
        ("C", "c@ekhva.example", "", "hölynpöly", "", "", "", ""),
        ("D", "d@ekhva.example", "", "", "Tuntematon", "", "", ""),
        ("E", "e@ekhva.example", "", "", "", "10", "", ""),
        ("F", "f@ekhva.example", "", "", "", "", "tarkastaja", ""),
        ("G", "g@ekhva.example", "", "", "", "", "", "sininen"),
        ("H", "kalle@ekhva.example", "", "", "", "", "", ""),
        ("Maija Esimerkki", "kalle@ekhva.example", "", "", "", "", "", ""),
        ("I 010190-123A", "i@ekhva.example", "", "", "", "", "", ""),
    )
    told = faults(found)
    for one in (
        (3, "municipalities", "unknown_municipality"),
        (4, "municipalities", "municipality_elsewhere"),
        (5, "topics", "unknown_topic"),
        (6, "deputy_id", "unknown_contact"),
        (7, "organisation", "of_another_organisation"),
        (0, "väri", "unknown_column"),
        (12, "name", "identity_code"),
    ):
        assert one in told, one
    assert "Hyvä" in {one.name for one in found.items if isinstance(one, Contact)}
    assert found.missing == ()
    words = " ".join(problem_words(one, texts("fi")) for one in found.problems)
    assert "Tarkoitettiinko: Imatra (Etelä-Karjala)?" in words
    assert "010190" not in words


def test_a_wrong_place_is_told_by_name_and_an_unknown_column_once() -> None:
    rows = [(f"Uusi {one}", f"uusi.{one}@ekhva.example", "Helsinki", "sininen") for one in ("Yksi", "Kaksi", "Kolme")]
    found = plan(("Nimi", "Sposti", "Kunta", "Väri"), *rows)
    told = [problem_words(one, texts("fi")) for one in found.problems]
    assert told[0] == "Saraketta väri ei tunneta. Anna sille toinen otsikko tai jätä se pois."
    assert told[1:] == [
        f"Rivi {row}, Uusi {name}, kunnat: Kunta Helsinki ei ole yhteyshenkilön alueilla."
        for row, name in ((2, "Yksi"), (3, "Kaksi"), (4, "Kolme"))
    ]
    assert (found.bad_rows, found.good_rows) == (3, 0)


@pytest.mark.parametrize(
    "code", ["010190-123A", "010190 - 123A", "010190\u2212123A", "0101\u200b90-123A", "010190A123B"]
)
@pytest.mark.parametrize("column", ["Nimi", "Kunnat", "Aiheet", "Sijainen", "Erityisosaaminen", "Muuta"])
def test_an_identity_code_in_any_column_is_told_and_never_repeated(column: str, code: str) -> None:
    cells = {"Nimi": "Uusi", "Sähköposti": "uusi@ekhva.example", column: f"x {code}"}
    found = plan(tuple(cells), tuple(cells.values()))
    assert found.items == ()
    assert "identity_code" in {one.fault for one in found.problems}
    assert not any("123" in f"{one.value}{one.column}{one.hint}" for one in found.problems)


@pytest.mark.parametrize(
    "written",
    [
        "131152/923E",
        "131152.923E",
        "131152_923E",
        "0 1 0 5 9 4 - 9 0 3 2",
        "010514-A904E",
        "13.11.1952 923E",
        "131152 (923E)",
    ],
)
@pytest.mark.parametrize("column", ["Nimi", "Nimike", "Kunnat", "Aiheet", "Erityisosaaminen", "Puhelin"])
def test_a_table_is_searched_for_codes_as_messages_are(column: str, written: str) -> None:
    if column == "Puhelin" and written.startswith("0 1"):
        written = "131152 923E"  # figures alone may be a company's number in a telephone column
    cells = {"Nimi": "Uusi", "Sähköposti": "uusi@ekhva.example", column: f"Ohjaaja {written}"}
    found = plan(tuple(cells), tuple(cells.values()))
    assert found.items == ()
    assert "identity_code" in {one.fault for one in found.problems}


def test_deputies_in_a_circle_and_a_repeated_row_are_left_out() -> None:
    found = plan(("Nimi", "Sijainen"), ("Maija Esimerkki", "Kalle Malli"))
    assert faults(found) == {(2, "deputy_id", "deputy_cycle")}
    found = plan(("Tunnus", "Nimi"), ("11-01", "M"), ("11-01", "N"))
    assert (3, "id", "duplicate_key") in faults(found)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (
            replace(
                put(KNOWN, IN_LEMI, replace(KALLE, deputy_id="")),
                absences=(Absence("11-01", date(2026, 12, 7), date(2026, 12, 11), "11-02"),),
            ),
            "Rivi 3, Kalle Malli: Henkilö on sijainen: Maija Esimerkki 7.12.2026–11.12.2026.",
        ),
        (
            put(KNOWN, replace(IN_LEMI, deputy_id="11-02"), replace(KALLE, deputy_id="")),
            "Rivi 3, Kalle Malli: Henkilö on sijainen: Maija Esimerkki.",
        ),
    ],
    ids=["of an absence", "always"],
)
def test_a_row_that_spoils_somebodys_deputy_never_stops_the_good_rows(known: DirectoryContent, told: str) -> None:
    good = [(f"Uusi {chr(65 + one)}", f"uusi.{one}@ekhva.example", "Imatra") for one in range(9)]
    found = plan(
        ("Nimi", "Sähköposti", "Kunnat"),
        good[0],
        ("Kalle Malli", "kalle@ekhva.example", "Imatra"),
        *good[1:],
        ground=replace(GROUND, content=known),
    )
    assert {one.name for one in found.items if isinstance(one, Contact)} == {name for name, *_ in good}
    (words,) = (problem_words(one, texts("fi")) for one in found.problems)
    assert words.startswith(told)
    for language in LANGUAGES:
        assert "11-0" not in problem_words(found.problems[0], texts(language))


def test_a_contradiction_names_people_not_their_ids() -> None:
    unfit = put(KNOWN, IN_LEMI, replace(KALLE, municipalities=("153",)))
    (told,) = (
        problem_words(replace(one, row=0), texts("fi"))
        for one in find_contradictions(unfit)
        if one.fault == "deputy_unfit"
    )
    assert told.startswith("Kalle Malli: Maija Esimerkki ei voi olla sijainen: ")


def test_another_organisations_contact_is_not_touched() -> None:
    found = plan(("Tunnus", "Nimi"), ("10-01", "Kaapattu"))
    assert faults(found) == {(2, "id", "of_another_organisation")}
    assert found.items == ()


def test_another_countys_area_is_refused_not_dropped() -> None:
    assert faults(plan(("Nimi", "Alueet"), ("Uusi", "Kymsote"))) == {(2, "areas", "area_of_another")}
    assert only(plan(("Nimi", "Alueet"), ("Uusi", "Eksote"))).areas == ("11",)


def test_those_who_are_not_in_a_clean_table_are_told() -> None:
    assert plan(("Nimi", "Puhelin"), ("Kalle Malli", "05 000 0002")).missing == (MAIJA,)


def test_kelas_contacts_get_the_areas_of_their_municipalities() -> None:
    kela = Ground(KNOWN, KELA, NAMES, lambda: "kela-uusi")
    made = only(plan(("Nimi", "Kunnat"), ("Uusi", "Imatra, Kotka"), ground=kela))
    assert (made.areas, made.municipalities) == (("10", "11"), ("153", "285"))
    assert only(plan(("Nimi", "Alueet"), ("Uusi", "Eksote, Kymsote"), ground=kela)).areas == ("10", "11")


def numbered(number: int, **details: Any) -> Contact:
    return replace(contact(f"11-{number:02}", aad_object_id=f"00000000-0000-4000-9000-{number:012}"), **details)


contacts = st.builds(
    numbered,
    st.integers(1, 99),
    title=st.text("abcdefö -=+'", max_size=8).map(str.strip),
    municipalities=st.sets(st.sampled_from(["153", "405", "580"])).map(lambda codes: tuple(sorted(codes))),
    topics=st.sets(st.sampled_from(["asumismenot", "edunvalvonta"])).map(lambda slugs: tuple(sorted(slugs))),
    skills=st.lists(st.text("abcdefg", min_size=1, max_size=5), max_size=2, unique=True).map(tuple),
    languages=st.permutations(("fi", "sv", "en")).map(tuple),
    roles=st.sampled_from([("contact",), ("coordinator",), ("contact", "coordinator")]),
    areas=st.sampled_from([("11",), ()]).filter(bool),
)


@settings(max_examples=20)
@given(st.lists(contacts, max_size=6, unique_by=lambda one: one.id))
def test_an_exported_part_is_read_back_as_no_change(people: list[Contact]) -> None:
    content = DirectoryContent((KELA, EKHVA, KYMENHVA), tuple(people))
    ground = replace(GROUND, content=content)
    for kind in ("csv", "xlsx"):
        written = read_file(_file(content, kind), "csv" if kind == "csv" else "xlsx")
        found = plan_table(written, ground) if people else TableImport()
        assert found.problems == ()
        assert found.changes(content) == ()


def _file(content: DirectoryContent, kind: str) -> bytes:
    records = to_records(part_of(content, "11"))
    return to_csv(records) if kind == "csv" else to_xlsx(records)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_in_words_is_read_back_as_no_change(language: Language) -> None:
    content = sample_content(REFERENCE, date(2026, 11, 24))
    for organisation in content.organisations:
        part = part_of(content, organisation.code)
        names = {one.id: one.name for one in part.contacts}
        book = to_xlsx(*readable(part, Wordbook(REFERENCE, names, language, texts(language))))
        found = plan_table(read_file(book, "xlsx"), Ground(content, organisation, NAMES, lambda: "uusi"))
        assert (found.problems, found.changes(content)) == ((), ()), organisation.code


@settings(max_examples=30)
@given(st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=6))
def test_any_table_gives_rows_or_problems(rows: list[list[str]]) -> None:
    try:
        found = plan_table(from_table(rows), GROUND)
    except ExchangeError:
        return
    assert all(problem_words(one, texts("sv")) for one in found.problems)


@settings(max_examples=30)
@given(st.text(max_size=120))
def test_any_line_is_read(text: str) -> None:
    typed = read_line(text, NAMES)
    assert all(isinstance(name, str) for name in typed.fields)


@pytest.mark.parametrize(
    ("line", "fields", "left"),
    [
        (
            "Maija Uusi, maija.uusi@ekhva.example, Imatra, asumismenot vuokrarästi, puh 05 000 0099 ma-pe 9-10",
            {
                "name": "Maija Uusi",
                "email": "maija.uusi@ekhva.example",
                "places": ["153"],
                "topics": ["asumismenot", "vuokrarasti-haato"],
                "phone": "05 000 0099",
                "phone_hours": "ma-pe 9-10",
            },
            (),
        ),
        (
            "05 000 0099 ma-to 9-15, pe 9-13, sosiaaliohjaaja, Otto Öhman, otto.ohman@x.example, suomi ruotsi",
            {
                "name": "Otto Öhman",
                "email": "otto.ohman@x.example",
                "phone": "05 000 0099",
                "phone_hours": "ma-to 9-15; pe 9-13",
                "title": "sosiaaliohjaaja",
                "languages": ["fi", "sv"],
            },
            (),
        ),
        ("Salla Virtanen, Salla, hölynpöly", {"name": "Salla Virtanen", "places": ["732"]}, ("hölynpöly",)),
        (
            "Anna Ek, ersättare Kalle Malli, titel: socialhandledare",
            {"name": "Anna Ek", "deputy": "Kalle Malli", "title": "socialhandledare"},
            (),
        ),
        (
            "Maija Uusi maija.uusi@ekhva.example Imatra vuokrarästi ma-pe 9-10 05 000 0099",
            {
                "name": "Maija Uusi",
                "email": "maija.uusi@ekhva.example",
                "places": ["153"],
                "topics": ["vuokrarasti-haato"],
                "phone": "05 000 0099",
                "phone_hours": "ma-pe 9-10",
            },
            (),
        ),
        (
            "Maija Uusi, Imatra, sijainen Kalle Malli",
            {"name": "Maija Uusi", "deputy": "Kalle Malli", "places": ["153"]},
            (),
        ),
        (
            "Maija Uusi (s-posti: maija.uusi@ekhva.example)",
            {"name": "Maija Uusi", "email": "maija.uusi@ekhva.example"},
            (),
        ),
        ("Anna Ek, Imatra, poista asumismenot", {"name": "Anna Ek", "places": ["153"]}, ("poista asumismenot",)),
    ],
    ids=["whole", "other-order", "person-and-place", "labels", "no-commas", "no-address", "brackets", "take-away"],
)
def test_a_typed_line_in_any_order(line: str, fields: dict[str, object], left: tuple[str, ...]) -> None:
    typed = read_line(line, NAMES)
    assert (typed.fields, typed.left) == (fields, left)


def test_a_text_longer_than_any_line_is_left_as_it_is() -> None:
    text = "Maija Uusi, Imatra, " * 300
    assert (read_line(text, NAMES).fields, read_line(text, NAMES).left) == ({}, (text,))


def test_a_change_says_what_it_does_in_words_and_can_be_taken_back() -> None:
    after = put(KNOWN, replace(MAIJA, phone="05 000 0555", municipalities=("153",)), contact("11-09", name="Uusi"))
    changes = difference(KNOWN, after)
    words = Wordbook(REFERENCE, {}, "fi", texts("fi"))
    told = {one.title: one for one in map(words.record, changes)}
    assert [(one.name, one.before, one.after) for one in told["Maija Esimerkki"].fields] == [
        ("kunnat", "", "Imatra"),
        ("puhelin", "05 000 0001", "05 000 0555"),
    ]
    assert told["Uusi"].how == "added"
    assert dict(counts(changes)) == {"added": 1, "changed": 1}
    assert applied(after, undone(changes)) == KNOWN
    assert words.record(Edit("contacts", MAIJA, None)).how == "removed"


def test_a_workbook_that_is_damaged_protected_or_a_bomb_is_refused() -> None:
    book = Workbook()
    file = io.BytesIO()
    book.save(file)
    good = file.getvalue()
    chance = random.Random(7)
    for _ in range(25):
        bad = bytearray(good)
        for _ in range(chance.randint(1, 40)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        try:
            read_file(bytes(bad), "xlsx")
        except ExchangeError:
            continue
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (65 * 1024 * 1024))
    with pytest.raises(ExchangeError) as refused:
        read_file(bomb.getvalue(), "xlsx")
    assert refused.value.fault == "file_too_big"
    with pytest.raises(ExchangeError) as refused:
        read_file(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100, "xlsx")
    assert refused.value.fault == "file_protected"
