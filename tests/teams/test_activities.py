"""What Teams sends becomes a Turn; what the bot does not heed becomes nothing."""

import json
from typing import Any

import pytest

from bot.teams.activities import READ_RECEIPT, turn_of
from bot.teams.deserialising import activity_of, parse
from bot.teams.door_refusals import Malformed, NotAllowed
from bot.turns.turn import (
    Actor,
    Attachment,
    Deleted,
    Edited,
    FileAnswer,
    Installed,
    Message,
    Place,
    Press,
    Read,
    Search,
    Turn,
    Typing,
    Upload,
)
from tests.teams.activities import BOT, CHANNEL, SERVICE, TENANT, activity, in_channel, mention
from tests.teams.clocks import StandingClock

BAD_RECEIPTS: tuple[object, ...] = (
    None,
    "1700000000001",
    {},
    {"lastReadMessageId": 1700000000001},
    {"lastReadMessageId": ""},
    {"lastReadMessageId": "-1"},
    {"lastReadMessageId": "١٢٣"},
    {"lastReadMessageId": "1" * 21},
)


def read(found: dict[str, Any], *, local: bool = False) -> Turn | None:
    return turn_of(activity_of(parse(json.dumps(found).encode())), StandingClock()(), local=local)


def doing(found: dict[str, Any]) -> object:
    turn = read(found)
    assert turn is not None
    return turn.doing


def test_a_typed_line_in_a_one_to_one_chat() -> None:
    assert read(activity(text="/consult Eksote asumismenot")) == Turn(
        activity_id="1700000000001",
        activity_type="message",
        timestamp="2026-03-02T08:00:00.123Z",
        received_at=StandingClock()(),
        actor=Actor(TENANT, "bbbbbbbb-0000-0000-0000-000000000001", "29:kari", "Kari Kelainen"),
        place=Place(TENANT, SERVICE, "a:1chat", "personal", BOT),
        locale="fi-FI",
        doing=Message("/consult Eksote asumismenot"),
    )


def test_a_line_in_a_channel_thread_without_a_mention_is_talk_between_people() -> None:
    turn = read(in_channel(text="Kiitos tiedosta"))
    assert turn is not None
    assert turn.place.channel_id == CHANNEL
    assert turn.place.conversation_id == f"{CHANNEL};messageid=1700"
    assert (turn.place.kind, turn.place.team_id) == ("channel", "19:tiimi@thread.tacv2")
    assert turn.doing == Message("Kiitos tiedosta", addressed=False)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("<at>Kuntayhteys</at> /consult Eksote", "/consult Eksote"),
        ("<at>Kuntayhteys</at>&nbsp;vuokra &amp; s&#228;hk&#246;\u00a0", "vuokra & sähkö"),
        ("hei <at>Kuntayhteys</at>\r\nkysyisin", "hei  \nkysyisin"),
        ("<at>Kuntayhteys</at> terveisin <at>Maija</at>", "terveisin Maija"),
        ("<at>Kuntayhteys</at> a &lt; b", "a < b"),
        ("<at>Kuntayhteys</at>", ""),
        (f"<at>Kuntayhteys</at> a&#{'1' * 5_000}; b", "a\ufffd b"),
    ],
)
def test_a_mention_of_the_bot_is_taken_off_and_the_rest_is_plain(text: str, read_as: str) -> None:
    assert doing(in_channel(text=text, entities=[mention()])) == Message(read_as, addressed=True)


@pytest.mark.parametrize(
    "told",
    [
        {"text": None},
        {"text": None, "mentioned": {"id": BOT}},
        {"text": "<at>KUNTAYHTEYS</at>"},
        {"text": "<AT>Kuntayhteys</AT>"},
        {"text": "<at>Kuntayhteys</at>"},
        {"text": "Kuntayhteys &amp; muut", "mentioned": {"id": BOT, "name": "Kuntayhteys & muut"}},
        {},
    ],
)
@pytest.mark.parametrize("written", ["<at>Kuntayhteys</at>", "<at>kuntayhteys</at>", '<at id="0">Kuntayhteys</at>'])
def test_a_mention_is_the_bots_by_its_id_however_its_name_is_written(told: dict[str, Any], written: str) -> None:
    entity = {**mention(), **told} if told else {"type": "mention", "mentioned": {"id": BOT}}
    if "muut" in str(told):
        written = written.replace("</at>", " &amp; muut</at>")
    assert doing(in_channel(text=f"{written} /help", entities=[entity])) == Message("/help", addressed=True)


