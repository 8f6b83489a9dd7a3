"""`/area`: how an area works with Kela; its coordinator changes that, and anybody may try out what it leads to."""

from datetime import datetime
from functools import cache

from bot.errors import Denied, Expected
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ANYBODY, COORDINATOR, Member, coordinator, is_coordinator
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from bot.upkeep.areas import area_forms, typed_rules, views
from bot.upkeep.areas.views import DraftRule, RuleReader
from bot.upkeep.changes import store
from bot.upkeep.changes.change_cards import show_made
from bot.upkeep.changes.editors import second_coordinators
from bot.upkeep.changes.model import Change, change_label
from cards.areas.area_form import area_form_card, lines_form_card
from cards.areas.area_plan import area_plan_card, area_plan_form_card
from cards.areas.area_rule import area_rule_card
from cards.areas.area_simulation import area_simulation_card
from cards.buttons.area_data import AreaEditData, AreaSaveData, AreaSimulateData
from cards.kit.frame import Card
from cards.kit.text import language_code
from config.texts import Translate
from directory.areas.areas import AreaRule, ServiceLine
from directory.naming import topic_named
from directory.people.contacts import Organisation
from directory.reading.reading import Reading
from directory.records.changes import Edit, difference, put
from directory.reference import ALAND, KELA, Reference, load_reference
from directory.routing.simulating import Case
from directory.time.moments import Found, MomentError, find_moment

ACTIONS = {
    **dict.fromkeys(("edit", "muuta", "muokkaa", "ändra", "redigera"), "rule"),
    **dict.fromkeys(("phone", "numbers", "puhelin", "puhelimet", "numerot", "telefon", "nummer"), "lines"),
    **dict.fromkeys(("simulate", "try", "kokeile", "simuloi", "pröva", "prova", "simulera"), "simulate"),
    **dict.fromkeys(
        ("escalation", "eskalaatio", "eskalointi", "eteneminen", "muistutukset", "eskalering", "påminnelser"), "plan"
    ),
}
SAVES = {"rule": typed_rules.save_rule, "lines": typed_rules.save_lines, "plan": typed_rules.save_plan}
LONGEST_QUERY = 300


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The rule of the own area or of the one named; or the form, or a trial."""
    first, _, more = rest.partition(" ")
    step = ACTIONS.get(first.casefold(), "show")
    words = (rest if step == "show" else more).strip()
    if len(words) > LONGEST_QUERY:
        raise _not_read()
    async with begin(services, turn) as work:
        reader = await _reader(work, turn)
        if step == "simulate":
            card = await _simulation(work, reader, _case(work, turn, words), words)
        elif step == "lines" and (typed := typed_rules.typed_line(words, _organisation(work, turn).code)):
            card = _form(work, turn, reader, typed.owner, step, typed)
        else:
            area = _area(work, turn, words)
            card = await _card(work, turn, reader, area, step)
        await show(work, turn, card)
    return NoAnswer()


async def edit(services: Services, turn: Turn, press: Press, data: AreaEditData) -> Answer:
    """A button of the rule's card: the form in its place."""
    async with begin(services, turn) as work:
        card = _form(work, turn, await _reader(work, turn), data.area, data.step)
        return await answer_with_card(work, turn, press, card)


async def save(services: Services, turn: Turn, press: Press, data: AreaSaveData) -> Answer:
    """The filled form: a change that is made, or that waits for another coordinator."""
    async with begin(services, turn) as work:
        editor = coordinator(work.directory, turn)
        _check_own(editor, data.area)
        made = await SAVES[data.step](work, turn, data, editor)
        return await show_made(work, turn, made, press)


async def simulate(services: Services, turn: Turn, _: Press, data: AreaSimulateData) -> Answer:
    """A trial of what a card's fields say, as a message of its own."""
    async with begin(services, turn) as work:
        reader = await _reader(work, turn)
        area = _visible(work, turn, data.area)
        case = Case(area, _moment(data.when, work), topic=_topic(work, data.topic))
        draft = _form_as_draft(work, turn, data, reader) if data.step == "form" else None
        card = await _simulation(work, reader, case, data.when, draft)
        await show(work, turn, card)
    return NoAnswer()


