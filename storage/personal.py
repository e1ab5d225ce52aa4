"""Everything that is held about somebody, and its end: both follow from the marks of tables and columns.

Somebody's rows either go with their member, or stay, without a word of theirs, under a new person who has no account and is a
member of nothing else. So totals stay true, and nothing leads back to whoever it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Row,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy import cast as sql_cast

from bot.domain.post import LEFT_ALONE, mark_of
from bot.interface.card import Card
from bot.interface.presses_about import without_presses_about
from bot.interface.stored import dump_post, load, without_person
from bot.ports.personal import BeyondReach, Erased, Held, PostNaming
from storage import erasures, tables
from storage.identity import new_id
from storage.members import NEW_MEMBER
from storage.post_copies import WAITS_IF_OVER, is_copy
from storage.post_terms import EMPTIED
from storage.repository import Repository
from storage.tables import metadata
from storage.tables.marks import NAMES, NOBODY, Rows, rows_of

_account, _member, _person, _post = tables.account.c, tables.member.c, tables.person.c, tables.post.c
_WHOM: ColumnElement[int] = bindparam("whom")
_COMMUNITY: ColumnElement[int] = bindparam("community")
_IS_MEMBER_HERE = exists().where(_member.community_id == _COMMUNITY, _member.person_id == _WHOM)


def _marked() -> Iterator[tuple[Table, Rows]]:
    for table in metadata.sorted_tables:
        rows = rows_of(table)
        if rows:
            yield table, rows


def _told(column: Column[Any]) -> bool:
    """Whether a column says something: any but ids and counters of ours."""
    return column.name == "cohort_id" or not (isinstance(column.type, BigInteger) or column.name == "digest")


def _in_community(table: Table) -> tuple[Any, ...]:
    return (table.c.community_id == _COMMUNITY,) if "community_id" in table.c else ()


def _held(table: Table, rows: Rows) -> Select[Any]:
    told = [column for column in table.c if _told(column)] or [table.c[rows.of[0]]]
    here = _in_community(table) or (_IS_MEMBER_HERE,)
    return select(*told).where(*here, or_(*(table.c[name] == _WHOM for name in rows.of)))


def _left_behind(table: Table, rows: Rows) -> Update:
    """Rows that stay become those of nobody; `heir` is the new person."""
    whose = table.c[rows.of[0]]
    return update(table).where(*_in_community(table), whose == _WHOM).values({whose: bindparam("heir"), **rows.blank})


def _unnamed(column: Column[Any]) -> Update:
    table: Any = column.table
    return update(table).where(*_in_community(table), column == _WHOM).values({column: None if column.nullable else NOBODY})


_HELD: Mapping[str, Select[Any]] = {rows.title: _held(table, rows) for table, rows in _marked()}
_LEFT_BEHIND = [_left_behind(table, rows) for table, rows in _marked() if rows.stays]
_UNNAMED = [_unnamed(column) for table in metadata.sorted_tables for column in table.c if column.info == NAMES]
_POSTS_NAMING = select(
    *(_post.id, _post.key, _post.card, _post.state, _post.kind, _post.channel, _post.cohort_id),
    *(_post.person_id, _post.sent_at, _post.due_at),
).where(
    _post.community_id == _COMMUNITY,
    or_(*(sql_cast(_post.card, Text).contains(bindparam(told)) for told in ("quoted", "mention"))),
)
_SAY = (
    update(tables.post)
    .where(_post.community_id == _COMMUNITY, _post.id == bindparam("post"))
    .values(
        card=bindparam("said", type_=_post.card.type),
        until=case((_post.message.is_not(None), bindparam("now", type_=_post.until.type)), else_=_post.until),
        **WAITS_IF_OVER,
    )
)
"""An edit that was given up is tried again. What nobody may edit on the platform any more has expired, and is not sent anew."""
_digits, _others = bindparam("digits", type_=Text), bindparam("others", type_=Text)
_KEYS = select(_post.id, _post.key).where(_post.community_id == _COMMUNITY, _post.known_as.is_(None), _post.key.contains(_digits))
_KNOW_AS_BEFORE = (
    update(tables.post).where(_post.community_id == _COMMUNITY, _post.id == bindparam("post")).values(known_as=bindparam("mark"))
)
_CALL_OTHERWISE = (
    update(tables.post)
    .where(_post.community_id == _COMMUNITY, or_(_post.key.contains(_digits), _post.parent.contains(_digits)))
    .values(
        key=func.replace(_post.key, _digits, _others),
        parent=func.replace(_post.parent, _digits, _others),
    )
)
"""Keys of posts tell of whom they are. What their messages are known by stays as it was, or one that is under way would not be
found, and be sent twice."""
_KEEP_IN_CHANNELS = (
    update(tables.post)
    .where(_post.community_id == _COMMUNITY, _post.person_id == _WHOM, _post.kind != "dm")
    .values(person_id=None)
)
"""What somebody shared stands in a channel, and is edited; direct messages go with the member."""
_LEAVE_COUNTED = (
    update(tables.draft)
    .where(tables.draft.c.community_id == _COMMUNITY, tables.draft.c.person_id == _WHOM, tables.draft.c.kind == "counted")
    .values(person_id=bindparam("heir"))
)
"""Numbers of a day, which expire with it: so nobody begins anew by being erased."""
_ACCOUNTS = select(_account.external_id).where(_account.person_id == _WHOM)
_ADD_PERSON = insert(tables.person)
_ADD_MEMBER = insert(tables.member)
_DROP_MEMBER = delete(tables.member).where(_member.community_id == _COMMUNITY, _member.person_id == _WHOM)
_is_member = exists().where(_member.person_id == _WHOM)
_DROP_ACCOUNTS = (
    delete(tables.account)
    .where(_account.person_id == _WHOM, ~_is_member)
    .execution_options(across_communities="whether somebody is a member of any other")
)
_DROP_PERSON = (
    delete(tables.person)
    .where(_person.id == _WHOM, ~_is_member)
    .execution_options(across_communities="whether somebody is a member of any other")
)


class SqlPersonalData(Repository):
    async def of(self, person: int) -> Held:
        found = {title: (await self._execute(held, whom=person)).mappings().all() for title, held in _HELD.items()}
        return {title: [*map(dict, rows)] for title, rows in found.items() if rows}

    async def posts_naming(self, person: int) -> Sequence[PostNaming]:
        found = {row.id: row for row in await self._naming(person, await self._mentions(person)) if row.person_id != person}
        posts = [
            PostNaming(row.card, None if row.kind == "dm" else row.channel, row.sent_at or row.due_at, row.sent_at is not None)
            for row in found.values()
        ]
        return sorted(posts, key=lambda post: post.at)

    async def erase(self, person: int, instead: str, empty: Card, now: datetime) -> Erased:
        heir = new_id()
        await self._insert(erasures.NOTE, {"digest": erasures.digest_of(self._community, person), "at": now})
        beyond_reach = await self._unname(person, heir, instead, empty, now)
        await self._connection.execute(_ADD_PERSON, {"id": heir})
        await self._insert(_ADD_MEMBER, {"person_id": heir, **NEW_MEMBER})
        for left_behind in (*_LEFT_BEHIND, _LEAVE_COUNTED):
            await self._execute(left_behind, whom=person, heir=heir)
        for unnamed in _UNNAMED:
            await self._execute(unnamed, whom=person)
        for gone in (_DROP_MEMBER, _DROP_ACCOUNTS, _DROP_PERSON):
            await self._execute(gone, whom=person)
        return Erased(heir, beyond_reach)

    async def _unname(self, person: int, heir: int, instead: str, empty: Card, now: datetime) -> Sequence[BeyondReach]:
        """Take somebody's names and mentions out of all posts, their id out of what buttons carry, and what cannot work any more:
        undoing a change of theirs, and what moderators decide about them. What no revision
        of its own reaches is emptied."""
        mentions = await self._mentions(person)
        found = await self._naming(person, mentions)
        cards = {row.id: without_person(without_presses_about(row.card, person), person, mentions, instead) for row in found}
        emptied = {**dump_post(empty), EMPTIED: True}
        left_alone = {row.id: row for row in found if row.state in LEFT_ALONE}
        not_revised = {*left_alone, *(row.id for row in found if row.cohort_id and is_copy(row.key))}
        said = [{"post": post, "now": now, "said": emptied if post in not_revised else card} for post, card in cards.items()]
        await self._execute_all(_SAY, said)
        await self._execute(_KEEP_IN_CHANNELS, whom=person)
        marks = [
            {"post": row.id, "mark": mark_of(self._community, row.key)} for row in await self._rows(_KEYS, digits=str(person))
        ]
        await self._execute_all(_KNOW_AS_BEFORE, marks)
        await self._execute(_CALL_OTHERWISE, digits=str(person), others=str(heir))
        return [
            BeyondReach(load(cards[row.id]).title, row.channel)
            for row in left_alone.values()
            if row.kind != "dm" and row.state in ("uncertain", "arrived")
        ]

    async def _mentions(self, person: int) -> Sequence[str]:
        return [f"<@{account}>" for account in (await self._execute(_ACCOUNTS, whom=person)).scalars()]

    async def _naming(self, person: int, mentions: Sequence[str]) -> Sequence[Row[Any]]:
        """Posts that name somebody, or hold one of the mentions; one that holds two mentions comes twice."""
        quoted = f'"{person}"'
        rows = [await self._rows(_POSTS_NAMING, quoted=quoted, mention=mention) for mention in mentions or [quoted]]
        return [row for found in rows for row in found]
