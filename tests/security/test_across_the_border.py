"""What one organisation's people write reads as written on the other's screens: no mention, link, card or markup."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.posting import text_activity
from cards.consultation.asker_status import asker_status_card
from cards.consultation.messages import MessageView
from cards.consultation.receiver_question import receiver_question_card
from cards.consultation.relayed_message import RelayedMessageView, relayed_message_card
from cards.kit.frame import Card
from cards.kit.text import visible
from config.texts import texts
from directory.areas.web_addresses import is_web_address
from tests.cards.scenes import ASKER, RECEIVER, TAKER
from tests.security.guarded_bot import Body, GuardedBot

MARKUP = [
    "<at>Maija Esimerkki</at>", "[Kelan sivu](https://evil.example)", "<script>alert(1)</script>", "tel:112",
    "![x](https://evil.example/x.png)", "{{DATE(2026-01-01T00:00:00Z, SHORT)}}", "${secret}", "<https://evil.example>",
    '{"type": "AdaptiveCard", "body": []}', "[soita](tel:112)", "&lt;at&gt;Kaikki&lt;/at&gt;", "**lihava**",
    "\u202egnp.xcod", "a\u200bb", "\u2066x\u2069", "\U000e0041", "\ufeff", "\u2800", "# otsikko", "- luettelo",
    "`koodi`", "<img src=x onerror=alert(1)>", "| a | b |", "~~yli~~", "https://evil.example", "\x1b[31m",
]  # fmt: skip
UNSEEN = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\U000e0041"
WRITTEN = st.lists(st.sampled_from(MARKUP) | st.text(max_size=12), min_size=1, max_size=4).map(" ".join)
T = texts("fi")
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is shown does not depend on the database."""


def line(words: str, name: str, *, own: bool) -> MessageView:
    return MessageView(author=name, organisation="Kela", time="9.31", text=words, own=own)


def as_asker(words: str, name: str) -> Card:
    view = replace(ASKER, question=words, taker=replace(TAKER, name=name), state="answered", receivers=(name,))
    return asker_status_card(replace(view, messages=(line(words, name, own=False),)), T)


def as_receiver(words: str, name: str) -> Card:
    view = replace(RECEIVER, question=words, asker=replace(RECEIVER.asker, name=name), details=(("Tieto", words),))
    return receiver_question_card(replace(view, messages=(line(words, name, own=False),)), T)


def as_relayed(words: str, name: str) -> Card:
    return relayed_message_card(RelayedMessageView(1042, 1, "asumismenot", name, "Kela", words, "9.31"), T)


def parts(value: object) -> Iterator[Body]:
    match value:
        case dict():
            yield value
            for inner in value.values():
                yield from parts(inner)
        case list():
            for inner in value:
                yield from parts(inner)


def harmless(card: object, kept: frozenset[str] = frozenset()) -> None:
    """`kept`: texts of ours with a link in them, such as a telephone number."""
    for part in parts(card):
        assert part.get("type") not in {"Image", "Media", "Action.OpenUrl"}
        assert "entities" not in part
        if part.get("type") == "TextBlock" and part["text"] not in kept:
            assert not set("[]<>`*_") & set(str(part["text"])), part["text"]
    assert not set(UNSEEN) & set(str(card))


@pytest.mark.parametrize("show", [as_asker, as_receiver, as_relayed])
@settings(max_examples=60)
@given(words=WRITTEN, name=WRITTEN)
def test_what_is_written_is_shown_as_written(show: Callable[[str, str], Card], words: str, name: str) -> None:
    card = show(words, name)
    harmless(card)
    told = "".join(str(part["text"]) for part in parts(card) if part.get("type") == "TextRun")
    for one in (row.strip() for row in visible(words).strip().splitlines()[:3]):
        assert "".join(one.split()) in "".join(told.split())


@given(WRITTEN)
def test_a_sentence_in_the_chat_is_plain_and_without_unseen_signs(words: str) -> None:
    activity = text_activity(words)
    assert activity["textFormat"] == "plain"
    assert "entities" not in activity
    assert not set(UNSEEN) & set(str(activity["text"]) + str(activity["summary"]))


@pytest.mark.parametrize("text", ["👩‍👧 perhe", "ääkköset", "नमस्ते", "می‌خواهم", "🏳️‍🌈", "naïve", "Å\u030a"])
def test_what_people_write_in_their_own_script_stays(text: str) -> None:
    assert visible(text) == text


@ON_ONE
@pytest.mark.parametrize("side", ["asker", "asked"])
async def test_nothing_gets_across_in_a_line(bot: GuardedBot, side: str) -> None:
    await bot.settled()
    bot.received.clear()
    written = "\n".join(MARKUP)
    await bot.post(bot.activity(*bot.people()[side], text=f"/reply K-1001 {written}"))
    await bot.settled()
    relayed = [one for one in bot.received if "evil.example" in str(one)]
    assert relayed
    for activity in bot.received:
        calls = {
            str(p["text"]) for p in parts(activity) if p.get("type") == "TextBlock" and "](tel:05" in str(p["text"])
        }
        harmless(activity, frozenset(calls))
        assert "evil.example" not in str(activity.get("text", ""))


@ON_ONE
async def test_nothing_gets_across_in_a_name(bot: GuardedBot) -> None:
    """The display name comes from the sender's client as well."""
    await bot.settled()
    bot.received.clear()
    claim: dict[str, Any] = bot.press(
        *bot.people()["asked"], "consultation.claim", {"consultation": 1001, "version": 1}
    )
    claim["from"]["name"] = "[Kela](https://evil.example) \u202e<at>Kaikki</at>"
    await bot.post(claim)
    await bot.settled()
    for activity in bot.received:
        calls = {
            str(p["text"]) for p in parts(activity) if p.get("type") == "TextBlock" and "](tel:05" in str(p["text"])
        }
        harmless(activity, frozenset(calls))


@pytest.mark.parametrize(
    "address", ["https://www.eksote.fi/palvelut/aikuiset?x=1#osio", "https://hyvaks.fi", "https://ä.example"]
)
def test_an_areas_website_may_be_a_link(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example) [Kela](https://evil.example", "http://a.example", "javascript:alert(1)", "https://",
        "https://a.example/<b>", "https://a.example/\u202e", "https://a.example/\n", 'https://a.example/"', "https://-",
        "https://a.example/" + "x" * 400, "https:// a", "https://user@evil.example", "https://[::1]/",
    ],
    ids=range(13),
)  # fmt: skip
def test_an_address_with_markup_is_no_link(address: str) -> None:
    assert not is_web_address(address)