async def _reader(work: Work, turn: Turn) -> RuleReader:
    language = await known_writers.language(work, turn)
    organisation = _organisation(work, turn)
    own = organisation.code if is_coordinator(work.directory, turn) else ""
    return RuleReader(work.directory, work.services.reference, language, work.now, own)


async def _card(work: Work, turn: Turn, reader: RuleReader, area: str, step: str) -> Card:
    """What was asked for: the rule or the plan to look at, or a form."""
    match step:
        case "show":
            return await _rule(work, reader, area)
        case "plan":
            return area_plan_card(area_forms.plan_view(reader, area), reader.t)
        case _:
            return _form(work, turn, reader, area, step)


async def _rule(work: Work, reader: RuleReader, area: str) -> Card:
    waiting = tuple(await _waiting(work, reader, area))
    return area_rule_card(views.rule_view(reader, area, waiting), reader.t)


def _form(work: Work, turn: Turn, reader: RuleReader, area: str, step: str, typed: ServiceLine | None = None) -> Card:
    editor = coordinator(work.directory, turn)
    _check_own(editor, area)
    if step == "lines":
        return lines_form_card(area_forms.lines_view(reader, area, typed), reader.t)
    edits = (Edit("areas", None, AreaRule(area)),)
    seconds = second_coordinators(work.directory, area, edits, editor.contact.directory_id)
    if step == "plan":
        return area_plan_form_card(
            area_forms.plan_form_view(reader, area, tuple(one.name for one in seconds)), reader.t
        )
    here = turn.place.channel_id if turn.place.kind == "channel" else ""
    return area_form_card(area_forms.form_view(reader, area, here, tuple(one.name for one in seconds)), reader.t)


def _form_as_draft(work: Work, turn: Turn, data: AreaSimulateData, reader: RuleReader) -> DraftRule:
    """What the form would ask for, before it is saved."""
    editor = coordinator(work.directory, turn)
    _check_own(editor, data.area)
    rule = typed_rules.filled_rule(work, turn, data, editor)
    known = work.directory.content
    return DraftRule(difference(known, put(known, rule)), reader.t("(not saved)"))


async def _simulation(work: Work, reader: RuleReader, case: Case, when: str, draft: DraftRule | None = None) -> Card:
    """The trial beside the given draft, or beside the newest change that waits."""
    if draft is None:
        waiting = await _waiting(work, reader, case.area)
        draft = DraftRule(waiting[-1].edits, change_label(waiting[-1].id)) if waiting else None
    return area_simulation_card(views.simulation_view(reader, case, draft, when), reader.t)


async def _waiting(work: Work, reader: RuleReader, area: str) -> list[Change]:
    """Changes of the area's rule that wait: for the eyes of its coordinators and of Kela's."""
    if reader.coordinates not in {area, KELA}:
        return []
    found = await store.waiting(work.connection, area, work.services.reference)
    return [one for one in found if any(edit.section == "areas" for edit in one.edits)]


def _area(work: Work, turn: Turn, words: str) -> str:
    """The area that the words name; the asker's own for none. Raises Expected."""
    if not words:
        return _organisation(work, turn).code
    return _visible(work, turn, _read(work, words).area)


def _read(work: Work, words: str) -> Reading:
    """What was typed, read with certainty. Raises Expected."""
    services = work.services
    read = services.reader.read(words)
    if read.status == "ambiguous" or not read.area:
        raise _not_read(services.reference, read)
    if read.area == ALAND:
        raise Expected(
            lambda t: t("In Åland the municipalities keep social assistance themselves, so there is no rule for it."),
            code="aland",
        )
    return read


def _case(work: Work, turn: Turn, words: str) -> Case:
    found = _found(words, work)
    if not found.rest:
        raise Expected(
            lambda t: t("Type the area, the topic and when: /area simulate South Karelia housing costs 24.12. at 10"),
            code="place_missing",
        )
    read = _read(work, found.rest)
    topic = _asked_about(work, read.topic)
    return Case(_visible(work, turn, read.area), found.moment or work.now, read.municipality, topic)


