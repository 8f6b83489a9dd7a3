"""Pressing: which data is sent, what the presser and the others see, and what a real client would not send."""

import pytest

from bot.local_teams.people.card_actions import InputRefused, buttons, filled, texts
from bot.local_teams.people.on_screen import DidNotCome, NotDone, Seen, find_button
from bot.local_teams.people.teams_client import Persona
from tests.local_teams.towns import AINO, BENGT, CAI, CHANNEL, Json, Town, answering, card, execute, with_card

REASON: Json = {"type": "Input.Text", "id": "reason", "isRequired": True, "errorMessage": "Say why.", "maxLength": 10}
COLOUR: Json = {
    "type": "Input.ChoiceSet",
    "id": "colour",
    "value": "red",
    "choices": [{"title": "Red", "value": "red"}, {"title": "Blue", "value": "blue"}],
}
TICK: Json = {"type": "Input.Toggle", "id": "tick", "valueOff": "no", "valueOn": "yes"}
SHOW: Json = {
    "type": "Action.ShowCard",
    "title": "More",
    "card": card(execute("inner", "Inside"), body=({"type": "Input.Text", "id": "note"},)),
}
NESTED = card(execute("outer", "Outside"), SHOW, body=(COLOUR, TICK))
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
SENTENCE_TYPE = "application/vnd.microsoft.activity.message"


async def posted(here: Town, content: Json, conversation: str = "") -> None:
    where = conversation or await here.personal(AINO)
    status, _ = await here.connector("POST", f"v3/conversations/{where}/activities", with_card(content))
    assert status == 201


async def only(persona: Persona) -> Seen:
    (one,) = await persona.messages()
    return one


class TestWhatIsSent:
    def test_inputs_not_touched_keep_the_cards_values(self) -> None:
        assert filled(find_button(NESTED, "outer"), {}) == {"colour": "red", "tick": "no"}

    def test_an_inner_card_sends_its_own_and_the_outer_inputs(self) -> None:
        sent = filled(find_button(NESTED, "Inside"), {"note": "n", "colour": "blue"})
        assert sent == {"note": "n", "colour": "blue", "tick": "no"}

    def test_an_outer_button_does_not_send_the_inner_cards_inputs(self) -> None:
        with pytest.raises(InputRefused, match="no input note"):
            filled(find_button(NESTED, "outer"), {"note": "n"})

    def test_a_button_may_send_no_inputs(self) -> None:
        alone = {**execute("outer"), "associatedInputs": "none"}
        assert filled(find_button(card(alone, body=(REASON,)), "outer"), {}) == {}

    @pytest.mark.parametrize("given", [{}, {"reason": "  "}, {"reason": "eleven long"}])
    def test_the_clients_own_checks_hold_a_press_back(self, given: dict[str, str]) -> None:
        button = find_button(card(execute("go"), body=(REASON,)), "go")
        with pytest.raises(InputRefused, match="Say why"):
            filled(button, given)
        assert filled(button, given, checked=False) == {"reason": "", **given}

    def test_only_offered_choices_can_be_chosen(self) -> None:
        with pytest.raises(InputRefused, match="blue, red"):
            filled(find_button(NESTED, "outer"), {"colour": "green"})

    def test_buttons_come_in_reading_order(self) -> None:
        assert [one.title for one in buttons(NESTED)] == ["Outside", "More", "Inside"]

    def test_fallbacks_are_neither_read_nor_pressed(self) -> None:
        assert texts(NESTED).count("Outside") == 1
        with pytest.raises(DidNotCome, match="'Outside'"):
            find_button(NESTED, "Elsewhere")


