"""What people typed is shown as they typed it, and what we say is said in the reader's language."""

import pytest
from babel.messages.catalog import Catalog
from hypothesis import example, given
from hypothesis import strategies as st

from bot.interface.card import Card, Text
from bot.interface.limits import fitted, fitted_ends
from bot.interface.stored import dump_post, load, without_person
from bot.interface.table import Table
from bot.language import speaking
from bot.naming import marked, named, unmarked, without
from bot.text import (
    Account,
    Channel,
    Listed,
    Markup,
    Moment,
    Piece,
    Role,
    Span,
    TypedLine,
    clean,
    clip,
    escape,
    join,
    link,
    n,
    pieces,
    plain,
    t,
)
from tests.catalogues import use
from tests.samples import FROM_RIGHT, MOMENT
from tests.strategies import PIECES, SOME_TYPED, TYPED, URLS, written

WITHOUT_MARKUP = st.text(st.characters(exclude_characters="\\*_`[]<>"))


# What people typed


def test_what_is_read_the_other_way_than_its_sentence_stands_apart_from_it(catalogues: None):
    name, words = FROM_RIGHT
    assert t("**{name}**: {words}", name=name, words=words) == f"**\u2068{name}\u2069**: \u2068{escape(words)}\u2069"
    assert t("{name} did {words}", name="Zoë", words="a\n- b") == "Zoë did a\n- b"
    assert t("{words}", words=f"{name}\n- {name}") == f"\u2068{name}\u2069\n- \u2068{name}\u2069"
    arabic = Catalog("ar")
    arabic.add("Hello {name}.", "مرحبا {name}.")
    use(arabic)
    with speaking("ar"):
        assert t("Hello {name}.", name="Ann!") == "مرحبا \u2068Ann!\u2069."
        assert t("Hello {name}.", name=name) == f"مرحبا {name}."
        assert t("Bye {name}.", name=name) == f"Bye \u2068{name}\u2069.", "it has no translation"


def test_labels_and_what_is_typed_have_nothing_that_sets_words_apart():
    name, _ = FROM_RIGHT
    assert plain(t("All of {name}", name=name)) == f"All of {name}"
    assert [*pieces(t("`{name}`</find {name}>", name=name))] == [Span(name, "code"), TypedLine(f"find {name}")]


@pytest.mark.parametrize(
    ("sentence", "style"),
    [("Hello {x}.", "plain"), ("Hello **{x}**.", "bold"), ("Hello _{x}_.", "italic"), ("Hello `{x}`.", "code")],
)
@given(text=TYPED)
@example(text="")
@example(text="\\")
def test_any_text_comes_back_as_it_was_typed(sentence: str, style: str, text: str) -> None:
    said = t(sentence, x=text)
    assert plain(said) == f"Hello {text}."
    assert {piece.style for piece in pieces(said) if isinstance(piece, Span)} <= {"plain", style}


@given(SOME_TYPED, URLS)
def test_a_link_keeps_its_label_and_its_address(label: str, url: str) -> None:
    assert list(pieces(t("{x}", x=link(label, url)))) == [Span(label, url=url)]


def test_a_link_without_a_label_shows_its_address() -> None:
    assert plain(link("", "https://example.org/a_b")) == "https://example.org/a_b"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "https://", "https://a b", "//example.org"])
def test_what_is_no_web_address_never_becomes_a_link(url: str) -> None:
    said = link("label", url)
    assert plain(said) == "label"
    assert all(isinstance(piece, Span) and piece.url is None for piece in pieces(said))


@given(TYPED)
def test_text_from_people_is_one_plain_span(text: str) -> None:
    assert list(pieces(escape(text))) == ([Span(text)] if text else [])


def test_markup_is_not_escaped_twice() -> None:
    assert escape(escape("a*b")) == escape("a*b")
    assert plain(t("{a}", a=t("{b}", b="a*b"))) == "a*b"


@given(st.lists(PIECES, max_size=6))
def test_pieces_come_back_in_order_whatever_stands_beside_them(wanted: list[Piece]) -> None:
    merged: list[Piece] = []
    for piece in wanted:
        last = merged[-1] if merged else None
        if isinstance(piece, Span) and isinstance(last, Span) and piece == Span(piece.text) and last == Span(last.text):
            merged[-1] = Span(last.text + piece.text)
        else:
            merged.append(piece)
    assert list(pieces(join([written(piece) for piece in wanted], ""))) == merged


@given(WITHOUT_MARKUP)
def test_a_sentence_without_markup_is_drawn_as_it_is(text: str) -> None:
    assert plain(Markup(text)) == text


@pytest.mark.parametrize("text", ["a * b", "**", "2 ** 3", "`", "[x]", "[x](y)", "<t:soon>", "<#>", "a_", "\\"])
def test_half_a_markup_is_plain_text(text: str) -> None:
    assert list(pieces(Markup(text))) == [Span(text)]


