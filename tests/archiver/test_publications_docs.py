"""docs/publications.md says all that there is to say, and nothing else."""

import re
from pathlib import Path

import msgspec
import pytest

from archiver.errors import PublicationError
from archiver.publications import Layout, Listing, Publication, Related, Source, load

DOCS = (Path(__file__).parents[2] / "docs" / "publications.md").read_text()
HEADINGS: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    ("## Keys of a publication", Publication),
    ("## Keys of a source", Source),
    ("## Keys of a layout", Layout),
    ("`[layouts.related]`, after its layout", Related),
    ("## Keys of the listing", Listing),
)
BLOCKS = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
ERRORS = DOCS.partition("```text\n")[2].partition("```")[0].splitlines()


@pytest.mark.parametrize(("heading", "struct"), HEADINGS, ids=lambda x: getattr(x, "__name__", ""))
def test_every_key_stands_in_the_docs_in_its_order(
    heading: str, struct: type[msgspec.Struct]
) -> None:
    table = DOCS.partition(heading)[2].partition("|---|")[2].partition("\n\n")[0]
    written = [name for name in struct.__struct_fields__ if name not in ("slug", "digest")]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == written


def test_the_whole_file_of_the_docs_is_right_and_uses_most_keys(tmp_path: Path) -> None:
    (tmp_path / "lamp-post.toml").write_text(BLOCKS[0])
    publication = load(tmp_path).named("lamp-post")

    assert len(publication.sources) == 4
    assert publication.layouts[1].related.author == ".more-by"
    assert publication.listing.next == "a.older"


def test_the_group_of_the_docs_is_right(tmp_path: Path) -> None:
    (tmp_path / "any.toml").write_text(BLOCKS[1])
    known = load(tmp_path)

    assert known.named("lamp-post").sources[0].heading == "The Lamp Post Channels"
    assert known.named("The Gas Light").sources[0].heading == "The Gas Light Channels"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('[[layouts]]\ntitel = "h1"', 0),
        ('[[sources]]\nfeed = "/"\n[[sources]]', 1),
        ('[[layouts]]\nbody = "div["', 2),
        ("articles = '('", 3),
        ('timezone = "Mars/Olympus"', 4),
    ],
)
def test_errors_are_as_the_docs_show_them(tmp_path: Path, text: str, number: int) -> None:
    file = tmp_path / "lamp-post.toml"
    file.write_text(f'name = "The Lamp Post"\ndomains = ["lamp-post.example"]\n{text}')

    with pytest.raises(PublicationError) as caught:
        load(tmp_path)

    assert str(caught.value) == ERRORS[number]


@pytest.mark.parametrize(
    ("text", "number"),
    [('name = "x"\ndomains = ["https://lamp-post.example/"]', 5), ("name = ", 6)],
)
def test_other_errors_are_as_the_docs_show_them(tmp_path: Path, text: str, number: int) -> None:
    (tmp_path / "lamp-post.toml").write_text(f"{text}\n")

    with pytest.raises(PublicationError) as caught:
        load(tmp_path)

    assert str(caught.value) == ERRORS[number]
