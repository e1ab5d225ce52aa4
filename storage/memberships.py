"""Memberships: each enrollment with its cohort, in one row."""

from typing import Any

from sqlalchemy import Row

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.membership import Membership
from storage import tables
from storage.rows import from_row

_cohort, _enrollment = tables.cohort.c, tables.enrollment.c

COLUMNS = tuple(column.label(f"{column.table.name}_{column.name}") for column in (*_cohort, *_enrollment))
"""What `membership_from` reads; each name begins with that of its table, so that others can stand beside them."""
COHORT_OF_ENROLLMENT = (_cohort.community_id == _enrollment.community_id) & (_cohort.id == _enrollment.cohort_id)


def membership_from(row: Row[Any]) -> Membership:
    return Membership(from_row(Cohort, row, "cohort_"), from_row(Enrollment, row, "enrollment_"))
