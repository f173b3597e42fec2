import subprocess
import sys
from io import FileIO
from pathlib import Path
from random import Random

import pytest

from tests.warcs.recording import (
    REQUEST,
    STARTED,
    URL,
    members,
    numbers,
    page,
    pinned,
    sealed,
    sealed_bytes,
)
from warcs import Capture, CaptureRef, Recorder, WriteFailed
from warcs.recording.writer import Writer

NAME = "capture-20260302123015123-00000-0003.warc.gz"  # 1 and 2 are the exchange's records


def test_page_becomes_three_records_to_the_byte(recorder: Recorder, tmp_path: Path) -> None:
    recorder.record(page())

    info, response, request = members((tmp_path / sealed(recorder).name).read_bytes())

    version = info.split(b"\r\nsoftware: ")[1].split(b"\r\n")[0]
    assert version.startswith(b"news-archiver")
    assert info.replace(version, b"SOFTWARE").split(b"\r\n") == [
        b"WARC/1.1",
        b"WARC-Type: warcinfo",
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000004>",
        b"WARC-Date: 2026-03-02T12:30:15.123456Z",
        b"WARC-Filename: capture-20260302123015123-00000-0003.warc.gz",
        *[line for line in info.split(b"\r\n") if line.startswith(b"WARC-Block-Digest: sha256:")],
        b"Content-Type: application/warc-fields",
        b"Content-Length: %d" % (134 + len(version)),
        b"",
        b"software: SOFTWARE",
        b"format: WARC File Format 1.1",
        b"conformsTo: "
        b"http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        b"",
        b"",
        b"",
    ]
    assert response == (
        b"WARC/1.1\r\n"
        b"WARC-Type: response\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Date: 2026-03-02T12:30:15.123456Z\r\n"
        b"WARC-Target-URI: https://harbourpost.example/story?id=1\r\n"
        b"WARC-IP-Address: 192.0.2.7\r\n"
        b"WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-000000000004>\r\n"
        b"WARC-Block-Digest: sha256:IDF2RQS2MFYUQOVK7VGK5I2QEALPDSJPOXJOXVA67KC7JI5VRSAQ====\r\n"
        b"WARC-Payload-Digest: sha256:B6GKORT3BJKVTHADVLIK5WMA2NPRLLFPZ6RUJT642FJK6MCE67UA====\r\n"
        b"Content-Type: application/http;msgtype=response\r\n"
        b"Content-Length: 70\r\n"
        b"\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/HTML; charset=utf-8\r\n\r\n<h1>Hi</h1>"
        b"\r\n\r\n"
    )
    assert request == (
        b"WARC/1.1\r\n"
        b"WARC-Type: request\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        b"WARC-Date: 2026-03-02T12:30:15.123456Z\r\n"
        b"WARC-Target-URI: https://harbourpost.example/story?id=1\r\n"
        b"WARC-IP-Address: 192.0.2.7\r\n"
        b"WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-000000000004>\r\n"
        b"WARC-Block-Digest: sha256:COCUQZAIPHVEEPQTGJMGFZ37Q3BCH327MGUSNOPU7CE3H2AP4AKQ====\r\n"
        b"Content-Type: application/http;msgtype=request\r\n"
        b"Content-Length: 55\r\n"
        b"\r\n"
        b"GET /story?id=1 HTTP/1.1\r\nHost: harbourpost.example\r\n\r\n"
        b"\r\n\r\n"
    )


def test_capture_tells_what_an_index_wants(recorder: Recorder, tmp_path: Path) -> None:

    capture = recorder.record(page())

    assert capture == Capture(
        ref=CaptureRef(
            record_id="urn:uuid:00000000-0000-4000-8000-000000000001",
            date=STARTED,
            digest="sha256:B6GKORT3BJKVTHADVLIK5WMA2NPRLLFPZ6RUJT642FJK6MCE67UA====",
            file=NAME,
            offset=members_end(tmp_path / f"{NAME}.open", 1),
        ),
        url=URL,
        type="response",
        status=200,
        mime="text/html",
        length=members_end(tmp_path / f"{NAME}.open", 2)
        - members_end(tmp_path / f"{NAME}.open", 1),
        payload_length=11,
    )


def members_end(path: Path, number: int) -> int:
    content = path.read_bytes()
    for _ in range(number):
        position = content.find(b"\x1f\x8b\x08", 1)
        content = content[position:] if position > 0 else b""
    return path.stat().st_size - len(content)


