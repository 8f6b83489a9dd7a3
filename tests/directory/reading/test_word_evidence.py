"""Where phrases tell no topic or several, all the words of a sentence together may make one likely."""

import pytest

from bench.learning import learnt
from directory.reading.reader import Reader
from directory.reading.word_evidence import Evidence
from directory.reading.words import normalised, words_of
from directory.reference import DATA, rows

OF_TENANCY = {"vuokra": "rent=2|home=1", "avaime": "rent=1|home=1.2", "lasku": "rent=1", "muutta": "rent=0.5|move=2"}


def likeliest(text: str, *told: str) -> str:
    return Evidence(OF_TENANCY).likeliest(words_of(normalised(text)), told)


def test_the_words_of_a_sentence_weigh_together() -> None:
    assert likeliest("vuokran lasku ja avaimet, muuttaako") == ""  # 4.5 for rent, 2.2 for home
    assert likeliest("vuokran lasku ja avaimet, muuttaako", "rent", "home") == "rent"


def test_only_the_topics_told_are_weighed_when_some_are() -> None:
    assert likeliest("vuokran lasku ja avaimet, muuttaako", "home", "move") == ""
    assert likeliest("vuokran lasku ja avaimet, muuttaako", "home", "other") == "home"


def test_a_few_words_are_no_sentence() -> None:
    assert likeliest("vuokran lasku", "rent", "home") == ""


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        ("sahkolasku", "kuhmossa vanha öljylämmitteinen talo eikä rahaa täyttää säiliötä"),
        ("laakkeet-maksusitoumus", "lahti saako psykiatrin kirjoittamiin lääkkeisiin sitoumuksen"),
    ],
)
def test_a_sentence_settles_which_of_several_is_meant(reader: Reader, topic: str, told: str) -> None:
    assert reader.read(told).topic == topic


def test_two_topics_joined_by_and_are_asked_about_however_long_the_sentence(reader: Reader) -> None:
    read = reader.read("Imatra asiakas kysyy nyt sähkölaskusta ja lausunnosta kun ne ovat vielä kesken")
    assert (read.status, read.topic) == ("ambiguous", "")


def test_without_a_place_nothing_is_made_likely(reader: Reader) -> None:
    assert reader.read("olen lomalla ensi viikon mutta sijainen vastaa kun ehtii").topic == ""


@pytest.mark.parametrize(
    "said",
    [
        "pori onko teillä siellä yhtä huono sää kuin meillä täällä",
        "savonlinna onko teillä sama ohjelma käytössä kuin meillä",
        "kajaani tuleeko joku teistä ensi torstain koulutukseen",
    ],
)
def test_small_talk_makes_no_topic_likely(reader: Reader, said: str) -> None:
    assert reader.read(said).topic == ""


def test_what_is_made_likely_is_a_guess(reader: Reader) -> None:
    read = reader.read("lappeenranta onko siellä paikalla ketään joka ehtisi hetken jutella")
    assert read.topic == "" or read.guessed


def test_nobodys_name_is_learnt() -> None:
    """The sets hold made-up people, whom they are about is no sign of the matter."""
    names = {"virtan", "korhon", "niemin", "johann"}
    assert not names & {row["beginning"] for row in rows(DATA / "word_evidence.csv")}


def test_a_phrase_speaks_most_for_its_own_topic() -> None:
    weights = learnt([])["vuokra"]
    assert max(weights, key=lambda topic: weights[topic]) in {"vuokrarasti-haato", "asumismenot"}
