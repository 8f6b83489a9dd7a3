"""Names, telephone numbers and addresses as people really write them pass; links and markup do not."""

import pytest

from directory.exchange.directory_file import from_csv
from directory.people.contacts import DirectoryContent
from directory.records.field_shapes import LONGEST, holds_markup, is_email, is_name, is_phone
from directory.records.merging import plan_import
from directory.reference import load_reference
from tests.directory.sample_people import EKHVA, KELA

NAMES = [
    "Maija Esimerkki",
    "O'Connor",
    "Sinéad O’Connor",
    "Åsa-Märta Öhman-Ståhl",
    "Sami (Samuel) Korhonen",
    "Nguyễn Thị",
    "Nguye\u0302\u0303n Thi\u0323",
    "d'Artagnan",
    "Mäki, Liisa",
    "J. R. R. Tolkien",
    "J.R.R. Tolkien",
    "Al-Hassan",
    "St. John",
    "St.John Smith",
    "Þórður Guðmundsson",
    "Łukasz Żółć",
    "Søren Kierkegård",
    "Σωκράτης Νικολάου",
    "Анна Иванова",
    "محمد علي",
    "李 小龙",
    "ʻAkau",
    "Martin Luther King Jr.",
    "Heikki Virtanen II",
    'Matti "Masa" Mäki',
    "Jean-Luc de la Tour",
    "Ma. del Carmen Núñez",
    "Kelan palvelu 2",
    "Virtanen/Korhonen",
    "Sosiaalipäivystys & neuvonta",
    "Fi Nguyen",
    "Tran Van Com",
    "Märta af Ax",
    "Ulla-Maija Ääri-Äijälä",
    "Sárá-Máret Ŋuorgu",
    "Nuõrttsaaʹmi Ååʹblmes",
    "C/qaadir Maxamed Xasan",
    "ʿAbd al-Qādir az-Zahrāʾ",
    "مُحَمَّد عَلِيّ",
    "Yuliya Sokolov'eva",
    "Carl-Gustaf Ehrenkrona (f. Dahl)",
    "สมชาย ใจดี",
]
PHONES = [
    "05 000 0001",
    "050 123 4567",
    "+358 50 123 4567",
    "+358 (0)50 123 4567",
    "(09) 123 456",
    "09-123456",
    "0295 020 600",
    "020 634 0200",
    "116 117",
    "112",
    "0400-123456",
    "09/123456",
    "040.123.4567",
    "00358 40 1234567",
    "+46 8 123 456 78",
    "029 020 1402 ext 12",
    "029 020 1402, alanumero 12",
    "08-123 45 67 ankn. 4",
    "puh. 05 000 0001",
    "tel 05 000 0001",
    "0401234567",
    "+358401234567",
    "05–000–0001",
    "016 322 111",
    "p. 040 123 4567",
    "gsm 040 123 4567",
    "vx. 05 000 0001",
    "växel 05 000 0001",
    "020 000 2021 (vaihde)",
    "05 000 0001 (alanumero 12)",
]
EMAILS = [
    "maija.esimerkki@ekhva.example",
    "s.o'connor@kela.fi",
    "päivi.mäki@hyvinvointialue.fi",
    "a@b.fi",
    "x+y@sub.kela.fi",
    "etunimi-s.sukunimi@vakehyva.fi",
    "1234@itauusimaa.fi",
]
TEXTS = [
    "Johtava sosiaalityöntekijä",
    "vs. johtaja (ma-pe)",
    "Aikuissosiaalityö, tiimi 2",
    "Sos.työntekijä",
    "Lappeenranta–Imatra",
    "kansainväliset asiat; EU-koordinaatio",
    "Kela & kunnat",
    "klo 9.30 alkaen",
    "Tiimi A/B",
    "Enheten för vuxna",
    "C1-lupa",
    "100 % työaika",
    "vs.johtaja/ohjaaja (sij.)",
    "Laki 703/2023 § 12",
    "1. krs",
    "R&D; sosiaalityö",
    "Rehabilitering / vuxensocialarbete & unga",
    "Tiimi #3",
]
LINKS = [
    "x](http://evil",
    "[Kela](https://evil.example)",
    "http://evil",
    "HTTPS : //evil",
    "www.evil.example",
    "evil.example",
    "kela.fi.evil.com/x",
    "mailto:x",
    "javascript:alert",
    "<at>Maija</at>",
    "![](x)",
    "`koodi`",
    "Maija {{x}}",
    "a|b",
    "*b*",
    "_i_",
    "Kela\\",
    "<b>x</b>",
    "msteams:/l/chat",
    "//evil/x",
    "evil.top",
    "bit.ly/abc",
    "evil.zip/x",
    "evil.рф",
    "xn--evil-0ra",
    "evil。com",
    "evil｡com",
    "evil．ｃｏｍ",
    "ｗｗｗ.evil",
    "［Kela］（x）",
    "&#91;Kela&#93;",
    "&lbrack;Kela&rpar;",
    "Kela\u3164\u3164",
    "\u2800Kela",
    "Kela" + "\u0301" * 40,
]


