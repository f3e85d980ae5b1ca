"""Results for everyone: what won, why, and everything needed to count it again."""

from flask import Blueprint, abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from civic.budget.counting import archive, queries, shown
from civic.budget.counting.queries import Counted
from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Status
from civic.budget.projects import queries as projects
from civic.budget.voting.messages import CHANNELS, DOUBTS
from civic.core.access import Permission, allows

bp = Blueprint("counting", __name__, url_prefix="/budzet/<edition>/wyniki")

PUBLISHED = frozenset({Status.RESULTS, Status.BUDGETED, Status.CLOSED})


@bp.get("")
@allows(Permission.ANYONE)
def index(edition: str) -> ResponseReturnValue:
    """The whole edition: figures, every pool with its winners, turnout, the files."""
    facts = _public(edition)
    counted = queries.last_count(facts.id) if facts.status in PUBLISHED else None
    if counted is None:
        return render_template("counting/not_yet.html", edition=facts)
    protocol = queries.protocol(facts.id)
    return render_template(
        "counting/index.html",
        edition=facts,
        pools=_pools(facts, counted),
        counted=counted,
        protocol=protocol,
        turnout=shown.turnout_chart(counted.statistics["area"], queries.residents_by_area()),
        project_url=_project_urls(facts),
        channel_words=CHANNELS,
    )


@bp.get("/<pool>")
@allows(Permission.ANYONE)
def pool(edition: str, pool: str) -> ResponseReturnValue:
    """One pool: the budget line, why each project won or lost, the map."""
    facts, counted = _published(edition)
    found = next((each for each in _pools(facts, counted) if each.pool.id == pool), None)
    if found is None:
        abort(404)
    urls = _project_urls(facts)
    return render_template(
        "counting/pool.html",
        edition=facts,
        shown=found,
        money=shown.money_chart(found, urls),
        support=shown.support_chart(found, urls),
        points=_on_the_map(found, urls),
        project_url=urls,
        exact=shown.exact,
    )


@bp.get("/protokol")
@allows(Permission.ANYONE)
def protocol(edition: str) -> ResponseReturnValue:
    """The protocol of the results, to be read and printed."""
    facts, counted = _published(edition)
    return render_template(
        "counting/protocol.html",
        edition=facts,
        pools=_pools(facts, counted),
        counted=counted,
        protocol=queries.protocol(facts.id),
        draw=queries.draw(facts.id),
        channel_words=CHANNELS,
        doubt_words=DOUBTS,
    )


@bp.get("/paczka.zip")
@allows(Permission.ANYONE)
def bundle(edition: str) -> ResponseReturnValue:
    """The bundle: the same bytes whenever it is asked for."""
    facts, counted = _published(edition)
    path = archive.bundle(facts, counted)
    return send_file(
        path,
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"wyniki-{edition}.zip",
        conditional=True,
    )


def _public(slug: str) -> EditionFacts:
    facts = editions.edition_by_slug(slug)
    if not facts.public:
        abort(404)
    return facts


def _published(slug: str) -> tuple[EditionFacts, Counted]:
    facts = _public(slug)
    counted = queries.last_count(facts.id) if facts.status in PUBLISHED else None
    if counted is None:
        abort(404)
    return facts, counted


def _pools(facts: EditionFacts, counted: Counted) -> list[shown.PoolShown]:
    on_list = projects.admitted(facts.id)
    return shown.pools(facts, counted, queries.pool_rules(facts, on_list), on_list)


def _project_urls(facts: EditionFacts) -> dict[int, str]:
    return {
        project.number: url_for("projects.show", edition=facts.slug, number=project.number)
        for project in projects.admitted(facts.id)
    }


def _on_the_map(found: shown.PoolShown, urls: dict[int, str]) -> dict[str, object]:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.project.lon, row.project.lat]},
            "properties": {
                "title": row.project.title, "url": urls[row.project.number], "number": row.project.number,
                "kind": "won" if row.won else "lost", "note": row.why,
            },
        }
        for row in found.rows
        if row.project.lon is not None
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
