"""A time-stamping authority of our own: a root, its certificate for stamping, `openssl ts`."""

import subprocess
from pathlib import Path

CONFIGURATION = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Stamps of the Harbour Post
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[stamp]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/stamp.pem
signer_key = {folder}/stamp.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
tsa_name = yes
"""


class Authority:
    """Made in a folder of its own; ``root`` is what whoever trusts it needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        self.root = folder / "root.pem"
        self._configuration = folder / "openssl.cnf"
        self._configuration.write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01\n")
        new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        self._openssl("req", "-x509", *new, "-days", "3650", "-keyout", "root.key", "-out",
                      "root.pem", "-extensions", "root", "-subj", "/CN=Harbour Root")  # fmt: skip
        self._openssl("req", "-new", *new, "-keyout", "stamp.key", "-out", "stamp.csr")
        self._openssl("x509", "-req", "-in", "stamp.csr", "-CA", "root.pem", "-CAkey", "root.key",
                      "-CAcreateserial", "-days", "3650", "-extfile", "openssl.cnf",
                      "-extensions", "stamp", "-out", "stamp.pem", configured=False)  # fmt: skip

    def reply(self, request: bytes) -> bytes:
        """The reply to a time-stamp request."""
        (self._folder / "q.tsq").write_bytes(request)
        self._openssl("ts", "-reply", "-queryfile", "q.tsq", "-out", "r.tsr")
        return (self._folder / "r.tsr").read_bytes()

    def _openssl(self, command: str, *arguments: str, configured: bool = True) -> None:
        told = ("-config", "openssl.cnf") if configured else ()
        done = subprocess.run(
            ["openssl", command, *told, *arguments],
            cwd=self._folder, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
