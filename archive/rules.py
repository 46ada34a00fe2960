"""Every rule that ``verify`` holds an archive against, with its clause."""

from archive.rule import WARC
from archive.rules_block import BLOCK_RULES
from archive.rules_header import HEADER_RULES
from archive.rules_member import MEMBER_RULES

RECORD_RULES = (*HEADER_RULES, *BLOCK_RULES, *MEMBER_RULES)

_WACZ = "WACZ 1.1.1"
_CDXJ = "CDXJ of pywb"
# The rules that more than one record is needed for, or none.
_OTHER_CLAUSES = {
    "input.unreadable": "",
    "file.damage": f"{WARC} 4, annex D; RFC 1952 2.3.1",
    "file.empty": f"{WARC} 4",
    "file.open": f"{WARC} annex C",
    "file.version": f"{WARC} 4",
    "file.members": f"{WARC} annex D",
    "file.name": f"{WARC} 5.17",
    "file.warcinfo": f"{WARC} 6.2",
    "gzip.header": "RFC 1952 2.3.1",
    "record.own": "the form of our own writer, where the warcinfo names it",
    "id.unique": f"{WARC} 5.2",
    "exchange.tie": f"{WARC} 5.7",
    "exchange.date": f"{WARC} 5.4",
    "exchange.address": f"{WARC} 5.7, 5.10",
    "exchange.request": f"{WARC} 6.5",
    "exchange.order": "one exchange stands together, its response last",
    "revisit.target": f"{WARC} 5.11-5.13, 6.7",
    "field.warcinfo-id": f"{WARC} 5.16",
    "index.absent": _CDXJ,
    "index.line": _CDXJ,
    "index.sorted": f"{_CDXJ}, LC_ALL=C",
    "index.repeated": _CDXJ,
    "index.missing": f"{_CDXJ}: every capture has its line",
    "index.nowhere": f"{_CDXJ}: every line has its capture",
    "index.differs": f"{_CDXJ}: the line says what the record says",
    "ledger.line": "JSON lines",
    "ledger.capture": "every row's capture is in the archive",
    "reports.absent": "a data set that runs have written is there",
    "reports.differ": "reports are what the archived bytes say",
    "chain.file": "what a run sealed stays as it is",
    "chain.run": "each run that came to its end is sealed",
    "chain.link": "each run holds the hash of the one before",
    "package.zip": f"{_WACZ} zip format; APPNOTE 4.3",
    "package.stored": f"{_WACZ} zip compression",
    "package.layout": f"{_WACZ} directories and files",
    "package.manifest": f"{_WACZ} datapackage.json",
    "package.pages": f"{_WACZ} pages.jsonl",
    "package.digest": f"{_WACZ} datapackage-digest.json",
    "package.signature": "wacz-auth 0.1.0, verification",
    "bag.manifest": "RFC 8493 2.1.3",
    "bag.layout": "RFC 8493 2",
}
CLAUSES = {**{rule.name: rule.clause for rule in RECORD_RULES}, **_OTHER_CLAUSES}

# What other validators say of files that keep these rules, and why it is no damage.
FALSE_ALARMS = (
    (
        "warcio check and FastWARC check -p call the payload digest of a chunked response wrong: they hash"
        " the chunk framing too. WARC's payload is the entity body after transfer decoding"
        " (iipc/warc-specifications#22), which is what jwarc and this archive hash. The setting"
        " WARC_DIGEST_ON_CHUNKED=0 leaves the header off such records."
    ),
    (
        "FastWARC check -p calls the payload digest of every revisit wrong: it hashes the block, which holds"
        " no payload. The digest is that of the record which the revisit repeats (WARC 1.1 6.7.2, 6.7.3)."
    ),
    (
        "jwarc validate says invalid HTTP header Content-Length of a response that ended early. It is kept as"
        " it came, and marked: WARC-Truncated (WARC 1.1 5.15), which jwarc does not look at there."
    ),
    (
        "jwarc validate --forbid-extensions does not know WARC-Protocol and WARC-Cipher-Suite, which the"
        " IIPC proposes. The standard allows further fields (WARC 1.1 5.1)."
    ),
    (
        "warcio and FastWARC pass a file that was cut inside its last 8 bytes; gunzip -t, jwarc and this"
        " verifier do not: the gzip trailer is part of the member."
    ),
    "wacz validate passes packages without pages.jsonl or an index; WACZ 1.1.1 demands both.",
)
