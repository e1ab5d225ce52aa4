"""When two names, two addresses and two entries are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lookup import Question, Resource
from bot.domain.sameness import alike, folded, folded_text, page_of, same_entry


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "zoe"), ("𝐀𝐥𝐞𝐱", "alex"), ("How do I join ?", "how do I join"), ("  a   b ", "A b"), ("mle-full", "MLE full"),
        ("O’Neill", "O'Neill"), ("STRASSE", "straße"), ("ｆｕｌｌ", "full"), ("re\u0301sume\u0301", "Résumé"), ("a\u200bb", "ab"),
        ("Łukasz", "lukasz"), ("Søren Æbelø", "soren aebelo"), ("ŁÓDŹ", "lodz"), ("ISTANBUL", "ıstanbul"),
    ],
)  # fmt: skip
def test_names_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("C#", "C"), ("C++", "C"), ("は", "ば"), ("🚀", "🌱"), ("week 1", "week 11")])
def test_names_that_mean_something_else_are_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_a_folded_name_stays_as_it_is(name: str) -> None:
    assert folded(folded(name)) == folded(name)


def test_in_a_text_of_code_only_case_and_spaces_do_not_count() -> None:
    assert folded_text("What is  `X[0]`?") == folded_text("what is `x[0]`?")
    assert folded_text("What is `x[0]`?") != folded_text("What is `x(0)`?")


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a?x=1&y=2",
        "https://www.example.org/a?y=2&x=1",
        "https://example.org/a/?x=1&y=2",
        "https://Example.org/A?x=1&y=2#part",
        "https://example.org:443/%61?x=1&y=2",
    ],
)
def test_addresses_of_one_page_are_the_same(other: str) -> None:
    assert page_of(other) == page_of("https://example.org/a?x=1&y=2")


@pytest.mark.parametrize(
    "other",
    ["https://example.org/b?x=1", "https://example.com/a?x=1", "https://example.org/a?x=2", "https://example.org:8443/a?x=1"],
)
def test_addresses_of_other_pages_are_not(other: str) -> None:
    assert page_of(other) != page_of("https://example.org/a?x=1")


VIDEO = "https://www.youtube.com/watch?v=aircAruvnKk"


@pytest.mark.parametrize(
    "link",
    [
        "https://youtu.be/aircAruvnKk?si=abc&t=30",
        "https://m.youtube.com/watch?t=30&v=aircAruvnKk&list=PL1",
        "https://youtube.com/embed/aircAruvnKk",
    ],
)
def test_a_video_has_one_page(link: str) -> None:
    assert page_of(link) == page_of(VIDEO)


@pytest.mark.parametrize("link", ["https://youtu.be/other", "https://www.youtube.com/playlist?list=PL1", "https://youtu.be/"])
def test_another_video_and_a_list_of_videos_have_their_own(link: str) -> None:
    assert page_of(link) != page_of(VIDEO)


def _resource(title: str, url: str) -> Resource:
    return Resource(id="resource.x", rev=1, title=title, url=url, kind="video", level=1, cost="free", hours=0, topics=())


def test_a_resource_repeats_one_of_the_same_page_and_no_other() -> None:
    resource = _resource("Neural networks", VIDEO)
    assert same_entry(resource, _resource("Something else", "https://youtu.be/aircAruvnKk"))
    assert not same_entry(resource, _resource("Neural networks", "https://example.org/other"))


def test_a_question_repeats_one_in_the_same_words_and_no_resource() -> None:
    question = Question(id="question.x", rev=1, question="How do I join ?", answer="Press Join.")
    assert same_entry(question, Question(id="question.y", rev=1, question="how do I join?", answer="Ask."))
    assert not same_entry(question, Question(id="question.y", rev=1, question="How do I leave?", answer="Ask."))
    assert not same_entry(question, _resource("How do I join ?", "https://example.org/join"))


def test_titles_are_alike_in_another_order_and_with_a_slip_but_not_in_other_words() -> None:
    assert alike("Deep learning, diving into it", "Diving into it: deep learnin")
    assert not alike("Deep learning", "Shallow graves")
