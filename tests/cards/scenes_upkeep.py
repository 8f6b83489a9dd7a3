"""Cards with which contacts' details are kept right: confirming, the work-list, wrong turns, coverage."""

from collections.abc import Callable
from dataclasses import replace

from cards.contacts.coverage_card import AreaRowView, CoverageView, GapView, SummaryView, coverage_card
from cards.contacts.misroute import MisrouteView, misroute_card
from cards.contacts.verify import VerifyView, verify_card
from cards.contacts.worklist import SHOWN, ContactRowView, WorklistView, WrongTurnRowView, worklist_card
from cards.kit.frame import Card
from cards.kit.template import Option
from cards.kit.text import Translate

MINE = VerifyView(
    contact="11-01",
    name="Maija Esimerkki",
    rows=(
        ("Nimike", "Sosiaaliohjaaja"),
        ("Paikkakunta", "Lappeenranta"),
        ("Alueet", "Etelä-Karjala"),
        ("Kunnat", "kaikki kunnat"),
        ("Aiheet", "Asumismenot, Vuokrarästi tai häädön uhka, Täydentävä toimeentulotuki"),
        ("Puhelin", "05 000 0001"),
        ("Puhelinajat", "ma-pe 9-10"),
        ("Sijainen", ""),
    ),
    confirmed="3.11.2026",
)
WRONG = MisrouteView(
    misroute=7,
    state="open",
    when="ti 24.11. klo 9.14",
    place="Imatra",
    topic="vuokrarästi tai häädön uhka",
    refuser="Maija Esimerkki",
    refuser_id="11-01",
    named="Kalle Malli",
    count=3,
    repairs=(
        Option("topic", "Maija Esimerkki: ei enää tätä aihetta; Kalle Malli: saa nämä jatkossa"),
        Option("municipality", "Maija Esimerkki: ei enää tätä kuntaa; Kalle Malli: saa nämä jatkossa"),
        Option("named_only", "Kalle Malli: saa nämä jatkossa"),
    ),
)
LIST = WorklistView(
    rows=(
        ContactRowView("11-02", "Kalle Malli", "viestit eivät ole menneet perille 20.11.2026 alkaen", "3.11."),
        ContactRowView("11-03", "Sari Kokeilu", "tiedot vahvistamatta 1.3.2026 jälkeen"),
        WrongTurnRowView(7, "Imatra · Vuokrarästi tai häädön uhka", "väärältä henkilöltä on kysytty 3 kertaa"),
        ContactRowView("11-04", "Otto Testi", "vahvistettava, viimeksi vahvistettu tai vastannut 3.10.2026", "3.11."),
    ),
    fresh=12,
)
AREA = CoverageView(
    title="Etelä-Karjala, kattavuus ti 24.11.",
    contacts=3,
    nobody=(
        GapView("kaikki kunnat", "sosiaalihuolto, edunvalvonta"),
        GapView("Imatra, Lemi, Luumäki ja 3 muuta", "maahanmuutto ja kotoutuminen"),
    ),
    absent=(GapView("kaikki kunnat paitsi Lappeenranta", "päihteet", "Sari Kokeilu"),),
    alone=tuple(GapView("kaikki kunnat", f"aihe {number}", "Kalle Malli") for number in range(7)),
    contradictions=("Maija Esimerkki on luettelossa kahdesti.",),
    waiting=4,
)
KELA = CoverageView(
    title="Kelan yhteyshenkilöt alueittain, kattavuus ti 24.11.",
    summary=SummaryView(
        wrong=(
            AreaRowView("14", "Pohjois-Karjala", "Yhteyshenkilöitä: 0"),
            AreaRowView("10", "Kymenlaakso", "Yhteyshenkilöitä: 3 · vain poissa olevia · ristiriitaisia tietoja"),
        ),
        alone="Itä-Uusimaa, Länsi-Uusimaa, Varsinais-Suomi, Satakunta, Kanta-Häme, Pirkanmaa",
        several="Keski-Uusimaa, Kainuu",
        counties="20/22 alueella. Ei: Keski-Uudellamaalla, Kainuussa.",
    ),
    waiting=2,
)
LONG = WorklistView(
    rows=tuple(
        ContactRowView(f"11-{number}", f"Erittäin Pitkäniminen-Esimerkkihenkilö {number}", LIST.rows[0].why, "3.11.")
        for number in range(SHOWN)
    ),
    left=41,
    fresh=400,
    done="Kalle Malli: vahvistusta pyydetty.",
)
SCENES: dict[str, Callable[[Translate], Card]] = {
    "U1-verify": lambda t: verify_card(MINE, t),
    "U1-verified": lambda t: verify_card(replace(MINE, confirmed="24.11.2026", just_now=True), t),
    "U2-worklist": lambda t: worklist_card(LIST, t),
    "U2-worklist-long": lambda t: worklist_card(LONG, t),
    "U2-worklist-last": lambda t: worklist_card(replace(LIST, page=1), t),
    "U2-worklist-empty": lambda t: worklist_card(WorklistView((), fresh=16), t),
    "U3-wrong-turn": lambda t: misroute_card(WRONG, t),
    "U3-wrong-turn-unit": lambda t: misroute_card(
        replace(WRONG, named="Imatran perhepalvelut", count=1, repairs=WRONG.repairs[:1]), t
    ),
    "U3-wrong-turn-by-hand": lambda t: misroute_card(replace(WRONG, named="", count=4, repairs=()), t),
    "U3-corrected": lambda t: misroute_card(replace(WRONG, state="corrected", change="M-12"), t),
    "U3-left": lambda t: misroute_card(replace(WRONG, state="left"), t),
    "U4-coverage": lambda t: coverage_card(AREA, t),
    "U4-coverage-full": lambda t: coverage_card(CoverageView("Etelä-Karjala, kattavuus ti 24.11.", contacts=9), t),
    "U4-coverage-own-workers": lambda t: coverage_card(
        CoverageView("Keski-Uusimaa, kattavuus ti 24.11.", own_workers=True), t
    ),
    "U4-coverage-kela": lambda t: coverage_card(KELA, t),
    "U4-coverage-kela-full": lambda t: coverage_card(
        CoverageView(KELA.title, summary=SummaryView((), "", "Keski-Uusimaa, Kainuu", "22/22 alueella.")), t
    ),
}
