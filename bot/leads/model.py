"""What a team lead may see beside their own matters: given by a coordinator, for a time. No input or output here."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import Denied, Expected
from directory.people.contacts import Contact, Directory

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class TeamView:
    """The right to see which matters of the team are open, and with whom; nothing of what is in them."""

    contact_id: str
    team: str
    """As it was called when the right was given: whoever moves to another team sees neither."""
    until: date
    """The last day (Finnish date)."""
    given_by: str
    """The coordinator's name."""
    aad_object_id: str
    """The lead's account: whoever has the entry after them has not been given the right."""

    def holds(self, lead: Contact, today: date) -> bool:
        """Whether it is still in force. It ends by itself, and when the lead's own entry names another team
        or has another account."""
        same = lead.team == self.team and lead.aad_object_id == self.aad_object_id
        return same and today <= self.until


def team_of(directory: Directory, lead: Contact) -> tuple[Contact, ...]:
    """The people of the lead's own team in the same organisation, by name; the lead too."""
    if not lead.team:
        return ()
    team = (lead.organisation, lead.team)
    found = [one for one in directory.content.contacts if (one.organisation, one.team) == team and one.aad_object_id]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def given(giver: Contact, lead: Contact, until: date, today: date) -> TeamView:
    """The right as a coordinator gives it. Raises Expected: to oneself, without a team, or for too long."""
    if giver.id == lead.id:
        raise Denied(
            lambda t: t("Nobody gives themselves a team's view. Ask another coordinator. Nothing was changed."),
            code="own_team_view",
        )
    if not lead.team:
        raise Expected(
            lambda t: t("{name} has no team in the directory. Add it first: /contact edit", name=lead.name),
            code="no_team",
        )
    if not today <= until <= today + LONGEST:
        raise Expected(
            lambda t: t("Choose the last day from today on, within a year. Nothing was changed."), code="view_too_long"
        )
    return TeamView(lead.id, lead.team, until, giver.name, lead.aad_object_id)
