"""An announced edition and a resident who writes a project in March."""

import pytest
import time_machine

from civic.budget.projects.models import Project
from civic.core.db import db
from tests.budget.projects.city import make_edition
from tests.budget.projects.examples import IN_MARCH
from tests.factories import make_person
from tests.page import Page


@pytest.fixture
def edition_id(app):
    return make_edition()


@pytest.fixture
def leader_id(app):
    return make_person()


@pytest.fixture
def leader(app, leader_id):
    with time_machine.travel(IN_MARCH, tick=False):
        yield Page(app, leader_id)


@pytest.fixture
def the_project(app):
    """Gives the only project there is, as it is stored now."""

    def now():
        db.session.expire_all()
        return db.session.query(Project).one()

    return now
