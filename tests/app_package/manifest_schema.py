"""What the app package says, as JSON Schema: every property that ours has, no other, within Teams' limits.

Written from Microsoft's documentation of the app manifest 1.29 and of its localisation files
(learn.microsoft.com/microsoft-365/extensibility/schema). It is narrower on purpose: web addresses are https, and
commands keep the lengths that every version allows, 32 and 128 characters, where 1.29 takes 128 and 4000.
"""

from collections.abc import Mapping

from jsonschema import Draft202012Validator

Schema = Mapping[str, object]


def _all_of(**properties: Schema) -> Schema:
    """An object with these properties, each of them, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _words(at_most: int) -> Schema:
    return {"type": "string", "pattern": r"\S", "maxLength": at_most}


def _like(pattern: str, at_most: int = 2048) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$", "maxLength": at_most}


def _only(*values: str | bool) -> Schema:
    return {"enum": list(values)}


def _list(items: Schema, at_most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": at_most, "uniqueItems": True}


_LANGUAGE = "(fi|sv|en)"
_GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_HOST = r"([a-z0-9-]+\.)+[a-z0-9-]+"
_ADDRESS = _like(f"https://{_HOST}/[a-z]*")
_SCHEMAS = "https://developer.microsoft.com/json-schemas/teams/v1.29"
_SCOPE = _only("personal", "team", "groupChat")
_NAME = {"short": _words(30), "full": _words(100)}
_DESCRIPTION = {"short": _words(80), "full": _words(4000)}
_COMMAND = {"title": _words(32), "description": _words(128)}

MANIFEST = Draft202012Validator(
    _all_of(
        **{"$schema": _only(f"{_SCHEMAS}/MicrosoftTeams.schema.json")},
        manifestVersion=_only("1.29"),
        version=_like(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", 256),
        id=_like(_GUID),
        localizationInfo=_all_of(
            defaultLanguageTag=_like(_LANGUAGE),
            additionalLanguages=_list(
                _all_of(languageTag=_like(_LANGUAGE), file=_like(rf"{_LANGUAGE}\.json")),
                2,
            ),
        ),
        developer=_all_of(name=_words(32), websiteUrl=_ADDRESS, privacyUrl=_ADDRESS, termsOfUseUrl=_ADDRESS),
        name=_all_of(**_NAME),
        description=_all_of(**_DESCRIPTION),
        icons=_all_of(color=_like(r"[a-z]+\.png"), outline=_like(r"[a-z]+\.png")),
        accentColor=_like("#[0-9A-F]{6}"),
        defaultInstallScope=_SCOPE,
        bots=_list(
            _all_of(
                botId=_like(_GUID),
                scopes=_list(_SCOPE, 3),
                supportsFiles={"type": "boolean"},
                isNotificationOnly={"type": "boolean"},
                supportsTargetedMessages={"type": "boolean"},
                commandLists=_list(
                    _all_of(
                        scopes=_list(_SCOPE, 3),
                        triggers=_list(_only("slash", "mention"), 2),
                        commands=_list(_all_of(**_COMMAND, type=_only("basic")), 12),
                    ),
                    3,
                ),
            ),
            1,
        ),
        validDomains=_list(_like(_HOST), 100),
        webApplicationInfo=_all_of(id=_like(_GUID), resource=_like(f"api://{_HOST}/{_GUID}")),
        authorization=_all_of(
            permissions=_all_of(
                resourceSpecific=_list(
                    _all_of(name=_like(r"[A-Z][A-Za-z]+\.Read\.(Group|Chat)", 128), type=_only("Application")), 16
                )
            )
        ),
        supportsChannelFeatures=_only("tier1"),
    )
)
"""For manifest.json."""

TRANSLATION = Draft202012Validator(
    {
        "type": "object",
        "properties": {
            "$schema": _only(f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json"),
            **{f"name.{key}": one for key, one in _NAME.items()},
            **{f"description.{key}": one for key, one in _DESCRIPTION.items()},
        },
        "required": ["$schema", "name.short", "name.full", "description.short", "description.full"],
        "patternProperties": {
            rf"^bots\[0\]\.commandLists\[[0-2]\]\.commands\[(\d|1[01])\]\.{key}$": one for key, one in _COMMAND.items()
        },
        "additionalProperties": False,
    }
)
"""For the localisation files, whose keys say where in the manifest a text belongs."""
