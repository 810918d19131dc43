"""The append-only record, one table for each word on the way from event to outcome."""

from amends.app.ledger.models.access import ApiToken, Tries
from amends.app.ledger.models.accounts import (
    CaseAccount,
    Contract,
    Entry,
    Partner,
    PartnerAnswer,
    Posting,
)
from amends.app.ledger.models.aftercare import FollowUp, Message, Outcome
from amends.app.ledger.models.cases import Case, Choice, Decision, Offer
from amends.app.ledger.models.claims import Attachment, Claim, Finding, Objection
from amends.app.ledger.models.customers import Peers, Ruling, Standing, Suggestion
from amends.app.ledger.models.foresight import Foresight
from amends.app.ledger.models.kindness import Kindness, Proposal
from amends.app.ledger.models.places import (
    Point,
    PointChange,
    PointLoad,
    PointSource,
    PointsVersion,
    Schedule,
)
from amends.app.ledger.models.promises import Failure, Promise
from amends.app.ledger.models.record import (
    Event,
    FormerState,
    Journal,
    Load,
    NamedOrder,
    Quarantined,
)
from amends.app.ledger.models.reliability import Incident, PointRecord, PointSign
from amends.app.ledger.models.remedies import Attempt, Remedy
from amends.app.ledger.models.responsibility import Responsibility
from amends.app.ledger.models.retail import Brand, Customer, Location, Order
from amends.app.ledger.models.reviews import CaseReview, CaseSample, SampledCase, SentBack
from amends.app.ledger.models.rooms import Hold, Leg, Room
from amends.app.ledger.models.rulebooks import PublishedRulebook, RulebookTrial
from amends.app.ledger.models.scorecards import Scorecard
from amends.app.ledger.models.seals import Seal, SealMark
from amends.app.ledger.models.staff import StaffLook, StaffStanding
from amends.app.ledger.models.time_spent import TimeSpent

__all__ = [
    "ApiToken",
    "Attachment",
    "Attempt",
    "Brand",
    "Case",
    "CaseAccount",
    "CaseReview",
    "CaseSample",
    "Choice",
    "Claim",
    "Contract",
    "Customer",
    "Decision",
    "Entry",
    "Event",
    "Failure",
    "Finding",
    "FollowUp",
    "Foresight",
    "FormerState",
    "Hold",
    "Incident",
    "Journal",
    "Kindness",
    "Leg",
    "Load",
    "Location",
    "Message",
    "NamedOrder",
    "Objection",
    "Offer",
    "Order",
    "Outcome",
    "Partner",
    "PartnerAnswer",
    "Peers",
    "Point",
    "PointChange",
    "PointLoad",
    "PointRecord",
    "PointSign",
    "PointSource",
    "PointsVersion",
    "Posting",
    "Promise",
    "Proposal",
    "PublishedRulebook",
    "Quarantined",
    "Remedy",
    "Responsibility",
    "Room",
    "RulebookTrial",
    "Ruling",
    "SampledCase",
    "Schedule",
    "Scorecard",
    "Seal",
    "SealMark",
    "SentBack",
    "StaffLook",
    "StaffStanding",
    "Standing",
    "Suggestion",
    "TimeSpent",
    "Tries",
]
