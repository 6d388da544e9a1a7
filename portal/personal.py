"""What each feature keeps of persons, in the order in which it is told: the one list of all of it."""

from portal.agreed import privacy as agreed
from portal.audit import privacy as audit
from portal.catalogue import privacy as catalogue
from portal.contact import privacy as contact
from portal.drafts import privacy as drafts
from portal.exchange import privacy as exchange
from portal.files import privacy as files
from portal.importing import privacy as importing
from portal.knowledge import privacy as knowledge
from portal.listing import privacy as listing
from portal.mailin import privacy as mailin
from portal.news import privacy as news
from portal.onboarding import privacy as onboarding
from portal.outbox import privacy as outbox
from portal.people import privacy as people
from portal.privacy import privacy
from portal.signin import privacy as signin
from portal.tickets import privacy as tickets
from portal.trail import privacy as trail
from tenants import personal as kernel

PARTS = tuple(
    feature.PART
    for feature in (
        *(kernel, tickets, files, drafts, listing, news, knowledge, agreed, signin, onboarding, importing, audit),
        *(outbox, mailin, people, catalogue, contact, privacy, exchange, trail),
    )
)
