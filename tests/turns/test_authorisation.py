"""Who may do what: everything declares it, the declaration is what happens, and a stranger learns nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.cli.authorisation_table import DOCUMENT, table
from bot.dispatch.discovery import discover
from bot.errors import Expected
from bot.teams.web import build_web
from bot.turns.answers import SearchAnswer
from bot.turns.authorisation import EVENT_WORDS, EVENTS, ROUTES, Need
from bot.turns.command import command_key, file_key, search_key
from bot.turns.turn import Actor, Deleted, Doing, Edited, FileAnswer, Place, Press, Search, Turn
from config.texts import texts
from directory.people.contacts import GUARDED_ROLES
from directory.records.changes import put
from tests.audit.test_auditing import with_role
from tests.turns.consents import CODE, ORAL
from tests.turns.leavers import elsewhere, entry_of, leaves
from tests.turns.office import Office, Person, words_of
from tests.upkeep.conftest import kept_office

__all__ = ["kept_office"]

# Who may do what does not depend on the database; what is stored is told in the other tests.
one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

COMMANDS = discover()
UNKNOWN = 1999
QUESTION = "Voiko alue osallistua vuokraan?"
SECRETS = (CODE, QUESTION, "Voimme osallistua", "Maija Esimerkki", "Liisa")
STEPS: Mapping[str, tuple[str, ...]] = {
    "consultation.choose": ("show",),
    "consultation.basis": ("", "withdrawn", "narrowed", "change", "back"),
    "consultation.decision": ("start", "arrived", "asked"),
    "consultation.followup": ("done", "week", "ask"),
    "consultation.reply": ("", "as_is", "clean"),
    "ownworker.save": ("remember",),
}
"""What a button may say besides the number; one press without anything for the others."""
ABOUT_A_MATTER = tuple(
    sorted(
        {verb for verb in COMMANDS.by_verb if verb.startswith(("consultation.", "nudge.claim"))} - {"consultation.send"}
        | {"ownworker.save"}
    )
)


def keys() -> set[str]:
    typed = {command_key(one) for one in COMMANDS.all}
    return (
        typed | set(COMMANDS.by_verb) | set(map(search_key, COMMANDS.by_dataset)) | set(map(file_key, COMMANDS.by_file))
    )


async def a_matter(office: Office) -> None:
    """A client's matter between Kela and county 11, K-1001, taken and answered."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await maija.types("Voimme osallistua.")


def strangers(office: Office) -> list[Person]:
    """Another county's coordinator and anybody; a colleague of either side; a borrowed directory id."""
    harri, maija = office.contact("Harri Hahmotelma"), office.contact("Maija Esimerkki")
    borrowed = Actor(harri.actor.tenant_id, maija.actor.aad_object_id, "29:borrowed", "Maija Esimerkki")
    colleagues = [office.of("KELA", "Uolevi"), office.contact("Ritva Keksitty")]
    return [harri, office.of("10", "Ulla"), *colleagues, Person(office, borrowed)]


async def state(office: Office) -> str:
    kept = ("consultation", "consultation_message", "consultation_receiver", "followup", "decision_clock", "own_worker")
    return "\n".join([str(await office.rows(f"SELECT * FROM {one}")) for one in kept])  # noqa: S608


async def told(person: Person, act: Press | str) -> str:
    """All that the person is told: the answer, and what appears in their chat."""
    seen = len(person.sees())
    answer = ""
    if isinstance(act, Press):
        answer = words_of(await person.sends(act))
    else:
        await person.types(act)
    words = "\n".join((answer, *(one.words for one in person.sees()[seen:])))
    return re.sub(r"1001|1999", "N", words)


def test_everything_declares_what_it_asks() -> None:
    assert set(COMMANDS.needs) == keys()


def test_the_document_is_what_the_code_declares() -> None:
    assert DOCUMENT.read_text("utf-8") == table(), "run: python -m bot.cli.authorisation_table"


def test_every_event_declares_what_it_asks() -> None:
    others = {one.__name__ for one in get_args(Doing)} - {"Press", "Search", "FileAnswer"}
    assert others == set(EVENTS) == set(EVENT_WORDS)


def test_every_route_declares_what_it_asks() -> None:
    app = build_web(object(), object(), CollectorRegistry(), at_once=1)  # type: ignore[arg-type]
    routes = {(one.method, one.resource.canonical) for one in app.router.routes() if one.resource is not None}
    assert {one for one in routes if one[0] != "HEAD"} == set(ROUTES)


@one_database
async def test_a_stranger_learns_nothing_of_a_matter_not_even_that_there_is_one(office: Office) -> None:
    await a_matter(office)
    before = await state(office)
    for verb in ABOUT_A_MATTER:
        for stranger in strangers(office):
            await learns_nothing(stranger, verb, SECRETS)
        assert await state(office) == before, verb


