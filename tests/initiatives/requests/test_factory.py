"""The maker of initiatives makes every status, and its pages open."""

import pytest

from civic.initiatives.requests import queries
from civic.initiatives.requests.rules import PUBLIC, Status
from tests.initiatives.factories import make_initiative


@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_made(app, visitor, status):
    initiative_id = make_initiative(status)
    found = queries.initiative(initiative_id)
    assert found.status is status
    assert (found.residents_value, found.city_value) == (120_000, 100_000)
    visitor.get(f"/inicjatywy/{initiative_id}", 200 if status in PUBLIC else 404)
