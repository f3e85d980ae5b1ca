"""The notice as page, PDF and data; feeds and calendars."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from civic.consultations.notices import feed as atom
from civic.consultations.notices import icalendar, messages, notice, queries
from civic.consultations.notices.queries import Case, HeldForm
from civic.consultations.notices.views.blueprint import bp
from civic.core import clock, publications, web
from civic.core.access import Permission, allows
from civic.core.publications import Publication
from civic.people.queries import names


@bp.get("/<int:consultation_id>/ogloszenie")
@allows(Permission.ANYONE)
def notice_page(consultation_id: int) -> ResponseReturnValue:
    """The notice as it was published, to read and print."""
    case = queries.case(consultation_id, public=True)
    return render_template(
        "consultations/notices/notice.html",
        case=case,
        parts=notice.contents(case, queries.extensions(consultation_id)),
        order=notice.order_words(case),
    )


@bp.get("/<int:consultation_id>/ogloszenie.pdf")
@allows(Permission.ANYONE)
def notice_pdf(consultation_id: int) -> ResponseReturnValue:
    """The same as a tagged PDF."""
    case = queries.case(consultation_id, public=True)
    return notice.as_pdf(case, queries.extensions(consultation_id))


@bp.get("/<int:consultation_id>/ogloszenie.json")
@allows(Permission.ANYONE)
def notice_data(consultation_id: int) -> ResponseReturnValue:
    """The same as data for the city's BIP: with who answers for it and the history of its publications."""
    case, extensions = queries.case(consultation_id, public=True), queries.extensions(consultation_id)
    response = jsonify(_data(case, extensions))
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _data(case: queries.Case, extensions: Any) -> dict[str, Any]:
    made = publications.of(f"consultation:{case.id}")
    settings = current_app.config["CIVIC"]
    return {
        "id": web.address("consultations.show", consultation_id=case.id),
        "signature": case.signature,
        "regime": case.regime,
        "status": case.status,
        "title": case.title,
        "summary": case.summary,
        "order": {"number": case.order_number, "date": _iso(case.ordered_on)},
        "opens": _iso(case.opens_at),
        "closes": _iso(case.closes_at),
        "extensions": [
            {"from": _iso(each.from_closes_at), "to": _iso(each.to_closes_at), "reason": each.reason}
            for each in extensions
        ],
        "cancelled_because": case.cancel_reason or None,
        "areas": [{"code": area.code, "name": area.name} for area in case.areas],
        "forms": [_form(form) for form in case.forms],
        "notice": [
            {
                "title": part.title,
                "paragraphs": list(filter(None, part.paragraphs)),
                "items": list(part.items),
            }
            for part in notice.contents(case, extensions)
        ],
        "privacy_version": case.privacy_version,
        "produced_by": settings.city,
        "responsible": case.unit or settings.city,
        "produced_on": _iso(case.ordered_on),
        "published": _history(made),
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None


def _form(form: HeldForm) -> dict[str, Any]:
    return {
        "kind": form.kind,
        "name": str(messages.FORM[form.kind]),
        "title": form.title,
        "starts": _iso(form.starts),
        "ends": _iso(form.ends),
        "online": form.online,
        "place": form.place,
        "accessibility": [str(messages.ACCESS[each]) for each in form.accessible],
    }


def _history(made: Sequence[Publication]) -> list[dict[str, Any]]:
    """Who published what, where and when, and what was withdrawn (act on access to public information, art. 8(6))."""
    who = names({each.by_id for each in made})
    return [
        {
            "document": each.document,
            "channel": each.channel,
            "published_at": _iso(each.published_at),
            "withdrawn_at": _iso(each.withdrawn_at),
            "published_by": who.get(each.by_id, ""),
            "link": each.link or None,
        }
        for each in made
    ]


@bp.get("/kanal.xml")
@allows(Permission.ANYONE)
def feed() -> ResponseReturnValue:
    """Consultations as an Atom feed."""
    document = atom.write(queries.feed(), current_app.config["CIVIC"].city, clock.now())
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(document, mimetype="application/atom+xml", headers=headers)


@bp.get("/<int:consultation_id>/kalendarz.ics")
@allows(Permission.ANYONE)
def calendar(consultation_id: int) -> ResponseReturnValue:
    """Every meeting of the consultation."""
    case = queries.case(consultation_id, public=True)
    return _calendar(case, [form for form in case.forms if form.starts is not None])


@bp.get("/<int:consultation_id>/spotkanie/<int:form_id>.ics")
@allows(Permission.ANYONE)
def meeting(consultation_id: int, form_id: int) -> ResponseReturnValue:
    """One meeting."""
    case = queries.case(consultation_id, public=True)
    found = [form for form in case.forms if form.id == form_id and form.starts is not None]
    if not found:
        abort(404)
    return _calendar(case, found)


def _calendar(case: Case, forms: Sequence[HeldForm]) -> Response:
    url = web.address("consultations.show", consultation_id=case.id)
    entries = [
        icalendar.Entry(
            uid=f"form-{form.id}@{url.split('/')[2]}",
            starts=form.starts,
            ends=form.ends,
            title=f"{messages.form_name(form)}: {case.title}",
            place=form.place,
            about="\n".join(filter(None, (case.summary, form.agenda))),
            url=url,
        )
        for form in forms
        if form.starts is not None
    ]
    headers = {"Content-Disposition": f'attachment; filename="konsultacje-{case.id}.ics"'}
    return Response(icalendar.write(entries, clock.now()), mimetype="text/calendar", headers=headers)
