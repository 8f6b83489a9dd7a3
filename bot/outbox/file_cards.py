"""Messages about files as Teams wants them: the offer of a file, and the file once it is in the person's own files.

Shapes: Microsoft, "Send and receive files using bot" (1:1 chats only).
"""

from dataclasses import dataclass

from cards.kit.button_data import FileData

OFFER_TYPE = "application/vnd.microsoft.teams.card.file.consent"
FILE_TYPE = "application/vnd.microsoft.teams.card.file.info"


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A file that somebody may take."""

    name: str
    """With its ending: `yhteyshenkilot.xlsx`."""
    size: int
    """In bytes."""
    description: str
    """One sentence on what is in it."""
    data: FileData
    """Comes back with the answer: its verb says who makes the file (`FILES` of a command file), the rest of what."""


def offer_activity(offer: FileOffer) -> dict[str, object]:
    """Asks whether the file may be put into the person's own files."""
    content = {
        "description": offer.description,
        "sizeInBytes": offer.size,
        "acceptContext": offer.data.carried(),
        "declineContext": offer.data.carried(),
    }
    return _activity({"contentType": OFFER_TYPE, "name": offer.name, "content": content})


def file_activity(name: str, content_url: str, unique_id: str, file_type: str) -> dict[str, object]:
    """Shows a file that has been stored, to be opened."""
    content = {"uniqueId": unique_id, "fileType": file_type}
    return _activity({"contentType": FILE_TYPE, "contentUrl": content_url, "name": name, "content": content})


def _activity(attachment: dict[str, object]) -> dict[str, object]:
    return {
        "type": "message",
        "summary": attachment["name"],
        "attachments": [attachment],
        "channelData": {"notification": {"alert": True}},
    }
