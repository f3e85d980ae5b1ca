"""The maker of consultations makes every status the tables allow."""

import pytest

from civic.consultations.notices import queries
from civic.consultations.notices.rules import PUBLIC, Regime, Status
from tests.consultations.factories import make_consultation


@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_made(app, visitor, status):
    made = queries.consultation(make_consultation(status, Regime.PLANNING))
    assert (made.status, made.regime) == (status, Regime.PLANNING)
    visible = status in PUBLIC - {Status.CANCELLED}
    visitor.get(f"/konsultacje/{made.id}", status=200 if visible else 404)
