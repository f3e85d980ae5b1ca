"""The office's pages of answers: the table of remarks, one remark with its answer, topics, advisory bodies."""

from civic.consultations.answers import shown
from civic.consultations.answers.office import bodies, card, table, topics
from civic.consultations.answers.office.blueprint import bp

__all__ = ["bodies", "bp", "card", "shown", "table", "topics"]
