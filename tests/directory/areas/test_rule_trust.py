"""How far an area's rule can be trusted: confirmed and when it was checked, or only from a source of a year."""

from datetime import date

import pytest

from config.texts import texts
from directory.areas.areas import AreaRule, RuleState
from directory.areas.rule_wording import trust_words
from directory.time.time_wording import full_day_words

CHECKED = date(2026, 11, 3)
UNCONFIRMED = ("vahvistettu", "bekräfta", "Not confirmed")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("source", ["", "Pirttikoski 2021, luku 7.1", "Sähköposti"])
@pytest.mark.parametrize("state", ["agreed", "not_verified", "no_rule"])
def test_what_nobody_has_confirmed_is_never_called_checked(language: str, source: str, state: RuleState) -> None:
    t = texts(language)  # type: ignore[arg-type]  # one of three
    told = trust_words(AreaRule("02", state=state, source=source, checked_on=CHECKED), t)
    assert (full_day_words(CHECKED, t) in told) == (state == "agreed")
    assert any(one in told for one in UNCONFIRMED) == (state == "not_verified")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Pirttikoski 2021, luku 7.1", "Lähde vuodelta 2021: Pirttikoski 2021, luku 7.1."),
        ("Sähköposti", "Lähde: Sähköposti."),
        ("Dnro 12021/9", "Lähde: Dnro 12021/9."),
    ],
)
def test_the_year_of_an_unconfirmed_source_is_told(source: str, told: str) -> None:
    assert told in trust_words(AreaRule("02", state="not_verified", source=source), texts("fi"))
