"""Kela's ways to work with others, as /services tells them: nothing closed without whom to ask, nothing one-sided."""

import pytest

from config.texts import LANGUAGES, Language
from directory.reference import load_reference

SERVICES = load_reference().kela_services
CLOSED = {"fi": "Uusia asiakkaita ei ole otettu", "sv": "Inga nya klienter", "en": "No new clients"}
ASK = {
    "fi": ("/konsultoi Kela", "tarkista"),
    "sv": ("/konsultera FPA", "kontrollera"),
    "en": ("/consult Kela", "check"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_service_says_whom_to_ask_instead(language: Language) -> None:
    closed = [one for one in SERVICES.values() if CLOSED[language] in one.does.in_language(language)]
    assert {one.slug for one in closed} == {"moniammatillinen-palvelu", "asiakkuusvastaavapalvelu"}
    for one in closed:
        assert all(words in one.does.in_language(language) for words in ASK[language])


@pytest.mark.parametrize(
    ("language", "document", "condition", "short"),
    [
        ("fi", "asiakkaan pyynnöstä", "ilman suostumusta vain SHL 35 §:n edellytyksin", "Lyhyen lausunnon"),
        ("sv", "på klientens begäran", "bara enligt villkoren i socialvårdslagen 35 §", "Ett kort utlåtande"),
        ("en", "at the client's request", "only on the conditions of the Social Welfare Act", "A short statement"),
    ],
)
def test_kelmu_takes_documents_and_notices_on_their_conditions(
    language: Language, document: str, condition: str, short: str
) -> None:
    kelmu = SERVICES["kelmu"]
    assert document in kelmu.does.in_language(language)
    assert condition in kelmu.use_for.in_language(language)
    assert short in kelmu.not_for.in_language(language)
    assert "aina" not in kelmu.use_for.in_language(language).split()
