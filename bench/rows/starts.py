"""Processes: how soon one answers, what memory it has, and a whole command line."""

import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.frame import Figure, Row, Sides, Stage, at_most, at_most_floor
from bench.processes import first_line, heard, whole

STARTED, IDLE, WARM = "ms to the first answer", "idle MB", "with content MB"
TAKEN = "ms"
_SAY = ("-m", "bot", "say", "help")
_MODULES_OF_SAY = """
import json, sys
sys.argv = ["bot", "say", "help"]
sys.stdout, shown = open("/dev/null", "w"), sys.stdout
from bot.__main__ import main
try:
    main()
except SystemExit:
    pass
own = {"bot", "adapters", "storage", "content", "search", "__main__"}
print(json.dumps([name for name in sys.modules if name.partition(".")[0] not in own]), file=shown)
"""


@asynccontextmanager
async def _whole_bot(stage: Stage, platforms: Sequence[str]) -> AsyncGenerator[Sides]:
    async with stage.databases.copy("SQLite") as url:
        with TemporaryDirectory() as name:
            folder = Path(name)
            yield Sides(
                partial(_started, folder, "bench.whole_bot", url, *platforms),
                partial(_started, folder, "bench.bare_libraries", *platforms),
            )


async def _started(folder: Path, module: str, *arguments: str) -> Mapping[str, float]:
    taken, line = await first_line(folder, "-m", module, *arguments)
    measured = heard(line)
    return {STARTED: taken, IDLE: measured["idle"], WARM: measured["warm"]}


@asynccontextmanager
async def _say(_: Stage) -> AsyncGenerator[Sides]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        await whole(folder, *_SAY)  # makes the local community
        modules = json.loads((await first_line(folder, "-c", _MODULES_OF_SAY))[1])

        async def say() -> Mapping[str, float]:
            return {TAKEN: await whole(folder, *_SAY)}

        async def imports() -> Mapping[str, float]:
            return {TAKEN: await whole(folder, "-m", "bench.imports", typed="\n".join(modules))}

        yield Sides(say, imports)


ROWS = (
    Row(
        "start",
        "a process for both platforms, from its start to its first answer, and its memory then",
        "the bare libraries of both platforms, imported and ready to hear",
        (Figure(STARTED, at_most(2000)), Figure(IDLE), Figure(WARM, at_most(130))),
        partial(_whole_bot, platforms=("discord", "slack")),
    ),
    *(
        Row(
            f"start-{platform.casefold()}",
            f"the same with {platform} alone",
            f"the bare library of {platform}, imported and ready to hear",
            (Figure(STARTED, at_most(900)), Figure(IDLE), Figure(WARM)),
            partial(_whole_bot, platforms=(platform.casefold(),)),
        )
        for platform in ("Discord", "Slack")
    ),
    Row(
        "say",
        "a whole process that says `help`",
        "importing all the modules that it imports and that are not Cairn's",
        (Figure(TAKEN, at_most_floor(1.25)),),
        _say,
    ),
)
