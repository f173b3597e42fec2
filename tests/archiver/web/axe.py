"""axe-core: what finds faults of a page's accessibility. Fetched once, checked, never part of us.

Deque's, under the MPL-2.0, from the npm registry, as :mod:`archiver.replay.viewer` fetches its own.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from base64 import b64decode
from io import BytesIO
from pathlib import Path

from archiver.replay.viewer import cache_folder
from tests.archiver.replay.chromium import required

NAME = "axe-core-4.14.1"
INTEGRITY = (  # npm view axe-core@4.14.1 dist.integrity
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"  # of axe.min.js
URL = f"https://registry.npmjs.org/axe-core/-/{NAME}.tgz"
PATIENCE = 120  # seconds


def script() -> str:
    """axe.min.js. Skips the test where it cannot be had."""
    kept = cache_folder() / NAME / "axe.min.js"
    if kept.is_file() and hashlib.sha256(kept.read_bytes()).hexdigest() == SHA256:
        return kept.read_text(encoding="utf-8")
    try:
        packed = _packed()
    except (OSError, subprocess.SubprocessError) as error:
        required(None, f"axe-core ({error})")
        raise
    assert hashlib.sha512(packed).digest() == b64decode(INTEGRITY)
    with tarfile.open(fileobj=BytesIO(packed), mode="r:gz") as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        content = member.read()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as new:
        new.write(content)
    Path(new.name).replace(kept)
    return content.decode()


def _packed() -> bytes:
    """The package, by npm if it is installed (it knows of mirrors), else from the registry."""
    npm = shutil.which("npm")
    if npm is None:
        with urllib.request.urlopen(URL, timeout=PATIENCE) as answer:
            content: bytes = answer.read()
            return content
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--ignore-scripts", "axe-core@4.14.1"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
        return (Path(folder) / f"{NAME}.tgz").read_bytes()
