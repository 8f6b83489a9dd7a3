"""A matter is read from what happened, by classes of words that stand for each other, in any order."""

import pytest

from directory.reading.reader import Reader
from directory.reading.topic_words import CLASS_SIGN
from directory.reference import DATA, parts, rows

HAPPENED = {
    "akuutti-ruoka": ("maito on loppu", "ei ole syönyt eiliseen jälkeen eilen", "lompakko vietiin", "kukkaro hävisi"),
    "asunnottomuus": ("nukkuu kellarissa", "yönsä autotallissa viettänyt", "sleeps in a tent, nowhere to go"),
    "laakkeet-maksusitoumus": ("verenpainelääke loppui", "insuliini on lopussa", "without medicine"),
    "lahisuhdevakivalta": (
        "avomies riehuu",
        "pakeni miesystävää",
        "puoliso lukitsi oven",
        "sambon hotar",
        "veli lyö äitiään",
    ),
    "lastensuojelu": ("kaksivuotias yksin", "äiti sammunut", "taapero pelkää", "barnet ensamt"),
    "mielenterveys": ("osti köyden", "seisoo sillalla, sillalta hyppää", "joi liuotinta", "om att dö pratar"),
    "sahkolasku": ("virrat poikki", "patterit kylmänä", "sähköt huomenna", "talo jäässä"),
    "vuokrarasti-haato": (
        *("lukot vaihdettiin", "avaimet pois", "pihalle perjantaina"),
        *("vuokranantaja purkaa sopimuksen", "hyresvärden säger upp kontraktet"),
    ),
    "puuttuva-liite": ("vuokrasopimus pitäisi vielä toimittaa", "tiliotteita pyydetään", "kvitton saknas"),
    "etuuspaatoksen-tulkinta": (
        "toimeentulotuki pieneni viime kuusta",
        "miksi lasten tulot huomioitiin",
        "toimeentulotuki väheni",
    ),
    "edunvalvonta": ("raha-asioita on määrätty hoitamaan joku toinen",),
    "ehkaiseva-toimeentulotuki": ("voisiko ennalta auttaa, ettei tilanne pahenisi", "ettei luisuisi velkoihin"),
    "hakemuksen-siirto": ("hakemus hyvinvointialueen ratkaistavaksi",),
    "huoli-asiakkaasta": ("mies on kaatunut kotonaan eikä pääse ylös", "sanoi polttavansa talonsa"),
    "muuttotilanne": ("palasi Virosta ja asettuu tänne",),
    "paihteet": ("nuori mies sekaisin aineista",),
    "asumismenot": ("vattenräkning och hemförsäkring",),
    "sosiaalityon-tarpeen-ilmoitus": ("ilmoitimme tuen tarpeesta viime viikolla",),
    "taydentava-toimeentulotuki": ("perusosa ei riitä hautajaismatkaan",),
    "yhteispalaveri": ("istutaanko samaan pöytään asiakkaan ja velkaneuvojan kanssa",),
    "kiirehtiminen": ("hakemus odottanut kolme viikkoa", "päätös tarvittaisiin pikaisesti"),
}

ASKED_ABOUT = {
    "etuuspaatoksen-tulkinta": "miksi vuokra hyväksyttiin vain osittain",
    "hakemuksen-siirto": "siirtyikö lääkehakemus teille ja milloin tulee päätös",
    "kiirehtiminen": "hakemus pitäisi käsitellä tänään, vuokra maksetaan sillä",
    "lahisuhdevakivalta": "turvakodissa, raha-asiat auki",
    "paihteet": "katkaisuhoitoon pääsisi mutta maksusitoumus puuttuu",
    "puuttuva-liite": "hakemukseen tarvittaisiin vielä vuokrasopimus",
    "tarkistuspyynto": "laskelmassa on virhe ja asiakas jäi ilman rahaa",
    "vuokrarasti-haato": "ulosotto lähetti muuttokehotuksen",
}
"""By topic, what is asked for beside the matter that it is asked about, or what happened beside what it costs."""


@pytest.mark.parametrize(
    ("topic", "told"), [(topic, told) for topic, all_told in HAPPENED.items() for told in all_told]
)
def test_what_happened_tells_the_matter(reader: Reader, topic: str, told: str) -> None:
    read = reader.read(f"{told}, Imatra")
    assert (read.status, read.municipality, read.topic) == ("ok", "153", topic)


@pytest.mark.parametrize(("topic", "told"), ASKED_ABOUT.items())
def test_what_is_asked_for_goes_before_the_matter_it_is_asked_about(reader: Reader, topic: str, told: str) -> None:
    read = reader.read(f"{told}, Imatra")
    assert (read.status, read.topic) == ("ok", topic)


def test_no_two_topics_give_way_to_each_other() -> None:
    pairs = {(row["stronger"], row["weaker"]) for row in rows(DATA / "topic_precedence.csv")}
    assert not {pair for pair in pairs if pair[::-1] in pairs}


@pytest.mark.parametrize("told", ["lompakko", "avaimet", "lapsi nukkuu hyvin", "talo", "mies kotona", "viimeksi eilen"])
def test_a_word_of_a_class_alone_is_no_event(reader: Reader, told: str) -> None:
    assert reader.read(f"{told}, Imatra").topic in {"", "lastensuojelu"}


def test_every_class_that_a_phrase_names_is_known() -> None:
    known = {row["class"] for row in rows(DATA / "word_classes.csv")}
    phrases = [phrase for row in rows(DATA / "topic_happenings.csv") for phrase in parts(row["phrases"])]
    named = {word for phrase in phrases for word in phrase.split() if word.startswith(CLASS_SIGN)}
    assert named <= known
    assert known <= named
