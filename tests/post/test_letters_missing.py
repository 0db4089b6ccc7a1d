"""What a notice misses is named before it leaves: a card that is not whole, a bare invoice."""

from minnelijk.flow.words import PointChannel
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.post.words.letter import letter_of, values_of
from minnelijk.records.actions.notice_facts import missing_mentions
from minnelijk.records.models import Brand, Client, Message
from tests import world
from tests.post import lettering
from tests.post.lettering import at_home


def lacking(message: Message) -> set[str]:
    letter = letter_of(message, world.DAY)
    kind = NoticeKind(message.facts["notice"]["kind"])
    found = missing_mentions(message.case, kind, letter.body, values_of(letter), world.DAY)
    return {mention.code for mention in found}


def test_a_notice_with_everything_misses_nothing(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    vat = lettering.notice(case, NoticeKind.FOURTEEN_DAYS, costs=lettering.WITH_VAT)
    noord = at_home(cast.noord, kind=DebtorKind.LEGAL_ENTITY)
    demand = lettering.notice(noord, NoticeKind.DEMAND, costs=lettering.COSTS)

    assert lacking(vat) == set()
    assert lacking(lettering.notice(case, NoticeKind.DEFAULT)) == set()
    assert lacking(demand) == set()


def test_what_a_card_does_not_have_is_named(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    notice = lettering.notice(case, NoticeKind.DEFAULT)

    Brand.objects.filter(client=cast.delta).update(address={})
    assert lacking(notice) == {"creditor"}
    cast.bureau.email = ""
    cast.bureau.save()
    assert lacking(notice) == {"creditor", "bureau"}
    case.debtor.points.filter(channel=PointChannel.POST).update(quality="wrong")
    assert lacking(notice) == {"creditor", "bureau", "debtor"}


def test_a_belgian_client_without_its_number_gets_no_notice(cast: world.Cast) -> None:
    case = at_home(cast.webshop)
    cast.bureau.enterprise_no = ""
    cast.bureau.save()
    reminder = lettering.notice(case, NoticeKind.FIRST_REMINDER)
    notice = lettering.notice(case, NoticeKind.BELGIAN_NOTICE)
    assert lacking(reminder) == set()
    assert lacking(notice) == {"collector"}

    Client.objects.filter(id=cast.webshop.id).update(enterprise_no="")
    for message in (reminder, notice):
        message.case.client.refresh_from_db()

    assert lacking(reminder) == {"creditor"}
    assert lacking(notice) == {"creditor", "collector"}


def test_an_invoice_without_a_description_is_no_belgian_notice(cast: world.Cast) -> None:
    lettering.with_card(cast.webshop)
    Client.objects.filter(id=cast.webshop.id).update(goods={})
    cast.webshop.refresh_from_db()
    case = world.case(cast.webshop, invoices=[world.Invoice("F-1", 4_000, description="")])
    lettering.lives(case)

    assert lacking(lettering.notice(case, NoticeKind.FIRST_REMINDER)) == {"description"}
