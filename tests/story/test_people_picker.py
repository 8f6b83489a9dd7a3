"""A new contact chosen in a people picker: the name and the address come from the organisation's own directory."""

from tests.story.test_files import ritva
from tests.story.town import Town

PERSON = "SELECT name, email, aad_object_id FROM contact WHERE name IN ('Elina Uusimalli', 'Eli U')"


async def test_whoever_is_picked_needs_no_typing(town: Town) -> None:
    await ritva(town).say("/yhteys lisää")
    form = await ritva(town).wait_for_card("contact.save")
    elina = await ritva(town).pick("elina")
    await ritva(town).press(form, "contact.save", person=elina, places="Imatra")
    assert await town.rows(PERSON) == [("Elina Uusimalli", "elina.uusimalli@ekhva.example", elina)]


async def test_what_is_typed_stands(town: Town) -> None:
    await ritva(town).say("/yhteys lisää")
    form = await ritva(town).wait_for_card("contact.save")
    elina = await ritva(town).pick("elina")
    await ritva(town).press(form, "contact.save", person=elina, name="Eli U", places="Imatra")
    assert await town.rows(PERSON) == [("Eli U", "elina.uusimalli@ekhva.example", elina)]


async def test_while_graph_is_silent_the_name_has_to_be_typed(town: Town) -> None:
    await ritva(town).say("/yhteys lisää")
    form = await ritva(town).wait_for_card("contact.save")
    elina = await ritva(town).pick("elina")
    await ritva(town).faults(graph_down=True)
    answer = await ritva(town).press(form, "contact.save", person=elina, places="Imatra")
    assert answer.says("Mitään ei tallennettu")
    assert await town.rows(PERSON) == []
