"""Every sentence is in one language, with the dates, times, numbers and lists in it."""

import asyncio
from datetime import date, time

import pytest
from babel.messages.catalog import Catalog
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language import current_locale, known_locale, sentence_separator, speaking, translation
from bot.text import Listed, Value, Weekday, n, plain, t
from tests.catalogues import use

VALUES: dict[str, Value] = {
    "day": date(2026, 1, 31),
    "at": time(18, 5),
    "weekday": Weekday(2),
    "pay": 1500.5,
    "count": 10_000,
    "names": Listed(("Ann", Weekday(0, "abbreviated"))),
}
ENGLISH = "Sat, Jan 31, 2026 6:05 PM Wednesday 1,500.5 10,000 Ann, Mon"
GERMAN = "Sa., 31. Jan. 2026 18:05 Mittwoch 1.500,5 10.000 Ann, Mo."
WORDLESS = "{day} {at} {weekday} {pay} {count} {names}"
SENTENCE = f"From {WORDLESS}"


def told(message: str) -> str:
    return plain(t(message, **VALUES)).replace("\u202f", " ")


# Values


def test_values_are_written_in_the_language_of_their_sentence(german: Catalog) -> None:
    german.add(SENTENCE, f"Von {WORDLESS}")
    use(german)
    assert told(SENTENCE) == f"From {ENGLISH}"
    with speaking("de"):
        assert told(SENTENCE) == f"Von {GERMAN}"


def test_values_in_a_sentence_without_a_translation_are_english_as_it_is(german: Catalog) -> None:
    use(german)
    with speaking("de"):
        assert told(SENTENCE) == f"From {ENGLISH}"


def test_a_sentence_without_words_is_in_the_language_of_those_around_it(german: Catalog) -> None:
    with speaking("de"):
        assert told(WORDLESS) == ENGLISH  # there is no German catalogue: all around is English


def test_a_sentence_without_words_speaks_the_language_of_the_catalogue(german: Catalog) -> None:
    use(german)
    with speaking("de"):
        assert told(WORDLESS) == GERMAN


def test_a_number_that_chooses_the_form_is_written_as_the_form_is(german: Catalog) -> None:
    german.add(("{count} day", "{count} days"), ("{count} Tag", "{count} Tage"))
    use(german)
    with speaking("de"):
        assert n("{count} day", "{count} days", 12_000) == "12.000 Tage"
        assert n("{count} week", "{count} weeks", 12_000) == "12,000 weeks"


def test_english_is_written_as_its_reader_writes_it() -> None:
    with speaking("en-GB"):
        assert plain(t("On {day} at {at}", **VALUES)) == "On Sat, 31 Jan 2026 at 18:05"


def test_people_of_one_language_write_differently(german: Catalog) -> None:
    german.add("At {at} on {day}", "Um {at} am {day}")
    use(german)
    with speaking("de-AT"):
        assert plain(t("At {at} on {day}", at=time(9), day=date(2026, 1, 31))) == "Um 09:00 am Sa., 31. Jän. 2026"


def test_what_stands_between_the_entries_of_a_list_is_the_languages_own(catalogues: None) -> None:
    use(Catalog("ja"))
    with speaking("ja"):
        assert t("{names}", names=Listed(("a", "b", "c"))) == "a、b、c"
        assert t("Who: {names}", names=Listed(("a", "b", "c"))) == "Who: a, b, c"


def test_entries_that_hold_a_comma_are_parted_by_a_semicolon(german: Catalog) -> None:
    days = Listed((date(2026, 1, 5), date(2026, 1, 6)))
    assert t("{days}", days=days) == "Mon, Jan 5, 2026; Tue, Jan 6, 2026"
    assert t("{lines}", lines=Listed(("a, b", "c; d"))) == "a, b · c; d"
    assert sentence_separator(["Why?", "How?"]) == "; "
    assert sentence_separator(["Read; then ask", "Ask"]) == " · "
    use(german)
    with speaking("de"):
        assert t("{days}", days=days) == "Mo., 5. Jan. 2026; Di., 6. Jan. 2026"
        assert t("{names}", names=Listed(("10,5", "11"))) == "10,5, 11"


def test_entries_of_a_list_are_escaped() -> None:
    assert plain(t("{names}", names=Listed(("a*b*", "<#c>")))) == "a*b*, <#c>"


def test_thousands_stand_apart_in_every_number() -> None:
    assert [t("{count}", count=number) for number in (0, 999, 1_000, 9_999, 10_000)] == ["0", "999", "1,000", "9,999", "10,000"]


# Catalogues


@pytest.mark.parametrize(
    ("folder", "locale"),
    [
        ("de", "de"),
        ("de", "de-AT"),
        ("es", "es-419"),
        ("pt_BR", "pt-BR"),
        ("zh_CN", "zh-CN"),
        ("zh_Hans", "zh-CN"),
        ("nl", "nl_BE"),
    ],
)
def test_a_reader_gets_the_catalogue_that_comes_nearest(folder: str, locale: str, catalogues: None) -> None:
    catalogue = Catalog(folder.partition("_")[0])
    catalogue.add("Done", "…")
    use(catalogue, folder)
    assert translation("Done", locale) == "…"


def test_a_reader_prefers_their_own_country_and_gets_no_other(catalogues: None) -> None:
    for name in ("pt", "pt_BR"):
        catalogue = Catalog(name)
        catalogue.add("Done", name)
        use(catalogue)
    assert [translation("Done", name) for name in ("pt-BR", "pt-PT", "es-ES", "nowhere")] == ["pt_BR", "pt", None, None]


def test_nothing_said_is_nothing_in_every_language(german: Catalog) -> None:
    use(german)
    with speaking("de"):
        assert t("") == ""


@pytest.mark.parametrize("name", ["en-US", "en_US"])
def test_a_locale_is_known_however_it_is_written(name: str) -> None:
    assert known_locale(name) == "en_US"


DISCORD = (
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko"
)


@pytest.mark.parametrize("name", DISCORD.split())
def test_every_language_of_discord_is_known(name: str) -> None:
    assert known_locale(name)


@pytest.mark.parametrize("name", DISCORD.split())
def test_every_language_of_discord_has_words_for_days_times_numbers_and_lists(name: str, catalogues: None) -> None:
    use(Catalog(known_locale(name)))
    values: tuple[Value, ...] = (date(2026, 1, 31), time(18, 5), 10_000, *map(Weekday, range(7)), Listed(("a", "b")))
    with speaking(name):
        assert all(plain(t("{value}", value=value)) for value in values)


@given(st.text() | st.from_regex(r"[a-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}", fullmatch=True))
@example("../../etc/passwd")
@example("tlh")
def test_an_unknown_locale_is_english(name: str) -> None:
    with speaking(name):
        assert current_locale() == (known_locale(name) or "en")
        assert t("Done") == "Done"


def test_the_inner_language_ends_with_its_block() -> None:
    with speaking("de"):
        with pytest.raises(KeyError), speaking("fr"):
            raise KeyError
        assert current_locale() == "de"
    assert current_locale() == "en"


async def test_tasks_at_the_same_time_speak_their_own_languages() -> None:
    everybody_speaks = asyncio.Barrier(3)

    async def locale_of(name: str) -> str:
        with speaking(name):
            await everybody_speaks.wait()
            return current_locale()

    with speaking("ja"):
        assert await asyncio.gather(locale_of("de"), locale_of("fr"), locale_of("pt-BR")) == ["de", "fr", "pt_BR"]
        assert current_locale() == "ja"
