"""The stories that the demo tells: who is in a cohort, what it walks, and what its people do day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.interface.call import Actor, Call

PLATFORM = "playground"
SPACE = "demo"
CHANNEL = "study-hall"
LOG_CHANNEL = "moderators"
ZONE = "Europe/Berlin"
BEFORE = timedelta(days=17)
"""How long ago a story begins; the cohort begins a day later, so today is in its third week."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    id: str
    name: str
    zone: str = ZONE
    administrator: bool = False

    @property
    def actor(self) -> Actor:
        return Actor(PLATFORM, self.id, self.name, "en", self.zone, self.administrator)


MEMBER = DemoPerson("maya", "Maya")
MODERATOR = DemoPerson("omar", "Omar", administrator=True)
LENA, TOM, AIKO, DIEGO = (
    DemoPerson("lena", "Lena"),
    DemoPerson("tom", "Tom", "Europe/London"),
    DemoPerson("aiko", "Aiko", "America/Vancouver"),
    DemoPerson("diego", "Diego", "America/Mexico_City"),
)
EVERYBODY = (MEMBER, MODERATOR, LENA, TOM, AIKO, DIEGO)
VISIBLE = (MEMBER, LENA, TOM, AIKO)

ACTS: tuple[tuple[int, DemoPerson, Call], ...] = (
    (1, MEMBER, Call("checkin", {"did": "Wrote my one-page plan: eight hours a week, evenings.", "share": "yes"})),
    (
        1,
        LENA,
        Call("checkin", {"did": "Picked a first project: predict bike rentals.", "next": "Find the data.", "share": "yes"}),
    ),
    (2, TOM, Call("checkin", {"did": "Read two chapters and made flash cards."})),
    (3, LENA, Call("resource suggest", {"title": "Visualising recursion", "url": "https://example.org/recursion"})),
    (4, MEMBER, Call("checkin", {"did": "Compared three project ideas.", "share": "yes"})),
    (5, AIKO, Call("checkin", {"did": "Talked to an engineer about her week at work.", "share": "yes"})),
    (
        8,
        MEMBER,
        Call("checkin", {"did": "Three small functions, each with a test.", "next": "Push them to GitHub.", "share": "yes"}),
    ),
    (
        8,
        DIEGO,
        Call("checkin", {"did": "Installed Python twice.", "blocker": "Two versions get in each other's way.", "share": "yes"}),
    ),
    (9, LENA, Call("checkin", {"did": "List comprehensions click now."})),
    (11, MEMBER, Call("checkin", {"did": "Pushed the repository, README and all.", "share": "yes"})),
    (12, MEMBER, Call("me settings", {"reminders": "on"})),
    (14, MEMBER, Call("checkin", {"did": "Started with big-O; drew the growth curves.", "share": "yes"})),
    (15, TOM, Call("checkin", {"did": "Hash maps by hand.", "next": "Heaps.", "share": "yes"})),
    (15, MEMBER, Call("checkin", {"did": "Solved my first array problem in one pass.", "share": "yes"})),
    (16, MEMBER, Call("checkin", {"did": "Timed it on a million numbers.", "next": "Write the cost down.", "share": "yes"})),
    (
        17,
        LENA,
        Call("checkin", {"did": "Traced a recursion on paper until it made sense.", "next": "Memoise it.", "share": "yes"}),
    ),
    (17, TOM, Call("checkin", {"did": "Built a heap; it sorts.", "share": "yes"})),
)
"""What the starters did up to today: (day of the story, who, what)"""

FINISHED: tuple[tuple[int, DemoPerson, int], ...] = (
    (6, MEMBER, 1), (6, LENA, 1), (7, AIKO, 1), (7, TOM, 1), (13, MEMBER, 2), (13, LENA, 2), (14, TOM, 2),
)  # fmt: skip
"""(day of the story, who, which week)"""

HABITS: tuple[tuple[int, DemoPerson, tuple[str, ...]], ...] = (
    (0, LENA, ("Read the first resource and took notes.", "Watched the week's video at half speed.")),
    (1, TOM, ("Did the exercise twice, the second time without looking.", "Made flash cards of the new words.")),
    (2, AIKO, ("Explained the week's idea to my sister.", "Asked a colleague how they do this at work.")),
    (3, LENA, ("Half of the milestone stands.", "Threw my first attempt away; the second is shorter.")),
    (4, TOM, ("Compared my solution with Lena's.", "Wrote down three things I still mix up.")),
    (6, AIKO, ("Tidied my notes for next week.", "Reviewed last week's cards.")),
)
"""What they do day by day: (day of the week, who, what, another one each week)"""

FINISHING: tuple[tuple[int, DemoPerson], ...] = ((5, LENA), (6, TOM))
"""Who finishes each week's milestone after today: (day of the week, who)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the demo's cohort walks, by its slug, and what its people did before today."""

    roadmap: str
    cohort: str
    before: timedelta = BEFORE
    """How long ago it begins."""
    acts: Sequence[tuple[int, DemoPerson, Call]] = ()
    """What people did that is told of this story alone: (day of the story, who, what)"""
    habits_from: int = 1
    """The day of the story from which on people do what `HABITS` says."""

    @property
    def channels(self) -> tuple[tuple[str, str], ...]:
        """(name, topic)"""
        return (CHANNEL, f"{self.cohort}: week by week"), (LOG_CHANNEL, "What moderators should know")


STARTERS = Story(roadmap="mle-full", cohort="ML starters", acts=ACTS, habits_from=BEFORE.days + 1)


def story_of(roadmap: str, title: str, weeks: int) -> Story:
    """The story of any roadmap; of one with fewer than three weeks today is in the last."""
    return Story(roadmap=roadmap, cohort=title, before=min(BEFORE, timedelta(days=7 * weeks - 4)))
