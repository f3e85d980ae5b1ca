"""The application factory. With home, sample and cli, all that knows every feature."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from civic import home, patterns
from civic.budget.assessment import office as assessment_office
from civic.budget.counting import office as counting_office
from civic.budget.counting import views as counting
from civic.budget.editions import office as editions_office
from civic.budget.editions import queries as editions_queries
from civic.budget.editions import views as editions
from civic.budget.projects import views as projects
from civic.budget.voting import office as voting_office
from civic.budget.voting import views as voting
from civic.config import Settings, read_settings
from civic.consultations.answers import jobs as answers_jobs
from civic.consultations.answers import office as answers_office
from civic.consultations.discussion import jobs as discussion_jobs
from civic.consultations.discussion import office as discussion_office
from civic.consultations.discussion import views as discussion
from civic.consultations.notices import office as consultations_office
from civic.consultations.notices import views as consultations
from civic.consultations.remarks import jobs as remarks_jobs
from civic.consultations.remarks import office as remarks_office
from civic.consultations.remarks import views as remarks
from civic.consultations.reports import jobs as reports_jobs
from civic.consultations.reports import office as reports_office
from civic.consultations.reports import views as reports
from civic.consultations.texts import office as consulted_texts_office
from civic.consultations.texts import views as consulted_texts
from civic.core import access, audit_pages, files, health, logs, web
from civic.core.db import db
from civic.core.resources import resource
from civic.initiatives.agreements import office as agreements_office
from civic.initiatives.agreements import views as agreements
from civic.initiatives.assessment import office as initiative_assessment
from civic.initiatives.requests import jobs as initiatives_jobs
from civic.initiatives.requests import office as initiatives_office
from civic.initiatives.requests import views as initiatives
from civic.initiatives.works import office as works_office
from civic.initiatives.works import views as works
from civic.organisations import office as organisations_office
from civic.organisations import views as organisations
from civic.people import jobs as people_jobs
from civic.people import office as people_office
from civic.people import queries as people_queries
from civic.people import sample_mail
from civic.people import views as people
from civic.places import views as places

BLUEPRINTS = (
    home.bp, patterns.bp, files.bp, audit_pages.bp, health.bp, people.bp, people_office.bp, places.bp, editions.bp, editions_office.bp,
    projects.bp, assessment_office.bp, voting.bp, voting_office.bp, counting.bp, counting_office.bp,
    organisations.bp, organisations_office.bp,
    discussion.bp, discussion_office.bp,
    consultations.bp, consultations_office.bp, consulted_texts.bp, consulted_texts_office.bp,
    remarks.bp, remarks_office.bp,
    answers_office.bp, reports.bp, reports_office.bp,
    initiatives.bp, initiatives_office.bp, initiative_assessment.bp, agreements.bp, agreements_office.bp,
    works.bp, works.register_bp, works_office.bp,
)  # fmt: skip

JOBS = (people_jobs, answers_jobs, reports_jobs, remarks_jobs, initiatives_jobs, discussion_jobs)
"""Modules whose tasks the worker must know: importing them is enough."""

_HERE = Path(__file__).parent
MIB = 1024 * 1024


def _edition_names() -> dict[int, str]:
    return {found.id: found.name for found in editions_queries.editions(public=False)}


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "CIVIC": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 8, "max_overflow": 4, "pool_pre_ping": True},
        "MAX_CONTENT_LENGTH": 32 * MIB,
        "MAX_FORM_MEMORY_SIZE": 2 * MIB,
        "SESSION_COOKIE_NAME": "civic",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_TRANSLATION_DIRECTORIES": str(_HERE / "translations"),
    }


def create_app(settings: Settings | None = None) -> Flask:
    """The application of one city."""
    settings = settings or read_settings(os.environ)
    app = Flask("civic", template_folder=str(resource("templates")), static_folder=str(_HERE / "static"))
    app.config.from_mapping(_configuration(settings))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    db.init_app(app)
    logs.init_app(app)
    web.init_app(app, settings)
    home.init_app(app)
    access.init_app(app, people_queries.load_actor, editions_queries.id_of_slug, _edition_names)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.development:
        app.register_blueprint(sample_mail.bp)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=_HERE / "static",
        prefix="static/",
        autorefresh=settings.environment == "test",
        max_age=3600,
    )
    return app
