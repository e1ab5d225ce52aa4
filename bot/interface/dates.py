"""Dates as people write them: `2026-01-31`, `31.1.26`, `today`, `next monday`, `2 days ago`, `a month`, `29.11.`, `11/29`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from bot.interface.day_words import ALSO_MORNING, GERMAN, DateNames, in_english
from bot.interface.lengths import day_after, day_away, is_length, last_of_month

RELATIVE: Mapping[str, int] = {"yesterday": -1, "today": 0, "tomorrow": 1}
"""Days by their distance from today."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
UNTIL = frozenset({"until", "till", "til", "to", "through", "by", "bis", "-", "–", "—"})
"""Words before the last day of something."""
LEAST_LETTERS = 3
"""Of a name that is cut short."""
YEARS_TO_LEAP = 8
"""The most years from one 29 February to the next."""
SLIP, SLIP_IN_A_SPAN = timedelta(days=7), timedelta(days=60)
"""A day without its year that is no farther away is meant, also on the side of today where it is of no use: whoever is told that
it is over, or still to come, mends a slip. The last day of a span is seldom most of a year after its first."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{2}))?\.?")
_SLASHED = re.compile(r"(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|-(\d{1,2})-(\d{4}))")
_CLOSED_UP = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_END = re.compile(r"(?:the )?end of (?:(?:the|this|(next)) )?(\S+)")
_DIRECTED = re.compile(r"(?:(?:on|the) )?(?:(last|next|this)\s+)?(\S+)")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_PERIODS: Mapping[str, int] = {"this week": 0, "next week": 1, "this month": 0, "next month": 1}
_NEARLY = 80
"""From 0 to 100: how alike a word has to be to one for days to be a slip of it."""
_ANY_DAY = date(2000, 1, 1)
_FILLERS = frozenset({"st", "nd", "rd", "th", "of", "the", "on"})


def date_named(text: str) -> date | None:
    """The day of `2026-01-31`, `2026/1/31`, `31.1.2026`; None for any other text."""
    year_first, day_first = _YEAR_FIRST.fullmatch(text.strip()), _DAY_FIRST.fullmatch(text.strip())
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else ()
    return _date(*map(int, parts)) if parts else None


def looks_like_date(text: str, names: DateNames) -> bool:
    """Whether words within a text are meant as a date: in figures with its year, by its month's name, or by its distance."""
    relative = {**names.relative, **RELATIVE}
    if date_named(text) is not None or in_english(text, names) in relative:
        return True
    has_both = any(map(str.isdecimal, text)) and any(map(str.isalpha, text))
    return has_both and names_a_day(text, names)


def nearly_a_day(text: str, names: DateNames) -> str | None:
    """The day that was meant by a text with a slip in it, such as `tomorow`; None if there is none."""
    known = (*names.relative, *RELATIVE, *names.weekdays, *WEEKDAYS, *names.months, *MONTHS, *GERMAN)
    words = text.casefold().split()
    near = [process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_NEARLY) for word in words]
    meant = " ".join(found[0] if found else word for word, found in zip(words, near, strict=True))
    return meant if meant != " ".join(words) and names_a_day(meant, names) else None


def begins_a_text(text: str, names: DateNames) -> bool:
    """Whether the day at the start of a text is what the text is about: not a fraction, a weekday cut short (`sat`), a whole
    week, the end of one, or today, which is meant without it."""
    folded = in_english(text, names)
    is_short = folded in {name[:length] for name in WEEKDAYS for length in range(LEAST_LETTERS, len(name))}
    is_fraction = re.fullmatch(r"\d+[./]\d+", folded) is not None
    is_today = {**names.relative, **RELATIVE}.get(folded) == 0 or text.casefold() in ALSO_MORNING
    is_vague = folded in _PERIODS or _END.fullmatch(folded) is not None
    return names_a_day(text, names) and not (is_short or is_fraction or is_today or is_vague)


def names_a_day(text: str, names: DateNames) -> bool:
    """Whether a text is a day and nothing else; which one does not matter, nor does today. A length of time is none."""
    folded = in_english(text, names)
    of_week = _with_weekday(folded, names)
    return not is_length(folded) and bool(dates_meant(of_week[1] if of_week else text, _ANY_DAY, names, past=False))


def without_until(text: str) -> str:
    """A text without a word before it that makes it the last day of something, such as `till` before `2 weeks`."""
    word, _, rest = text.strip().partition(" ")
    return rest if rest and word.casefold() in UNTIL else text


