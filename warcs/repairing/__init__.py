"""Sound copies of damaged WARC files, and an account of what was lost."""

from warcs.repairing.repair import repair, repaired_path
from warcs.repairing.report import Change, Loss, Repaired

__all__ = ["Change", "Loss", "Repaired", "repair", "repaired_path"]
