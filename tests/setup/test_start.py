"""What the site is started with: ports, secret, environment, stamps, pip's settings."""

import socket
import stat

import pytest

from civic.setup.progress import SetupError
from civic.setup.python_env import parse_pip_settings, pip_environment
from civic.setup.settings import application_environment, reserve, secret, wanted_ports
from civic.setup.stamps import fingerprint, is_done, mark_done


def test_port_is_taken_at_its_word():
    assert wanted_ports({"PORT": "9123"}) == range(9123, 9124)
    assert wanted_ports({})[0] == wanted_ports({"PORT": ""})[0] == 8000


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5", "８０００"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(SetupError, match="is no port"):
        wanted_ports({"PORT": text})


def test_a_taken_port_is_refused_when_wanted_and_passed_over_when_not():
    with reserve(range(20000, 30000)) as first:
        taken = first.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {taken} is taken"):
            reserve(range(taken, taken + 1))
        with reserve(range(taken, taken + 50)) as second:
            assert second.getsockname()[1] > taken
            assert second.getsockname()[0] == "127.0.0.1"


def test_a_reserved_port_can_be_had_again_at_once():
    with reserve(range(30000, 32000)) as listener:
        address = listener.getsockname()
        with socket.create_connection(address), listener.accept()[0]:
            pass
    reserve(range(address[1], address[1] + 1)).close()


def test_the_secret_is_made_once_long_and_private(tmp_path):
    made = secret(tmp_path)
    assert len(made) >= 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert secret(tmp_path) == made


def test_the_application_gets_the_database_as_itself_and_as_owner(tmp_path):
    (tmp_path / "var").mkdir()
    env = application_environment(
        {"PATH": "/bin", "CIVIC_CITY": "Gdynia"}, tmp_path, ("as-app", "as-owner"), "http://here"
    )
    assert (env["DATABASE_URL"], env["DATABASE_OWNER_URL"]) == ("as-app", "as-owner")
    assert (env["CIVIC_ENV"], env["CIVIC_BASE_URL"], env["CIVIC_CITY"]) == (
        "development",
        "http://here",
        "Gdynia",
    )
    assert env["CIVIC_VAR"] == str(tmp_path / "var")


def test_what_the_caller_set_stays(tmp_path):
    (tmp_path / "var").mkdir()
    env = application_environment(
        {"CIVIC_BASE_URL": "https://budzet.example"}, tmp_path, ("a", "b"), "http://here"
    )
    assert env["CIVIC_BASE_URL"] == "https://budzet.example"


def test_a_step_is_done_until_what_it_was_made_from_changes(tmp_path):
    lock, stamp = tmp_path / "lock", tmp_path / "made/stamp"
    lock.write_text("one")
    before = fingerprint([lock, "3.11"])
    assert not is_done(stamp, before)
    mark_done(stamp, before)
    assert is_done(stamp, fingerprint([lock, "3.11"]))
    assert not is_done(stamp, fingerprint([lock, "3.12"]))
    lock.write_text("two")
    assert not is_done(stamp, fingerprint([lock, "3.11"]))


def test_fingerprints_do_not_run_together(tmp_path):
    (tmp_path / "empty").touch()
    lists = (["ab"], ["a", "b"], ["aword b"], ["", "ab"], [tmp_path / "empty"], [tmp_path / "none"])
    assert len({fingerprint(parts) for parts in lists}) == len(lists)


def test_of_pips_settings_only_the_way_to_the_index_is_kept():
    printed = (
        ":env:.cert='/mine.crt'\nglobal.cert='/etc/ssl/ca.crt'\nglobal.constraint='/etc/constraints.txt'\n"
        "global.index-url='https://pypi.city.example/simple'\nglobal.find-links='/opt/wheels'\ninstall.user='true'\nnonsense\n"
    )
    environ = {
        "PIP_FIND_LINKS": "/opt/wheels",
        "PIP_CONSTRAINT": "/c",
        "PYTHONPATH": "/x",
        "PATH": "/bin",
        "SSL_CERT_FILE": "/s",
    }
    env = pip_environment(environ, dict(parse_pip_settings(printed)))
    assert env == {
        "PATH": "/bin", "SSL_CERT_FILE": "/s", "PIP_CONFIG_FILE": "/dev/null", "PIP_CERT": "/mine.crt",
        "PIP_INDEX_URL": "https://pypi.city.example/simple",
    }  # fmt: skip
