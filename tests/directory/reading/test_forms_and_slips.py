"""The rules of Finnish forms against the table of municipality names, and how big a slip of the fingers is."""

import pytest

from directory.reading import finnish
from directory.reading.slips import SlipIndex, slip, tolerance
from directory.reading.words import normalised, typed_as, words_of
from directory.reference import DATA, rows


def test_the_rules_give_the_tables_genitive_for_most_names() -> None:
    """Names whose forms are plural (Nousiaisten) or irregular (Isonkyrön) are in the table for that reason."""
    names: dict[str, dict[str, str]] = {}
    for row in rows(DATA / "municipality_inflections.csv"):
        if row["preferred"] == "1":
            names.setdefault(row["code"], {})[row["case"]] = normalised(row["form"])
    pairs = [(name["nominative"], name["genitive"]) for name in names.values()]
    wrong = [name for name, genitive in pairs if finnish.stems(name).weak + "n" != genitive]
    assert len(wrong) / len(names) < 0.12, wrong


@pytest.mark.parametrize(
    ("nominative", "into", "some"),
    [
        ("lappeenranta", "lappeenrantaan", "lappeenrantaa"),
        ("espoo", "espooseen", "espoota"),
        ("hervanta", "hervantaan", "hervantaa"),
        ("klaukkala", "klaukkalaan", "klaukkalaa"),
    ],
)
def test_illatives_and_partitives(nominative: str, into: str, some: str) -> None:
    stem = finnish.stems(nominative)
    assert finnish.into(stem.strong) == into
    assert finnish.partitive(stem, nominative) == some


def test_small_slips_are_smaller_than_big_ones() -> None:
    doubled, swapped = slip("kokkkola", "kokkola"), slip("kokokla", "kokkola")
    neighbour, other = slip("kokkpla", "kokkola"), slip("kokkxla", "kokkola")
    assert doubled < swapped < neighbour < other
    assert slip("kokkola", "kokkola") <= doubled


def test_a_wrong_first_letter_is_a_bigger_slip() -> None:
    assert slip("lokkola", "kokkola") > slip("koklola", "kokkola")


def test_short_words_tolerate_less() -> None:
    assert [tolerance(length) for length in range(2, 20)] == sorted(tolerance(length) for length in range(2, 20))
    assert tolerance(3) == 0


def test_the_index_finds_beginnings_one_change_away() -> None:
    index = SlipIndex([("lapeenranta", "Lappeenranta"), ("kotka", "Kotka")])
    for typed in ("lpeenranta", "lapenranta", "laapeenranta", "lapeernanta", "alpeenranta"):
        assert "Lappeenranta" in index.near(typed)
    assert index.near("turku") == []


def test_marks_may_be_left_out_but_not_added() -> None:
    assert typed_as("jarvenpaa", "järvenpää")
    assert not typed_as("lähti", "lahti")


def test_words_are_cut_as_people_write_them() -> None:
    assert [word.text for word in words_of(normalised("LUVN:n S:t Michel, 40 % Helsinki's"))] == [
        "luvn",
        "st",
        "michel",
        ",",
        "40",
        "%",
        "helsinki",
    ]
