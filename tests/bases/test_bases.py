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


@pytest.mark.parametrize("fitting", ["", "child", "evident_need", "consent"])
def test_after_the_general_question_consent_comes_first_whatever_fits_the_topic(fitting: str) -> None:
    for direction in get_args(Direction):
        codes = [basis.code for basis in BASES.offered(direction, fitting=fitting)]
        assert codes[:2] == ["general", "consent"]
        if fitting in codes and fitting != "consent":
            assert codes[2] == fitting


@pytest.mark.parametrize(
    ("language", "thresholds"),
    [
        ("fi", ("ilmeinen", "suostumusta ei voida saada", "ilmeisen kykenemätön", "välttämättä vaatii")),
        ("sv", ("uppenbart", "samtycke kan inte fås", "uppenbart oförmögen", "kräver nödvändigtvis")),
        ("en", ("evident", "consent cannot be obtained", "evidently unable", "necessarily requires")),
    ],
)
def test_the_criteria_of_the_act_are_told_as_high_as_it_sets_them(
    language: Language, thresholds: tuple[str, ...]
) -> None:
    told = " ".join(BASES.by_code[code].explanation(language) for code in ("evident_need", "child"))
    assert [one for one in thresholds if one not in told] == []


def test_a_county_may_ask_kela_without_consent_for_what_social_welfare_needs() -> None:
    assert [one.code for one in BASES.offered("county_to_kela")] == ["general", "consent", "necessary_to_county"]
    assert BASES.by_code["necessary_to_county"].verify_law
    assert BASES.by_code["necessary_to_county"].own_worker == frozenset()
    with pytest.raises(Expected) as refusal:
        BASES.check("necessary_to_county", client_given=True, direction="kela_to_county")
    assert refusal.value.code == "basis_direction"


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
    unchecked = {"consent", "totul_18", "necessary_to_county", "client_care"}
    assert {one.code for one in BASES.by_code.values() if one.verify_law} == unchecked
    for language in LANGUAGES:
        t = texts(language)
        marked = {one.code for one in BASES.by_code.values() if one.title(language, t) != one.name(language)}
        assert marked == unchecked


def test_only_consent_asks_who_consented_and_it_needs_a_client() -> None:
    asking = [one for one in BASES.by_code.values() if one.asks_consent]
    assert [(one.code, one.allows_client) for one in asking] == [("consent", True)]
