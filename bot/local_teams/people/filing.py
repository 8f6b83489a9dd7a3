"""A person takes or declines a file the bot offers, and opens a file they have."""

from dataclasses import replace

from bot.local_teams.microsoft.activities_to_bot import Spot
from bot.local_teams.people.acts import Acting, NotPossible
from bot.local_teams.world.chat_messages import FILE_OFFER
from bot.local_teams.world.drive import Drive, DriveFile
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import inner, text


class Filing:
    """The files of all people, as they see them in their chats."""

    def __init__(self, acting: Acting, drive: Drive) -> None:
        self._acting = acting
        self._drive = drive

    async def answer(self, user: UserSeed, conversation_id: str, message_id: str, *, accept: bool) -> bool:
        """Answers an offer; whether the bot took the answer. Raises NotPossible."""
        chat, message = self._acting.visible(user, conversation_id, message_id)
        offer = message.file or {}
        if offer.get("contentType") != FILE_OFFER or message.file_answer or message.deleted:
            raise NotPossible("There is no offer of a file to answer.")
        content = inner(offer, "content")
        value: dict[str, object] = {"type": "fileUpload", "action": "accept" if accept else "decline"}
        value["context"] = inner(content, "acceptContext" if accept else "declineContext")
        if accept:
            place = self._drive.add(user.aad_id, text(offer, "name", "file"), None)
            value["uploadInfo"] = self._acting.activities.upload_info(place)
        spot = Spot(user.aad_id, chat, message.conversation_id, message.id)
        answer = await self._acting.sender.invoke(self._acting.activities.invoke(spot, "fileConsent/invoke", value))
        taken = answer.status == 200
        now = self._acting.world.message(chat.id, message.id)
        if taken and now is not None:
            self._acting.world.put(replace(now, file_answer="accept" if accept else "decline"))
        return taken

    def open(self, user: UserSeed, file_id: str) -> DriveFile:
        """A file of the person's own. Raises NotPossible."""
        found = self._drive.of(user.aad_id, file_id)
        if found is None:
            raise NotPossible("There is no such file.", 404)
        return found
