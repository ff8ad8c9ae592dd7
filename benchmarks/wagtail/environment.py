"""Wagtail in an environment of its own, made in a folder when it is not there."""

import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def python(folder: Path) -> Path:
    """The Python that has Wagtail; made anew when the pinned requirements have changed."""
    environment = (folder / "wagtail-environment").resolve()
    done, wanted = environment / "requirements.txt", REQUIREMENTS.read_text()
    program = environment / "bin" / "python"
    if not (done.exists() and done.read_text() == wanted):
        print("Making an environment for Wagtail", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        subprocess.run([program, "-m", "pip", "install", "--quiet", "--no-deps", "-r", REQUIREMENTS], check=True)
        done.write_text(wanted)
    return program
