"""The line behind the client's own worker: nobody waits for nothing, and whoever waits takes no part."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bases.bases import load_bases
from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.rules.own_worker import first_asked, just_asked, may_name, was_first
from bot.errors import Expected

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
PEOPLE = tuple(Someone("county", f"id-{number}", f"Person {number}") for number in range(4))
OWN, *OTHERS = PEOPLE
CASE = Consultation(
    number=1001,
    state="waiting",
    version=1,
    asking_organisation="KELA",
    receiving_organisation="11",
    area="11",
    municipality="",
    topic="asumismenot",
    audience="anyone",
    question="?",
    basis="consent",
    answer_by=NOW,
    asker=Someone("kela", "asker", "Liisa"),
    created_at=NOW,
    client="sealed",
    receivers=(Receiver("c0", OWN), *(Receiver(f"c{n}", one, "next") for n, one in enumerate(OTHERS, 1))),
    own_worker_id="c0",
)
BASES = load_bases()


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["take", "pass"])), max_size=12))
def test_whatever_the_asked_do_somebody_is_asked_while_somebody_waits(steps: list[tuple[Someone, str]]) -> None:
    case = CASE
    for person, doing in steps:
        before = case
        receiver = before.receiver(person)
        waits = receiver is not None and receiver.state == "next"
        try:
            if doing == "take":
                case = model.claim(before, person, NOW, channel_side=None)
            else:
                case = model.decline(before, person, reason="", whose="", channel_side=None)
                case = model.ask_next(case)
        except Expected:
            assert case == before
        else:
            assert not waits
        assert not (case.state == "waiting" and case.has_line and not case.still_asked)
        assert just_asked(before, case) == (before.has_line and not case.has_line)


def test_who_waits_neither_sees_the_client_nor_closes() -> None:
    for person in OTHERS:
        assert CASE.side_of(person) is None
        with pytest.raises(Expected):
            model.may_see_client(CASE, person, channel_side=None)


def test_a_deputy_at_the_head_counts_as_the_first() -> None:
    deputy = replace(CASE, own_worker_id="away")
    assert first_asked(deputy) == CASE.receivers[0]
    assert was_first(deputy, OWN)
    assert first_asked(replace(CASE, own_worker_id="")) is None


@pytest.mark.parametrize("basis", [one.code for one in BASES.offered("kela_to_county") if one.allows_client])
@pytest.mark.parametrize("known", [True, False], ids=["known", "not-known"])
def test_whether_names_are_told_depends_on_the_basis_and_never_on_there_being_a_worker(
    basis: str, *, known: bool
) -> None:
    case = replace(CASE, basis=basis, own_worker_id="c0" if known else "")
    assert may_name(case) == (basis in {"consent", "totul_18"})


@pytest.mark.parametrize(
    "change",
    [{"client": "none"}, {"audience": "person"}, {"receiving_organisation": "KELA"}, {"asking_organisation": "11"}],
    ids=["general", "one-person", "to-kela", "from-county"],
)
def test_names_are_told_where_no_own_worker_could_be_asked_unseen(change: dict[str, str]) -> None:
    assert may_name(replace(CASE, basis="evident_need", **change))  # type: ignore[arg-type]