def test_a_slash_command_in_a_channel_is_targeted() -> None:
    recipient = {"id": BOT, "isTargeted": True}
    assert doing(in_channel(text="consult Eksote", recipient=recipient)) == Message("consult Eksote", targeted=True)


def test_a_file_is_noticed_and_the_html_copy_of_the_text_is_not_one() -> None:
    attachments = [
        {"contentType": "text/html", "content": "<div>lista</div>"},
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": "https://x.sharepoint.com/lista.xlsx",
            "name": "lista.xlsx",
            "content": {"downloadUrl": "https://x.sharepoint.com/download?x=1", "fileType": "xlsx"},
        },
    ]
    file = Attachment(
        "lista.xlsx", "application/vnd.microsoft.teams.file.download.info", "https://x.sharepoint.com/download?x=1"
    )
    assert doing(activity(text="lista", attachments=attachments)) == Message("lista", (file,))


def test_a_pasted_table_is_read_from_the_html_copy() -> None:
    page = "<p>tuo</p><table><tr><td>Nimi</td><td>Paikka</td></tr><tr><td>Eeva</td><td>Imatra</td></tr></table>"
    found = doing(activity(text="tuo\nNimi\nPaikka", attachments=[{"contentType": "text/html", "content": page}]))
    assert found == Message("tuo\nNimi\nPaikka", table=(("Nimi", "Paikka"), ("Eeva", "Imatra")))


def test_an_address_that_is_no_files_link_is_left_as_it_is() -> None:
    picture = {"contentType": "image/png", "contentUrl": "https://x.example/a.png", "name": "a.png"}
    missing = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": "https://x/f",
        "name": "f",
    }
    found = doing(activity(text="", attachments=[picture, missing]))
    assert isinstance(found, Message)
    assert [one.content_url for one in found.attachments] == ["https://x.example/a.png", ""]


UPLOAD_INFO = {
    "contentUrl": "https://x.sharepoint.com/f.xlsx",
    "name": "f.xlsx",
    "uploadUrl": "https://x.sharepoint.com/up?guid=1",
    "uniqueId": "1150D938",
    "fileType": "xlsx",
}


@pytest.mark.parametrize(
    ("value", "upload"),
    [
        (
            {"type": "fileUpload", "action": "accept", "context": {"verb": "x"}, "uploadInfo": UPLOAD_INFO},
            Upload(
                "f.xlsx", "https://x.sharepoint.com/up?guid=1", "https://x.sharepoint.com/f.xlsx", "1150D938", "xlsx"
            ),
        ),
        ({"type": "fileUpload", "action": "decline", "context": {"verb": "x"}}, None),
    ],
    ids=["accept", "decline"],
)
def test_the_answer_to_an_offered_file(value: dict[str, Any], upload: Upload | None) -> None:
    found = doing(activity(type="invoke", name="fileConsent/invoke", value=value, replyToId="m7"))
    assert found == FileAnswer({"verb": "x"}, upload, "m7")


def test_a_submit_button_comes_as_a_message_with_a_value() -> None:
    value = {"verb": "consultation.claim", "number": 1042, "version": 3}
    assert doing(activity(value=value, replyToId="m7")) == Press("consultation.claim", value, "nothing", "m7")


@pytest.mark.parametrize(
    "action",
    [
        {"type": "Action.Execute", "verb": "consultation.send", "data": {"question": "?"}},
        {"type": "Action.Execute", "data": {"verb": "consultation.send", "question": "?"}},
    ],
)
def test_an_execute_button_waits_for_a_card(action: dict[str, Any]) -> None:
    found = activity(
        "invoke", name="adaptiveCard/action", value={"action": action, "trigger": "manual"}, replyToId="m7"
    )
    press = doing(found)
    assert isinstance(press, Press)
    assert (press.verb, press.wants, press.card_activity_id) == ("consultation.send", "card", "m7")
    assert press.data["question"] == "?"
    turn = read(found)
    assert turn is not None
    assert turn.activity_type == "invoke/adaptiveCard/action"


