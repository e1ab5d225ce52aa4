"""What is not looked through for garbage."""

import gc


def keep_for_good() -> None:
    """What was imported and read stays until the end: looking through it for garbage stopped everybody for 0.1 s each time."""
    gc.collect()
    gc.freeze()
