"""Who is behind an account, on whichever platform, and what platforms tell of them."""

from sqlalchemy import case, delete, select, update

from bot.interface.call import Actor
from storage import tables
from storage.connection import Connection, insert
from storage.identity import new_id


async def person_behind(connection: Connection, actor: Actor) -> int:
    """The person behind an account, with what the platform tells of them brought up to date."""
    account = tables.account.c
    here = {"platform": actor.platform, "external_id": actor.id}
    name = actor.name if actor.told else account.name
    known = (
        await connection.execute(update(tables.account).filter_by(**here).values(name=name).returning(account.person_id))
    ).scalar()
    if known is not None:
        await _follow(connection, known, actor)
        return known
    new = new_id()
    told = {"zone": actor.zone, "told_zone": actor.zone, "locale": actor.locale}
    await connection.execute(insert(connection, tables.person).values(id=new, **told))
    await connection.execute(
        insert(connection, tables.account).values(**here, person_id=new, name=actor.name).on_conflict_do_nothing()
    )
    kept = (await connection.execute(select(account.person_id).filter_by(**here))).scalar_one()
    if kept != new:
        await connection.execute(delete(tables.person).filter_by(id=new))
    return kept


async def _follow(connection: Connection, id: int, actor: Actor) -> None:
    """Keep the language and the zone that the platform tells; a zone that differs from the one it told before was chosen."""
    person = tables.person.c
    zone = case((person.zone.is_(None) | (person.zone == person.told_zone), actor.zone), else_=person.zone)
    told = ({"locale": actor.locale} if actor.locale else {}) | ({"zone": zone, "told_zone": actor.zone} if actor.zone else {})
    if told:
        await connection.execute(update(tables.person).filter_by(id=id).values(told))
