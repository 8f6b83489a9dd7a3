"""The dialog behind "Näytä asiakas": only the presser sees it, Teams keeps no copy, the look has been logged (C4).

It has no button of its own: the dialog's own close button closes it, and nothing can be pressed twice.
"""

from dataclasses import dataclass

from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ClientDialogView:
    """The opened seal."""

    consultation: int
    identity_code: str
    basis: str
    """Worded."""
    looked_at: str
    """ "24.11.2026 klo 9.31" """
    followed: bool = False
    """The question is closed, and the code is kept for its follow-up."""


def client_dialog_card(view: ClientDialogView, t: Translate) -> Card:
    """The identity code. Never sent as a message."""
    title = t("Client, {label}", label=consultation_label(view.consultation))
    body = [
        heading(title),
        note(t("Identity code"), "Default"),
        line(run(view.identity_code, bold=True), gap="None"),
        line(run(t("Legal basis: {basis}", basis=view.basis)), gap="Default"),
        note(_logged(view, t), "None"),
    ]
    return finished(body, [], title, t)


def _logged(view: ClientDialogView, t: Translate) -> str:
    if view.followed:
        return t(
            "The look was logged {time}. The code is destroyed when the follow-up has been handled. "
            "Do not copy it into messages.",
            time=view.looked_at,
        )
    return t(
        "The look was logged {time}. The code is destroyed when the question is closed or its follow-up has been "
        "handled. Do not copy it into messages.",
        time=view.looked_at,
    )
