"""Plain Python in a process of its own, for what a pack's author wrote; it can do whatever that author could.

Members' code never comes here (`adapters/sandbox.py`).
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import cast

SECONDS = 30.0
"""All pieces of a pack together may take so long."""

_RUN = """
import json, sys
sys.stdout = sys.stderr
for code in json.load(sys.stdin):
    names = {}
    try:
        exec(code, names)
        result = bool(names["ok"])
    except KeyError as error:
        result = "it sets no `ok`" if "ok" not in names else f"it raises {error!r}"
    except Exception as error:
        result = f"it raises {error!r}"
    print(json.dumps(result), file=sys.__stdout__, flush=True)
"""


async def verify(pieces: Sequence[str]) -> list[bool | str]:
    """For each piece whether its `ok` was true, or what went wrong; what is not reached in time went wrong too."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", _RUN,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        written, _ = await asyncio.wait_for(process.communicate(json.dumps(list(pieces)).encode()), SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        return [f"it, or one before it, takes more than {SECONDS:.0f} seconds" for _ in pieces]
    results = [cast("bool | str", json.loads(line)) for line in written.splitlines()]
    return results + ["it ended the process"] * (len(pieces) - len(results))
