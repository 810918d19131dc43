"""The shop's own system, which carries remedies out."""

from __future__ import annotations

from amends.app.connectors.patience import Patience
from amends.app.connectors.setup import patience_of, setting
from amends.app.connectors.shop.port import RemedyRequest, ShopPort
from amends.app.connectors.shop.unconnected import UnconnectedShop
from amends.app.connectors.shop.webhook import WebhookShop

__all__ = ["RemedyRequest", "ShopPort", "UnconnectedShop", "open_shop", "shop_patience"]


def open_shop() -> ShopPort:
    """The shop that the settings name."""
    url = setting("AMENDS_SHOP_URL")
    if not url:
        return UnconnectedShop()
    return WebhookShop(url, setting("AMENDS_SHOP_SECRET"), shop_patience())


def shop_patience() -> Patience:
    return patience_of("shop")
