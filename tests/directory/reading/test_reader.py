"""How the reader answers: what it fills, when it asks, and why."""

import pytest

from directory.reading.asked_from import as_asked_by_county
from directory.reading.reader import Reader
from directory.reference import Names, Reference, Topic


def test_an_old_joint_authority_is_todays_county_and_told_by_its_old_name(reader: Reader) -> None:
    reading = reader.read("Eksote asumismenot")
    assert (reading.area, reading.topic, reading.former_name) == ("11", "asumismenot", "Eksote")
    assert reading.place_words == ("eksote",)
    assert reading.topic_words == ("asumismenot",)
    assert reading.confidence == 1


def test_todays_name_is_no_former_name(reader: Reader) -> None:
    assert reader.read("Siun sote lausunto").former_name == ""


def test_a_merged_municipality_leads_to_its_heir(reader: Reader) -> None:
    reading = reader.read("Nastolassa asunnoton")
    assert (reading.area, reading.municipality, reading.former_name) == ("09", "398", "Nastola")


def test_a_merged_municipality_with_two_heirs_is_asked_about(reader: Reader) -> None:
    reading = reader.read("Längelmäki häätö")
    assert reading.status == "ambiguous"
    assert {(option.area, option.municipality) for option in reading.alternatives} == {("15", "182"), ("08", "562")}
    assert {option.why for option in reading.alternatives} == {"former"}


def test_two_places_are_asked_about_with_the_topic_on_each_button(reader: Reader) -> None:
    reading = reader.read("asiakas muuttaa Imatralta Kotkaan")
    assert (reading.status, reading.area, reading.topic) == ("ambiguous", "", "muuttotilanne")
    assert [(option.area, option.municipality) for option in reading.alternatives] == [("11", "153"), ("10", "285")]
    assert {option.topic for option in reading.alternatives} == {"muuttotilanne"}


@pytest.mark.parametrize(
    "text", ["Turku tai Raisio lausunto", "muutti Turusta Raisioon, lausunto", "Raisio/Turku lausunto"]
)
def test_two_municipalities_of_one_area_leave_the_area_certain(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.area, reading.municipality, reading.topic) == ("ok", "05", "", "lausunto")
    assert {(option.area, option.municipality) for option in reading.alternatives} == {("05", "853"), ("05", "680")}


def test_a_name_of_two_places_beside_another_municipality_is_asked_about(reader: Reader) -> None:
    """There is a Pyhäjärvi in Raasepori's county too, but the big one is another county's."""
    assert reader.read("muutto Raasepori Pyhäjärvi lausunto").status == "ambiguous"


def test_two_topics_in_two_municipalities_of_one_area_are_asked_about_in_that_area(reader: Reader) -> None:
    reading = reader.read("Turku ja Raisio, häätö ja päihteet")
    assert (reading.status, reading.area) == ("ambiguous", "05")
    assert {(one.area, one.municipality, one.why) for one in reading.alternatives} == {("05", "", "topic")}
    assert {one.topic for one in reading.alternatives} == {"vuokrarasti-haato", "paihteet"}


def test_two_topics_are_asked_about_with_the_place_on_each_button(reader: Reader) -> None:
    reading = reader.read("Lahti häätö ja päihteet")
    assert (reading.status, reading.municipality, reading.topic) == ("ambiguous", "398", "")
    assert {option.topic for option in reading.alternatives} == {"vuokrarasti-haato", "paihteet"}
    assert {option.municipality for option in reading.alternatives} == {"398"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Pyhtäällä asuva tarvii täydentävää hammashoitoon", "taydentava-toimeentulotuki"),
        ("Kotkassa muuttanut asiakas, vuokrarästi", "vuokrarasti-haato"),
        ("Oulussa huolissaan iäkkäästä", "iakas-asiakas"),
    ],
)
def test_a_circumstance_gives_way_to_the_matter(reader: Reader, text: str, topic: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.topic) == ("ok", topic)


def test_a_region_of_several_areas_is_asked_about(reader: Reader) -> None:
    reading = reader.read("Uusimaa vuokrarästi")
    assert {option.area for option in reading.alternatives} == {"01", "02", "03", "04", "90"}


@pytest.mark.parametrize(("text", "area"), [("Uusimaa Porvoo häätö", "01"), ("Lappi Rovaniemi häätö", "21")])
def test_a_municipality_settles_its_region(reader: Reader, text: str, area: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.area) == ("ok", area)


@pytest.mark.parametrize(
    ("text", "area"),
    [("Lapin hyvinvointialueella häätö", "21"), ("Pohjanmaan hva häätö", "17"), ("Satakunta häätö", "06")],
)
def test_a_countys_own_name_is_no_region(reader: Reader, text: str, area: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.area) == ("ok", area)


def test_a_county_and_its_municipality_are_one_place(reader: Reader) -> None:
    reading = reader.read("Eksote Imatra asumismenot")
    assert (reading.status, reading.area, reading.municipality) == ("ok", "11", "153")


def test_a_county_and_anothers_municipality_are_two(reader: Reader) -> None:
    assert reader.read("Eksote Kotka asumismenot").status == "ambiguous"


def test_kela_itself_is_a_place(reader: Reader) -> None:
    assert reader.read("Kela lääkkeet").area == "KELA"
    assert reader.read("Kelan päätöksestä huolissaan Kotkassa").area == "10"


def test_aland_is_told_apart(reader: Reader) -> None:
    reading = reader.read("Mariehamn hyresskuld")
    assert (reading.status, reading.area, reading.municipality) == ("ok", "AX", "478")


