"""A private PostgreSQL cluster: on a unix socket only, in a folder that only its user may enter."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from civic.setup.machine import LIVES_WITH_US, Machine, as_user, can_enter, database_user
from civic.setup.postgres import ADVICE, Server
from civic.setup.progress import SetupError, answer, end_group, run

PORT = 5432  # names the socket file; nothing listens on the network
SUPERUSER = "postgres"
SOCKET_PATH_LIMIT = 107  # bytes, of struct sockaddr_un
FALLBACK = Path("/var/tmp")  # noqa: S108 - owner and mode are checked in private_folder()

SAFE = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class Cluster:
    """Where one cluster lives; `throw_away` trades durability for speed (tests)."""

    server: Server
    user: pwd.struct_passwd
    data: Path
    socket: Path
    log: Path
    throw_away: bool = False

    def url(self, role: str, database: str) -> str:
        """The SQLAlchemy URL of a database in it."""
        query = urlencode({"host": str(self.socket), "port": PORT}, safe="/", quote_via=quote)
        return f"postgresql+psycopg://{role}@/{database}?{query}"


def socket_fits(folder: Path) -> bool:
    """Whether the kernel accepts the path of a socket in this folder."""
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT


def short_folder(home: Path, uid: int) -> Path:
    """The folder for what cannot stay under `home`: short, and another one for every clone and user."""
    return FALLBACK / f"civic-{uid}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"


def choose_folders(home: Path, uid: int, *, home_can_be_entered: bool) -> tuple[Path, Path]:
    """(data, socket) for a cluster that wants to live in `home`.

    A path too long moves the socket only; a parent closed to the database's user moves the data as well.
    """
    short = short_folder(home, uid)
    base = home if home_can_be_entered else short
    socket = base / "socket"
    return base / "data", socket if socket_fits(socket) else short / "socket"


def private_folder(folder: Path, user: pwd.struct_passwd) -> None:
    """Make the folder for `user` alone; refuse one that somebody else prepared."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (user.pw_uid, os.geteuid()):
        raise SetupError(
            f"{folder} belongs to somebody else: remove it, or set DATABASE_URL to a database of your own."
        )
    if found.st_uid != user.pw_uid:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)


def locate(home: Path, machine: Machine, server: Server, log: Path, *, throw_away: bool = False) -> Cluster:
    """The cluster that belongs to `home` (a folder of the checkout's var), wherever it has to live."""
    user = database_user(machine)
    home.parent.mkdir(parents=True, exist_ok=True)
    enterable = can_enter(user, home.parent)
    data, socket = choose_folders(home, machine.uid, home_can_be_entered=enterable)
    return Cluster(server, user, data, socket, log, throw_away)


def data_version(data: Path) -> int | None:
    """Which PostgreSQL made the cluster; None when there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text())
    except (FileNotFoundError, ValueError):
        return None


def version_of_data(home: Path, machine: Machine) -> int | None:
    """Which PostgreSQL made the cluster that belongs to `home`, wherever it lives; None when there is none yet."""
    return data_version(home / "data") or data_version(short_folder(home, machine.uid) / "data")


def remove(cluster: Cluster) -> None:
    """Remove the files of a cluster that is not running."""
    for folder in (cluster.data.parent, cluster.socket.parent):
        shutil.rmtree(folder, ignore_errors=True)


def create(cluster: Cluster) -> bool:
    """Make the cluster unless it exists; an initdb that was cut short is made anew. True when it was made."""
    for folder in (cluster.data.parent, cluster.socket.parent, cluster.socket):
        private_folder(folder, cluster.user)
    if data_version(cluster.data) is not None:
        return False
    initdb = [*cluster.server.command("initdb"), "-D", cluster.data, f"--username={SUPERUSER}", "--auth=trust", "--encoding=UTF8",
              "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=pl-PL"]  # fmt: skip
    if cluster.throw_away:
        initdb.append("--no-sync")
    run(
        [*as_user(cluster.user), *initdb],
        cluster.log,
        _advice("PostgreSQL could not make its data folder."),
        cwd=cluster.data.parent,
    )
    return True


def start(cluster: Cluster, *, background: bool = False) -> "subprocess.Popen[str] | None":
    """Start the server and wait until it answers; None when it is running already.

    It ends with this process, unless `background`: then it stays until stop().
    """
    if is_running(cluster):
        return None
    settings = {
        **SAFE,
        "unix_socket_directories": f'"{cluster.socket}"',
        **(THROW_AWAY if cluster.throw_away else {}),
    }
    command = [*as_user(cluster.user), *(() if background else LIVES_WITH_US), *cluster.server.command("postgres"),
               "-D", cluster.data, "-p", str(PORT), *(f"--{name}={value}" for name, value in settings.items())]  # fmt: skip
    cluster.log.parent.mkdir(parents=True, exist_ok=True)
    with cluster.log.open("a") as out:
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                   text=True, cwd=cluster.data, start_new_session=True)  # fmt: skip
    deadline = time.monotonic() + 60
    while not is_running(cluster):
        if process.poll() is not None or time.monotonic() > deadline:
            end_group(process)
            raise SetupError(_advice("PostgreSQL did not start."), cluster.log)
        time.sleep(0.05)
    return process


def is_running(cluster: Cluster) -> bool:
    """Whether the server answers on its socket."""
    command = [*cluster.server.command("pg_isready"), "-q", "-h", cluster.socket, "-p", str(PORT)]
    return answer(command) is not None


def stop(cluster: Cluster) -> None:
    """Stop a server that runs in the background, ending its connections."""
    pg_ctl = [*cluster.server.command("pg_ctl"), "stop", "-D", cluster.data, "-m", "fast", "-w", "-s"]
    run([*as_user(cluster.user), *pg_ctl], cluster.log, "PostgreSQL did not stop.", cwd=cluster.data)


def execute(cluster: Cluster, sql: str, database: str = "postgres") -> None:
    """Run SQL as the superuser; the first error ends it."""
    psql = [*cluster.server.command("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", cluster.socket, "-p", str(PORT),
            "-U", SUPERUSER, "-d", database]  # fmt: skip
    run(psql, cluster.log, _advice("PostgreSQL refused a statement of the set-up."), stdin=sql)


def _advice(sentence: str) -> str:
    return f"{sentence} {ADVICE}"
