"""A list of contacts is called by the one service of all its people, never by a service that is not theirs."""

import pytest

from config.texts import texts
from directory.people.service_wording import contacts_title
from tests.directory.sample_people import contact


def title(*teams: str, organisation: str = "11", language: str = "fi") -> str:
    people = [contact(f"c{number}", team=team) for number, team in enumerate(teams)]
    return contacts_title(people, organisation, texts(language))  # type: ignore[arg-type]  # one of three


@pytest.mark.parametrize(
    ("teams", "told"),
    [
        (("Aikuissosiaalityö", "Aikuissosiaalityö"), "Aikuissosiaalityön yhteyshenkilöt"),
        (("Aikuissosiaalityö, Imatra", "aikuissosiaalityö Lappeenranta"), "Aikuissosiaalityön yhteyshenkilöt"),
        (("Työikäisten palvelut",), "Työikäisten palvelujen yhteyshenkilöt"),
        (("Lastensuojelu",), "Lastensuojelun yhteyshenkilöt"),
        (("Perhesosiaalityö", "Lapsiperheiden palvelut"), "Lapsiperheiden palvelujen yhteyshenkilöt"),
        (("Maahanmuuttopalvelut",), "Maahanmuuttajien palvelujen yhteyshenkilöt"),
        (("Vammaispalvelut",), "Vammaispalvelujen yhteyshenkilöt"),
        (("Ikääntyneiden palvelut",), "Iäkkäiden palvelujen yhteyshenkilöt"),
        (("Päihdepalvelut",), "Mielenterveys- ja päihdepalvelujen yhteyshenkilöt"),
        (("Sosiaalipäivystys",), "Sosiaalipäivystyksen yhteyshenkilöt"),
        (("Vuxensocialarbete",), "Aikuissosiaalityön yhteyshenkilöt"),
        (("Palveluohjaus", "Palveluohjaus"), "Yhteyshenkilöt: Palveluohjaus"),
        (("Aikuissosiaalityö", "Lastensuojelu"), "Hyvinvointialueen yhteyshenkilöt"),
        (("Aikuissosiaalityö", ""), "Hyvinvointialueen yhteyshenkilöt"),
        (("",), "Hyvinvointialueen yhteyshenkilöt"),
    ],
)
def test_the_teams_tell_the_service(teams: tuple[str, ...], told: str) -> None:
    assert title(*teams) == told


def test_helsinki_is_a_city_and_kela_is_kela() -> None:
    assert title("Lastensuojelu", "Aikuissosiaalityö", organisation="90") == "Kaupungin yhteyshenkilöt"
    assert title("Eteläinen turvatiimi 1", organisation="KELA") == "Kelan yhteyshenkilöt"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_service_is_called_by_its_own_name_in_the_other_languages(language: str) -> None:
    teams = ("Aikuissosiaalityö", "Lastensuojelu", "Vammaispalvelut", "Muu yksikkö", "")
    told = [title(team, language=language) for team in teams]
    assert len(set(told)) == len(teams)
    assert "Aikuissosiaalityö" not in " ".join(told)
