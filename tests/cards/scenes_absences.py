"""The cards of absences and of handing open questions over, in every state they can take."""

from collections.abc import Callable
from dataclasses import replace

from cards.absences.absence_choice import AbsenceChoiceView, CandidateView, absence_choice_card
from cards.absences.absence_list import AbsenceFormView, AbsencesView, AbsenceView, absences_card
from cards.absences.handover import HandoverView, MatterView, handover_card
from cards.kit.frame import Card
from cards.kit.template import Option
from cards.kit.text import Translate

Scene = Callable[[Translate], Card]
FORM = AbsenceFormView(
    deputies=(Option("Otto Testi", "Otto Testi"), Option("Kalle Malli", "Kalle Malli")),
    usual_deputy="Kalle Malli",
    earliest="2026-11-24",
    latest="2028-11-24",
)
SUMMER = AbsenceView("2027-07-01", "1.7.–31.7.2027", "Otto Testi")
TODAY = AbsenceView("2026-11-24", "24.11.–27.11.2026", "Otto Testi", running=True)
MINE = AbsencesView("11-01", FORM)
SAVED = replace(
    MINE,
    absences=(TODAY, SUMMER),
    happened="Tallennettu: poissa 24.11.–27.11.2026.",
    notes=("Otto Testi on itse poissa 25.11.2026: silloin sijaisena on Kalle Malli.",),
    can_hand_over=True,
)
HOUSING = MatterView(1042, "asumismenot", "Lappeenranta", taken=True)
RENT = MatterView(1057, "vuokrarästi tai häädön uhka", "Imatra", taken=False)
AWAY = HandoverView("11-01", "2026-11-24", "24.11.–27.11.2026", deputy="Otto Testi", held=(HOUSING, RENT))
BACK = replace(
    AWAY, days="", held=(), moved=(replace(HOUSING, holder="Otto Testi"), replace(RENT, holder="Otto Testi"))
)
CHOICE = AbsenceChoiceView(
    "deputy",
    "1.7.–31.7.2027",
    (
        CandidateView("11-04", "Otto Testi", "Sosiaaliohjaaja, Lappeenranta"),
        CandidateView("11-09", "Otto Testinen", "Sosiaalityöntekijä, Imatra"),
    ),
    "2027-07-01",
    "2027-07-31",
    contact="11-01",
)

ABSENCE_SCENES: dict[str, Scene] = {
    "P1-absence-form": lambda t: absences_card(MINE, t),
    "P2-absence-missing": lambda t: absences_card(
        replace(MINE, missing="Viimeinen päivä puuttuu.", form=replace(FORM, first="2026-12-24", deputy="Otto Testi")),
        t,
    ),
    "P3-absence-saved": lambda t: absences_card(SAVED, t),
    "P4-absence-other": lambda t: absences_card(replace(SAVED, name="Maija Esimerkki", can_hand_over=False), t),
    "P5-absence-choice": lambda t: absence_choice_card(CHOICE, t),
    "P6-handover": lambda t: handover_card(AWAY, t),
    "P7-handover-part": lambda t: handover_card(
        replace(AWAY, held=(RENT,), moved=(replace(HOUSING, holder="Otto Testi"),)), t
    ),
    "P8-handover-coordinator": lambda t: handover_card(replace(AWAY, name="Maija Esimerkki"), t),
    "P9-handover-back": lambda t: handover_card(BACK, t),
    "P10-handover-no-deputy": lambda t: handover_card(replace(AWAY, deputy=""), t),
    "P11-handover-nothing": lambda t: handover_card(replace(AWAY, held=()), t),
}
