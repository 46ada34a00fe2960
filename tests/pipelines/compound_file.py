"""Compound files, and the Word documents in them, written for the tests."""

import struct

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
FIB = 0x0800
_ROW_END = b"\x17\x24\x01"


def compound(streams):
    """Write a compound file of streams, each of 4096 bytes or more so that none is a small one."""
    data, fat, entries = [], [], []
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        sectors = [padded[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(padded), SECTOR)]
        start = len(fat)
        fat += [start + at + 1 for at in range(len(sectors) - 1)] + [END]
        data += sectors
        entries.append(entry(name, 2, start, len(padded)))
    directory = b"".join([entry("Root Entry", 5, END, 0), *entries])
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first = len(fat)
    count = len(directory) // SECTOR
    fat += [first + at + 1 for at in range(count - 1)] + [END]
    data += [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    tables = 1
    while tables * (SECTOR // 4) < len(fat) + tables:
        tables += 1
    numbers = list(range(len(fat), len(fat) + tables))
    fat += [FAT_SECTOR] * tables
    fat += [FREE] * (tables * (SECTOR // 4) - len(fat))
    packed = struct.pack(f"<{len(fat)}I", *fat)
    data += [packed[at : at + SECTOR] for at in range(0, len(packed), SECTOR)]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, tables, first, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *numbers, *[FREE] * (109 - tables))
    return header + b"".join(data)


def entry(name, kind, start, size):
    printed = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        printed,
        len(printed),
        kind,
        1,
        FREE,
        FREE,
        FREE,
        bytes(16),
        0,
        0,
        0,
        start,
        size,
    )


def word(blocks, flags=0x0200, *, elsewhere=False):
    """Write a Word document of paragraphs (strings) and tables (lists of rows of cells).

    ``elsewhere`` says to keep the properties of a row's end where Word keeps those of wide rows.
    """
    text, marks = "", []

    def end(mark, *, in_table=False, row_end=False):
        nonlocal text
        text += mark
        marks.append((len(text), in_table, row_end))

    for block in blocks:
        if isinstance(block, str):
            text += block
            end("\r")
            continue
        for row in block:
            for cell in row:
                text += cell
                end("\x07", in_table=True)
            end("\x07", in_table=True, row_end=True)
    body = text.encode("utf-16-le")
    page_at = -(-(FIB + len(body)) // SECTOR) * SECTOR
    pages = [
        papx(marks[at : at + 20], marks[at - 1][0] if at else 0, elsewhere) for at in range(0, len(marks), 20)
    ]
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<2I", 0, len(text)) + struct.pack("<HIH", 0, FIB, 0)
    starts = [FIB + 2 * (marks[at - 1][0] if at else 0) for at in range(0, len(marks), 20)]
    bte = struct.pack(f"<{len(pages) + 1}I", *starts, FIB + len(body))
    bte += struct.pack(f"<{len(pages)}I", *(page_at // SECTOR + at for at in range(len(pages))))
    main = bytearray(FIB)
    struct.pack_into("<H", main, 0, 0xA5EC)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<I", main, 0x4C, len(text))
    struct.pack_into("<2I", main, 0x0102, len(clx), len(bte))
    struct.pack_into("<2I", main, 0x01A2, 0, len(clx))
    content = (bytes(main) + body).ljust(page_at, b"\0") + b"".join(pages)
    data = {"Data": bytes(8) + struct.pack("<H", len(_ROW_END)) + _ROW_END} if elsewhere else {}
    return compound({"WordDocument": content, "1Table": clx + bte, **data})


def papx(marks, before, elsewhere):
    """Write one page of paragraph properties."""
    page = bytearray(SECTOR)
    count = len(marks)
    starts = [before, *(place for place, _, _ in marks)]
    struct.pack_into(f"<{count + 1}I", page, 0, *(FIB + 2 * place for place in starts))
    at = SECTOR - 2
    for index, (_, in_table, row_end) in enumerate(marks):
        end = (b"\x46\x66" + struct.pack("<I", 8)) if elsewhere else _ROW_END
        properties = b"\0\0" + (b"\x16\x24\x01" if in_table else b"") + (end if row_end else b"")
        if len(properties) % 2 == 0:
            properties += b"\0"
        at = (at - len(properties) - 1) // 2 * 2
        page[at] = (len(properties) + 1) // 2
        page[at + 1 : at + 1 + len(properties)] = properties
        page[(count + 1) * 4 + index * 13] = at // 2
    page[SECTOR - 1] = count
    return bytes(page)
