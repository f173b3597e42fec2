"""A copy of what a collection knows, for trying things out."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from archiver.collection.database import catalogue
from archiver.collection.folder import Folder


def copy_catalogue(source: Path, target: Path) -> None:
    """Begin a collection in ``target`` that knows what the one in ``source`` knows.

    Its archive is empty: for trying things out. A ``source`` that is not there is an empty one.
    """
    old, new = Folder(source), Folder(target)
    new.make()
    if old.options.is_file():
        shutil.copyfile(old.options, new.options)
    if old.publications.is_dir():
        shutil.copytree(old.publications, new.publications, dirs_exist_ok=True)
    if old.catalogue.is_file():
        with (
            closing(catalogue.connect(old.catalogue, readonly=True)) as db,
            closing(sqlite3.connect(new.catalogue)) as copy,
        ):
            db.backup(copy)
