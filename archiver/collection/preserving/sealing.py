"""Sealing what a run left open: for packing, copying away, or the end of a schedule."""

from contextlib import closing
from pathlib import Path

from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.importing.importing import go_on
from archiver.collection.session import Session
from warcs import SealedFile
from warcs.files import OPEN


def seal(root: Path) -> tuple[SealedFile, ...]:
    """Seal what is open in the collection in ``root``, and tell what was.

    What a crash left is cut to whole records first; a file without any is not among the told. What
    an import left is read.
    Raises CollectionError if there is no collection or a run writes to it.
    """
    folder = Folder(root)
    folder.require()
    names = [path.name.removesuffix(OPEN) for path in folder.open_files()]
    with closing(Session(root)) as session:
        go_on(session)
    with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
        return tuple(
            SealedFile(name=row["name"], size=row["size"], sha256=row["sha256"])
            for row in db.execute("SELECT * FROM files ORDER BY name")
            if row["name"] in names
        )
