"""What it costs to take one article out of a collection: python -m tests.benchmarks.redaction 2000

So many pages of about 20 kB with random words are captured and read into a collection in a
temporary folder; then one of them is redacted. Printed: CPU seconds of the redaction (the search
for copies, the rewritten file and the new catalogue together), of that per page, and the most
memory of the process.
"""

import random
import resource
import string
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from archiver.collection import Session
from archiver.collection.redaction import Order, Surroundings, redact
from tests.archiver.collection.redaction.making import counting, page, store, ticking


def fill(folder: Path, number: int) -> None:
    """Capture ``number`` pages that share their menu, and nothing else."""
    chance = random.Random(1)
    words = ["".join(chance.choices(string.ascii_lowercase, k=3 + n % 8)) for n in range(5000)]
    menu = "".join(f'<a href="/section/{word}">{word}</a>' for word in words[:600])
    with closing(Session(folder, now=ticking())) as session:
        for n in range(number):
            text = tuple(
                " ".join(chance.choices(words, k=15)).capitalize() + "." for _ in range(60)
            )
            url = f"http://paper.example/story/{n}"
            title = f"Title {n} {' '.join(chance.choices(words, k=6))}"
            store(session, url, page(title, text, url, f"<nav>{menu}</nav>"))


def main() -> None:
    """Make a collection of as many pages as the command line says, and redact one."""
    number = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "collection"
        fill(folder, number)
        order = Order(wanted=[f"http://paper.example/story/{number // 2}"], reason="to measure it")
        began = time.process_time()
        redact(folder, order, Surroundings(now=ticking(), new_id=counting(7)))
        spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{spent:.1f} s, {spent / number * 1000:.1f} ms a page, at most {memory:.0f} MB")


if __name__ == "__main__":
    main()