@pytest.mark.parametrize("empty", ["", "****", "__", "``", "[](https://example.org)"])
def test_there_is_never_an_empty_span(empty: str) -> None:
    assert list(pieces(Markup(empty))) == []


def test_accounts_and_roles_are_values_that_no_text_can_pass_for() -> None:
    sentence = t("{who} and {role}, not {typed}", who=Account("U7"), role=Role("42"), typed="<@U1> <@&2>")
    assert [piece for piece in pieces(sentence) if not isinstance(piece, Span)] == [Account("U7"), Role("42")]
    assert plain(sentence) == "@U7 and @42, not <@U1> <@&2>"


def test_a_moment_and_a_channel_read_well_where_only_words_fit() -> None:
    assert plain(t("{at} in {where}", at=Moment(MOMENT), where=Channel("42"))) == "2026-01-05 17:00 UTC in #42"


# What people typed, cleaned


@given(TYPED)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "character", ["\0", "\x1b", "\x7f", "\u200b", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff", "\ue000", "\ud800"]
)
def test_what_nobody_sees_is_left_out(character: str) -> None:
    assert clean(f"a{character}b") == "ab"
    assert clean(f" {character} {character}") == ""


@pytest.mark.parametrize(
    "emoji",
    ["👍🏽", "👩‍🚀", "🏳️‍🌈", "❤️", "1️⃣", "🇩🇪", "\U0001fa77", "👨‍👩‍👧‍👦", "☺️"],
)
def test_emoji_stay_whole(emoji: str) -> None:
    assert clean(emoji) == emoji
    assert clean(f" {emoji} well done {emoji}\n") == f"{emoji} well done {emoji}"


@pytest.mark.parametrize("nothing", ["\u200d", " \ufe0f ", "\u200d \u200d", "\u200d\ufe0f\u200d", "\u200b\u2060"])
def test_joiners_that_join_nothing_are_nothing(nothing: str) -> None:
    assert clean(nothing) == ""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\v", "\u2028", "\u2029", "\x85"])
def test_every_line_end_becomes_the_same_one(line_end: str) -> None:
    assert clean(f"one{line_end}two") == "one\ntwo"


def test_a_tab_is_a_space() -> None:
    assert clean("a\tb") == "a b"


def test_the_same_letter_is_written_the_same_way() -> None:
    assert clean("e\u0301") == "é"


@given(st.text(), st.integers(1, 20))
def test_clipped_text_is_short_enough_and_says_that_it_was_cut(text: str, most: int) -> None:
    clipped = clip(text, most)
    assert len(clipped) <= most
    assert clipped == text if len(text) <= most else clipped.endswith("…")


def test_a_text_is_cut_between_words_if_one_ends_near_there() -> None:
    assert clip("Use the way your library offers, and save", 34) == "Use the way your library offers…"
    assert clip("https://example.org/a/long/address", 20) == "https://example.org…"


# What we say


@pytest.mark.parametrize(("count", "said"), [(0, "0 days of ML"), (1, "1 day of ML"), (2, "2 days of ML"), (21, "21 days of ML")])
def test_a_count_chooses_its_form(count: int, said: str) -> None:
    assert n("{count} day of {what}", "{count} days of {what}", count, what="ML") == said


def test_a_text_knows_its_names_however_it_was_put_together_and_cut_and_no_other_word_is_one() -> None:
    will, star = named("Will *", 1), named("*", 2)
    typed = escape("\ufdd01\ufdd1x\ufdd2")
    said = join([t("**{name}**, Will * reads", name=will), typed, fitted(star, 5), link(star, "https://example.org")])
    assert unmarked(Markup, without(marked(said), 1, "-")) == said.replace("Will \\*", "-", 1)
    assert unmarked(Markup, without(marked(said), 2, "-")).endswith("\n1x\n-\n[-](https://example.org)")
    assert unmarked(Markup, marked(said)).names == said.names
    for short in (clip(will, 4), fitted_ends(named("Will Ann Byron Lovelace", 1), 9), plain(escape(will)), Listed((will,))):
        assert without(marked(t("{name}!", name=short)), 1, "-") == "-!"


def test_a_name_leaves_a_kept_card_and_the_words_and_names_of_others_in_it_stay() -> None:
    said = t("{one}, {other} and {third} will * read", one=named("will", 1), other=named("will", 2), third=named("*", 3))
    kept = dump_post(Card(escape("ML will"), (Text(said), Table(said, "will", ("Name",), ((named("will", 1),), ("will",))))))
    first, second = without_person(kept, 1, (), "A former member"), without_person(kept, 3, (), "A former member")
    assert load(first).title == "ML will"
    assert load(first).blocks[0] == Text(t("A former member, will and {third} will * read", third="*"))
    assert str(load(first).blocks[1]).endswith("rows=(('A former member',), ('will',)))")
    assert load(second).blocks[0] == Text(t("will, will and A former member will * read"))
    assert (first["names"], second["names"]) == (["2", "3"], ["1", "2"])
    assert dump_post(load(first)) == first
