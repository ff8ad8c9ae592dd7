"""How many photographs a second one core turns into their sizes, and in how much memory.

    python benchmarks/photos.py [--rounds 3] [--photos 3] [--willow /path/to/its/python]

A 24-megapixel JPEG, made here, goes through each contender in a process of its own, in alternating rounds; the medians are
printed. Time is that of the processor. Willow, which Wagtail uses, runs in an environment of its own, made from
`benchmarks/willow.txt` in $VAR (default ./var) when it is not there; --willow or WILLOW_PYTHON names another. Run it from the root
of the repository.
"""

import argparse
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
EQUAL = (1600, 800, 400)


# The contenders: each takes the bytes of a photograph and returns those of its renditions


def as_chosen(content: bytes) -> list[bytes]:
    from editions.images import SHOWN, make_renditions

    return [r.content for r in make_renditions(content, credit="Test", copyright="Test", caption="Test", sizes=SHOWN)]


def at_equal_sizes(content: bytes) -> list[bytes]:
    from editions.images import Size, make_renditions

    sizes = [Size(str(edge), edge, method=4) for edge in EQUAL]
    return [r.content for r in make_renditions(content, credit="Test", copyright="Test", caption="Test", sizes=sizes)]


def whole_upload(content: bytes) -> list[bytes]:
    from editions.images import PORTRAITS, SIZES, make_renditions, read_upload

    upload = read_upload(content)
    sizes = SIZES + PORTRAITS
    return [r.content for r in make_renditions(upload, credit="Test", copyright="Test", caption="Test", sizes=sizes)]


def plain_pillow(content: bytes) -> list[bytes]:
    files = []
    for edge in EQUAL:
        picture = Image.open(io.BytesIO(content))
        picture = picture.resize((edge, picture.height * edge // picture.width), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=80)
        files.append(out.getvalue())
    return files


def willow(content: bytes) -> list[bytes]:
    from willow.image import Image as WillowImage

    files = []
    for edge in EQUAL:  # each rendition opens the file, as in Wagtail
        picture = WillowImage.open(io.BytesIO(content)).auto_orient()
        width, height = picture.get_size()
        out = io.BytesIO()
        picture.resize((edge, height * edge // width)).save_as_webp(out, quality=80)
        files.append(out.getvalue())
    return files


CONTENDERS: dict[str, tuple[str, Callable[[bytes], list[bytes]]]] = {
    "willow": ("Willow, 1600/800/400, method 4", willow),
    "plain": ("plain Pillow, the same", plain_pillow),
    "equal": ("ours, the same", at_equal_sizes),
    "chosen": ("ours, 1500/750/375, method 2", as_chosen),
    "whole": ("ours, checks and all eight files", whole_upload),
}


def make_photograph(width: int = 6000, height: int = 4000) -> bytes:
    """A JPEG with broad light, middling detail and the grain of a sensor; about 8 MB at 24 megapixels."""
    bands = []
    for band in range(3):
        source = random.Random(band)
        layers = []
        for across, down, low, high in ((9, 6, 20, 235), (300, 200, 80, 176)):
            field = bytes(source.randrange(low, high) for _ in range(across * down))
            layers.append(Image.frombytes("L", (across, down), field).resize((width, height), Image.Resampling.BICUBIC))
        light = ImageChops.add(*layers, 1, -128)
        bands.append(ImageChops.add(light, Image.effect_noise((width, height), 18), 1, -128))
    out = io.BytesIO()
    Image.merge("RGB", bands).save(out, "JPEG", quality=85)
    return out.getvalue()


def run(name: str, path: Path, photos: int) -> None:
    """One contender in this process: prints its seconds a photograph, peak memory in MiB and bytes, as JSON."""
    sys.path.insert(0, str(ROOT))
    content = path.read_bytes()
    contender = CONTENDERS[name][1]
    files = contender(content)  # loads what is loaded once
    start = time.process_time()
    for _ in range(photos):
        contender(content)
    seconds = (time.process_time() - start) / photos
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "bytes": sum(map(len, files))}))


def willow_python() -> str | None:
    """The Python that has Willow, in an environment that is made once; None, with the reason said, where it cannot be."""
    folder = Path(os.environ.get("VAR") or ROOT / "var").resolve() / "willow"
    python = folder / "bin" / "python"
    if (folder / "made").exists():
        return str(python)
    print("Installing Willow, to compare with", flush=True)
    install = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        ROOT / "benchmarks/willow.txt",
    ]
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run(install, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Willow is left out: {error}")
        return None
    (folder / "made").touch()
    return str(python)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--photos", type=int, default=3, help="photographs a contender and round")
    parser.add_argument("--willow", default=os.environ.get("WILLOW_PYTHON"), help="the Python that has Willow")
    parser.add_argument("--run", nargs=2, metavar=("CONTENDER", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run(options.run[0], Path(options.run[1]), options.photos)
        return
    options.willow = options.willow or willow_python()
    names = [name for name in CONTENDERS if name != "willow" or options.willow]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photograph.jpg"
        # In a process of its own: a child starts with its parent's peak of memory.
        maker = f"import sys; sys.path.insert(0, {str(ROOT / 'benchmarks')!r}); import photos; "
        maker += f"open({str(path)!r}, 'wb').write(photos.make_photograph())"
        subprocess.run([sys.executable, "-c", maker], check=True)
        print(
            f"A JPEG of 24 megapixels, {path.stat().st_size / 1e6:.1f} MB; {options.rounds} rounds of {options.photos}"
        )
        for _ in range(options.rounds):
            for name in names:
                python = options.willow if name == "willow" else sys.executable
                command = [python, __file__, "--photos", str(options.photos), "--run", name, str(path)]
                found[name].append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    middle = {
        name: {key: statistics.median(r[key] for r in rounds) for key in rounds[0]} for name, rounds in found.items()
    }
    base = names[0]
    print(f"{'':36}{'a second':>9}{'seconds':>9}{'peak MiB':>10}{'kB':>7}{'times':>7}")
    for name in names:
        seconds, peak, size = middle[name]["seconds"], middle[name]["peak"], middle[name]["bytes"]
        times = middle[base]["seconds"] / seconds
        print(f"{CONTENDERS[name][0]:36}{1 / seconds:9.2f}{seconds:9.3f}{peak:10.0f}{size / 1000:7.0f}{times:7.1f}")


if __name__ == "__main__":
    main()