class TestWhatIsSeen:
    async def test_the_press_carries_the_verb_the_data_and_the_inputs(self, here: Town) -> None:
        await posted(here, card(execute("go", "Go", case=7), body=(COLOUR,)))
        aino = here.persona(AINO)
        shown = await only(aino)
        await aino.press(shown, "Go", colour="blue")
        heard = here.bot.last()
        assert (heard["type"], heard["name"], heard["replyToId"]) == ("invoke", "adaptiveCard/action", shown.id)
        data = {"verb": "go", "case": 7, "colour": "blue"}
        sent = {"type": "Action.Execute", "title": "Go", "verb": "go", "data": data}
        assert heard["value"] == {"action": sent, "trigger": "manual"}

    async def test_an_answered_card_is_the_pressers_alone_until_the_bot_updates(self, here: Town) -> None:
        await posted(here, card(execute("go")), CHANNEL)
        aino, bengt = here.persona(AINO), here.persona(BENGT)
        here.bot.answer = answering({"statusCode": 200, "type": CARD_TYPE, "value": card(execute("undo"))})
        shown = await only(aino)
        assert (await aino.press(shown, "go")).kind == "card"
        assert ((await only(aino)).verbs, (await only(bengt)).verbs) == (["undo"], ["go"])
        path = f"v3/conversations/{CHANNEL}/activities/{shown.id}"
        await here.connector("PUT", path, with_card(card(execute("done"))))
        assert ((await only(aino)).verbs, (await only(bengt)).verbs) == (["done"], ["done"])

    async def test_a_sentence_is_shown_to_the_presser(self, here: Town) -> None:
        await posted(here, card(execute("go")))
        here.bot.answer = answering({"statusCode": 200, "type": SENTENCE_TYPE, "value": "Taken already."})
        aino = here.persona(AINO)
        answer = await aino.press(await only(aino), "go")
        assert (answer.kind, answer.text, aino.sentence) == ("sentence", "Taken already.", "Taken already.")
        assert (await only(aino)).verbs == ["go"]

    @pytest.mark.parametrize("body", [{}, {"statusCode": 200, "type": "?", "value": 1}, {"statusCode": 500}])
    async def test_an_answer_of_another_shape_is_a_failure(self, here: Town, body: Json) -> None:
        await posted(here, card(execute("go")))
        here.bot.answer = answering(body)
        aino = here.persona(AINO)
        assert (await aino.press(await only(aino), "go")).failed

    async def test_an_old_client_presses_the_fallback(self, here: Town) -> None:
        await posted(here, card(execute("go", case=7), body=(COLOUR,)))
        aino = here.persona(AINO)
        shown = await only(aino)
        await aino.press(shown, "go", as_submit=True)
        heard = here.bot.last()
        assert (heard["type"], heard["replyToId"], heard.get("text")) == ("message", shown.id, None)
        assert heard["value"] == {"verb": "go", "case": 7, "colour": "red"}

    async def test_a_button_may_say_something_in_the_persons_name(self, here: Town) -> None:
        say: Json = {"msteams": {"type": "imBack", "value": "help"}}
        await posted(here, card({"type": "Action.Submit", "title": "Help", "data": say}))
        aino = here.persona(AINO)
        await aino.press(await only(aino), "Help")
        assert here.bot.last()["text"] == "help"
        assert [(one.text, one.by_bot) for one in await aino.messages()][-1] == ("help", False)


class TestDialogs:
    OPEN = card({"type": "Action.Submit", "title": "Open", "data": {"verb": "look", "msteams": {"type": "task/fetch"}}})
    INSIDE = card({"type": "Action.Submit", "title": "Save", "data": {"verb": "save"}}, body=(COLOUR,))

    def opening(self) -> Json:
        shown = {"contentType": CARD_TYPE, "content": self.INSIDE}
        return {"task": {"type": "continue", "value": {"title": "Look", "card": shown}}}

    async def test_a_dialog_opens_is_sent_and_closes_with_a_sentence(self, here: Town) -> None:
        await posted(here, self.OPEN)
        aino = here.persona(AINO)
        here.bot.answer = answering(self.opening())
        answer = await aino.press(await only(aino), "Open")
        assert (answer.kind, answer.title, here.bot.last()["name"]) == ("dialog", "Look", "task/fetch")
        assert aino.dialog is not None
        here.bot.answer = answering({"task": {"type": "message", "value": "Saved."}})
        answer = await aino.press(aino.dialog, "Save", colour="blue")
        heard = here.bot.last()
        assert heard["name"] == "task/submit"
        assert heard["value"]["data"] == {"verb": "save", "colour": "blue"}  # type: ignore[index]
        assert heard["conversation"]["id"] == await here.personal(AINO)  # type: ignore[index]
        assert (answer.kind, answer.text) == ("sentence", "Saved.")

    async def test_a_client_may_name_the_message_behind_the_dialog(self, here: Town) -> None:
        await posted(here, self.OPEN)
        aino = here.persona(AINO)
        here.bot.answer = answering(self.opening())
        shown = await only(aino)
        await aino.press(shown, "Open")
        save = find_button(self.INSIDE, "Save").action
        place = {"id": shown.id, "conversation": shown.conversation}
        await aino.send_press({"action": save, "inputs": {"colour": "red"}, **place})
        assert here.bot.last()["name"] == "task/submit"

    async def test_the_chat_keeps_no_copy_of_it(self, here: Town) -> None:
        await posted(here, self.OPEN)
        aino = here.persona(AINO)
        here.bot.answer = answering(self.opening())
        await aino.press(await only(aino), "Open")
        assert not (await only(aino)).says("Save")


class TestWhatTeamsDoesNotAllow:
    async def test_pressing_what_one_does_not_see(self, here: Town) -> None:
        await posted(here, card(execute("go")))
        shown = await only(here.persona(AINO))
        with pytest.raises(NotDone, match="404"):
            await here.persona(BENGT).press(shown, "go")
        assert here.bot.heard == []

    async def test_writing_where_one_is_no_member_or_the_app_is_not_installed(self, here: Town) -> None:
        with pytest.raises(NotDone, match="404"):
            await here.persona(CAI).say("hello", CHANNEL)
        with pytest.raises(NotDone, match="not installed"):
            await here.persona(CAI).say("hello")

    async def test_changing_what_somebody_else_wrote(self, here: Town) -> None:
        said = await here.persona(AINO).say("mine", CHANNEL)
        with pytest.raises(NotDone, match="own"):
            await here.persona(BENGT).edit(said, "yours")
