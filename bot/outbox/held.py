"""Which rows of the outbox stay where they are: those to an organisation that is switched off."""

from sqlalchemy import and_, func, select

from bot.outbox.tables import Post
from config.sql import table
from directory.stored.tables import OrganisationRow

SWITCHED_OFF = "switched_off"
"""The kind of the one post that goes out all the same: it tells its people that they are switched off."""
POST, _ORGANISATION = table(Post), table(OrganisationRow)
_OFF = select(func.lower(_ORGANISATION.c.tenant_id)).where(_ORGANISATION.c.switched_off)
IS_HELD = and_(func.lower(POST.c.tenant_id).in_(_OFF), POST.c.kind != SWITCHED_OFF)
"""Of a row that is joined with its post."""
