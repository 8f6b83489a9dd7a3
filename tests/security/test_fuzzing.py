"""Odd and forged activities by the thousand over HTTP: none fails, none changes what is not the sender's, none leaks.

KUNTAYHTEYS_FUZZ_BODIES sets how many bodies are sent to each database (400 when it is not set).
"""

import asyncio
import os
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.dispatch.discovery import discover
from tests.security.guarded_bot import CODE, QUESTION, Body, GuardedBot

AT_ONCE = 40
BODIES = int(os.environ.get("KUNTAYHTEYS_FUZZ_BODIES", "400"))
PLANTED = "istutettu-salaisuus-4417"
"""Stands in what is sent: it may be in no log line."""
COMMANDS = sorted(discover().by_name)
VERBS = [*sorted(discover().by_verb), "no.such.verb", "", PLANTED]
KEYS = [
    "consultation", "version", "draft", "step", "held", "takeover", "outcome", "area", "municipality", "topic", "about",
    "asked", "contact", "misroute", "page", "phrase", "text", "question", "basis", "client", "person", "matter", "day",
    "receiver", "answer_by", "reason", "whose", "situation", "change", "worker", "until", "place", "period", "language",
    "verb", "msteams", "from", "to", "deputy", "id", "first", "last", "name", "email", "phone", "roles", "county",
    "asks", "own_worker", "asks_consent", "allows_client", "in_use", "law", "name_fi", "valid_from", "seen", "consent",
    "consent_on", "consent_until",
]  # fmt: skip
STEPS = [
    "start", "show", "correct", "others", "find", "add", "remove", "save", "accept", "drop", "undo", "clean", "as_is",
    "discard", "form", "within_kela", "county", "urgent", "not_urgent", "edit", "new", "list", "confirm", "all",
    "withdrawn", "change", "week", "done", "reject",
]  # fmt: skip
WORDS = st.sampled_from([CODE, PLANTED, "K-1001", "1001", "11", "KELA", "vuokra", "2026-11-24", "11-01", "kela-01"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | WORDS
    | st.sampled_from(STEPS)
    | st.just(1001)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=10,
)
DATA = st.dictionaries(st.sampled_from(KEYS), SCALARS | JSON, max_size=8)
TYPED = st.builds(
    lambda slash, word, rest: f"{slash}{word} {rest}",
    st.sampled_from(["/", ""]),
    st.sampled_from(COMMANDS),
    st.lists(WORDS | st.sampled_from(STEPS) | st.text(max_size=20), max_size=4).map(" ".join),
)
INVOKES = ["adaptiveCard/action", "task/fetch", "task/submit", "application/search", "fileConsent/invoke", "x"]
KINDS = ["message", "invoke", "messageUpdate", "messageDelete", "installationUpdate", "conversationUpdate", "x"]
FIELDS = [
    "type", "id", "timestamp", "serviceUrl", "channelId", "from", "recipient", "conversation", "channelData", "locale",
    "text", "name", "value", "attachments", "entities", "membersAdded", "replyToId", "textFormat",
]  # fmt: skip
WHO = st.sampled_from(["of another county"] * 4 + ["not in the directory"] * 3 + ["unknown tenant", "nobody"])
SENT: st.SearchStrategy[tuple[str, str, Any, Any]] = st.one_of(
    st.tuples(WHO, st.just("press"), st.sampled_from(VERBS), DATA),
    st.tuples(WHO, st.just("submit"), st.sampled_from(VERBS), DATA),
    st.tuples(WHO, st.just("typed"), TYPED | st.text(max_size=200), st.just({})),
    st.tuples(WHO, st.sampled_from(INVOKES), st.sampled_from(VERBS), DATA),
    st.tuples(WHO, st.sampled_from(KINDS), st.just(""), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=3)),
)


def _body(bot: GuardedBot, sent: tuple[str, str, Any, Any]) -> Body:
    who, how, word, data = sent
    county = bot.running.services.directory.current.organisations["10"].tenant_id
    named = next(
        one for one in bot.running.services.directory.current.named_contacts("10") if one.roles == ("contact",)
    )
    tenant, person = {
        "of another county": (county, named.aad_object_id),
        "not in the directory": (county, "bbbbbbbb-0000-0000-0000-00000000000b"),
        "unknown tenant": ("99999999-0000-0000-0000-000000000009", "cccccccc-0000-0000-0000-00000000000c"),
        "nobody": (county, ""),
    }[who]
    if how == "press":
        return bot.press(tenant, person, word, data)
    if how == "submit":
        return bot.activity(tenant, person, value={"verb": word, **data})
    if how == "typed":
        return bot.activity(tenant, person, text=word)
    if how in INVOKES:
        value = {"data": {"verb": word, **data}, "action": {"verb": word, "data": data}, "context": data, **data}
        return bot.activity(tenant, person, "invoke", name=how, value=value)
    return {**bot.activity(tenant, person, how, text=PLANTED), **data}


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # a failing example is a long one
@settings(
    max_examples=max(1, BODIES // AT_ONCE),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making it smaller would take minutes and change the state
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(SENT, min_size=AT_ONCE, max_size=AT_ONCE))
async def test_no_activity_fails_changes_anything_or_leaks(
    bot: GuardedBot, sent: list[tuple[str, str, Any, Any]]
) -> None:
    before = bot.as_it_was or await bot.protected()
    with structlog.testing.capture_logs() as logged:
        answers = await asyncio.gather(*(bot.post(_body(bot, one)) for one in sent))
    assert {status for status, _ in answers} <= {200, 201, 400, 403}
    assert [line for line in logged if line["log_level"] == "error"] == []
    assert not [
        line for line in logged if any(secret in str(line) for secret in (PLANTED, CODE, QUESTION, "istutettu"))
    ]
    assert not [answer for _, answer in answers if QUESTION in answer or CODE in answer]
    after = bot.as_it_was = await bot.protected()
    assert {name for name in before if after[name] != before[name]} == set()
