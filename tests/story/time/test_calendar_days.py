"""Working time as those who are asked live it: weekends, holidays and their eves, the nights that move the clocks."""

import pytest

from directory.time.hours import parse_hours
from tests.story.time.days import Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä: kukaan ei ole ottanut sitä."


@pytest.mark.parametrize(
    ("asked", "quiet_until", "reminded_at"),
    [
        pytest.param("2026-11-24T15:00", "2026-11-25T08:55", "2026-11-25T09:05", id="late in the afternoon"),
        pytest.param("2026-11-24T21:30", "2026-11-25T09:55", "2026-11-25T10:05", id="in the evening"),
        pytest.param("2026-11-27T15:00", "2026-11-30T08:55", "2026-11-30T09:05", id="friday afternoon"),
        pytest.param("2026-11-28T12:00", "2026-11-30T09:55", "2026-11-30T10:05", id="at the weekend"),
        pytest.param("2026-12-23T15:00", "2026-12-28T08:55", "2026-12-28T09:05", id="over christmas eve and christmas"),
        pytest.param("2026-06-18T15:00", "2026-06-22T08:55", "2026-06-22T09:05", id="over midsummer eve"),
        pytest.param("2027-01-05T15:00", "2027-01-07T08:55", "2027-01-07T09:05", id="over epiphany"),
        pytest.param("2026-04-30T13:00", "2026-04-30T14:55", "2026-04-30T15:05", id="may day eve is worked"),
        pytest.param("2026-04-30T15:00", "2026-05-04T08:55", "2026-05-04T09:05", id="over may day"),
        pytest.param("2026-12-31T15:30", "2027-01-04T09:25", "2027-01-04T09:35", id="over new year"),
        pytest.param("2026-04-02T15:00", "2026-04-07T08:55", "2026-04-07T09:05", id="over easter"),
        pytest.param("2026-03-27T15:00", "2026-03-30T08:55", "2026-03-30T09:05", id="clocks go forward"),
        pytest.param("2026-10-23T15:00", "2026-10-26T08:55", "2026-10-26T09:05", id="clocks go back"),
    ],
)
async def test_whoever_was_asked_is_reminded_after_two_hours_of_work(
    days: Days, asked: str, quiet_until: str, reminded_at: str
) -> None:
    await days.begin_at(asked)
    await days.asked(receiver="11-01")
    await days.to(quiet_until)
    assert await days.heard(days.maija, WAITS) == 0
    await days.to(reminded_at)
    assert await days.heard(days.maija, WAITS) == 1


async def test_the_area_s_own_hours_count(days: Days) -> None:
    await days.change_area("11", working_hours=parse_hours("ma-pe 10-12"))
    await days.begin_again("2026-11-24T11:30")
    await days.asked(receiver="11-01")
    await days.to("2026-11-25T11:25")
    assert await days.heard(days.maija, WAITS) == 0
    await days.to("2026-11-25T11:35")
    assert await days.heard(days.maija, WAITS) == 1


async def test_the_next_morning_after_a_friday_is_monday(days: Days) -> None:
    await days.begin_at("2026-11-27T09:12")
    await days.asked(receiver="11-01")
    await days.to("2026-11-27T13:30")
    await days.to("2026-11-30T08:55")
    assert await days.heard(days.otto, "consultation.claim") == 0
    await days.to("2026-11-30T09:05")
    await days.otto.wait_for_card("consultation.claim", timeout_s=0)


async def test_the_asker_is_told_when_the_telephone_is_answered_next(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.to("2026-11-25T11:05")
    told = await days.liisa.wait_for_text("Älä odota vastausta, vaan soita.", timeout_s=0)
    assert told.says("05 000 0002")
    assert told.says("to 26.11. klo 9–11")


async def test_the_asker_is_told_that_the_telephone_is_answered_now(days: Days) -> None:
    await days.begin_at("2026-11-24T07:30")
    await days.change_area("11", working_hours=parse_hours("ma-pe 7-15"))
    await days.asked(receiver="11-01", answer_by="2026-11-24T14:00:00+00:00")
    await days.to("2026-11-24T09:40")
    told = await days.liisa.wait_for_text("Älä odota vastausta, vaan soita.", timeout_s=0)
    assert told.says("auki 11.00 asti")
