"""`calendar`: a cohort in the member's own calendar app, by an address that it reads again and again, or as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from annotated_types import Ge

from bot.domain.calendar import local_day
from bot.domain.calendar_entry import Calendar
from bot.domain.cohort import Cohort
from bot.domain.web_pass import WebPass, typed_token
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Code, File, Note, Text, texts_of
from bot.interface.command import Access, Commands
from bot.interface.errand import Aside
from bot.interface.option import Option
from bot.ports.workbench import Workbench
from bot.shared.cohort_calendar import calendar_of
from bot.shared.cohort_choice import any_cohort, own_cohort, pressed_cohort, suggest_own_cohorts
from bot.shared.cohort_offers import short_name
from bot.shared.live_sessions import coming_blocks, session_line, take_part, to_come
from bot.shared.pages import on_page, page_count, page_turns, pages_on_a_phone
from bot.text import Markup, Moment, join, t

TOKEN_LETTERS = 32
WEEKS_SHOWN = 5
"""On a page."""

CohortKey = Annotated[str, Option("Which cohort?")]

commands = Commands()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is written as a file, and how that is called."""

    calendar: Calendar
    name: str
    write: Callable[[Calendar], bytes]


async def find_calendar(context: Context, arguments: Mapping[str, Any]) -> Wanted | None:
    """None if the member gets an address in place of a file. Raises as `own_cohort` does."""
    if context.site.url:
        return None
    return await _wanted(context, await own_cohort(context, arguments.get("cohort"), Call("calendar")))


async def find_own_calendar(context: Context, arguments: Mapping[str, Any]) -> Wanted:
    """Raises Refusal for whoever is not in the cohort any more."""
    cohort = await pressed_cohort(context, arguments["cohort"])
    if cohort not in context.cohorts:
        raise Refusal(t("You are not in {cohort} any more.", cohort=cohort.name))
    return await _wanted(context, cohort)


async def _wanted(context: Context, cohort: Cohort) -> Wanted:
    return Wanted(await calendar_of(context, cohort), f"{cohort.slug}.ics", context.calendar_file)


def as_file(wanted: Wanted | None, _: bytes, __: Workbench) -> tuple[File, ...]:
    return (File(wanted.name, wanted.write(wanted.calendar)),) if wanted else ()


@commands.add("calendar", "Your cohort in your calendar.", before=Aside(find_calendar, as_file))
async def calendar(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("calendar"))
    if not context.site.url:
        return _as_file(context, chosen)
    given = await context.unit.web_passes.calendar(context.member.person, chosen.id)
    return _given_before(chosen, given) if given else await _new_address(context, chosen)


@commands.add("calendar coming", "The weeks and live sessions to come.", listed=False, access=Access.READ)
async def coming(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
    page: Annotated[int, Option("Which page of its weeks?"), Ge(1)] = 1,
) -> Card:
    """The calendar page."""
    chosen = await own_cohort(context, cohort, Call("calendar coming"))
    weeks, today = (await calendar_of(context, chosen)).weeks, local_day(context.now, chosen.zone)
    lines = [t("- {title}, from {day}", title=each.title, day=each.starts) for each in weeks if each.ends > today]
    sessions = to_come(await context.unit.live_sessions.of(chosen.id), [chosen], context.now)
    subscribe = Button(t("Have it in my calendar app"), Call("calendar", {"cohort": str(chosen.id)}), "primary")
    shown = Text(join([t("**Weeks**"), *on_page(lines, page, WEEKS_SHOWN)]) if lines else _no_week(chosen))
    turns = page_turns(page_count(lines, WEEKS_SHOWN), page, Call("calendar coming", {"cohort": str(chosen.id)}))
    return Card(_title(chosen), (shown, *turns, *coming_blocks(sessions), Buttons((subscribe,))))


def _no_week(cohort: Cohort) -> Markup:
    if cohort.timetable.end_is_known:
        return t("No week is to come.")
    return t("When its weeks go on and when it ends is known once the pause is over.")


@commands.add("calendar sessions", "All live sessions to come.", listed=False, access=Access.READ)
async def sessions(
    context: Context,
    cohort: Annotated[str | None, Option("Of which cohort? Of all of yours, if left out.", suggest=suggest_own_cohorts)] = None,
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    call = Call("calendar sessions", {"cohort": cohort} if cohort else {})
    cohorts = [await any_cohort(context, cohort, call)] if cohort else context.cohorts
    found = to_come(await context.unit.live_sessions.coming(context.now), cohorts, context.now)
    title, lines = t("Live sessions"), [session_line(each, cohorts) for each in found] or [t("There is none.")]
    pages = pages_on_a_phone(title, lines, texts_of)
    (shown,) = on_page(pages, page, 1)
    turns = page_turns(len(pages), page, call, beside=take_part(found))
    return Card(title, (*texts_of(shown), *turns))


@commands.add("calendar renew", "Get another address for your calendar.", listed=False)
async def renew(context: Context, cohort: CohortKey) -> Card:
    chosen = await own_cohort(context, cohort, Call("calendar"))
    await context.unit.web_passes.drop("calendar", context.member.person, chosen.id)
    return await _new_address(context, chosen)


@commands.add(
    "calendar file",
    "The file that a calendar app reads.",
    listed=False,
    access=Access.READ,
    before=Aside(find_own_calendar, as_file),
)
async def file(context: Context, cohort: CohortKey) -> Card:
    chosen = await own_cohort(context, cohort, Call("calendar"))
    return Card(_title(chosen), files=context.found)


async def _new_address(context: Context, cohort: Cohort) -> Card:
    token = typed_token(TOKEN_LETTERS)
    await context.unit.web_passes.put(replace(context.web_pass("calendar", token), cohort=cohort.id))
    return Card(
        _title(cohort),
        (
            Text(t("Add this address to your calendar app, as a calendar to subscribe to:")),
            Code(f"{context.site.url}/calendars/{token}.ics"),
            Text(t("It shows weeks by the cohort's days and hours by your own clock, and moves what the cohort moves.")),
            Note(t("Whoever has the address can read it. It is shown only now; **New link** gives another and ends this one.")),
            _ways(cohort),
        ),
    )


def _given_before(cohort: Cohort, given: WebPass) -> Card:
    said = t("You got its address {at}; it was shown only then.", at=Moment(given.made_at))
    lost = t("If you have lost it, **New link** gives another and ends the one of before.")
    return Card(_title(cohort), (Text(said), Text(lost), _ways(cohort)))


def _as_file(context: Context, cohort: Cohort) -> Card:
    said = t("Open the file with your calendar app. It tells what is planned now; after a change, ask for it again.")
    why = t("An address that follows changes by itself needs a web address of this bot, and whoever runs it has set none.")
    return Card(
        _title(cohort),
        (Text(said), Note(why), Buttons((_coming(cohort),))),
        files=context.found,
    )


def _title(cohort: Cohort) -> Markup:
    return t("Calendar of {cohort}", cohort=short_name(cohort))


def _ways(cohort: Cohort) -> Buttons:
    keys = {"cohort": str(cohort.id)}
    return Buttons((_coming(cohort), Button(t("New link"), Call("calendar renew", keys))))


def _coming(cohort: Cohort) -> Button:
    return Button(t("Weeks and live sessions"), Call("calendar coming", {"cohort": str(cohort.id)}))


feature = Feature(commands)
