"""Whoever has left the directory, the role or the account has no part in a matter from that moment on."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.consultation.acting import leaver_matters, leavers
from bot.consultation.rules.model import Consultation
from bot.jobs.housekeeping import forget_old
from bot.outbox.sending import Delivered, Outcome, Spot
from bot.turns.turn import Deleted, Edited, Press
from bot.turns.work import Work
from config.database import Database
from directory.people.contacts import Absence, Contact, DirectoryContent
from directory.records.changes import put, without
from tests.turns.consents import CODE, ORAL
from tests.turns.leavers import LEAVING, NEW_ACCOUNT, elsewhere, entry_of, leaves
from tests.turns.office import Channel, Office, Person, _buttons, words_of
from tests.upkeep.conftest import kept_office
from tests.upkeep.contacts.test_contact_command import inputs

__all__ = ["kept_office"]
QUESTION = "Voiko alue osallistua vuokraan?"
TODAY = date(2026, 11, 24)


@pytest.fixture
async def office(kept_office: Office) -> Office:
    return kept_office


@pytest.fixture
def liisa(office: Office) -> Person:
    return office.of("KELA", "Liisa")


@pytest.fixture
def maija(office: Office) -> Person:
    return office.contact("Maija Esimerkki")


@pytest.fixture
def ritva(office: Office) -> Person:
    """The coordinator of county 11."""
    return office.contact("Ritva Keksitty")


async def asked(liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)


async def reveals(person: Person) -> str:
    """All that the dialog holds, or the sentence in its place."""
    return str(await person.sends(Press("consultation.reveal", {"consultation": 1001}, "dialog")))


async def removes(ritva: Person, name: str) -> None:
    await ritva.types(f"/contact remove {name}")
    await ritva.presses(ritva.last, "contact.save", step="remove")


def all_read(person: Person) -> str:
    return "\n".join(one.words for one in person.sees())


@pytest.mark.parametrize("how", LEAVING)
@pytest.mark.parametrize("took", [False, True])
async def test_from_that_moment_nothing_is_shown_and_the_refusal_is_logged(
    office: Office, liisa: Person, maija: Person, how: str, took: bool
) -> None:
    await asked(liisa)
    if took:
        await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await leaves(office, maija, how)
    assert CODE not in await reveals(maija)
    await maija.types("/open")
    opened = words_of(await maija.sends(Press("consultation.choose", {"consultation": 1001, "step": "show"}, "card")))
    assert QUESTION not in opened + maija.last.words
    refused = await office.rows("SELECT result FROM access_log WHERE action = 'unknown_consultation'")
    assert len(refused) >= 1
    assert await office.rows("SELECT 1 FROM access_log WHERE action = 'reveal' AND result = 'done'") == []


@pytest.mark.parametrize("how", LEAVING)
async def test_what_a_taker_had_goes_back_and_nothing_more_reaches_them(
    office: Office, liisa: Person, maija: Person, how: str
) -> None:
    """The first thing that anybody does in the matter gives it back; a round does it when nobody does anything."""
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await maija.types("Selvitän asiaa.")
    await leaves(office, maija, how)
    await office.services.directory.refresh(office.services.database)
    assert await leavers.settle_all(office.services) == 1
    assert await leavers.settle_all(office.services) == 0
    await office.delivery.run_until_idle()
    before = all_read(maija)
    assert QUESTION not in before
    assert "Voimme" not in before
    assert "ei ole enää sinun" in before
    await liisa.types("Uusi rivi.")
    assert all_read(maija) == before
    others = office.contact("Kalle Malli")
    if how != "another account":
        assert "Maija Esimerkki" in all_read(liisa)
        await others.presses(others.card_of("consultation.claim"), "consultation.claim")
        assert CODE in await reveals(others)
        assert await office.rows("SELECT state, taker_name FROM consultation") == [("taken", "Kalle Malli")]
    assert await office.rows("SELECT count(*) FROM access_log WHERE action = 'part_ended'") == [(1,)]


@pytest.mark.parametrize("few", [leaver_matters.FEW, 0], ids=["one of few", "one of a whole table"])
async def test_a_removal_in_the_chat_takes_back_tells_and_asks_at_once(
    office: Office, liisa: Person, maija: Person, ritva: Person, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaver_matters, "FEW", few)
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    kalle = office.contact("Kalle Malli")
    await removes(ritva, "Maija Esimerkki")
    assert await office.rows("SELECT state, taker_name FROM consultation") == [("waiting", "")]
    told = [one.words for one in liisa.sees() if "kysymys ei ole enää henkilöllä Maija Esimerkki" in one.words]
    assert len(told) == 1
    assert "ei ole enää sinun" in all_read(maija)
    assert QUESTION not in all_read(maija)
    await kalle.presses(kalle.card_of("consultation.claim"), "consultation.claim")
    assert CODE in await reveals(kalle)
    assert CODE not in await reveals(maija)


async def test_a_removed_receiver_who_was_only_asked_is_asked_no_more(
    office: Office, liisa: Person, maija: Person, ritva: Person
) -> None:
    await asked(liisa)
    await removes(ritva, "Maija Esimerkki")
    states = {row[0]: row[1] for row in await office.rows("SELECT contact_id, state FROM consultation_receiver")}
    assert states["11-01"] == "gone"
    assert QUESTION not in all_read(maija)
    assert "Kalle Malli" in liisa.last.words
    await liisa.types("Vielä yksi asia.")
    assert "Vielä yksi asia." not in all_read(maija)


async def test_an_entry_with_another_account_brings_the_matter_to_it(
    office: Office, liisa: Person, maija: Person, ritva: Person
) -> None:
    """By the people picker of the coordinator's form, in the turn itself."""
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await ritva.types("/contact edit Maija Esimerkki")
    form = ritva.last
    await ritva.presses(form, "contact.save", **{**inputs(form), "person": NEW_ACCOUNT})
    new = Person(office, replace(maija.actor, aad_object_id=NEW_ACCOUNT, teams_id=f"29:{NEW_ACCOUNT}"))
    assert CODE not in await reveals(maija)
    assert "ei ole enää sinun" in all_read(maija)
    assert CODE in await reveals(new)
    assert QUESTION in all_read(new)
    await new.types("Voimme osallistua.")
    assert "Voimme osallistua." in all_read(liisa)
    await liisa.types("Kiitos!")
    assert "Kiitos!" in all_read(new)
    assert "Kiitos!" not in all_read(maija)
    outcome = {"consultation": 1001, "outcome": "kela_can_decide"}
    await new.sends(Press("consultation.close", outcome, "card"))
    assert await office.rows("SELECT state FROM consultation") == [("closed",)]


