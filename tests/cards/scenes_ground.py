"""The legal basis of a consultation and the consent behind it, in their states."""

from collections.abc import Callable
from dataclasses import replace

from cards.consent_part import ConsentAnswers, ConsentPartView
from cards.frame import Card
from cards.ground import GroundView, ground_card
from cards.template import Option
from cards.text import Translate

CONSENTS = (
    Option("client-orally", "Asiakas, suullisesti"),
    Option("client-in_writing", "Asiakas, kirjallisesti"),
    Option("representative-orally", "Laillinen edustaja, suullisesti"),
    Option("representative-in_writing", "Laillinen edustaja, kirjallisesti"),
)
BASES = (
    Option("consent", "Asiakkaan suostumus (tarkista laki)"),
    Option("evident_need", "Ilmeinen tuen tarve (SHL 35 §)"),
    Option("totul_18", "Välttämätön tieto toimeentulotukiasiaan (TotuL 18 §) (tarkista laki)"),
)
PART = ConsentPartView(CONSENTS, "2026-11-24", opened=True)
HOLDS = GroundView(
    consultation=1042,
    topic="asumismenot",
    place="Lappeenranta",
    basis="Asiakkaan suostumus",
    law="SHL 1301/2014 35 §; asiakaslaki 812/2000 (tarkista laki)",
    consent="Asiakas, suullisesti, 20.11.2026, koskee tätä asiaa",
    may_end=True,
    bases=BASES,
    chooses=True,
    consents=PART,
)
READER = replace(HOLDS, may_end=False, bases=(), chooses=False)
ENDED = replace(HOLDS, may_end=False, ended="Suostumus on peruttu", ended_at="ti 24.11.2026 klo 13.05")
FAULTY = replace(
    ENDED,
    chosen="consent",
    problem=("Suostumuksen tiedot puuttuvat", "Valitse, kuka antoi suostumuksen ja miten. Mitään ei lähetetty."),
    consents=replace(PART, answers=ConsentAnswers(given_on="2026-11-24", until="2026-12-31", names_us=True)),
)
SCENES: dict[str, Callable[[Translate], Card]] = {
    "L1-holds": lambda t: ground_card(HOLDS, t),
    "L1-reader": lambda t: ground_card(READER, t),
    "L2-ended": lambda t: ground_card(ENDED, t),
    "L2-faulty": lambda t: ground_card(FAULTY, t),
}
