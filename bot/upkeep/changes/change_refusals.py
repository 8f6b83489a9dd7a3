"""What is said when a change of the directory may not be made."""

from bot.errors import Denied, Expected


def changed_meanwhile(name: str) -> Expected:
    """A record is no longer what the change was made from."""
    if name:
        return Expected(
            lambda t: t("{name} has been changed since then. Look at /history and make the change again.", name=name),
            code="changed_meanwhile",
        )
    return Expected(
        lambda t: t("This has been changed since then. Look at /history and make the change again."),
        code="changed_meanwhile",
    )


def nobody_left() -> Expected:
    """Somebody has to keep each part of the directory."""
    return Expected(
        lambda t: t(
            "After this nobody would keep the directory, and it could not be undone here. Name another coordinator "
            "first: /contact edit and the role coordinator. Nothing was changed."
        ),
        code="last_coordinator",
        keeps_card=True,
    )


def not_oneself() -> Denied:
    """Nobody makes themselves a watcher."""
    return Denied(
        lambda t: t(
            "Nobody makes themselves an auditor or data protection. Ask another coordinator. Nothing was changed."
        ),
        code="own_role",
        keeps_card=True,
    )


def named_by_them() -> Denied:
    """Nobody is made a watcher by whom they have made a coordinator."""
    return Denied(
        lambda t: t(
            "Nobody is made an auditor or data protection by a coordinator whom they have named. "
            "Ask another coordinator. Nothing was changed."
        ),
        code="named_by_them",
        keeps_card=True,
    )


def nothing_changes() -> Expected:
    """The directory is like this already."""
    return Expected(
        lambda t: t("Everything is like this already. Nothing was changed."), code="nothing_changes", keeps_card=True
    )


def no_second_for_coordinator() -> Expected:
    """Nobody could accept a new coordinator."""
    return Expected(
        lambda t: t(
            "A new coordinator is accepted by another coordinator of your organisation or of Kela, and there is "
            "none who could. Ask whoever runs Kuntayhteys to name one. Nothing was changed."
        ),
        code="no_second",
    )


def no_second() -> Expected:
    """The organisation has no other coordinator."""
    return Expected(
        lambda t: t(
            "A change like this is accepted by a second coordinator, and your organisation has no other. "
            "Add one first: /contact edit and the role coordinator. Nothing was changed."
        ),
        code="no_second",
    )


def too_long(limit: int) -> Expected:
    """The reason has too many characters."""
    return Expected(
        lambda t: t("The reason is too long: {limit} characters fit. Nothing was changed.", limit=limit),
        code="too_long",
        keeps_card=True,
    )


def nothing_to_undo() -> Expected:
    """The organisation has no change in force."""
    return Expected(lambda t: t("There is no change to undo."), code="nothing_to_undo")