def test_request_without_an_answer_keeps_request_and_reason(
    recorder: Recorder, tmp_path: Path
) -> None:

    capture = recorder.record(page(response=b"", failure="timeout: no answer\nin 180 s"))

    _, request, reason = members((tmp_path / sealed(recorder).name).read_bytes())
    assert (capture.type, capture.failure) == ("request", "timeout: no answer in 180 s")
    assert (capture.status, capture.mime, capture.ref.digest) == (None, None, None)
    assert b"\r\nWARC-Failure: timeout: no answer in 180 s\r\n" in request
    assert request.endswith(b"\r\n\r\n" + REQUEST + b"\r\n\r\n")
    assert b"WARC-Type: metadata\r\n" in reason
    assert f"WARC-Concurrent-To: <{capture.ref.record_id}>\r\n".encode() in reason
    assert b"Content-Type: application/warc-fields\r\n" in reason
    assert reason.endswith(b"\r\n\r\nfailure: timeout: no answer in 180 s\r\n\r\n\r\n")


def test_request_without_an_answer_or_reason_says_so(recorder: Recorder) -> None:
    assert recorder.record(page(response=b"")).failure == "no answer"


def test_what_never_reached_the_wire_is_a_reason_alone(recorder: Recorder, tmp_path: Path) -> None:

    capture = recorder.record(page(request=b"", response=b"", ip=None, failure="dns: no such host"))

    _, reason = members((tmp_path / sealed(recorder).name).read_bytes())
    assert (capture.type, capture.failure) == ("metadata", "dns: no such host")
    assert b"WARC-Target-URI: https://harbourpost.example/story?id=1\r\n" in reason
    assert reason.endswith(b"\r\n\r\nfailure: dns: no such host\r\n\r\n\r\n")


def test_cut_response_is_marked_and_has_no_payload_digest(
    recorder: Recorder, tmp_path: Path
) -> None:
    part = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo"

    capture = recorder.record(page(response=part, truncated="disconnect", failure="disconnect: x"))

    response = members((tmp_path / sealed(recorder).name).read_bytes())[1]
    assert (capture.type, capture.truncated, capture.failure) == (
        "response",
        "disconnect",
        "disconnect: x",
    )
    assert (capture.ref.digest, capture.payload_length) == (None, 7)
    assert b"WARC-Truncated: disconnect\r\nWARC-Failure: disconnect: x\r\n" in response
    assert b"WARC-Payload-Digest" not in response
    assert response.endswith(b"\r\n\r\n" + part + b"\r\n\r\n")


def test_interim_responses_are_kept_apart(recorder: Recorder, tmp_path: Path) -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"

    capture = recorder.record(page(interim=interim))

    _, _, _, kept = members((tmp_path / sealed(recorder).name).read_bytes())
    assert b"WARC-Type: metadata\r\n" in kept
    assert f"WARC-Target-URI: urn:interim:{URL}\r\n".encode() in kept
    assert f"WARC-Concurrent-To: <{capture.ref.record_id}>\r\n".encode() in kept
    assert b"Content-Type: application/http;msgtype=response\r\n" in kept
    assert kept.endswith(b"\r\n\r\n" + interim + b"\r\n\r\n")


def test_payload_digest_is_of_the_body_without_its_chunks(recorder: Recorder) -> None:
    chunked = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb;x=1\r\n<h1>Hi</h1>\r\n0\r\n\r\n"
    )

    plain, same = recorder.record(page()), recorder.record(page(response=chunked))

    assert same.ref.digest == plain.ref.digest
    assert same.payload_length == 11


def test_password_for_the_proxy_is_never_recorded(recorder: Recorder, tmp_path: Path) -> None:
    request = (
        b"GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n"
        b"proxy-AUTHORIZATION: Basic c2VjcmV0\r\n folded\r\nAccept: */*\r\n\r\n"
        b"Proxy-Authorization: in the body\r\n"
    )

    recorder.record(page(request=request))

    assert members((tmp_path / sealed(recorder).name).read_bytes())[2].endswith(
        b"\r\n\r\nGET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nAccept: */*\r\n\r\n"
        b"Proxy-Authorization: in the body\r\n\r\n\r\n"
    )


def test_sha1_on_request(tmp_path: Path) -> None:
    recorder = pinned(tmp_path, algorithm="sha1")
    capture = recorder.record(page())

    response = members((tmp_path / sealed(recorder).name).read_bytes())[1]
    assert capture.ref.digest == "sha1:S6VRURZLKRV4GI2HTFG4FOMOXNFV4MPK"
    assert b"WARC-Block-Digest: sha1:" in response


def test_metadata_refers_to_its_capture(recorder: Recorder, tmp_path: Path) -> None:
    capture = recorder.record(page())

    ref = recorder.add_metadata(URL, b"{}", content_type="application/json", concerning=capture.ref)

    metadata = members((tmp_path / sealed(recorder).name).read_bytes())[3]
    assert f"WARC-Record-ID: <{ref.record_id}>\r\n".encode() in metadata
    assert f"WARC-Refers-To: <{capture.ref.record_id}>\r\n".encode() in metadata
    assert metadata.endswith(b"Content-Length: 2\r\n\r\n{}\r\n\r\n")


