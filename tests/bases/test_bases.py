"""Legal bases: the shipped data is complete in three languages, and what is asked must fit the basis chosen."""

from typing import get_args

import pytest

from bot.bases.bases import Direction, load_bases
from bot.bases.grounds import ground_of
from bot.errors import Expected
from config.texts import LANGUAGES, Language, texts

BASES = load_bases()


def test_names_differ_within_each_language() -> None:
    for language in LANGUAGES:
        names = [basis.name(language) for basis in BASES.by_code.values()]
        assert all(names)
        assert len(set(names)) == len(names)
        assert all(basis.explanation(language).endswith(".") for basis in BASES.by_code.values())


def test_only_the_general_question_does_without_a_law() -> None:
    assert [basis.code for basis in BASES.by_code.values() if not basis.law] == ["general"]
    assert [basis.code for basis in BASES.by_code.values() if not basis.allows_client] == ["general"]


def test_in_each_direction_the_general_question_comes_first_and_consent_can_be_chosen() -> None:
    for direction in get_args(Direction):
        codes = [basis.code for basis in BASES.offered(direction)]
        assert codes[0] == "general"
        assert "consent" in codes


def test_kelas_right_to_information_does_not_work_the_other_way() -> None:
    assert BASES.check("totul_18", client_given=True, direction="kela_to_county").code == "totul_18"
    with pytest.raises(Expected) as refusal:
        BASES.check("totul_18", client_given=True, direction="county_to_kela")
    assert refusal.value.code == "basis_direction"


@pytest.mark.parametrize(
    ("code", "client_given", "outcome"),
    [
        ("general", False, "general"),
        ("general", True, "basis_missing"),
        ("consent", True, "consent"),
        ("consent", False, "consent"),
        ("", True, "basis_unknown"),
        ("keksitty", False, "basis_unknown"),
    ],
)
def test_a_client_needs_a_basis(code: str, client_given: bool, outcome: str) -> None:
    try:
        got = BASES.check(code, client_given=client_given, direction="kela_to_county").code
    except Expected as refusal:
        got = refusal.code
    assert got == outcome


@pytest.mark.parametrize(
    ("language", "reminder"), [("fi", "tarkista laki"), ("sv", "kontrollera lagen"), ("en", "check the law")]
)
def test_a_law_not_checked_says_so(language: Language, reminder: str) -> None:
    t = texts(language)
    assert reminder in ground_of(BASES.by_code["totul_18"]).reference(t)
    assert reminder not in ground_of(BASES.by_code["evident_need"]).reference(t)


REFUSED: tuple[tuple[str, bool, Direction, str], ...] = (
    ("", False, "kela_to_county", "basis_unknown"),
    ("child", True, "county_to_kela", "basis_direction"),
    ("general", True, "county_to_kela", "basis_missing"),
)


@pytest.mark.parametrize(("code", "client_given", "direction", "fault"), REFUSED)
def test_each_refusal_has_its_sentence_in_each_language(
    code: str, client_given: bool, direction: Direction, fault: str
) -> None:
    with pytest.raises(Expected) as refusal:
        BASES.check(code, client_given=client_given, direction=direction)
    assert refusal.value.code == fault
    assert len({refusal.value.sentence(texts(language)) for language in LANGUAGES}) == len(LANGUAGES)


def test_exactly_the_bases_whose_law_has_not_been_checked_are_marked() -> None:
    assert {one.code for one in BASES.by_code.values() if one.verify_law} == {"consent", "totul_18", "client_care"}
    for language in LANGUAGES:
        t = texts(language)
        marked = {one.code for one in BASES.by_code.values() if one.title(language, t) != one.name(language)}
        assert marked == {"consent", "totul_18", "client_care"}


def test_only_consent_asks_who_consented_and_it_needs_a_client() -> None:
    asking = [one for one in BASES.by_code.values() if one.asks_consent]
    assert [(one.code, one.allows_client) for one in asking] == [("consent", True)]
