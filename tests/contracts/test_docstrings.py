"""What public functions say of what they raise."""

import pytest

from tests.contracts.raising import Module
from tests.contracts.tools import ROOT, sources


@pytest.mark.parametrize("folder", ["bot", "adapters", "storage", "search", "content"])
def test_a_public_function_that_raises_says_what(folder: str) -> None:
    unsaid = {path: Module.of(path.read_text(encoding="utf-8")).unsaid() for path in sources(folder)}
    assert {path.relative_to(ROOT).as_posix(): faults for path, faults in unsaid.items() if faults} == {}


def load(body: str, said: str = "Read it.") -> str:
    return f'def load(text):\n    """{said}"""\n    {body}\n'


HELPER = "\ndef _read(text):\n    raise ValueError(text)\n"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (load("raise ValueError(text)", "Read it. Raises KeyError."), "ValueError"),
        (load("raise Refusal(text)", "Raises nothing but Refusals."), "Refusal"),
        (load("raise errors.Refusal(text)"), "Refusal"),
        (load("raise ValueError if text else KeyError(text)", "Raises KeyError."), "ValueError"),
        (load("return _read(text)") + HELPER, "ValueError"),
        (load("return [_read(line) for line in text]") + HELPER, "ValueError"),
        (load("return _open(text)") + "\ndef _open(text):\n    return _read(text)\n" + HELPER, "ValueError"),
        (load("raise _error(text)") + "\ndef _error(text) -> KeyError: ...\n", "KeyError"),
        ("async " + load("raise await _error(text)") + "\nasync def _error(text) -> KeyError: ...\n", "KeyError"),
        (load("raise _error(text)") + "\ndef _error(text) -> Exception: ...\n", "what cannot be told"),
        (load("error = _error(text)\n    raise error") + "\ndef _error(text) -> KeyError: ...\n", "KeyError"),
        (load("raise text"), "what cannot be told"),
        (load("raise ERRORS[text]"), "what cannot be told"),
        (
            load("try:\n        return _read(text)\n    except ValueError as error:\n        raise KeyError from error") + HELPER,
            "KeyError",
        ),
        (load("try:\n        return _read(text)\n    except OSError:\n        return None") + HELPER, "ValueError"),
        (
            "class Reader:\n    def load(self):\n        self._read()\n    def _read(self):\n        raise ValueError",
            "ValueError",
        ),
        ("if READS:\n    " + load("raise ValueError").replace("\n", "\n    "), "ValueError"),
        ("try:\n    " + load("raise ValueError").replace("\n", "\n    ") + "\nfinally:\n    pass", "ValueError"),
        ("@commands.add('load', 'Read it.')\n" + load("raise ValueError"), "ValueError"),
        ("@app.command()\n" + load("raise Refusal(text)"), "Refusal"),
    ],
)
def test_what_is_raised_and_not_said_is_found(source: str, name: str) -> None:
    assert Module.of(source).unsaid() == [f"load raises {name}"]


@pytest.mark.parametrize("name", ["__call__", "__post_init__", "__init__"])
def test_what_a_class_does_by_itself_counts(name: str) -> None:
    source = f'class Text:\n    """A text. {{said}}"""\n    def {name}(self):\n        raise ValueError'
    assert Module.of(source.format(said="")).unsaid() == [f"{name} raises ValueError"]
    assert Module.of(source.format(said="Raises ValueError.")).unsaid() == []


@pytest.mark.parametrize(
    "source",
    [
        load("raise ValueError(text)", "Read it. Raises ValueError if it cannot."),
        load("try:\n        return _read(text)\n    except (KeyError, ValueError):\n        return None") + HELPER,
        load("try:\n        return _read(text)\n    except Exception:\n        return None") + HELPER,
        load("with suppress(ValueError):\n        return _read(text)") + HELPER,
        load("try:\n        return text[0]\n    except KeyError as error:\n        raise error"),
        "@commands.add('load', 'Read it.')\n" + load("raise Refusal(text)"),
        HELPER,
    ],
)
def test_what_is_said_or_does_not_leave_is_no_fault(source: str) -> None:
    assert Module.of(source).unsaid() == []
