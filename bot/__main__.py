"""`python -m bot …`. Nothing that is imported is garbage, and looking for some meanwhile takes a sixth of the start."""

import gc

gc.disable()
from bot.command_line import main  # noqa: E402 - see above

gc.enable()

if __name__ == "__main__":
    main()
