"""The bot's token goes only where it may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.service_addresses import ServiceAddresses

PUBLIC = ServiceAddresses(("smba.trafficmanager.net", "*.teams.microsoft.com"), any_loopback=False)
LISTED = ServiceAddresses(("127.0.0.1:9001", "connector.example:8443", "[::1]:9001"), any_loopback=False)
LOCAL = ServiceAddresses((), any_loopback=True)


@pytest.mark.parametrize(
    "address",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://SMBA.trafficmanager.net:443/amer/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc",
    ],
)
def test_the_hosts_of_teams_are_allowed(address: str) -> None:
    assert PUBLIC.allows(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example/smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:pw@smba.trafficmanager.net/",
        "https://evilteams.microsoft.com/",
        "https://teams.microsoft.com/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net/?x=1",
        "https://smba.trafficmanager.net/#x",
        "https://smba.trafficmanager.net\r\nX: y",
        "https://[::1",
        "https://smba.trafficmanager.net:99999/",
        "//smba.trafficmanager.net/",
        "file:///etc/passwd",
        "",
        "http://127.0.0.1:9001/",
    ],
)
def test_anything_else_is_not(address: str) -> None:
    assert not PUBLIC.allows(address)


def test_a_host_may_be_listed_with_its_port_and_loopback_may_do_without_https() -> None:
    assert LISTED.allows("http://127.0.0.1:9001/t1/")
    assert LISTED.allows("http://[::1]:9001/t1/")
    assert LISTED.allows("https://connector.example:8443/")
    assert not LISTED.allows("http://connector.example:8443/")
    assert not LISTED.allows("https://connector.example/")
    assert not LISTED.allows("http://127.0.0.1:9002/")


def test_local_use_allows_this_machine_and_nothing_else() -> None:
    assert LOCAL.allows("http://localhost:56150/_connector")
    assert LOCAL.allows("http://127.0.0.1:9001")
    assert LOCAL.allows("http://[::1]:9001")
    assert not LOCAL.allows("http://192.168.1.5/")
    assert not LOCAL.allows("https://localhost.evil.example/")


@given(st.text(max_size=80) | st.builds("https://{}/".format, st.text(max_size=40)))
def test_no_text_makes_it_fail(address: str) -> None:
    assert PUBLIC.allows(address) in {True, False}
