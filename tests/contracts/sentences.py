"""Which words in the source reach people, and by which way: what the contract on sentences looks for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.tools import ROOT, sources

SENTENCES = {"t": 1, "n": 2}
"""How many sentences each takes, before the values."""

DECLARED = {"description", "form_title", "submit", "form_label", "hint", "shown"}
"""Attributes of commands and options that hold a sentence; `bot/wiring/translation.py` gives them to translators."""

FOR_OPERATORS = (
    *(
        "bot/command_line.py",
        "bot/content_commands.py",
        "bot/wiring",
        "bot/config.py",
        "bot/setting_values.py",
    ),  # the command line, its settings
    *("bot/demo.py", "bot/story.py"),  # the demo that it plays
    *("adapters/authors", "adapters/links.py", "adapters/slack/manifest.py"),  # what authors try and operators paste into Slack
    *("bot/telemetry.py", "adapters/telemetry"),  # what they measure
    "storage/outage.py",  # what the log says of a database that cannot be used
    *("storage/backups", "storage/migrations"),  # what they put back, and what used to be stored
)
"""Whoever runs the bot reads English: on the command line, in its log, in failures. Everybody else reads their language."""

WEEKDAY_OR_MONTH = {"%A", "%a", "%B", "%b", "%c", "%x", "%p"}
THREE_WORDS = re.compile(r"[^\W\d_]+,? [^\W\d_]+,? [^\W\d_]+")
"""A sentence, as opposed to a key, a code or a path of a command."""

MARKUP = ROOT / "bot" / "text.py"
SPEAKING_FILES = [
    path
    for path in sources("bot", "adapters", "storage", "search")
    if path != MARKUP and not str(path.relative_to(ROOT)).startswith(FOR_OPERATORS)
]


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Calls of a function by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def said(tree: ast.AST) -> Iterator[ast.expr]:
    """What `t` and `n` are given to say."""
    for name, count in SENTENCES.items():
        yield from (argument for call in calls(tree, name) for argument in call.args[:count])


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every literal that `t` and `n` are given to say, however deep its call stands."""
    yield from (argument for argument in said(tree) if isinstance(argument, ast.Constant))


def codes_said(path: Path) -> Iterator[str]:
    """What stands in backticks in a file's sentences."""
    for literal in literals(ast.parse(path.read_text())):
        yield from re.findall("`([^`]+)`", str(literal.value))


def is_sentence(node: ast.expr) -> bool:
    """A literal, which translators find; or what a declaration says, which they find too."""
    match node:
        case ast.Constant(value=str()) | ast.Attribute(attr="description"):
            return True
        case ast.Attribute(attr=name) | ast.Call(func=ast.Attribute(attr=name)):
            return name in DECLARED
        case _:
            return False


def has_words(node: ast.AST) -> bool:
    """Whether an expression says something of its own: letters, a weekday or month by its English name, a list with commas."""
    match node:
        case ast.Constant(value=str(text)):
            return any(character.isalpha() for character in text)
        case ast.FormattedValue(value=value, format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])):
            return has_words(value) or any(part in spec for part in WEEKDAY_OR_MONTH)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=", "), attr="join")):
            return True
        case ast.Call(func=ast.Name(id="join"), args=[_, ast.Constant(value=", ")]):
            return True
        case ast.Call() | ast.Compare() | ast.Subscript():
            return False  # what is called says its own words by `t`; keys and comparisons are not said
        case _:
            return any(map(has_words, ast.iter_child_nodes(node)))


def place(path: Path, node: ast.expr) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


def unfindable(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [place(path, argument) for argument in said(tree) if not is_sentence(argument)]


def untranslated(path: Path) -> list[str]:
    """Words that reach people beside the sentences: in values, and in text marked as safe."""
    return [place(path, node) for node in beside_sentences(ast.parse(path.read_text(encoding="utf-8"))) if has_words(node)]


def beside_sentences(tree: ast.AST) -> Iterator[ast.expr]:
    for name in SENTENCES:
        yield from (keyword.value for call in calls(tree, name) for keyword in call.keywords)
    for name in ("Markup", "escape", "fitted", "link"):
        yield from (argument for call in calls(tree, name) for argument in call.args)


def bare_descriptions(path: Path) -> list[str]:
    """Descriptions of commands and options that are used beside `t`; `_description` is Discord's, with all translations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(part) for name in ("t", "_description") for call in calls(tree, name) for part in ast.walk(call)}
    return [
        place(path, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "description" and id(node) not in spoken
    ]


def sentences(tree: ast.AST) -> Iterator[ast.Constant]:
    """Literals that read as a sentence, except those that no member sees: docstrings, failures, the log, and text of several
    lines, which is a program or a list of words."""
    unseen = {id(part) for node in ast.walk(tree) if is_unseen(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in unseen and "\n" not in text and THREE_WORDS.search(text):
                yield node
            case _:
                pass


def is_unseen(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id="Refusal" | "Ask"))):
            return False
        case ast.Raise():
            return True
        case ast.Call(func=ast.Name(id="Spell" | "Seldom" | "guarded") | ast.Attribute(attr="begin")):
            return True  # what the log says
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log"))):
            return True
        case ast.Call(func=ast.Name(id="check")):  # of a limit: its name stands in the failure
            return True
        case ast.keyword(arg="across_communities"):  # why a statement does not keep to one
            return True
        case _:
            return False


def codes() -> frozenset[str]:
    """What types name: data, which becomes words where it is shown."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SPEAKING_FILES]
    named = [part for tree in trees for node in ast.walk(tree) if is_type(node) for part in ast.walk(node)]
    return frozenset(part.value for part in named if isinstance(part, ast.Constant) and isinstance(part.value, str))


def is_type(node: ast.AST) -> bool:
    match node:
        case ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.ClassDef(bases=[ast.Name(id="StrEnum")]):
            return True
        case _:
            return False
