"""Take-outs as somebody would make them who wishes us harm, or whose disk failed."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Change = Callable[[dict[str, Any]], dict[str, Any]]


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {part.filename: package.read(part) for part in package.infolist()}


def write(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def forged(source: Path, path: Path, kind: str, change: Change, at: int = 0, sealed: bool = True) -> Path:
    """Change one record; `sealed` says whether the sums are made right again, as somebody would who knows how."""
    parts = parts_of(source)
    name = f"data/{kind}.jsonl"
    lines = parts[name].splitlines()
    lines[at] = _line(change(json.loads(lines[at])))
    return rewritten(parts, path, {name: lines}, sealed)


def rewritten(parts: dict[str, bytes], path: Path, files: Mapping[str, list[bytes]], sealed: bool = True) -> Path:
    manifest = json.loads(parts["manifest.json"])
    for name, lines in files.items():
        parts[name] = b"".join(line + b"\n" for line in lines)
        if sealed:
            sum_ = hashlib.sha256(parts[name]).hexdigest()
            manifest["records"][name] = {"count": len(lines), "sha256": sum_}
    if sealed:
        manifest["digest"] = digest_of(parts, manifest)
    parts["manifest.json"] = json.dumps(manifest).encode()
    return write(path, parts)


def digest_of(parts: Mapping[str, bytes], manifest: Mapping[str, Any]) -> str:
    """Compute the digest as docs/exchange.md tells it, without a line of Balie."""
    total = hashlib.sha256()
    for name in manifest["records"]:
        kind = name.removeprefix("data/").removesuffix(".jsonl")
        total.update(f"{kind}\n".encode())
        for line in parts[name].splitlines() if kind not in ("service", "department") else ():
            if not (kind == "trail" and json.loads(line)["action"] in LEAVING):
                total.update(line + b"\n")
    return total.hexdigest()


LEAVING = {
    "organisation.taken out",
    "organisation.brought in",
    "organisation.copy asked",
}


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