@pytest.mark.parametrize("name", ["task/fetch", "task/submit"])
def test_a_dialog_button_waits_for_a_dialog(name: str) -> None:
    value = {"data": {"verb": "consultation.reveal", "msteams": {"type": "task/fetch"}}, "context": {"theme": "dark"}}
    press = doing(activity("invoke", name=name, value=value))
    assert isinstance(press, Press)
    assert (press.verb, press.wants) == ("consultation.reveal", "dialog")


def test_typeahead_asks_for_choices_and_never_for_too_many() -> None:
    value = {"queryText": "lapp", "queryOptions": {"skip": 0, "top": 100_000}, "dataset": "municipalities"}
    found = activity("invoke", name="application/search", value=value)
    assert doing(found) == Search("municipalities", "lapp", 0, 50)


def test_edits_and_deletions_carry_the_original_id() -> None:
    edit = activity("messageUpdate", text="korjattu &amp; selvä", channelData=_event("editMessage"))
    assert doing(edit) == Edited("korjattu & selvä")
    assert doing(activity("messageUpdate", text="takaisin", channelData=_event("undeleteMessage"))) == Edited(
        "takaisin"
    )
    assert doing(activity("messageDelete", channelData=_event("softDeleteMessage"))) == Deleted()


@pytest.mark.parametrize(
    ("found", "added"),
    [
        (activity("installationUpdate", action="add"), True),
        (activity("installationUpdate", action="add-upgrade"), True),
        (activity("installationUpdate", action="remove"), False),
        (activity("conversationUpdate", membersAdded=[{"id": "29:maija"}, {"id": BOT}]), True),
        (activity("conversationUpdate", membersRemoved=[{"id": BOT}]), False),
    ],
)
def test_the_bot_notices_being_added_and_removed(found: dict[str, Any], added: bool) -> None:
    assert doing(found) == Installed(added)


def test_a_team_says_in_which_channel_the_bot_was_installed() -> None:
    data = {
        "tenant": {"id": TENANT},
        "team": {"id": "19:tiimi"},
        "settings": {"selectedChannel": {"id": "19:yleinen@thread.tacv2"}},
    }
    turn = read(in_channel("installationUpdate", action="add", channelData=data))
    assert turn is not None
    assert turn.place.channel_id == "19:yleinen@thread.tacv2"


def test_a_read_receipt_and_a_typing_sign_of_a_one_to_one_chat() -> None:
    receipt = activity("event", name=READ_RECEIPT, value={"lastReadMessageId": "1700000000001"})
    assert doing(receipt) == Read("1700000000001")
    assert doing(activity("typing")) == Typing()


