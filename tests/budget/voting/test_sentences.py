"""Numbers in the sentences of the booth, in the grammar of the language."""

import pytest

from civic.budget.editions.rules import Method, Params
from civic.budget.voting import messages
from civic.budget.voting.rules import Problem, Refusal
from civic.budget.voting.views.sections import sentence
from tests.budget.voting.papers import city_list

HOW = {
    "Wybierz co najmniej 2 projekty.": (Method.APPROVAL, Params(min=2)),
    "Wybierz co najmniej 5 projektów.": (Method.APPROVAL, Params(min=5)),
    "Wybierz dokładnie 3 projekty.": (Method.APPROVAL, Params(min=3, max=3)),
    "Wybierz od 2 do 5 projektów.": (Method.APPROVAL, Params(min=2, max=5)),
    "Wybierz 1 projekt.": (Method.APPROVAL, Params(min=1, max=1)),
    "Wskaż 3 różne projekty. Daj im kolejno punkty: 3, 2, 1.": (
        Method.RANK_POINTS,
        Params(points=(3, 2, 1), exact=True),
    ),
    "Wskaż 1 projekt. Daj mu tyle punktów: 3.": (Method.RANK_POINTS, Params(points=(3,), exact=True)),
}


@pytest.mark.parametrize("said", HOW)
def test_how_one_votes_is_said_with_the_number_in_its_form(app, said):
    method, params = HOW[said]
    with app.test_request_context():
        assert sentence(city_list(method, params), 0) == said


@pytest.mark.parametrize(("most", "said"), [(1, "1 punkt"), (3, "3 punkty"), (6, "6 punktów")])
def test_too_many_points_for_one_project(app, most, said):
    problem = Problem(Refusal.TOO_MANY_POINTS, "cw", {"list": "Miasto", "points": most})
    with app.test_request_context():
        assert messages.words(problem) == f"Na liście „Miasto” jeden projekt może dostać najwyżej {said}."
