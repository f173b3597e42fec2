"""`archiver parse` prints what a page says of its use, with where it stands."""

from pathlib import Path

from click.testing import CliRunner

from archiver.cli import main

PAGE = (
    "<html><head><title>Cranes stand still</title>"
    '<meta name="robots" content="noarchive"><meta name="googlebot" content="noindex">'
    '<meta name="tdm-reservation" content="1"><meta name="copyright" content="© The Paper">'
    "</head><body><article><h1>Cranes stand still</h1>"
    + "<p>The cranes of the harbour stood still for days.</p>" * 9
    + "</article></body></html>"
)


def test_parse_prints_the_rights(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    done = CliRunner().invoke(main, ["parse", str(tmp_path / "page.html")])
    lines = [line.split() for line in done.output.splitlines()]
    start = next(n for n, line in enumerate(lines) if line[:1] == ["rights"])

    assert done.exit_code == 0
    assert [" ".join(line).removeprefix("rights ") for line in lines[start : start + 4]] == [
        "© The Paper",
        "tdm-reservation=1 (meta:tdm-reservation)",
        "noarchive (meta:robots)",
        "noindex to googlebot (meta:googlebot)",
    ]
