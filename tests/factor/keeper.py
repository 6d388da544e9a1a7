"""A keeper of passkeys in software: it makes and shows them as a telephone does, and lies when it is told to."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Keeper:
    """One passkey and who keeps it. `site` and `origin` are those of the page it believes to be on."""

    site: str = "localhost"
    origin: str = "http://localhost"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0
    verifies: bool = True
    user: bytes = b""

    def makes(self, options: dict[str, Any], **lies: Any) -> str:
        """Answer what a page asks to make a passkey."""
        self.user = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + encode_cbor(public)
        data = self._data(ATTESTED, **lies) + attested
        told = {
            "clientDataJSON": bytes_to_base64url(self._client("webauthn.create", options["challenge"], **lies)),
            "attestationObject": bytes_to_base64url(encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})),
            "transports": ["internal"],
        }
        return self._answer(told)

    def shows(self, options: dict[str, Any], **lies: Any) -> str:
        """Answer what a page asks to show a passkey."""
        self.count = lies.get("count", self.count + 1 if self.count else 0)
        data = self._data(0, **lies)
        client = self._client(lies.get("kind", "webauthn.get"), options["challenge"], **lies)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        told = {
            "clientDataJSON": bytes_to_base64url(client),
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(lies.get("signature", signature)),
        }
        user = lies.get("user", self.user)
        return self._answer(told | ({"userHandle": bytes_to_base64url(user)} if user else {}), **lies)

    def _client(self, kind: str, challenge: str, /, **lies: Any) -> bytes:
        told = {"type": kind, "challenge": lies.get("challenge", challenge), "origin": lies.get("origin", self.origin)}
        return json.dumps(told | {"crossOrigin": False}).encode()

    def _data(self, flags: int, **lies: Any) -> bytes:
        site = hashlib.sha256(lies.get("site", self.site).encode()).digest()
        flags |= PRESENT | (VERIFIED if lies.get("verifies", self.verifies) else 0)
        return site + bytes([flags]) + struct.pack(">I", self.count)

    def _answer(self, told: dict[str, Any], **lies: Any) -> str:
        name = bytes_to_base64url(lies.get("credential", self.credential))
        whole = {"id": name, "rawId": name, "type": "public-key", "response": told, "clientExtensionResults": {}}
        return json.dumps(whole)
