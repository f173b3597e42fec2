"""Who may not write into a collection reads what a crawl has written all the same."""

from pathlib import Path

from archiver.collection import Collection, Session
from archiver.collection.database.catalogue import is_at_rest
from tests.archiver.collection.redaction.making import ticking


def never(folder: Path) -> bool:
    return False


def test_a_catalogue_that_is_written_is_not_read_as_one_that_nobody_changes(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    path = session.folder.catalogue
    during = is_at_rest(path, never)
    session.close()
    after = is_at_rest(path, never)
    with Collection(tmp_path / "c"):
        beside_a_reader = is_at_rest(path, never)

    assert (during, after, beside_a_reader) == (False, True, False)


def test_where_it_can_be_written_to_sqlite_makes_its_own_files(tmp_path: Path) -> None:
    Session(tmp_path / "c", now=ticking()).close()

    assert not is_at_rest(tmp_path / "c" / "catalogue.sqlite")
