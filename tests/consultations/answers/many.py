"""5,000 remarks on 400 paragraphs, answered and approved, made by the database itself; how many statements a page needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, text

from civic.consultations.texts.models import ConsultedDocument, DocumentVersion
from civic.core import clock
from civic.core.db import db, transaction
from tests.consultations.answers.case import CLOSED

REMARKS, PARAGRAPHS = 5_000, 400
_WORDS = (
    "park ławka drzewo ścieżka rower chodnik parking światło plac zabaw fontanna beton zieleń cień schody winda szkoła rynek"
    " most rzeka deszcz ogród pies kosz śmieci hałas ruch ulica przystanek autobus"
)

PARAGRAPHS_SQL = """
INSERT INTO paragraph (version_id, place, anchor, kind, level, label, text, html)
SELECT :version, n, 'par-' || n, 'TEXT', 0, '§ ' || n, repeat('Przepis numer ' || n || ' o parku i jego otoczeniu. ', 6), ''
FROM generate_series(1, :paragraphs) n
"""
OPINIONS_SQL = """
INSERT INTO opinion (consultation_id, receipt, channel, author_kind, organisation_name, krs, name, address, email, name_public,
  who_said, case_number, privacy_version, lang, created_at, saved_at, received_at, sent_at, late)
SELECT :consultation, 'R' || CAST(:consultation AS text) || '-' || n, 'FORM', CASE n % 3 WHEN 0 THEN 'NGO' ELSE 'RESIDENT' END,
  CASE n % 3 WHEN 0 THEN 'Stowarzyszenie nr ' || n ELSE '' END, '', 'Osoba Numer' || n, '', '', false, true, '', '1', 'pl',
  :at, :at, :at, :at, false FROM generate_series(1, :remarks) n
"""
REMARKS_SQL = """
WITH list AS (SELECT string_to_array(:words, ' ') AS w)
INSERT INTO remark (opinion_id, consultation_id, place, number, document_id, version_id, anchor, quote, unit_text, text, proposed,
  mask_reason, late)
SELECT o.id, o.consultation_id, 1, o.n, v.document_id, v.id, 'par-' || (1 + o.n % :paragraphs),
  repeat('Przepis numer ' || (1 + o.n % :paragraphs) || ' o parku i jego otoczeniu. ', 6), '',
  (SELECT string_agg(CASE WHEN k % 3 = 0 THEN w[1 + (o.n * 7 + k * k) % array_length(w, 1)]
     ELSE translate(substr(md5(o.n || '-' || k), 1, 7), '0123456789', 'ghijklmnop') END, ' ')
   FROM list, generate_series(1, 80) k) || '.',
  CASE WHEN o.n % 2 = 0 THEN repeat('Przepis numer ' || (1 + o.n % :paragraphs) || ' o parku i zieleni w mieście. ', 6) END,
  '', false
FROM (SELECT id, consultation_id, (row_number() OVER (ORDER BY id))::int AS n FROM opinion WHERE consultation_id = :consultation) o
CROSS JOIN document_version v WHERE v.id = :version
"""
ANSWERS_SQL = """
WITH made AS (
  INSERT INTO answer (consultation_id, version, state, decision, reasons, reasons_needed, change, note, written_by_id, written_at,
    approved_by_id, approved_at)
  SELECT :consultation, 2, 'APPROVED', (ARRAY['ACCEPTED', 'PARTLY', 'REJECTED', 'NOTED'])[1 + n % 4],
    repeat('Uzasadnienie odpowiedzi numer ' || n || '. ', 10), true, '', '', :writer, :now, :approver, :now
  FROM generate_series(1, :answers) n RETURNING id
), numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM made)
INSERT INTO answer_remark (remark_id, answer_id)
SELECT r.id, a.id FROM remark r JOIN numbered a ON a.n = 1 + r.number % :answers WHERE r.consultation_id = :consultation
"""


def many(consultation_id: int, writer: int, approver: int, *, remarks: int = REMARKS) -> None:
    """Fill the consultation."""
    with transaction():
        document = ConsultedDocument(consultation_id=consultation_id, place=1, title="Projekt uchwały")
        db.session.add(document)
        db.session.flush()
        version = DocumentVersion(
            document_id=document.id, number=1, format="MARKDOWN", sha256="0" * 64, imported_by_id=writer,
            imported_at=CLOSED, published_at=CLOSED,
        )  # fmt: skip
        db.session.add(version)
        db.session.flush()
        facts = {
            "consultation": consultation_id, "remarks": remarks, "paragraphs": PARAGRAPHS, "version": version.id, "at": CLOSED,
            "words": _WORDS, "writer": writer, "approver": approver, "now": clock.now(), "answers": max(1, remarks * 3 // 5),
        }  # fmt: skip
        for statement in (PARAGRAPHS_SQL, OPINIONS_SQL, REMARKS_SQL, ANSWERS_SQL):
            db.session.execute(text(statement), facts)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements executed meanwhile."""
    seen: list[str] = []

    def note(connection, cursor, statement, *rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
