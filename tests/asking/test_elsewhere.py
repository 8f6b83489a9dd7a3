"""What belongs to neither side is told so, and can be asked all the same when it concerns social assistance."""

import pytest

from bot.turns.turn import Press
from directory.reading.reader import Reader
from directory.reference import load_reference
from directory.routing.coverage import topics_asked_of
from tests.turns.office import Office, _buttons, words_of

CHOOSE, SEND = "consultation.choose", "consultation.send"
REFERENCE = load_reference()
READER = Reader(REFERENCE)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("Imatra TE-toimisto", "tyollisyyspalvelut"),
        ("oulun työllisyysalue", "tyollisyyspalvelut"),
        ("Vasa sysselsättningstjänster", "tyollisyyspalvelut"),
        ("Espoo employment services", "tyollisyyspalvelut"),
        ("TE-toimiston yhteystiedot Imatra", "tyollisyyspalvelut"),
        ("Lahti kuntoutus", "kuntoutus"),
        ("kuopio työkokeilu", "kuntoutus"),
        ("Lahdessa työkyky", "kuntoutus"),
        ("Vasa rehabilitering", "kuntoutus"),
        ("Espoo rehabilitation", "kuntoutus"),
        ("Turku kuntouttava työtoiminta", "aktivointisuunnitelma"),
        ("Imatra työllistymissuunnitelma", "aktivointisuunnitelma"),
        ("Vasa rehabiliterande arbete", "aktivointisuunnitelma"),
        ("Turku kuntoutustuki", "ensisijaiset-etuudet"),
        ("Turku kuntoutusraha", "ensisijaiset-etuudet"),
        ("Imatra päihdekuntoutus", "paihteet"),
        ("Imatra sosiaalinen kuntoutus", "palvelutarpeen-arviointi"),
        ("Imatra kuntoutuksessa olevan asiakkaan vuokrarästi", "vuokrarasti-haato"),
        ("Lahti TE-toimistosta ei tietoa, perusosaa alennettu", "perusosan-alentaminen"),
    ],
)
def test_only_what_is_somebody_elses_is_read_so(typed: str, topic: str) -> None:
    read = READER.read(typed)
    assert (read.status, read.topic) == ("ok", topic)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("Imatra pienipalkkainen yksinhuoltaja, lapsella vakava pitkäaikaissairaus", "ensisijaiset-etuudet"),
        ("Imatra yksinhuoltajan lapsi sairas", "ensisijaiset-etuudet"),
        ("ensamförsörjare med sjukt barn Vasa", "ensisijaiset-etuudet"),
        ("single parent with a sick child in Espoo", "ensisijaiset-etuudet"),
        ("asiakasmaksut perinnässä Imatralla, yksinhuoltaja", "raha-asiat-velat"),
        ("Imatra lapsi", ""),
        ("Imatra perhe ja vanhemmat", ""),
        ("Vasa barnfamilj", ""),
        ("Imatra huoli lapsesta", "lastensuojelu"),
        ("Imatra lapset yksin kotona", "lastensuojelu"),
        ("Imatra yksinhuoltaja uupunut, lapset heitteillä", "lastensuojelu"),
        ("Vasa barnskydd", "lastensuojelu"),
    ],
)
def test_a_family_is_a_child_protection_matter_by_its_own_words_only(typed: str, topic: str) -> None:
    assert READER.read(typed).topic == topic


@pytest.mark.parametrize(
    "typed",
    ["Imatra sosiaalipäivystys", "Imatra sosiaalipäivystyksen numero", "Vasa socialjour", "Espoo social emergency"],
)
def test_whoever_looks_for_social_emergency_services_is_in_a_hurry(typed: str) -> None:
    assert REFERENCE.topics[READER.read(typed).topic].urgent


def test_whose_it_is_is_told_in_each_language_with_topics_that_exist() -> None:
    told = [one.elsewhere for one in REFERENCE.topics.values() if one.elsewhere is not None]
    assert len(told) == 2
    for one in told:
        for language, mark in (("fi", "tarkista"), ("sv", "kontrollera"), ("en", "to be checked")):
            assert mark in one.whose.in_language(language)
        assert all(REFERENCE.topics[slug].elsewhere is None for slug in one.instead)


@pytest.mark.parametrize("organisation", ["KELA", "11"])
def test_nobody_has_to_be_named_for_it(organisation: str) -> None:
    assert all(one.elsewhere is None for one in topics_asked_of(organisation, REFERENCE))


@pytest.mark.parametrize("typed", ["Imatra TE-toimisto", "TE-toimisto"])
async def test_no_form_opens_for_employment_services(office: Office, typed: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types(f"/konsultoi {typed}")
    card = liisa.card_of(CHOOSE)
    assert "Asia ei kuulu Kuntayhteyteen" in card.words
    assert "työllisyysalue" in card.words
    assert SEND not in str(card.card)


@pytest.mark.parametrize(
    ("county", "typed", "titled"),
    [
        (False, "Imatra TE-toimisto", "Imatra · perusosan alentaminen"),
        (True, "Kela TE-toimisto", "Kela · perusosan alentaminen"),
        (True, "TE-toimisto", "Kela · perusosan alentaminen"),
    ],
)
async def test_the_same_situation_is_asked_about_when_it_concerns_social_assistance(
    office: Office, county: bool, typed: str, titled: str
) -> None:
    asker = office.contact("Maija Esimerkki") if county else office.of("KELA", "Liisa")
    await asker.types(f"/konsultoi {typed}")
    card = asker.card_of(CHOOSE)
    [chosen] = [one["data"] for one in _buttons(card.card) if one["title"] == "Perusosan alentaminen"]
    assert isinstance(chosen, dict)
    form = await asker.sends(Press(CHOOSE, chosen, "card", card.id))
    assert titled in words_of(form)
    assert "Lähetä" in words_of(form)


async def test_turning_to_social_assistance_is_no_correction_of_the_reading(office: Office) -> None:
    """The words were read right: coordinators are not offered them as words of the topic that was asked about."""
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/konsultoi Imatra TE-toimisto")
    card = liisa.card_of(CHOOSE)
    place = {"area": "11", "municipality": "153"}
    await liisa.presses(card, CHOOSE, step="", topic="perusosan-alentaminen", **place)
    await liisa.presses(card, CHOOSE, step="", topic="asumismenot", **place)
    assert await office.rows("SELECT words FROM reading_correction") == []


async def test_another_topic_than_those_offered_is_a_correction(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/konsultoi Imatra TE-toimisto")
    await liisa.presses(liisa.card_of(CHOOSE), CHOOSE, step="", topic="edunvalvonta", area="11", municipality="153")
    assert await office.rows("SELECT read_topic, meant_topic FROM reading_correction") == [
        ("tyollisyyspalvelut", "edunvalvonta")
    ]


async def test_a_rule_is_not_tried_out_with_a_topic_that_opens_no_form(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/alue kokeile Imatra TE-toimisto 24.12. klo 10")
    assert "Tästä aiheesta ei kysytä Kuntayhteydessä" in liisa.last.words
