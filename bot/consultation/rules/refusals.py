"""The sentences of what cannot be done to a consultation."""

from bot.errors import Denied, Expected
from bot.turns.press_data import STALE_FORM
from cards.kit.button_data import ButtonData
from cards.kit.k_number import consultation_label


def closed(number: int) -> Expected:
    """The question has been closed."""
    label = consultation_label(number)
    return Expected(
        lambda t: t(
            "{label} is closed, so nothing was passed on any more. If the matter goes on: ask anew with /consult.",
            label=label,
        ),
        code="closed",
    )


def not_yours(number: int) -> Denied:
    """The person takes no part in the matter. Says no more about it than its number."""
    label = consultation_label(number)
    return Denied(
        lambda t: t("{label} is between others, so nothing was done. /open lists what is open for you.", label=label),
        code="not_yours",
        number=number,
    )


def taken_by_another(number: int, name: str) -> Expected:
    """Somebody was quicker."""
    label = consultation_label(number)
    return Expected(
        lambda t: t("{name} has already taken {label}. Nothing is expected of you.", name=name, label=label),
        code="taken_by_another",
    )


def take_first(number: int) -> Expected:
    """Only whoever took the matter closes it on the receiving side."""
    label = consultation_label(number)
    return Expected(
        lambda t: t("Nobody has taken {label} yet. Take it first, then close it.", label=label), code="take_first"
    )


def only_asker_withdraws(number: int) -> Denied:
    """Withdrawing is the asker's."""
    label = consultation_label(number)
    return Denied(
        lambda t: t("Only the asker can withdraw {label}. Choose another outcome.", label=label),
        code="only_asker_withdraws",
        number=number,
    )


def no_client(number: int) -> Expected:
    """There is no sealed client, or no longer."""
    label = consultation_label(number)
    return Expected(lambda t: t("{label} has no client reference.", label=label), code="no_client")


def take_to_see_client(number: int) -> Expected:
    """The client is shown to whoever takes the matter."""
    label = consultation_label(number)
    return Expected(
        lambda t: t("The client is shown to the person who has taken {label}.", label=label),
        code="take_to_see_client",
    )


def paused(number: int) -> Expected:
    """The client's consent has ended, and nothing is passed on until the asker has chosen another basis."""
    label = consultation_label(number)
    return Expected(
        lambda t: t(
            "The consent in {label} has ended, so nothing was sent. The asker chooses a new basis: /basis {label}",
            label=label,
        ),
        code="paused",
        keeps_card=True,
    )


def unknown(number: int) -> Denied:
    """No such number, or none that this person may know of."""
    label = consultation_label(number)
    return Denied(
        lambda t: t("No open question {label} was found for you. /open lists yours.", label=label),
        code="unknown_consultation",
        number=number,
    )


def stale_form() -> Expected:
    """The form is gone."""
    return Expected(ButtonData.out_of_date, code=STALE_FORM)


def not_your_form() -> Denied:
    """The form was shown to somebody else: the same sentence as for one that is gone."""
    return Denied(ButtonData.out_of_date, code="not_your_form")


def nothing_open() -> Expected:
    """The person has no open matter at all."""
    return Expected(
        lambda t: t("Nothing is open for you. To ask: /consult Lappeenranta housing costs"), code="nothing_open"
    )


def not_held(number: int, name: str) -> Expected:
    """The matter is not in the hands of whoever it was to be moved from or back to."""
    label = consultation_label(number)
    return Expected(
        lambda t: t("{label} is not with {name} any more. Nothing was moved.", label=label, name=name), code="not_held"
    )


def asked_by_deputy(number: int, name: str) -> Expected:
    """The deputy is the one who asked."""
    label = consultation_label(number)
    return Expected(
        lambda t: t("{name} asked {label}, so cannot answer it. Choose another deputy.", label=label, name=name),
        code="asked_by_deputy",
    )


def away_without_deputy(name: str) -> Expected:
    """The matter must not be passed to somebody who is not there and has nobody else in their place."""
    return Expected(
        lambda t: t(
            "{name} is away and nobody else stands in. Choose somebody else. Nothing was passed on.", name=name
        ),
        code="away_without_deputy",
        keeps_card=True,
    )