def test_resource_needs_no_exchange(recorder: Recorder, tmp_path: Path) -> None:

    ref = recorder.add_resource("urn:x:a", b"name = 1", content_type="application/toml")

    resource = members((tmp_path / sealed(recorder).name).read_bytes())[1]
    assert b"WARC-Type: resource\r\n" in resource
    assert f"WARC-Payload-Digest: {ref.digest}\r\n".encode() in resource
    assert f"WARC-Block-Digest: {ref.digest}\r\n".encode() in resource


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/a b\r\nX: 1", "https://a.example/a%20b%0D%0AX:%201"),
        ("https://a.example/größe", "https://a.example/größe"),
        ("https://a.example/\ud800", "https://a.example/%3F"),
    ],
    ids=["a line break cannot add fields", "letters are kept", "half a surrogate pair"],
)
def test_url_stays_one_field(recorder: Recorder, tmp_path: Path, url: str, expected: str) -> None:

    capture = recorder.record(page(url=url))

    assert capture.url == expected
    assert f"WARC-Target-URI: {expected}\r\n".encode() in sealed_bytes(recorder, tmp_path)


def test_each_exchange_is_told_once_after_it_was_appended(
    recorder: Recorder, tmp_path: Path
) -> None:
    told: list[tuple[Capture, int]] = []
    recorder.on_capture = lambda capture: told.append(
        (capture, (tmp_path / f"{NAME}.open").stat().st_size)
    )

    capture = recorder.record(page())
    recorder.add_metadata(URL, b"{}", content_type="application/json")

    assert [capture for capture, _ in told] == [capture]
    assert told[0][1] >= capture.ref.offset + capture.length


def test_final_name_appears_only_when_sealed(recorder: Recorder, tmp_path: Path) -> None:
    assert recorder.name is None

    recorder.record(page())
    recorder.sync()
    while_open = [path.name for path in tmp_path.iterdir()]
    file = recorder.seal()

    assert while_open == [f"{NAME}.open"]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert file is not None
    assert (file.name, file.size) == (NAME, (tmp_path / NAME).stat().st_size)
    assert recorder.name is None


def test_nothing_recorded_leaves_no_file(tmp_path: Path) -> None:
    recorder = pinned(tmp_path / "archive")
    recorder.sync()

    assert recorder.seal() is None
    assert list(tmp_path.iterdir()) == []


def test_file_after_a_sealed_one_has_another_serial(recorder: Recorder) -> None:
    recorder.record(page())
    first = sealed(recorder).name
    recorder.record(page())
    second = sealed(recorder).name

    assert "-00000-" in first
    assert "-00001-" in second
    assert first < second


def test_two_recorders_never_share_a_file(tmp_path: Path) -> None:
    one, other = pinned(tmp_path), pinned(tmp_path)  # the same clock and the same identifiers

    one.record(page())
    other.record(page())

    assert sealed(one).name != sealed(other).name


def test_sealed_file_is_never_replaced(recorder: Recorder, tmp_path: Path) -> None:
    recorder.record(page())
    (tmp_path / NAME).write_bytes(b"another's")

    with pytest.raises(WriteFailed, match="is there already"):
        recorder.seal()

    assert (tmp_path / NAME).read_bytes() == b"another's"
    assert (tmp_path / f"{NAME}.open").exists()


