"""What the fields of the directory's records are called, and their values, as people read them."""

from collections.abc import Mapping

from config.texts import Translate
from directory.people.contact_fields import FIELD_NAMED


def field_words(name: str, t: Translate) -> str:
    """The name of a field: `kunnat`; a name that is not a field's comes back as it is."""
    return FIELD_NAMED[name].words(t) if name in FIELD_NAMED else _other_fields(t).get(name, name)


def role_words(role: str, t: Translate) -> str:
    """The name of a role inside a sentence."""
    words: Mapping[str, str] = {
        "contact": t("contact"),
        "deputy": t("deputy"),
        "own_worker": t("own worker"),
        "coordinator": t("coordinator"),
        "auditor": t("auditor"),
        "data_protection": t("data protection"),
    }
    return words.get(role, role)


def language_words(code: str, t: Translate) -> str:
    """The name of a language inside a sentence."""
    return {"fi": t("Finnish"), "sv": t("Swedish"), "en": t("English")}.get(code, code)


def _other_fields(t: Translate) -> Mapping[str, str]:
    return {
        "deputy": t("deputy"),
        "area": t("area"),
        "valid_from": t("in force from"),
        "state": t("state"),
        "who_may_ask": t("who may ask"),
        "urgency": t("urgent matters"),
        "prefers": t("whom to contact first"),
        "team_id": t("team in Teams"),
        "channel_id": t("channel in Teams"),
        "working_hours": t("working hours"),
        "escalation": t("if nobody takes it"),
        "website": t("website"),
        "source": t("source"),
        "checked_on": t("checked"),
        "owner": t("owner"),
        "kind": t("kind"),
        "hours": t("hours"),
        "contact_id": t("contact"),
        "starts_on": t("first day"),
        "ends_on": t("last day"),
    }
