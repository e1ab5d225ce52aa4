"""Words for days in the reader's language."""

from bot.interface.dates import DateNames
from bot.language import Width, current_locale, written_months, written_weekday
from bot.text import plain, t

_WIDTHS: tuple[Width, ...] = ("abbreviated", "wide")


def day_names() -> DateNames:
    relative = {plain(word).casefold(): days for days, word in ((-1, t("Yesterday")), (0, t("Today")), (1, t("Tomorrow")))}
    weekdays: dict[str, int] = {}
    months: dict[str, int] = {}
    for width in _WIDTHS:
        weekdays |= {_folded(written_weekday(number, width, current_locale())): number for number in range(7)}
        months |= {_folded(name): number for number, name in enumerate(written_months(width, current_locale()))}
    return DateNames(relative, weekdays, months)


def _folded(name: str) -> str:
    return name.casefold().rstrip(".")
