"""Talk with a provider through Authlib: where to send a browser, and what the code is worth with which it came back.

The libraries take nine megabytes: who needs this module imports it where it does.
"""

import binascii
import json
from collections.abc import Mapping
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from portal.signin.addresses import folded_address
from portal.web.addresses import may_ask
from portal.web.outbound import session_of
from tenants.clock import now

from .discovery import about, keys_of
from .rules import ALGORITHMS, LEEWAY, Answer, Check, Expected, Unknown, judged
from .visiting import Here, Visit, redirect_uri

SCOPE = "openid email profile"


def address_to_go_to(here: Here, visit: Visit, hint: str = "") -> str:
    """Return where a browser signs in. Raises Unknown."""
    said = about(here.issuer).said
    more = {"login_hint": hint} if hint else {}
    with _session(here) as session:
        url, _state = session.create_authorization_url(
            said["authorization_endpoint"],
            state=visit.state,
            code_verifier=visit.verifier,
            nonce=visit.nonce,
            **more,
        )
    return url


def says_who_it_is(here: Here, named: str | None) -> bool:
    """Say whether the provider that answers is the one that was asked (RFC 9207). Raises Unknown."""
    if named is not None:
        return named == here.issuer
    return about(here.issuer).said.get("authorization_response_iss_parameter_supported") is not True


def answer_to(here: Here, visit: Visit, code: str) -> Answer:
    """Ask what a code is worth, and judge it. Raises Unknown when the provider does not answer."""
    known = about(here.issuer)
    expected = Expected(
        *(here.issuer, here.client_id, visit.nonce, now().timestamp(), here.brand, here.domains),
    )
    try:
        with _session(here, known.said) as session:
            token = session.fetch_token(
                known.said["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=visit.verifier,
                redirect_uri=redirect_uri(here.key),
            )
            id_token = token.get("id_token")
            if not (isinstance(id_token, str) and id_token.isascii()):
                return Answer([(Check.ANSWER, False)])
            try:
                opened = jwt.decode(id_token, keys_of(known, _kid(id_token)), algorithms=list(ALGORITHMS))
            except (JoseError, ValueError, TypeError, RecursionError):
                return Answer([(Check.ANSWER, True), (Check.SIGNATURE, False)])
            claims = dict(opened.claims)
            if "email" not in claims:
                claims |= _more_about(session, known.said, claims, str(token.get("access_token")))
    except (AuthlibBaseError, ValueError) as fault:
        if isinstance(fault, requests.RequestException):
            raise Unknown(type(fault).__name__) from fault
        return Answer([(Check.ANSWER, False)])
    except requests.RequestException as fault:
        raise Unknown(type(fault).__name__) from fault
    address = folded_address(claims["email"]) if isinstance(claims.get("email"), str) else ""
    whole = _is_whole(claims, opened.header, token, expected)
    return Answer(judged(claims, address, whole, expected), claims, address)


def _session(here: Here, said: Mapping[str, Any] | None = None) -> Any:
    ways = (said or {}).get("token_endpoint_auth_methods_supported")
    post = isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways
    made: Any = OAuth2Session(
        here.client_id,
        here.secret,
        scope=SCOPE,
        redirect_uri=redirect_uri(here.key),
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post" if post else "client_secret_basic",
    )
    session_of(made)
    return made


def _kid(id_token: str) -> object:
    """Return by which key a token says that it is signed; whether it is, is seen later."""
    head = id_token.partition(".")[0]
    try:
        found = json.loads(binascii.a2b_base64(head.replace("-", "+").replace("_", "/") + "=" * (-len(head) % 4)))
    except (ValueError, RecursionError):
        return None
    return found.get("kid") if isinstance(found, dict) else None


def _more_about(session: Any, said: Mapping[str, Any], claims: Mapping[str, Any], access: str) -> dict[str, Any]:
    """Ask for the address of who came, where the provider tells it only when asked; of nobody else but them."""
    url = said.get("userinfo_endpoint")
    if not (isinstance(url, str) and may_ask(url)):
        return {}
    answer = session.get(url, withhold_token=True, headers={"Authorization": f"Bearer {access}"})
    told = answer.json() if answer.ok else None
    if not isinstance(told, dict) or told.get("sub") != claims.get("sub"):
        return {}
    return {name: value for name, value in told.items() if name not in claims}


def _is_whole(claims: Mapping[str, Any], header: Any, token: Mapping[str, Any], expected: Expected) -> bool:
    """Say whether Authlib finds nothing wrong in the rest, such as the hash of the access token."""
    about_it = {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": token.get("access_token")}
    asked: Any = {"iss": {"essential": True, "value": expected.issuer}}
    try:
        CodeIDToken(dict(claims), header, asked, about_it).validate(now=int(expected.at), leeway=LEEWAY)
    except (AuthlibBaseError, JoseError, ValueError, TypeError, AttributeError, KeyError):
        return False
    return True
