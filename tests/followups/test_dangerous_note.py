"""On the day of a follow-up whose note tells of a danger to life, both sides see the numbers that help first."""

from tests.followups.test_client_kept import CLOSE, FOLLOWUP, until
from tests.turns.office import Office, words_of


async def test_the_numbers_come_before_the_note_until_it_has_been_handled(kept_office: Office) -> None:
    liisa, maija = kept_office.of("KELA", "Liisa"), kept_office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    await maija.presses(maija.main_card(), "consultation.claim")
    note = "Soita asiakkaalle: uhkasi tappaa itsensä"
    await maija.presses(maija.card_of(CLOSE), CLOSE, outcome="answered", followup_on="2026-12-01", followup_note=note)
    await until(kept_office, days=7)
    for person in (liisa, maija):
        words = person.card_of(FOLLOWUP).words
        assert words.startswith("Hengenvaara: soita 112.")
        assert words.index("05 000 0003") < words.index(note)
    answer = await maija.presses(maija.card_of(FOLLOWUP), FOLLOWUP, step="done")
    assert "112" not in words_of(answer)
