"""Who may do what: the few questions that are asked of a person, each in one place. No input or output here.

Every command, button, typeahead, file, event and web route names its `Need`; docs/authorisation.md is made of them. The
pipeline asks what can be known of the person alone, and `bot.consultation.acting.acting` whether they take part in a
matter. What is left belongs to the state of things: the rule that changes it asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import Denied
from bot.turns.turn import Turn
from config.texts import Translate
from directory.people.contacts import (
    Contact,
    Directory,
    DirectoryId,
    Organisation,
    Role,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the directory, and the organisation in whose tenant they write."""

    contact: Contact
    organisation: Organisation


def member(directory: Directory, turn: Turn) -> Member | None:
    """Whoever sent the turn, as the directory knows them. The tenant counts, never a name or a bare directory id."""
    found = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
    return Member(found, organisation) if found is not None and organisation is not None else None


def in_role(directory: Directory, turn: Turn, role: Role) -> Member | None:
    """The same, when they have the role in their own organisation."""
    found = member(directory, turn)
    return found if found is not None and found.contact.is_a(role) else None


def listed(directory: Directory, turn: Turn) -> Member:
    """Whoever sent the turn. Raises Denied for somebody who is not in the directory."""
    found = member(directory, turn)
    if found is None:
        raise Denied(_not_in_the_directory, code="not_in_directory")
    return found


def required(directory: Directory, turn: Turn, role: Role) -> Member:
    """Whoever sent the turn, in this role. Raises Denied for anybody else."""
    found = in_role(directory, turn, role)
    if found is None:
        organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
        people = directory.with_role(organisation.code, role) if organisation else ()
        raise _refused(role, ", ".join(one.name for one in people[:3]))
    return found


