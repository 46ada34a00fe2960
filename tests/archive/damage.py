"""Two dozen kinds of damage to a collection, each done at a place that a seed chooses."""

import gzip
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

from archive.gzip_members import compress
from archive.members import Member, read_members

Edit = Callable[[bytes, Random], bytes]
LAST = rb"fetchStatus"  # the record of the attempt that failed: the last of its file, and nothing names it


def members_of(data: bytes) -> list[bytes]:
    return [member.stored for member in read_members(BytesIO(data)) if isinstance(member, Member)]


def flip_bit(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def flip_header(data: bytes, random: Random) -> bytes:
    """Flip a bit of a gzip header, which no checksum covers."""
    starts, at = [], 0
    for member in members_of(data):
        starts.append(at)
        at += len(member)
    at = random.choice(starts) + random.randrange(10)
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def cut(data: bytes, random: Random) -> bytes:
    whole = {0, *(len(b"".join(members_of(data)[:count])) for count in range(40))}
    return data[: random.choice([at for at in range(len(data)) if at not in whole])]


def cut_last_bytes(data: bytes, random: Random) -> bytes:
    return data[: -random.randint(1, 8)]


def cut_front(data: bytes, random: Random) -> bytes:
    return data[random.randrange(1, len(data)) :]


def cut_between_records(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    return b"".join(members[: random.randrange(1, len(members) - 2)])


def cut_out(data: bytes, random: Random) -> bytes:
    begin = random.randrange(len(data) - 2)
    return data[:begin] + data[min(begin + random.randint(1, 3000), len(data) - 1) :]


def put_in(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(random.randint(1, 2000)) + data[at:]


def append_garbage(data: bytes, random: Random) -> bytes:
    return data + random.choice([b"\0", b"\r\n", b"\x1f\x8b\x08", random.randbytes(700), b"\0" * 512])


def blank(data: bytes, random: Random) -> bytes:
    begin = random.randrange(len(data) - 20)
    end = min(len(data), begin + random.randint(8, 4096))
    return data[:begin] + b"\0" * (end - begin) + data[end:]


def swap(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    one, other = random.sample(range(len(members)), 2)
    members[one], members[other] = members[other], members[one]
    return b"".join(members)


def swap_neighbours(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    at = random.randrange(len(members) - 1)
    members[at : at + 2] = members[at + 1], members[at]
    return b"".join(members)


def remove(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    known = [at for at, member in enumerate(members) if LAST not in gzip.decompress(member)]
    del members[random.choice(known)]
    return b"".join(members)


def duplicate(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    members.insert(random.randrange(len(members) + 1), random.choice(members))
    return b"".join(members)


def join_members(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    at = random.randrange(len(members) - 1)
    members[at : at + 2] = [compress(gzip.decompress(members[at]) + gzip.decompress(members[at + 1]))]
    return b"".join(members)


def unpack(data: bytes, random: Random) -> bytes:
    """Leave one record uncompressed between members."""
    members = members_of(data)
    at = random.randrange(len(members))
    members[at] = gzip.decompress(members[at])
    return b"".join(members)


def rewriting(pattern: bytes, change: Callable[[bytes, Random], bytes]) -> Edit:
    """Change what a pattern finds in one record, and compress it again so that the gzip is whole."""

    def edit(data: bytes, random: Random) -> bytes:
        members = members_of(data)
        fit = [at for at, member in enumerate(members) if re.search(pattern, gzip.decompress(member))]
        at = random.choice(fit)
        record = gzip.decompress(members[at])
        found = re.search(pattern, record)
        members[at] = compress(record[: found.start(1)] + change(found[1], random) + record[found.end(1) :])
        return b"".join(members)

    return edit


def other_character(value: bytes, random: Random) -> bytes:
    at = random.randrange(len(value))
    fits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" if value[at : at + 1].isalpha() else b"0123456789"
    return value[:at] + bytes([random.choice([c for c in fits if c != value[at]])]) + value[at + 1 :]


def other_length(value: bytes, random: Random) -> bytes:
    return b"%d" % max(0, int(value) + random.choice([-40, -3, -1, 1, 2, 500, 10**6]))


def nonsense(value: bytes, random: Random) -> bytes:
    return random.choice([b"", b"-1", b"x" * 70, b"\xff\xfe", b"<urn:uuid:>", b"9" * 5000])


def field(name: bytes, value: bytes = rb"[^\r]+") -> bytes:
    return rb"(?s)^[^\x00]*?\r\n" + name + rb": (" + value + rb")\r\n"


WARC_DAMAGE: dict[str, Edit] = {
    "flip a bit": flip_bit,
    "flip a bit of a gzip header": flip_header,
    "cut": cut,
    "cut the last bytes": cut_last_bytes,
    "cut the front": cut_front,
    "cut between records": cut_between_records,
    "cut out": cut_out,
    "put in": put_in,
    "append garbage": append_garbage,
    "blank": blank,
    "swap records": swap,
    "swap neighbours": swap_neighbours,
    "remove a record": remove,
    "duplicate a record": duplicate,
    "join members": join_members,
    "leave a record unpacked": unpack,
    "wrong length": rewriting(field(b"Content-Length", rb"\d+"), other_length),
    "wrong block digest": rewriting(field(b"WARC-Block-Digest", rb"sha1:([A-Z2-7]+)"), other_character),
    "wrong payload digest": rewriting(field(b"WARC-Payload-Digest", rb"sha1:([A-Z2-7]+)"), other_character),
    "wrong date": rewriting(field(b"WARC-Date", rb"[^\r]*?(\d\d)\.\d+Z"), nonsense),
    "wrong tie": rewriting(field(b"WARC-Concurrent-To"), nonsense),
    "wrong id": rewriting(field(b"WARC-Record-ID"), nonsense),
    "wrong type": rewriting(field(b"WARC-Type"), nonsense),
    "wrong media type of a request": rewriting(
        rb"(?s)WARC-Type: request\r.*?Content-Type: application/(\w+)", other_character
    ),
    "wrong address of a request": rewriting(
        rb"(?s)WARC-Type: request\r.*?WARC-IP-Address: [^\r]*(\d)", other_character
    ),
    "wrong target": rewriting(field(b"WARC-Target-URI"), nonsense),
    "wrong version": rewriting(rb"^WARC/(1\.1)", nonsense),
    "wrong status line": rewriting(rb"(HTTP/1\.1 \d+)", nonsense),
    "wrong body": rewriting(rb"(?s)\r\n\r\n.*\r\n\r\n.*?([a-z]{4})", other_character),
}


def lose_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return b"".join(lines)


def repeat_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return b"".join(lines)


def disorder(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = random.randrange(len(lines) - 1)
    lines[at : at + 2] = lines[at + 1], lines[at]
    return b"".join(lines)


INDEX_DAMAGE: dict[str, Edit] = {
    "flip a bit of the index": flip_bit,
    "cut the index": lambda data, random: data[: random.randrange(len(data))],
    "lose a line": lose_line,
    "repeat a line": repeat_line,
    "disorder lines": disorder,
    "put into the index": put_in,
}


def harm(collection: Path, kind: str, seed: int) -> None:
    """Damage one file of a collection; the same seed, the same damage."""
    random = Random(f"{kind} {seed}")
    edit = WARC_DAMAGE.get(kind) or INDEX_DAMAGE[kind]
    folder = "archive" if kind in WARC_DAMAGE else "indexes"
    path = random.choice(sorted((collection / folder).iterdir()))
    before = path.read_bytes()
    # The files differ in what they hold: where one has nothing to be harmed so, the first has.
    try:
        after = edit(before, random)
    except IndexError:
        path = min((collection / folder).iterdir())
        before = path.read_bytes()
        after = edit(before, random)
    assert after != before, "the damage changed nothing"
    path.write_bytes(after)
