"""Åland: its municipalities decide on social assistance themselves, so nothing is routed to a mainland contact."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement, TextBlock

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.person import PhoneView, telephone
from cards.kit.pieces import line, run, title_row
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class AlandView:
    """What was asked, and where Åland answers."""

    draft: str
    topic: str = ""
    municipality: str = ""
    phone: PhoneView | None = None
    """Kela's own unit in Åland."""
    link: str = ""


def aland_card(view: AlandView, t: Translate) -> Card:
    """Tells why there is nobody to ask here, and whom to turn to."""
    title = " · ".join(part for part in (view.municipality or t("Åland"), view.topic) if part)
    why = t("In Åland the municipalities decide on social assistance, not Kela. There is no wellbeing services county.")
    what = t(
        "Contact Kommunernas socialtjänst (KST), which handles the municipalities' social "
        "assistance in Åland. Kela has its own unit there."
    )
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    body: list[CardElement] = [title_row(title, correct), line(run(why)), line(run(what))]
    if view.phone is not None:
        body.append(telephone(view.phone, t, label=t("Kela in Åland")))
    if view.link:
        body.append(TextBlock(text=f"[{t('Contact details on the web')}]({view.link})", size="Small", wrap=True))
    return finished(body, [], f"{title}. {why}", t)
