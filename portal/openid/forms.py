"""The forms of the sign-in with the work account: for who signs in, and for the admin who arranges it."""

import re
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import ValidationError

from portal.editing.forms import Choice, EditForm, Version
from portal.people.wording import ALL_ROLES, role_words
from portal.signin.addresses import AddressForm, folded_domain
from portal.web.addresses import may_ask
from portal.web.forms import AtMost, Form, Line, Needed, Text
from tenants.errors import Invalid
from tenants.provider_terms import Brand, Standing
from tenants.providers import Coming, Described, read_role_map
from tenants.roles import Role

from .wording import brand_words

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time
DIRECTORY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ENTRA = "https://login.microsoftonline.com/{}/v2.0"
GOOGLE = "https://accounts.google.com"
DISCOVERY = "/.well-known/openid-configuration"


class WorkForm(Form):
    """Go to the sign-in of the organisation of an address."""

    email = Line(validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])
    next = Line()


class ConfirmForm(Form):
    """Give the password once, so that the work account is linked with an account of more than one organisation."""

    state = HiddenField()
    password = PasswordField(validators=[Needed(_("Fill in the password you have now")), AtMost(1000)])


class ProviderForm(EditForm):
    """Where an organisation signs in."""

    brand = Choice(_("Whose sign-in is it?"))
    directory = Line(_("Directory (tenant) ID"), validators=[AtMost(100)])
    issuer = Line(_("Address of the provider"), validators=[AtMost(500)])
    client_id = Line(_("Client ID"), validators=[Needed(_("Fill in the client ID")), AtMost(500)])
    secret = PasswordField(_("Client secret"), validators=[AtMost(1000)])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.brand.offered = [(str(brand), brand_words(brand)) for brand in Brand]

    def validate_directory(self, field: Line) -> None:
        """An ID of Microsoft's, where it is theirs."""
        if self.brand.data == Brand.ENTRA and not DIRECTORY.fullmatch(field.data.lower()):
            raise ValidationError(gettext("Copy the ID from Entra: 32 letters and digits with dashes in between"))

    def validate_issuer(self, field: Line) -> None:
        """An address that we may ask, where it is filled in."""
        if self.brand.data == Brand.OTHER and not (may_ask(self.where) and "?" not in self.where):
            raise ValidationError(gettext("Fill in an address that begins with https:// and that anybody can reach"))

    @property
    def where(self) -> str:
        """Return the issuer."""
        if self.brand.data == Brand.ENTRA:
            return ENTRA.format(self.directory.data.lower())
        if self.brand.data == Brand.GOOGLE:
            return GOOGLE
        return self.issuer.data.removesuffix(DISCOVERY)

    @property
    def said(self) -> Described:
        """Return what was filled in."""
        return Described(Brand(self.brand.data), self.where, self.client_id.data, (self.secret.data or "").strip())


class ComingForm(EditForm):
    """What happens to who comes for the first time."""

    makes_accounts = BooleanField(_("Make an account at the first sign-in"))
    default_role = Choice(_("Role of a new account"))
    role_claim = Line(_("Claim that says the role"), validators=[AtMost(100)])
    role_map = Text(_("Which value is which role"), validators=[AtMost(5000)])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.default_role.offered = [(str(role), role_words(role)) for role in ALL_ROLES if role is not Role.ADMIN]

    def validate_role_map(self, field: Text) -> None:
        """Lines of a value and a role."""
        try:
            found = read_role_map(field.data)
        except Invalid as refusal:
            raise ValidationError(str(refusal.why)) from None
        if found and not self.role_claim.data:
            raise ValidationError(gettext("Say first which claim says the role"))

    @property
    def coming(self) -> Coming:
        """Return what was filled in."""
        return Coming(
            bool(self.makes_accounts.data), self.role_claim.data, self.role_map.data, Role(self.default_role.data)
        )


class StandingForm(Form):
    """Switch it on, off, or make it the only way."""

    version = Version()
    standing = Choice()
    keeper = Line()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.standing.offered = [(str(one), "") for one in Standing if one is not Standing.DRAFT]


class TryForm(Form):
    """A button of the sign-in as it was set up when the page was made."""

    version = Version()


class UnlinkForm(AddressForm):
    """Whose work account is forgotten."""


class ButtonForm(Form):
    """A button: nothing but the token."""


class DomainForm(Form):
    """A domain of an organisation, said by its admin or by the service organisation."""

    name = Line(_("Domain"), validators=[Needed(_("Fill in a domain")), AtMost(253)])

    def validate_name(self, field: Line) -> None:
        """A domain, and not an address."""
        if not self.folded:
            raise ValidationError(gettext("This is no domain. Write it like this: example.org"))

    @property
    def folded(self) -> str:
        """Return the domain as it is stored; "" for what is none."""
        return folded_domain((self.name.data or "").removeprefix("@"))
