"""Who is behind an account, on whichever platform, and what platforms tell of them."""

from sqlalchemy import bindparam, case, delete, func, insert, update

from bot.interface.call import Actor
from storage import tables
from storage.connection import Connection
from storage.identity import new_id
from storage.inserts import insert_or_ignore

_account, _person = tables.account.c, tables.person.c
ACCOUNT = (_account.platform == bindparam("actor_platform"), _account.external_id == bindparam("actor_id"))
_NEW_NAME = bindparam("new_name", type_=_account.name.type)
_NEW_ZONE = bindparam("new_zone", type_=_person.zone.type)
_NEW_LOCALE = bindparam("new_locale", type_=_person.locale.type)
_follows = _person.zone.is_(None) | (_person.zone == _person.told_zone)

_RENAME = (
    update(tables.account).where(*ACCOUNT).values(name=func.coalesce(_NEW_NAME, _account.name)).returning(_account.person_id)
)
_FOLLOW = (
    update(tables.person)
    .where(_person.id == bindparam("person"))
    .values(
        zone=case((_follows, func.coalesce(_NEW_ZONE, _person.zone)), else_=_person.zone),
        told_zone=func.coalesce(_NEW_ZONE, _person.told_zone),
        locale=func.coalesce(_NEW_LOCALE, _person.locale),
    )
)
_ADD_PERSON = insert(tables.person)
_ADD_ACCOUNT = insert_or_ignore(tables.account)
_DROP_PERSON = delete(tables.person).where(_person.id == bindparam("person"))


def actor_values(actor: Actor) -> dict[str, str]:
    """What the conditions of `ACCOUNT` are executed with."""
    return {"actor_platform": actor.platform, "actor_id": actor.id}


async def person_behind(connection: Connection, actor: Actor) -> int:
    """The person behind an account, which is locked, with what the platform tells of them brought up to date."""
    name = actor.name if actor.told else None
    known = (await connection.execute(_RENAME, {**actor_values(actor), "new_name": name})).scalar()
    if known is not None:
        await _follow(connection, known, actor)
        return known
    new = new_id()
    told = {"zone": actor.zone, "told_zone": actor.zone, "locale": actor.locale}
    await connection.execute(_ADD_PERSON, {"id": new, **told})
    account = {"platform": actor.platform, "external_id": actor.id, "person_id": new, "name": actor.name}
    if (await connection.execute(_ADD_ACCOUNT, account)).rowcount > 0:
        return new
    await connection.execute(_DROP_PERSON, {"person": new})  # another call has made them known, or forgotten them since
    return await person_behind(connection, actor)


async def _follow(connection: Connection, person: int, actor: Actor) -> None:
    """Keep the language and the zone that the platform tells; a zone that differs from the one it told before was chosen."""
    if actor.zone or actor.locale:
        told = {"new_zone": actor.zone or None, "new_locale": actor.locale or None}
        await connection.execute(_FOLLOW, {"person": person, **told})
