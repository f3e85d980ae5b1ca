"""Files in the Pabulib format: what is understood, what is refused and with which line, what verify says."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.budget.counting.cli import damage_sentence, pabulib
from civic.budget.counting.messages import DAMAGED, NOTES
from civic.budget.counting.pabulib.election import Damage, Election, PabulibError
from civic.budget.counting.pabulib.meaning import Scale, ballots_of, projects_of, require_known_choices
from civic.budget.counting.pabulib.reader import read_lines
from civic.budget.counting.pabulib.verdict import Note, Status, Verdict
from civic.budget.counting.pabulib.verify import verify
from civic.budget.counting.pabulib.writer import write

META = {"description": "Test", "budget": "100", "vote_type": "approval", "rule": "greedy"}
PROJECTS = ("project_id;cost;selected", "1;60;1", "2;50;0", "3;40;1")
VOTES = ("voter_id;vote", *(f"a{i};1" for i in range(5)), *(f"b{i};2" for i in range(4)), "c0;3", "c1;3,1")


def text(
    meta: dict[str, str] | None = None,
    projects: tuple[str, ...] = PROJECTS,
    votes: tuple[str, ...] = VOTES,
) -> str:
    pairs = [f"{key};{value}" for key, value in {**META, **(meta or {})}.items() if value]
    return "\n".join(["META", "key;value", *pairs, "PROJECTS", *projects, "VOTES", *votes, ""])


def load(written: str) -> Election:
    return read_lines(written.encode().splitlines(keepends=True))


def judged(**parts: object) -> Verdict:
    return verify(load(text(**parts)))


def notes(verdict: Verdict) -> set[Note]:
    return {remark.note for remark in verdict.remarks}


@pytest.mark.parametrize(
    "changed",
    [
        text(),
        text().replace("\n", "\r\n"),
        "\ufeff" + text(),
        text().replace("META\n", "META;;\n").replace("VOTES\n", "votes;\n"),
        text().replace("\nPROJECTS", "\n\n;;\nPROJECTS"),
        text().replace("description;Test", 'description;"Zielony; ""Milion"" "'),
        text().replace("description;Test", "description;Test\ncomment;#1: one; two"),
        text().replace("2;50;0", " 2 ;50; 0 "),
        text().replace("budget;100", "budget;100,00").replace("1;60;1", "1;60.0;1"),
        text().replace("c1;3,1", "c1;3, 1,"),
    ],
)
def test_published_files_are_understood(changed: str) -> None:
    """Line ends, byte order mark, quotes, empty lines, spare separators and spaces, decimals with comma or point."""
    assert verify(load(changed)).status is Status.REPRODUCED


def test_a_comment_keeps_its_semicolons() -> None:
    election = load(text().replace("description;Test", "comment;#1: one; two;; three"))
    assert election.meta["comment"] == "#1: one;two;;three"


def test_target_is_beneficiaries() -> None:
    """The column was renamed in 2026."""
    projects = ("project_id;cost;target;selected", "1;60;seniors;1", "2;50;;0", "3;40;;1")
    assert load(text(projects=projects)).project_columns[2] == "beneficiaries"


@pytest.mark.parametrize(
    ("changed", "damage", "line"),
    [
        ("", Damage.NO_SECTION, 1),
        (text().replace("META\n", "", 1), Damage.OUTSIDE_SECTION, 1),
        (text().split("VOTES")[0], Damage.NO_SECTION, 11),
        (text().replace("PROJECTS", "META", 1), Damage.SECTION_TWICE, 7),
        (text().replace("project_id;cost", "project_id;price"), Damage.NO_COLUMN, 8),
        (text().replace("voter_id;vote", "voter_id;vote;vote"), Damage.COLUMN_TWICE, 13),
        (text().replace("2;50;0", "2"), Damage.SHORT_ROW, 10),
        (text().replace("2;50;0", ";50;0"), Damage.EMPTY_ID, 10),
        (text().replace("3;40;1", "1;40;1"), Damage.PROJECT_TWICE, 11),
        (text().replace("2;50;0", "2;fifty;0"), Damage.NOT_A_NUMBER, 10),
        (text().replace("2;50;0", "2;-50;0"), Damage.NOT_A_NUMBER, 10),
        (text().replace("2;50;0", "2;٥٠;0"), Damage.NOT_A_NUMBER, 10),
        (text().replace("2;50;0", "2;50;maybe"), Damage.NOT_A_NUMBER, 10),
        (text().replace("budget;100\n", ""), Damage.NO_FIELD, 1),
        (text().replace("budget;100", "budget;1e400"), Damage.NOT_A_NUMBER, 4),
        (text().replace("vote_type;approval", "vote_type;shouting"), Damage.UNKNOWN_VOTE_TYPE, 5),
        (text().replace("b0;2", 'b0;"2'), Damage.UNCLOSED_QUOTE, 19),
        (text(projects=PROJECTS[:1]), Damage.NO_PROJECTS, 21),
        (text().replace("description;Test", "description;\0"), Damage.NOT_CSV, 3),
    ],
)
def test_damage_is_named_with_its_line(changed: str, damage: Damage, line: int) -> None:
    with pytest.raises(PabulibError) as caught:
        load(changed)
    assert (caught.value.damage, caught.value.line) == (damage, line)
    assert str(line) in damage_sentence(caught.value)


def test_not_utf8_is_named_with_its_line() -> None:
    raw = text().replace("description;Test", "description;Zażółć").encode("cp1250")
    with pytest.raises(PabulibError) as caught:
        read_lines(raw.splitlines(keepends=True))
    assert (caught.value.damage, caught.value.line) == (Damage.NOT_UTF8, 3)


def test_a_vote_for_an_unknown_project_is_named_with_its_line() -> None:
    election = load(text().replace("c0;3", "c0;3,99"))
    assert Note.UNKNOWN_CHOICES in notes(verify(election))
    with pytest.raises(PabulibError) as caught:
        require_known_choices(election)
    assert (caught.value.damage, caught.value.line) == (Damage.UNKNOWN_PROJECT, 23)


def test_every_damage_and_note_has_words() -> None:
    assert set(DAMAGED) == set(Damage)
    assert set(NOTES) == set(Note)


@settings(max_examples=500, deadline=None)
@given(
    st.integers(0, len(text()) - 1),
    st.sampled_from([*'\0\n\r;",.-0Ł9', "", "META\n", "VOTES\n", "1e999"]),
    st.integers(0, 9),
)
def test_no_damage_is_a_traceback(place: int, put: str, cut: int) -> None:
    """Whatever stands in the file, it is counted or refused with a line; nothing else happens."""
    damaged = text()[:place] + put + text()[place + cut :]
    try:
        verify(load(damaged))
    except PabulibError as error:
        refused = error
    else:
        return
    assert 1 <= refused.line <= damaged.count("\n") + 2
    assert damage_sentence(refused)


def test_a_project_named_twice_on_a_ballot_counts_once() -> None:
    votes = ("voter_id;vote", *["v;2,2"] * 3, *["w;1"] * 4)
    projects = ("project_id;cost;selected", "1;60;1", "2;50;0")
    verdict = judged(projects=projects, votes=votes)
    assert (verdict.status, notes(verdict)) == (Status.REPRODUCED, {Note.REPEATED_CHOICES})


def test_a_withdrawn_project_is_passed_over() -> None:
    """Cost 999999999: it neither wins nor stops the count."""
    projects = ("project_id;cost;selected", "1;999999999;0", "2;50;1", "3;40;1")
    assert judged(meta={"rule": "greedy-no-skip"}, projects=projects).status is Status.REPRODUCED


@pytest.mark.parametrize(
    ("vote_type", "extra", "votes", "score"),
    [
        ("cumulative", {"max_sum_points": "5"}, ("voter_id;vote;points", "a;1,2;3,2", "b;2;5"), [3, 7, 0]),
        (
            "cumulative",
            {"max_sum_points": "5"},
            ("voter_id;vote;points", "a;1,2;1.5,2", "b;2;5"),
            [15, 70, 0],
        ),
        ("ordinal", {"max_length": "3"}, ("voter_id;vote", "a;1,2,3", "b;2"), [3, 5, 1]),
        ("ordinal", {}, ("voter_id;vote", "a;1,2", "b;2"), [2, 3, 0]),
        ("approval", {}, ("voter_id;vote", "a;1,2", "b;2", "c;"), [1, 2, 0]),
        ("choose-1", {}, ("voter_id;vote", "a;1", "b;2"), [1, 1, 0]),
        ("scoring", {"default_score": "1"}, ("voter_id;vote;points", "a;1;4", "b;2;3"), [5, 4, 2]),
    ],
)
def test_which_score_counts_follows_from_the_vote_type(
    vote_type: str, extra: dict[str, str], votes: tuple[str, ...], score: list[int]
) -> None:
    election = load(text(meta={"vote_type": vote_type, **extra}, votes=votes))
    assert ballots_of(election, Scale.of(election)).ballots.scores() == score


def test_money_is_exact_to_the_last_digit() -> None:
    """Three costs of 33.333333 fit 99.999999 exactly; as floats they may not."""
    projects = ("project_id;cost;selected", *(f"{i};33.333333;1" for i in (1, 2, 3)))
    election = load(text(meta={"budget": "99.999999"}, projects=projects))
    assert [project.cost for project in projects_of(election, Scale.of(election))] == [33_333_333] * 3
    assert verify(election).status is Status.REPRODUCED


class TestVerify:
    """The rules a file may name, and what cannot be known from it."""

    def test_a_different_result_is_explained(self) -> None:
        verdict = judged(projects=("project_id;cost;selected", "1;60;0", "2;50;1", "3;40;1"))
        assert verdict.status is Status.DIFFERENT
        told = {
            (difference.project, difference.published, difference.score) for difference in verdict.differences
        }
        assert told == {("1", False, 6), ("2", True, 4)}

    @pytest.mark.parametrize(
        ("rule", "extra", "marks"),
        [
            ("greedy", {}, "101"),
            ("Greedy ", {}, "101"),
            ("greedy-threshold", {"min_project_score_threshold": "4"}, "100"),
            ("greedy-no-skip", {}, "100"),
            ("greedy_no_skip", {"min_project_score_threshold": "5"}, "100"),
            ("greedy-custom", {"unit": "Poznań"}, "120"),
            ("greedy-custom", {"comment": "#1: funded if at least 80% of it is left"}, "120"),
            ("greedy-custom", {"comment": "#1: funded if at least 81% of it is left"}, "100"),
            ("equalshares", {}, "000"),
            ("equalshares/add1", {}, "100"),
        ],
    )
    def test_rules(self, rule: str, extra: dict[str, str], marks: str) -> None:
        rows = [f"{i};{cost};{mark}" for i, cost, mark in zip("123", (60, 50, 40), marks, strict=True)]
        verdict = judged(meta={"rule": rule, **extra}, projects=(PROJECTS[0], *rows))
        assert verdict.status is Status.REPRODUCED, verdict

    def test_money_from_elsewhere_is_not_counted(self) -> None:
        """Katowice marks 2 what was paid from other money."""
        verdict = judged(projects=("project_id;cost;selected", "1;60;1", "2;50;2", "3;40;1"))
        assert (verdict.status, notes(verdict)) == (Status.REPRODUCED, {Note.FUNDED_FROM_ELSEWHERE})

    @pytest.mark.parametrize("marks", ["10", "01"])
    def test_either_end_of_a_tie_is_a_reproduction(self, marks: str) -> None:
        rows = [f"{i};60;{mark}" for i, mark in zip("12", marks, strict=True)]
        verdict = judged(projects=(PROJECTS[0], *rows), votes=("voter_id;vote", "a;1", "b;2"))
        assert verdict.status is Status.REPRODUCED
        assert [remark.projects for remark in verdict.remarks] == [("1", "2")]

    @pytest.mark.parametrize("marks", ["11", "00"])
    def test_a_tie_does_not_excuse_everything(self, marks: str) -> None:
        rows = [f"{i};60;{mark}" for i, mark in zip("12", marks, strict=True)]
        verdict = judged(projects=(PROJECTS[0], *rows), votes=("voter_id;vote", "a;1", "b;2"))
        assert verdict.status is Status.DIFFERENT

    def test_exclusions_are_taken_as_published_only_where_the_rule_has_them(self) -> None:
        """Project 3 fits and is left out: excluded by a better one, or a contradiction."""
        projects = ("project_id;cost;selected", "1;60;1", "2;50;0", "3;40;0")
        exclusive = judged(meta={"rule": "greedy-exclusive"}, projects=projects)
        assert (exclusive.status, notes(exclusive)) == (Status.REPRODUCED, {Note.EXCLUDED_AS_PUBLISHED})
        assert judged(projects=projects).status is Status.DIFFERENT

    def test_nobody_is_excluded_by_a_worse_project(self) -> None:
        projects = ("project_id;cost;selected", "1;60;0", "2;50;0", "3;40;0")
        assert judged(meta={"rule": "greedy-exclusive"}, projects=projects).status is Status.DIFFERENT

    def test_published_totals_count_where_ballots_are_missing(self) -> None:
        projects = ("project_id;cost;votes;selected", "1;60;9;0", "2;50;20;1", "3;40;12;1")
        verdict = judged(projects=projects)
        assert verdict.status is Status.REPRODUCED
        assert {Note.BY_PUBLISHED_TOTALS, Note.TOTALS_DIFFER} <= notes(verdict)

    @pytest.mark.parametrize(
        ("parts", "note"),
        [
            ({"projects": ("project_id;cost", "1;60")}, Note.NO_SELECTED),
            ({"projects": ("project_id;cost;selected", "1;60;")}, Note.NO_SELECTED),
            ({"meta": {"rule": "unknown"}}, Note.RULE_UNKNOWN),
            ({"meta": {"rule": ""}}, Note.RULE_UNKNOWN),
        ],
    )
    def test_not_comparable(self, parts: dict[str, object], note: Note) -> None:
        verdict = judged(**parts)
        assert (verdict.status, notes(verdict)) == (Status.NOT_COMPARABLE, {note})


class TestCommand:
    """``civic pabulib verify``."""

    @pytest.fixture
    def files(self, tmp_path: Path) -> list[str]:
        contents = {
            "good": text(),
            "unknown": text(meta={"rule": "unknown"}),
            "other": text(projects=("project_id;cost;selected", "1;60;0", "2;50;1", "3;40;1")),
            "broken": text().split("VOTES")[0],
        }
        for name, content in contents.items():
            (tmp_path / f"{name}.pb").write_text(content)
        return [str(tmp_path / f"{name}.pb") for name in contents]

    def test_lines(self, files: list[str]) -> None:
        """One line per file that has something to tell; the last line sums up; the exit code says whether all agree."""
        done = CliRunner().invoke(pabulib, ["verify", *files])
        lines = done.output.splitlines()
        assert (done.exit_code, lines[-1], len(lines)) == (1, "1 of 3 reproduced", 4)
        assert "wierszu 11" in next(line for line in lines if "broken" in line)
        done = CliRunner().invoke(pabulib, ["verify", *files[:2]])
        assert (done.exit_code, done.output.splitlines()[-1]) == (0, "1 of 1 reproduced")

    def test_json(self, files: list[str]) -> None:
        done = CliRunner().invoke(pabulib, ["verify", "--json", *files])
        told = json.loads(done.output)
        assert (done.exit_code, told["reproduced"], told["comparable"]) == (1, 1, 3)
        assert [entry["status"] for entry in told["files"]] == [
            "REPRODUCED",
            "NOT_COMPARABLE",
            "DIFFERENT",
            "DAMAGED",
        ]

    def test_a_missing_file_is_a_sentence(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(pabulib, ["verify", str(tmp_path / "none.pb")])
        assert done.exit_code == 1
        assert done.output.splitlines()[-1] == "0 of 1 reproduced"
        assert "Nie da się otworzyć" in done.output


def test_written_and_read_again_it_is_the_same() -> None:
    """Round trip: same cells, and the same bytes the second time."""
    election = load(text(meta={"comment": '#1: "quoted"; and more'}).replace("\n", "\r\n"))
    once = write(election)
    again = read_lines(once.splitlines(keepends=True))
    assert write(again) == once
    assert dict(again.meta) == dict(election.meta)
    assert [row.cells for row in again.projects] == [row.cells for row in election.projects]
    assert again.votes == election.votes
