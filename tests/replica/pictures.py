"""Real PNG pictures, made by code."""

import struct
import zlib


def png(seed: int, width: int = 96, height: int = 48) -> bytes:
    """A small picture of bars whose heights depend on the seed alone."""
    heights = [8 + (seed * (bar + 3) * 2654435761 >> 7) % (height - 8) for bar in range(6)]
    bar_width = width // 6
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            inside = x % bar_width < bar_width - 4 and height - y <= heights[min(x // bar_width, 5)]
            rows += b"\x1f\x4e\x8c" if inside else b"\xf4\xf6\xf9"
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def icon() -> bytes:
    """A favicon: an ICO file that holds one PNG."""
    picture = png(7, 16, 16)
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 24, len(picture), 22) + picture
