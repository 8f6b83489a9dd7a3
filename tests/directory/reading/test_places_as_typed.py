"""Places as they are clipped and slipped in a hurry, those who live in them, and Kela misspelt."""

import pytest

from directory.reading.reader import Reader


@pytest.mark.parametrize(
    ("typed", "area", "municipality"),
    [
        ("jyväsk.", "15", "179"),
        ("Seinäj", "16", "743"),
        ("rovan.", "21", "698"),
        ("kirkkon", "03", "257"),
        ("hämeenl.", "07", "109"),
        ("savonl", "12", "740"),
        ("kymenl.", "10", ""),
        ("pirkanm", "08", ""),
        ("pohj.karj.", "14", ""),
        ("et-savo", "12", ""),
        ("etelä-pohj.", "16", ""),
        ("pohj. pohjanm", "19", ""),
        ("päij-häme", "09", ""),
        ("mänttä-v", "08", "508"),
        ("vanta", "04", "092"),
    ],
)
def test_a_name_that_is_only_begun_is_the_one_that_begins_so(
    reader: Reader, typed: str, area: str, municipality: str
) -> None:
    read = reader.read(f"{typed} sähkölasku")
    assert (read.status, read.area, read.municipality, read.topic) == ("ok", area, municipality, "sahkolasku")


@pytest.mark.parametrize("typed", ["kirkko", "seinä", "kangas", "kontio", "järven", "pitkä", "ilma"])
def test_a_word_that_ends_where_a_compound_name_is_joined_is_that_word(reader: Reader, typed: str) -> None:
    assert reader.read(f"{typed} sähkölasku").status == "unknown"


@pytest.mark.parametrize(
    ("typed", "options"),
    [("pyhäj", {"626", "625"}), ("por.", set()), ("nakki", {"531"})],
)
def test_a_short_beginning_is_asked_about_or_left(reader: Reader, typed: str, options: set[str]) -> None:
    read = reader.read(f"asiakkaan {typed} sähkölasku")
    assert read.status == ("ambiguous" if options else "unknown")
    assert {option.municipality for option in read.alternatives if option.municipality} == options


def test_a_place_that_is_only_begun_gives_way_to_one_that_is_written(reader: Reader) -> None:
    read = reader.read("Kuopio sähkölasku, jyväsk.")
    assert (read.status, read.municipality) == ("ok", "297")


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("kainuulaisen", "20"),
        ("pohjoiskarjalainen", "14"),
        ("keski-suomalaisen", "15"),
        ("eteläpohjalaiselle", "16"),
        ("kantahämäläisellä", "07"),
        ("itäuusmaalaisen", "01"),
    ],
)
def test_whoever_lives_in_a_region_tells_the_county(reader: Reader, typed: str, area: str) -> None:
    read = reader.read(f"{typed} lausunto")
    assert (read.status, read.area) == ("ok", area)


@pytest.mark.parametrize("typed", ["Savolainen", "Karjalainen", "Hämäläinen", "Pohjalainen", "Joel Pohjalainen"])
def test_a_surname_after_a_part_of_the_country_is_no_place(reader: Reader, typed: str) -> None:
    assert reader.read(f"{typed} lausunto").status == "unknown"


@pytest.mark.parametrize("typed", ["lappeenrantalai", "lappeenrantalais", "lappeenrantalaise"])
def test_a_resident_cut_off_is_a_resident(reader: Reader, typed: str) -> None:
    assert reader.read(f"{typed} lausunto").municipality == "405"


@pytest.mark.parametrize("typed", ["kealn", "klea", "kelq", "Kleasta", "kelall"])
def test_kela_is_known_misspelt(reader: Reader, typed: str) -> None:
    read = reader.read(f"{typed} tarkistuspyyntö")
    assert (read.status, read.area, read.names_kela) == ("ok", "KELA", True)


@pytest.mark.parametrize("typed", ["kala", "kello", "kelmi", "keli", "kellä", "kesä", "keila", "kelta"])
def test_words_like_kela_are_not_kela(reader: Reader, typed: str) -> None:
    assert not reader.read(f"{typed} tarkistuspyyntö").names_kela


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("eno ja täti Kuopiossa, edunvalvonta", "297"),
        ("enolta lainannut rahaa, velat Turku", "853"),
        ("saari ja mökki Imatralla, raha-asiat", "153"),
        ("Enossa lausunto", "167"),
        ("Eno lausunto", "167"),
    ],
)
def test_a_noun_that_is_an_old_municipality_is_the_noun_beside_a_place(
    reader: Reader, text: str, municipality: str
) -> None:
    read = reader.read(text)
    assert (read.status, read.municipality) == ("ok", municipality)


@pytest.mark.parametrize("text", ["enolla asuu, vuokra", "eno kuoli, hautauskulut", "saarella mökki, velat"])
def test_a_noun_in_a_sentence_is_never_an_old_municipality_with_certainty(reader: Reader, text: str) -> None:
    assert reader.read(text).status != "ok"


@pytest.mark.parametrize("said", ["haluaa kuolla", "voiko hänelle soitella", "sai kaksi päätöstä"])
def test_what_sounds_like_a_place_leaves_the_one_that_was_named(reader: Reader, said: str) -> None:
    read = reader.read(f"Espoossa asiakas {said}")
    assert (read.status, read.municipality) == ("ok", "049")


@pytest.mark.parametrize("said", ["veli uhkaa", "mikä kestää", "millä perusteella", "mikä peruste"])
def test_a_word_that_is_a_name_only_without_its_marks_makes_no_surname_of_a_place(reader: Reader, said: str) -> None:
    """Mika is a first name, *mikä* is not; *veli* is a brother before it is anybody's name."""
    assert reader.read(f"Imatra {said}").municipality == "153"