async def test_a_line_under_way_to_somebody_who_is_removed_is_not_sent(
    office: Office, liisa: Person, maija: Person, ritva: Person
) -> None:
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    office.teams.without_bot = set()
    stands = office.delivery.run_until_idle

    office.delivery.run_until_idle = nothing  # type: ignore[method-assign]
    await liisa.types("Rivi, joka ei ehtinyt.")
    await ritva.types("/contact remove Maija Esimerkki")
    await ritva.sends(Press("contact.save", {"contact": "11-01", "step": "remove"}, "card"))
    office.delivery.run_until_idle = stands  # type: ignore[method-assign]
    await stands()
    assert await office.rows("SELECT 1 FROM contact WHERE id = '11-01'") == []
    assert "Rivi, joka ei ehtinyt." not in all_read(maija)
    kalle = office.contact("Kalle Malli")
    assert "Rivi, joka ei ehtinyt." in all_read(kalle)


async def test_whoever_has_left_edits_and_deletes_nothing_of_what_they_wrote(
    office: Office, liisa: Person, maija: Person
) -> None:
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    line = await maija.types("Voimme osallistua.")
    await leaves(office, maija, "removed")
    await maija.does("messageUpdate", Edited("Emme osallistu."), activity_id=line)
    await maija.does("messageDelete", Deleted(), activity_id=line)
    assert "Voimme osallistua." in all_read(liisa)
    assert "Emme osallistu." not in all_read(liisa)


