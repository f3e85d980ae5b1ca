"""Where the private cluster lives, and that it is private."""

import os
import stat
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from civic.core.db import conninfo
from civic.setup import cluster, databases, postgres
from civic.setup.machine import database_user, look_around
from civic.setup.progress import SetupError
from civic.setup.supervisor import Supervisor

HOME = Path("/srv/civic/var/postgres")
DEEP = Path("/srv", *["bardzo-długa-nazwa-folderu"] * 4, "var/postgres")


def test_data_and_socket_live_in_the_checkout_when_they_can():
    assert cluster.choose_folders(HOME, 1000, home_can_be_entered=True) == (HOME / "data", HOME / "socket")


def test_a_path_too_long_for_a_socket_moves_the_socket_alone():
    data, socket = cluster.choose_folders(DEEP, 1000, home_can_be_entered=True)
    assert data == DEEP / "data"
    assert socket.is_relative_to("/var/tmp")
    assert cluster.socket_fits(socket)


def test_the_limit_counts_bytes_and_is_the_kernels():
    room = cluster.SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432")
    assert cluster.socket_fits(Path("/" + "a" * (room - 1)))
    assert not cluster.socket_fits(Path("/" + "a" * room))
    assert not cluster.socket_fits(Path("/" + "ż" * (room // 2 + 1)))


def test_a_home_closed_to_the_database_moves_everything():
    data, socket = cluster.choose_folders(HOME, 0, home_can_be_entered=False)
    assert data.parent == socket.parent == cluster.short_folder(HOME, 0)


def test_clones_and_users_do_not_share_the_fallback():
    folders = {cluster.short_folder(home, uid) for home in (HOME, DEEP) for uid in (0, 1000)}
    assert len(folders) == 4


def test_a_folder_prepared_by_somebody_else_is_refused(tmp_path):
    machine = look_around()
    theirs = Path("/usr")
    if machine.is_root:
        theirs = tmp_path / "theirs"
        theirs.mkdir()
        os.chown(theirs, 4927, 4927)
    (tmp_path / "ours").mkdir()
    (tmp_path / "trap").symlink_to(tmp_path / "ours")
    for folder in (theirs, tmp_path / "trap"):
        with pytest.raises(SetupError, match="belongs to somebody else"):
            cluster.private_folder(folder, database_user(machine))


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A running throw-away cluster below a path with a space."""
    machine = look_around()
    root = Path(__file__).parents[2]
    server = postgres.choose(postgres.present(root, machine), None)
    assert server, "`make test` brings PostgreSQL with PostGIS"
    folder = tmp_path_factory.mktemp("a folder")
    made = cluster.locate(folder / "postgres", machine, server, folder / "log", throw_away=True)
    with Supervisor() as processes:
        assert cluster.create(made)
        processes.adopt("PostgreSQL", made.log, cluster.start(made))
        yield made
    assert not cluster.is_running(made)
    cluster.remove(made)


def ask(made: cluster.Cluster, role: str, database: str, question: str) -> object:
    with psycopg.connect(conninfo(make_url(made.url(role, database))), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def test_only_its_user_may_enter_and_nothing_listens_on_the_network(running):
    for folder in (running.data, running.socket):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.stat().st_uid == running.user.pw_uid
    assert running.user.pw_uid != 0
    assert ask(running, "postgres", "postgres", "show listen_addresses") == ""


def test_made_once_started_once(running):
    assert cluster.create(running) is False
    assert cluster.start(running) is None


def test_roles_and_database_can_be_made_again_and_keep_apart(running):
    for _ in range(2):
        cluster.execute(running, databases.ROLES + databases.DATABASE_SQL)
        cluster.execute(running, databases.EXTENSION, databases.DATABASE)
    assert ask(running, "civic_app", "civic", "select postgis_version() like '3.%'") is True
    assert (
        ask(
            running,
            "civic_app",
            "civic",
            "select bool_or(rolsuper or rolcreatedb) from pg_roles where rolname like 'civic%'",
        )
        is False
    )
    assert (
        ask(running, "civic_app", "civic", "select has_schema_privilege('civic_app', 'public', 'create')")
        is False
    )
    assert (
        ask(
            running,
            "civic_owner",
            "civic",
            "select pg_get_userbyid(datdba) from pg_database where datname = 'civic'",
        )
        == "civic_owner"
    )


def test_names_are_sorted_as_a_polish_reader_expects(running):
    question = "select string_agg(name, ' ' order by name) from (values ('Zamość'), ('Łódź'), ('Lublin'), ('Ćmielów'), ('Chełm')) _ (name)"
    assert ask(running, "postgres", "postgres", question) == "Chełm Ćmielów Lublin Łódź Zamość"


def test_a_wrong_statement_names_the_way_out(running):
    with pytest.raises(SetupError, match="DATABASE_URL"):
        cluster.execute(running, "select nonsense")
    assert "nonsense" in running.log.read_text()


def test_the_version_that_made_the_data_is_known(running, tmp_path):
    assert cluster.data_version(running.data) == running.server.version
    assert cluster.version_of_data(tmp_path, look_around()) is None
    assert os.fspath(running.socket) in running.url("a", "b").replace("%20", " ")
