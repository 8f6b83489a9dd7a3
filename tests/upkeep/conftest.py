"""The office whose directory is kept in the database, so that it can be changed."""

import random
from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry

from bot.answering.undelivered import Undelivered
from bot.dispatch.pipeline import Pipeline
from bot.outbox.delivery import Delivery
from bot.outbox.settling import Hooks
from directory.reference import Reference
from directory.stored.sample import seed_sample
from directory.stored.store import DirectorySnapshot
from directory.time.calendar import helsinki_date
from tests.turns.conftest import database_content, office, reference, sample, shipped
from tests.turns.office import Office

__all__ = ["database_content", "office", "reference", "sample", "shipped"]


@pytest.fixture
async def kept_office(office: Office, reference: Reference) -> Office:
    """The sample directory in the database, and the bot reading it from there."""
    database = office.services.database
    async with database.write() as connection:
        await seed_sample(connection, reference, helsinki_date(office.clock()))
    directory = DirectorySnapshot()
    await directory.refresh(database)
    services = replace(office.services, directory=directory)
    hooks = Undelivered(services)
    delivery = Delivery(
        database,
        office.teams,
        office.clock,
        random.random,
        Hooks(on_refused=hooks.on_refused, on_conversation=hooks.on_conversation),
        CollectorRegistry(),
    )
    pipeline = Pipeline(services, office.pipeline.commands, office.pipeline.greet)
    return replace(office, services=services, pipeline=pipeline, delivery=delivery)