def _topic(work: Work, title: str) -> str:
    topic = topic_named(work.services.reference, title)
    if title and not topic:
        raise Expected(
            lambda t: t("The topic was not recognised. Choose it from the list."),
            code="unknown_topic",
            keeps_card=True,
        )
    return _asked_about(work, topic)


def _asked_about(work: Work, topic: str) -> str:
    """The topic, unless no question opens about it. Raises Expected."""
    known = work.services.reference.topics.get(topic)
    if known is not None and known.elsewhere is not None:
        raise Expected(
            lambda t: t("No questions are asked about this topic in Kuntayhteys. Choose another topic."),
            code="topic_elsewhere",
            keeps_card=True,
        )
    return topic


def _moment(words: str, work: Work) -> datetime:
    found = _found(words, work)
    if found.rest:
        raise _no_such_moment()
    return found.moment or work.now


def _found(words: str, work: Work) -> Found:
    try:
        return find_moment(words, work.now)
    except MomentError as error:
        raise _no_such_moment() from error


def _visible(work: Work, turn: Turn, area: str) -> str:
    """The area, when the asker may see its rule: Kela all, a county its own and Kela's. Raises Expected."""
    organisation = _organisation(work, turn)
    if area != KELA and area not in work.services.reference.areas:
        raise _not_read()
    if organisation.kind == "kela" or area in {organisation.code, KELA}:
        return area
    raise Denied(lambda t: t("Only your own area's rule and Kela's are shown here. Your own: /area"), code="other_area")


def _organisation(work: Work, turn: Turn) -> Organisation:
    found = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    if found is None:
        raise LookupError("the pipeline lets only known tenants through")
    return found


def _check_own(editor: Member, area: str) -> None:
    if area != editor.organisation.code:
        name = editor.organisation.name
        raise Denied(
            lambda t: t(
                "Each organisation's own coordinator changes its rule. Yours is {organisation}: /area edit",
                organisation=name,
            ),
            code="not_your_organisation",
        )


def _not_read(reference: Reference | None = None, read: Reading | None = None) -> Expected:
    areas = {one.area for one in read.alternatives if one.area} if read else set()
    topics = {one.topic for one in read.alternatives if one.topic} if read else set()
    if reference is None or not (areas or topics):
        return Expected(
            lambda t: t("The area was not recognised. Type for example: /area South Karelia"), code="unknown_area"
        )

    def sentence(t: Translate) -> str:
        language = language_code(t)
        names = [reference.area_name(one, language) for one in sorted(areas)]
        names += [reference.topics[one].name(language) for one in sorted(topics)]
        return t("This could mean several things: {names}. Type the whole name.", names=", ".join(names))

    return Expected(sentence, code="ambiguous")


def _no_such_moment() -> Expected:
    return Expected(
        lambda t: t("The day or time was not recognised. Type for example: 24.12. at 10, or tomorrow 9"),
        code="bad_moment",
        keeps_card=True,
    )


class _Following:
    """Words that make a line beginning with `alue` this command: an action, or an area's name."""

    def __contains__(self, word: object) -> bool:
        return word in ACTIONS or word in _area_names()


@cache
def _area_names() -> frozenset[str]:
    areas = load_reference().areas.values()
    names = {name for area in areas for name in (*area.aliases, area.brand, area.region.fi, area.region.sv)}
    return frozenset({"kela", "fpa", *(name.split()[0].casefold() for name in names if name)})


COMMAND = Command(
    name="area",
    aliases=("alue", "område"),
    example=lambda t: t("/area South Karelia"),
    help=lambda t: t("How an area works with Kela; try out what would happen"),
    run=run,
    words=_Following(),
    order=35,
)
PRESSES = (Button(AreaEditData, edit), Button(AreaSaveData, save), Button(AreaSimulateData, simulate))
NEEDS = {"/area": ANYBODY, "area.edit": COORDINATOR, "area.save": COORDINATOR, "area.simulate": ANYBODY}
