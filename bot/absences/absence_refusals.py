"""The sentences of what cannot be read or saved of an absence. Nothing is saved then."""

from bot.errors import Denied, Expected, Wording
from config.texts import Translate
from directory.people.contacts import Absence, Contact
from directory.people.standing_in import Unfit
from directory.time.time_wording import span_words


def refused(sentence: Wording, code: str) -> Expected:
    """A refusal of what was typed: the form stays to be corrected."""
    return Expected(lambda t: _nothing_saved(sentence, t), code=code, keeps_card=True)


def _nothing_saved(sentence: Wording, t: Translate) -> str:
    return t("{what} Nothing was saved.", what=sentence(t))


def not_read() -> Expected:
    """Far too long for days and names."""
    return refused(
        lambda t: t("Write only the days and the deputy, for example: {example}.", example=example(t)), "not_read"
    )


def no_such_day() -> Expected:
    """A date that is not in the calendar."""
    return refused(
        lambda t: t("There is no such day. Write the days for example like this: {example}.", example=example(t)),
        "bad_date",
    )


def unknown_person() -> Expected:
    """The words before the days are nobody's name."""
    return refused(
        lambda t: t(
            "Nobody of this name is in your organisation's directory. "
            "Your own absence is written without a name: {example}.",
            example=example(t),
        ),
        "unknown_person",
    )


def unknown_deputy() -> Expected:
    """The words after "deputy" are nobody's name."""
    return refused(_unknown_deputy, "unknown_deputy")


def no_such_deputy() -> Denied:
    """A button names a deputy who is unknown or another organisation's: both look the same."""
    return Denied(lambda t: _nothing_saved(_unknown_deputy, t), code="unknown_contact", keeps_card=True)


def _unknown_deputy(t: Translate) -> str:
    return t("No deputy of this name is in your organisation's directory. Check the name.")


def write_whole_names() -> Expected:
    """Neither name says surely who is meant."""
    return refused(lambda t: t("Both names fit several people. Write them in full."), "ambiguous")


def gone() -> Expected:
    """The absence of a card is no longer there."""
    return Expected(_gone, code="absence_gone")


def no_such_contact() -> Denied:
    """A button names a contact that is unknown or another organisation's: both look the same."""
    return Denied(_gone, code="unknown_contact")


def _gone(t: Translate) -> str:
    return t("This absence is no longer there. /absence shows those that are. Nothing was changed.")


def nobody_stands_in() -> Expected:
    """There is no deputy to move anything to."""
    return Expected(
        lambda t: t("There is no deputy who is at work. Name one with /absence. Nothing was moved."),
        code="nobody_stands_in",
        keeps_card=True,
    )


def not_to_oneself(name: str) -> Denied:
    """A coordinator would read a colleague's questions by naming themselves the deputy."""
    return Denied(
        lambda t: t(
            "Nobody takes a colleague's questions to themselves. {name} can move them, or name another deputy: "
            "/absence. Nothing was moved.",
            name=name,
        ),
        code="taken_to_oneself",
        keeps_card=True,
    )


def overlaps(contact: Contact, other: Absence) -> Expected:
    """The days run into an absence that is known already."""

    def sentence(t: Translate) -> str:
        days = span_words(other.starts_on, other.ends_on, t)
        return t(
            "{name} is already away {days}. Cancel that first, or choose other days.", name=contact.name, days=days
        )

    return refused(sentence, "absences_overlap")


def unfit_deputy(unfit: Unfit, deputy: str, contact: str) -> Expected:
    """Why somebody may not be the deputy."""

    def sentence(t: Translate) -> str:
        match unfit:
            case "themselves":
                return t("Nobody is their own deputy. Choose another.")
            case "other_organisation":
                return t("{deputy} is of another organisation. A deputy is a colleague.", deputy=deputy)
            case "other_role":
                return t(
                    "{deputy} handles no client matters in the directory, so cannot stand in. Choose another deputy.",
                    deputy=deputy,
                )
            case "other_municipalities":
                return t(
                    "{deputy} serves other municipalities than {name}. Choose another deputy.",
                    deputy=deputy,
                    name=contact,
                )
            case "other_topics":
                return t("{deputy} has other topics than {name}. Choose another deputy.", deputy=deputy, name=contact)

    return refused(sentence, "deputy_unfit")


def example(t: Translate) -> str:
    """What to type."""
    return t("/absence 1.7.–31.7. deputy Otto Testi")
