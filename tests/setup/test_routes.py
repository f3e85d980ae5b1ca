"""How a program that is needed comes to be there, decided from plain facts."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from civic.setup.assets import is_new_enough
from civic.setup.browser import write_wrapper
from civic.setup.debian import Route, choose_route, library_path, to_download
from civic.setup.machine import Machine
from civic.setup.postgres import Server, choose, link_extensions, major_version, prepare
from civic.setup.progress import SetupError, answer

NOBODY_SPECIAL = Machine(uid=1000, becomes_root=None, has_apt=True, ignored=frozenset())
WITH_SUDO = Machine(uid=1000, becomes_root=("sudo", "-n"), has_apt=True, ignored=frozenset())
ROOT = Machine(uid=0, becomes_root=(), has_apt=True, ignored=frozenset())
NOT_DEBIAN = Machine(uid=0, becomes_root=(), has_apt=False, ignored=frozenset())


@pytest.mark.parametrize(
    ("machine", "found", "route"),
    [
        (ROOT, True, Route.FOUND),
        (NOT_DEBIAN, True, Route.FOUND),
        (ROOT, False, Route.INSTALL),
        (WITH_SUDO, False, Route.INSTALL),
        (NOBODY_SPECIAL, False, Route.UNPACK),
        (NOT_DEBIAN, False, Route.NONE),
    ],
)
def test_what_is_there_comes_first_then_apt_then_the_way_without_root(machine, found, route):
    assert choose_route(machine, found=found) is route


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 18beta1", 18),
        ("bash", None),
        (None, None),
    ],
)
def test_the_version_is_read_from_what_the_server_prints(printed, version):
    assert major_version(printed) == version


def test_the_newest_server_from_15_on_is_chosen_unless_data_bind_us_to_one():
    servers = [Server(version, Path(f"/pg{version}")) for version in (14, 15, 17)]
    assert choose(servers, None) == servers[2]
    assert choose(servers, 15) == servers[1]
    assert choose(servers, 16) is None
    assert choose(servers[:1], None) is None


def test_only_what_is_not_installed_is_downloaded_each_in_its_planned_version():
    planned = (
        "NOTE: This is only a simulation!\n"
        "Inst libgeos3.11.1 (3.11.1-1 Debian:12.11/stable [amd64])\n"
        "Inst libpq5 [15.1-1] (15.18-0+deb12u1 Debian-Security:12/stable-security [amd64]) []\n"
        "Conf libgeos3.11.1 (3.11.1-1 Debian:12.11/stable [amd64])\n"
    )
    assert to_download(planned) == ["libgeos3.11.1=3.11.1-1", "libpq5=15.18-0+deb12u1"]


def test_libraries_in_folders_of_their_own_are_found_too(tmp_path):
    libraries = tmp_path / "usr/lib/x86_64-linux-gnu"
    for name in (
        "libpq.so.5",
        "blas/libblas.so.3",
        "pulseaudio/libpulsecommon-16.1.so",
        "gconv/gconv-modules",
    ):
        (libraries / name).parent.mkdir(parents=True, exist_ok=True)
        (libraries / name).touch()
    assert library_path(tmp_path).split(":") == [
        str(libraries),
        str(libraries / "blas"),
        str(libraries / "pulseaudio"),
    ]


def test_unpacked_extensions_get_the_names_that_sql_asks_for(tmp_path):
    folder = tmp_path / "usr/share/postgresql/15/extension"
    folder.mkdir(parents=True)
    (folder / "postgis-3.control").write_text("default_version = '3.3.2'")
    link_extensions(tmp_path)
    assert (folder / "postgis.control").read_text() == "default_version = '3.3.2'"


def test_the_browsers_script_survives_any_path(tmp_path):
    folder = tmp_path / "it's a <folder> & more"
    program = folder / "usr/lib/chromium/chromium"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$FONTCONFIG_FILE" "$@"\n')
    program.chmod(0o755)
    wrapper = tmp_path / "wrapper"
    write_wrapper(folder, wrapper)
    assert answer([wrapper, "--headless"]) == f"{folder}/fonts.conf --headless"
    ElementTree.parse(folder / "fonts.conf")


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.20.2", True), ("v18.0.0", True), ("v16.1.0", False), ("", False), (None, False)],
)
def test_an_old_or_missing_node_is_not_used(version, enough):
    assert is_new_enough(version) is enough


def test_without_any_way_to_postgresql_the_sentence_names_the_way_out(tmp_path):
    nothing = Machine(uid=1000, becomes_root=None, has_apt=False, ignored=frozenset({"postgresql"}))
    with pytest.raises(SetupError, match="DATABASE_URL"):
        prepare(tmp_path, nothing, None, tmp_path / "log")


def test_data_of_another_version_are_not_touched(tmp_path):
    folder = tmp_path / "var/debian/postgresql/usr"
    for name, prints in {"postgres": "postgres (PostgreSQL) 17.2", "pg_config": f"{folder}/share"}.items():
        program = folder / "lib/postgresql/17/bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\necho '{prints}'\n")
        program.chmod(0o755)
    (folder / "share/extension").mkdir(parents=True)
    (folder / "share/extension/postgis.control").touch()
    elsewhere = Machine(uid=1000, becomes_root=None, has_apt=False, ignored=frozenset({"postgresql"}))
    assert prepare(tmp_path, elsewhere, None, tmp_path / "log")[0].version == 17
    with pytest.raises(SetupError, match="made by PostgreSQL 15"):
        prepare(tmp_path, elsewhere, 15, tmp_path / "log")


def test_an_active_environment_is_not_made_anew_by_itself(tmp_path):
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=False, timeout=60
    )
    assert made.returncode == 0
    asks = (
        "import sys; from pathlib import Path; from civic.setup.python_env import outside;"
        "print(outside(Path(sys.argv[1]))); print(outside(Path('/nowhere')))"
    )
    found = subprocess.run(
        [tmp_path / ".venv/bin/python", "-c", asks, tmp_path],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True, timeout=60,
    ).stdout.split()  # fmt: skip
    assert found[1] == "None"
    assert not Path(found[0]).is_relative_to(tmp_path)
    assert Path(found[0]).exists()
