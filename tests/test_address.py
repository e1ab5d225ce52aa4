"""Addresses that members may be sent to: what is refused, what is mended, and when two are one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.address import LONGEST_ADDRESS, BadAddress, read_address, same_page


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "http://example.org/a"),
        ("example.org/a", "https://example.org/a"),
        ("  <https://example.org>  ", "https://example.org"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org./", "https://example.org/"),
        ("https://exämple.org/ü?q=ü", "https://xn--exmple-cua.org/%C3%BC?q=%C3%BC"),
        ("https://en.wikipedia.org/wiki/Python_(programming_language)#History", None),
        ("https://example.org/a%20b?x=1&y=%26", None),
        ("https://8.8.8.8/", None),
    ],
)
def test_an_address_is_read_as_it_is_meant(typed: str, read: str | None) -> None:
    assert read_address(typed).url == (read or typed)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "shape"),
        ("a page", "shape"),
        ("https://", "shape"),
        ("https://a b.org", "shape"),
        ("https://example..org", "shape"),
        ("https://example.org:port/", "shape"),
        ("https://example.org:99999/", "shape"),
        ("https://example.org\\@evil.org", "shape"),
        ("https://[::1", "shape"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("ftp://example.org", "scheme"),
        ("mailto:me@example.org", "scheme"),
        ("https://ann:secret@example.org", "credentials"),
        ("https://ann@example.org", "credentials"),
        ("http://localhost:8080/", "private"),
        ("https://intranet/", "private"),
        ("https://wiki.internal/", "private"),
        ("https://printer.local/", "private"),
        ("https://10.0.0.1/", "private"),
        ("https://192.168.1.1/", "private"),
        ("https://127.0.0.1/", "private"),
        ("https://127.1/", "private"),
        ("https://2130706433/", "private"),
        ("https://0x7f.0.0.1/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::1]/", "private"),
        ("https://[::ffff:127.0.0.1]/", "private"),
        ("https://bit.ly/abc", "shortener"),
        ("https://www.t.co/abc", "shortener"),
        ("https://example.org/" + "a" * LONGEST_ADDRESS, "length"),
    ],
)
def test_an_address_that_members_cannot_be_sent_to_is_refused(typed: str, fault: str) -> None:
    with pytest.raises(BadAddress) as refused:
        read_address(typed)
    assert refused.value.fault == fault


def test_what_only_tracks_the_reader_is_taken_out_and_named() -> None:
    read = read_address("https://example.org/a?utm_source=x&page=2&gclid=1&utm_source=y&fbclid=3#part")
    assert read.url == "https://example.org/a?page=2#part"
    assert read.dropped == ("utm_source", "gclid", "fbclid")


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a?x=1&y=2",
        "https://www.example.org/a?y=2&x=1",
        "https://example.org/a/?x=1&y=2",
        "https://Example.org/A?x=1&y=2#part",
    ],
)
def test_addresses_of_one_page_are_the_same(other: str) -> None:
    assert same_page(other) == same_page("https://example.org/a?x=1&y=2")


@pytest.mark.parametrize("other", ["https://example.org/b?x=1", "https://example.com/a?x=1", "https://example.org/a?x=2"])
def test_addresses_of_other_pages_are_not(other: str) -> None:
    assert same_page(other) != same_page("https://example.org/a?x=1")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_address(text)
    except BadAddress:
        return
    assert read.url.startswith(("https://", "http://"))
    assert read.url.isascii()
    assert "@" not in read.url.split("/")[2]
    assert read_address(read.url).url == read.url


@given(st.from_regex(r"https://[a-z]{1,9}\.(org|de)/[!-~]{0,40}", fullmatch=True))
def test_an_address_that_was_read_is_read_the_same_again(url: str) -> None:
    try:
        read = read_address(url).url
    except BadAddress:
        return
    assert read_address(read).url == read
