"""What each bank's dialect of MT940 says about a payment: who, which words, which mark."""

import pytest

from minnelijk.files.statements.facts import Payment
from tests.files.mt940 import entries, message, payment

ABN = "ABNANL2A\n940\nABNANL2A"
ING = "0000 01INGBNL2AXXXX00001\n0000 01INGBNL2AXXXX00001\n940 00"


def test_abn_amro_codes_may_break_anywhere() -> None:
    found = payment(
        "/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME\n"
        "/JAN DE BOER/RE\nMI/FACTUUR 2026-10\n05/EREF/NOTPROV\nIDED",
        header=ABN,
    )

    assert found == Payment(1000, "JAN DE BOER", "NL20INGB0001234567", text="FACTUUR 2026-10\n05")


def test_an_iban_that_is_broken_over_lines_is_whole_again() -> None:
    assert payment("/TRTP/IDEAL/IBAN/NL20ING\nB0001234567/NAME/X").iban == "NL20INGB0001234567"
    assert payment("/TRTP/IDEAL/IB\nAN/NL20INGB0001234567/NAME/X").iban == "NL20INGB0001234567"


def test_a_name_goes_on_without_a_blank_only_where_the_line_was_full() -> None:
    full = "/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/NAME/BAKKERIJ DE KR"
    short = "/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/NAME/BAKKERIJ DE"

    assert payment(f"{full[:65]}\nOON B.V.").name == "BAKKERIJ DE KOON B.V."
    assert payment(f"{short}\nKROON B.V.").name == "BAKKERIJ DE KROON B.V."


def test_abn_amro_names_a_betalingskenmerk_by_its_issuer() -> None:
    found = payment(
        "/TRTP/Acceptgirobetaling/IBAN/NL20INGB0001234567/BIC/INGBNL2A  /NAME/J. BOS/REMI/"
        "ISSUER: CUR                  REF: 5412345678901234/EREF/NOTPROVIDED",
        header=ABN,
    )

    assert (found.reference, found.text, found.end_to_end) == ("5412345678901234", "", "")


def test_abn_amro_columns_of_before_its_codes_break_words() -> None:
    found = payment(
        "SEPA OVERBOEKING                 IBAN: NL20INGB0001234567\n"
        "BIC: INGBNL2A                    NAAM: BAKKERIJ DE KROON EN ZOON\n"
        "OMSCHRIJVING: FACTUUR 20261005 E N 20261006\n"
        "KENMERK: 7541410",
        header=ABN,
    )

    assert (found.name, found.iban) == ("BAKKERIJ DE KROON EN ZOON", "NL20INGB0001234567")
    assert (found.text, found.end_to_end) == ("FACTUUR 20261005 E\nN 20261006", "7541410")


def test_abn_amro_columns_of_before_sepa_have_a_name_behind_the_account() -> None:
    giro = payment("GIRO   428428 KPN - DIGITENNE    BETALINGSKENM.  0000421886595314", header=ABN)
    old = payment("52.89.39.882                    BAKKERIJ DE KROON", header=ABN)

    assert (giro.name, giro.reference) == ("KPN - DIGITENNE", "0000421886595314")
    assert (old.name, old.iban) == ("BAKKERIJ DE KROON", "")


def test_a_direct_debit_that_came_back_is_returned() -> None:
    found = payment(
        "/RTYP/SEPA Incasso niet uitgevoerd/MARF/123/RTRN/MS03/IBAN/NL20INGB0001234567/NAME/J. BOS"
        "/REMI/zie nota 1234556/EREF/1234567X9",
        posting=":61:2601020102D10,00N247NONREF",
    )

    assert (found.returned, found.cents, found.end_to_end) == (True, -1000, "1234567X9")


def test_ing_has_account_and_name_in_one_code() -> None:
    found = payment(
        "/EREF/EV123REP12//CNTP/NL20INGB0001234567/INGBNL2A/J.Janssen/Breda//REMI/USTD//CONTRIB\n"
        "UTIE 2026-1005/",
        header=ING,
    )

    assert (found.name, found.iban) == ("J.Janssen", "NL20INGB0001234567")
    assert (found.text, found.end_to_end) == ("CONTRIB\nUTIE 2026-1005", "EV123REP12")


@pytest.mark.parametrize(
    "words", ["/REM\nI/STRD/CUR/9001123412341234/", "/REMI/STRD/CUR/900112341\n2341234/"]
)
def test_ing_marks_a_betalingskenmerk(words: str) -> None:
    found = payment(f"/CNTP/NL20INGB0001234567/INGBNL2A/J.Janssen//{words}", header=ING)

    assert (found.name, found.reference, found.text) == ("J.Janssen", "9001123412341234", "")


