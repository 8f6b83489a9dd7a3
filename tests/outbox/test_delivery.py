"""What is decided reaches Teams once, in order, and is tried again or refused in plain view."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs
from typing_extensions import override

from bot.outbox.claims import LEASE, Terms, claim
from bot.outbox.delivery import TOLD_AT_MOST
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.outbox_queue import POST, enqueue_delete
from bot.outbox.sending import PACED, ActivityJson, Delivered, Refused, TryLater
from bot.outbox.tables import Post
from bot.outbox.trying_again import LONGEST_PAUSE, back_off
from bot.turns import known_writers
from config.database import Database
from config.transaction import Transaction
from directory.people.contacts import DirectoryId
from tests.databases import somebody_waits
from tests.outbox.recording import (
    Clock,
    RecordingTeams,
    Told,
    chat,
    delivery_of,
    enqueue_send,
    enqueue_update,
    message,
    new_post,
    post_row,
    rows,
    say,
)


async def test_a_message_is_delivered_and_its_text_is_not_kept(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post_id = await say(database, chat(), "Hei", clock)
    await delivery_of(database, teams, clock).run_until_idle()
    post = await post_row(database, post_id)
    assert (post.state, post.activity_id) == ("delivered", "m1")
    [row] = await rows(database)
    assert (row.state, row.activity, row.leased_until) == ("done", None, None)


async def test_nothing_is_sent_when_the_change_that_caused_it_was_rolled_back(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    async def change() -> None:
        async with database.write() as connection:
            await enqueue_send(connection, await new_post(connection, chat()), message("Hei"), clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await change()
    await delivery_of(database, teams, clock).run_until_idle()
    assert teams.asked == []


async def test_messages_of_one_conversation_go_in_the_order_they_were_decided(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    for number in range(6):
        await say(database, chat(), f"viesti {number}", clock)
        await say(database, chat("a:toinen"), f"muu {number}", clock)
    await delivery_of(database, teams, clock).run_until_idle()
    assert [one.what for one in teams.asked if one.where == "a:chat"] == [f"viesti {n}" for n in range(6)]
    assert [one.what for one in teams.asked if one.where == "a:toinen"] == [f"muu {n}" for n in range(6)]


async def test_a_throttled_message_holds_back_only_its_own_conversation(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat(), "ensin", clock)
    await say(database, chat(), "sitten", clock)
    delivery = delivery_of(database, teams, clock, at_a_time=1)
    teams.will("send", TryLater("429", timedelta(seconds=7)))
    await delivery.run_until_idle()
    await say(database, chat("a:toinen"), "muualla", clock)
    await delivery.run_until_idle()
    assert teams.texts() == ["ensin", "muualla"]
    clock.forward(seconds=6.9)
    await delivery.run_until_idle()
    assert len(teams.asked) == 2
    clock.forward(seconds=0.1)
    await delivery.run_until_idle()
    assert teams.texts() == ["ensin", "muualla", "ensin", "sitten"]


async def test_failures_back_off_longer_each_time_and_waiting_for_our_own_limits_does_not_count(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat(), "Hei", clock)
    delivery = delivery_of(database, teams, clock)
    teams.will("send", TryLater("503"), TryLater(PACED, timedelta(seconds=1)), TryLater("503"))
    await delivery.run_until_idle()
    [row] = await rows(database)
    assert (row.attempts, row.last_error, row.due_at - clock()) == (1, "503", timedelta(seconds=1.5))
    clock.forward(seconds=2)
    await delivery.run_until_idle()
    clock.forward(seconds=2)
    await delivery.run_until_idle()
    [row] = await rows(database)
    assert (row.attempts, row.due_at - clock()) == (2, timedelta(seconds=3))


async def test_after_a_day_of_trying_the_message_is_given_up_and_somebody_is_told(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    post_id = await say(database, chat(), "Hei", clock)
    delivery = delivery_of(database, teams, clock, told)
    teams.will("send", TryLater("503"), TryLater("503"))
    await delivery.run_until_idle()
    clock.forward(hours=24)
    await delivery.run_until_idle()
    assert told.refused == [(post_id, Refusal.GAVE_UP)]
    assert (await post_row(database, post_id)).refusal == "gave_up"


async def test_a_refusal_is_final_told_and_takes_the_updates_of_the_post_with_it(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    post_id = await say(database, chat(), "Hei", clock)
    async with database.write() as connection:
        await enqueue_update(connection, post_id, message("Hei taas"), clock())
    teams.will("send", Refused(Refusal.NOT_INSTALLED, "403 BotNotInConversationRoster"))
    await delivery_of(database, teams, clock, told).run_until_idle()
    assert told.refused == [(post_id, Refusal.NOT_INSTALLED)]
    assert [row.state for row in await rows(database)] == ["refused", "superseded"]
    assert all(row.activity is None for row in await rows(database))
    post = await post_row(database, post_id)
    assert (post.state, post.refusal) == ("refused", "not_installed")


async def test_what_is_said_because_of_a_refusal_is_delivered_too(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    class Telling(Told):
        @override
        async def on_refused(
            self, connection: AsyncConnection, post: Post, refusal: Refusal, activity: ActivityJson
        ) -> None:
            for number in range(3):
                new = await new_post(connection, chat(f"a:kysyjä{number}"))
                await enqueue_send(connection, new, message("ei mennyt perille"), clock())

    await say(database, chat(), "Hei", clock)
    teams.will("send", Refused(Refusal.BLOCKED_BY_USER, "403"))
    await delivery_of(database, teams, clock, Telling()).run_until_idle()
    assert teams.texts() == ["Hei", *["ei mennyt perille"] * 3]


async def test_an_outcome_that_could_not_be_written_is_written_again_and_not_sent_again(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    class Stumbling(Told):
        @override
        async def on_conversation(self, connection: AsyncConnection, post: Post, conversation_id: str) -> None:
            await super().on_conversation(connection, post, conversation_id)
            if len(self.opened) == 1:
                raise RuntimeError("deadlock")

    told = Stumbling()
    post_id = await say(database, chat("", channel_id="19:k"), "avaus", clock)
    await delivery_of(database, teams, clock, told).run_until_idle()
    assert [one.verb for one in teams.asked] == ["thread"]
    assert len(told.opened) == 2
    assert (await post_row(database, post_id)).state == "delivered"


async def test_what_always_fails_when_an_outcome_is_told_keeps_nothing_waiting(
    database: Database, teams: RecordingTeams, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Told):
        @override
        async def on_refused(
            self, connection: AsyncConnection, post: Post, refusal: Refusal, activity: ActivityJson
        ) -> None:
            await super().on_refused(connection, post, refusal, activity)
            raise LookupError("a bug")

    monkeypatch.setattr("bot.outbox.delivery.SETTLING_PAUSES", (0.0,))
    told = Failing()
    refused = await say(database, chat(), "Hei", clock)
    await say(database, chat(), "Hei taas", clock)
    teams.will("send", Refused(Refusal.BLOCKED_BY_USER, "403"))
    with capture_logs() as logs:
        async with asyncio.timeout(60):
            await delivery_of(database, teams, clock, told).run_until_idle()
    assert teams.texts() == ["Hei", "Hei taas"]
    assert (await post_row(database, refused)).state == "refused"
    assert len(told.refused) == TOLD_AT_MOST
    assert [one["row"] for one in logs if one["event"] == "outbox_outcome_not_told"] == [1]


async def test_the_first_press_of_a_person_and_the_note_of_their_first_message_wait_in_no_circle(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    who = DirectoryId("t1", "uusi")

    class Knowing(Told):
        @override
        async def on_conversation(self, connection: AsyncConnection, post: Post, conversation_id: str) -> None:
            await super().on_conversation(connection, post, conversation_id)
            writing = Transaction(connection, clock())
            await known_writers.remember_conversation(writing, who, post.service_url, conversation_id)

    told = Knowing()
    first = chat("", recipient_teams_id="29:uusi", recipient_aad_object_id=who.aad_object_id)
    post_id = await say(database, first, "Kysymys", clock)
    async with database.write() as connection:  # a turn begins with its writer, and changes its card after that
        await known_writers.remember_conversation(Transaction(connection, clock()), who, "https://smba.example/", "a:1")
        delivering = asyncio.create_task(delivery_of(database, teams, clock, told).run_until_idle())
        await somebody_waits(database)
        await connection.execute(update(POST).where(POST.c.id == post_id).values(digest="shown"))
    await delivering
    assert len(told.opened) == 1, "one of the two had to be done again"
    post = await post_row(database, post_id)
    assert (post.state, post.digest) == ("delivered", "shown")


async def test_only_the_newest_of_waiting_updates_is_sent(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post_id = await say(database, chat(), "v1", clock)
    async with database.write() as connection:
        for version in ("v2", "v3", "v4"):
            await enqueue_update(connection, post_id, message(version), clock())
    await delivery_of(database, teams, clock).run_until_idle()
    assert [(one.verb, one.where, one.what) for one in teams.asked] == [
        ("send", "a:chat", "v1"),
        ("update", "m1", "v4"),
    ]


async def test_an_update_under_way_is_followed_by_the_newer_one(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post_id = await say(database, chat(), "v1", clock)
    delivery = delivery_of(database, teams, clock)
    await delivery.run_until_idle()
    async with database.write() as connection:
        await enqueue_update(connection, post_id, message("v2"), clock())
    async with database.write() as connection:
        [under_way] = await claim(connection, clock(), 5, Terms(clock=clock))
    async with database.write() as connection:
        await enqueue_update(connection, post_id, message("v3"), clock())
        assert await claim(connection, clock(), 5, Terms(clock=clock)) == []
    assert under_way.activity == message("v2")
    assert [row.state for row in await rows(database)] == ["done", "pending", "pending"]


async def test_a_post_deleted_before_it_was_sent_is_never_sent(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post_id = await say(database, chat(), "Hei", clock)
    async with database.write() as connection:
        await enqueue_delete(connection, post_id, clock())
        await enqueue_update(connection, post_id, message("vielä"), clock())
    await delivery_of(database, teams, clock).run_until_idle()
    assert teams.asked == []
    assert (await post_row(database, post_id)).state == "deleted"


async def test_a_delete_drops_waiting_updates_and_is_sent_once(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post_id = await say(database, chat(), "Hei", clock)
    delivery = delivery_of(database, teams, clock)
    await delivery.run_until_idle()
    async with database.write() as connection:
        await enqueue_update(connection, post_id, message("muutos"), clock())
        await enqueue_delete(connection, post_id, clock())
    await delivery.run_until_idle()
    async with database.write() as connection:
        await enqueue_delete(connection, post_id, clock())
    await delivery.run_until_idle()
    assert [one.verb for one in teams.asked] == ["send", "delete"]
    assert (await post_row(database, post_id)).state == "deleted"


async def test_a_message_that_others_have_deleted_is_forgotten_without_a_fuss(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    post_id = await say(database, chat(), "Hei", clock)
    async with database.write() as connection:
        await enqueue_update(connection, post_id, message("muutos"), clock())
    teams.will("update", Refused(Refusal.MESSAGE_GONE, "404 ActivityNotFoundInConversation"))
    await delivery_of(database, teams, clock, told).run_until_idle()
    assert told.refused == []
    assert (await post_row(database, post_id)).state == "deleted"


async def test_a_person_not_written_to_before_gets_one_conversation_for_all_that_waits(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    ids = [
        await say(database, chat("", recipient_aad_object_id="maija", recipient_teams_id="29:maija"), text, clock)
        for text in ("ensin", "sitten")
    ]
    await delivery_of(database, teams, clock, told).run_until_idle()
    assert [(one.verb, one.where, one.what) for one in teams.asked] == [
        ("create", "29:maija", ""),
        ("send", "a:29:maija", "ensin"),
        ("send", "a:29:maija", "sitten"),
    ]
    assert told.opened == [(ids[0], "a:29:maija")]
    assert (await post_row(database, ids[1])).conversation_id == "a:29:maija"


async def test_a_conversation_that_was_opened_is_not_opened_again_when_the_message_fails(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat("", recipient_aad_object_id="maija"), "Hei", clock)
    delivery = delivery_of(database, teams, clock)
    teams.will("send", TryLater("502"))
    await delivery.run_until_idle()
    clock.forward(minutes=1)
    await delivery.run_until_idle()
    assert [one.verb for one in teams.asked] == ["create", "send", "send"]


async def test_a_person_without_the_bot_is_a_refusal_of_the_message(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    post_id = await say(database, chat("", recipient_aad_object_id="maija"), "Hei", clock)
    teams.will("create", Refused(Refusal.NOT_INSTALLED, "403"))
    await delivery_of(database, teams, clock, told).run_until_idle()
    assert told.refused == [(post_id, Refusal.NOT_INSTALLED)]


async def test_a_new_channel_thread_and_what_follows_in_it(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    channel = "19:kanava@thread.tacv2"
    root = await say(database, chat("", channel_id=channel), "K-1042", clock)
    reply = await say(database, chat("", channel_id=channel, thread_post_id=root), "vastaus", clock)
    await delivery_of(database, teams, clock, told).run_until_idle()
    thread = f"{channel};messageid=m1"
    assert [(one.verb, one.where, one.what) for one in teams.asked] == [
        ("thread", channel, "K-1042"),
        ("send", thread, "vastaus"),
    ]
    assert told.opened == [(root, thread)]
    assert (await post_row(database, reply)).conversation_id == thread


async def test_a_reply_to_a_thread_that_could_not_be_opened_is_refused(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    told = Told()
    channel = "19:kanava@thread.tacv2"
    root = await say(database, chat("", channel_id=channel), "K-1042", clock)
    reply = await say(database, chat("", channel_id=channel, thread_post_id=root), "vastaus", clock)
    teams.will("thread", Refused(Refusal.WRITES_BLOCKED, "403"))
    await delivery_of(database, teams, clock, told).run_until_idle()
    assert told.refused == [(root, Refusal.WRITES_BLOCKED), (reply, Refusal.CONVERSATION_GONE)]


async def test_a_targeted_message_names_the_only_person_who_sees_it(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post = chat("19:k@thread.tacv2;messageid=1", recipient_teams_id="29:kari", targeted=True)
    await say(database, post, "lomake", clock)
    await delivery_of(database, teams, clock).run_until_idle()
    assert teams.asked[0].where == "19:k@thread.tacv2;messageid=1 only 29:kari"


async def test_a_process_that_dies_while_sending_leaves_the_message_to_another(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat(), "Hei", clock)
    async with database.write() as connection:
        assert len(await claim(connection, clock(), 5, Terms(clock=clock))) == 1  # and then the process is killed
    survivor = delivery_of(database, teams, clock)
    await survivor.run_until_idle()
    assert teams.asked == []
    clock.now += LEASE
    await survivor.run_until_idle()
    assert teams.texts() == ["Hei"]


async def test_a_clock_that_is_set_forward_does_not_end_a_claim_under_way(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    post_id = await say(database, chat(), "Hei", clock)
    began = clock()
    terms = Terms(clock=lambda: began)
    async with database.write() as connection:
        assert len(await claim(connection, clock(), 5, terms)) == 1
    clock.now += timedelta(days=3)
    async with database.write() as connection:
        assert await claim(connection, clock(), 5, terms) == []
        await enqueue_update(connection, post_id, message("Hei taas"), clock())
    assert [row.state for row in await rows(database)] == ["pending", "pending"]


async def test_two_replicas_never_send_the_same_message(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    for number in range(30):
        await say(database, chat(f"a:{number}"), str(number), clock)
    replicas = [delivery_of(database, teams, clock, at_a_time=4) for _ in range(3)]
    await asyncio.gather(*(replica.run_until_idle() for replica in replicas))
    assert sorted(teams.texts(), key=int) == [str(number) for number in range(30)]


async def test_a_bug_in_one_message_does_not_stop_the_others(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat(), "rikki", clock)
    await say(database, chat("a:toinen"), "ehjä", clock)
    teams.will("send", ValueError("a bug"))
    await delivery_of(database, teams, clock, at_a_time=1).run_until_idle()
    assert teams.texts() == ["rikki", "ehjä"]
    assert [row.last_error for row in await rows(database)] == ["unexpected", ""]


async def test_in_the_background_a_wake_delivers_at_once_and_stopping_finishes_what_is_under_way(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat(), "ennen käynnistystä", clock)
    delivery = delivery_of(database, teams, clock)
    delivery.start()
    await _until(lambda: len(teams.asked) == 1)
    await say(database, chat(), "käynnissä", clock)
    delivery.wake()
    await _until(lambda: len(teams.asked) == 2)
    await delivery.stop()
    await say(database, chat(), "pysäytetty", clock)
    delivery.wake()
    await asyncio.sleep(0.05)
    assert len(teams.asked) == 2
    assert [row.state for row in await rows(database)] == ["done", "done", "pending"]


async def test_a_delivered_thread_keeps_both_ids(database: Database, teams: RecordingTeams, clock: Clock) -> None:
    teams.will("thread", Delivered("m9", "19:k;messageid=m9"))
    post_id = await say(database, chat("", channel_id="19:k"), "avaus", clock)
    await delivery_of(database, teams, clock).run_until_idle()
    post = await post_row(database, post_id)
    assert (post.conversation_id, post.activity_id) == ("19:k;messageid=m9", "m9")


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_the_pause_grows_but_never_beyond_ten_minutes(attempts: int, random: float) -> None:
    pause = back_off(attempts, random)
    assert timedelta(seconds=1) <= pause <= LONGEST_PAUSE
    assert back_off(attempts, 0) <= pause <= back_off(attempts, 1)


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(4_000):
        if condition():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it did not happen in twenty seconds")
