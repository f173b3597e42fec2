"""How strong a check is: what it proves, and what it cannot see. Every report says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """One of the things a file is held against."""

    name: str
    proves: str
    blind: str  #: what it cannot see


FILE = Strength(
    name="file",
    proves="every record holds what its own lengths, checksums and digests say",
    blind="a record that was taken out whole, put in or moved; one that was forged with its "
    "digests made anew; records without a digest, and heads, where no checksum covers them",
)
INDEX = Strength(
    name="index and catalogue",
    proves="every capture and reading lies where index and catalogue say, and is what they say; "
    "none is missing and none was put in",
    blind="a forger who changed index and catalogue too; records that neither lists, where their "
    "digests were made anew and their length kept",
)
PACKAGE = Strength(
    name="package",
    proves="every file of the package is byte for byte what its datapackage.json says, and that "
    "is what datapackage-digest.json says",
    blind="a forger who made both anew: a signature, or the digest kept elsewhere, tells",
)
BAG = Strength(
    name="bag",
    proves="every file of the bag is byte for byte what its manifests say, and none was put in",
    blind="a forger who made the manifests anew: the tag manifest's digest kept elsewhere tells",
)
MANIFEST = Strength(
    name="manifest",
    proves="every byte of the sealed files is as it was sealed, or as a redaction left it",
    blind="a forger who made the manifest anew from the first changed line on; "
    "keep its head elsewhere: verify --since HEAD",
)
HEAD = Strength(
    name="kept head",
    proves="the manifest up to the kept head, and every byte it speaks of, is as it was then",
    blind="what was sealed, or redacted, after the head was kept; it is listed",
)
SIGNATURE = Strength(
    name="signature",
    proves="the holder of the key vouched for the manifest up to the signed head",
    blind="what came after it; a key that was stolen",
)
TIMESTAMP = Strength(
    name="timestamp",
    proves="the manifest up to the stamped head existed at the time that the authority names",
    blind="what came after it; an authority that lies",
)

STRENGTHS = (FILE, INDEX, PACKAGE, MANIFEST, HEAD, SIGNATURE, TIMESTAMP)
