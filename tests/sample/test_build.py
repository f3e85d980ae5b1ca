"""Building the sample city: the same every time, whole or not at all, and the commands around it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL, make_url

from civic.budget.counting import queries as counting
from civic.budget.counting import services as commission
from civic.budget.counting.tally.inputs import TieStep
from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Phase, Status
from civic.budget.projects import queries as projects
from civic.budget.voting import services as voting
from civic.budget.voting.models import Envelope
from civic.core import clock
from civic.core.db import db
from civic.places import queries as places
from civic.sample import accounts, city, ground, load, people
from civic.sample.cli import sample
from tests.browser.conftest import SAMPLES
from tests.conftest import clone, settings_for
from tests.sample.conftest import running

SPRING = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
"""The night in which the clocks go forward."""


def public_content(app: Flask) -> dict[str, object]:
    """What a visitor can read, without what is drawn by lot for secrecy (keys, numbers of envelopes, commitments)."""
    found: dict[str, object] = {
        "areas": [(area.code, area.name, area.population) for area in places.areas()],
        "shapes": db.session.scalars(text("SELECT ST_AsText(geom) FROM area ORDER BY code")).all(),
        "doors": db.session.execute(
            text("SELECT street, number, ST_AsText(point) FROM address_point ORDER BY external_id")
        ).all(),
    }
    for each in editions.editions(public=False):
        counted = counting.last_count(each.id)
        found[each.slug] = (
            each.name, each.status, each.rules, projects.everything(each.id, projects.Filters()), projects.admitted(each.id),
            counted and (counted.raw, counted.statistics),
            db.session.scalars(select(Envelope.cast_at).where(Envelope.edition_id == each.id).order_by(Envelope.id)).all(),
        )  # fmt: skip
    return found


def test_two_builds_at_one_moment_are_equal_and_a_year_later_the_years_have_moved(
    fresh: URL, template, tmp_path: Path
):
    contents = []
    for number in range(2):
        with running(clone(template, fresh.database), tmp_path / str(number)) as app, app.app_context():
            city.build(SPRING)
            contents.append(public_content(app))
            phases = {each.phase(SPRING) for each in editions.editions(public=False)}
    assert contents[0] == contents[1]
    assert phases == set(Phase)
    assert set(contents[0]) >= {"2027", "2028", "2029", "zielony-2028", "osiedla-2028"}


def test_a_build_that_is_interrupted_leaves_nothing(fresh: URL, tmp_path: Path, monkeypatch):
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ground, "lay", stop)
    with running(fresh, tmp_path) as app, app.app_context():
        with pytest.raises(KeyboardInterrupt):
            city.build(clock.now())
        assert not people.are_here()
        assert db.session.scalar(text("SELECT count(*) FROM person")) == 0
        assert not city.is_built()
        assert not accounts.path(app.config["CIVIC"]).exists()


def test_the_commission_can_open_the_closed_box_and_must_draw_lots(
    copied: URL, sample_template, tmp_path: Path
):
    with running(copied, SAMPLES / sample_template[1]) as app, app.app_context():
        from_file = accounts.shares(app.config["CIVIC"])
        facts = editions.edition_by_slug(city.slugs(clock.now()).counting)
        ids = people.ids()
        chair, other = ids[people.COMMITTEE[0].key], ids[people.COMMITTEE[1].key]
        opening = voting.open_envelopes(facts.id, [from_file[facts.slug]], actor_id=chair)
        assert opening.ballots == city.ENVELOPES["counting"]
        commission.count(facts.id, chair)
        evening = counting.evening(facts.id)
        assert (evening.needs, len(evening.tied)) == (TieStep.PUBLIC_DRAW, 2)
        commission.draw_lots(facts.id, "4 2 6", ["Halina Wójcik", "Adam Nowicki"], chair)
        number = commission.count(facts.id, chair)
        assert commission.approve(facts.id, number, chair) is False
        assert commission.approve(facts.id, number, other) is True
        assert editions.edition(facts.id).status is Status.RESULTS


def run(app: Flask, *words: str) -> tuple[int, str]:
    """`civic sample ...` on that application."""
    result = CliRunner().invoke(sample, words, obj=lambda: app)
    with app.app_context():
        db.session.remove()
    return result.exit_code, result.output


def test_the_command_leaves_a_city_that_is_there_alone(copied: URL, tmp_path: Path):
    with running(copied, tmp_path) as app:

        def state() -> object:
            with app.app_context():
                return db.session.execute(
                    text("SELECT (SELECT count(*) FROM audit_event), (SELECT count(*) FROM envelope)")
                ).one()

        before = state()
        assert run(app) == (0, "Miasto już jest; nic się nie zmieniło.\n")
        assert state() == before
        assert not accounts.path(app.config["CIVIC"]).exists()
        assert people.PASSWORD in run(app, "accounts")[1]


def test_open_passwords_are_refused_in_production(fresh: URL, tmp_path: Path):
    with running(fresh, tmp_path, environment="production") as app:
        code, said = run(app)
    assert (code, "CIVIC_ENV" in said) == (1, True)


def test_a_big_vote_has_as_many_envelopes_as_asked(copied: URL, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(load, "EVERY", 500)
    with running(copied, tmp_path) as app:
        code, said = run(app, "--voters", "2000")
        _, *told, last = said.splitlines()
        assert (code, last.startswith("Głosowanie „duza-2000”: 2000 kopert")) == (0, True)
        assert [line.split()[0] for line in told] == ["500", "1000", "1500", "2000"]
        with app.app_context():
            facts = editions.edition_by_slug(load.slug(2000))
            assert facts.phase(clock.now()) is Phase.VOTING
            mine = select(func.count()).where(Envelope.edition_id == facts.id)
            assert db.session.scalar(mine) == 2000
        assert set(accounts.shares(app.config["CIVIC"])) == {"duza-2000"}
        again = (
            "Miasto już jest; nic się nie zmieniło.\nGłosowanie „duza-2000” już jest; nic się nie zmieniło.\n"
        )
        assert run(app, "--voters", "2000") == (0, again)


def test_a_share_is_added_to_the_list_and_the_rest_stays(tmp_path: Path):
    settings = settings_for(make_url("postgresql://nowhere"), tmp_path)
    accounts.write(settings, {"2027": "AAAA-BBBB"})
    accounts.add_share(settings, "duza-5", "CCCC-DDDD")
    assert accounts.shares(settings) == {"2027": "AAAA-BBBB", "duza-5": "CCCC-DDDD"}
    assert accounts.path(settings).stat().st_mode & 0o777 == 0o600
