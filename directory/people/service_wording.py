"""What a list of contacts is called: by the service in which all of them work, as their teams tell it.

A county has contacts in more than adult social work (Pirttikoski 2021, 7.2 and annex 4.4), and a topic does not tell
whose people were named for it: their own team does.
"""

from collections.abc import Iterable

from config.texts import Translate
from directory.people.contacts import Contact
from directory.reference import HELSINKI, KELA

_BEGINNINGS = {
    "adult": ("aikuissosiaalityö", "aikuisten sosiaal", "vuxensocial", "adult social"),
    "working_age": ("työikäis", "personer i arbetsför ålder", "tjänster för personer i arbetsför ålder"),
    "child_protection": ("lastensuojelu", "barnskydd"),
    "families": ("lapsiperhe", "perhesosiaali", "perhepalvelu", "barnfamilj", "familje"),
    "immigration": ("maahanmuutt", "kotoutumis", "invandr", "integration"),
    "disability": ("vammais", "handikapp", "funktionshind"),
    "elderly": ("iäkkä", "ikääntyn", "ikäihmis", "vanhus", "äldre"),
    "mental_health": ("mielenterveys", "päihde", "mental", "missbruk"),
    "on_call": ("sosiaalipäivystys", "sosiaali- ja kriisipäivystys", "socialjour"),
}
"""How teams of each service are called, in Finnish and Swedish: the beginnings of their names in lower case."""


def contacts_title(contacts: Iterable[Contact], organisation: str, t: Translate) -> str:
    """The heading over these contacts of an organisation (its code): their one service, or only whose they are."""
    if organisation == KELA:
        return t("Kela's contact persons")
    teams = [contact.team.strip() for contact in contacts]
    services = {_service(team) for team in teams}
    if len(services) != 1 or "" in services:
        return t("Contact persons of the city") if organisation == HELSINKI else t("Contact persons of the county")
    return _titles(t).get(services.pop()) or t("Contact persons: {team}", team=teams[0])


def _service(team: str) -> str:
    """The code of the team's service, or the team's own name in lower case."""
    name = team.casefold()
    return next((code for code, begin in _BEGINNINGS.items() if name.startswith(begin)), name)


def _titles(t: Translate) -> dict[str, str]:
    return {
        "adult": t("Contact persons of adult social work"),
        "working_age": t("Contact persons of services for people of working age"),
        "child_protection": t("Contact persons of child protection"),
        "families": t("Contact persons of services for families"),
        "immigration": t("Contact persons of services for immigrants"),
        "disability": t("Contact persons of disability services"),
        "elderly": t("Contact persons of services for older people"),
        "mental_health": t("Contact persons of mental health and substance abuse services"),
        "on_call": t("Contact persons of the social emergency service"),
    }
