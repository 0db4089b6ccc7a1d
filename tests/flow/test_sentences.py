"""What an agent may add to a mail in his own words, and what not."""

import tomllib

import pytest

from minnelijk.flow.sentences import REASONS, WORDS, plain, sentence_problem, subject_problem


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("too_long", "a" * 201),
        ("link", "Kijk op www.voorbeeld.nl"),
        ("link", "Mail mij op sanne@voorbeeld.nl"),
        ("link", "Ga naar betaal.example"),
        ("link", "Zie bit.ly/3xyz"),
        ("iban", "Maak het over naar NL91 ABNA 0417 1643 00"),
        ("iban", "nl91abna0417164300"),
        ("day", "Graag 30-11"),
        ("day", "Graag dinsdag"),
        ("day", "Het kan nog tot eind december"),
        ("day", "Please pay by Monday"),
        ("amount", "Het gaat om € 5"),
        ("amount", "Het gaat om 214,50"),
        ("amount", "Nog 50,- te gaan"),
        ("amount", "Nog vijftig euro"),
        ("amount", "It is 214 in all"),
        ("costs", "Dan komen er kosten bij"),
        ("costs", "Dan komen er incas\u00adsokosten bij"),
        ("costs", "You will be charged"),
        ("costs", "Er zijn geen extra kosten"),
        ("costs", "Dan loopt het verder op met rente"),
        ("costs", "Il y aura des frais"),
        ("costs", "Dann kommen Gebühren dazu"),
        ("agency", "We will send it to a collection agency"),
        ("agency", "Dan geven wij het uit handen"),
        ("agency", "Dan dragen wij uw zaak over"),
        ("agency", "Een kantoor voor recouvrement belt u"),
        ("agency", "Das Inkassobüro meldet sich"),
        ("court", "Dan komt de deurwaarder"),
        ("court", "Dan volgt er beslag"),
        ("court", "L’huissier viendra"),
        ("court", "Wir gehen vor Gericht"),
        ("threat", "Sinon nous viendrons"),
        ("debt", "Vous devez encore quelque chose"),
        ("day", "À payer lundi"),
        ("day", "Bitte bis Freitag"),
        ("court", "Dan gaan wij naar de rechter"),
        ("court", "We will take legal steps"),
        ("threat", "Dit is uw laatste kans"),
        ("threat", "Betaal nu, of anders"),
        ("threat", "You must pay now"),
        ("debt", "U erkent de rekening"),
        ("debt", "You still owe it"),
    ],
)
def test_a_free_sentence_that_threatens_or_promises_is_refused(reason: str, words: str) -> None:
    assert sentence_problem(words) == reason


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Sterkte met de verhuizing.",
        "Goede morgen, en beterschap voor uw man.",
        "Fijn dat ik u sprak. Een fijne dag nog!",
        "Ik heb uw nieuwe adres genoteerd, huisnummer 12.",
        "U kunt in delen betalen als dat prettiger is.",
        "Good luck with the new job.",
        "Congratulations with the baby!",
        "De automatische incasso staat weer aan.",
        "U bent niet verplicht om te antwoorden.",
        "You do not have to pay this part.",
        "De mail was gericht aan uw man.",
        "Ik sta aan de rechterkant van u, bij wijze van spreken.",
        "Guten Morgen, und gute Besserung.",
        "Bonne chance avec le nouveau travail.",
        "Wij vinden samen een oplossing.",
    ],
)
def test_a_kind_sentence_may_go_along(words: str) -> None:
    assert sentence_problem(words) is None


@pytest.mark.parametrize(
    ("subject", "word"),
    [
        ("Onze afspraak van 23 november", None),
        ("Een bericht van Sanne", None),
        ("Dank u wel", None),
        ("Betaal vandaag", "betaal"),
        ("Uw rekening van september", "rekening"),
        ("Incassokosten", "incassokosten"),
        ("Your invoice", "invoice"),
        ("Votre paiement", "paiement"),
        ("Ihre Rechnung", "rechnung"),
        ("Un message de Sanne", None),
        ("Eine Nachricht von Sanne", None),
    ],
)
def test_a_subject_holds_no_word_of_debt(subject: str, word: str | None) -> None:
    assert subject_problem(subject) == word


@pytest.mark.parametrize("reason", REASONS)
def test_every_list_has_words_in_the_four_languages(reason: str) -> None:
    tables = tomllib.loads(WORDS.read_text("utf-8"))

    assert set(tables[reason]) == {"nl", "en", "fr", "de"}
    assert all(tables[reason].values())


def test_the_words_are_written_as_they_are_compared() -> None:
    tables = tomllib.loads(WORDS.read_text("utf-8"))
    words = [word for table in tables.values() for words in table.values() for word in words]

    assert [word for word in words if plain(word) != word] == []
