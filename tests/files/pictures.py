"""Files for tests: pictures and documents made here, and things that only look like them."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo


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


def photo(kind: str = "JPEG", turned: int = 6, **more: object) -> bytes:
    """A photo as a telephone makes it: with its maker, its place and a thumbnail in Exif, and a note beside it."""
    exif = Image.Exif()
    exif[0x010F] = "Cameramerk"
    exif[0x0112] = turned
    exif[0x9286] = b"ASCII\0\0\0Voordeur van mevrouw"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (52.0, 5.0, 12.0)
    if kind == "PNG":
        told = PngInfo()
        told.add_text("Author", "Geheimwoord")
        told.add_itxt("XML:com.adobe.xmp", "<x>Geheimwoord</x>")
        more["pnginfo"] = told
    elif kind in ("JPEG", "GIF"):
        more["comment"] = b"Geheimwoord"
    if kind in ("JPEG", "WEBP"):
        more["xmp"] = b"<x:xmpmeta>Geheimwoord</x:xmpmeta>"
    if kind != "GIF":
        more["exif"] = exif
    out = io.BytesIO()
    image = Image.effect_noise((64, 40), 80).convert("RGB")
    image.save(out, kind, **more)
    return out.getvalue()


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I4s", len(inside) + 8, name) + inside


def heic(told: bytes = b"Cameramerk Geheimwoord", *, more: bytes = b"") -> bytes:
    """The boxes of a HEIC photo: a picture of nonsense and an item of Exif."""
    drawn = b"hier staat het beeld"

    def laid_out(at: int) -> bytes:
        item = [
            struct.pack(">BBHHH4s", 2, 0, 0, place, 0, kind) + b"\0" for place, kind in ((1, b"hvc1"), (2, b"Exif"))
        ]
        infos = box(b"iinf", struct.pack(">IH", 0, 2), *(box(b"infe", one) for one in item))
        places = struct.pack(">IBBH", 0, 0x44, 0, 2)
        for place, start, length in ((1, at, len(drawn)), (2, at + len(drawn), len(told))):
            places += struct.pack(">HHHII", place, 0, 1, start, length)
        return box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"\0\0\0\0", infos, box(b"iloc", places))

    head = laid_out(0)
    return laid_out(len(head) + 8) + box(b"mdat", drawn, told) + more
