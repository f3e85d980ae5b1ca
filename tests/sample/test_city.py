"""What must be true of the sample city whenever it is built."""

from pathlib import Path

import pytest
import yaml
from sqlalchemy import text

from civic.budget.counting import queries as counting
from civic.budget.counting.bundle import write
from civic.budget.counting.bundle.contents import to_json
from civic.budget.counting.tally.results import Reason
from civic.budget.editions import queries as editions
from civic.budget.editions.rules import AllocationRule, Phase, Status, why_not_open_voting
from civic.budget.voting import queries as voting
from civic.budget.voting.rules import EnvelopeStatus
from civic.core import clock
from civic.core.db import db
from civic.people.services.accounts import sign_in
from civic.sample import accounts, city, geography, people, texts
from tests.browser.conftest import SAMPLES


def rows(statement: str, **values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(text(statement), values)]


def edition(name: str) -> editions.EditionFacts:
    return editions.edition_by_slug(getattr(city.slugs(clock.now()), name))


def test_there_is_an_edition_in_every_phase(milogrod):
    now = clock.now()
    there = {each.slug: (each.status, each.phase(now)) for each in editions.editions(public=False)}
    slugs = city.slugs(now)
    assert there == {
        slugs.draft: (Status.DRAFT, Phase.BEFORE),
        slugs.submission: (Status.ANNOUNCED, Phase.SUBMISSION),
        slugs.verification: (Status.ANNOUNCED, Phase.VERIFICATION),
        slugs.appeals: (Status.ASSESSED, Phase.APPEALS),
        slugs.before_voting: (Status.LIST_FIXED, Phase.BEFORE_VOTING),
        slugs.voting: (Status.LIST_FIXED, Phase.VOTING),
        slugs.counting: (Status.LIST_FIXED, Phase.COUNTING),
        slugs.results: (Status.RESULTS, Phase.RESULTS),
        slugs.shares: (Status.RESULTS, Phase.RESULTS),
    }
    assert {phase for _, phase in there.values()} == set(Phase)
    assert why_not_open_voting(edition("voting").standing, now) is None


def test_every_point_lies_in_the_district_its_project_names(milogrod):
    placed = rows(
        "SELECT ST_Covers(area.geom, project.point), area.kind FROM project JOIN area ON area.id = area_id"
        " WHERE point IS NOT NULL"
    )
    assert len(placed) > 100
    assert set(placed) == {(True, "district")}
    assert rows("SELECT count(*) FROM project WHERE point IS NULL AND NOT citywide") == [(0,)]


def test_a_district_pays_only_for_what_lies_in_it(milogrod):
    codes = {area.code for area in geography.DISTRICTS}
    pairs = rows(
        "SELECT DISTINCT pool, area.code FROM project LEFT JOIN area ON area.id = area_id WHERE status <> 'DRAFT'"
    )
    assert {pool for pool, _ in pairs} == codes | {"miasto"}
    assert all(pool == code for pool, code in pairs if pool in codes)


def test_every_cost_is_the_sum_of_its_lines(milogrod):
    assert (
        rows(
            "SELECT project.id FROM project JOIN cost_line ON project_id = project.id"
            " GROUP BY project.id HAVING project.cost <> sum(cost_line.total)"
        )
        == []
    )
    assert rows("SELECT count(*) FROM project WHERE status <> 'DRAFT' AND cost < 2000000") == [(0,)]


@pytest.mark.parametrize("name", city.ENVELOPES)
def test_there_are_as_many_envelopes_as_voters(milogrod, name):
    facts = edition(name)
    counted = voting.status_counts(facts.id)
    assert sum(counted.values()) == city.ENVELOPES[name]
    assert counted[EnvelopeStatus.QUARANTINED] == (1 if name == "voting" else 0)
    opening = voting.opening(facts.id)
    assert (opening.ballots if opening else 0) == (
        city.ENVELOPES[name] if facts.status is Status.RESULTS else 0
    )


