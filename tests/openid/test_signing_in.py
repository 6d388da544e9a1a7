"""People come in with the work account of their organisation."""

from tests.openid.visiting import arranges, is_in, signs_in_at_work


def test_somebody_comes_in_with_the_work_account(provider, henk, nobody):
    arranges(henk, provider)

    page = signs_in_at_work(nobody, "bram@linde.example", "/linde/requests")

    assert (page.status, page.location) == (302, "/linde/requests"), page.text
    assert is_in(nobody)
    assert "Bram" in nobody.opens("/account").html
