"""The cards that are measured on a phone, and how somebody comes to each."""

from dataclasses import dataclass

from bot.interface.call import Call
from bot.story import CHANNEL, MEMBER, MODERATOR, DemoPerson
from tests.catalogues import longer

COHORT = "ml-starters"


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody comes to a card: a typed line, or a form that is sent, then buttons pressed or lists opened at their first
    entry, one after the other."""

    line: str | Call
    then: tuple[str, ...] = ()
    who: DemoPerson = MEMBER
    locale: str = "en"

    def __str__(self) -> str:
        return " › ".join((self.line if isinstance(self.line, str) else self.line.dump()[:60], *self.then, self.locale))


def of_moderator(line: str | Call, *then: str) -> Look:
    return Look(line, then, MODERATOR)


def in_longer_words(line: str | Call, *then: str) -> Look:
    return Look(line, (*map(longer, then),), locale="de")


SESSIONS = ("Questions and answers about the milestone of this week", "A second one", "A third one")
LONG = "Spring cohort of everybody who starts late this year, again"
WORK = {"cohort": COHORT, "week": "3", "link": "https://example.org/" + "path/" * 12, "note": "A word about it. " * 55}
LOOKS = (
    Look("/milestone"),
    *(Look(f"/roadmap show week={week}") for week in range(1, 27)),
    Look("/milestone week=1"),
    Look("/milestone week=26"),
    Look("/milestone", ("Start",)),
    Look("/milestone", ("I am stuck",)),
    Look("/milestone"),
    Look("/milestone", ("More", "Skip")),
    Look(Call("milestone done", {"cohort": COHORT, "week": "3"})),
    Look("/milestone"),
    Look(Call("milestone done", WORK)),
    Look("/milestone"),
    Look("/milestone", ("Share with the cohort",)),
    Look("/milestone"),
    Look("/milestone", ("Undo",)),
    Look(Call("milestone stuck", {"cohort": COHORT, "week": "3"})),
    Look("/find choosing an algorithm week", ("Open one",)),
    *(
        Look(f"/find {query}")
        for query in ("a", "bias", "python", "what do I need to know to become a machine learning engineer")
    ),
    *(Look(f"/salary{place}") for place in ("", " region=worldwide", ' region="united states"', " level=senior")),
    Look("/roadmap show"),
    Look("/roadmap show", ("Weeks 15 to 28",)),
    *(Look(f"/roadmap show roadmap={roadmap}") for roadmap in ("foundations", "mlops")),
    Look("/checkin did=Read next=Write share=yes"),
    Look("/today"),
    Look("/progress"),
    Look("/progress", ("All weeks",)),
    Look("/progress", ("All weeks", "Next")),
    Look("/leaderboard"),
    Look("/challenge practice"),
    Look("/recap"),
    Look("/help"),
    Look("/help checkin"),
    *(
        of_moderator(f"/help{command}")
        for command in ("", " members", " manage", " content", " adding", " own", " care", " steer")
    ),
    in_longer_words("/milestone"),
    in_longer_words(Call("milestone stuck", {"cohort": COHORT, "week": "3"})),
    in_longer_words(Call("milestone done", {"cohort": COHORT, "week": "3"})),
    in_longer_words("/milestone", "Undo"),
    in_longer_words("/checkin did=Read next=Write share=yes"),
    *(in_longer_words(f"/{line}") for line in ("progress", "help", "salary", "salary level=senior", "roadmap show", "today")),
    *(in_longer_words(f"/challenge {line}") for line in ("today", "practice", "stats")),
    of_moderator("/today"),
    of_moderator("/roadmap show"),
    of_moderator("/manage status"),
    of_moderator("/manage status", "Look at one"),
    of_moderator("/manage status", "Look at one", "Nudge"),
    of_moderator("/manage edit"),
    of_moderator("/manage pause first=2026-02-02 last=2026-02-08", "Undo"),
    of_moderator("/manage stats"),
    of_moderator("/manage stats", "Next"),
    of_moderator("/manage stats", "Questions"),
    of_moderator("/manage deliveries", "Sent"),
    of_moderator(f'/manage create name="Spring cohort" roadmap=foundations start=2026-02-02 channel={CHANNEL} time=18:00'),
    of_moderator("/manage holidays country=Germany"),
    of_moderator("/manage edit"),
    *(of_moderator(f'/manage session title="{title}" day=friday at=18:00 link=https://example.org') for title in SESSIONS),
    Look("/today"),
    Look("/cohort info"),
    Look(Call("calendar coming", {"cohort": COHORT})),
    of_moderator("/content copy-roadmap roadmap=mle-full title=Ours"),
    Look("/me away until=friday"),
    Look("/progress"),
    Look("/today"),
    Look("/progress", ("All days", "What I wrote")),
    of_moderator("/manage remove member=Maya"),
    of_moderator('/manage holidays days="5 feb, 9 feb, 12 feb, 16 feb, 19 feb, 23 feb, 26 feb, 2 mar, 5 mar, 9 mar, 12 mar"'),
    of_moderator("/manage shift by=1 week"),
    of_moderator("/manage pause first=2026-04-01 last=2026-04-14"),
    of_moderator("/manage edit"),
    of_moderator("/manage edit", "All 18 breaks"),
    of_moderator('/manage end day="in three weeks"'),
    Look("/cohort info"),
    *(Look(Call("resource suggest", {"title": f"Owls {at}", "url": f"https://example.org/{at}"})) for at in range(5)),
    *(of_moderator(Call("content add-question", {"question": f"A question {at}?", "answer": "Yes"})) for at in range(7)),
    of_moderator("/content queue"),
    of_moderator("/content queue", "All your drafts"),
    of_moderator("/manage status"),
    of_moderator(f'/manage create name="{LONG}" roadmap=foundations start=2026-02-02 channel={CHANNEL} time=18:00', "Launch"),
    of_moderator(f'/manage create name="{LONG[:58]}" roadmap=mlops start=2026-02-02 channel={CHANNEL} time=18:00', "Launch"),
    of_moderator("/today"),
    of_moderator(f'/manage edit cohort={COHORT} name="{LONG[:57]}"'),
    of_moderator("/today"),
    *(Look(f'/cohort join cohort="{name}"') for name in (LONG, LONG[:58])),
    *(Look(line) for line in ("/today", "/progress", "/cohort list", "/cohort info", "/calendar")),
    Look(Call("calendar coming", {"cohort": COHORT})),
    Look(Call("calendar sessions", {})),
    of_moderator(f"/manage stats cohort={COHORT}"),
)
"""In this order, in the third week of the demo; what is done stays done."""
