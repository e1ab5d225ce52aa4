"""The walk through the story: time goes by from one due instant to the next, people act, and all that they see is kept."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from bot.wiring.core import Core
from tests.journeys.cast import BEGIN, CAST, END, FIRST_DAY, Act, story
from tests.journeys.lived import Lived, work_of, written_on
from tests.journeys.window import CHANNEL, Shown, Window, is_place
from tests.world import Clock

DEFAULTS = {"roadmap": "interview", "start": FIRST_DAY.isoformat(), "channel": CHANNEL, "time": "18:00"}
"""Of a new cohort: what its form holds already, and a roadmap of six weeks."""
TYPED = {
    "is shown": "me settings",
    "ends days later": "me settings",
    "takes leave": "me away",
    "asks what is theirs": "today",
    "asks what there is": "cohort list",
    "asks who leads": "leaderboard",
    "limits the places": "manage edit",
    "gives a day off": "manage holidays",
}
"""What is done by typing a command, with what is given as its options."""
LATE = timedelta(seconds=75)
"""How long after an instant the beat comes: it brings what is due in a row, such as reminders, together."""
SCORED = ("your scored answer", "Thank you")
"""What stands under an answer that counts; a thought that nobody grades counts too."""
ASIDE = {"Hint", "The whole solution", "Talk about it"}
"""What to press on a challenge beside its answers."""


class Journey:
    """`seen` holds all that was shown, in order of time; `lived` what people did, as they know it themselves;
    `mended` when the bot was allowed to write in the channel."""

    def __init__(self, core: Core, clock: Clock, window: Window) -> None:
        self.seen: list[Shown] = []
        self.mended: list[datetime] = []
        self._shut_out: list[datetime] = []
        self.lived = {member.name: Lived(member) for member in CAST}
        self._core = core
        self._clock = clock
        self._window = window
        self._private: defaultdict[str, list[Shown]] = defaultdict(list)
        self._line: list[str] = []
        self._acts: dict[str, Callable[[Act], Awaitable[None]]] = {
            "sets up": self._sets_up,
            "drafts another cohort": self._drafts,
            "looks for the draft": self._looks_for_draft,
            "lets the bot in": self._lets_in,
            "takes the permission": self._shuts_out,
            "gives the permission back": self._lets_in,
            "joins": self._joins,
            "catches up": self._presses_on_card,
            "skips the weeks before": self._presses_on_card,
            "checks in": self._checks_in,
            "checks in late": self._checks_in,
            "answers": self._answers,
            "finishes": self._finishes,
            "finishes too late": self._finishes_too_late,
            "shows what they made": self._shows_work,
            "wants reminders": self._wants_reminders,
            "wants no more reminders": self._wants_no_more,
            "travels": self._travels,
            "is renamed": self._is_renamed,
            "leaves": self._leaves,
            "comes back": self._comes_back,
            "looks": self._looks,
            **dict.fromkeys(TYPED, self._types_it),
        }

    async def walk(self) -> None:
        for act in story():
            await self._until(act.at)
            await self._acts[act.what](act)
        await self._until(END + timedelta(days=4))

    async def _until(self, then: datetime) -> None:
        while (following := await self._core.system.next_instant()) and following + LATE <= then:
            self._clock.now = max(following, self._clock()) + LATE
            await self._beat()
        self._clock.now = max(then, self._clock())

    async def _beat(self) -> None:
        await self._core.queue()
        await self._core.deliver()
        self.seen += self._window.news(self._clock())

    def shut_out_at(self, now: datetime) -> datetime | None:
        """When the channel was opened again, if the bot was shut out of it at an instant."""
        spans = zip(self._shut_out, self.mended, strict=True)
        return next((until for since, until in spans if since <= now < until), None)

    # what people do

    async def _types(self, who: str, command: str, **options: str) -> Shown:
        return self._answered(who, await self._window.types(who, command, **options))

    async def _presses(self, who: str, shown: Shown, label: str) -> Shown:
        return self._answered(who, await self._window.presses(who, shown, label))

    async def _submits(self, who: str, form: Shown, **values: str) -> Shown:
        return self._answered(who, await self._window.submits(who, form, **values))

    def _answered(self, who: str, shown: Shown) -> Shown:
        assert "Something went wrong" not in shown.text, shown
        self.seen.append(shown)
        self._private[who].append(shown)
        return shown

    def _post(self, said: str, label: str) -> Shown:
        """The newest post in the channel that says this, and has that button."""
        return next(each for each in reversed(self.seen) if each.is_public and said in each.text and label in each.labels)

    async def _types_it(self, act: Act) -> None:
        await self._types(act.who, TYPED[act.what], **act.given)

    async def _sets_up(self, act: Act) -> None:
        self._window.hinders()
        self._shut_out.append(act.at)
        dry_run = await self._types(act.who, "manage create", name="ML Spring", **DEFAULTS)
        await self._presses(act.who, dry_run, "Launch")

    async def _drafts(self, act: Act) -> None:
        await self._types(act.who, "manage create", name="ML Summer", **DEFAULTS)

    async def _looks_for_draft(self, act: Act) -> None:
        await self._types(act.who, "cohort list")
        await self._types(act.who, "manage edit")

    async def _lets_in(self, act: Act) -> None:
        self._window.allows()
        self.mended.append(act.at)

    async def _shuts_out(self, act: Act) -> None:
        self._window.hinders()
        self._shut_out.append(act.at)

    async def _joins(self, act: Act) -> None:
        if act.at < BEGIN:
            joined = await self._presses(act.who, self._post("A new cohort", "Join"), "Join")
        else:
            joined = await self._types(act.who, "cohort join", cohort="ml-spring")
        if not self._window.tells_zones:
            await self._types(act.who, "me settings", zone=self.lived[act.who].member.zone)
        if "is full" in joined.text:
            self._line.append(act.who)
        else:
            self.lived[act.who].joined(act.at)

    async def _presses_on_card(self, act: Act) -> None:
        """On the card that says that they are in."""
        told = (each for each in reversed(self.seen) if each.to == act.who)
        joined = next(each for each in told if "You are in" in each.text or is_place(each))
        words = "Catch up" if act.what == "catches up" else "Skip the weeks before"
        await self._presses(act.who, joined, next(label for label in joined.labels if words in label))
        self.lived[act.who].skips = act.what == "skips the weeks before"

    async def _checks_in(self, act: Act) -> None:
        """By the post of that day if it is there, else by command."""
        day = date.fromisoformat(act.given["day"])
        lived, words = self.lived[act.who], written_on(act.who, day)
        share = "yes" if lived.member.shares else "no"
        if prompt := self._prompt(day):
            form = await self._presses(act.who, prompt, "Check in")
            lived.plans[day] = f"{act.who} plans for after {day:%d.%m.}"
            receipt = await self._submits(act.who, form, did=words, next=lived.plans[day], share=share)
        else:
            late = {"day": act.given["day"]} if act.what == "checks in late" else {}
            receipt = await self._types(act.who, "checkin", did=words, share=share, **late)
        lived.checked_in(day, act.at, receipt)

    def _prompt(self, day: date) -> Shown | None:
        """The post that asks for a check-in for a day, if it is the newest one."""
        asking = (each for each in reversed(self.seen) if each.is_public and "how did today go" in each.text)
        newest = next(asking, None)
        return newest if newest and newest.at.date() == day else None

    async def _answers(self, act: Act) -> None:
        shown = await self._types(act.who, "challenge today")
        for _ in range(6):
            if any(words in shown.text for words in (*SCORED, "free try")):
                break
            if shown.kind == "form":
                shown = await self._submits(act.who, shown, answer=_guess(shown, self._private[act.who][-2]))
            else:
                labels = [label for label in shown.labels if label not in ASIDE]
                sends = "That is my answer" in labels
                shown = await self._presses(act.who, shown, "That is my answer" if sends else labels[0])
        if any(words in shown.text for words in SCORED):  # there is no new one every day
            self.lived[act.who].answered(act.at, shown)

    async def _finishes(self, act: Act) -> None:
        number = int(act.given["week"])
        form = await self._presses(act.who, self._post(f"week {number}:", "Done"), "Done")
        await self._submits(act.who, form, link=work_of(act.who, number))
        self.lived[act.who].finished(number, act.at)

    async def _shows_work(self, act: Act) -> None:
        """That of the week that they finished last."""
        lived, label = self.lived[act.who], "Share with the cohort"
        lived.shared[max(lived.milestones)] = act.at
        await self._presses(act.who, next(each for each in reversed(self._private[act.who]) if label in each.labels), label)

    async def _finishes_too_late(self, act: Act) -> None:
        refused = await self._presses(act.who, self._post(f"week {act.given['week']}:", "Done"), "Done")
        assert "has ended" in refused.text, refused

    async def _wants_reminders(self, act: Act) -> None:
        await self._types(act.who, "me settings", reminders="on", **act.given)
        self.lived[act.who].wants_reminders(act.at, act.given.get("hours", "9:00-20:00"))

    async def _wants_no_more(self, act: Act) -> None:
        """By the button of a reminder."""
        reminder = next(each for each in reversed(self.seen) if each.kind == "post" and each.to == act.who)
        await self._presses(act.who, reminder, "No more reminders")
        self.lived[act.who].wants_no_reminders(act.at)

    async def _travels(self, act: Act) -> None:
        await self._window.moves(act.who, act.given["zone"])
        if not self._window.tells_zones:
            await self._types(act.who, "me settings", zone=act.given["zone"])

    async def _is_renamed(self, act: Act) -> None:
        await self._window.renames(act.who, act.given["name"])

    async def _leaves(self, act: Act) -> None:
        answer = await self._types(act.who, "cohort leave")
        self.lived[act.who].left(act.at)
        if self._line:
            await self._presses(act.who, answer, "Leave")
            self.lived[self._line.pop(0)].joined(act.at)

    async def _comes_back(self, act: Act) -> None:
        await self._types(act.who, "cohort join")
        self.lived[act.who].joined(act.at)

    async def _looks(self, act: Act) -> None:
        for command in ("progress", "milestone", "leaderboard", "cohort info"):
            self.lived[act.who].looked(await self._types(act.who, command))


def _guess(form: Shown, question: Shown) -> str:
    """An answer that the form takes."""
    if "numbers of the steps" in form.text:
        steps = [line for line in question.text.split("\n") if line[:1].isdigit() and line[1:3] == ". "]
        return " ".join(str(number) for number, _ in enumerate(steps, 1))
    return "A thought" if "Nobody grades it" in form.text else "1"
