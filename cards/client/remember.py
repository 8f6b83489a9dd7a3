"""*Muista minut*: at the end of a matter its county worker is remembered as the client's own."""

from collections.abc import Sequence

from microsoft_teams.cards import AdaptiveCard, Choice, ChoiceSetInput

from cards.buttons.consultation_data import Shown
from cards.buttons.own_worker_data import OwnWorkerSaveData
from cards.kit.actions import button
from cards.kit.frame import inner
from cards.kit.pieces import heading, note
from cards.kit.template import Option
from cards.kit.text import Translate


def remember_form(consents: Sequence[Option], about: Shown, t: Translate) -> AdaptiveCard:
    """Opens below the receipt: who gave the client's consent, and the one press."""
    data = OwnWorkerSaveData(consultation=about.consultation, version=about.version, step="remember")
    return inner(
        [
            heading(t("Remember me as this client's own worker")),
            note(t("Kela's next question about the client then comes to me first, for 12 months."), "None"),
            ChoiceSetInput(
                id="consent",
                label=t("The client's consent: who gave it and how"),
                style="compact",
                placeholder=t("Choose"),
                is_required=True,
                error_message=t("Choose who gave the consent and how."),
                choices=[Choice(title=one.title, value=one.value) for one in consents],
            ),
        ],
        [button(t("Remember me"), data, filled=True)],
    )