def dates_meant(
    text: str, today: date, names: DateNames, *, past: bool, begun: date | None = None, since: date | None = None
) -> Sequence[date]:
    """The dates that a text can mean, earliest first: none, one, or two if month and day can change places, or if it is a
    week or month, which has a first and a last day.

    A weekday, or a day without its year, is the latest one up to today if `past`, else the next one from `since` on (today, if
    it is not told), but for a slip (`SLIP`). A past weekday is the latest one up to `begun`, the calendar's day, if that is
    ahead of a today that goes on at night. A date behind the name of another weekday than its own is none.
    """
    folded = in_english(text, names)
    of_week = _with_weekday(folded, names)
    if of_week:
        weekday, rest = of_week
        meant = dates_meant(rest, today, names, past=past, begun=begun, since=since)
        return [day for day in meant if day.weekday() == weekday]
    near, since = SLIP_IN_A_SPAN if since else SLIP, since or today
    relative = {**names.relative, **RELATIVE}.get(folded)
    if relative is not None:
        return (today + timedelta(days=relative),)
    away = day_away(folded, today) or (None if past else day_after(folded, today) or _end(folded, since, names))
    if away:
        return (away,)
    if not past and (period := period_named(folded, today, names)):
        return period
    found = [
        date_named(folded),
        _weekday(folded, begun or today if past else since, names, past=past),
        *(_of_year(*parts, since, near, past=past) for parts in _days_of_months(folded, names)),
    ]
    return sorted({day for day in found if day})


def period_named(text: str, today: date, names: DateNames) -> tuple[date, date] | None:
    """The first and the last day of `next week` or `this month`; None for any other text."""
    folded = in_english(text, names)
    if folded not in _PERIODS:
        return None
    later = _PERIODS[folded]
    if folded.endswith("month"):
        last = last_of_month(today.year, today.month + later)
        return last.replace(day=1), last
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=later)
    return monday, monday + timedelta(days=6)


def _with_weekday(text: str, names: DateNames) -> tuple[int, str] | None:
    """The weekday before a date, and that date; None if there is none before it."""
    word, _, rest = text.partition(" ")
    number = _numbered(word.rstrip(".,"), WEEKDAYS, names.weekdays)
    return (number, rest) if number is not None and names_a_day(rest, names) else None


def _end(text: str, today: date, names: DateNames) -> date | None:
    """The day of `end of the week`, `the end of next month` or `end of january`; None for any other text."""
    match = _END.fullmatch(text)
    later, what = (bool(match[1]), match[2]) if match else (False, "")
    if what == "week":
        return today + timedelta(days=6 - today.weekday(), weeks=later)
    if what == "year":
        return date(today.year + later, 12, 31)
    if what == "month":
        return last_of_month(today.year, today.month + later)
    month = _numbered(what, MONTHS, names.months)
    return None if month is None else last_of_month(today.year + (month + 1 < today.month), month + 1)


def _weekday(text: str, today: date, names: DateNames, *, past: bool) -> date | None:
    match = _DIRECTED.fullmatch(text)
    number = match and _numbered(match[2].rstrip("."), WEEKDAYS, names.weekdays)
    if match is None or number is None:
        return None
    directed = match[1] in ("last", "next")
    back = match[1] == "last" if directed else past
    away = (today.weekday() - number if back else number - today.weekday()) % 7
    away = away or (7 if directed else 0)
    return today - timedelta(days=away) if back else today + timedelta(days=away)


def _days_of_months(text: str, names: DateNames) -> Sequence[tuple[int, int, int | None]]:
    """(month, day, year if it is told) that a text can mean."""
    if dotted := _DOTTED.fullmatch(text):
        return ((int(dotted[2]), int(dotted[1]), _year(dotted[3])),)
    if closed_up := _CLOSED_UP.fullmatch(text):
        return ((int(closed_up[2]), int(closed_up[3]), int(closed_up[1])),)
    if slashed := _SLASHED.fullmatch(text):
        one, other, year = int(slashed[1]), int(slashed[2] or slashed[4]), _year(slashed[3] or slashed[5])
        return (one, other, year), (other, one, year)
    words = [word for word in _WORD.findall(text) if word not in _FILLERS]
    months = [_numbered(word, MONTHS, names.months) for word in words if not word.isdecimal()]
    days = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    years = [int(word) for word in words if word.isdecimal() and len(word) == 4]
    if len(months) != 1 or months[0] is None or len(days) != 1 or len(words) != 2 + len(years[:1]):
        return ()
    return ((months[0] + 1, days[0], years[0] if years else None),)


def _numbered(word: str, english: Sequence[str], others: Mapping[str, int]) -> int | None:
    """The number of a name, from 0 on: in English it may be cut short."""
    cut = [number for number, name in enumerate(english) if name.startswith(word) and len(word) >= LEAST_LETTERS]
    return others.get(word, cut[0] if len(cut) == 1 else None)


def _year(figures: str | None) -> int | None:
    """The year of four figures, or of two in this century; None for none."""
    return int(figures) + (2000 if len(figures) == 2 else 0) if figures else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_year(month: int, day: int, year: int | None, today: date, near: timedelta, *, past: bool) -> date | None:
    """The day of a month: in its year, else the latest one up to today or the next one from today on, unless one on the other
    side of today is near."""
    if year is not None:
        return _date(year, month, day)
    years = range(today.year - YEARS_TO_LEAP, today.year + YEARS_TO_LEAP + 1)
    days = [found for found in (_date(each, month, day) for each in years) if found]
    earlier, later = [each for each in days if each <= today], [each for each in days if each >= today]
    sides = (max(earlier, default=None), min(later, default=None))
    wanted, other = sides if past else sides[::-1]
    return other if other and abs(other - today) <= near else wanted