@pytest.mark.parametrize("name", NAMES)
def test_real_names_pass(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", [*LINKS, "Maija: Kela", "Maija@kela", "\u202eajiaM", "Maija\nKela", "123", "", "😀"])
def test_what_is_no_name_does_not(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("phone", PHONES)
def test_real_numbers_pass(phone: str) -> None:
    assert is_phone(phone)


@pytest.mark.parametrize(
    "phone",
    [
        *LINKS,
        "05 000](http://evil.example) [1",
        "05 000 0001, 05 000 0002",
        "ei ole",
        "12",
        "0" * 30,
        "tel:050",
        "050a1",
    ],
)
def test_what_is_no_number_does_not(phone: str) -> None:
    assert not is_phone(phone)


@pytest.mark.parametrize("email", EMAILS)
def test_real_addresses_pass(email: str) -> None:
    assert is_email(email)


@pytest.mark.parametrize(
    "email",
    [
        *LINKS,
        "x@evil.example](http://evil",
        "x@evil",
        "x@@a.fi",
        "x y@a.fi",
        "<x@a.fi>",
        "x@a.fi,y@a.fi",
        "x@a..fi",
        "x@-a.fi",
    ],
)
def test_what_is_no_address_does_not(email: str) -> None:
    assert not is_email(email)


@pytest.mark.parametrize("text", TEXTS)
def test_ordinary_titles_and_skills_pass(text: str) -> None:
    assert not holds_markup(text)


@pytest.mark.parametrize("text", LINKS)
def test_links_and_markup_are_found(text: str) -> None:
    assert holds_markup(text)


@pytest.mark.parametrize("part", ["a", "a.", "a-", "0 ", "(", "-", "a@", "a@a.", "’", " ", "."])
def test_a_long_text_is_none_of_them(part: str) -> None:
    text = part * 64_000
    assert len(text) > LONGEST
    assert not any(is_one(text) for is_one in (is_name, is_email, is_phone))
    holds_markup(text)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "http://evil"),
        ("email", "x@evil.example](http://evil"),
        ("phone", "05 000](http://evil.example) [1"),
        *((column, "[Kela](https://evil.example)") for column in ("title", "team", "place", "skills")),
    ],
)
def test_every_field_of_an_imported_contact_is_looked_at(column: str, value: str) -> None:
    fields = {"id": "11-01", "name": "Maija Uusi", "organisation": "11", "tenant_id": EKHVA.tenant_id, "areas": "11"}
    row = {**fields, column: f'"{value}"'}
    records = from_csv(f"{','.join(row)}\n{','.join(row.values())}\n".encode())
    plan = plan_import(records, DirectoryContent((KELA, EKHVA)), load_reference())
    assert [one.column for one in plan.problems] == [column]