def test_no_envelope_comes_from_the_future_or_from_outside_the_vote(milogrod):
    for name in city.ENVELOPES:
        facts = edition(name)
        first, last = rows(
            "SELECT min(cast_at), max(cast_at) FROM envelope WHERE edition_id = :id", id=facts.id
        )[0]
        assert facts.rules.calendar.voting.opens <= first
        assert last < min(facts.rules.calendar.voting.closes, clock.now())


@pytest.mark.parametrize("name", ["results", "shares"])
def test_the_results_come_out_again_when_the_ballots_are_counted_again(milogrod, name):
    facts = edition(name)
    case = counting.case(facts.id)
    assert to_json(write.count(case.rules, case.ballots)).decode() == counting.last_count(facts.id).raw


def test_last_years_results_show_every_way_to_win_and_to_lose(milogrod):
    result = counting.last_count(edition("results").id).result
    assert {row.reason for pool in result.pools for row in pool.rows} >= {
        Reason.SELECTED, Reason.FUNDED_EXTRA, Reason.NO_FUNDS, Reason.BELOW_THRESHOLD, Reason.CONFLICT, Reason.LOST_TIE,
    }  # fmt: skip
    statuses = {status for (status,) in rows("SELECT DISTINCT status FROM project")}
    assert statuses >= {
        "SELECTED", "FUNDED_EXTRA", "NOT_SELECTED", "BELOW_THRESHOLD", "EXCLUDED_BY_CONFLICT", "FORMAL_REJECTED", "NEGATIVE",
        "DRAFT", "SUBMITTED", "FORMAL_OK", "POSITIVE", "ADMITTED",
    }  # fmt: skip


def test_the_green_budget_is_counted_by_equal_shares(milogrod):
    facts = edition("shares")
    assert {each.rule for each in facts.rules.counting.allocations} == {AllocationRule.MES_ADD1}
    funded = [row.decision.funded for row in counting.last_count(facts.id).result.pools[0].rows]
    assert any(funded)
    assert not all(funded)


def test_everybody_of_the_cast_signs_in_with_the_one_password(milogrod):
    for member in people.CAST:
        who = sign_in(member.email, people.PASSWORD, "127.0.0.1")
        assert (who.name, {grant.role for grant in who.grants}) == (member.name, set(member.roles))


def test_the_shares_stand_in_a_file_for_its_owner_only_and_nowhere_in_the_database(milogrod, sample_template):
    settings = milogrod.config["CIVIC"]
    assert settings.var == SAMPLES / sample_template[1]
    assert accounts.path(settings).stat().st_mode & 0o777 == 0o600
    shares = accounts.shares(settings)
    assert set(shares) == {edition("voting").slug, edition("counting").slug}
    tables = [name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for share in shares.values():
        found = [
            table
            for table in tables
            if rows(f'SELECT 1 FROM "{table}" t WHERE strpos(t::text, :share) > 0 LIMIT 1', share=share)
        ]
        assert found == []


def test_nobody_leads_more_projects_than_a_person_can(milogrod):
    most = rows("SELECT max(n) FROM (SELECT count(*) AS n FROM project GROUP BY leader_id) AS led")
    assert most[0][0] <= 6
    drafts = rows(
        "SELECT person.email FROM project JOIN person ON person.id = leader_id WHERE status = 'DRAFT' ORDER BY 1"
    )
    assert drafts[1] == ("jan.lipinski@milogrod.example",)


def test_no_sentence_of_a_project_is_cut_at_a_comma():
    """In a mapping on one line a comma outside quotes ends the sentence, and its rest becomes a key of its own."""
    known = {"title", "kind", "category", "place", "at", "summary", "why", "costs"}
    known |= {"group", "refused", "verified", "draft"}
    files = sorted((Path(texts.__file__).parent / "projects").glob("*.yaml"))
    assert files
    for file in files:
        for wanted in yaml.safe_load(file.read_text(encoding="utf-8")).values():
            for each in wanted:
                assert set(each) <= known, (file.name, each["title"])
                assert set(each.get("refused", ())) <= {"stage", "why"}, (file.name, each["title"])
    summaries = [text.idea.summary for text in texts.texts("budget-voting")]
    assert "Brakujące 2,1 km wydzielonej drogi rowerowej w poprzek miasta." in summaries
