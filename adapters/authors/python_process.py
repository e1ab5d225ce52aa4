"""Plain Python in a process of its own, for what a pack's author wrote; it can do whatever that author could.

Members' code never comes here (`adapters/sandbox/pool.py`).
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import cast

SECONDS = 30.0
"""The most seconds that all pieces of a pack together may take."""

_RUN = """
import json, sys
sys.stdout = sys.stderr
for code in json.load(sys.stdin):
    names = {}
    try:
        exec(code, names)
        result = bool(names["ok"]) if "ok" in names else "it sets no `ok`"
    except (Exception, SystemExit) as error:
        result = f"it raises {error!r}"
    print(json.dumps(result), file=sys.__stdout__, flush=True)
"""


async def verify(pieces: Sequence[str]) -> list[bool | str]:
    """For each piece whether its `ok` was true, or what went wrong; after a piece that does not end no other is tried."""
    with TemporaryFile() as written:  # and no pipe: results from before one that never ends are not lost with it
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _RUN,
            stdin=asyncio.subprocess.PIPE, stdout=written, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        stopped = "it ended the process"
        try:
            await asyncio.wait_for(process.communicate(json.dumps(list(pieces)).encode()), SECONDS)
        except TimeoutError:
            stopped = f"it was still running when all of them had taken {SECONDS:.0f} seconds"
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        written.seek(0)
        results = [cast("bool | str", json.loads(line)) for line in written]
    missing = len(pieces) - len(results)
    return [*results, *[stopped, *["it was not tried, for one before it did not end"] * (missing - 1)][:missing]]
