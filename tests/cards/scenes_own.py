"""Cards of own workers in every state."""

from collections.abc import Callable
from dataclasses import replace

from bot.bases.consent_wording import consent_options
from cards.asking.consult_view import ContactView
from cards.kit.frame import Card
from cards.kit.person import PersonView, PhoneView
from cards.kit.template import Option
from cards.kit.text import Translate
from cards.own_workers.own_answer import OwnAnswerView, own_answer_card
from cards.own_workers.own_form import OwnAnswers, OwnFormView, own_form_card
from cards.own_workers.own_import import OwnImportView, own_import_card
from cards.own_workers.own_renewal import LeftView, RenewalView, left_card, renewal_card
from tests.cards.shipped_bases import COUNTY_LOOKS_UP, KELA_LOOKS_UP

DRAFT = "0b2d7a52-6d0e-4a7e-9d1b-0a3f6c1d2e3f"
COUNTY = "Etelä-Karjalan hyvinvointialue"
WORKERS = tuple(Option(one, one) for one in ("Maija Esimerkki", "Kalle Malli", "Otto Testi"))
PLACES = (Option("Etelä-Karjala", "Etelä-Karjala"), Option("Kymenlaakso", "Kymenlaakso"))
FIND = OwnFormView("find", places=PLACES, bases=KELA_LOOKS_UP)
ADD = OwnFormView(
    "add",
    county=COUNTY,
    bases=COUNTY_LOOKS_UP,
    workers=WORKERS,
    municipalities=(Option("153", "Imatra"), Option("405", "Lappeenranta")),
    latest="2028-11-24",
    answers=OwnAnswers(worker="Maija Esimerkki", until="2027-11-24"),
)
WRONG = (
    ("Viestissä oli henkilötunnus", "Sitä ei käytetty eikä tallennettu. Poista viesti keskustelusta."),
    ("Peruste puuttuu", "Valitse peruste. Mitään ei tehty."),
)
MAIJA = ContactView(
    "11-01",
    PersonView("Maija Esimerkki", "available", work="Sosiaaliohjaaja, Lappeenranta", languages=("fi", "sv")),
    phones=(PhoneView("05 000 0001", open_until="10.00"),),
)
AWAY = ContactView(
    "11-03",
    PersonView("Sari Kokeilu", away_until="27.11.", work="Sosiaalityöntekijä, Lappeenranta"),
    ("Sijainen Otto Testi",),
)
FAULTS = tuple(f"Rivi {number}: henkilötunnus ei ole oikein." for number in range(2, 20))
TABLE = OwnImportView(DRAFT, added=281, moved=6, changed=6, same=12, missing=3, faults=FAULTS[:7])
RENEWAL = RenewalView(
    tuple(
        Option(str(number), f"Lisätty {number}.12.2025 · Imatra · K-10{number:02}, K-11{number:02} · päättyy 24.12.")
        for number in range(1, 16)
    )
)
LEFT = LeftView(12, (("Sari Kokeilu", 9),), WORKERS)
Scene = Callable[[Translate], Card]


def _form(view: OwnFormView) -> Scene:
    return lambda t: own_form_card(replace(view, consents=consent_options(t)), t)


OWN_SCENES: dict[str, Scene] = {
    "O1-find-kela": _form(FIND),
    "O1-find-county": _form(OwnFormView("find", county=COUNTY, bases=COUNTY_LOOKS_UP)),
    "O1-find-wrong": _form(replace(FIND, problems=WRONG, answers=OwnAnswers("Etelä-Karjala", "consent"))),
    "O2-add-coordinator": _form(ADD),
    "O2-add-myself": _form(replace(ADD, workers=())),
    "O2-remove": _form(OwnFormView("remove", county=COUNTY, bases=COUNTY_LOOKS_UP)),
    "O3-told-kela": lambda t: own_answer_card(OwnAnswerView("told", COUNTY, MAIJA, draft=DRAFT), t),
    "O3-told-away": lambda t: own_answer_card(OwnAnswerView("told", COUNTY, AWAY, draft=DRAFT), t),
    "O3-told-county": lambda t: own_answer_card(OwnAnswerView("told", COUNTY, MAIJA, "24.11.2027"), t),
    "O3-not-known": lambda t: own_answer_card(OwnAnswerView("not_known", COUNTY, draft=DRAFT), t),
    "O3-not-told": lambda t: own_answer_card(OwnAnswerView("not_told", COUNTY, draft=DRAFT), t),
    "O4-table": lambda t: own_import_card(TABLE, t),
    "O4-table-clean": lambda t: own_import_card(OwnImportView(DRAFT, added=300), t),
    "O4-table-bad": lambda t: own_import_card(OwnImportView("", faults=FAULTS), t),
    "O5-renewal": lambda t: renewal_card(RENEWAL, t),
    "O6-left": lambda t: left_card(LEFT, t),
}
