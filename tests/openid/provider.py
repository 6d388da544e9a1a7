"""A provider over HTTP that does as it is told: it signs in whoever is asked for, and forges what is asked."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, SECRET = "balie-at-linde", "only-both-of-us-know"
Claims = dict[str, Any]


class Provider:
    """What it says of who signs in (`who`), how it changes the token (`forged`), and what it was asked (`asked`)."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.who: Claims = {"sub": "bram-1", "email": "bram@linde.example", "email_verified": True, "name": "Bram"}
        self.forged: Callable[[Claims], Claims] = lambda claims: claims
        self.signed: Callable[[Claims], str] = self.sign
        self.asked: list[str] = []
        self.visits: dict[str, dict[str, str]] = {}
        self.metadata: Claims = {}
        self.answer_more: dict[str, str] = {}
        self.userinfo: Claims = {}
        self.issuer = ""

    def sign(self, claims: Claims) -> str:
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)

    def sign_with_the_public_key(self, claims: Claims) -> str:
        """HS256, with the key that everybody knows as the secret."""
        parts = ({"alg": "HS256", "kid": "one"}, claims)
        signed = ".".join(_b64(json.dumps(part).encode()) for part in parts)
        mark = hmac.new(self.key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_b64(mark)}"

    def sign_with_another_key(self, claims: Claims) -> str:
        another = RSAKey.generate_key(2048, {"kid": "one"})
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, another)

    def unsigned(self, claims: Claims) -> str:
        head, body = ({"alg": "none", "kid": "one"}, claims)
        return ".".join(_b64(json.dumps(part).encode()) for part in (head, body)) + "."

    def about(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            **self.metadata,
        }

    def authorize(self, query: dict[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.visits[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], **self.answer_more})}"

    def token(self, fields: dict[str, str], authorization: str) -> tuple[int, Claims]:
        visit = self.visits.pop(fields.get("code", ""), None)
        if visit is None:
            return 400, {"error": "invalid_grant"}
        if authorization != "Basic " + base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode():
            return 401, {"error": "invalid_client"}
        challenge = _b64(hashlib.sha256(fields.get("code_verifier", "").encode()).digest())
        if visit.get("code_challenge_method") != "S256" or visit.get("code_challenge") != challenge:
            return 400, {"error": "invalid_grant"}
        if fields.get("redirect_uri") != visit["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": visit["nonce"]}
        token = self.signed(self.forged({**claims, **self.who}))
        return 200, {"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": token}


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@contextmanager
def provider_running() -> Iterator[Provider]:
    """Let a provider listen on a port of its own for the length of the block."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
                return
            pages = {
                "/.well-known/openid-configuration": provider.about,
                "/keys": lambda: {"keys": [provider.key.as_dict(private=False)]},
                "/userinfo": lambda: provider.userinfo,
            }
            self._answer(*((200, pages[parts.path]()) if parts.path in pages else (404, {})))

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*provider.token(fields, self.headers.get("Authorization", "")))

        def _answer(self, status: int, said: Claims) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