def test_ing_may_put_the_betalingskenmerk_in_the_posting() -> None:
    posting = ":61:2601020102C10,00NTRF9001123412341234//00000000001011\n/TRCD/00108/"
    words = "/CNTP/NL20INGB0001234567/INGBNL2A/J.Janssen//"

    assert payment(words, header=ING, posting=posting).reference == "9001123412341234"
    assert payment(words, header=ABN, posting=posting).reference == ""
    entry = entries(message(posting, header=ING))[0]
    assert (entry.bank_ref, entry.payments[0].text) == ("00000000001011", "")


def test_ing_tells_a_return_by_code_or_by_kind() -> None:
    assert payment("/RTRN/MS03//EREF/1//REMI/USTD//nota 1/", header=ING).returned
    assert payment("nota 1", posting=":61:2601020102D10,00NRTIEREF//1").returned
    assert not payment("nota 1").returned


def test_the_total_of_a_batch_has_no_payments_of_its_own() -> None:
    total = ":86:/PREF/M0000011//CSID/NL32ZZZ999999991234//REMI/USTD//TOTAAL       12 POSTEN/"

    entry = entries(message(f":61:2601020102C120,00NDDTPREF//1\n/TRCD/01000/\n{total}"))[0]

    assert (entry.count, entry.payments, entry.cents) == (12, (), 12000)


def test_old_ing_runs_account_name_and_words_together() -> None:
    marked = payment("NL20INGB0001234567 INGBNL2A J BOS NOTPROVIDED parkeren", header=ING)
    unmarked = payment("NL20INGB0001234567 INGBNL2A J BOS parke\nren", header=ING)
    structured = payment(
        "NL20INGB0001234567 INGBNL2A J BOS btw\nSCOR/CUR/8850426741301240", header=ING
    )

    assert (marked.name, marked.iban, marked.text) == ("J BOS", "NL20INGB0001234567", "parkeren")
    assert (unmarked.name, unmarked.text) == ("", "J BOS parke\nren")
    assert (structured.reference, structured.text) == ("8850426741301240", "J BOS btw")
    assert payment("0111111111 Hr J Bos\nBREDA", header=ING).text == "Hr J Bos\nBREDA"


def test_rabobank_puts_the_account_below_the_posting() -> None:
    found = payment(
        "/EREF/1134027115/ORDP//NAME/Hr A B Huibers en/of Mw S L Huibers-Hu\n veneers/ADDR/STRAAT 1"
        "/REMI//IBS.00008908/ 1001680-P796142 KI\nNDEROPVANG/ISDT/20\n26-01-02",
        posting=":61:260102C000000000010,00N541EREF\nNL20INGB0001234567",
    )

    assert (found.name, found.iban) == (
        "Hr A B Huibers en/of Mw S L Huibers-Hu veneers", "NL20INGB0001234567",
    )  # fmt: skip
    assert found.text == "/IBS.00008908/ 1001680-P796142 KI\nNDEROPVANG"
    assert found.end_to_end == "1134027115"


def test_rabobank_marks_a_betalingskenmerk_in_codes_and_has_the_account_in_one() -> None:
    found = payment(
        "/ACCW/NL20INGB0001234567,INGBNL2A/ORDP//NAME/J. Bos/REMI//CDTRREFTP//CD/SCOR/ISSR/CUR"
        "/CDTRREF/5412345678901234/ISDT/2026-01-02"
    )

    assert (found.name, found.iban) == ("J. Bos", "NL20INGB0001234567")
    assert (found.reference, found.text) == ("5412345678901234", "")


def test_remittance_twice_is_read_twice() -> None:
    assert payment("/NAME/J. Bos/REMI/nota 1/REMI/nota 2/REMI/nota 1").text == "nota 1\nnota 2"


def test_old_rabobank_has_the_name_behind_the_account_and_a_tag_on_every_line() -> None:
    found = payment(
        "BETALINGSKENM.  173787046000009            \n:86:FACTUUR * 173787046",
        posting=":61:260102C000000000010.00N060P000029225      KPN - MOBIEL          ",
    )

    assert (found.name, found.iban, found.cents) == ("KPN - MOBIEL", "", 1000)
    assert found.reference == "173787046000009"
    assert found.text == "BETALINGSKENM. 173787046000009\nFACTUUR * 173787046"


def test_old_rabobank_tells_that_a_debtor_took_it_back() -> None:
    found = payment(
        "Terugboeking\n:86:NIET AKKOORD MET AFSCHRIJVING\n:86:nota 1",
        posting=":61:260102D000000000010,00N0440121470966      W.P. Jansen",
    )

    assert (found.returned, found.name) == (True, "W.P. Jansen")


