"""Whom and what a Local Teams begins with: people of several tenants, teams, channels, where the bot is installed."""

from dataclasses import dataclass, replace

from bot.local_teams.world.ids import channel_id, group_id
from bot.local_teams.world.shapes import Json, as_object, inner, needed_text, objects, strings, text

PRESENCES = ("Available", "Busy", "DoNotDisturb", "Away", "Offline", "OutOfOffice")
_LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class UserSeed:
    """A person of one tenant."""

    aad_id: str
    name: str
    tenant_id: str
    organisation: str = ""
    """The organisation's name, as shown."""
    email: str = ""
    title: str = ""
    locale: str = "fi-FI"
    presence: str = "Available"
    installed: bool = True
    """Whether the bot is installed for this person."""
    shown: bool = False
    """Whether the page shows this person when nobody has been chosen."""
    prompts: tuple[str, ...] = ()
    """What the page offers to write to the bot in an empty chat (Teams' prompt starters)."""


@dataclass(frozen=True, slots=True)
class ChannelSeed:
    """A channel of a team."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TeamSeed:
    """A team of one tenant."""

    id: str
    name: str
    tenant_id: str
    channels: tuple[ChannelSeed, ...]
    members: tuple[str, ...]
    """Directory ids."""
    installed: bool = True
    hears_all: bool = True
    """Whether its owner has consented to the bot's reading all messages, not only those that mention it."""

    @property
    def group_id(self) -> str:
        """The directory id of its group."""
        return group_id(self.id)


@dataclass(frozen=True, slots=True)
class WorldSeed:
    """Everything that is there at the start."""

    users: tuple[UserSeed, ...]
    teams: tuple[TeamSeed, ...] = ()
    without_consent: frozenset[str] = frozenset()
    """Tenants, in lower case, whose administrator has not consented to the app's reading presence from Graph."""

    @classmethod
    def from_directory(cls, export: Json, extras: Json | None = None) -> "WorldSeed":
        """The people of a directory, in the form `kuntayhteys export --format json` prints, and what `extras` adds.

        `extras` has the form of config/data/local_teams.json. Raises Unreadable.
        """
        return _Reading(export, extras or {}).world()


class _Reading:
    def __init__(self, export: Json, extras: Json) -> None:
        self._extras = extras
        found = objects(export.get("organisations")) + objects(extras.get("organisations"))
        self._organisations = {needed_text(one, "code"): one for one in found}
        self._contacts = [one for one in objects(export.get("contacts")) if one.get("aad_object_id")]
        self._aad_ids = {needed_text(one, "id"): needed_text(one, "aad_object_id").lower() for one in self._contacts}

    def world(self) -> WorldSeed:
        extra = tuple(self._person(one) for one in objects(self._extras.get("people")))
        contacts = tuple(self._contact(one) for one in self._contacts)
        shown = self._all("shown")
        without_app = self._all("without_app")
        presences = {self._aad_id(who): value for who, value in inner(self._extras, "presence").items()}
        users = tuple(
            replace(
                user,
                shown=user.aad_id in shown,
                installed=user.aad_id not in without_app,
                presence=str(presences.get(user.aad_id, user.presence)),
                prompts=self._prompts(user),
            )
            for user in sorted((*extra, *contacts), key=lambda user: _place(shown, user.aad_id))
        )
        teams = tuple(self._team(one) for one in objects(self._extras.get("teams")))
        missing = frozenset(self._tenant(code).lower() for code in strings(self._extras.get("without_graph_consent")))
        return WorldSeed(users, teams, missing)

    def _person(self, one: Json) -> UserSeed:
        code = needed_text(one, "organisation")
        return UserSeed(
            aad_id=needed_text(one, "id").lower(),
            name=needed_text(one, "name"),
            tenant_id=self._tenant(code),
            organisation=self._name(code),
            email=text(one, "email").lower(),
            title=text(one, "title"),
            locale=text(one, "locale", "fi-FI"),
        )

    def _contact(self, one: Json) -> UserSeed:
        languages = strings(one.get("languages"))
        return UserSeed(
            aad_id=needed_text(one, "aad_object_id").lower(),
            name=needed_text(one, "name"),
            tenant_id=needed_text(one, "tenant_id"),
            organisation=self._name(needed_text(one, "organisation")),
            email=text(one, "email").lower(),
            title=text(one, "title"),
            locale=_LOCALES.get(languages[0] if languages else "fi", "fi-FI"),
        )

    def _team(self, one: Json) -> TeamSeed:
        code, name = needed_text(one, "organisation"), needed_text(one, "name")
        channels = tuple(
            ChannelSeed(text(channel, "id") or channel_id(f"{code}/{name}", needed_text(channel, "name")), channel_name)
            for channel in objects(one.get("channels"))
            if (channel_name := needed_text(channel, "name"))
        )
        members = tuple(self._aad_id(who) for who in strings(one.get("members")))
        general = channel_id(f"{code}/{name}", "General")
        return TeamSeed(
            general, name, self._tenant(code), channels, members, installed=one.get("installed") is not False
        )

    def _prompts(self, user: UserSeed) -> tuple[str, ...]:
        """Those of the person, else those for the language, else those for all."""
        given = inner(self._extras, "prompts")
        own = {self._aad_id(who): value for who, value in given.items()}
        return strings(own.get(user.aad_id) or given.get(user.locale) or given.get("*"))

    def _all(self, key: str) -> tuple[str, ...]:
        return tuple(self._aad_id(who) for who in strings(self._extras.get(key)))

    def _aad_id(self, who: str) -> str:
        return self._aad_ids.get(who, who.lower())

    def _tenant(self, code: str) -> str:
        return needed_text(as_object(self._organisations.get(code), f"organisation {code}"), "tenant_id")

    def _name(self, code: str) -> str:
        return needed_text(as_object(self._organisations.get(code), f"organisation {code}"), "name")


def _place(shown: tuple[str, ...], aad_id: str) -> int:
    return shown.index(aad_id) if aad_id in shown else len(shown)
