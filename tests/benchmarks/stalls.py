"""What holds up the event loop of a crawl, on a disk that is quiet or busy.

    python -m tests.benchmarks.stalls [--busy 3] [--sync 0.2] [--pages 500] [--times 1]

Pages of 20 hosts are crawled from a server on 127.0.0.1 beside a sitemap of 50,000 new URLs, as
``frontier`` does, in a process of its own each time: how long callbacks of the event loop and its
rounds take, and how long it does not come round. So many processes (``--busy``) write to the same
disk meanwhile, 8 MB at a time, and sync each; or each sync takes so many seconds longer
(``--sync``, with strace), as on a disk that is much slower.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.frontier import IN_SITEMAP, report, run, serving

WRITER = """
import os, sys
content = os.urandom(1 << 20)
with open(sys.argv[1], "wb", buffering=0) as stream:
    while True:
        stream.seek(0)
        for _ in range(8):
            stream.write(content)
        os.fsync(stream.fileno())
"""


@contextmanager
def writing(folder: Path, number: int) -> Iterator[None]:
    """So many processes that write to the disk of ``folder``, and sync."""
    line = [sys.executable, "-c", WRITER]
    running = [subprocess.Popen([*line, str(folder / f"busy-{n}")]) for n in range(number)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


def slowly(seconds: float) -> list[str]:
    """What runs a program whose syncs take so much longer."""
    calls = "fsync,fdatasync"
    line = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={calls}"]
    return [*line, "-e", f"inject={calls}:delay_exit={round(seconds * 1e6)}"]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--sync", type=float, default=0.0)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(dir=options.folder) as name,
        serving(IN_SITEMAP) as address,
    ):
        filled, folder = Path(name) / "filled", Path(name) / "c"
        run("fill", filled, options.rows)
        for _ in range(options.times):
            shutil.copytree(filled, folder)
            os.sync()
            with writing(Path(name), options.busy):
                print(f"\n{options.pages} pages, {options.busy} writers, syncs + {options.sync} s")
                slow = slowly(options.sync) if options.sync else ()
                report(run("stalls", folder, options.pages, address, under=slow))
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
