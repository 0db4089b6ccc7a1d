"""Every table of the house, by subject."""

from minnelijk.files.chain import CHAIN_START
from minnelijk.records.models.agencies import (
    AgencyNote,
    HandOver,
    HandOverClaim,
    Partner,
)
from minnelijk.records.models.audit import ChainEnd, RowPicture, Seal
from minnelijk.records.models.bank import BankCandidate, BankLine, BankMatch, BankStatement
from minnelijk.records.models.cases import (
    Case,
    Hold,
    Instalment,
    Promise,
    PromiseClaim,
)
from minnelijk.records.models.clients import Account, Brand, Client
from minnelijk.records.models.contact import Attempt, Call, Callback, WorkItem
from minnelijk.records.models.events import Document, Event, EventNote, OfficeEvent, Run
from minnelijk.records.models.keys import KeyCheck
from minnelijk.records.models.lists import ListJob, PlacementCase
from minnelijk.records.models.money import (
    Claim,
    ColumnMapping,
    Entry,
    Placement,
    PlacementRow,
    Reference,
)
from minnelijk.records.models.notices import Notice, NoticeClaim
from minnelijk.records.models.people import (
    BUREAU_ROLES,
    Bureau,
    ContactPoint,
    Debtor,
    LawSignOff,
    Person,
    PersonKey,
    Registration,
    SearchKey,
    Seat,
    SeatClient,
    User,
    Wish,
)
from minnelijk.records.models.post import Evidence, Inbound, Message, PrintBatch, SendTry
from minnelijk.records.models.questions import (
    Approval,
    ClientNote,
    Complaint,
    Dispute,
    DisputeFile,
    DisputePart,
)
from minnelijk.records.models.rules import Policy, PolicyVersion, Template, TemplateVersion
from minnelijk.records.models.senders import Mailbox, Sender, SenderTrial, SentCount
from minnelijk.records.models.sign_in import Invitation, Tries, Visit

__all__ = [
    "BUREAU_ROLES",
    "CHAIN_START",
    "Account",
    "AgencyNote",
    "Approval",
    "Attempt",
    "BankCandidate",
    "BankLine",
    "BankMatch",
    "BankStatement",
    "Brand",
    "Bureau",
    "Call",
    "Callback",
    "Case",
    "ChainEnd",
    "Claim",
    "Client",
    "ClientNote",
    "ColumnMapping",
    "Complaint",
    "ContactPoint",
    "Debtor",
    "Dispute",
    "DisputeFile",
    "DisputePart",
    "Document",
    "Entry",
    "Event",
    "EventNote",
    "Evidence",
    "HandOver",
    "HandOverClaim",
    "Hold",
    "Inbound",
    "Instalment",
    "Invitation",
    "KeyCheck",
    "LawSignOff",
    "ListJob",
    "Mailbox",
    "Message",
    "Notice",
    "NoticeClaim",
    "OfficeEvent",
    "Partner",
    "Person",
    "PersonKey",
    "Placement",
    "PlacementCase",
    "PlacementRow",
    "Policy",
    "PolicyVersion",
    "PrintBatch",
    "Promise",
    "PromiseClaim",
    "Reference",
    "Registration",
    "RowPicture",
    "Run",
    "Seal",
    "SearchKey",
    "Seat",
    "SeatClient",
    "SendTry",
    "Sender",
    "SenderTrial",
    "SentCount",
    "Template",
    "TemplateVersion",
    "Tries",
    "User",
    "Visit",
    "Wish",
    "WorkItem",
]
