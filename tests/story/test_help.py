"""Help tells each reader of what they can use, the commonest first, and the table of services in their language."""

import pytest

from tests.story.town import Town


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Liisa Näyte", set()),
        ("Maija Esimerkki", {"/yhteys"}),
        ("Ritva Keksitty", {"/yhteys", "/aihe", "/historia", "/kumoa", "/kattavuus"}),
        ("Risto Tarkiste", {"/loki"}),
    ],
    ids=["handler", "contact", "coordinator", "auditor"],
)
async def test_help_tells_of_what_the_reader_can_use(town: Town, name: str, more: set[str]) -> None:
    reader = town.people[name]
    await reader.say("/ohje")
    card = await reader.wait_for_card("Mitä voi kirjoittaa")
    told = [one.split()[0] for one in card.texts if one.startswith("/")]
    everybody = {"/konsultoi", "/vastaa", "/sulje", "/avoimet", "/ohje", "/kieli", "/palvelut"}
    particular = {"/yhteys", "/aihe", "/historia", "/kumoa", "/kattavuus", "/loki"}
    assert everybody <= set(told)
    assert set(told) & particular == more
    firsts = list(dict.fromkeys(told))
    assert firsts[:4] == ["/konsultoi", "/vastaa", "/sulje", "/avoimet"]


@pytest.mark.parametrize(
    ("name", "word", "says"),
    [
        ("Svea Prov", "/tjänster", "Används inte för"),
        ("Liisa Näyte", "/palvelut", "Ei käytetä"),
    ],
    ids=["sv", "fi"],
)
async def test_services_are_in_the_readers_language(town: Town, name: str, word: str, says: str) -> None:
    reader = town.people[name]
    await reader.say(word)
    card = await reader.wait_for_card(says)
    finnish = {"viranomaisille", "asiakkaalle", "Puhelin", "hyvinvointialue"}
    found = {part for text in card.texts for part in finnish if part in text}
    assert bool(found) is (name == "Liisa Näyte")