def test_secret_cannot_get_into_warcinfo(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no field 'password' in warcinfo"):
        Recorder(tmp_path, info={"password": "x"})


@pytest.mark.parametrize("prefix", ["", "../x", "a b", "-x"])
def test_prefix_must_be_fit_for_a_file_name(tmp_path: Path, prefix: str) -> None:
    with pytest.raises(ValueError, match="cannot begin a file name"):
        Recorder(tmp_path, prefix=prefix)


def test_warcinfo_field_stays_one_line(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, info={"operator": "A\r\nsoftware: B"}, new_id=numbers())
    recorder.record(page())

    assert b"\r\noperator: A software: B\r\n" in sealed_bytes(recorder, tmp_path)


def test_incompressible_body_is_stored_and_text_is_not(recorder: Recorder) -> None:
    text = b"".join(b"%d sheep, " % n for n in range(9_000))
    noise = Random(1).randbytes(90_000)
    head = b"HTTP/1.1 200 OK\r\n\r\n"

    plain = recorder.record(page(response=head + text))
    packed = recorder.record(page(response=head + noise))

    assert plain.length < len(text) / 3
    assert 0 < packed.length - len(noise) < 1_000


class Filling(FileIO):
    """A file on a disk that has room for so many bytes only, and may refuse to be cut."""

    def __init__(self, path: Path, room: int) -> None:
        super().__init__(path, "x+")
        self.room = room
        self.cuttable = True

    def write(self, content: object, /) -> int:
        view = memoryview(content)  # type: ignore[arg-type]  # a buffer, as io has it
        free = self.room - self.tell()
        if free <= 0:
            raise OSError(28, "No space left on device")
        return super().write(view[:free])

    def truncate(self, size: int | None = None, /) -> int:
        if not self.cuttable:
            raise OSError(5, "Input/output error")
        return super().truncate(size)


RECORD = [b"WARC/1.1\r\n\r\n", bytes(range(256)) * 4]


def test_full_disk_cuts_back_to_the_last_whole_record(tmp_path: Path) -> None:
    raw = Filling(tmp_path / "x", room=10_000)
    writer = Writer(raw, "x")
    writer.append([RECORD])
    whole = (tmp_path / "x").read_bytes()
    raw.room = len(whole) + 10

    with pytest.raises(
        WriteFailed, match=r"x: cannot be written \(No space left on device\); it ends with"
    ):
        writer.append([RECORD, RECORD])
    after_failure = (tmp_path / "x").read_bytes()
    raw.room = 10_000
    places = writer.append([RECORD])
    writer.close()

    assert after_failure == whole
    assert places == [(len(whole), len(whole))]
    assert (tmp_path / "x").read_bytes() == whole * 2


def test_large_record_that_does_not_fit_is_taken_back_whole(tmp_path: Path) -> None:
    raw = Filling(tmp_path / "x", room=4_000_000)
    writer = Writer(raw, "x")
    writer.append([RECORD])
    whole = (tmp_path / "x").read_bytes()

    with pytest.raises(WriteFailed):  # several pieces of it were written before
        writer.append([[b"WARC/1.1\r\n\r\n", Random(1).randbytes(5_000_000)]])
    writer.close()

    assert (tmp_path / "x").read_bytes() == whole


class Interrupted(FileIO):
    """A file during whose second write the user presses Ctrl-C."""

    writes = 0

    def write(self, content: object, /) -> int:
        self.writes += 1
        if self.writes == 2:
            super().write(memoryview(content)[:10])  # type: ignore[arg-type]  # a buffer
            raise KeyboardInterrupt
        return super().write(content)  # type: ignore[arg-type]  # a buffer, as io has it


def test_interrupt_leaves_whole_records_only(tmp_path: Path) -> None:
    writer = Writer(Interrupted(tmp_path / "x", "x"), "x")
    writer.append([RECORD])
    whole = (tmp_path / "x").read_bytes()

    with pytest.raises(KeyboardInterrupt):
        writer.append([RECORD])
    writer.close()

    assert (tmp_path / "x").read_bytes() == whole


def test_large_body_comes_back_byte_for_byte(recorder: Recorder, tmp_path: Path) -> None:
    response = b"HTTP/1.1 200 OK\r\n\r\n" + Random(1).randbytes(3_000_000) + bytes(3_000_000)

    capture = recorder.record(page(response=response))

    content = members((tmp_path / sealed(recorder).name).read_bytes())[1]
    assert content.endswith(b"\r\n\r\n" + response + b"\r\n\r\n")
    assert capture.payload_length == 6_000_000


def test_nothing_is_written_behind_a_torn_record(tmp_path: Path) -> None:
    raw = Filling(tmp_path / "x", room=100)
    raw.cuttable = False
    writer = Writer(raw, "x")
    with pytest.raises(WriteFailed):
        writer.append([RECORD] * 3)
    raw.room = 10_000

    with pytest.raises(WriteFailed, match="cannot be cut back to byte 0"):
        writer.append([RECORD])
    raw.cuttable = True
    writer.append([RECORD])
    writer.close()

    assert members((tmp_path / "x").read_bytes()) == [b"".join(RECORD) + b"\r\n\r\n"]


FILL = f"""
import resource, signal, sys
from pathlib import Path
from random import Random
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.warcs.recording import page, pinned
from warcs import WriteFailed
recorder = pinned(Path(sys.argv[1]))
first = recorder.record(page())
resource.setrlimit(resource.RLIMIT_FSIZE, (2500, resource.RLIM_INFINITY))
try:
    recorder.record(page(response=b"HTTP/1.1 200 OK\\r\\n\\r\\n" + Random(1).randbytes(9000)))
except WriteFailed as error:
    print(error)
print(recorder.seal().size)
"""


def test_real_limit_on_the_file_leaves_what_was_whole(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)], capture_output=True, text=True, check=True
    )

    message, size = run.stdout.splitlines()
    assert message.startswith(f"{NAME}: cannot be written (File too large); it ends with")
    assert (tmp_path / NAME).stat().st_size == int(size)
    assert len(members((tmp_path / NAME).read_bytes())) == 3


def test_folder_that_cannot_be_written_says_which(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(WriteFailed, match=r"file: no WARC file can be begun \(File exists\)"):
        pinned(tmp_path / "file").record(page())
