"""The frame of a zip file: its headers held against each other, and no byte outside of them (APPNOTE 4.3)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZIP64_LIMIT, ZipFile, ZipInfo

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<46s")
_END = struct.Struct("<4s4H2LH")
# The end record of zip64, with its locator, before the one that every zip has.
_ZIP64_END = 56 + 20
# Sizes follow the data in a descriptor of at most so many bytes, or stand in the extra field of zip64.
_DESCRIPTOR, _HAS_DESCRIPTOR, _IN_EXTRA = 24, 8, 0xFFFFFFFF

Found = tuple[str, str]


def judge_frame(file: BinaryIO, package: ZipFile, *, is_ours: bool) -> Iterator[Found]:
    """Give what does not fit, each with the name of the member, or of nothing.

    ``zipfile`` reads a member by the directory at the end alone. Our own packages have a writer
    that gives all members the same system, attributes and date.

    Raises:
        struct.error: the file ends inside a header.
    """
    infos = sorted(package.infolist(), key=lambda info: info.header_offset)
    at = slack = 0
    for info in infos:
        if not 0 <= info.header_offset - at <= slack:
            yield info.filename, f"it begins at {info.header_offset}, what lies before it ends at {at}"
        file.seek(info.header_offset)
        local = _LOCAL.unpack(file.read(_LOCAL.size))
        wrong = [name for name, (told, wanted) in _beside(local, info).items() if told != wanted]
        if wrong:
            yield info.filename, f"its header and the directory differ in {', '.join(wrong)}"
        if is_ours and _habits(info) != _habits(infos[0]):
            yield info.filename, "its entry in the directory is not as the writer of the package writes it"
        at = info.header_offset + _LOCAL.size + local[9] + local[10] + info.compress_size
        slack = _DESCRIPTOR if info.flag_bits & _HAS_DESCRIPTOR else 0
    if not 0 <= package.start_dir - at <= slack:
        yield "", f"the directory begins at {package.start_dir}, the last member ends at {at}"
    yield from _judge_end(file, package)


def _beside(local: tuple[int, ...], info: ZipInfo) -> dict[str, tuple[object, object]]:
    year, month, day, hour, minute, second = info.date_time
    values: dict[str, tuple[object, object]] = {
        "flags": (local[2], info.flag_bits),
        "method": (local[3], info.compress_type),
        "time": (local[4], hour << 11 | minute << 5 | second // 2),
        "date": (local[5], (year - 1980) << 9 | month << 5 | day),
        "disk": (0, info.volume),
    }
    if info.header_offset <= ZIP64_LIMIT:  # beyond, the directory needs zip64, and says so in its version
        values["version"] = (local[1], info.extract_version | info.reserved << 8)
    if not info.flag_bits & _HAS_DESCRIPTOR:
        values["checksum"] = (local[6], info.CRC)
        if _IN_EXTRA not in local[7:9]:
            values["sizes"] = (local[7:9], (info.compress_size, info.file_size))
    return values


def _habits(info: ZipInfo) -> tuple[object, ...]:
    return (
        info.create_version == info.extract_version,
        info.create_system,
        info.external_attr,
        info.internal_attr,
        info.date_time,
        info.comment,
    )


def _judge_end(file: BinaryIO, package: ZipFile) -> Iterator[Found]:
    """Read through the directory: behind it stands the end record and nothing else."""
    file.seek(package.start_dir)
    count = len(package.infolist())
    for _member in range(count):
        (entry,) = _ENTRY.unpack(file.read(_ENTRY.size))
        file.seek(sum(struct.unpack_from("<3H", entry, 28)), 1)
    size = file.tell() - package.start_dir
    counts, comment = min(count, 0xFFFF), package.comment
    places = min(size, _IN_EXTRA), min(package.start_dir, _IN_EXTRA)
    end = _END.pack(b"PK\5\6", 0, 0, counts, counts, *places, len(comment)) + comment
    rest = file.read(_ZIP64_END + len(end) + 1)
    if not rest.endswith(end) or len(rest) - len(end) not in (0, _ZIP64_END):
        yield "", f"behind the directory stands {rest[:40]!r}, not the end of a zip with {count} members"
