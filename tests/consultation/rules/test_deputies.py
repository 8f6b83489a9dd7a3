"""Handing a matter over to a deputy and back, whatever has happened in between."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.consultation.rules import deputies, model
from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.errors import Expected
from tests.consultation.rules.test_model import KALLE, LIISA, MAIJA, NOW, OTTO, STRANGER, question, refused

AWAY = Receiver("11-Maija", MAIJA)
DEPUTY = Receiver("11-Otto", OTTO)


def taken() -> Consultation:
    return model.claim(question(), MAIJA, NOW, channel_side=None)


def test_a_taken_matter_is_the_deputys_and_the_client_is_shown_to_the_deputy_only() -> None:
    after = deputies.hand_over(taken(), AWAY, DEPUTY, NOW)
    assert (after.state, after.taker) == ("taken", OTTO)
    assert {one.contact_id: one.state for one in after.receivers}["11-Maija"] == "handed_over"
    model.may_see_client(after, OTTO, channel_side=None)
    with refused("take_to_see_client"):
        model.may_see_client(after, MAIJA, channel_side=None)


def test_a_waiting_matter_waits_for_the_deputy_too_who_need_not_have_been_asked() -> None:
    case = question(receivers=(AWAY, Receiver("11-Kalle", KALLE)))
    after = deputies.hand_over(case, AWAY, DEPUTY, NOW)
    assert (after.state, after.taker) == ("waiting", None)
    assert {one.person for one in after.still_asked} == {KALLE, OTTO}
    assert after.side_of(MAIJA) == "receiving", "who is away may still read and take it back"


def test_the_matter_comes_back_to_whoever_handed_it_over() -> None:
    back = deputies.take_back(deputies.hand_over(taken(), AWAY, DEPUTY, NOW), MAIJA, NOW)
    assert (back.state, back.taker) == ("taken", MAIJA)
    waiting = deputies.take_back(deputies.hand_over(question(), AWAY, DEPUTY, NOW), MAIJA, NOW)
    assert {one.person for one in waiting.still_asked} == {MAIJA, KALLE, OTTO}


def test_what_somebody_else_has_taken_since_does_not_come_back_by_itself() -> None:
    moved = deputies.hand_over(taken(), AWAY, DEPUTY, NOW)
    by_kalle = model.claim(moved, KALLE, NOW, channel_side=None, takeover=True)
    with refused("taken_by_another"):
        deputies.take_back(by_kalle, MAIJA, NOW)


def test_only_what_is_in_hand_is_handed_over() -> None:
    with refused("not_held"):
        deputies.hand_over(taken(), Receiver("11-Kalle", KALLE), DEPUTY, NOW)
    with refused("not_held"):
        deputies.hand_over(question(), Receiver("10-1", STRANGER), DEPUTY, NOW)
    with refused("not_held"):
        deputies.hand_over(deputies.hand_over(taken(), AWAY, DEPUTY, NOW), AWAY, Receiver("11-Kalle", KALLE), NOW)
    with refused("not_held"):
        deputies.take_back(taken(), STRANGER, NOW)
    closed = replace(taken(), state="closed")
    with refused("closed"):
        deputies.hand_over(closed, AWAY, DEPUTY, NOW)
    with refused("closed"):
        deputies.take_back(closed, MAIJA, NOW)


def test_a_repeated_press_changes_nothing() -> None:
    once = deputies.hand_over(taken(), AWAY, DEPUTY, NOW)
    assert deputies.hand_over(once, AWAY, DEPUTY, NOW) is once
    back = deputies.take_back(once, MAIJA, NOW)
    assert deputies.take_back(back, MAIJA, NOW) is back


def test_the_asker_cannot_be_the_deputy() -> None:
    with refused("asked_by_deputy"):
        deputies.hand_over(taken(), AWAY, Receiver("kela-1", LIISA), NOW)


STEPS = st.lists(
    st.tuples(st.sampled_from(["claim", "takeover", "decline", "over", "back"]), st.sampled_from([MAIJA, KALLE, OTTO])),
    max_size=12,
)


@given(STEPS, st.sampled_from([MAIJA, KALLE, OTTO]))
def test_an_open_matter_has_at_most_one_taker_who_is_never_away_from_it(
    steps: list[tuple[str, Someone]], to: Someone
) -> None:
    case = question()
    for step, who in steps:
        receiver = Receiver(f"11-{who.name}", who)
        try:
            match step:
                case "claim" | "takeover":
                    case = model.claim(case, who, NOW, channel_side=None, takeover=step == "takeover")
                case "decline":
                    case = model.decline(case, who, reason="", whose="", channel_side=None)
                case "over" if who != to:
                    case = deputies.hand_over(case, receiver, Receiver(f"11-{to.name}", to), NOW)
                case "back":
                    case = deputies.take_back(case, who, NOW)
        except Expected:
            continue
        assert (case.state == "taken") == (case.taker is not None)
        if case.taker is not None:
            mine = case.receiver(case.taker)
            assert mine is not None
            assert mine.state == "asked"
        assert len({one.contact_id for one in case.receivers}) == len(case.receivers)
