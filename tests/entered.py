"""A command as an operator enters it, carried out in this process: a process of its own would import everything anew."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

import pytest
import structlog

from bot import command_line
from bot.logs import OURS
from tests.started import environment


def enter(folder: Path, *arguments: str, **settings: str) -> CompletedProcess[str]:
    """What a command of the bot came to. What a process would print as a traceback is raised."""
    with (
        chdir(folder),
        patch.dict(os.environ, environment(folder, **settings), clear=True),
        patch.object(sys, "argv", ["bot", *arguments]),
        logging_as_before(),
        redirect_stdout(StringIO()) as out,
        redirect_stderr(StringIO()) as errors,
        pytest.raises(SystemExit) as ended,
    ):
        command_line.main()
    return CompletedProcess(arguments, ended.value.code, out.getvalue(), errors.getvalue())


@contextmanager
def logging_as_before() -> Iterator[None]:
    """Leave logging as it was."""
    root = logging.getLogger()
    handlers, level, structured = root.handlers[:], root.level, structlog.get_config()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for name in OURS:
            logging.getLogger(name).setLevel(logging.NOTSET)
        structlog.configure(**structured)
