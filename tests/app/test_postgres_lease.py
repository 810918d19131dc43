"""The embedded server runs while anybody needs it, and never longer."""

import time
from pathlib import Path

import psycopg
import pytest

from amends.app.postgres import Layout, acquire, wait_until_stopped
from tests.support.servers import (
    answers,
    ask,
    end,
    eventually,
    first_line,
    hold,
    keeper,
    kill,
    postmaster,
)


def test_it_stops_when_the_last_lease_is_given_back(amends_home: Path) -> None:
    first, second = acquire(amends_home), acquire(amends_home)
    first.release()
    assert not wait_until_stopped(first.layout)
    assert answers(amends_home)
    second.release()
    assert wait_until_stopped(second.layout)
    assert not answers(amends_home)


def test_it_comes_back_with_its_data(amends_home: Path) -> None:
    with acquire(amends_home) as lease, psycopg.connect(lease.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    wait_until_stopped(lease.layout)
    with acquire(amends_home):
        assert ask(amends_home, "SELECT answer FROM kept") == 42


def test_one_may_come_while_it_is_on_its_way_out(amends_home: Path) -> None:
    for pause in (0.0, 0.1, 0.2, 0.25, 0.3):
        with acquire(amends_home):
            assert answers(amends_home)
        time.sleep(pause)


def test_letters_of_every_alphabet_have_their_lower_case(amends_home: Path) -> None:
    with acquire(amends_home):
        assert ask(amends_home, "SELECT lower('ӨҮЁЖ')") == "өүёж"


def test_it_listens_on_no_network(amends_home: Path) -> None:
    with acquire(amends_home):
        assert ask(amends_home, "SHOW listen_addresses") == ""


@pytest.mark.parametrize("name", ["a home", "a'quote", "дом", "long" * 40])
def test_any_path_will_do(amends_home: Path, name: str) -> None:
    home = amends_home / name
    amends_home.chmod(0o711)
    with acquire(home) as lease:
        assert answers(home)
    assert wait_until_stopped(lease.layout)
    assert lease.layout.run.exists() == lease.layout.run.is_relative_to(home)


def test_many_starters_at_once_start_one_server(amends_home: Path) -> None:
    starters = [hold(amends_home) for _ in range(4)]
    urls = {first_line(starter) for starter in starters}
    assert urls == {Layout.of(amends_home).url()}
    log = Layout.of(amends_home).log.read_text()
    for starter in starters:
        end(starter)
    assert log.count("starting PostgreSQL") == 1


def test_nothing_is_left_when_its_only_user_is_killed(amends_home: Path) -> None:
    user = hold(amends_home)
    first_line(user)
    server = postmaster(amends_home)
    end(user, kill=True)
    eventually(lambda: not server.is_running())


def test_a_killed_server_comes_back(amends_home: Path) -> None:
    with acquire(amends_home) as lease:
        with psycopg.connect(lease.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        kill(postmaster(amends_home))
        eventually(lambda: not answers(amends_home))
        eventually(lambda: answers(amends_home))
        assert ask(amends_home, "SELECT answer FROM kept") == 42


def test_a_killed_keeper_takes_its_server_along_and_both_come_back(amends_home: Path) -> None:
    with acquire(amends_home) as lease:
        server = postmaster(amends_home)
        kill(keeper(amends_home))
        eventually(lambda: not lease.is_kept())
        lease.ensure()
        assert answers(amends_home)
        eventually(lambda: not server.is_running())
        assert postmaster(amends_home).pid != server.pid


def test_two_homes_never_disturb_each_other(amends_home: Path, other_home: Path) -> None:
    with acquire(amends_home), acquire(other_home):
        for home in (amends_home, other_home):
            with psycopg.connect(Layout.of(home).url(), autocommit=True) as connection:
                connection.execute(f"CREATE TABLE name AS SELECT '{home}' AS home".encode())
        kill(postmaster(other_home))
        assert ask(amends_home, "SELECT home FROM name") == str(amends_home)
        eventually(lambda: not answers(other_home))
        eventually(lambda: answers(other_home))
        assert ask(other_home, "SELECT home FROM name") == str(other_home)
