"""Addresses that members may be sent to: what is refused and what is mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.address import LONGEST_ADDRESS, BadAddress, read_address


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "http://example.org/a"),
        ("example.org/a", "https://example.org/a"),
        ("  <https://example.org>  ", "https://example.org"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org./", "https://example.org/"),
        ("https://exämple.org/ü?q=ü", "https://xn--exmple-cua.org/%C3%BC?q=%C3%BC"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
        ("https://example.org/what's-new", "https://example.org/what%27s-new"),
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
        ("nope", "shape"),
        ("https://", "shape"),
        ("https://a b.org", "shape"),
        ("https://example..org", "shape"),
        (f"https://{'a' * 64}.org", "shape"),
        (f"https://{'ß' * 64}.org", "shape"),
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
