"""The report of 5,000 remarks on 400 paragraphs: published in one transaction, its files made by the background job.

`python -m bench report`. Printed: seconds, SQL statements, MiB of memory at most (the worker's process, and apart from it
the largest of the processes that set a PDF; they run one after another, so both together is what a machine needs).
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy.engine import make_url

from civic.app import create_app
from civic.consultations.reports import jobs, queries, services
from civic.core import clock
from civic.core.db import db
from tests.conftest import ROOT, clone, connect, make_template, settings_for
from tests.consultations.answers.case import closed_consultation, coordinator, executive, writer
from tests.consultations.answers.many import many, statements
from tests.consultations.reports.case import ORDER, handed_over

TARGET_MIB = 500
PREPARED = "CIVIC_BENCH_PREPARED"


def main() -> None:
    """Prepare the remarks here, measure in a fresh process: what it took to prepare does not count."""
    if PREPARED in os.environ:
        measure()
        return
    server = make_url(os.environ["CIVIC_BENCH_DATABASE"])
    url = clone((server, make_template(server)), "civic_bench_report")
    with tempfile.TemporaryDirectory() as var:
        app = create_app(settings_for(url, Path(var)))
        with app.app_context():
            case = closed_consultation()
            many(case, writer(), coordinator())
            handed_over(case)
            who = executive()
            db.session.remove()
        with connect(url) as admin:
            admin.execute("ANALYZE")
        where = url.render_as_string(hide_password=False)
        command = [sys.executable, "-m", "bench", "report"]
        subprocess.run(
            command, check=True, cwd=ROOT, env={**os.environ, PREPARED: f"{case} {who} {var} {where}"}
        )


def measure() -> None:
    """Publish, then do the worker's job, in this process."""
    case, who, var, where = os.environ[PREPARED].split(" ", 3)
    app = create_app(settings_for(make_url(where), Path(var)))
    with app.app_context():
        with statements() as seen:
            began = time.perf_counter()
            services.publish(int(case), int(who), ORDER, clock.now())
            took = time.perf_counter() - began
        print(f"published 5,000 remarks: {took:.1f} s, {len(seen)} statements")
        db.session.remove()
        with statements() as seen:
            began = time.perf_counter()
            jobs.make_files(int(case), 1)
            took = time.perf_counter() - began
        made = queries.files_of(int(case))
        size = sum(file.size for file in made) / 1024 / 1024
        print(f"made {len(made)} files, {size:.1f} MiB: {took:.1f} s, {len(seen)} statements")
    worker, setting = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    together = worker + setting
    verdict = "below" if together < TARGET_MIB else "ABOVE"
    print(f"memory at most: worker {worker:.0f} MiB, setting a PDF {setting:.0f} MiB,", end=" ")
    print(f"together {together:.0f} MiB: {verdict} {TARGET_MIB}")
