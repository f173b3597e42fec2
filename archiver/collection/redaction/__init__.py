"""Taking URLs out of a collection for good: docs/redaction.md tells what goes and what stays."""

from archiver.collection.redaction.operation import finish, plan, redact
from archiver.collection.redaction.order import (
    Order,
    Surroundings,
    nothing,
    plan_file,
    redact_file,
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
    "plan_file",
    "redact",
    "redact_file",
]