async def test_an_undone_removal_does_not_give_the_matter_back_by_itself(
    office: Office, liisa: Person, maija: Person, ritva: Person
) -> None:
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await removes(ritva, "Maija Esimerkki")
    await ritva.types("/undo")
    await ritva.presses(ritva.last, "change.decide", step="undo")
    assert await office.rows("SELECT count(*) FROM contact WHERE id = '11-01'") == [(1,)]
    assert CODE not in await reveals(maija)


async def leaving_asker(office: Office, *, deputy: str = "") -> Person:
    """A handler of the directory has asked and is removed."""
    asker = office.contact("Jussi Otos")
    if deputy:
        await elsewhere(office, lambda known: put(known, replace(entry_of(known, asker), deputy_id=deputy)))
    await asked(asker)
    await elsewhere(office, lambda known: without(known, entry_of(known, asker)))
    await office.services.directory.refresh(office.services.database)
    await leavers.settle_all(office.services)
    await office.delivery.run_until_idle()
    return asker


async def test_an_asker_who_leaves_is_followed_by_their_deputy(office: Office, maija: Person) -> None:
    deputy = office.contact("Kirsi Mukaelma")
    contact = entry_of(office.services.directory.current.content, deputy)
    asker = await leaving_asker(office, deputy=contact.id)
    assert CODE not in await reveals(asker)
    assert CODE in await reveals(deputy)
    assert QUESTION not in all_read(asker)
    assert QUESTION in all_read(deputy)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await maija.types("Voimme osallistua.")
    assert "Voimme osallistua." in all_read(deputy)
    assert "Voimme osallistua." not in all_read(asker)
    assert contact.name in all_read(maija)


async def test_without_a_deputy_the_coordinator_is_told_and_names_who_asks_on(office: Office, maija: Person) -> None:
    asker = await leaving_asker(office)
    directory = office.services.directory.current
    keeper = office.contact(directory.with_role("KELA", "coordinator")[0].name)
    assert "K-1001" in keeper.last.words
    assert QUESTION not in all_read(keeper)
    assert "on lähtenyt" in all_read(maija)
    assert CODE not in await reveals(asker)
    assert CODE not in await reveals(keeper)
    colleague = office.contact("Kirsi Mukaelma")
    await keeper.types(f"/handover K-1001 {colleague.actor.name}")
    assert CODE in await reveals(colleague)
    assert QUESTION in all_read(colleague)
    assert CODE not in await reveals(keeper)
    await keeper.types(f"/handover K-1001 {keeper.actor.name}")
    assert CODE not in await reveals(keeper)


async def test_who_was_never_in_the_directory_goes_on_asking(office: Office, liisa: Person, maija: Person) -> None:
    await asked(liisa)
    await leaves(office, maija, "removed")
    assert CODE in await reveals(liisa)


async def away(office: Office, contact_id: str, deputy_id: str) -> None:
    await elsewhere(office, lambda known: put(known, Absence(contact_id, TODAY, TODAY, deputy_id)))


@pytest.mark.parametrize("took", [False, True])
async def test_a_deputy_keeps_after_the_absence_only_what_they_have_taken(
    office: Office, liisa: Person, maija: Person, took: bool
) -> None:
    """Riku has the role of a deputy alone, and is asked in the place of Maija, who is away for the day."""
    kalle = office.contact("Kalle Malli")
    await elsewhere(office, lambda known: put(known, replace(entry_of(known, kalle), roles=("deputy",))))
    await away(office, "11-01", entry_of(office.services.directory.current.content, kalle).id)
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    assert CODE in await reveals(kalle)
    if took:
        await kalle.presses(kalle.card_of("consultation.claim"), "consultation.claim")
    office.clock.forward(days=1)
    await leavers.settle_all(office.services)
    await office.delivery.run_until_idle()
    assert (CODE in await reveals(kalle)) is took
    assert (QUESTION in all_read(kalle)) is took
    assert (QUESTION in all_read(maija)) is not took
    assert (CODE in await reveals(maija)) is not took


