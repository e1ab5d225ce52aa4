"""What a gateway owes the core about files, on any platform: `attachments` and rule 6 in docs/adding-a-platform.md.

A platform takes part in `tests/<platform>/test_conformance.py`: its class inherits `FileConformance`, and
`FetchedFileConformance` if files are fetched from it and sent to it. One without files inherits `NoFileConformance` alone.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.interface.card import Card, File
from bot.interface.limits import LARGEST_FILE
from bot.text import t
from tests.conformance.core import LaidOut
from tests.conformance.hearing import Person

CONTENT = b"title;url\r\nOwls \xff\x00;https://example.org/owls\n\r\n"
"""With bytes that are no text, and with ends of lines that something on the way might change."""
FILES = (File("owls.csv", CONTENT), File("2-owls.csv", b"one\n"))
NAMES = {
    "../../x": "../../x",
    "..\\..\\x.csv": "..\\..\\x.csv",
    "a\tbell\x07 \x1b[31m.csv": "a bell [31m.csv",
    "\u202evsc.exe": "vsc.exe",
    "*bold* <@U1> `code`.csv": "*bold* <@U1> `code`.csv",
    "": "file",
}
"""What the core makes of hostile names."""


class FilePerson(Person, Protocol):
    """Somebody on a platform with files."""

    async def attach(self, path: str, name: str, content: bytes) -> None:
        """Give a command a file in its option `file`, as people do on the platform."""
        ...

    def fetched(self) -> int:
        """How often the platform handed the bytes of a file over to the bot."""
        ...

    def files(self) -> Mapping[str, bytes]:
        """The files that came with answers, for this person alone, by their names."""
        ...

    def public_files(self) -> Collection[str]:
        """The names of files that everybody in the channel can open."""
        ...


class FetchingPerson(FilePerson, Protocol):
    """One whose platform keeps files elsewhere, and may refuse them."""

    async def attach_lost(self, path: str, name: str) -> None:
        """Give a command a file that the platform does not have any more when the bot asks for it."""
        ...

    def refuse_files(self) -> None:
        """The platform takes no file from the bot the next time."""
        ...


class LinePerson(Protocol):
    """Somebody on a platform without files."""

    core: LaidOut

    async def type(self, path: str, **values: str) -> None: ...
    def private(self) -> Sequence[str]: ...


class FileConformance:
    """Rules for a gateway of a platform that has files."""

    async def test_a_file_is_told_with_its_name_and_size_and_read_byte_by_byte(self, person: FilePerson) -> None:
        await person.attach("upload", "owls.csv", CONTENT)
        request = person.core.requests[-1]
        attached = request.attachments["file"]
        assert (attached.name, attached.size) == ("owls.csv", len(CONTENT))
        assert request.call.values["file"] == "owls.csv"
        assert person.core.files == [("owls.csv", CONTENT)]
        assert "Got owls.csv" in person.private()[-1]
        assert not person.public()

    async def test_an_empty_file_is_read_as_one(self, person: FilePerson) -> None:
        await person.attach("upload", "owls.csv", b"")
        assert person.core.files == [("owls.csv", b"")]

    async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(self, person: FilePerson) -> None:
        await person.attach("upload", "owls.csv", b"o" * (LARGEST_FILE + 1))
        assert person.fetched() == 0
        assert not person.core.files
        assert "is larger than 1 MB" in person.private()[-1]
        assert not person.public()

    async def test_why_a_file_is_of_the_wrong_kind_is_said_privately(self, person: FilePerson) -> None:
        await person.attach("upload", "owls.csv", b"PK\3\4")
        assert "This is a workbook." in person.private()[-1]
        assert not person.public()

    async def test_hostile_names_are_shown_without_deceptive_characters(self, person: FilePerson) -> None:
        for name, shown in NAMES.items():
            await person.attach("upload", name, b"owls")
            assert person.core.files[-1] == (shown, b"owls"), name

    async def test_a_long_name_is_cut_and_keeps_its_ending(self, person: FilePerson) -> None:
        await person.attach("upload", f"{'n' * 300}.yaml", b"owls")
        name, content = person.core.files[-1]
        assert (len(name), name[-6:], content) == (100, "….yaml", b"owls")

    async def test_files_of_an_answer_come_whole_and_to_this_person_alone(self, person: FilePerson) -> None:
        person.core.answers["cohort join"] = Card(t("Exported"), files=FILES)
        await person.type("cohort join", cohort="ml-jan")
        assert person.files() == {file.name: file.content for file in FILES}
        assert "Exported" in person.private()[-1]
        assert not person.public_files()

    async def test_files_of_an_answer_to_a_press_come_as_well(self, person: FilePerson) -> None:
        person.core.answers["cohort leave"] = Card(t("Exported"), files=FILES)
        await person.type("cohort join", cohort="ml-jan")
        await person.press("Leave")
        assert person.files() == {file.name: file.content for file in FILES}
        assert not person.public_files()


class FetchedFileConformance:
    """Rules for a gateway of a platform that keeps the files of people, and is sent those of the bot."""

    async def test_a_file_that_is_not_there_any_more_is_told_in_a_sentence(self, person: FetchingPerson) -> None:
        await person.attach_lost("upload", "owls.csv")
        assert not person.core.files
        assert "The platform did not hand over the file. Send it again in a minute." in person.private()[-1]

    async def test_a_file_that_the_platform_does_not_take_is_told_in_a_sentence(self, person: FetchingPerson) -> None:
        person.core.answers["cohort join"] = Card(t("Exported"), files=FILES)
        person.refuse_files()
        await person.type("cohort join", cohort="ml-jan")
        assert not person.files()
        assert "The platform did not take the file." in person.private()[-1]
        assert not person.public_files()

    async def test_the_same_is_told_after_a_press(self, person: FetchingPerson) -> None:
        person.core.answers["cohort leave"] = Card(t("Exported"), files=FILES)
        await person.type("cohort join", cohort="ml-jan")
        person.refuse_files()
        await person.press("Leave")
        assert "The platform did not take the file." in person.private()[-1]


class HurriedFileConformance:
    """Rules for files on a platform whose people wait only some seconds; `slow_person` is that of HurriedConformance."""

    async def test_files_come_with_a_slow_answer_as_well(self, slow_person: FilePerson) -> None:
        slow_person.core.answers["cohort join"] = Card(t("Exported"), files=FILES)
        await slow_person.type("cohort join", cohort="ml-jan")
        assert slow_person.files() == {file.name: file.content for file in FILES}

    async def test_that_a_file_was_not_taken_follows_a_slow_answer_as_well(self, slow_person: FetchingPerson) -> None:
        slow_person.core.answers["cohort join"] = Card(t("Exported"), files=FILES)
        slow_person.refuse_files()
        await slow_person.type("cohort join", cohort="ml-jan")
        assert "The platform did not take the file." in slow_person.private()[-1]


class NoFileConformance:
    """Rules for a gateway of a platform without files: its requests say so, and people read a sentence instead."""

    async def test_a_command_that_takes_a_file_says_that_none_can_be_sent(self, person: LinePerson) -> None:
        await person.type("upload")
        assert not person.core.requests[-1].takes_files
        assert "Files can be neither sent nor received here." in person.private()[-1]

    async def test_in_place_of_an_answer_with_a_file_it_is_said_that_none_can_be_received(self, person: LinePerson) -> None:
        person.core.answers["cohort join"] = Card(t("Exported"), files=FILES)
        await person.type("cohort join", cohort="ml-jan")
        assert "Files can be neither sent nor received here." in person.private()[-1]
