"""The first answer to an interaction that came over HTTP goes back in the response to the request that brought it."""

import asyncio
from typing import Any

from discord.http import MultipartParameters
from discord.webhook.async_ import async_context

Payload = dict[str, Any]


class InlineAnswer:
    """Stands between discord.py and Discord while one interaction is answered, in the task that answers it. An answer with files
    is sent for itself, for only then Discord says whether it takes them; so are all that follow the first."""

    def __init__(self) -> None:
        self._way: Any = async_context.get()
        self.first: asyncio.Future[Payload | None] = asyncio.get_running_loop().create_future()
        """What the response holds; None if the answer comes for itself."""
        self.delivered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        """Whether the response could be sent."""

    def begin(self) -> None:
        """From now on discord.py answers through this, in the current task and those that it begins."""
        async_context.set(self)  # pyright: ignore[reportArgumentType]

    async def create_interaction_response(
        self, interaction_id: int, token: str, *, params: MultipartParameters, **how: Any
    ) -> Payload:
        """As discord.py's own. Raises what it does if the answer is sent for itself."""
        if not self.first.done():
            inline = None if params.files else params.payload
            self.first.set_result(inline)
            if await self.delivered and inline is not None:
                return {"interaction": {"id": str(interaction_id), "type": inline["type"]}}
        return await self._way.create_interaction_response(interaction_id, token, params=params, **how)

    async def edit_original_interaction_response(self, *which: Any, **how: Any) -> Any:
        return await self._way.edit_original_interaction_response(*which, **how)
