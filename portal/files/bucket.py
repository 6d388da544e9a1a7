"""Bytes in a bucket of an S3-compatible store.

Nobody is sent to the store: what it holds passes through here, after the permission was asked. A store that
stopped answering is left alone for a while, so that pages do not wait for it.
"""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import S3Store

from .places import Listed, Stored, Unreachable

log = structlog.get_logger()

CONNECTING = timedelta(seconds=2)
READING = timedelta(seconds=4)
"""How long one answer may take; a page of another person may be waiting behind it."""
WRITING = timedelta(seconds=15)
LEFT_ALONE = 10.0  # seconds

PIECE = 1 << 20
"""Bytes that are fetched at a time: a slow reader holds no connection to the store, and memory does not grow."""
PART = 5 << 20  # bytes that are sent at a time


class Bucket:
    """A bucket, or what begins with a prefix in it; the address is `s3://bucket/prefix`.

    Credentials come from the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine.
    """

    def __init__(self, address: str, endpoint: str, region: str) -> None:
        self._reads = _store(address, endpoint, region, READING)
        self._writes = _store(address, endpoint, region, WRITING)
        self._left_alone_until = 0.0

    def put(self, name: str, stream: BinaryIO) -> None:
        """See Place. The store shows nothing of it before all of it has come."""
        with self._answering():
            try:
                obstore.put(self._writes, name, stream, chunk_size=PART, max_concurrency=2)
            except FileNotFoundError as fault:
                raise Unreachable("the bucket is not there") from fault

    def opened(self, name: str) -> Stored:
        """See Place."""
        with self._answering():
            size = obstore.head(self._reads, name)["size"]
        return Stored(io.BufferedReader(_Remote(self, name, size), PIECE), size)

    def put_at(self, name: str) -> datetime | None:
        """See Place."""
        with self._answering():
            try:
                return obstore.head(self._reads, name)["last_modified"]
            except FileNotFoundError:
                return None

    def listed(self, under: str = "") -> Iterator[Listed]:
        """See Place."""
        with self._answering():
            for some in obstore.list(self._reads, under or None):
                yield from (Listed(one["path"], one["last_modified"]) for one in some)

    def remove(self, name: str) -> None:
        """See Place."""
        with self._answering():
            try:
                obstore.delete(self._writes, name)
            except FileNotFoundError:
                return

    def piece(self, name: str, start: int, length: int) -> bytes:
        """Fetch some bytes of what lies under a name."""
        with self._answering():
            return bytes(obstore.get_range(self._reads, name, start=start, length=length))

    @contextmanager
    def _answering(self) -> Iterator[None]:
        if time.monotonic() < self._left_alone_until:
            raise Unreachable("the store did not answer a moment ago")
        try:
            yield
        except BaseError as fault:
            self._left_alone_until = time.monotonic() + LEFT_ALONE
            log.error("file store unavailable", error=type(fault).__name__)
            raise Unreachable(f"the store does not answer: {type(fault).__name__}") from fault


class _Remote(io.RawIOBase):
    """Bytes in a bucket, as a file to read and seek in."""

    def __init__(self, bucket: Bucket, name: str, size: int) -> None:
        self._bucket, self._name, self._size, self._at = bucket, name, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        length = min(len(buffer), self._size - self._at)
        if length <= 0:
            return 0
        came = self._bucket.piece(self._name, self._at, length)
        buffer[: len(came)] = came
        self._at += len(came)
        return len(came)


def _store(address: str, endpoint: str, region: str, answer: timedelta) -> S3Store:
    parts = urlsplit(address)
    where: dict[str, Any] = {"endpoint": endpoint} if endpoint else {}
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        region=region,
        client_options={
            "timeout": answer,
            "connect_timeout": CONNECTING,
            "allow_http": endpoint.startswith("http://"),
        },
        # One that broke off is tried again at once; one that said nothing has had its time.
        retry_config={"max_retries": 2, "retry_timeout": CONNECTING},
        **where,
    )
