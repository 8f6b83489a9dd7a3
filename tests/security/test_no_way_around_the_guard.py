"""An identity code in any field, command, line, edit, file or search: stored nowhere, shown to nobody, in no log."""

import re
from collections.abc import Callable

import pytest
import structlog

from bot.turns.turn import Attachment, Edited, Message, Search
from tests.privacy.unsealing import in_clear
from tests.security.crawling import Crawl
from tests.security.guarded_bot import CODE
from tests.turns.consents import ORAL
from tests.turns.office import Channel, Office, Person
from tests.upkeep.conftest import kept_office, office, reference, sample

__all__ = ["kept_office", "office", "reference", "sample"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WRITTEN = re.compile(rf"{CODE[:6]}[^0-9a-f]{{0,5}}{CODE[7:]}")
WITH_CODE = f"Asiakkaan tunnus on {CODE[:6]} - {CODE[7:]} ja vuokra"
COMMANDS = [
    "/consult Eksote asumismenot {0}", "/consult {0}", "/reply K-1001 {0}", "/close K-1001 {0}", "/topic add {0}",
    "/deadline K-1001 {0}", "/contact {0}", "/contact new {0}", "/area {0}", "/area edit {0}", "/topic {0}",
    "/followup K-1001 1.12. {0}",
    "/absence {0}", "/absence 1.12.-3.12. {0}", "/own {0}", "/handover K-1001 {0}", "/snooze {0}", "/audit {0}",
    "/history {0}", "/services {0}", "/coverage {0}", "/language {0}", "/undo {0}", "/open {0}", "/help {0}", "{0}",
    "/basis {0}", "/retention {0}", "/team {0}", "/nothing {0}",
]  # fmt: skip
STARTS = [
    "/open", "/contact", "/contact new", "/contact export", "/area", "/area edit", "/topic", "/absence", "/own",
    "/audit", "/history", "/coverage", "/services", "/basis", "/retention", "/team", "/followup K-1001",
    "/deadline K-1001", "/handover K-1001", "/consult Eksote asumismenot", "/consult Kela lääkkeet", "/snooze",
]  # fmt: skip
LETTERS = str.maketrans("0123456789", "abcdefghij")
STORED_AT_LEAST = {
    ("consultation.send", "question"), ("consultation.reply", "text"), ("consultation.close", "followup_note"),
    ("area.save", "source"), ("area.save", "why"), ("contact.save", "place"), ("contact.save", "why"),
}  # fmt: skip
"""Fields of which it is seen that they store what is written in them: the walk is not an empty one."""


def people(office: Office) -> list[Person]:
    return [
        office.of("KELA", "Liisa"), office.contact("Maija Esimerkki"), office.contact("Ritva Keksitty"),
        office.contact("Leena Ohjenuora"), office.contact("Risto Tarkiste"),
    ]  # fmt: skip


async def begun(office: Office) -> None:
    """Liisa has asked Eksote about a client and Maija has taken it; another question waits."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    for _ in range(2):
        await liisa.types("/consult Eksote asumismenot")
        await liisa.presses(
            liisa.card_of("consultation.send"),
            "consultation.send",
            question="Voiko vuokran maksaa?",
            client=CODE,
            **ORAL,
        )
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")


async def everything(office: Office) -> str:
    """What is stored, sealed texts in clear; the sealed code itself stays sealed."""
    rows = [await office.rows(f'SELECT * FROM "{name}"') for name in await tables(office)]  # noqa: S608
    return "\n".join(str(in_clear(office.services.sealer, row)) for table in rows for row in table)


async def tables(office: Office) -> list[str]:
    found = await office.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [str(name) for (name,) in found]


async def walked(office: Office, words: Callable[[str, str], str], *, most: int = 5) -> Crawl:
    crawl = Crawl(office, words)
    for person in people(office)[:most]:
        for shown in list(person.sees()):
            await crawl.go_on(person, shown.activity, shown.id)
        for line in STARTS:
            before = len(person.sees())
            await person.types(line)
            for shown in person.sees()[before:]:
                await crawl.go_on(person, shown.activity, shown.id)
    return crawl


def clean(text: str) -> bool:
    return WRITTEN.search(text) is None


async def test_a_code_in_any_field_of_any_card_is_stored_and_shown_nowhere(kept_office: Office) -> None:
    await begun(kept_office)
    with structlog.testing.capture_logs() as logged:
        crawl = await walked(kept_office, lambda _verb, _name: WITH_CODE)
    assert len(crawl.with_words) > 25
    assert not [line for line in logged if line["log_level"] == "error"]
    assert clean(str(logged))
    assert clean(await everything(kept_office))
    assert clean(str([one.activity for one in kept_office.teams.shown]))


async def test_the_same_walk_with_harmless_words_does_store_them(kept_office: Office) -> None:
    await begun(kept_office)
    marks: dict[tuple[str, str], str] = {}

    def marked(verb: str, name: str) -> str:
        return marks.setdefault((verb, name), f"vuokramerkki{len(marks):03}".translate(LETTERS))

    await walked(kept_office, marked, most=3)
    kept = (await everything(kept_office)).casefold()
    assert {where for where, mark in marks.items() if mark in kept} >= STORED_AT_LEAST


async def test_a_code_in_any_typed_line_edit_file_table_or_search_is_stored_nowhere(kept_office: Office) -> None:
    await begun(kept_office)
    file = Attachment(
        f"tunnus {CODE}.csv", "application/vnd.microsoft.teams.file.download.info", "https://x.sharepoint.com/a"
    )
    with structlog.testing.capture_logs() as logged:
        for person in people(kept_office)[:3]:
            for line in COMMANDS:
                await person.types(line.format(WITH_CODE))
            harmless = await person.types("/reply K-1001 Hei")
            await person.edits(harmless, f"/reply K-1001 {WITH_CODE}")
            await person.types("/contact", file)
            await person.types(WITH_CODE, file)
            await person.in_channel(Channel("19:kanava@thread.tacv2", "19:kanava@thread.tacv2;messageid=1")).types(
                WITH_CODE
            )
            await person.does("message", Message("/contact", table=(("name", "team"), ("Testi Testinen", WITH_CODE))))
            await person.does("message", Message("/own", table=(("hetu", "worker"), (WITH_CODE, "x"))))
            await person.does("messageUpdate", Edited(WITH_CODE))
            for dataset in sorted(kept_office.pipeline.commands.by_dataset):
                await person.does("invoke/application/search", Search(dataset, WITH_CODE, 0, 15))
    assert not [line for line in logged if line["log_level"] == "error"]
    assert clean(str(logged))
    assert clean(await everything(kept_office))
    assert clean(str([one.activity for one in kept_office.teams.shown]))