def test_what_is_missing_stays_empty(reader: Reader) -> None:
    place, topic = reader.read("Lappeenranta"), reader.read("häätö")
    assert (place.status, place.municipality, place.topic) == ("ok", "405", "")
    assert (topic.status, topic.area, topic.topic) == ("unknown", "", "vuokrarasti-haato")


@pytest.mark.parametrize("text", ["Salla Virtanen häätö", "Simo Lahti häätö", "Salo Laura häätö", "Kirsi Aura häätö"])
def test_a_person_is_no_municipality(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.topic, reading.names_a_person) == ("unknown", "vuokrarasti-haato", True)


def test_somebody_by_name_in_a_place_leaves_the_place(reader: Reader) -> None:
    reading = reader.read("Salla Virtanen Sallassa, häätö")
    assert (reading.status, reading.municipality, reading.names_a_person) == ("ok", "732", True)


@pytest.mark.parametrize("text", ["Tukholmassa häätö", "Göteborg hyresskuld", "Tallinn eviction"])
def test_a_place_abroad_is_unknown_and_said_so(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.outside_finland) == ("unknown", True)


def test_a_guess_is_owned_up_to(reader: Reader) -> None:
    reading = reader.read("lapeenrata asumismnot")
    assert (reading.municipality, reading.topic, reading.guessed) == ("405", "asumismenot", True)
    assert reading.confidence < 1


def test_a_short_name_badly_misspelt_is_asked_about(reader: Reader) -> None:
    reading = reader.read("inai asumismenot")
    assert reading.status == "ambiguous"
    assert [(option.municipality, option.why) for option in reading.alternatives] == [("148", "spelling")]


@pytest.mark.parametrize(
    "text", ["asiakas lähti asunnosta", "lähellä asuva", "ei inga pengar", "kuitit laatikon pohjalla"]
)
def test_common_words_are_no_places(reader: Reader, text: str) -> None:
    assert reader.read(text).area == ""


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("Mänttä Vilppulassa häätö", "508"),
        ("mänttävilppula häätö", "508"),
        ("etelä karjala imatra häätö", "153"),
        ("jkl:ssä häätö", "179"),
        ("S:t Michel vräkning", "491"),
        ("Lappeenrannassakin häätö", "405"),
        ("Turus häätö", "853"),
        ("lahessa häätö", "398"),
        ("Koskella Tl häätö", "284"),
        ("lappeenrantavuokrarästi", "405"),
    ],
)
def test_names_apart_together_short_and_spoken(reader: Reader, text: str, municipality: str) -> None:
    assert reader.read(text).municipality == municipality


def test_an_added_synonym_works_at_once_and_in_its_forms(reader: Reader) -> None:
    assert reader.read("Kotka koirankoppi").topic == ""
    taught = reader.with_words((), [("asumismenot", "koirankoppi")])
    assert taught.read("Kotka koirankoppi").topic == "asumismenot"
    assert taught.read("koirankopista Kotkassa").topic == "asumismenot"
    assert reader.read("Kotka koirankoppi").topic == ""


def test_an_added_topic_works_at_once(reference: Reference) -> None:
    topic = Topic("hautaus", Names("Hautausavustus", "Begravningsbidrag", "Funeral grant"), (), "both", "", False, "")
    taught = Reader(reference, extra_topics=[topic])
    assert taught.read("Kotka hautausavustusta").topic == "hautaus"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ei ole vuokrarästejä, asumismenoista kysyisin", "asumismenot"),
        ("Imatra ei häätöä vaan sähkölasku", "sahkolasku"),
        ("inga hyresskulder, boendekostnader i Borgå", "asumismenot"),
        ("Kotka ei ole vuokrarästejä", "vuokrarasti-haato"),
        ("Kotka ei ole rahaa ruokaan", "akuutti-ruoka"),
    ],
)
def test_a_topic_that_is_denied_gives_way_to_another(reader: Reader, text: str, topic: str) -> None:
    assert reader.read(text).topic == topic


@pytest.mark.parametrize("text", ["Johanna Tornio lääkkeet", "rouva Rauma velat", "herra Kotka häätö"])
def test_a_place_name_after_a_first_name_or_a_title_is_a_surname(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.status, reading.names_a_person) == ("unknown", True)


def test_a_seldom_used_name_is_asked_about_when_another_is_as_near(reader: Reader) -> None:
    reading = reader.read("sastmala palvelutarve")
    assert reading.status == "ambiguous"
    assert {option.municipality for option in reading.alternatives} == {"790", "484"}


def test_kela_beside_a_place_goes_to_kela_when_a_county_asks(reader: Reader) -> None:
    def asked(text: str) -> tuple[str, str, str, str]:
        reading = as_asked_by_county(reader.read(text), "11")
        return reading.status, reading.area, reading.municipality, reading.topic

    assert asked("Kela Lappeenranta lääkkeet") == ("ok", "KELA", "405", "laakkeet-maksusitoumus")
    assert asked("Kela lääkkeet Imatra") == ("ok", "KELA", "153", "laakkeet-maksusitoumus")
    assert asked("Kela Imatralta Kotkaan muuttava") == ("ok", "KELA", "153", "muuttotilanne")
    assert asked("Kela Kotka lääkkeet") == ("ok", "KELA", "", "laakkeet-maksusitoumus")
    assert asked("Kela Imatra häätö ja päihteet")[:3] == ("ambiguous", "KELA", "153")
    assert asked("Imatra lääkkeet") == ("ok", "11", "153", "laakkeet-maksusitoumus")
    assert asked("Kela lääkkeet") == ("ok", "KELA", "", "laakkeet-maksusitoumus")
