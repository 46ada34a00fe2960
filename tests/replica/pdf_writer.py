"""A PDF of plain Chinese lines, written by hand."""

NAME = "/BaseFont /STSong-Light"
SYSTEM = "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
METRICS = "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93"

# Objects 3 to 5: a Chinese font that readers bring along themselves.
FONT = (
    f"<< /Type /Font /Subtype /Type0 {NAME} /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    f"<< /Type /Font /Subtype /CIDFontType0 {NAME} /FontDescriptor 5 0 R {SYSTEM} /DW 1000 >>",
    f"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 {METRICS} >>",
)


def pdf(lines: list[str]) -> bytes:
    """Plain pages in STSong-Light, a font every reader has: no embedding, UCS-2 text."""
    sheets = [lines[start : start + 48] for start in range(0, len(lines), 48)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        *FONT,
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in sheet)
        stream = f"BT /F1 10 Tf 16 TL 50 790 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    """Numbered objects, the table of their offsets, and the trailer."""
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode("ascii")
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)
