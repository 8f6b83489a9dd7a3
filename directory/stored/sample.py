"""The sample directory: clearly fictional people for trying the product and for tests."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from directory.exchange.directory_file import from_json
from directory.people.contacts import Absence, DirectoryContent
from directory.records.merging import plan_import
from directory.records.records import in_order
from directory.reference import DATA, Reference
from directory.stored.store import current_version, save_content

SAMPLE = DATA / "sample_directory.json"
SAMPLE_ABSENCES = DATA / "sample_absences.json"
"""Absences told in days from the day of seeding, so that somebody is always away in a fresh sample."""
WRITTEN_ON = date(2026, 11, 24)
"""Confirmations are moved as if the sample had been written on the day of seeding: a fresh sample is not stale."""


def sample_content(reference: Reference, today: date, path: Path = SAMPLE) -> DirectoryContent:
    """The sample as it is on this day. ValueError when the shipped file does not pass its own checks."""
    plan = plan_import(from_json(path.read_bytes()), DirectoryContent(), reference)
    if plan.problems:
        raise ValueError(f"the sample directory has problems: {plan.problems}")
    absences = tuple(
        Absence(one["contact_id"], today + timedelta(one["starts_in_days"]), today + timedelta(one["ends_in_days"]))
        for one in json.loads(SAMPLE_ABSENCES.read_bytes())
    )
    content = plan.content
    contacts = tuple(
        replace(one, verified_on=one.verified_on + (today - WRITTEN_ON)) if one.verified_on else one
        for one in content.contacts
    )
    return in_order(DirectoryContent(content.organisations, contacts, content.areas, content.service_lines, absences))


async def seed_sample(connection: AsyncConnection, reference: Reference, today: date) -> bool:
    """Fills an empty directory with the sample; leaves any other as it is. Whether it was filled."""
    if await current_version(connection):
        return False
    await save_content(connection, sample_content(reference, today))
    return True