async def test_who_was_removed_and_is_still_in_the_team_does_nothing_in_its_thread(
    office: Office, liisa: Person
) -> None:
    """The others of the team go on, those too who are not in the directory."""
    await liisa.asks("Kymsote asumismenot", QUESTION, client=CODE, **ORAL)
    [(channel, thread)] = await office.rows("SELECT channel_id, conversation_id FROM post WHERE channel_id <> ''")
    place = Channel(str(channel), str(thread))
    names = [str(row[0]) for row in await office.rows("SELECT name FROM consultation_receiver ORDER BY position")]
    [(county,)] = await office.rows("SELECT receiving_organisation FROM consultation")
    removed, colleague = office.contact(names[0]), office.of(str(county), "Tiina").in_channel(place)
    await leaves(office, removed, "removed")
    claim = Press("consultation.claim", {"consultation": 1001, "version": 1}, "card")
    assert QUESTION not in words_of(await removed.in_channel(place).sends(claim))
    await removed.in_channel(place).types("Voimme osallistua.")
    assert await office.rows("SELECT state FROM consultation") == [("waiting",)]
    assert await office.rows("SELECT 1 FROM consultation_message") == []
    await colleague.sends(claim)
    assert await office.rows("SELECT state, taker_name FROM consultation") == [("taken", "Tiina")]


async def test_who_has_left_is_forgotten_with_the_last_that_tells_of_them(office: Office, liisa: Person) -> None:
    kalle, otto = office.contact("Kalle Malli"), office.contact("Otto Testi")
    await asked(liisa)
    await leaves(office, kalle, "removed")
    await leaves(office, office.contact("Harri Hahmotelma"), "removed")
    await leaves(office, otto, "removed")
    await forget_old(office.services.database, office.clock())
    left = {row[0] for row in await office.rows("SELECT aad_object_id FROM former_contact")}
    assert left == {kalle.actor.aad_object_id, otto.actor.aad_object_id}


@pytest.mark.parametrize("removed_first", [False, True])
async def test_a_claim_pressed_while_its_presser_is_removed_takes_nothing_in_the_end(
    office: Office, liisa: Person, maija: Person, ritva: Person, removed_first: bool
) -> None:
    await asked(liisa)
    await ritva.types("/contact remove Maija Esimerkki")
    claim = maija.sends(Press("consultation.claim", {"consultation": 1001, "version": 1}, "card"))
    removal = ritva.sends(Press("contact.save", {"contact": "11-01", "step": "remove"}, "card"))
    await asyncio.gather(*((removal, claim) if removed_first else (claim, removal)))
    assert await office.rows("SELECT state, taker_name FROM consultation") == [("waiting", "")]
    assert CODE not in await reveals(maija)
    assert await leavers.settle_all(office.services) == 0


async def test_a_line_that_crosses_the_change_of_an_account_is_with_the_new_one(
    office: Office, liisa: Person, maija: Person, ritva: Person
) -> None:
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await ritva.types("/contact edit Maija Esimerkki")
    form = ritva.last
    data = {**inputs(form), "person": NEW_ACCOUNT}
    teams = office.teams

    async def taken_away(spot: Spot, activity_id: str) -> Outcome:
        teams.shown = [one for one in teams.shown if (one.conversation, one.id) != (spot.conversation_id, activity_id)]
        return Delivered()

    teams.delete = taken_away  # type: ignore[method-assign]
    await asyncio.gather(liisa.types("Rivi matkalla."), ritva.presses(form, "contact.save", **data))
    await office.delivery.run_until_idle()
    new = Person(office, replace(maija.actor, aad_object_id=NEW_ACCOUNT, teams_id=f"29:{NEW_ACCOUNT}"))
    assert "Rivi matkalla." in all_read(new)
    assert "Rivi matkalla." not in all_read(maija)
    assert CODE not in await reveals(maija)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # SQLite has one writer
