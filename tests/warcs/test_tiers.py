from pathlib import Path

from warcs.index import cdxj, tiers


def line(number: int) -> str:
    return f"example,a)/{number:05d} 20260302123015 {{}}"


def seal(indexes: Path, number: int, **options: int) -> None:
    """What sealing a file does to the folder of indexes."""
    cdxj.write_lines(indexes / f"w-{number:05d}.cdxj", [line(number)])
    tiers.tidy(indexes, **options)


def content(indexes: Path) -> list[str]:
    return sorted(x for path in tiers.readable(indexes) for x in path.read_text().splitlines())


def test_few_files_hold_what_many_segments_do(tmp_path: Path) -> None:
    for number in range(600):
        seal(tmp_path, number)

    assert content(tmp_path) == [line(number) for number in range(600)]
    assert len(tiers.readable(tmp_path)) == 5  # 512, 64 and three times 8
    assert len(list(tmp_path.glob("*.cdxj"))) == 600  # the segments stay


def test_a_seal_copies_no_more_because_there_are_more_before(tmp_path: Path) -> None:
    sizes = []
    for number in range(200):
        before = set((tmp_path / "merged").glob("*.cdxj"))
        seal(tmp_path, number, largest=2_000)
        new = set((tmp_path / "merged").glob("*.cdxj")) - before
        sizes.append(sum(path.stat().st_size for path in new))

    assert max(sizes[:100]) == max(sizes[100:])
    assert sum(sizes) < 3 * 200 * len(f"{line(0)}\n")  # each line is copied less than three times


def test_a_changed_segment_is_read_in_place_of_its_copy(tmp_path: Path) -> None:
    for number in range(8):
        seal(tmp_path, number)
    assert [path.parent.name for path in tiers.readable(tmp_path)] == ["merged"]

    (tmp_path / "w-00003.cdxj").write_text(f"{line(99)}\n")

    assert content(tmp_path) == [line(number) for number in (0, 1, 2, 4, 5, 6, 7, 99)]


def test_what_does_not_count_is_removed(tmp_path: Path) -> None:
    for number in range(8):
        seal(tmp_path, number)
    (old,) = (tmp_path / "merged").glob("*.cdxj")
    (tmp_path / "w-00003.cdxj").unlink()
    (tmp_path / "merged" / "T09-broken.cdxj").write_text("x")

    seal(tmp_path, 8)

    assert not (tmp_path / "merged" / "T09-broken.cdxj").exists()
    assert old.name not in {path.name for path in (tmp_path / "merged").iterdir()}
    assert content(tmp_path) == [line(number) for number in (0, 1, 2, 4, 5, 6, 7, 8)]


def test_a_segment_that_is_written_anew_leaves_no_copy(tmp_path: Path) -> None:
    for number in range(8):
        seal(tmp_path, number)

    cdxj.write_segment(tmp_path, "w-00003.warc.gz", [])

    assert all(line(3) not in path.read_text() for path in tmp_path.rglob("*.cdxj"))


def test_a_crash_between_merging_and_removing_gives_no_line_twice(tmp_path: Path) -> None:
    for number in range(64):
        kept = {path: path.read_bytes() for path in (tmp_path / "merged").glob("*")}
        seal(tmp_path, number)
    seal(tmp_path, 64)
    for path, text in kept.items():
        path.write_bytes(text)

    assert content(tmp_path) == [line(number) for number in range(65)]
