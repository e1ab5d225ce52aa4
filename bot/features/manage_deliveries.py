"""The delivery board: what a community's cohorts will say, what waits and why, what was sent and what was not, and what to do."""

from collections.abc import Sequence
from typing import Annotated, Literal

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.delivery_board import Column
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Select, Text, texts_of
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, MOST_BUTTONS, fitted_ends
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.board_line import WIDEST_TITLE, board_line
from bot.shared.cohort_choice import any_cohort, suggest_cohorts
from bot.shared.lost_channels import FAILED, if_still_to_tell
from bot.shared.pages import on_page, page_count, page_turns, pages_on_a_phone
from bot.shared.planned_acts import planned_key
from bot.shared.planned_posts import PlannedPost, planned_line, planned_posts
from bot.text import Markup, join, plain, t

SHOWN_PLANNED = 3
SHOWN_IN_COLUMN = 2
"""Lines of each column on the board itself."""
SHOWN_ON_PAGE, SHOWN_WITH_REASONS = 6, 4
"""With these numbers of lines each card holds the longest names, links and reasons, and fits on a phone."""

State = Literal["planned", "waiting", "held", "uncertain", "failed", "dropped", "sent"]
_HEADINGS = {
    "planned": "Planned",
    "waiting": "Waiting",
    "held": "Held up",
    "uncertain": "Uncertain",
    "failed": "Not sent",
    "dropped": "Called off",
    "sent": "Sent",
}
COLUMNS: tuple[Column, ...] = ("uncertain", "failed", "held", "waiting", "sent", "dropped")
"""What needs somebody comes first."""

commands = Commands()


@commands.add(
    "manage deliveries",
    "What will be posted, what waits, what failed and why.",
    moderator=True,
    access=Access.READ,
)
async def deliveries(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort? All if left out.", suggest=suggest_cohorts)] = None,
    state: Annotated[State | None, Option("Only these.", labels=_HEADINGS)] = None,
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage deliveries")) if cohort else None
    if state == "planned":
        return await _planned(context, chosen, page)
    if state is not None:
        return await _column(context, chosen, state, page)
    counts = await context.unit.delivery_board.counts(chosen.id if chosen else None)
    lines: dict[Column, list[Markup]] = {}
    for column in COLUMNS:
        posts = await context.unit.delivery_board.page(column, chosen.id if chosen else None, SHOWN_IN_COLUMN)
        if posts:
            lines[column] = [board_line(context, post) for post in posts]
    planned = await planned_posts(context, chosen)
    coming = [*map(planned_line, planned[:SHOWN_PLANNED])]
    states: list[State] = [column for column in COLUMNS if counts.get(column)]
    if planned:
        states.append("planned")
    buttons = tuple(_button(each, chosen) for each in states)
    rows = [Buttons(row) for row in (buttons[:MOST_BUTTONS], buttons[MOST_BUTTONS:]) if row]
    variants = (
        (
            *(Text(join([_heading(column, counts[column]), *told[:most]])) for column, told in lines.items()),
            Text(join([_planned_heading(planned), *coming[:most_planned]])),
            *rows,
        )
        for most, most_planned in ((SHOWN_IN_COLUMN, SHOWN_PLANNED), (1, SHOWN_PLANNED), (1, 1), (0, 0))  # all are a press away
    )
    return shortest_cut(_title(chosen), variants)


async def _planned(context: Context, cohort: Cohort | None, page: int) -> Card:
    """A page of what the timetables say."""
    planned = await planned_posts(context, cohort)
    title, heading = _title(cohort), _planned_heading(planned)

    def blocks(posts: Sequence[PlannedPost]) -> tuple[Block, ...]:
        choices = tuple(Choice(_planned_label(post), planned_key(post)) for post in posts if post.name)
        select = (Select(t("Look at one"), Call("manage planned"), "post", choices),) if choices else ()
        return (*texts_of([heading, *map(planned_line, posts)]), *select)

    pages = pages_on_a_phone(title, planned, blocks)
    (shown,) = on_page(pages, page, 1)
    turns = page_turns(len(pages), page, _call("planned", cohort), beside=(_back(cohort),))
    return Card(title, (*blocks(shown), *turns))


def _planned_label(post: PlannedPost) -> Markup:
    """With the day, as a week has several of a kind."""
    return fitted_ends(plain(t("{title}, {day}", title=post.title, day=post.occurrence.day)), LONGEST_LABEL)


def _planned_heading(planned: Sequence[PlannedPost]) -> Markup:
    if not planned:
        return join([t("**Planned**"), t("Nothing in the next seven days.")])
    return t("**{column}** ({count})", column=_heading_of("planned"), count=len(planned))


async def _column(context: Context, cohort: Cohort | None, column: Column, page: int) -> Card:
    board, of = context.unit.delivery_board, cohort.id if cohort else None
    count = (await board.counts(of)).get(column, 0)
    size = SHOWN_ON_PAGE if column in ("waiting", "sent") else SHOWN_WITH_REASONS
    shown = on_page(range(count), page, size)
    posts = await board.page(column, of, len(shown), (page - 1) * size)
    if not posts:
        return Card(_title(cohort), (Text(t("There is no such post.")), Buttons((_back(cohort),))))
    choices = tuple(Choice(fitted_ends(plain(post.title), WIDEST_TITLE), str(post.id)) for post in posts)
    return Card(
        _title(cohort),
        (
            *texts_of([_heading(column, count), *(board_line(context, post) for post in posts)]),
            Select(t("Look at one"), Call("manage delivery", {}), "post", choices),
            *page_turns(page_count(range(count), size), page, _call(column, cohort), beside=(_back(cohort),)),
        ),
    )


def _title(cohort: Cohort | None) -> Markup:
    return t("Posts of {cohort}", cohort=cohort.name) if cohort else t("Posts of all cohorts")


def _heading(column: Column, count: int) -> Markup:
    return t("**{column}** ({count})", column=_heading_of(column), count=count)


def _heading_of(state: State) -> Markup:
    """As the option reads too, so that what stands on the board can be typed."""
    (option,) = [each for each in commands["manage deliveries"].parameters if each.name == "state"]
    return next(choice.label for choice in option.choices() if choice.value == state)


def _button(state: State, cohort: Cohort | None) -> Button:
    return Button(_heading_of(state), _call(state, cohort))


def _call(state: State, cohort: Cohort | None) -> Call:
    """All pages of one state."""
    return Call("manage deliveries", {**_keys(cohort), "state": state})


def _back(cohort: Cohort | None) -> Button:
    return Button(t("The board"), Call("manage deliveries", _keys(cohort)))


def _keys(cohort: Cohort | None) -> dict[str, str]:
    return {"cohort": str(cohort.id)} if cohort else {}


feature = Feature(commands, rechecks=(Recheck(FAILED, if_still_to_tell),))
