"""Which shop and which messenger the settings name; what is wrong is said at the start."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from amends.app.connectors.answers import Kind
from amends.app.connectors.messenger import open_messenger
from amends.app.connectors.messenger.mailbox import Mailbox
from amends.app.connectors.messenger.smtp import SmtpMessenger
from amends.app.connectors.shop import open_shop, shop_patience
from amends.app.connectors.shop.signing import BadSecret
from amends.app.connectors.shop.webhook import WebhookShop
from amends.app.jobs.worker import check_connectors
from amends.core.errors import BadDeclaration
from tests.app.test_connectors_shop import SECRET, make_request


def test_without_a_shop_nothing_is_carried_out_and_staff_learn_why() -> None:
    answer = open_shop().act(make_request())
    assert answer.kind == Kind.BUSY
    assert "AMENDS_SHOP_URL" in answer.detail
    assert open_shop().ask(uuid4()).kind == Kind.UNKNOWN


def test_the_environment_names_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_SHOP_URL", "http://shop.example")
    monkeypatch.setenv("AMENDS_SHOP_SECRET", SECRET)
    assert isinstance(open_shop(), WebhookShop)


def test_a_worker_does_not_start_with_a_bad_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_SHOP_URL", "http://shop.example")
    monkeypatch.setenv("AMENDS_SHOP_SECRET", "secret")
    with pytest.raises(BadSecret):
        check_connectors()


def test_another_file_says_how_patient_we_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    monkeypatch.setenv("AMENDS_PATIENCE", str(own))
    with pytest.raises(BadDeclaration, match=r"own\.toml"):
        shop_patience()
    own.write_text(
        "[shop]\nanswer_within = 3\nclock_skew = 0\ntries = 1\nfirst_delay = 1\n"
        "longest_delay = 1\ngrowth = 1\njitter = 0\n"
    )
    assert shop_patience().answer_within == timedelta(seconds=3)


def test_the_mailbox_is_used_until_a_mail_server_is_named(settings: Settings) -> None:
    assert isinstance(open_messenger(), Mailbox)
    settings.AMENDS_MESSENGER = "smtp"
    assert isinstance(open_messenger(), SmtpMessenger)


@pytest.mark.parametrize(
    ("implicit", "starttls", "tls"),
    [(True, False, "implicit"), (False, True, "starttls"), (False, False, "none")],
)
def test_encryption_is_as_the_address_says(
    settings: Settings, implicit: bool, starttls: bool, tls: str
) -> None:
    settings.AMENDS_MESSENGER = "smtp"
    settings.EMAIL_USE_SSL = implicit
    settings.EMAIL_USE_TLS = starttls
    messenger = open_messenger()
    assert isinstance(messenger, SmtpMessenger)
    assert messenger._server.tls == tls