async def learns_nothing(person: Person, verb: str, secrets: Iterable[str]) -> None:
    """Whatever the button says, it is told the same as of a number that nobody has."""
    more = {"text": "Hei", "whose": "10-01", "consent": "client-orally", "day": "2026-11-20", "outcome": "answered"}
    wants: Literal["card", "dialog"] = "dialog" if verb == "consultation.reveal" else "card"
    for step in STEPS.get(verb, ("",)):
        answers = [
            await told(person, Press(verb, {**more, "consultation": number, "step": step}, wants))
            for number in (1001, UNKNOWN)
        ]
        assert answers[0] == answers[1], (verb, step, person.actor.name)
        assert answers[0].strip(), (verb, step, person.actor.name)
        assert not [one for one in secrets if one in answers[0]], (verb, step, person.actor.name)


TYPED = (
    "/vastaa {} hei",
    "/sulje {}",
    "/peruste {}",
    "/peruste {} peruttu",
    "/määräaika {} 20.11.",
    "/seuranta {} 9.12.",
    "/siirrä {} Kalle Malli",
    "/torkku {} huomiseen",
)


@one_database
@pytest.mark.parametrize("line", TYPED)
async def test_a_stranger_who_types_a_number_learns_nothing(office: Office, line: str) -> None:
    await a_matter(office)
    before = await state(office)
    for stranger in strangers(office):
        answers = [await told(stranger, line.format(f"K-{number}")) for number in (1001, UNKNOWN)]
        assert answers[0] == answers[1], stranger.actor.name
        assert answers[0].strip(), stranger.actor.name
    assert await state(office) == before


WAYS = [("another account", "removed"), ("role lost", "another organisation"), ("no account", "its account elsewhere")]
"""How the taker leaves, and how one who was only asked does."""


async def those_who_have_left(office: Office, ways: tuple[str, str]) -> list[Person]:
    """The taker and one who was asked; with the first way also a deputy whose absence has ended, and the asker, who
    leave in one way: each had a part in K-1001.

    Nothing has been done about it yet: what refuses them is the question whether they still stand.
    """
    jussi, maija, kalle = (office.contact(name) for name in ("Jussi Otos", "Maija Esimerkki", "Kalle Malli"))
    await jussi.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await maija.types("Voimme osallistua.")
    otto = office.contact("Otto Testi")
    assert QUESTION in otto.sees()[-1].words, "asked in the place of Sari Kokeilu, who is away"
    for person, how in ((maija, ways[0]), (kalle, ways[1]), (jussi, "removed")):
        await leaves(office, person, how)
    office.clock.forward(days=4)
    return [maija, kalle, otto, jussi] if ways == WAYS[0] else [maija, kalle]


@one_database
@pytest.mark.parametrize("ways", WAYS, ids=" and ".join)
async def test_whoever_has_left_learns_nothing_more_of_their_matter(kept_office: Office, ways: tuple[str, str]) -> None:
    left = await those_who_have_left(kept_office, ways)
    before = await state(kept_office)
    # A reminder's button comes last: it answers on its own card, and what the leaving asks for has been done by then.
    for verb in sorted(ABOUT_A_MATTER, key=lambda verb: verb == "nudge.claim"):
        for person in left:
            await learns_nothing(person, verb, (CODE, QUESTION, "Voimme osallistua"))
        assert verb == "nudge.claim" or await state(kept_office) == before, verb


@one_database
@pytest.mark.parametrize("ways", WAYS, ids=" and ".join)
async def test_whoever_has_left_and_types_its_number_learns_nothing(kept_office: Office, ways: tuple[str, str]) -> None:
    left = await those_who_have_left(kept_office, ways)
    before = await state(kept_office)
    for line in TYPED:
        for person in left:
            answers = [await told(person, line.format(f"K-{number}")) for number in (1001, UNKNOWN)]
            assert answers[0] == answers[1], (line, person.actor.name)
            assert answers[0].strip(), (line, person.actor.name)
    for person in left:
        for line in ("/avoimet", "/seuranta", "Hei vielä", "/sulje", "/vastaa hei"):
            answer = await told(person, line)
            assert not [one for one in (CODE, QUESTION, "Voimme osallistua", "K-N") if one in answer], line
    assert await state(kept_office) == before


@one_database
@pytest.mark.parametrize("how", ["removed", "another account", "its account elsewhere", "no account"])
async def test_a_team_lead_and_an_auditor_are_asked_at_each_look(kept_office: Office, how: str) -> None:
    """What is on an old card of theirs is asked as the first look was."""
    office = kept_office
    jussi, risto = office.contact("Jussi Otos"), office.contact("Risto Tarkiste")
    await office.of("KELA", "Liisa").asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await elsewhere(office, lambda known: put(known, replace(entry_of(known, jussi), team="Asumistuki")))
    await office.contact("Anna Luonnos").types("/tiimi Jussi Otos 31.12.2026")
    await jussi.types("/tiimi")
    assert "Asumistuki" in jussi.last.words
    await risto.types("/loki")
    old = risto.last
    for person in (jussi, risto):
        await leaves(office, person, how)
    assert "Asumistuki" not in await told(jussi, "/tiimi")
    for verb in sorted(one for one in COMMANDS.by_verb if one.startswith("audit.")):
        press = Press(verb, {"client": CODE, "page": 2, "consultation": 1001}, "card", old.id)
        assert words_of(await risto.sends(press)).startswith("Lokia voi lukea vain tarkastaja"), verb


