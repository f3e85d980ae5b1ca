"""Looking for words in a folded column, on PostgreSQL."""

import pytest
from sqlalchemy import func, select

from civic.core.db import db
from civic.core.searching import has_words

TITLE = "Zażółć gęślą jaźń: 100% zieleni w_parku"


@pytest.mark.parametrize("typed", ["zazolc", "GĘŚLĄ jaźń", "100%", "w_parku", "zieleń", "%", ""])
def test_what_people_type_is_found(app, typed):
    assert db.session.scalar(select(has_words(func.fold(TITLE), typed)))


@pytest.mark.parametrize("typed", ["rower", "50%", "zaż%jaźń", "zazolc rower"])
def test_what_is_not_there_is_not_found(app, typed):
    assert not db.session.scalar(select(has_words(func.fold(TITLE), typed)))
