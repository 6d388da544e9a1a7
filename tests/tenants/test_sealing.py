"""What is sealed opens for what it was sealed for, and for nothing else."""

import pytest

from tenants.sealing import BrokenSeal, seal, unseal


def test_what_is_sealed_opens_again_and_does_not_show(inside_app):
    sealed = seal("a key of 7", "JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal("a key of 7", sealed) == "JBSWY3DPEHPK3PXP"


def test_it_opens_for_no_other_row_and_not_when_it_was_changed(inside_app):
    sealed = seal("a key of 7", "JBSWY3DPEHPK3PXP")

    with pytest.raises(BrokenSeal):
        unseal("a key of 8", sealed)
    with pytest.raises(BrokenSeal):
        unseal("a key of 7", sealed[:-4] + "AAA=")


def test_another_installation_cannot_open_it(inside_app, monkeypatch):
    sealed = seal("a key of 7", "JBSWY3DPEHPK3PXP")
    monkeypatch.setitem(inside_app.config, "SECRET_KEY", "another installation, another installation")

    with pytest.raises(BrokenSeal):
        unseal("a key of 7", sealed)
