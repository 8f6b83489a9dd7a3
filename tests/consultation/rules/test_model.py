"""The consultation's rules: who may do what in which state, whatever the order of events."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation, Line, Outcome, Receiver, Someone
from bot.errors import Expected

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
LIISA = Someone("kela", "liisa", "Liisa Näyte")
MAIJA, KALLE, OTTO = (Someone("ekhva", name.lower(), name) for name in ("Maija", "Kalle", "Otto"))
STRANGER = Someone("kymen", "stranger", "Stranger")
PEOPLE = (LIISA, MAIJA, KALLE, OTTO, STRANGER)


def question(**changes: object) -> Consultation:
    case = Consultation(
        number=1042,
        state="waiting",
        version=1,
        asking_organisation="KELA",
        receiving_organisation="11",
        area="11",
        municipality="405",
        topic="asumismenot",
        audience="anyone",
        question="Voiko alue osallistua vuokraan?",
        basis="consent",
        answer_by=NOW + timedelta(days=1),
        asker=LIISA,
        created_at=NOW,
        client="sealed",
        receivers=tuple(Receiver(f"11-{one.name}", one) for one in (MAIJA, KALLE, OTTO)),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def refused(code: str) -> pytest.RaisesExc[Expected]:
    return pytest.RaisesExc(Expected, check=lambda error: error.code == code)


def test_the_first_to_take_it_has_it_and_the_second_is_told_who() -> None:
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    assert (taken.state, taken.taker) == ("taken", MAIJA)
    with refused("taken_by_another"):
        model.claim(taken, KALLE, NOW, channel_side=None)


def test_taking_it_over_is_a_press_of_its_own() -> None:
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    assert model.claim(taken, KALLE, NOW, channel_side=None, takeover=True).taker == KALLE


def test_taking_it_twice_changes_nothing() -> None:
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    assert model.claim(taken, MAIJA, NOW + timedelta(hours=1), channel_side=None) == taken


def test_an_answer_takes_the_matter_too() -> None:
    answered = model.answer(question(), KALLE, NOW, channel_side=None)
    assert (answered.taker, answered.answered_at) == (KALLE, NOW)


def test_a_matter_is_answered_while_an_answer_stands_and_since_the_oldest_of_them() -> None:
    later = NOW + timedelta(minutes=5)
    first, second = (Line(n, "receiving", MAIJA, "Kyllä", at) for n, at in ((1, NOW), (2, later)))
    case = question(
        state="taken", taker=MAIJA, answered_at=NOW, lines=(first, second, Line(3, "asking", LIISA, "?", later))
    )
    without_first = model.with_line(case, replace(first, text="", deleted_at=later))
    assert without_first.answered_at == later
    without_any = model.with_line(without_first, replace(second, text="", deleted_at=later))
    assert (without_any.answered_at, without_any.latest_from) == (None, "asking")
    assert model.with_line(without_any, replace(second, edited_at=later)).answered_at == later


def test_a_closed_matter_keeps_the_time_of_its_answer() -> None:
    answer = Line(1, "receiving", MAIJA, "Kyllä", NOW)
    closed = question(state="closed", taker=MAIJA, answered_at=NOW, lines=(answer,))
    assert model.with_line(closed, replace(answer, text="", deleted_at=NOW)).answered_at == NOW


def test_a_colleague_in_the_channel_speaks_for_the_receiving_side() -> None:
    assert model.answer(question(), STRANGER, NOW, channel_side="receiving").taker == STRANGER
    with refused("not_yours"):
        model.answer(question(), STRANGER, NOW, channel_side=None)


def test_the_taker_can_give_it_back_and_the_others_are_still_asked() -> None:
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    back = model.decline(taken, MAIJA, reason="loma", whose="", channel_side=None)
    assert (back.state, back.taker, [one.person for one in back.still_asked]) == ("waiting", None, [KALLE, OTTO])


def test_somebody_named_in_a_refusal_is_asked() -> None:
    other = Receiver("11-uusi", STRANGER)
    assert model.widen(question(), other).side_of(STRANGER) == "receiving"


def test_closing_destroys_the_client_and_nothing_goes_on_after_it() -> None:
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    closed = model.close(taken, LIISA, Outcome("kela_can_decide"), NOW, channel_side=None)
    assert (closed.client, closed.closed_by) == ("destroyed", "Liisa Näyte")
    with refused("closed"):
        model.answer(closed, MAIJA, NOW, channel_side=None)
    with refused("closed"):
        model.claim(closed, KALLE, NOW, channel_side=None)


def test_the_receiving_side_closes_only_what_it_has_taken_and_never_withdraws() -> None:
    with refused("take_first"):
        model.close(question(), MAIJA, Outcome("unresolved"), NOW, channel_side=None)
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    with refused("only_asker_withdraws"):
        model.close(taken, MAIJA, Outcome("withdrawn"), NOW, channel_side=None)


def test_a_colleague_of_the_asker_neither_closes_nor_sees_the_client() -> None:
    colleague = Someone("kela", "colleague", "Kollega")
    with refused("not_yours"):
        model.close(question(), colleague, Outcome("withdrawn"), NOW, channel_side="asking")
    with refused("not_yours"):
        model.may_see_client(question(), colleague, channel_side="asking")


def test_once_taken_only_the_taker_and_the_asker_see_the_client() -> None:
    taken = model.claim(question(), MAIJA, NOW, channel_side=None)
    model.may_see_client(taken, MAIJA, channel_side=None)
    model.may_see_client(taken, LIISA, channel_side=None)
    with refused("take_to_see_client"):
        model.may_see_client(taken, KALLE, channel_side=None)
    with refused("take_to_see_client"):
        model.may_see_client(question(), STRANGER, channel_side="receiving")


VERBS = ("claim", "takeover", "decline", "answer", "close")
ACTIONS = st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(PEOPLE)))


@given(ACTIONS)
def test_whatever_is_pressed_in_whatever_order_the_matter_stays_whole(actions: list[tuple[str, Someone]]) -> None:
    case = question()
    for verb, person in actions:
        before = case
        try:
            case = _pressed(case, verb, person)
        except Expected:
            case = before
        assert before.state != "closed" or case == before
        assert (case.taker is not None) == (case.state == "taken") or case.state == "closed"
        assert case.taker is None or case.side_of(case.taker) == "receiving"
        assert case.side_of(STRANGER) is None
        assert (case.state == "closed") == (case.outcome is not None) == (case.client == "destroyed")


def _pressed(case: Consultation, verb: str, person: Someone) -> Consultation:
    match verb:
        case "claim" | "takeover":
            return model.claim(case, person, NOW, channel_side=None, takeover=verb == "takeover")
        case "decline":
            return model.decline(case, person, reason="", whose="", channel_side=None)
        case "answer":
            return model.answer(case, person, NOW, channel_side=None)
        case _:
            return model.close(case, person, Outcome("unresolved"), NOW, channel_side=None)
