"""What counts as a statement that could reach another community's rows; the core of every test is held to it."""

import pytest

from tests.tenant_statements import reaches_beyond


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT checkin.community_id, checkin.did FROM checkin WHERE checkin.person_id = ?",
        "SELECT checkin.did FROM checkin JOIN cohort ON cohort.id = checkin.cohort_id",
        "SELECT checkin.did \nFROM checkin",
        "UPDATE post SET state=? WHERE post.id = ?",
        "DELETE FROM draft WHERE draft.id = ?",
        "INSERT INTO draft (id, content) VALUES (?, ?)",
        "SELECT revision.body FROM revision WHERE revision.pack = ?",
        "INSERT INTO pack (name, title) VALUES (?, ?)",
    ],
)
def test_a_statement_on_rows_of_communities_that_names_none_reaches_beyond(statement: str) -> None:
    assert reaches_beyond(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT checkin.did FROM checkin WHERE checkin.community_id = ? AND checkin.person_id = ?",
        "SELECT person.zone FROM person WHERE person.id = ?",
        "INSERT INTO draft (community_id, id) VALUES (?, ?)",
        "SELECT min(due.wait_until) AS min_1 \nFROM due",
        "SELECT revision.body FROM revision JOIN pack ON pack.name = revision.pack WHERE pack.community_id IS NULL",
    ],
)
def test_a_statement_that_names_the_community_or_has_a_reason_does_not(statement: str) -> None:
    assert not reaches_beyond(statement)
