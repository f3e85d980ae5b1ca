"""A leader in March."""

import pytest
import time_machine

from tests.factories import make_person
from tests.initiatives.requests.city import NOW, make_areas
from tests.page import Page


@pytest.fixture
def leader_id(app):
    make_areas()
    return make_person(name="Zofia Sąsiadka", email="zofia@example.org")


@pytest.fixture
def leader(app, leader_id):
    with time_machine.travel(NOW, tick=False):
        yield Page(app, leader_id)
