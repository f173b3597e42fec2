"""A small run of the damage harness: nothing crashes, all is proven, all that is whole is kept."""

from pathlib import Path

from tests.benchmarks.damage import DAMAGES, SUFFIXES, table, trials


def test_damage_is_found_and_what_it_did_not_touch_is_kept(tmp_path: Path) -> None:
    done = list(trials(tmp_path, count=3 * len(DAMAGES) * len(SUFFIXES), seed=7, exchanges=4))

    assert [trial for trial in done if not trial.answers["manifest"]] == []
    assert [trial for trial in done if not trial.answers["kept"]] == []
    assert [trial for trial in done if not trial.answers["sound"]] == []
    # Taking a record out leaves no trace in the file, but in index and catalogue.
    removed = [trial.answers for trial in done if trial.kind == "unit removed"]
    assert {answers["file"] for answers in removed} == {False}
    assert {answers["index"] for answers in removed} == {True}
    torn = [x for x in done if x.kind in ("range cut out", "range overwritten")]
    assert {trial.answers["file"] for trial in torn} == {True}
    assert table(done).startswith("damage             form       n      file")
