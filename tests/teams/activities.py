"""Activities as Teams sends them, to be varied by the tests."""

from typing import Any

TENANT = "aaaaaaaa-0000-0000-0000-000000000001"
BOT = "28:11111111-2222-3333-4444-555555555555"
SERVICE = "https://smba.trafficmanager.net/emea/"
CHANNEL = "19:kanava@thread.tacv2"


def activity(kind: str = "message", **more: Any) -> dict[str, Any]:
    """A 1:1 activity of this type, except for what is given."""
    return {
        "type": kind,
        "id": "1700000000001",
        "timestamp": "2026-03-02T08:00:00.123Z",
        "serviceUrl": SERVICE,
        "channelId": "msteams",
        "from": {"id": "29:kari", "name": "Kari Kelainen", "aadObjectId": "BBBBBBBB-0000-0000-0000-000000000001"},
        "recipient": {"id": BOT, "name": "Kuntayhteys"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1chat"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "fi-FI",
        "entities": [{"type": "clientInfo", "locale": "fi-FI", "country": "FI", "platform": "Windows"}],
        **more,
    }


def in_channel(kind: str = "message", **more: Any) -> dict[str, Any]:
    """The same in a thread of a channel."""
    return activity(
        kind,
        **{
            "conversation": {
                "isGroup": True,
                "conversationType": "channel",
                "tenantId": TENANT,
                "id": f"{CHANNEL};messageid=1700",
            },
            "channelData": {
                "tenant": {"id": TENANT},
                "team": {"id": "19:tiimi@thread.tacv2", "aadGroupId": "cccc"},
                "channel": {"id": CHANNEL},
            },
            **more,
        },
    )


def mention(text: str = "<at>Kuntayhteys</at>", of: str = BOT) -> dict[str, Any]:
    """The entity that goes with a mention in the text."""
    return {"type": "mention", "text": text, "mentioned": {"id": of, "name": "Kuntayhteys"}}
