"""Taking URLs out of a collection for good: docs/redaction.md tells what goes and what stays."""

from archiver.collection.redaction.operation import (
    Order,
    Surroundings,
    finish,
    nothing,
    plan,
    redact,
)
from archiver.collection.redaction.plan import Copy, Plan

__all__ = [
    "Copy",
    "Order",
    "Plan",
    "Surroundings",
    "finish",
    "nothing",
    "plan",
    "redact",
]
