"""An environment in which the wheel is installed and the checkout is out of sight."""

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Environment:
    """A virtual environment, and what its programs print."""

    root: Path

    @property
    def python(self) -> Path:
        return self.root / "bin" / "python"

    def run(self, program: str, *arguments: str | Path, cwd: Path) -> str:
        """The standard output of one of its programs; fails the test where that ends badly."""
        done = subprocess.run(
            [self.root / "bin" / program, *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def build(source: Path, out: Path, *formats: str) -> None:
    """Build distributions of ``source`` without asking the network for the build system."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, *formats, source],
        check=True,
        capture_output=True,
    )


def install(wheel: Path, root: Path) -> Environment:
    """A new environment with the wheel, and with the dependencies of this one.

    A path that a .pth file adds is not searched for further .pth files: so the dependencies are
    there, and this environment's editable installation of the checkout is not.
    """
    venv.create(root, with_pip=False, symlinks=os.name == "posix")
    scheme = {"base": str(root), "platbase": str(root)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    here = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "dependencies.pth").write_text("".join(f"{path}\n" for path in sorted(here)))
    environment = Environment(root)
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", environment.python, "install", "--quiet",
         "--disable-pip-version-check", "--no-index", "--no-deps", "--force-reinstall", wheel],
        check=True, capture_output=True,
    )  # fmt: skip
    (root / "bin" / "scrapy").write_text(
        f"#!{environment.python}\nfrom scrapy.cmdline import execute\nexecute()\n"
    )
    (root / "bin" / "scrapy").chmod(0o755)
    return environment
