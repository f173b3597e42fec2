"""The records that hold the payloads of revisits, among all that is read."""

from collections.abc import Sequence

from archiver.loading.inputs import Input
from warcs import Record


class Originals:
    """Where the payloads of revisits are, in ``inputs``."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._inputs = tuple(inputs)

    def find(self, revisit: Record, input: Input) -> Record | None:
        """The record that holds the payload of a revisit in ``input``; None if it is not there."""
        return None

    def close(self) -> None:
        """Let go of files."""
