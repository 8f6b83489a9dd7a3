"""Who may change which part of the directory."""

from bot.errors import Denied
from bot.turns.authorisation import Member
from bot.upkeep.changes.model import changes_rules, changes_watchers, given_to, names_coordinator, removes_many
from directory.people.contact_fields import CONTACT_FIELDS
from directory.people.contacts import (
    GUARDED_ROLES,
    Contact,
    Directory,
    DirectoryContent,
    DirectoryId,
    Role,
)
from directory.records.changes import Changeset, Edit, fields_changed, organisation_of
from directory.reference import KELA

OWN_FIELDS = frozenset(one.name for one in CONTACT_FIELDS if one.own)
"""What a contact may change of their own entry."""
KEEPING_ROLES: tuple[Role, ...] = ("coordinator", *sorted(GUARDED_ROLES))


def check_scope(editor: Member, changes: Changeset, known: DirectoryContent) -> None:
    """A coordinator changes their own organisation's part, anybody else only their own entry. Raises Denied."""
    for edit in changes:
        owners = {organisation_of(one, known) or _new_owner(one, changes) for one in (edit.before, edit.after) if one}
        if edit.section == "organisations" or owners != {editor.organisation.code}:
            raise _not_yours(editor)
        if not editor.contact.is_a("coordinator") and not _is_own(editor.contact, edit):
            raise _not_a_coordinator_of(editor)


def second_coordinators(
    directory: Directory, organisation: str, changes: Changeset, maker: DirectoryId
) -> tuple[Contact, ...]:
    """Who may accept a change that its maker may not make alone.

    The organisation's other coordinators. Of an area's rules also Kela's, because they are agreed with Kela; of a new
    coordinator Kela's where the organisation has no other. Who watches over an organisation, and who leaves it, is
    never Kela's to say, whatever else the change holds. Nobody without a directory id: they could not be asked.
    """
    excluded = {maker, *given_to(changes)}
    own, kela = (
        tuple(
            one
            for one in directory.with_role(code, "coordinator")
            if one.aad_object_id and one.directory_id not in excluded
        )
        for code in (organisation, KELA)
    )
    if organisation == KELA or changes_watchers(changes) or removes_many(changes):
        return own
    if changes_rules(changes):
        return own + kela
    return own or (kela if names_coordinator(changes) else ())


def keepers(directory: Directory, organisation: str) -> tuple[Contact, ...]:
    """Those who keep the organisation's part or watch over it, each once. Nobody without a directory id."""
    found = (one for role in KEEPING_ROLES for one in directory.with_role(organisation, role) if one.aad_object_id)
    return tuple({one.id: one for one in found}.values())


def _new_owner(item: object, changes: Changeset) -> str:
    """The organisation of an absence whose contact comes with the same change."""
    contact_id = getattr(item, "contact_id", "")
    added = (edit.after for edit in changes if isinstance(edit.after, Contact))
    return next((one.organisation for one in added if one.id == contact_id), "")


def _is_own(contact: Contact, edit: Edit) -> bool:
    match edit.section:
        case "absences":
            return all(getattr(one, "contact_id", "") == contact.id for one in (edit.before, edit.after) if one)
        case "contacts":
            is_own = isinstance(edit.before, Contact) and edit.before.id == contact.id and edit.after is not None
            return is_own and fields_changed(edit).keys() <= OWN_FIELDS
        case _:
            return False


def _not_a_coordinator_of(editor: Member) -> Denied:
    name = editor.organisation.name
    return Denied(
        lambda t: t(
            "You may change your own details. Anything else of {organisation} is for a coordinator.", organisation=name
        ),
        code="not_a_coordinator",
    )


def _not_yours(editor: Member) -> Denied:
    name = editor.organisation.name
    return Denied(
        lambda t: t(
            "This belongs to another organisation. You may change only what belongs to {organisation}.",
            organisation=name,
        ),
        code="not_your_organisation",
    )
