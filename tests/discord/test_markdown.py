"""What people typed is seen as typed: Discord's markdown finds nothing in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import escaped, markdown
from bot.text import Account, Channel, Markup, Moment, Role, link, t
from tests.samples import HOSTILE, MOMENT

FORMATS = re.compile(
    r"[*_`~|\[<]|://|:[\w+-]+:|@everyone|@here|^(?:[ \t]|-[ \t])*(?:#|>|\+|-#|\d+\.)",
    re.MULTILINE,
)
BITS = ["@everyone", "://", ":a:", *"\\*_`~|[]()<>#-+.:@/ \na1"]
SPECIAL_TEXT = st.lists(st.sampled_from(BITS), min_size=1).map("".join)


def seen(text: str) -> str:
    """What Discord shows of text without markdown: a backslash goes, what follows it stays."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def unescaped(text: str) -> str:
    """The characters that Discord would read as markdown."""
    return re.sub(r"\\[^0-9A-Za-z\s]", "\0", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_seen_as_typed(text: str) -> None:
    drawn = markdown(t("{text}", text=text))
    assert seen(drawn) == text
    assert not FORMATS.search(unescaped(drawn))


@given(SPECIAL_TEXT)
def test_any_text_is_seen_as_typed_and_formats_nothing(text: str) -> None:
    assert seen(escaped(text)) == text
    assert not FORMATS.search(unescaped(escaped(text)))


@pytest.mark.parametrize(
    ("markup", "drawn"),
    [
        (t("**{name}**", name="o_O"), r"**o\_O**"),
        (t("_{name}_", name="a*b"), r"*a\*b*"),
        (t("`{path}`", path="cohort_join"), "`cohort_join`"),
        (t("`{path}`", path="a`b*c"), r"a\`b\*c"),
        (link("a [page]", "https://example.org/a_(b)"), r"[a \[page]](<https://example.org/a_(b)>)"),
        (link("page", "https://example.org/<b>"), "[page](<https://example.org/%3Cb%3E>)"),
        (Markup("- one\n- two"), "- one\n- two"),
        (t("{channel}", channel=Channel("123")), "<#123>"),
        (t("{who}", who=Account("7")), "<@7>"),
        (t("{who}", who=Role("42")), "<@&42>"),
        (t("{at}", at=Moment(MOMENT, "date")), "<t:1767632400:D>"),
        (t("{at}", at=Moment(MOMENT, "time")), "<t:1767632400:t>"),
        (t("{at}", at=Moment(MOMENT)), "<t:1767632400:F>"),
        (t("{at}", at=Moment(MOMENT, "relative")), "<t:1767632400:R>"),
        (t("</cohort list>"), "</cohort list:7>"),
        (t("</{path}>", path="help"), "`/help`"),
        (t("</{line}>", line='checkin did="chapter 3" next=more'), "`/checkin did:chapter 3 next:more`"),
        (t("{text}", text="</cohort list>"), r"\</cohort list>"),
    ],
)
def test_markup_becomes_markdown(markup: Markup, drawn: str) -> None:
    assert markdown(markup, {"cohort list": 7}) == drawn