def keeper(directory: Directory, turn: Turn) -> Member:
    """Whoever sent the turn, as one who says how long the organisation keeps things. Raises Denied for others."""
    return in_role(directory, turn, "data_protection") or required(directory, turn, "coordinator")


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked of whoever does something. Compared by its code."""

    code: str
    who: str
    """In plain words, for docs/authorisation.md."""
    asked_by: str
    """The code that asks it, for the same."""
    check: Callable[[Directory, Turn], object] | None = None
    """What the pipeline asks before anything else happens; raises Denied."""


ANYBODY = Need("anybody", "Anybody of an organisation that uses the bot.", "the tenant check of every turn")
LISTED = Need("listed", "People of the directory.", "the pipeline: `listed`", listed)
COORDINATOR = Need(
    "coordinator",
    "A coordinator, for the part of the directory of their own organisation.",
    "the pipeline: `required`; the part: `bot.upkeep.changes.editors.check_scope`",
    lambda directory, turn: required(directory, turn, "coordinator"),
)
AUDITOR = Need(
    "auditor",
    "An auditor, in their own chat, for the log of their own organisation.",
    "the pipeline: `required`; the place and the part: `bot.audit.auditing`",
    lambda directory, turn: required(directory, turn, "auditor"),
)
DATA_PROTECTION = Need(
    "data_protection",
    "The organisation's data protection role, for the bases that its own people use.",
    "the pipeline: `required`",
    lambda directory, turn: required(directory, turn, "data_protection"),
)
BASIS = Need(
    "basis",
    "Anybody sees the list of their own organisation; with a number, whoever takes part in that matter.",
    "`bot.consultation.acting.acting`",
)
BASIS_SECOND = Need(
    "basis_second",
    "The organisation's data protection or a coordinator; nobody accepts their own proposal.",
    "the pipeline: `listed`; the rest: `bot.upkeep.bases.basis_keeping`",
    listed,
)
KEEPER = Need(
    "keeper", "A coordinator or the data protection role, for their own organisation.", "the pipeline: `keeper`", keeper
)
TEAM = Need(
    "team",
    "A team lead whom a coordinator has let see the list, to a day; a coordinator to give it, never to themselves.",
    "the pipeline: `listed`; the right: `bot.leads.model`",
    listed,
)
OWN_ENTRY = Need(
    "own_entry",
    "The person whose entry it is, or a coordinator of the same organisation.",
    "the pipeline: `listed`; whose: `bot.upkeep.contacts.contact_saving.editor_of`, "
    "`bot.absences.absence_saving.of_editor`",
    listed,
)
CHANGE = Need(
    "change",
    "Whoever made the change and the coordinators who may accept it; nobody accepts their own where two are needed.",
    "the pipeline: `listed`; which: `bot.upkeep.changes.changing`, `bot.upkeep.changes.model`",
    listed,
)
OWN_WORKERS = Need(
    "own_workers",
    "In a county, people of the directory who have clients, and coordinators. In Kela anybody, on a legal basis.",
    "`bot.ownworkers.own_command`; the basis: `bot.ownworkers.looking_up`",
)
PARTY = Need(
    "party",
    "Whoever asked, was asked or has taken the matter, and the members of the channel thread it is in.",
    "`bot.consultation.acting.acting`",
)
ASKING = Need(
    "asking",
    "The asking side of the matter; the others who take part only look.",
    "`bot.consultation.acting.acting`; the side: `bot.consultation.rules.ground_rules`, `bot.deadlines.model`",
)
RECEIVING = Need(
    "receiving",
    "The side that was asked, while the matter is open.",
    "`bot.consultation.acting.acting`; the side and the state: `bot.consultation.rules.model`",
)
HANDOVER = Need(
    "handover",
    "The side that was asked, while the matter is open. Of a question whose asker has left, a coordinator of the "
    "asking side, never to themselves.",
    "`bot.consultation.acting.acting`; the side: `bot.consultation.rules.model`; an asker who has left: "
    "`bot.consultation.acting.leavers`",
)
CLIENT = Need(
    "client",
    "The asker; whoever has taken the matter, or may still take it in their own chat. On a basis in force, while open.",
    "`bot.consultation.acting.acting`; the rest: `bot.consultation.rules.model.may_see_client`; each look is logged",
)
OWN_FORM = Need("own_form", "Whoever the form was shown to.", "`bot.consultation.stored.drafts`")
OWN_LINE = Need("own_line", "Whoever wrote the message.", "`bot.lines.talking`, `bot.consultation.stored.held_lines`")
MICROSOFT = Need("microsoft", "Microsoft, with a token signed for this bot.", "`bot.teams.token_check`")
OPEN = Need("open", "Everybody: nothing of anybody's is there.", "–")

EVENTS = {
    "Message": PARTY,
    "Edited": OWN_LINE,
    "Deleted": OWN_LINE,
    "Installed": ANYBODY,
    "Read": PARTY,
    "Typing": PARTY,
}
"""What is no command, button, search or file, by its class in bot.turns.turn."""
EVENT_WORDS = {
    "Message": "A typed line that is no command: passed on in the writer's own matter.",
    "Edited": "A message of one's own is changed: its copies follow.",
    "Deleted": "A message of one's own is deleted: its copies follow.",
    "Read": "What the bot wrote in one's own chat has been seen: the other side's card may tell it.",
    "Typing": "Typing in one's own matter: the other side sees that somebody types.",
    "Installed": "The bot is added to a chat or team, or taken away.",
}
ROUTES = {
    ("POST", "/api/messages"): MICROSOFT,
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/"): OPEN,
    ("GET", "/privacy"): OPEN,
    ("GET", "/terms"): OPEN,
}


def _refused(role: Role, names: str) -> Denied:
    match role:
        case "auditor":
            return Denied(lambda t: _only_an_auditor(names, t), code="not_an_auditor")
        case "data_protection":
            return Denied(lambda t: _only_data_protection(names, t), code="not_data_protection")
        case _:
            return Denied(lambda t: _only_a_coordinator(names, t), code="not_a_coordinator")


def _not_in_the_directory(t: Translate) -> str:
    return t("You are not in the directory, so there is nothing to change. Ask your organisation's coordinator.")


def _only_a_coordinator(names: str, t: Translate) -> str:
    if names:
        return t("Only a coordinator changes the directory. Your organisation's: {names}.", names=names)
    return t(
        "Only a coordinator changes the directory, and your organisation has none yet. "
        "Whoever runs Kuntayhteys names the first one."
    )


def _only_an_auditor(names: str, t: Translate) -> str:
    if names:
        return t("Only an auditor reads the access log. Your organisation's: {names}.", names=names)
    return t("Only an auditor reads the access log, and your organisation has named none yet.")


def _only_data_protection(names: str, t: Translate) -> str:
    if names:
        return t("Only data protection changes the legal bases. Your organisation's: {names}.", names=names)
    return t("Only data protection changes the legal bases, and your organisation has named nobody for it yet.")


def coordinator(directory: Directory, turn: Turn) -> Member:
    """Whoever sent the turn, as the coordinator of their organisation. Raises Denied for anybody else."""
    return required(directory, turn, "coordinator")


def is_coordinator(directory: Directory, turn: Turn) -> bool:
    """Whether whoever sent the turn is a coordinator."""
    return in_role(directory, turn, "coordinator") is not None
