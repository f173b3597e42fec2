"""Everything we raise on purpose. A page that cannot be read is data, never an exception.

ArchiverError
    UnknownPublication   no publication has this name
    PublicationError     a publication file is wrong: which file, which key, why
    OptionsError         the settings of a collection are wrong: which key, why
    CollectionError      a collection folder cannot be used: not one, of a newer version, in use
        NewerCollection  a newer archiver wrote it
        CollectionInUse  another run writes into it; exit code 75 (EX_TEMPFAIL of sysexits.h)
    DataError            articles cannot be read from a table, or written to a file: which, why
        MissingExtra     a library is not installed: the command that installs it
    ReplayError          there is nothing to replay with, or nothing to replay
    LoadingError         what is to be read is not there, is no WARC, or is asked for wrongly
    WebError             the reading room cannot be opened: its port or host
"""

import difflib
from collections.abc import Iterable


class ArchiverError(Exception):
    """Catch this to catch all of ours. Its text is one line that says what to do."""


class UnknownPublication(ArchiverError):
    """No publication has this name; the nearest names are suggested."""

    def __init__(self, name: str, known: Iterable[str], where: str = "") -> None:
        near = difflib.get_close_matches(name.casefold(), sorted(known), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "see `archiver publications`"
        at = f"{where}: " if where else ""
        super().__init__(f"{at}no publication is called {name!r}; {hint}")
        self.name = name


class _FileError(ArchiverError):
    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class PublicationError(_FileError):
    """A publication file is wrong; the text gives file, key and reason on one line."""


class OptionsError(_FileError):
    """A collection's ``collection.toml`` is wrong; the text gives file, key and reason."""


class CollectionError(ArchiverError):
    """A collection folder cannot be used; the text says why and what to do."""


class NewerCollection(CollectionError):
    """The collection is of a version that this archiver does not know; it is left as it is."""


class CollectionInUse(CollectionError):
    """Another run writes into the collection: nothing is wrong, and it can be tried again later."""


class ReplayError(ArchiverError):
    """There is nothing to replay with, or nothing to replay; the text says what to do."""


class LoadingError(ArchiverError):
    """What is to be read is not there or holds no captures, or is asked for in a way that is not
    known; the text says which, and what to give."""


class JobInUse(LoadingError):
    """Another process is at the same job: nothing is wrong, and it can be tried again later."""


class DataError(ArchiverError):
    """Articles cannot be read from a table or file, or written to one; the text says why."""


class MissingExtra(DataError):
    """A library is not installed that only some need; the text has the command that does it."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(f"{what} needs {package}: pip install 'news-archiver[{extra}]'")
        self.package, self.extra = package, extra


class WebError(ArchiverError):
    """The reading room cannot be opened; the text says what to do."""
