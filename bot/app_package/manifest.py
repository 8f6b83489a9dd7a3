"""What the Teams app package says: the manifest and its translations, as plain data. Schema: Teams manifest 1.29."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from config.texts import Language, Translate, texts

MANIFEST_VERSION = "1.29"
_SCHEMAS = f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}"
_DEFAULT: Language = "fi"
_OTHERS: tuple[Language, ...] = ("sv", "en")
_NAME = "Kuntayhteys"
_ACCENT = "#12406B"
_MOST_COMMANDS = 12
COLOR_ICON, OUTLINE_ICON = "color.png", "outline.png"


@dataclass(frozen=True, slots=True)
class CommandText:
    """A typed command as Teams offers it: the word to type, without the slash, and one line on what it is for."""

    titles: Mapping[Language, str]
    description: Callable[[Translate], str]


@dataclass(frozen=True, slots=True)
class AppIdentity:
    """Whose app it is: the bot's Microsoft App ID, the host it runs on, and the version of the package (semver)."""

    app_id: str
    domain: str
    version: str


def manifest(identity: AppIdentity, commands: Sequence[CommandText]) -> dict[str, object]:
    """The content of manifest.json, in Finnish. Raises ValueError for more commands than Teams can list."""
    if len(commands) > _MOST_COMMANDS:
        raise ValueError(f"Teams lists at most {_MOST_COMMANDS} commands")
    t = texts(_DEFAULT)
    address = f"https://{identity.domain}"
    return {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": MANIFEST_VERSION,
        "version": identity.version,
        "id": identity.app_id,
        "localizationInfo": {
            "defaultLanguageTag": _DEFAULT,
            "additionalLanguages": [{"languageTag": tag, "file": f"{tag}.json"} for tag in _OTHERS],
        },
        "developer": {
            "name": _NAME,
            "websiteUrl": f"{address}/",
            "privacyUrl": f"{address}/privacy",
            "termsOfUseUrl": f"{address}/terms",
        },
        "name": {"short": _NAME, "full": _full_name(t)},
        "description": {"short": _short_description(t), "full": _full_description(t)},
        "icons": {"color": COLOR_ICON, "outline": OUTLINE_ICON},
        "accentColor": _ACCENT,
        "defaultInstallScope": "personal",
        "bots": [_bot(identity, commands, t)],
        "validDomains": [identity.domain],
        "webApplicationInfo": {"id": identity.app_id, "resource": f"api://{identity.domain}/{identity.app_id}"},
        "authorization": {
            "permissions": {
                "resourceSpecific": [
                    {"name": "ChannelMessage.Read.Group", "type": "Application"},
                    {"name": "ChatMessage.Read.Chat", "type": "Application"},
                    {"name": "ChatMessageReadReceipt.Read.Chat", "type": "Application"},
                ]
            }
        },
        "supportsChannelFeatures": "tier1",
    }


def translations(commands: Sequence[CommandText]) -> dict[str, dict[str, str]]:
    """The localisation files by name: Swedish and English for every text that the manifest has in Finnish."""
    return {f"{language}.json": _translation(language, commands) for language in _OTHERS}


def _bot(identity: AppIdentity, commands: Sequence[CommandText], t: Translate) -> dict[str, object]:
    return {
        "botId": identity.app_id,
        "scopes": ["personal", "team", "groupChat"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "supportsTargetedMessages": True,
        "commandLists": [
            {**scope, "commands": [_command(command, t) for command in commands]} for scope in _COMMAND_SCOPES
        ],
    }


# Slash commands exist only where others listen; in a 1:1 chat the same list is the bot's command menu.
_COMMAND_SCOPES: tuple[dict[str, list[str]], ...] = (
    {"scopes": ["team", "groupChat"], "triggers": ["slash", "mention"]},
    {"scopes": ["personal"], "triggers": ["mention"]},
)


def _command(command: CommandText, t: Translate) -> dict[str, str]:
    return {"title": command.titles[_DEFAULT], "description": command.description(t), "type": "basic"}


def _translation(language: Language, commands: Sequence[CommandText]) -> dict[str, str]:
    t = texts(language)
    content = {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json",
        "name.short": _NAME,
        "name.full": _full_name(t),
        "description.short": _short_description(t),
        "description.full": _full_description(t),
    }
    for place in range(len(_COMMAND_SCOPES)):
        for number, command in enumerate(commands):
            key = f"bots[0].commandLists[{place}].commands[{number}]"
            content |= {f"{key}.title": command.titles[language], f"{key}.description": command.description(t)}
    return content


def _full_name(t: Translate) -> str:
    return t("Kuntayhteys: contacts between Kela and the wellbeing services counties")


def _short_description(t: Translate) -> str:
    return t("The right named person at Kela or in a wellbeing services county")


def _full_description(t: Translate) -> str:
    what_it_does = t(
        "Kuntayhteys connects Kela's benefit handlers with the social workers of the wellbeing services counties. Type "
        "where and what, for example: consult Lappeenranta asumismenot. The app finds the named contact, passes the "
        "question on, brings the answer back and records what came of it."
    )
    client_data = t(
        "A personal identity code is never shown in a message. "
        "Client data is accepted only on a legal basis that is chosen for each question."
    )
    permissions = t(
        "Permissions: ChannelMessage.Read.Group and ChatMessage.Read.Chat let the app read messages in the teams and "
        "chats it has been added to. They are needed so that an answer written in the thread of a question reaches the "
        "asker without mentioning the app. "
        "Other messages are dropped on arrival: they are neither stored nor passed on."
    )
    receipts = t(
        "ChatMessageReadReceipt.Read.Chat lets the app know when its own message has been seen in a chat with it, so "
        "that the asker sees who has seen the question. The organisation decides whether Teams tells this."
    )
    return f"{what_it_does}\n\n{client_data}\n\n{permissions} {receipts}"