def test_every_way_to_a_matter_asks_whether_its_people_still_stand() -> None:
    """Nothing reads a consultation as it is stored but the one module that asks the directory, and what wipes it."""
    bot = Path(__file__).parents[2] / "bot"
    imported = re.compile(r"from bot\.consultation\.stored import (?:[^\n]*, )?store(?: as (\w+))?\b")
    readers = set()
    for one in bot.rglob("*.py"):
        words = one.read_text("utf-8")
        name = imported.search(words)
        if name and re.search(rf"\b{name[1] or 'store'}\.load(?:_all)?\(", words):
            readers.add(one.relative_to(bot).as_posix())
    assert readers == {"consultation/acting/leavers.py", "retention/wipe_day.py", "retention/wiping.py"}


@one_database
async def test_an_unknown_and_a_forbidden_number_cost_the_same_reads(office: Office) -> None:
    await a_matter(office)
    stranger = office.of("10", "Ulla")
    counts = []
    for number in (1001, UNKNOWN):
        await stranger.types("/ohje")  # whatever a person's first turn costs
        with statements() as made:
            await told(stranger, f"/vastaa K-{number} hei")
        counts.append(len(made))
    assert counts[0] == counts[1]


@contextmanager
def statements() -> Iterator[list[str]]:
    made: list[str] = []

    def heard(_: object, __: object, statement: str, *___: object) -> None:
        if "outbox" not in statement and "post" not in statement:
            made.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    yield made
    event.remove(Engine, "before_cursor_execute", heard)


@one_database
async def test_what_asks_a_role_is_refused_to_everybody_without_it(office: Office) -> None:
    """Asked before anything else happens: of the role, and of the entry in the directory."""
    nobody = office.of("11", "Aino")
    jaana = office.contact("Jaana Kokeilija")
    for key, need in sorted(COMMANDS.needs.items()):
        if need.check is None:
            continue
        refused = jaana if refusal_of(jaana, need) else nobody
        answer = await turned_away(refused, key, need)
        assert answer, key


async def turned_away(person: Person, key: str, need: Need) -> bool:
    """Whether the person was turned away with the need's own sentence."""
    expected = refusal_of(person, need)
    assert expected, key
    if key.startswith("/"):
        return expected in await told(person, key)
    if key.startswith("typeahead "):
        await person.does("invoke/application/search", Search(key.removeprefix("typeahead "), "ma", 0, 10))
        return person.office.answer == SearchAnswer(())
    if key.startswith("file "):
        seen = len(person.sees())
        await person.does("invoke/fileConsent/invoke", FileAnswer({"verb": key.removeprefix("file ")}, None))
        return any(expected in one.words for one in person.sees()[seen:])
    return expected in await told(person, Press(key, {}, "card"))


def refusal_of(person: Person, need: Need) -> str:
    """The sentence with which the need turns the person away; empty when it does not."""
    assert need.check is not None
    place = Place(person.actor.tenant_id, "", "", "personal", "")
    turn = Turn("", "", "", person.office.clock(), person.actor, place, "fi-FI", Deleted())
    try:
        need.check(person.office.services.directory.current, turn)
    except Expected as refusal:
        return refusal.sentence(texts("fi"))
    return ""


@one_database
async def test_what_declares_nothing_is_refused(office: Office) -> None:
    undeclared = replace(office.pipeline.commands, needs={})
    closed = replace(office, pipeline=replace(office.pipeline, commands=undeclared))
    ritva = closed.contact("Ritva Keksitty")
    for act in ("/historia", Press("change.history", {}, "card")):
        assert "ei ole enää käytössä" in await told(ritva, act)


@one_database
async def test_nobody_edits_or_deletes_what_another_wrote(office: Office) -> None:
    await a_matter(office)
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    line = await maija.types("Lausunto on tulossa.")
    before = await state(office)
    for other in (liisa, office.contact("Kalle Malli"), *strangers(office)):
        await other.does("messageUpdate", Edited("Ei olekaan."), activity_id=line)
        await other.does("messageDelete", Deleted(), activity_id=line)
    assert await state(office) == before


def test_the_roles_that_watch_are_the_ones_of_the_log_and_the_bases() -> None:
    assert {"auditor", "data_protection"} == GUARDED_ROLES


@one_database
async def test_a_role_counts_only_in_ones_own_organisation(office: Office) -> None:
    """An auditor of county 11 reads nothing of county 10, and a Kela person with the same directory id is nobody."""
    auditor = with_role(office, "Ritva Keksitty", "auditor")
    kela = office.services.directory.current.organisations["KELA"].tenant_id
    twin = Person(office, replace(auditor.actor, tenant_id=kela))
    assert "tarkastaja" in await told(twin, "/loki")