@pytest.mark.parametrize("account", ["NL20INGB0001234567", "0987654321"])
def test_asn_sns_and_regiobank_repeat_account_and_name(account: str) -> None:
    pad = " " * 65
    found = payment(
        f"{account} hr j bos en/of mw a bos\n{pad}\nBetaling nota 2026-10\n05\n{pad}\n{pad}",
        posting=f":61:2601020102C10,00NOVB{account}\nhr j bos en/of mw a bos",
        header="{1:F01ASNBNL21XXXX0000000000}{2:O940ASNBNL21XXXXN}{3:}{4:",
    )

    assert found.name == "hr j bos en/of mw a bos"
    assert found.iban == (account if account.startswith("NL") else "")
    assert found.text == "Betaling nota 2026-10\n05"


def test_knab_names_account_and_holder_on_any_line() -> None:
    found = payment("FACTUUR 201403110, 2014\n03113\nREK: NL20INGB0001234567/NAAM: J. BOS B.V.")
    only_name = payment("03-12-2015 16:04 PAS: 1122\nNAAM: POS")

    assert (found.name, found.iban) == ("J. BOS B.V.", "NL20INGB0001234567")
    assert found.text == "FACTUUR 201403110, 2014\n03113"
    assert (only_name.name, only_name.iban) == ("POS", "")


def test_triodos_numbers_its_pieces_and_runs_name_and_words_together() -> None:
    found = payment(
        "000>100000000000\n>20INGBNL2A\n>21NL20INGB0001234567\n>22BAKKERIJ DE KROON FACTUUR 2>23026"
        "1005\n>310454545454"
    )
    old = payment("000>100133967858\n>20 HUUR>21 KANTOOR - FEB 2026\n>310454545454")

    assert found.iban == "NL20INGB0001234567"
    assert found.name == "BAKKERIJ DE KROON FACTUUR 2"
    assert found.text == "BAKKERIJ DE KROON FACTUUR 2\n0261005"
    assert (old.iban, old.text) == ("", "HUUR\nKANTOOR - FEB 2026")


def test_van_lanschot_ends_in_a_way_of_its_own() -> None:
    text = message(
        ":61:260102C2716,76NXXX0130045721\n:86:/TRTP/SEPA Overboeking/IBAN/NL20INGB0001234567/NAME"
        "/J BOS/REMI/201400-001/EREF/333333333",
        header="0000 01FVLBNL22AXXX00042\n940 00",
        closing="C260102EUR2716,76\n:86:D000000C000001D0,00C2716,76",
    )

    found = entries(text + "XXX\n" + text + "XXX\n")

    assert [entry.payments[0].end_to_end for entry in found] == ["333333333", "333333333"]
    assert found[0].payments[0].text == "201400-001"


def test_bunq_may_leave_the_words_empty() -> None:
    empty = payment("/IBAN/NL20INGB0001234567/NAME/P.C. Bos/REMI/")
    shop = payment("/NAME/WWW.SHOP.COM/REMI/WWW.SHOP.COM TAURANGA, NZ\n1.00 NZD")

    assert (empty.name, empty.iban, empty.text) == ("P.C. Bos", "NL20INGB0001234567", "")
    assert (shop.name, shop.iban) == ("WWW.SHOP.COM", "")
    assert shop.text == "WWW.SHOP.COM TAURANGA, NZ\n1.00 NZD"


def test_words_behind_the_code_of_a_party_are_not_taken_for_its_name() -> None:
    found = payment("/ORDP/300000000460495\n/IVOTEHNA DOOEL\n/Uplata po faktura 747")

    assert (found.name, found.text) == (
        "", "300000000460495\n/IVOTEHNA DOOEL\n/Uplata po faktura 747",
    )  # fmt: skip
    assert payment("/ORDP/J. BOS\n/REMI/nota 1").name == "J. BOS"


def test_german_banks_number_their_pieces() -> None:
    found = payment(
        "166?00GUTSCHRIFT?109310?20EREF+ZV01002841909493000000?2102 ?22SVWZ+Rechnung 2026-10\n"
        "?2305?30DEUTDEFF?31DE02120300000000202051?32Hellwig, Annegret, Hellwig,?33 Dieter"
    )

    assert (found.name, found.iban) == (
        "Hellwig, Annegret, Hellwig, Dieter", "DE02120300000000202051",
    )  # fmt: skip
    assert (found.text, found.end_to_end) == ("Rechnung 2026-10\n05", "ZV0100284190949300000002")


def test_german_returns_are_known_by_their_kind() -> None:
    found = payment(
        "109?00SEPA-LASTSCHR. RETOURE CORE?20EREF+A1 SVWZ+SONSTIGE GRUENDE?32TESTER",
        posting=":61:2601020102D10,00 NRTIKREF+//2016021783252833",
    )

    assert (found.returned, found.end_to_end, found.text) == (True, "A1", "SONSTIGE GRUENDE")


def test_words_without_any_mark_stay_as_they_are() -> None:
    found = payment("HIER EEN OMSCHRIJVING\nIN HOOFDLETTERS")

    assert found == Payment(1000, text="HIER EEN OMSCHRIJVING\nIN HOOFDLETTERS")
