"""Sets up `.venv` from the pinned packages, once, then runs Python in it: `python3 bootstrap.py [flag] -m bot demo`.

It needs nothing but Python 3.11 or newer with its venv module. What was set up for a lock file is not set up again until that
file changes. The flag `--certificates` takes what makes certificates as PDF too, `--sandbox` that and what runs members' code,
`--scale` that and what several machines share and report to, `--dev` all of it and the packages of tests and checks.
"""

import hashlib
import importlib.util
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
RUN, CERTIFICATES = ROOT / "requirements.txt", ROOT / "requirements-certificates.txt"
SANDBOX, SCALE, DEVELOP = (ROOT / f"requirements-{name}.txt" for name in ("sandbox", "scale", "dev"))
LOCKS = (RUN, CERTIFICATES, SANDBOX, SCALE, DEVELOP)
"""Each holds all that those before it hold."""
FLAGS = {"--certificates": CERTIFICATES, "--sandbox": SANDBOX, "--scale": SCALE, "--dev": DEVELOP}


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run the rest of the line, if there is any."""
    flags = [argument for argument in arguments[:1] if argument in FLAGS]
    set_up(FLAGS[flags[0]] if flags else RUN)
    line = arguments[len(flags) :]
    return subprocess.call([PYTHON, *line], cwd=ROOT) if line else 0


def set_up(lock: Path) -> None:
    """Install the packages of `lock`, unless they, or a larger set that holds them, are there."""
    if any(_stamp(larger).exists() for larger in LOCKS[LOCKS.index(lock) :]):
        return
    if not _has_pip():
        print("Making .venv …", flush=True)
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    print(f"Installing the packages of {lock.name}: a minute or two, once …", flush=True)
    install = [PYTHON, "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check", "--progress-bar", "on"]
    subprocess.check_call([*install, "-r", lock])
    _stamp(lock).touch()


def _has_pip() -> bool:
    """Whether the environment is whole; one whose making was interrupted is made anew."""
    return (
        PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    )


def _stamp(lock: Path) -> Path:
    """The file that says: these very pins are installed."""
    return ENVIRONMENT / f"{lock.stem}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}.installed"


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("Cairn needs Python 3.11 or newer.")
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("Python's venv module is incomplete here. On Debian and Ubuntu: apt install python3-venv")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except subprocess.CalledProcessError:
        sys.exit("The packages could not be installed; the lines above say why.")
