"""What holds while a call is answered."""

from collections.abc import Generator
from contextlib import contextmanager

from bot.interface.call import Request
from bot.language import ENGLISH, speaking
from bot.logs import hidden_in_logs


@contextmanager
def answering(request: Request, *typed: str) -> Generator[None]:
    """While the block runs sentences are in the language of whoever reads the answer, and nothing that came with the call, or was
    typed of it so far, gets into the log."""
    texts = (*request.call.values.values(), *typed)
    with speaking(request.reader or request.actor.locale or ENGLISH), hidden_in_logs(texts):
        yield
