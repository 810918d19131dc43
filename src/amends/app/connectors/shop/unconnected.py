"""What stands in for the shop while none is connected: staff do by hand what is to be done."""

from __future__ import annotations

from uuid import UUID

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop.port import RemedyRequest

DETAIL = "no shop is connected: set AMENDS_SHOP_URL and AMENDS_SHOP_SECRET"


class UnconnectedShop:
    """Is not asked to act; whatever it is asked, it says that it cannot tell."""

    def act(self, request: RemedyRequest) -> Answer:
        return Answer(Kind.BUSY, DETAIL)

    def ask(self, key: UUID) -> Answer:
        return Answer(Kind.UNKNOWN, DETAIL)
