"""One card with every block, one form with every input, hostile text: each platform must draw them and lose nothing."""

from datetime import UTC, datetime

from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Code, Divider, Fields, Form, Note, Select, Text
from bot.interface.drawing import Journey
from bot.interface.inputs import (
    AccountInput,
    ChannelInput,
    Choice,
    ChoiceInput,
    DateInput,
    FileInput,
    RoleInput,
    SeveralInput,
    TextInput,
    TimeInput,
)
from bot.interface.picture import Picture
from bot.text import Account, Channel, Markup, Moment, escape, link, t

LONG_NAME = "A name as long as a cohort may have, of sixty letters in all"
WIDE_TEXT = "&<>*_~|:@" * 20
"""Characters that platforms write as several."""
HOSTILE = (
    "@everyone",
    "@here",
    "<!channel>",
    "<!here>",
    "<@123456789012345678>",
    "<@U012AB3CD>",
    "<#C012AB3CD>",
    "*bold* _it_ ~no~ `code`",
    "[label](https://example.org)",
    "&lt;b&gt; & <script>alert(1)</script>",
    "# heading",
    "> quote",
    "-# small",
    "```fence```",
    "||spoiler||",
    ":smile:",
    "\\_backslash\\_",
    "\u202eright to left",
)
"""What people may type into a name or an answer; it must be seen as typed, format nothing and ping nobody."""

MOMENT = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)

CHOSEN_OF_SEVERAL = Card(
    t("Which are true?"),
    (Buttons(tuple(Button(escape(name), Call("pick", {"name": name}), chosen=name == "Two") for name in ("One", "Two"))),),
)

PROGRAM = 'def double(x):\n    """A ```fence``` & *stars*."""\n\n    return 2 * x'
"""With an empty line, and with backticks that would end a block of code."""

JOURNEY = Journey(
    weeks=("done", "skipped", "started", "to come"),
    here=3,
    here_label="Week 3 of 4",
    week_legend=(("done", "done 1"), ("started", "started 1"), ("skipped", "skipped 1"), ("to come", "to come 1")),
    streak="Streak: 2 days",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan",),
    days=(("5", "kept"), ("6", "frozen"), ("7", "missed"), ("8", "kept"), ("9", "open"), ("10", ""), ("11", "")),
    day_legend=(("kept", "kept 2"), ("frozen", "saved by a freeze 1"), ("missed", "missed 1"), ("open", "still open 1")),
)
PICTURE = Picture(JOURNEY, t("A path of {count} weeks", count="<4> & more"), t("Picture: {count} days _kept_", count=2))

EVERY_BLOCK = Card(
    t("Week {number}: {title}", number=3, title="Trees & *ensembles*"),
    (
        Text(
            t(
                "**Bold {name}**, _italic_, `code` and {site}.",
                name="o_O",
                site=link("a [page]", "https://example.org/a_b?x=1&y=2"),
            )
        ),
        Code(PROGRAM),
        Text(Markup("Goals\n- first\n- second")),
        Text(t("Starts {at}, {ago}, in {channel}.", at=Moment(MOMENT), ago=Moment(MOMENT, "relative"), channel=Channel("123"))),
        Fields(((t("Streak"), t("{days} days", days=4)), (t("Weeks"), t("2 of 26")))),
        Divider(),
        Note(t("Small print by {name}", name="<Ann> & co")),
        PICTURE,
        Buttons(
            (
                Button(t("Done"), Call("milestone done", {"cohort": "12", "week": "week.trees"}), "primary"),
                Button(t("Leave"), Call("cohort leave", {"cohort": "12"}), "danger"),
                Button(t("Skip"), Call("milestone skip", {"cohort": "12", "week": "week.trees"})),
                Button(t("Open"), url="https://example.org/page"),
            )
        ),
        Select(
            t("Another week"),
            Call("roadmap show", {"roadmap": "mle-full"}),
            "week",
            (Choice(t("Week 1"), "1"), Choice(escape("Week 2: a_b <c> & d"), "2")),
        ),
    ),
)

FROM_RIGHT = ("محمد عبد الله", "قرأت الفصل 3 (NumPy) وحللت 4 تمارين!")
"""A name and what they wrote, read from right to left with a word that is not, and an end that goes astray."""
HOSTILE_CARD = Card(escape("Names"), tuple(Text(t("Said: {text}", text=text)) for text in HOSTILE))

EVERY_INPUT = Form(
    t("Every input"),
    Call("checkin", {"cohort": "12"}),
    (
        TextInput(
            "did", t("What did you do?"), "Read <chapter> 3 & 4", t("A line is enough"), multiline=True, required=True, most=500
        ),
        TextInput("link", t("Link"), required=False, most=200, choices=(Choice(t("a & b"), "ab"),), suggests="find"),
        ChoiceInput("share", t("Share it?"), (Choice(t("Yes"), "yes"), Choice(t("No"), "no")), value="no"),
        ChoiceInput(
            "cohort_name",
            t("Cohort"),
            (Choice(escape("ML <January>"), "ml-jan"), Choice(escape("ML May"), "ml-may")),
            required=False,
            more=True,
            suggests="cohort info",
        ),
        ChannelInput("channel", t("Channel"), required=False),
    ),
    t("Check in"),
)

EVERY_PICKER = Form(
    t("Every picker"),
    Call("manage add-moderator"),
    (
        ChannelInput("channel", t("Channel")),
        RoleInput("role", t("Role"), "42", required=False),
        AccountInput("person", t("Person"), "7", required=False),
    ),
    t("Add"),
)

EVERY_OTHER = Form(
    t("Every other input"),
    Call("checkin"),
    (
        *EVERY_PICKER.inputs,
        FileInput("file", t("File")),
        TextInput("code", t("A program"), "def one():\n    ...", multiline=True, code=True),
    ),
    t("Send"),
)

EVERY_VALUE = Form(
    t("Every value"),
    Call("manage create"),
    (
        DateInput("day", t("Day"), "2026-01-31", example=t("Such as 2026-01-31")),
        DateInput("until", t("Until"), unread="soon", required=False, example=t("Such as 2026-01-31")),
        TimeInput("at", t("Hour"), "18:00", t("When it begins"), example=t("Such as 18:00")),
        SeveralInput(
            "days", t("Days"), (Choice(t("Monday"), "Mon"), Choice(t("Tuesday"), "Tue"), Choice(t("None"), "none")), "Tue"
        ),
        SeveralInput(
            "topics",
            t("Topics"),
            (Choice(t("Trees"), "trees"), Choice(t("Graphs"), "graphs")),
            "graphs, trees",
            required=False,
            more=True,
            suggests="cohort info",
        ),
    ),
    t("Save"),
)

NAMED = Card(t("Named {whom}", whom=Account("U7")), (Text(t("**{who}** named {whom}.", who="<@U1>", whom=Account("U7"))),))
"""Somebody by their account, beside a name that looks like one."""
