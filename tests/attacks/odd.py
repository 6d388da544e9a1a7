"""Odd input: what fuzzers, copied texts and broken programs send, as it stands in the body of a post."""

from collections.abc import Iterable
from urllib.parse import quote

VALUES = {
    "NUL": "a%00b",
    "bad UTF-8": "%FF%FE%C0%80",
    "a lone surrogate": "%ED%A0%80",
    "a number beyond every column": "1000000000000000000000000000000",
    "10^18": "1000000000000000000",
    "a negative number": "-1",
    "a digit that is none": quote("²"),
    "digits of another script": quote("١٢٣"),
    "not a number": "NaN",
    "10,000 letters": "x" * 10_000,
    "5,000 words": "+".join(["woord"] * 5_000),
    "direction marks": quote("\u202eabc\u2066\u200b"),
    "line separators": quote("a\u2028b\u2029c\x85d\r\ne\x0bf"),
    "combining marks": quote("Z\u0351\u036b\u0343\u036a" * 60),
    "a family of emoji": quote("👩‍👩‍👧‍👦🏳️‍🌈"),
    "a word of SQL": quote("'; drop table ticket; --"),
    "a template": quote("{{7*7}}${7*7}#{7*7}<%= 7*7 %>"),
    "a format": quote("%s%n%d{0}{name}%(name)s"),
    "a path": quote("../../../../etc/passwd"),
    "a formula": quote("=cmd|' /C calc'!A0"),
    "a script": quote("<script>alert(1)</script><img src=x onerror=alert(1)>"),
    "words of FTS": quote('" OR NEAR( * ^ col: AND NOT'),
    "words of tsquery": quote("a & | ! <-> :* '"),
    "a wildcard": quote("%_%_%\\"),
    "nothing but spaces": "+++",
    "a date that never was": "2026-02-31",
    "a year beyond all": "99999-01-01",
}
"""What it is, and how it stands in a form: percent-encoded, so that bytes which are no text arrive too."""


def body(fields: Iterable[tuple[str, str]], token: str) -> str:
    """Return the body of a post: names and token as they are, values encoded already."""
    return "&".join([*(f"{quote(name)}={value}" for name, value in fields), f"csrf_token={quote(token)}"])
