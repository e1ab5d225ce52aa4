"""The lines of `manage status`: who of a cohort may need a hand and why, and who is on leave."""

from collections.abc import Sequence
from datetime import date

from bot.domain.calendar import local_day
from bot.domain.falling_behind import Act, Situation
from bot.domain.leave import leave_on
from bot.domain.member import Member, MemberNote, own_days
from bot.domain.own_days import ONE_DAY
from bot.feature import Context
from bot.interface.limits import fitted_ends
from bot.shared.member_note import short_note
from bot.shared.need_help import InNeed, short_name
from bot.shared.suggested_act import act_words
from bot.text import Listed, Markup, join, n, t

MOST_WEEKS_NAMED = 5
"""The latest of the weeks in which somebody is stuck."""
WIDEST_IN_SHORT = 30

Away = tuple[date, Member]
"""The last day of a leave, and whose it is."""


def leaves_under_way(context: Context, members: Sequence[Member]) -> list[Away]:
    """Who is on leave, those who come back first before the others."""
    leaves = [(leave_on(each.leaves, own_days(each, context.community).day_of(context.now)), each) for each in members]
    return sorted(((leave.last, each) for leave, each in leaves if leave), key=lambda one: (one[0], one[1].name))


def back_text(away: Away) -> Markup:
    """Who comes back on which day."""
    return t("{name} on {day}", name=short_name(away[1]), day=away[0] + ONE_DAY)


def away_lines(away: Sequence[Away], most: int) -> list[Markup]:
    """So many of those who are on leave by name, and how many others; no line if nobody is."""
    if not away:
        return []
    more = len(away) - most
    others = n("{count} more", "{count} more", more) if most else n("{count} member", "{count} members", more)
    who = Listed((*map(back_text, away[:most]), *([others] if more > 0 else [])))
    return [t("On leave, nothing to do until they are back: {who}.", who=who)]


def need_line(one: InNeed, act: Act, note: MemberNote | None, zone: str) -> Markup:
    """Who may need a hand, all that is why, what helps, and what is noted about them."""
    why = Listed((*why_in_need(one.situation), *helped_by(one, zone)))
    line = t("- {name}: {why}. **{act}**", name=short_name(one.member), why=why, act=act_words(act))
    return join([line, short_note(note, zone)], " · ") if note else line


def short_need_line(one: InNeed, act: Act) -> Markup:
    """The same with what matters most; the rest is shown with the member."""
    name = fitted_ends(one.member.name, WIDEST_IN_SHORT)
    return t("- {name}: {why}. **{act}**", name=name, why=why_in_need(one.situation)[0], act=act_words(act))


def why_in_need(situation: Situation) -> list[Markup]:
    """What troubles a member, the most urgent first."""
    reasons: list[Markup] = []
    if situation.stuck_in:
        weeks = Listed(tuple(t("{number}", number=number) for number in situation.stuck_in[-MOST_WEEKS_NAMED:]))
        reasons.append(t("stuck in week {weeks}", weeks=weeks))
    if situation.open_weeks:
        reasons.append(n("{count} week open", "{count} weeks open", situation.open_weeks))
    if situation.is_silent:
        reasons.append(t("nothing since {day}", day=situation.last_done) if situation.last_done else t("nothing yet"))
    return reasons


def helped_by(one: InNeed, zone: str) -> list[Markup]:
    """Who helps a member in the latest weeks in which they are stuck, and since when."""
    return [
        t(
            "{name} helps with week {week} since {day}",
            name=short_name(each.member),
            week=each.week,
            day=local_day(each.since, zone),
        )
        for each in one.helpers[-MOST_WEEKS_NAMED:]
    ]
