"""From page to article: one stage a field, and the order of the stages.

Each stage lists its claims in order of trust and takes the first that survives its checks; it
reads the page and never changes it. They are imported when the first page is read: most commands
read none.
"""

from typing import TYPE_CHECKING

from warcs.later import imported

if TYPE_CHECKING:
    from archiver.reading.stages import read

__all__ = ["READER", "read"]

READER = "8"  #: version of the reader: raised when it reads stored pages differently

_FROM = {"archiver.reading.stages": ("read",)}

if not TYPE_CHECKING:  # mypy is to know the names above, and no others

    def __getattr__(name: str) -> object:
        return imported("archiver.reading", name, _FROM)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
