"""What reaches the bot, how often, and in which shape."""

from aiohttp import web

from bot.local_teams.world.ids import teams_id
from tests.local_teams.towns import (
    AINO,
    APP_ID,
    BENGT,
    CHANNEL,
    DEAF_CHANNEL,
    NORTH,
    Town,
    answering,
    card,
    execute,
    town,
    with_card,
)

BOT = f"28:{APP_ID}"


async def test_a_personal_message_has_teams_shape(here: Town) -> None:
    said = await here.persona(BENGT).say("a < b & c")
    heard = here.bot.last()
    assert (heard["type"], heard["id"], heard["channelId"]) == ("message", said.id, "msteams")
    assert (heard["text"], heard["locale"]) == ("a &lt; b &amp; c", "sv-FI")
    assert heard["from"] == {"id": teams_id(BOT, BENGT), "name": "Bengt Berg", "aadObjectId": BENGT}
    chat = await here.personal(BENGT)
    assert heard["conversation"] == {"id": chat, "conversationType": "personal", "tenantId": NORTH}
    assert heard["recipient"] == {"id": BOT, "name": "Harbour bot"}
    assert heard["channelData"] == {"tenant": {"id": NORTH}}
    assert heard["serviceUrl"] == here.teams.url
    assert str(heard["timestamp"]).endswith("Z")


async def test_a_mention_in_a_channel_begins_a_thread(here: Town) -> None:
    said = await here.persona(AINO).say("hello", CHANNEL, mention=True)
    heard = here.bot.last()
    assert str(heard["text"]).startswith("<at>Harbour bot</at>")
    mention = {"type": "mention", "text": "<at>Harbour bot</at>", "mentioned": {"id": BOT, "name": "Harbour bot"}}
    assert mention in heard["entities"]  # type: ignore[operator]
    conversation = {"id": f"{CHANNEL};messageid={said.id}", "conversationType": "channel", "isGroup": True}
    assert heard["conversation"] == {**conversation, "tenantId": NORTH}
    assert heard["channelData"]["channel"] == {"id": CHANNEL}  # type: ignore[index]
    assert heard["channelData"]["team"]["aadGroupId"]  # type: ignore[index]


async def test_an_unmentioned_reply_arrives_only_with_the_owners_consent(here: Town) -> None:
    for channel, heard in ((CHANNEL, 2), (DEAF_CHANNEL, 3)):
        root = await here.persona(AINO).say("hello", channel, mention=True)
        reply = await here.persona(BENGT).say("and I", channel, thread=root.id)
        assert reply.conversation == root.conversation
        assert len(here.bot.heard) == heard


async def test_a_slash_command_of_a_channel_is_seen_by_its_writer_and_the_bot(here: Town) -> None:
    await here.persona(AINO).say("/go", CHANNEL, slash=True)
    assert here.bot.last()["recipient"] == {"id": BOT, "name": "Harbour bot", "isTargeted": True}
    assert here.bot.last()["text"] == "/go"
    assert await here.persona(BENGT).messages() == []


async def test_edits_deletions_and_restored_messages_carry_the_first_id(here: Town) -> None:
    aino = here.persona(AINO)
    said = await aino.say("one")
    await aino.edit(said, "two")
    await aino.delete(said)
    await aino.undelete(said)
    events = [(one["type"], one["id"], one["channelData"].get("eventType")) for one in here.bot.heard]  # type: ignore[attr-defined]
    assert events == [
        ("message", said.id, None),
        ("messageUpdate", said.id, "editMessage"),
        ("messageDelete", said.id, "softDeleteMessage"),
        ("messageUpdate", said.id, "undeleteMessage"),
    ]
    assert [one.get("text") for one in here.bot.heard] == ["one", "two", None, "two"]


async def test_installing_is_told_in_two_ways(here: Town) -> None:
    aino = here.persona(AINO)
    await aino.install(installed=False)
    await aino.install()
    kinds = [(one["type"], one.get("action")) for one in here.bot.heard]
    assert kinds[:2] == [("conversationUpdate", None), ("installationUpdate", "remove")]
    assert kinds[2:] == [("conversationUpdate", None), ("installationUpdate", "add")]
    assert here.bot.heard[2]["membersAdded"] == [{"id": BOT}]


class TestAgain:
    async def test_a_message_without_an_answer_comes_again_unchanged(self) -> None:
        async with town(redeliver_after_s=0.2) as here:
            here.bot.hangs = 2
            await here.persona(AINO).say("hello")
            heard = await here.bot.hears(3)
            assert heard[0] == heard[1] == heard[2]

    async def test_an_invoke_comes_twice_and_then_under_a_new_id(self) -> None:
        async with town() as here:
            await here.connector("POST", f"v3/conversations/{await here.personal(AINO)}/activities", PRESSABLE)
            (shown,) = await here.persona(AINO).messages()
            here.bot.answer = lambda _: web.Response(status=503)
            answer = await here.persona(AINO).press(shown, "go")
            assert answer.failed
            await here.teams.settled()
            heard = here.bot.heard
            assert len(heard) == 4
            ids = [one["id"] for one in heard]
            assert ids[0] == ids[1] != ids[2] == ids[3]
            assert len({str(one["value"]) for one in heard}) == 1

    async def test_an_error_of_the_bot_is_an_answer(self) -> None:
        async with town() as here:
            here.bot.answer = lambda _: web.Response(status=500)
            await here.persona(AINO).say("hello")
            await here.teams.settled()
            assert len(here.bot.heard) == 1

    async def test_a_bot_that_is_not_there_gets_it_when_it_is(self) -> None:
        async with town(pause_s=1.0) as here:
            alive = here.bot.url
            here.teams.connect("http://127.0.0.1:1")
            await here.persona(AINO).say("hello")
            here.teams.connect(alive)
            assert (await here.bot.hears(1))[0]["text"] == "hello"

    async def test_a_switch_delivers_everything_twice(self, here: Town) -> None:
        await here.persona(AINO).faults(redeliver=True)
        await here.persona(AINO).say("hello")
        first, second = here.bot.heard
        assert first == second


PRESSABLE = with_card(card(execute("go")))


async def test_a_typeahead_question_is_an_invoke(here: Town) -> None:
    results = [{"title": "Lappeenranta", "value": "405"}]
    kind = "application/vnd.microsoft.search.searchResponse"
    here.bot.answer = answering({"statusCode": 200, "type": kind, "value": {"results": results}})
    assert await here.persona(AINO).search("places", "lap") == results
    heard = here.bot.last()
    assert (heard["type"], heard["name"]) == ("invoke", "application/search")
    assert heard["value"]["dataset"] == "places"  # type: ignore[index]
    assert heard["value"]["queryText"] == "lap"  # type: ignore[index]
