"""The buttons of the receiving side: *Otan tämän*, *Ei kuulu minulle*, *Näytä asiakas*."""

from bot.answering import giving_back, taking
from bot.client import revealing
from bot.consultation.acting import pressed_cards
from bot.consultation.acting.acting import acting
from bot.consultation.sight.reader_view import Reading
from bot.errors import Expected
from bot.turns import known_writers
from bot.turns.answers import Answer, DialogAnswer, SentenceAnswer
from bot.turns.authorisation import CLIENT, RECEIVING
from bot.turns.command import Button
from bot.turns.services import Services
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from cards.buttons.consultation_data import ClaimData, ReleaseData, RevealData
from cards.client.client_dialog import ClientDialogView, client_dialog_card
from config.texts import texts
from directory.time.time_wording import full_moment_words


async def claim(services: Services, turn: Turn, press: Press, data: ClaimData) -> Answer:
    """One of the asked takes the matter; taking it over is a press of its own."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        takeover = data.takeover is True and data.version == act.case.version
        case = await taking.claim(act, takeover=takeover)
        return await pressed_cards.answer_with_case(work, turn, press, case)


async def release(services: Services, turn: Turn, press: Press, data: ReleaseData) -> Answer:
    """Somebody who was asked passes the matter on or leaves it to the others."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        case = await giving_back.release(act, giving_back.Release(data.reason, data.whose, data.named))
        return await pressed_cards.answer_with_case(work, turn, press, case)


async def reveal(services: Services, turn: Turn, press: Press, data: RevealData) -> Answer:
    """The client in a dialog of the presser's own. A refused look commits too, because it is logged."""
    if press.wants != "dialog":
        raise _only_in_a_dialog()
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        t = texts(await known_writers.language(work, turn))
        code = await revealing.reveal(act)
        if not isinstance(code, str):
            return SentenceAnswer(code.sentence(t))
        reading = Reading(services, work.directory, await known_writers.language(work, turn), work.now)
        moment, followed = full_moment_words(work.now, t), act.case.state == "closed"
        view = ClientDialogView(act.case.number, code, reading.basis(act.case), moment, followed=followed)
        card = client_dialog_card(view, t)
        return DialogAnswer(t("Client"), card)


def _only_in_a_dialog() -> Expected:
    """Some clients cannot open a dialog; the code must not end up in the chat instead."""
    return Expected(
        lambda t: t(
            "This client cannot open the window in which the client is shown. Open Teams on a computer or phone."
        ),
        code="only_in_a_dialog",
    )


PRESSES = (Button(ClaimData, claim), Button(ReleaseData, release), Button(RevealData, reveal))
NEEDS = {"consultation.claim": RECEIVING, "consultation.release": RECEIVING, "consultation.reveal": CLIENT}
