"""Who is offered first, and why."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from directory.people.contacts import Absence, Contact
from directory.people.freshness import Freshness
from directory.people.presence import PresenceReading
from directory.routing.ranking import (
    AnsweredYou,
    DeputyAnswers,
    NobodyStandsIn,
    OtherMunicipalities,
    OtherTopics,
    Ranked,
    ServesMunicipality,
    Situation,
    SpecialSkills,
    TopicMatches,
    WholeArea,
    Wish,
    nobody_serves_all,
    rank,
    receivers,
)
from directory.routing.routing import Question, people_of_interest
from directory.time.calendar import Open
from tests.directory.sample_people import (
    KELA,
    PHONE_9_10,
    TUESDAY_EVENING,
    TUESDAY_MORNING,
    contact,
    directory,
    kela_contact,
    presences,
)

HOUSING = Wish("11", topic="asumismenot", language="fi")
TODAY = date(2026, 11, 24)


def names(ranked: tuple[Ranked, ...]) -> list[str]:
    return [one.contact.id for one in ranked]


def test_the_three_of_the_area_are_ranked_by_who_can_be_reached_now() -> None:
    maija = contact("maija", topics=("asumismenot",), phone="05 000 0001", phone_hours=PHONE_9_10)
    kalle = contact("kalle")
    sari = contact("sari", topics=("asumismenot",), deputy_id="otto")
    otto = contact("otto", roles=("deputy",))
    people = directory(maija, kalle, sari, otto, absences=(Absence("sari", TODAY, date(2026, 11, 27)),))
    now = Situation(TUESDAY_MORNING, presences(maija="available", kalle="busy"), answered={"maija": date(2026, 11, 3)})

    ranked = rank(people.named_contacts("11", "11"), HOUSING, people, now)

    assert names(ranked) == ["maija", "kalle", "sari"]
    assert ranked[0].reasons == (TopicMatches("asumismenot"), AnsweredYou(date(2026, 11, 3)))
    assert isinstance(ranked[0].phone, Open)
    assert ranked[1].reasons == (WholeArea(all_topics=True),)
    assert ranked[2].reasons == (TopicMatches("asumismenot"), DeputyAnswers(otto))
    assert ranked[2].away_until == date(2026, 11, 27)
    assert receivers(ranked) == (maija, kalle, otto)


def test_the_deputys_own_presence_is_part_of_the_reason() -> None:
    away = (Absence("sari", TODAY, TODAY, "otto"),)
    sari, otto = contact("sari"), contact("otto", roles=("deputy",))
    people = directory(sari, otto, absences=away)
    ranked = rank([sari], HOUSING, people, Situation(TUESDAY_MORNING, presences(sari="available", otto="busy")))
    assert DeputyAnswers(otto, PresenceReading("busy", TUESDAY_MORNING)) in ranked[0].reasons
    assert otto in people_of_interest(Question(KELA, "11"), people), "so it has to be asked before"


def test_out_of_office_comes_after_those_at_work_even_with_an_open_telephone() -> None:
    away = contact("away", phone="05 000 0001", phone_hours=PHONE_9_10)
    people = directory(away, contact("busy"))
    ranked = rank(
        people.named_contacts("11", "11"), HOUSING, people, Situation(TUESDAY_MORNING, presences(away="out_of_office"))
    )
    assert names(ranked) == ["busy", "away"]


def test_without_presence_the_open_telephone_comes_first() -> None:
    people = directory(contact("a"), contact("b", phone="05 000 0001", phone_hours=PHONE_9_10))
    assert names(rank(people.named_contacts("11", "11"), HOUSING, people, Situation(TUESDAY_MORNING))) == ["b", "a"]


def test_in_the_evening_everybody_is_reached_later_and_fit_decides() -> None:
    people = directory(contact("all"), contact("housing", topics=("asumismenot",)))
    ranked = rank(people.named_contacts("11", "11"), HOUSING, people, Situation(TUESDAY_EVENING))
    assert names(ranked) == ["housing", "all"]
    assert {one.reach for one in ranked} == {"later"}


def test_the_very_municipality_comes_before_the_whole_area() -> None:
    people = directory(
        contact("area"), contact("imatra", municipalities=("153",)), contact("lemi", municipalities=("416",))
    )
    ranked = rank(people.named_contacts("11", "11"), Wish("11", municipality="153"), people, Situation(TUESDAY_MORNING))
    assert names(ranked) == ["imatra", "area"], "who serves Lemi only is not offered for Imatra"
    assert ranked[0].reasons == (ServesMunicipality("153"), WholeArea(all_topics=True))[:1]


def test_when_nobody_fits_everybody_is_offered_and_says_so() -> None:
    people = directory(contact("drugs", topics=("paihteet",)), contact("lemi", municipalities=("416",)))
    wish = Wish("11", municipality="153", topic="asumismenot")
    reasons = {
        one.contact.id: one.reasons
        for one in rank(people.named_contacts("11", "11"), wish, people, Situation(TUESDAY_MORNING))
    }
    assert OtherTopics() in reasons["drugs"]
    assert OtherMunicipalities() in reasons["lemi"]


def test_special_skills_are_told_and_move_nobody() -> None:
    first, skilled = kela_contact("a", "11"), kela_contact("b", "11", skills=("lääkkeet",))
    ranked = rank((skilled, first), Wish("11"), directory(first, skilled), Situation(TUESDAY_MORNING))
    assert names(ranked) == ["a", "b"]
    assert ranked[1].reasons == (WholeArea(all_topics=True), SpecialSkills(("lääkkeet",)))


def test_the_reader_of_swedish_gets_who_speaks_it_first() -> None:
    people = directory(contact("a"), contact("b", languages=("fi", "sv")))
    wish = Wish("11", language="sv")
    assert names(rank(people.named_contacts("11", "11"), wish, people, Situation(TUESDAY_MORNING))) == ["b", "a"]


def test_open_questions_count_in_steps_of_three_and_earlier_help_decides_among_equals() -> None:
    people = directory(contact("a"), contact("b"), contact("c"))
    now = Situation(TUESDAY_MORNING, open_load={"a": 4, "b": 2, "c": 1}, answered={"b": TODAY, "a": TODAY})
    assert names(rank(people.named_contacts("11", "11"), HOUSING, people, now)) == ["b", "c", "a"]


def test_deputies_of_deputies_stand_in_and_a_circle_ends() -> None:
    away = tuple(Absence(name, TODAY, TODAY) for name in ("a", "b"))
    people = directory(
        contact("a", deputy_id="b"), contact("b", deputy_id="c"), contact("c", roles=("deputy",)), absences=away
    )
    ranked = rank(people.named_contacts("11", "11"), HOUSING, people, Situation(TUESDAY_MORNING))
    assert [one.id for one in receivers(ranked)] == ["c"]

    circle = directory(contact("a", deputy_id="b"), contact("b", deputy_id="a"), absences=away)
    ranked = rank(circle.named_contacts("11", "11"), HOUSING, circle, Situation(TUESDAY_MORNING))
    assert receivers(ranked) == ()
    assert all(NobodyStandsIn() in one.reasons for one in ranked)


PRESENCES = st.sampled_from(["available", "busy", "away", "offline", "out_of_office", "unknown"])
PEOPLE = st.lists(
    st.builds(
        lambda number, topics, municipalities, presence: (
            contact(f"c{number}", topics=topics, municipalities=municipalities),
            presence,
        ),
        st.integers(0, 99),
        st.sampled_from([(), ("asumismenot",), ("paihteet",)]),
        st.sampled_from([(), ("153",), ("416",)]),
        PRESENCES,
    ),
    max_size=12,
    unique_by=lambda pair: pair[0].id,
)


@given(PEOPLE, st.sampled_from(["", "153"]), st.sampled_from(["", "asumismenot"]), st.randoms())
def test_ranking_loses_nobody_who_fits_and_does_not_depend_on_the_order(
    people: list[tuple[Contact, str]], municipality: str, topic: str, chance: object
) -> None:
    known = directory(*(one for one, _ in people))
    situation = Situation(TUESDAY_MORNING, presences(**{one.id: value for one, value in people}))  # type: ignore[arg-type]  # drawn from the literals
    wish = Wish("11", municipality, topic)
    candidates = [one for one, _ in people]
    ranked = rank(candidates, wish, known, situation)
    fitting = {
        one.id
        for one in candidates
        if (not topic or not one.topics or topic in one.topics)
        and (not municipality or not one.municipalities or municipality in one.municipalities)
    }
    assert {one.contact.id for one in ranked} == (fitting or {one.id for one in candidates})
    chance.shuffle(candidates)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert rank(candidates, wish, known, situation) == ranked
    assert all(one.reasons for one in ranked), "every line says why"
    reaches = ["now", "soon", "later", "away"]
    if fitting:
        assert [one.reach for one in ranked] == sorted((one.reach for one in ranked), key=reaches.index)


def test_a_contact_with_doubtful_details_comes_last_and_says_why() -> None:
    maija, kalle = contact("maija", topics=("asumismenot",)), contact("kalle")
    doubt = Freshness("doubtful", "unconfirmed", date(2026, 3, 1))
    situation = Situation(TUESDAY_MORNING, presences(maija="available", kalle="offline"), doubts={"maija": doubt})
    ranked = rank((maija, kalle), HOUSING, directory(maija, kalle), situation)
    assert names(ranked) == ["kalle", "maija"]
    assert ranked[1].reasons[-1] == doubt


def test_a_doubtful_contact_is_not_offered_alone_while_anybody_else_is_there() -> None:
    maija, kalle, sari = (
        contact("maija", topics=("asumismenot",)),
        contact("kalle", topics=("paihteet",)),
        contact("sari"),
    )
    doubt = Freshness("doubtful", "bounced", TODAY)
    people = directory(maija, kalle)
    assert names(rank((maija, kalle), HOUSING, people, Situation(TUESDAY_MORNING))) == ["maija"]
    doubted = Situation(TUESDAY_MORNING, doubts={"maija": doubt})
    ranked = rank((maija, kalle), HOUSING, people, doubted)
    assert names(ranked) == ["kalle", "maija"]
    assert OtherTopics() in ranked[0].reasons
    assert names(rank((maija, kalle, sari), HOUSING, directory(maija, kalle, sari), doubted)) == ["sari", "maija"]


@given(st.sets(st.sampled_from(["maija", "kalle", "sari", "otto"])))
def test_whoever_is_not_doubtful_is_before_all_who_are(doubted: set[str]) -> None:
    people = [
        contact("maija", topics=("asumismenot",)),
        contact("kalle"),
        contact("sari", topics=("paihteet",)),
        contact("otto", municipalities=("405",)),
    ]
    doubts = {one: Freshness("doubtful", "refused", TODAY) for one in doubted}
    ranked = rank(people, HOUSING, directory(*people), Situation(TUESDAY_MORNING, doubts=doubts))
    marks = [one.is_doubtful for one in ranked]
    assert marks == sorted(marks)
    assert not all(marks) or len(doubted) == len(people)


def test_municipalities_shared_out_are_told_from_those_somebody_serves_all_of() -> None:
    tampere, nokia = contact("tampere", municipalities=("837",)), contact("nokia", municipalities=("536",))
    housing = contact("housing", topics=("asumismenot",))
    both = ("837", "536")
    assert nobody_serves_all([tampere, nokia], "asumismenot", both)
    assert nobody_serves_all([tampere], "asumismenot", both)
    assert nobody_serves_all([tampere, nokia, housing], "paihteet", both)
    assert not nobody_serves_all([tampere, nokia, housing], "asumismenot", both)
    assert not nobody_serves_all([], "asumismenot", both)
