"""Sound copies of damaged WARC files, and an account of what was lost."""

from warcs.repairing.folder import RepairedFiles, files_in, repair_files
from warcs.repairing.repair import repair, repaired_path
from warcs.repairing.report import Change, Loss, Repaired

__all__ = [
    "Change",
    "Loss",
    "Repaired",
    "RepairedFiles",
    "files_in",
    "repair",
    "repair_files",
    "repaired_path",
]
