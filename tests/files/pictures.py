"""Files for tests: pictures and documents made here, and things that only look like them."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def png(width: int = 640, height: int = 400, colour: str = "#336699") -> bytes:
    return drawn("PNG", width, height, colour)


def drawn(kind: str, width: int = 640, height: int = 400, colour: str = "#336699", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **more)
    return out.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """A picture whose header says that it is very large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def workbook(unpacked: int = 1000) -> bytes:
    """A workbook as far as its list of contents goes; `unpacked` bytes of nothing in its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _portion in range(unpacked // 1000):
                sheet.write(b" " * 1000)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
