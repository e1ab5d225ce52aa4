"""What the page may send, checked as it arrives."""

from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import Base64Bytes, BaseModel, Field, ValidationError

from bot.interface.call import LONGEST_CALL, Attachment, Call
from bot.interface.limits import LONGEST_INPUT

Id = Annotated[str, Field(min_length=1, max_length=LONGEST_CALL)]
Values = dict[str, Annotated[str, Field(max_length=LONGEST_INPUT)]]


class Line(BaseModel):
    """A typed line, however long: whether it is too long is said in an answer. `id` is the page's own for this act, the same when
    it sends it again."""

    id: Id
    room: Id
    line: str


class Filled(BaseModel):
    """A call as a button, a select or a form carries it, and what was chosen or typed."""

    id: Id
    call: Id
    values: Values

    def filled(self) -> Call:
        call = Call.load(self.call)
        return Call(call.path, {**call.values, **self.values})


class Press(Filled):
    """A button of a message, or with values a select."""

    message: Id


class File(BaseModel):
    """A file that was chosen in a form; one that is too large comes without what it holds."""

    name: Annotated[str, Field(max_length=LONGEST_INPUT)]
    size: int
    content: Base64Bytes

    async def read(self) -> bytes:
        return self.content


class Submit(Filled):
    """A form; `message` is the one it was opened from, empty if a typed line opened it. `files` are by the names of their inputs,
    whose values are the names of the files."""

    room: Id
    message: str
    files: dict[str, File] = {}

    def attachments(self) -> dict[str, Attachment]:
        return {name: Attachment(file.name, file.size, file.read) for name, file in self.files.items()}


class MarkRead(BaseModel):
    """The persona has seen everything in a room."""

    room: Id


class Advance(BaseModel):
    """Move the demo's clock."""

    by: Literal["day", "week"]


Act = TypeVar("Act", bound=BaseModel)


async def read_act(request: web.Request, act: type[Act]) -> Act:
    """The body of a request. Raises HTTPBadRequest if it is not what the page sends."""
    try:
        return act.model_validate_json(await request.read())
    except ValidationError as error:
        raise web.HTTPBadRequest(text=str(error)) from None
