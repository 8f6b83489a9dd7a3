"""`/team`: what is open in a lead's team. A coordinator gives the right, to a day: `/team Anna Luonnos 31.12.2026`."""

from functools import partial

from bot.errors import Denied, Expected
from bot.leads import model, store
from bot.leads.model import TeamView
from bot.leads.store import TeamMatter
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import TEAM, Member, listed, required
from bot.turns.command import Command
from bot.turns.logged import note
from bot.turns.services import Services
from bot.turns.speaking import say, show, show_to
from bot.turns.turn import Turn
from bot.turns.work import Work, begin
from cards.kit.frame import Card
from cards.kit.sentence import SentenceView, sentence_card
from cards.time.team_list import TeamListView, TeamRowView, team_list_card
from config.texts import Language, Translate, texts
from directory.naming import place_name
from directory.people.colleagues import find_colleague
from directory.people.contacts import Contact
from directory.time.calendar import helsinki_date
from directory.time.moments import MomentError, find_moment
from directory.time.time_wording import full_day_words, moment_words

LONGEST = 200
ENDS = frozenset({"end", "ends", "loppu", "lopeta", "slut", "avsluta"})
LOOKED, GIVEN, ENDED = "team_looked", "team_view_given", "team_view_ended"


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The team's open matters for its lead; with a name, a coordinator gives the right or ends it."""
    words = rest.strip()[:LONGEST]
    async with begin(services, turn) as work:
        me = listed(work.directory, turn)
        language = await known_writers.language(work, turn)
        if words:
            told = await _decide(work, turn, words, texts(language))
            await say(work, turn, told)
        else:
            await _look(work, turn, me, language)
    return NoAnswer()


async def _look(work: Work, turn: Turn, me: Member, language: Language) -> None:
    if turn.place.kind != "personal":
        raise Expected(
            lambda t: t("The team's questions are shown only in the 1:1 chat with Kuntayhteys."), code="team_elsewhere"
        )
    today = helsinki_date(work.now)
    right = await store.find(work.connection, me.contact.id)
    if right is None or not right.holds(me.contact, today):
        raise Denied(
            lambda t: t(
                "The team's questions are shown to a team lead who has been given the right. A "
                "coordinator gives it so: /team Anna Luonnos 31.12."
            ),
            code="not_a_team_lead",
        )
    matters = await store.open_matters(work.connection, model.team_of(work.directory, me.contact))
    t = texts(language)
    rows = tuple(_row(work, one, language, t) for one in matters)
    card = team_list_card(TeamListView(me.contact.team, full_day_words(right.until, t), rows), t)
    await show(work, turn, card)
    note(work, turn, LOOKED)


async def _decide(work: Work, turn: Turn, words: str, t: Translate) -> str:
    """What was given or ended. Raises Expected for anybody but a coordinator, and for who is not one's own."""
    giver = required(work.directory, turn, "coordinator")
    own = [one for one in work.directory.content.contacts if one.organisation == giver.organisation.code]
    kept = [one for one in words.split() if one.casefold().strip(".") not in ENDS]
    if len(kept) < len(words.split()):
        lead = _named(" ".join(kept), own)
        if not await store.take_away(work.connection, lead.id, giver.contact.name, work.now):
            raise Expected(
                lambda t: t("{name} has no team's view. Nothing was changed.", name=lead.name), code="no_team_view"
            )
        note(work, turn, ENDED)
        return t("{name} no longer sees the team's questions.", name=lead.name)
    right = _given(work, giver, words, own)
    await store.save(work.connection, right, work.now)
    lead = work.directory.contacts[right.contact_id]
    await show_to(work, turn, lead, partial(_told_card, giver.contact.name, right))
    note(work, turn, GIVEN)
    day = full_day_words(right.until, t)
    return t("{name} sees which questions of {team} are open until {day}.", name=lead.name, team=lead.team, day=day)


def _told_card(giver: str, right: TeamView, language: Language) -> Card:
    t = texts(language)
    day = full_day_words(right.until, t)
    return sentence_card(
        SentenceView(t("{name} lets you see what is open in the team until {day}: /team", name=giver, day=day)), t
    )


def _given(work: Work, giver: Member, words: str, own: list[Contact]) -> TeamView:
    try:
        found = find_moment(words, work.now)
    except MomentError as error:
        raise _not_understood() from error
    if found.moment is None:
        raise _not_understood()
    lead = _named(found.rest, own)
    return model.given(giver.contact, lead, helsinki_date(found.moment), helsinki_date(work.now))


def _named(words: str, own: list[Contact]) -> Contact:
    found = find_colleague(words, own)
    if not found.sure:
        raise Expected(
            lambda t: t("Write the whole name of one person of your own organisation. Nothing was changed."),
            code="which_colleague",
        )
    return found.people[0]


def _row(work: Work, one: TeamMatter, language: Language, t: Translate) -> TeamRowView:
    reference = work.services.reference
    topic = reference.topics[one.topic].name(language)
    state = t("answered") if one.answered else t("taken") if one.taken else t("nobody has taken it")
    return TeamRowView(
        one.number,
        topic[:1].lower() + topic[1:],
        place_name(reference, one.area, one.municipality, language),
        state,
        moment_words(one.answer_by, t),
        one.people,
        reference.area_name(one.other_organisation, language),
    )


def _not_understood() -> Expected:
    return Expected(
        lambda t: t("Type the name and the last day: /team Anna Luonnos 31.12. To end it: /team Anna Luonnos end"),
        code="team_not_understood",
    )


COMMAND = Command(
    name="team",
    aliases=("tiimi", "teamet"),
    example=lambda t: t("/team"),
    help=lambda t: t("For team leads: what is open in the team"),
    run=run,
    order=73,
    in_manifest=False,
    roles=frozenset({"coordinator"}),
)
NEEDS = {"/team": TEAM}
