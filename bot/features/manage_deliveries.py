"""The delivery board: what a community's cohorts will say, what waits and why, what was sent and what was not, and what to do."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Literal

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.delivery_board import BoardPost, Column
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Select, Text, texts_of
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import fitted_ends
from bot.interface.option import Option
from bot.shared.cohort_choice import any_cohort, suggest_cohorts
from bot.shared.delivery_audit import PostAct, tell_of_post
from bot.shared.hindrances import hindrance_text
from bot.shared.lost_posts import what_to_know, why_not_sent
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.planned_posts import PlannedPost, planned_line, planned_posts
from bot.shared.wanted_posts import send_again, send_now
from bot.text import Channel, Markup, Moment, join, link, plain, t

SHOWN_PLANNED = 3
SHOWN_IN_COLUMN = 2
"""Lines of each column on the board itself."""
SHOWN_ON_PAGE = 6
WIDEST_TITLE = 60
"""With these widths and numbers of lines each card holds the longest names, links and reasons."""

State = Literal["planned", "waiting", "held", "failed", "sent"]
_HEADINGS = {
    "planned": "Planned",
    "waiting": "Waiting",
    "held": "Held up",
    "failed": "Not sent",
    "sent": "Sent",
}
COLUMNS: tuple[Column, ...] = ("failed", "held", "waiting", "sent")
"""What needs somebody comes first."""

PostKey = Annotated[str, Option("Which post?")]

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
    blocks: list[Block] = []
    for column in COLUMNS:
        posts = await context.unit.delivery_board.page(column, chosen.id if chosen else None, SHOWN_IN_COLUMN)
        if posts:
            blocks.append(Text(join([_heading(column, counts[column]), *(_line(context, post) for post in posts)])))
    planned = await planned_posts(context, chosen)
    blocks.append(Text(join([_planned_heading(planned), *map(planned_line, planned[:SHOWN_PLANNED])])))
    states: list[State] = [column for column in COLUMNS if counts.get(column)]
    if planned:
        states.append("planned")
    return Card(_title(chosen), (*blocks, *([Buttons(tuple(_button(each, chosen) for each in states))] if states else [])))


async def _planned(context: Context, cohort: Cohort | None, page: int) -> Card:
    """A page of what the timetables say."""
    planned = await planned_posts(context, cohort)
    lines = [_planned_heading(planned), *map(planned_line, on_page(planned, page, SHOWN_ON_PAGE))]
    turns = page_turns(page_count(planned, SHOWN_ON_PAGE), page, _call("planned", cohort), beside=(_back(cohort),))
    return Card(_title(cohort), (*texts_of(lines), *turns))


def _planned_heading(planned: Sequence[PlannedPost]) -> Markup:
    if not planned:
        return join([t("**Planned**"), t("Nothing in the next seven days.")])
    return t("**{column}** ({count})", column=_heading_of("planned"), count=len(planned))


async def _column(context: Context, cohort: Cohort | None, column: Column, page: int) -> Card:
    board, of = context.unit.delivery_board, cohort.id if cohort else None
    count = (await board.counts(of)).get(column, 0)
    shown = on_page(range(count), page, SHOWN_ON_PAGE)
    posts = await board.page(column, of, len(shown), (page - 1) * SHOWN_ON_PAGE)
    if not posts:
        return Card(_title(cohort), (Text(t("There is no such post.")), Buttons((_back(cohort),))))
    choices = tuple(Choice(fitted_ends(plain(post.title), WIDEST_TITLE), str(post.id)) for post in posts)
    return Card(
        _title(cohort),
        (
            *texts_of([_heading(column, count), *(_line(context, post) for post in posts)]),
            Select(t("Look at one"), Call("manage delivery", {}), "post", choices),
            *page_turns(page_count(range(count), SHOWN_ON_PAGE), page, _call(column, cohort), beside=(_back(cohort),)),
        ),
    )


@commands.add("manage delivery", "One post of the delivery board.", listed=False, moderator=True, access=Access.READ)
async def delivery(context: Context, post: PostKey) -> Card:
    return _post_card(context, await _post(context, post))


def _goes_out(post: BoardPost) -> bool:
    return post.column != "failed"


def _declare(
    act: PostAct,
    description: str,
    done: Callable[[BoardPost], Markup],
    change: Callable[[Context, int], Awaitable[bool]],
    is_so: Callable[[BoardPost], bool],
) -> None:
    """`is_so`: whether a post is already as the press makes it, as after a second one, which is answered like the first."""

    async def changed(context: Context, post: PostKey) -> Card:
        is_changed = await change(context, (await _post(context, post)).id)
        found = await _post(context, post)
        if is_changed:
            await tell_of_post(context, act, found)
        elif not is_so(found):
            raise Refusal(t("That post is being sent, or was: look at </manage deliveries> again."))
        card = _post_card(context, found)
        return Card(card.title, (Text(t("It was sent.") if found.column == "sent" else done(found)), *card.blocks))

    commands.add(f"manage {act}", description, listed=False, moderator=True)(changed)


_declare(
    "send-now",
    "Send a post now.",
    lambda post: t("It is tried again within a minute.") if post.column == "held" else t("It goes out within a minute."),
    send_now,
    _goes_out,
)
_declare(
    "call-off",
    "Do not send a post.",
    lambda _: t("It will not be sent."),
    lambda context, post: context.unit.delivery_board.call_off(post, context.now),
    lambda post: post.state == "unwanted",
)
_declare(
    "post-again",
    "Send a post that was not sent.",
    lambda _: t("It goes out within a minute, however late."),
    send_again,
    _goes_out,
)


async def _post(context: Context, key: str) -> BoardPost:
    number = record_id(key)
    if number is not None and (found := await context.unit.delivery_board.get(number)):
        return found
    raise Refusal(t("There is no such post. Look at </manage deliveries> again."))


def _post_card(context: Context, post: BoardPost) -> Card:
    keys = {"post": str(post.id)}
    lines = [_line(context, post), *what_to_know(post)]
    buttons: list[Button] = []
    if post.column in ("waiting", "held"):
        buttons.append(Button(t("Send now"), Call("manage send-now", keys), "primary"))
        buttons.append(Button(t("Do not send"), Call("manage call-off", keys)))
    if post.message and (url := context.link_to(post.platform, post.space, post.channel, post.message)):
        buttons.append(Button(t("Go there"), url=url))
    if post.column == "failed":
        buttons.append(Button(t("Send it all the same"), Call("manage post-again", keys)))
    return Card(post.title, (Text(join(lines)), *([Buttons(tuple(buttons))] if buttons else []), Buttons((_back(None),))))


def _line(context: Context, post: BoardPost) -> Markup:
    title, channel = fitted_ends(plain(post.title), WIDEST_TITLE), Channel(post.channel)
    match post.column:
        case "waiting":
            return t("- {title} in {channel}, {at}", title=title, channel=channel, at=Moment(post.due_at))
        case "held":
            why = hindrance_text(post.reason) if post.reason else Markup()
            return t("- {title} in {channel}: {why}", title=title, channel=channel, why=why)
        case "failed":
            return t(
                "- {title} in {channel}, {at}: {why}",
                title=title,
                channel=channel,
                at=Moment(post.due_at),
                why=why_not_sent(post),
            )
        case "sent":
            at = Moment(post.at or post.due_at)
            url = context.link_to(post.platform, post.space, post.channel, post.message or "")
            shown = link(title, url) if url else title
            return t("- {title} in {channel}, {at}", title=shown, channel=channel, at=at)


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


feature = Feature(commands)
