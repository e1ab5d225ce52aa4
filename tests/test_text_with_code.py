"""What moderators write between fences and backticks is shown as code, as they know it from their chats."""

from bot.interface.card import Card, Code, Text
from bot.shared.text_with_code import blocks_with_code, without_code_marks, words_with_code
from tests.published import publish
from tests.test_content_challenge import WRITTEN, write
from tests.world import Caller, words

FENCED = "Make a folder first:\n\n```bash\n  python -m venv .venv\n  pip install `torch`\n```\nThen use `uv`."
CODE = "  python -m venv .venv\n  pip install `torch`"


def _code(card: Card) -> list[str]:
    return [block.text for block in card.blocks if isinstance(block, Code)]


async def test_an_answer_shows_its_code_in_the_preview_and_in_the_look_up(ann: Caller, moderator: Caller) -> None:
    answer = {"question": "How do I install quokkas?", "answer": FENCED}
    assert _code(await moderator.card("content add-question", "submit", **answer)) == [CODE]
    await publish(moderator, "content add-question", **answer)
    card = await ann.card("faq", query="install quokkas")
    assert _code(card) == [CODE]
    assert "```" not in words(card)


async def test_a_prompt_shows_its_code(moderator: Caller) -> None:
    card = await write(moderator, "single", **WRITTEN["single"], prompt=FENCED)
    assert _code(card) == [CODE]


def test_a_fence_that_is_not_closed_holds_the_rest() -> None:
    assert blocks_with_code("Run\n```\nls\n\nls -l", 200) == (Text(words_with_code("Run", 10)), Code("ls\n\nls -l"))


def test_text_with_code_is_never_wider_than_its_room() -> None:
    for text in ("`a*b` " * 40, "```\n" + "<tag>\n" * 40 + "```\nmore", "``` ```", "```\n```", "a ` b"):
        for most in (20, 60, 200):
            blocks = blocks_with_code(text, most)
            assert blocks
            assert sum(len(block.text) for block in blocks) <= most


def test_a_line_has_the_words_alone() -> None:
    assert without_code_marks(FENCED).startswith("Make a folder first:\n\n  python")
    assert without_code_marks("Use `uv`, or ```pip```") == "Use uv, or pip"
