"""Abbreviations are read by rule: pieces of a topic's own words, in their order, with stops or without."""

import pytest

from directory.reading.reader import Reader

SHORTENED = {
    "aktivointisuunnitelma": ("akt.suunn.", "aktsuun", "aktiv. suunnitelma", "aktivointis."),
    "asumismenot": ("asumism.", "as.menot", "as.kulut", "asmenot"),
    "edunvalvonta": ("edunv.", "edunvalv", "ed.valvonta", "edunvtarve"),
    "ehkaiseva-toimeentulotuki": ("ehtotu", "ehktotu", "ehk. tuki", "ehk toim.tuki", "ehk.toimeent.tuki"),
    "ensisijaiset-etuudet": ("ensis. etuudet", "ensisij.et."),
    "kiirehtiminen": ("kiireht.", "kiirehtim"),
    "lahisuhdevakivalta": ("lähis.väk.", "lähisuhdeväkiv", "lähisväk"),
    "lastensuojelu": ("lastens.", "last.suoj.", "lastsuoj"),
    "maahanmuutto-kotoutuminen": ("kotout.", "kotout.suunn.", "maah.muutto"),
    "mielenterveys": ("mielent.", "mielenterv", "miel.terveys"),
    "palvelutarpeen-arviointi": ("palv.tarve", "palvtarve", "palv.tarp.arv.", "palvelutarp. arv."),
    "perusosan-alentaminen": ("perusos. alent.", "perusosan al.", "perusosan alent"),
    "raha-asiat-velat": ("velkaneuv.", "velk.neuv.", "velkajärj."),
    "tarkistuspyynto": ("tark.pyyntö", "oik.vaat.", "oikvaat", "tarkistusp."),
    "taydentava-toimeentulotuki": ("täyd. tuki", "täydtuki", "täyd toim.tuki", "täyd.toimeentulot."),
    "vastuutyontekija": ("omatt", "vastuutt.", "vastuutyönt."),
    "vuokrarasti-haato": ("vuokrar.", "vuokraräst", "häätöuh."),
}


@pytest.mark.parametrize(
    ("topic", "typed"), [(topic, typed) for topic, all_typed in SHORTENED.items() for typed in all_typed]
)
def test_pieces_of_a_topics_words_tell_it(reader: Reader, topic: str, typed: str) -> None:
    read = reader.read(f"Imatra {typed}")
    assert (read.status, read.municipality, read.topic) == ("ok", "153", topic)


@pytest.mark.parametrize("typed", ["mentvalla", "tarv", "toim.tuki", "tuki", "kotona", "vuot", "hakusarv", "kuukausi"])
def test_what_no_topics_words_begin_with_tells_none(reader: Reader, typed: str) -> None:
    assert reader.read(f"Imatra {typed}").topic == ""


def test_pieces_in_another_order_are_not_that_word(reader: Reader) -> None:
    assert reader.read("Imatra terv.miel.").topic == ""


def test_an_abbreviation_is_a_guess_that_is_worth_showing(reader: Reader) -> None:
    assert reader.read("Imatra edunv.").guessed
    assert not reader.read("Imatra edunvalvonta").guessed


def test_a_word_cut_off_at_a_compounds_joint_is_another_word(reader: Reader) -> None:
    """`vuokra` is no abbreviation of `vuokrarästi`, whether a sentence ends there or not."""
    assert reader.read("Asiakas kysyy Imatralla: vuokra. Kiitos.").topic == "asumismenot"


def test_a_coordinators_word_may_be_shortened_too(reader: Reader) -> None:
    added = reader.with_words((), [("lausunto", "kuntosalikortti")])
    assert added.read("Imatra kuntosalik.").topic == "lausunto"
