"""Signatures and time stamps of a collection's manifest."""

import base64
import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archiver.cli import main
from archiver.collection.preserving.proofs import Asked
from tests.archiver.collection.authority import Authority
from tests.archiver.collection.test_session import START, store
from tests.archiver.collection.verified import checked, head_of, kinds, session_in
from warcs.proving import timestamping

PAGE = "https://paper.example/later"


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def key(tmp_path: Path) -> Path:
    run("sign", "--new-key", tmp_path / "archive.key")
    return tmp_path / "archive.key"


def grow(folder: Path) -> None:
    session = session_in(folder, START + timedelta(minutes=2))
    store(session, PAGE)
    session.close()


def test_a_signed_head_is_proven_and_what_came_since_is_counted(folder: Path, key: Path) -> None:
    head = head_of(folder)

    output = run("sign", "-c", folder, "--key", key)
    grow(folder)
    report = checked(folder, Asked(signed_by=key.with_name("archive.key.pub")))

    assert head in output
    assert report.sound
    assert "signature" in [strength.name for strength in report.strengths]
    (told,) = (line for line in report.told if "signed" in line)
    assert head in told
    assert told.endswith("1 lines of the manifest came since")


def test_the_private_key_is_for_its_owner_only(key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    assert "is there already" in run("sign", "--new-key", key, code=1)


def test_a_manifest_with_a_wrong_line_is_not_signed(folder: Path, key: Path) -> None:
    with (folder / "manifest.jsonl").open("a") as stream:
        stream.write("{bad\n")

    output = run("sign", "-c", folder, "--key", key, code=1)

    assert "cannot be read; `archiver verify" in output
    assert not (folder / "proofs" / "signatures.jsonl").exists()


def test_another_key_signed_nothing(folder: Path, key: Path, tmp_path: Path) -> None:
    run("sign", "-c", folder, "--key", key)
    run("sign", "--new-key", tmp_path / "other")

    report = checked(folder, Asked(signed_by=tmp_path / "other.pub"))

    assert kinds(report) == {"signature"}


@pytest.mark.parametrize("field", ["head", "signed", "signature"])
def test_a_changed_signature_does_not_hold(folder: Path, key: Path, field: str) -> None:
    run("sign", "-c", folder, "--key", key)
    path = folder / "proofs" / "signatures.jsonl"
    line = json.loads(path.read_text())
    line[field] = line[field].translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    path.write_text(json.dumps(line) + "\n")

    assert kinds(checked(folder, Asked(signed_by=key.with_name("archive.key.pub")))) == {
        "signature"
    }


def test_a_signed_head_that_is_no_line_any_more_is_a_fault(folder: Path, key: Path) -> None:
    run("sign", "-c", folder, "--key", key)
    path = folder / "manifest.jsonl"
    path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")

    report = checked(folder, Asked(signed_by=key.with_name("archive.key.pub")))

    assert "signature" in kinds(report)


def test_keys_of_ssh_are_read(folder: Path, tmp_path: Path) -> None:
    made = Ed25519PrivateKey.generate()
    private, public = tmp_path / "id_ed25519", tmp_path / "id_ed25519.pub"
    private.write_bytes(
        made.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption())
    )
    public.write_bytes(
        made.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    )

    run("sign", "-c", folder, "--key", private)

    assert checked(folder, Asked(signed_by=public)).sound
    assert "is no private key" in run("sign", "-c", folder, "--key", public, code=1)
    assert "is no public key" in run("verify", folder, "--signed-by", private, code=2)


def test_the_signature_is_of_text_that_other_tools_can_check(
    folder: Path, key: Path, tmp_path: Path
) -> None:
    run("sign", "-c", folder, "--key", key)
    line = json.loads((folder / "proofs" / "signatures.jsonl").read_text())
    text = f"manifest-head-signature v1\nhead: {line['head']}\nsigned: {line['signed']}\n"
    (tmp_path / "text").write_text(text)
    (tmp_path / "signature").write_bytes(base64.b64decode(line["signature"]))

    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", f"{key}.pub", "-rawin",
         "-in", tmp_path / "text", "-sigfile", tmp_path / "signature"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.strip() == "Signature Verified Successfully"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "a")


def test_a_time_stamp_is_asked_for_kept_and_proven(
    folder: Path, authority: Authority, tmp_path: Path
) -> None:
    head = head_of(folder)
    run("timestamp", "-c", folder)
    request = folder / "proofs" / f"{head}.tsq"
    (tmp_path / "reply.tsr").write_bytes(authority.reply(request.read_bytes()))

    output = run("timestamp", "-c", folder, "--attach", tmp_path / "reply.tsr")
    grow(folder)
    report = checked(folder, Asked(stamped_by=authority.root))

    assert "CN=Stamps of the Harbour Post" in output
    assert report.sound
    assert "timestamp" in [strength.name for strength in report.strengths]
    (told,) = (line for line in report.told if ".tsr" in line)
    assert told.startswith(f"{head}.tsr: stamped 20")
    assert told.endswith("; 1 lines since")


def test_a_stamp_by_another_authority_is_a_fault(
    folder: Path, authority: Authority, tmp_path: Path
) -> None:
    run("timestamp", "-c", folder)
    request = next((folder / "proofs").glob("*.tsq"))
    (tmp_path / "reply.tsr").write_bytes(authority.reply(request.read_bytes()))
    run("timestamp", "-c", folder, "--attach", tmp_path / "reply.tsr")

    report = checked(folder, Asked(stamped_by=Authority(tmp_path / "other").root))

    assert kinds(report) == {"timestamp"}
    # Nobody was named to be trusted: it is told, not proven.
    assert any("says it was stamped" in line for line in checked(folder).told)


def test_a_stamp_of_something_else_is_refused(
    folder: Path, authority: Authority, tmp_path: Path
) -> None:
    run("timestamp", "-c", folder)
    (tmp_path / "r.tsr").write_bytes(authority.reply(timestamping.request("0" * 64)))
    (tmp_path / "x.tsr").write_bytes(b"no reply")

    assert "something else" in run(
        "timestamp", "-c", folder, "--attach", tmp_path / "r.tsr", code=1
    )
    assert "no time stamp" in run("timestamp", "-c", folder, "--attach", tmp_path / "x.tsr", code=1)


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            reply = authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_an_authority_is_asked_where_a_user_gives_its_address(
    folder: Path, address: str, authority: Authority
) -> None:
    run("timestamp", "-c", folder, "--url", address)

    assert checked(folder, Asked(stamped_by=authority.root)).sound


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://[::1", "http://a b/", "http://"])
def test_what_is_no_address_of_an_authority_is_told(folder: Path, address: str) -> None:
    assert "is no http" in run("timestamp", "-c", folder, "--url", address, code=2)


def test_what_does_not_speak_http_is_no_authority(folder: Path) -> None:
    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(b"220 mail.example ESMTP\r\n")
            self.request.recv(65536)

    with TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        output = run("timestamp", "-c", folder, "--url", url, code=1)
        thread.join()

    assert f"{url}: the authority did not answer" in output
