"""From a Pabulib file to a counted edition; a damaged one stores nothing."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from civic.budget.counting import queries, services
from civic.budget.counting.pabulib.election import PabulibError
from civic.budget.counting.pabulib.importing import edition_rules, positions
from civic.budget.counting.pabulib.reader import read
from civic.budget.counting.rules import Refusal
from civic.budget.editions import queries as editions
from civic.budget.editions.models import Edition
from civic.budget.editions.rules import Status
from civic.budget.projects.models import Project
from civic.budget.voting.models import Ballot
from civic.core import clock
from civic.core.db import db
from civic.core.refusal import Refused
from tests.page import Page

FILE = """META
key;value
description;Test
country;Poland
unit;Miasto
instance;2024
num_projects;4
num_votes;5
budget;100
vote_type;approval
rule;greedy
date_begin;01.06.2024
date_end;15.06.2024
PROJECTS
project_id;cost;name;category;votes;selected;latitude;longitude
a;60;"Park; z ławkami";zieleń,sport;4;1;52.2;21.0
b;50;Most;;3;0;52.3;21.1
c;40;Plac;;2;1;;
d;999999999;Wycofany;;0;0;;
VOTES
voter_id;vote;age;sex;voting_method
1;a,b;30;F;internet
2;a,b;8;M;paper
3;a,b,a;;;
4;a,c;70;F;internet
5;c;;;
"""


def election(tmp_path: Path, text: str = FILE):
    path = tmp_path / "miasto.pb"
    path.write_text(text)
    return read(path)


def test_an_edition_with_its_result_on_the_page(app, visitor: Page, tmp_path):
    done = services.import_election(election(tmp_path), "miasto-2024", FILE.encode())
    assert (done.projects, done.ballots, done.winners, done.without) == (4, 5, 2, 2)
    assert editions.edition_by_slug("miasto-2024").status is Status.RESULTS
    rows = queries.last_count(done.edition_id).result.pool("pula").rows
    assert [(row.id, row.score, row.decision.funded) for row in rows] == [
        ("1", 4, True),
        ("2", 3, False),
        ("3", 2, True),
    ]
    statuses = db.session.execute(select(Project.title, Project.status).order_by(Project.number))
    assert dict(map(tuple, statuses)) == {
        "Park; z ławkami": "SELECTED", "Most": "NOT_SELECTED", "Plac": "SELECTED", "Wycofany": "WITHDRAWN",
    }  # fmt: skip
    bands = sorted(db.session.scalars(select(Ballot.age_band)))
    assert bands == ["", "", "0-12", "25-34", "65-74"]
    visitor.get("/budzet/miasto-2024/wyniki/pula")
    assert "Zabrakło 10,00 zł" in visitor.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (FILE.replace("5;c;", "5;x;"), PabulibError),
        (FILE.replace("rule;greedy", "rule;sortition"), Refused),
        (FILE.replace("budget;100", "budget;0"), Refused),
    ],
)
def test_nothing_is_stored_of_a_file_that_cannot_be_used(app, tmp_path, text, error):
    with pytest.raises(error):
        services.import_election(election(tmp_path, text), "miasto-2024", b"")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 0


def test_an_address_is_taken_once(app, tmp_path):
    services.import_election(election(tmp_path), "miasto", b"")
    with pytest.raises(Refused) as twice:
        services.import_election(election(tmp_path), "miasto", b"")
    assert twice.value.reason is Refusal.SLUG_TAKEN


def test_exchanged_coordinates_are_seen_in_the_whole_file(tmp_path):
    exchanged = FILE.replace("52.2;21.0", "21.0;52.2").replace("52.3;21.1", "21.1;52.3")
    assert positions(election(tmp_path, exchanged)) == (positions(election(tmp_path))[0], True)
    one = FILE.replace("52.2;21.0", "21.0;52.2")
    assert positions(election(tmp_path, one))[1] is False


def test_the_dates_of_the_vote_are_the_files(tmp_path):
    rules = edition_rules(election(tmp_path), clock.now().date())
    assert (rules.calendar.voting.opens.month, rules.year, rules.total) == (5, 2024, 100_00)
