"""The forms of the first admin: applying, and what a service admin decides. Each label stands here once."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.admin.reading import telephone_of
from portal.editing.forms import Choice
from portal.signin.addresses import folded_address
from portal.web.forms import AtMost, Form, Key, Line, Needed, Text
from tenants.free_mail import domain_of, is_free_mail

from .applying import Applying

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class ApplicationForm(Form):
    """Somebody asks to be the first admin of their organisation."""

    organisation = Line(_("Organisation"), validators=[Needed(_("Write the name of your organisation")), AtMost(120)])
    customer_number = Line(_("Customer number"), validators=[Needed(_("Write your customer number")), AtMost(40)])
    name = Line(_("Your name"), validators=[Needed(_("Fill in your name")), AtMost(100)])
    function = Line(_("Your function"), validators=[Needed(_("Write what your work is")), AtMost(100)])
    email = Line(_("Your work e-mail"), validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])
    telephone = Line(_("Telephone"), validators=[Needed(_("Write the number on which we can reach you")), AtMost(40)])
    contact_name = Line(_("Name of your contact person at our office"), validators=[AtMost(100)])
    may = BooleanField(
        _("I may do this for my organisation"),
        validators=[Needed(_("Tick this. May you not? Then ask somebody who may"))],
    )
    key = Key()

    def validate_email(self, field: Line) -> None:
        """An address of work, that mail can go to."""
        folded = folded_address(field.data)
        if not folded:
            raise ValidationError(gettext("This is no e-mail address. Write it like this: name@example.com"))
        if is_free_mail(domain_of(folded)):
            raise ValidationError(gettext("Use your work e-mail"))

    def validate_telephone(self, field: Line) -> None:
        """Something that a telephone can dial."""
        if not telephone_of(field.data):
            raise ValidationError(gettext("Write a telephone number, such as 088 123 45 67"))

    def applying(self) -> Applying:
        """Return what was filled in."""
        return Applying(
            organisation=self.organisation.data,
            customer_number=self.customer_number.data,
            name=self.name.data,
            function=self.function.data,
            email=folded_address(self.email.data),
            telephone=self.telephone.data,
            contact_name=self.contact_name.data,
        )


class ApprovalForm(Form):
    """An application is right: for which organisation, and whether that was checked when the number is another."""

    customer = Choice(_("Organisation"))
    checked = BooleanField(_("I checked this with the organisation"))
    reason = Line(_("Reason to look in"), validators=[AtMost(300)])
    key = Key()


class DeclineForm(Form):
    """An application is not right."""

    words = Text(_("Reason"), validators=[Needed(_("Write why, for the person who applied")), AtMost(1_000)])
    key = Key()
