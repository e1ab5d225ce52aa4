"""A few words against those that are right and those that look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.short_answer import passes, words_of


def passed(typed: str, *accept: str, reject: tuple[str, ...] = (), slips: int = 0) -> bool:
    return passes(words_of(typed), accept, reject, slips)


@pytest.mark.parametrize(
    ("typed", "accept"),
    [
        ("  Gradient   DESCENT ", "gradient descent"), ("k-means", "K means"), ("kmeans", "k-means"), ("the ROC", "ROC"),
        ("area under the curve", "area under curve"), ("“overfitting”.", "overfitting"), ("Naïve Bayes", "naive bayes"),
        ("Bayes’ theorem", "Bayes' theorem"), ("back propagation", "backpropagation"), ("ｏｖｅｒｆｉｔ", "overfit"),
        ("over\u200bfitting", "overfitting"), ("0,5", "0.5"), ("C++", "c++"), ("vitamin A", "Vitamin a"), ("R²", "r2"),
        ("STRASSE", "straße"), ("Re\u0301gression", "régression"),
    ],
)  # fmt: skip
def test_writing_does_not_matter(typed: str, accept: str) -> None:
    assert passed(typed, accept)


@pytest.mark.parametrize(
    ("typed", "accept"),
    [
        ("supervized", "supervised"), ("supervisd", "supervised"), ("pprecision", "precision"), ("recision", "precision"),
        ("graident descent", "gradient descent"), ("fales negatvie", "false negative"), ("bis", "bias"),
        ("type 2 errro", "type 2 error"),
    ],
)  # fmt: skip
def test_two_slips_are_forgiven_where_the_challenge_forgives_two_and_no_slip_where_none(typed: str, accept: str) -> None:
    assert passed(typed, accept, slips=2)
    assert not passed(typed, accept)


@pytest.mark.parametrize(
    ("typed", "accept"),
    [
        ("unsupervised", "supervised"), ("supervised", "unsupervised"), ("nonlinear", "linear"), ("non linear", "linear"),
        ("not linear", "linear"), ("asymmetric", "symmetric"), ("symmetric", "asymmetric"), ("underfitting", "overfitting"),
        ("type II error", "type I error"), ("type I error", "type II error"), ("typeii error", "type i error"),
        ("type 1 error", "type 2 error"), ("L1", "L2"), ("f2 score", "f1 score"), ("resnet 51", "resnet 50"), ("05", "0.5"),
        ("ROC", "AUC"), ("MSE", "MAE"), ("SVN", "SVM"), ("C", "C++"), ("class b", "class a"), ("resnet51", "resnet50"),
        ("2017", "2018"), ("class error", "class a error"), ("the", "a"), ("knn", "nn"),
    ],
)  # fmt: skip
def test_words_of_another_meaning_are_no_slips(typed: str, accept: str) -> None:
    assert not passed(typed, accept, slips=2)


def test_what_is_rejected_is_wrong_however_near_it_is() -> None:
    assert not passed("underfitting", "overfitting", reject=("under-fitting",), slips=3)
    assert not passed("undrfitting", "overfitting", reject=("underfitting",), slips=3)
    assert passed("overfiting", "overfitting", reject=("underfitting",), slips=3)


def test_a_rejected_text_is_wrong_even_where_it_is_accepted_too() -> None:
    assert not passed("recall", "recall", reject=("Recall",))


@given(st.text(max_size=30), st.integers(0, 3))
def test_every_text_with_words_is_like_itself_and_comparing_never_fails(text: str, slips: int) -> None:
    assert passed(text, text, slips=slips)
    passed(text, "gradient descent", reject=("ascent",), slips=slips)