@pytest.mark.parametrize(
    "found",
    [
        in_channel("typing"),
        in_channel("event", name=READ_RECEIPT, value={"lastReadMessageId": "1700000000001"}),
        *(activity("event", name=READ_RECEIPT, value=value) for value in BAD_RECEIPTS),
        activity("event", name="somethingElse", value={"lastReadMessageId": "1700000000001"}),
        activity("messageReaction"),
        activity("conversationUpdate", membersAdded=[{"id": "29:maija"}]),
        activity("messageUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "somethingNew"}),
        activity("invoke", name="composeExtension/query", value={}),
        activity("installationUpdate", action="dance"),
        activity(text="oma viesti") | {"from": {"id": BOT}},
        activity(text="toinen botti") | {"from": {"id": "28:toinen"}},
    ],
)
def test_what_the_bot_does_not_heed(found: dict[str, Any]) -> None:
    assert read(found) is None


@pytest.mark.parametrize("missing", ["id", "serviceUrl", "conversation", "from"])
def test_a_turn_needs_its_ids(missing: str) -> None:
    found = activity(text="hei")
    del found[missing]
    with pytest.raises(Malformed):
        read(found)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 5},
        {"id": {"a": 1}},
        {"id": "x" * 2000},
        {"from": "kari"},
        {"conversation": []},
        {"channelData": "x"},
        {"channelData": {"tenant": {"id": 7}}, "conversation": {"id": "a:1"}},
        {"entities": {}},
        {"entities": ["x"]},
        {"attachments": [None]},
        {"type": "invoke", "name": "adaptiveCard/action", "value": None},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": "x"}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": 3, "data": {}}}},
        {"type": "invoke", "name": "task/fetch", "value": {"data": [1]}},
        {"type": "invoke", "name": "application/search", "value": "x"},
        {"type": "invoke", "name": "application/search", "value": {"queryOptions": {"top": "all"}}},
        {"type": "invoke", "name": "fileConsent/invoke", "value": None},
        {"type": "invoke", "name": "fileConsent/invoke", "value": {"action": "accept"}},
        {"type": "invoke", "name": "fileConsent/invoke", "value": {"action": "accept", "uploadInfo": {"uploadUrl": 5}}},
        {"type": "invoke", "name": "fileConsent/invoke", "value": {"action": "perhaps"}},
        {"type": "invoke", "name": "fileConsent/invoke", "value": {"action": "decline", "context": "x"}},
        {"type": None},
        {"type": ["message"]},
        {"value": {"verb": ["x"]}},
    ],
)
def test_a_field_of_a_wrong_type_is_malformed(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(activity(**{"text": "hei", **wrong}))


def test_without_a_tenant_only_an_emulator_is_let_in() -> None:
    found = activity(text="hei", channelData={}, conversation={"id": "a:1"})
    with pytest.raises(NotAllowed):
        read(found)
    turn = read(found, local=True)
    assert turn is not None
    assert turn.actor.tenant_id == ""


def test_two_different_tenants_in_one_activity_are_refused() -> None:
    with pytest.raises(NotAllowed):
        read(activity(text="hei", channelData={"tenant": {"id": "another"}}))


def test_an_emulator_that_gives_no_directory_id_is_known_by_its_own_id() -> None:
    found = activity(text="hei") | {"from": {"id": "User-Id-0"}}
    turn, stranger = read(found, local=True), read(found)
    assert turn is not None
    assert stranger is not None
    assert turn.actor.aad_object_id == "user-id-0"
    assert stranger.actor.aad_object_id == ""


def test_the_local_playground_of_microsoft_is_understood() -> None:
    """Microsoft 365 Agents Playground: its ids are no GUIDs, and older versions leave out conversationType."""
    tenant = "00000000-0000-0000-0000-0000000000001"
    turn = read(
        {
            "type": "message",
            "id": "6f1c",
            "timestamp": "2026-03-02T08:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": "http://localhost:56150/_connector",
            "recipient": {"id": "00000000-0000-0000-0000-00000000000011", "name": "Test Bot"},
            "conversation": {"id": "2be5c9c3", "tenantId": tenant},
            "from": {"id": "user-id-0", "aadObjectId": "00000000-0000-0000-0000-0000000000020", "name": "Alex Wilber"},
            "text": "/consult Eksote asumismenot",
            "textFormat": "plain",
            "attachments": [],
            "channelData": {"tenant": {"id": tenant}},
            "entities": [{"locale": "en-US", "country": "US", "platform": "Web", "type": "clientInfo"}],
            "locale": "en-US",
        },
        local=True,
    )
    assert turn is not None
    assert turn.place.kind == "personal"
    assert turn.actor == Actor(tenant, "00000000-0000-0000-0000-0000000000020", "user-id-0", "Alex Wilber")
    assert turn.doing == Message("/consult Eksote asumismenot")


def test_the_same_delivery_twice_gives_equal_turns() -> None:
    assert read(activity(text="hei")) == read(activity(text="hei"))


def test_no_nul_gets_through() -> None:
    turn = read(activity(text="a\u0000b") | {"from": {"id": "29:k\u0000", "aadObjectId": "x"}})
    assert turn is not None
    assert turn.doing == Message("ab")
    assert turn.actor.teams_id == "29:k"
    press = doing(activity(value={"verb": "x", "lines": ["\u0000", {"a\u0000": "b\u0000"}]}))
    assert isinstance(press, Press)
    assert press.data["lines"] == ["", {"a": "b"}]


def test_a_body_nested_too_deep_is_malformed() -> None:
    deep: object = "x"
    for _ in range(30):
        deep = [deep]
    with pytest.raises(Malformed):
        read(activity(value={"verb": "x", "deep": deep}))
    wide = {"verb": "x", "wide": [[number] for number in range(100)]}
    assert read(activity(value=wide)) is not None


def _event(kind: str) -> dict[str, Any]:
    return {"tenant": {"id": TENANT}, "eventType": kind}