async def test_a_line_that_waits_for_the_change_of_an_account_is_not_sent_to_the_old_one(
    office: Office, liisa: Person, maija: Person, ritva: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(liisa)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await ritva.types("/contact edit Maija Esimerkki")
    data = {**inputs(ritva.last), "person": NEW_ACCOUNT}
    load = leavers.load_with_directory

    async def load_late(work: Work, number: int, *, lock: bool = False) -> tuple[Work, Consultation]:
        monkeypatch.undo()
        await ritva.presses(ritva.last, "contact.save", **data)
        return await load(work, number, lock=lock)

    monkeypatch.setattr(leavers, "load_with_directory", load_late)
    await liisa.types("Rivi matkalla.")
    new = Person(office, replace(maija.actor, aad_object_id=NEW_ACCOUNT, teams_id=f"29:{NEW_ACCOUNT}"))
    assert "Rivi matkalla." in all_read(new)
    assert "Rivi matkalla." not in all_read(maija)


async def round_of(office: Office) -> int:
    """The round that finds what no turn saw; how many matters it changed."""
    await office.services.directory.refresh(office.services.database)
    changed = await leavers.settle_all(office.services)
    await office.delivery.run_until_idle()
    return changed


async def test_an_asker_who_has_left_does_not_get_in_their_chat_what_a_channel_refused(office: Office) -> None:
    asker, channel = office.contact("Jussi Otos"), Channel("19:team@thread.tacv2")
    office.teams.without_bot = {channel.id}
    await asker.in_channel(channel).types("/consult Eksote asumismenot")
    form, sends = asker.last, office.delivery.run_until_idle
    office.delivery.run_until_idle = nothing  # type: ignore[method-assign]
    await asker.in_channel(channel).presses(form, "consultation.send", question=QUESTION, client=CODE, **ORAL)
    await leaves(office, asker, "removed")
    office.delivery.run_until_idle = sends  # type: ignore[method-assign]
    await sends()
    assert QUESTION not in all_read(asker)


async def nothing() -> None:
    """Teams takes nothing for now."""


async def test_a_card_refused_to_the_account_before_is_no_word_about_the_one_now(
    office: Office, liisa: Person, maija: Person
) -> None:
    await liisa.types("/consult Eksote asumismenot")
    form, sends = liisa.card_of("consultation.send"), office.delivery.run_until_idle
    office.delivery.run_until_idle = nothing  # type: ignore[method-assign]
    await liisa.presses(form, "consultation.send", question=QUESTION, client=CODE, **ORAL)
    await leaves(office, maija, "another account")
    office.teams.without_bot = {maija.actor.aad_object_id}
    office.delivery.run_until_idle = sends  # type: ignore[method-assign]
    await sends()
    await round_of(office)
    new = Person(office, replace(maija.actor, aad_object_id=NEW_ACCOUNT, teams_id=f"29:{NEW_ACCOUNT}"))
    assert QUESTION in all_read(new)
    assert CODE in await reveals(new)
    assert "ei ole asennettu" not in all_read(liisa)


@pytest.mark.parametrize("took", [False, True])
async def test_another_deputy_of_the_same_absence_has_what_the_one_before_has_not_taken(
    office: Office, liisa: Person, maija: Person, took: bool
) -> None:
    kalle, otto = office.contact("Kalle Malli"), office.contact("Otto Testi")

    def without_role(known: DirectoryContent) -> DirectoryContent:
        """Both are deputies alone, and nobody else is away."""
        both = (replace(entry_of(known, one), roles=("deputy",)) for one in (kalle, otto))
        return replace(put(known, *both), absences=())

    await elsewhere(office, without_role)
    known = office.services.directory.current.content
    await away(office, "11-01", entry_of(known, kalle).id)
    await asked(liisa)
    if took:
        await kalle.presses(kalle.card_of("consultation.claim"), "consultation.claim")
    await away(office, "11-01", entry_of(known, otto).id)
    assert await round_of(office) == (0 if took else 1)
    assert (CODE in await reveals(kalle)) is took
    assert (QUESTION in all_read(kalle)) is took
    assert (CODE in await reveals(otto)) is not took
    assert (QUESTION in all_read(otto)) is not took


@pytest.mark.parametrize("took", [False, True])
async def test_who_has_another_number_in_the_directory_is_the_same_person(
    office: Office, liisa: Person, maija: Person, took: bool
) -> None:
    """An import numbers two of them the other way round: nobody has what was another's, and nobody is asked twice."""
    kalle = office.contact("Kalle Malli")
    await asked(liisa)
    if took:
        await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    shown = [len(one.sees()) for one in (maija, kalle, liisa)]
    await elsewhere(office, lambda known: put(known, *numbered_the_other_way(known, maija, kalle)))
    assert await round_of(office) == 1
    assert await round_of(office) == 0
    assert [len(one.sees()) for one in (maija, kalle, liisa)] == shown
    assert CODE in await reveals(maija)
    assert (CODE in await reveals(kalle)) is not took
    await liisa.types("Uusi rivi.")
    assert "Uusi rivi." in all_read(maija)
    assert ("Uusi rivi." in all_read(kalle)) is not took
    if not took:
        await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    assert await office.rows("SELECT taker_name, taker_contact_id FROM consultation") == [("Maija Esimerkki", "11-02")]
    assert await office.rows("SELECT 1 FROM access_log WHERE action = 'part_ended'") == []


def numbered_the_other_way(known: DirectoryContent, one: Person, other: Person) -> tuple[Contact, Contact]:
    first, second = entry_of(known, one), entry_of(known, other)
    return replace(first, id=second.id), replace(second, id=first.id)


async def test_who_was_removed_and_added_with_another_number_can_be_given_the_matter(
    office: Office, liisa: Person, maija: Person
) -> None:
    await asked(liisa)
    entry = entry_of(office.services.directory.current.content, maija)
    await leaves(office, maija, "removed")
    await round_of(office)
    await elsewhere(office, lambda known: put(known, replace(entry, id="11-77")))
    await round_of(office)
    kalle = office.contact("Kalle Malli")
    assert CODE not in await reveals(maija)
    await kalle.sends(Press("consultation.release", {"consultation": 1001, "version": 1, "whose": "11-77"}, "card"))
    assert QUESTION in all_read(maija)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await round_of(office)
    assert await office.rows("SELECT state, taker_contact_id FROM consultation") == [("taken", "11-77")]
    assert CODE in await reveals(maija)


async def test_who_asked_from_a_tenant_that_is_another_organisations_now_asks_no_more(
    office: Office, liisa: Person
) -> None:
    await asked(liisa)
    tenant = "99999999-0000-4000-8000-000000000000"

    def changed(known: DirectoryContent) -> DirectoryContent:
        tenants = {"KELA": tenant, "10": liisa.actor.tenant_id}
        organisations = [replace(one, tenant_id=tenants.get(one.code, one.tenant_id)) for one in known.organisations]
        contacts = [replace(one, tenant_id=tenants.get(one.organisation, one.tenant_id)) for one in known.contacts]
        return replace(known, organisations=tuple(organisations), contacts=tuple(contacts))

    await elsewhere(office, changed)
    assert CODE not in await reveals(liisa)
    assert await round_of(office) == 1
    assert QUESTION not in all_read(liisa)
    assert await office.rows("SELECT asker_left FROM consultation") in ([(1,)], [(True,)])


async def test_a_matter_is_not_passed_to_who_does_not_handle_client_matters(
    office: Office, liisa: Person, maija: Person
) -> None:
    kalle = office.contact("Kalle Malli")
    await asked(liisa)
    before = all_read(kalle)
    await elsewhere(office, lambda known: put(known, replace(entry_of(known, kalle), roles=("auditor",))))
    await round_of(office)
    await maija.sends(Press("consultation.release", {"consultation": 1001, "version": 1, "whose": "11-02"}, "card"))
    assert QUESTION in before
    assert QUESTION not in all_read(kalle)
    assert await office.rows("SELECT state FROM consultation_receiver WHERE contact_id = '11-02'") == [("gone",)]


async def test_what_was_written_to_an_asker_leaves_their_chat_with_them(office: Office, maija: Person) -> None:
    asker = office.contact("Jussi Otos")
    await asked(asker)
    given = {"consultation": 1001, "version": 1, "reason": "Kuuluu toiseen yksikköön.", "named": "Imatran tiimi"}
    await maija.sends(Press("consultation.release", given, "card"))
    assert "toiseen yksikköön" in all_read(asker)
    await leaves(office, asker, "removed")
    await round_of(office)
    assert "toiseen yksikköön" not in all_read(asker)
    assert "Imatran tiimi" not in all_read(asker)
    assert await round_of(office) == 0


async def test_who_was_removed_while_the_form_is_being_sent_is_not_asked(
    office: Office, liisa: Person, maija: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process commits the removal after the turn has read the directory."""
    await liisa.types("/consult Eksote asumismenot")
    form = liisa.card_of("consultation.send")
    await leaves(office, maija, "removed")

    async def not_seen(_: Database) -> bool:
        return False

    monkeypatch.setattr(office.services.directory, "refresh", not_seen)
    await liisa.presses(form, "consultation.send", question=QUESTION, client=CODE, **ORAL)
    assert QUESTION in all_read(office.contact("Kalle Malli"))
    assert QUESTION not in all_read(maija)
    assert await office.rows("SELECT 1 FROM consultation_receiver WHERE contact_id = '11-01'") == []


async def test_a_form_that_was_sent_refuses_its_sender_who_has_left_and_the_log_tells(office: Office) -> None:
    asker = office.contact("Jussi Otos")
    await asker.types("/consult Eksote asumismenot")
    form = asker.card_of("consultation.send")
    fields = next(one for one in _buttons(form.card) if one.get("verb") == "consultation.send")["data"]
    assert isinstance(fields, dict)
    await asker.presses(form, "consultation.send", question=QUESTION, client=CODE, **ORAL)
    await leaves(office, asker, "removed")
    for verb, step in (("consultation.send", ""), ("consultation.choose", "correct"), ("consultation.choose", "own")):
        answer = await asker.sends(Press(verb, {**fields, "question": QUESTION, "step": step}, "card"))
        assert "ei löytynyt" in words_of(answer)
    refused = "SELECT count(*) FROM access_log WHERE action = 'unknown_consultation' AND consultation_id = 1001"
    assert await office.rows(refused) == [(3,)]


async def test_an_absence_that_ends_at_midnight_wakes_nobody(office: Office, liisa: Person, maija: Person) -> None:
    """The deputy has no right from then on; who is back and the asker are told in the morning."""
    kalle = office.contact("Kalle Malli")
    await elsewhere(office, lambda known: put(known, replace(entry_of(known, kalle), roles=("deputy",))))
    await away(office, "11-01", "11-02")
    await asked(liisa)
    office.clock.now = datetime(2026, 11, 24, 22, 5, tzinfo=UTC)  # five past twelve in Finland
    shown = [len(one.sees()) for one in (liisa, maija)]
    assert await round_of(office) == 0
    assert CODE not in await reveals(kalle)
    assert [len(one.sees()) for one in (liisa, maija)] == shown
    office.clock.forward(hours=9)
    assert await round_of(office) == 1
    assert QUESTION in all_read(maija)
    assert QUESTION not in all_read(kalle)
