"""An example of each command as it is typed; a command that needs no option is its own."""

from collections.abc import Callable, Mapping

from bot.text import Markup, t

_LINES: Mapping[str, Callable[[], Markup]] = {
    "cohort info": lambda: t("</cohort info cohort=spring>"),
    "cohort join": lambda: t("</cohort join cohort=spring>"),
    "cohort leave": lambda: t("</cohort leave cohort=spring>"),
    "roadmap show": lambda: t("</roadmap show week=2>"),
    "milestone": lambda: t("</milestone week=2>"),
    "checkin": lambda: t('</checkin did="chapter 3" next=exercises>'),
    "find": lambda: t('</find query="how do I begin">'),
    "faq": lambda: t('</faq query="when do we meet">'),
    "salary": lambda: t("</salary region=Germany>"),
    "resource find": lambda: t("</resource find query=statistics>"),
    "resource suggest": lambda: t('</resource suggest title="A first course" url=https://example.org/course>'),
    "challenge practice": lambda: t("</challenge practice topic=python>"),
    "progress": lambda: t("</progress cohort=spring>"),
    "recap": lambda: t("</recap cohort=spring>"),
    "leaderboard": lambda: t("</leaderboard cohort=spring>"),
    "challenge today": lambda: t("</challenge today cohort=spring>"),
    "me settings": lambda: t("</me settings zone=Europe/Berlin>"),
    "me away": lambda: t("</me away until=friday>"),
    "help": lambda: t("</help command=checkin>"),
    "manage create": lambda: t(
        '</manage create name="Spring" roadmap=foundations start="next monday" channel=#general time=18:00>'
    ),
    "manage settings": lambda: t("</manage settings zone=Europe/Berlin>"),
    "manage moderators": lambda: t("</manage moderators person=@ann>"),
    "manage edit": lambda: t("</manage edit cohort=spring>"),
    "manage end": lambda: t("</manage end cohort=spring day=friday>"),
    "manage pause": lambda: t("</manage pause first=monday last=friday>"),
    "manage resume": lambda: t("</manage resume cohort=spring>"),
    "manage holidays": lambda: t('</manage holidays days="24 dec - 1 jan">'),
    "manage shift": lambda: t('</manage shift by="1 week">'),
    "manage deliveries": lambda: t('</manage deliveries state="held up">'),
    "manage status": lambda: t("</manage status cohort=spring>"),
    "manage upgrade": lambda: t("</manage upgrade cohort=spring>"),
    "manage digest": lambda: t("</manage digest cohort=spring>"),
    "manage stats": lambda: t("</manage stats show=questions>"),
    "manage session": lambda: t('</manage session title="Questions and answers" day=friday at=18:00>'),
    "manage note": lambda: t("</manage note member=ann>"),
    "manage remove": lambda: t("</manage remove member=ann>"),
    "manage repair": lambda: t("</manage repair date=yesterday>"),
    "content add-resource": lambda: t('</content add-resource title="A first course" url=https://example.org/course>'),
    "content add-question": lambda: t('</content add-question question="When do we meet?" answer="Mondays at 18:00">'),
    "content add-salary": lambda: t(
        '</content add-salary region=Germany level=junior pay="50 000 EUR" source=https://example.org/pay>'
    ),
    "content add-challenge": lambda: t(
        '</content add-challenge prompt="What is 3 times 4?" kind=numeric key=12 topics=python explain="4 and 4 and 4">'
    ),
    "content add-week": lambda: t(
        '</content add-week title="Bar charts" make="A bar chart" why="They are read at a glance" goals="draw one" minutes="4 h">'
    ),
    "content add-roadmap": lambda: t('</content add-roadmap title="Charts" summary="For whoever draws">'),
    "content copy-roadmap": lambda: t('</content copy-roadmap roadmap=foundations title="Our foundations">'),
    "content choose-weeks": lambda: t('</content choose-weeks roadmap="Our own" weeks=observability>'),
    "content edit": lambda: t('</content edit item="A first course">'),
    "content retire": lambda: t('</content retire item="A first course">'),
    "content log": lambda: t('</content log item="A first course">'),
    "content undo": lambda: t('</content undo item="A first course">'),
}


def example_line(path: str) -> Markup:
    """The command `path` as it is typed, with what it needs."""
    line = _LINES.get(path)
    return line() if line else t("</{path}>", path=path)
