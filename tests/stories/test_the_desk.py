"""What the desk and the customer say to each other, and what stays at the desk."""


def test_the_desk_answers_and_the_customer_reads_it(bram, joost):
    ticket = bram.files("Hoe ruil ik een dienst?")

    assert joost.answers(ticket, "Kies Ruilen in het rooster.").status == 303

    page = bram.page(ticket)
    assert "Kies Ruilen in het rooster." in page
    assert "Joost van Dam" in page


def test_an_internal_note_stays_at_the_desk(bram, joost, fatma):
    ticket = bram.files()

    joost.notes(ticket, "Lijkt op zaak zevenhonderd.")

    assert "zaak zevenhonderd" in fatma.page(ticket)
    assert "zevenhonderd" not in bram.page(ticket).html
