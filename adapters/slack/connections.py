"""The connections through which all of a process goes to Slack."""

from aiohttp import ClientSession, ClientTimeout

from adapters.outgoing import told_requests

TIMEOUT_SECONDS = 15
"""The most seconds for one call; well under the lease of a delivery."""


class Connections:
    """One session for all who share it. It opens at the first call: a session belongs to a running loop."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    def open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS), trace_configs=[told_requests("slack")])
        return self._session

    async def close(self) -> None:
        if self._session:
            await self._session.close()
