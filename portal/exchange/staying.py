"""What stays behind when an organisation leaves, and why. A table that stands neither here nor there is a fault."""

from collections.abc import Mapping

PROOF = "proves who somebody is: with a new house come new proofs"
OWN = "is somebody's own until they send it"
PASSING = "is on its way, and worth nothing elsewhere"
THEIRS = "is of the service organisation"
ANEW = "is made anew from what comes along"

STAYS: Mapping[str, str] = {
    "address_change": PROOF,
    "admin_application": THEIRS,
    "admin_gap": THEIRS,
    "article": THEIRS,
    "article_opinion": "is about an article of this service organisation, which stays behind",
    "article_organisation": THEIRS,
    "article_service": THEIRS,
    "article_solved": "is about an article of this service organisation, which stays behind",
    "article_words": THEIRS,
    "asked_to_join": PASSING,
    "assignment": THEIRS,
    "authenticator": PROOF,
    "broadcast_organisation": THEIRS,
    "broadcast_round": "mails that went out; they do not go out twice",
    "broadcast_service": "stands in the record of the broadcast",
    "broadcast_unit": "stands in the record of the broadcast",
    "confidential_read": "stands in the log",
    "contact": THEIRS,
    "device": PROOF,
    "domain": "was shown to this installation; the next one has it shown again",
    "domain_proof": PROOF,
    "draft": OWN,
    "correction": "is carried out here within a minute; what it put right comes along",
    "erasure": "is carried out here; who was erased comes along with the pseudonym",
    "export_file": PASSING,
    "failed_sign_ins": PASSING,
    "half_way": PASSING,
    "import_run": "what it did stands in the directory and in the log",
    "invitation": PROOF,
    "kept_post": OWN,
    "keyed": PASSING,
    "mail": PASSING,
    "passkey": PROOF,
    "personal_file": PASSING,
    "provider": "leads to this installation; at the next one it is described anew",
    "provider_link": PROOF,
    "provider_visit": PASSING,
    "rating_link": PROOF,
    "recovery": PROOF,
    "recovery_code": PROOF,
    "remembered_device": PROOF,
    "reply_draft": OWN,
    "retention": "is chosen anew, by the bounds of the next service organisation",
    "search_row": ANEW,
    "session": PROOF,
    "sign_in": "is its owner's, about this installation, for ninety days",
    "sign_in_attempt": PASSING,
    "spent_challenge": PASSING,
    "takeout": "is about this very file",
}
