"""Only what Teams has signed for this bot, now, and for this very address, gets in."""

from collections.abc import AsyncIterator

import pytest

from bot.teams.connector import open_session
from bot.teams.door_refusals import NotAllowed, NotSigned
from bot.teams.signing_keys import SigningKeys
from bot.teams.token_check import TokenCheck
from tests.teams.clocks import StandingClock
from tests.teams.signing import APP_ID, KEYS, SERVICE, Issuer, published, running


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def issuer(clock: StandingClock) -> AsyncIterator[Issuer]:
    async with running(Issuer(clock)) as issuer:
        yield issuer


@pytest.fixture
async def tokens(issuer: Issuer, clock: StandingClock) -> AsyncIterator[TokenCheck]:
    async with open_session() as session:
        yield TokenCheck(APP_ID, SigningKeys(session, issuer.openid_url, clock), clock)


async def test_a_token_of_teams_is_let_in_and_remembered(tokens: TokenCheck, issuer: Issuer) -> None:
    header = issuer.authorization()
    for _ in range(3):
        await tokens.check(header, "msteams", SERVICE)
    assert issuer.asked == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"iss": "https://sts.windows.net/x/"}, "issuer"),
        ({"aud": "another-bot"}, "audience"),
        ({"aud": [APP_ID]}, "audience"),
        ({"without": "exp"}, "time"),
        ({"exp": "soon"}, "time"),
        ({"exp": True}, "time"),
        ({"exp": 10**400}, "time"),
        ({"exp": float("nan")}, "time"),
        ({"exp": 0}, "expired"),
        ({"nbf": 2**40}, "not_yet_valid"),
        ({"key": KEYS[1]}, "signature"),
        ({"kid": "k2"}, "unknown_key"),
        ({"key": "a secret that is long enough for HS256", "algorithm": "HS256"}, "algorithm"),
        ({"key": None, "algorithm": "none"}, "algorithm"),
        ({"algorithm": "RS512"}, "algorithm"),
    ],
)
async def test_a_token_with_a_fault_is_not_valid(
    tokens: TokenCheck, issuer: Issuer, fault: dict[str, object], reason: str
) -> None:
    with pytest.raises(NotSigned) as refused:
        await tokens.check(issuer.authorization(**fault), "msteams", SERVICE)
    assert (refused.value.status, refused.value.reason) == (401, reason)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic abc", "Bearer abc", "Bearer a.b.c", "Bearer é.é.é", "Bearer " + "x" * 20_000],
)
async def test_without_a_readable_token_nobody_gets_in(tokens: TokenCheck, header: str, issuer: Issuer) -> None:
    with pytest.raises(NotSigned):
        await tokens.check(header, "msteams", SERVICE)
    assert issuer.asked == 0


async def test_an_expired_token_has_five_minutes_of_grace(
    tokens: TokenCheck, issuer: Issuer, clock: StandingClock
) -> None:
    header = issuer.authorization()
    clock.forward(hours=1, minutes=4)
    await tokens.check(header, "msteams", SERVICE)
    clock.forward(minutes=2)
    with pytest.raises(NotSigned):
        await tokens.check(header, "msteams", SERVICE)


async def test_a_remembered_token_runs_out_too(tokens: TokenCheck, issuer: Issuer, clock: StandingClock) -> None:
    header = issuer.authorization()
    await tokens.check(header, "msteams", SERVICE)
    clock.forward(hours=1, minutes=6)
    with pytest.raises(NotSigned):
        await tokens.check(header, "msteams", SERVICE)


async def test_a_clock_five_minutes_behind_still_accepts(
    tokens: TokenCheck, issuer: Issuer, clock: StandingClock
) -> None:
    header = issuer.authorization()
    clock.forward(minutes=-5)
    await tokens.check(header, "msteams", SERVICE)


@pytest.mark.parametrize(
    ("channel", "address"),
    [("webchat", SERVICE), ("", SERVICE), ("msteams", ""), ("msteams", "https://smba.trafficmanager.net/amer/")],
)
async def test_a_valid_token_opens_only_its_own_channel_and_address(
    tokens: TokenCheck, issuer: Issuer, channel: str, address: str
) -> None:
    header = issuer.authorization()
    for _ in range(2):  # also when the token is remembered
        with pytest.raises(NotAllowed) as refused:
            await tokens.check(header, channel, address)
        assert refused.value.status == 403
        await tokens.check(header, "msteams", SERVICE)


async def test_a_token_without_an_address_opens_nothing(tokens: TokenCheck, issuer: Issuer) -> None:
    with pytest.raises(NotAllowed):
        await tokens.check(issuer.authorization(without="serviceurl"), "msteams", SERVICE)


@pytest.mark.parametrize("endorsements", [[], ["webchat"]])
async def test_a_key_that_may_not_speak_for_teams_is_refused(
    tokens: TokenCheck, issuer: Issuer, endorsements: list[str]
) -> None:
    issuer.keys = [published("k1", KEYS[0], endorsements)]
    with pytest.raises(NotAllowed):
        await tokens.check(issuer.authorization(), "msteams", SERVICE)


async def test_a_new_key_is_fetched_at_once_but_made_up_ones_only_once_a_minute(
    tokens: TokenCheck, issuer: Issuer, clock: StandingClock
) -> None:
    await tokens.check(issuer.authorization(), "msteams", SERVICE)
    issuer.keys.append(published("k2", KEYS[1]))
    await tokens.check(issuer.authorization(kid="k2", key=KEYS[1]), "msteams", SERVICE)
    assert issuer.asked == 2
    for number in range(10):
        with pytest.raises(NotSigned):
            await tokens.check(issuer.authorization(kid=f"made up {number}"), "msteams", SERVICE)
    assert issuer.asked == 2
    clock.forward(minutes=1)
    with pytest.raises(NotSigned):
        await tokens.check(issuer.authorization(kid="made up"), "msteams", SERVICE)
    assert issuer.asked == 3


async def test_a_withdrawn_key_stops_working_within_a_day(
    tokens: TokenCheck, issuer: Issuer, clock: StandingClock
) -> None:
    await tokens.check(issuer.authorization(), "msteams", SERVICE)
    issuer.keys = [published("k2", KEYS[1])]
    clock.forward(hours=25)
    with pytest.raises(NotSigned):
        await tokens.check(issuer.authorization(), "msteams", SERVICE)


async def test_when_the_keys_cannot_be_fetched_the_old_ones_go_on_serving(
    tokens: TokenCheck, issuer: Issuer, clock: StandingClock
) -> None:
    await tokens.check(issuer.authorization(), "msteams", SERVICE)
    issuer.broken = True
    clock.forward(hours=25)
    await tokens.check(issuer.authorization(), "msteams", SERVICE)


async def test_a_failed_first_fetch_is_repeated_soon(tokens: TokenCheck, issuer: Issuer, clock: StandingClock) -> None:
    issuer.broken = True
    for _ in range(3):
        with pytest.raises(NotSigned):
            await tokens.check(issuer.authorization(), "msteams", SERVICE)
    assert issuer.asked == 1
    issuer.broken = False
    clock.forward(seconds=5)
    await tokens.check(issuer.authorization(), "msteams", SERVICE)


async def test_rubbish_in_the_key_set_is_passed_over(tokens: TokenCheck, issuer: Issuer) -> None:
    issuer.keys = [{"kty": "EC", "kid": "k1"}, {"kty": "RSA", "kid": "k1", "n": 5}, {}, published("k1", KEYS[0])]
    await tokens.check(issuer.authorization(), "msteams", SERVICE)
