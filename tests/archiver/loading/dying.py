"""A program in the place of `archiver.loading.worker`, which dies or hangs at pages that say so."""

import hashlib
import os
import resource
import signal

from archiver.loading import worker
from archiver.loading.messages import Slot


class Dying(Slot):
    def begin(self, number: int, offset: int, url: str) -> None:
        super().begin(number, offset, url)
        if "segfault" in url:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "out-of-memory" in url:
            os.kill(os.getpid(), signal.SIGKILL)
        if "c-code" in url:
            hashlib.pbkdf2_hmac("sha256", b"", b"", 2_000_000_000)  # no signal gets through
        if "python" in url:
            while True:
                pass


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    worker.main(Dying)
