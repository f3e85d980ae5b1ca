"""Charts: what is drawn is what is said."""

import re
from fractions import Fraction

from lxml import html

from civic.core.charts import Bar, Purchase, Turnout, bars, budget_line, turnout_bars

HEADS = ("Projekt", "Głosy")


def rects(drawn: str) -> list[tuple[str, str, str]]:
    """(class, x, width) of each bar, in order."""
    return [
        (r.get("class"), r.get("x"), r.get("width"))
        for r in html.fromstring(f"<div>{drawn}</div>").iter("rect")
    ]


def test_bars_share_one_scale_and_the_marked_one_is_filled() -> None:
    drawn = bars("Głosy", [Bar("Park", 200, "200", marked=True), Bar("Ławka", 50, "50")], heads=HEADS)
    assert rects(drawn) == [("plot__bar plot__bar--marked", "0.0%", "100.0%"), ("plot__bar", "0.0%", "25.0%")]


def test_every_row_says_its_number_and_note_in_words() -> None:
    drawn = bars("Głosy", [Bar("Park", 200, "200 głosów", note="Wygrał", href="/p/1")], heads=HEADS)
    row = html.fromstring(drawn).xpath("//tbody/tr")[0]
    assert [" ".join(cell.text_content().split()) for cell in row] == ["Park Wygrał", "", "200 głosów"]
    assert row.xpath(".//a/@href") == ["/p/1"]


def test_a_title_cannot_write_markup() -> None:
    drawn = bars(
        "<i>",
        [Bar("<script>alert(1)</script>", 1, "<b>1</b>", note="<u>", href='"><script>')],
        heads=("<a>", "<b>"),
    )
    assert not re.search(r"<(script|b|i|u|a>)", drawn)


def test_no_votes_at_all_draws_empty_bars() -> None:
    assert rects(bars("Głosy", [Bar("Park", 0, "0")], heads=HEADS)) == [("plot__bar", "0.0%", "0.0%")]
    assert rects(bars("Głosy", [], heads=HEADS)) == []


def test_a_threshold_is_a_line_in_every_row() -> None:
    drawn = bars("Głosy", [Bar("Park", 200, "200"), Bar("Ławka", 50, "50")], heads=HEADS, threshold=100)
    assert re.findall(r'<line class="plot__limit" x1="(.*?)"', drawn) == ["50.0%", "50.0%"]


def test_exact_shares_are_drawn_to_a_tenth_of_a_percent() -> None:
    drawn = bars("Poparcie", [Bar("Park", Fraction(2, 3), "66,7 %")], heads=HEADS, top=1)
    assert rects(drawn)[0][2] == "66.7%"


def test_budget_line_starts_each_cost_where_the_money_spent_before_ended() -> None:
    rows = [
        Purchase("Park", 60_00, True, "60 zł"),
        Purchase("Basen", 50_00, False, "50 zł", note="Zabrakło 10 zł"),
        Purchase("Ławka", 30_00, True, "30 zł"),
    ]
    drawn = budget_line("Pieniądze", rows, 100_00, heads=HEADS, line="Koniec pieniędzy: 100 zł")
    # The scale reaches 110 zł, the end of the bar that did not fit.
    assert rects(drawn) == [
        ("plot__bar plot__bar--marked", "0.0%", "54.5%"),
        ("plot__bar", "54.5%", "45.5%"),
        ("plot__bar plot__bar--marked", "54.5%", "27.3%"),
    ]
    assert set(re.findall(r'x1="(.*?)"', drawn)) == {"90.9%"}
    assert "Koniec pieniędzy: 100 zł" in drawn


def test_one_huge_loser_does_not_squeeze_the_rest() -> None:
    rows = [Purchase("Park", 60_00, True, "60 zł"), Purchase("Most", 900_000_00, False, "900 000 zł")]
    drawn = budget_line("Pieniądze", rows, 100_00, heads=HEADS, line="")
    assert rects(drawn)[0][2] == "48.0%"


def test_budget_of_nothing_still_draws() -> None:
    assert (
        rects(budget_line("Pieniądze", [Purchase("Park", 10, False, "0,10 zł")], 0, heads=HEADS, line=""))
        != []
    )


def test_turnout_is_on_a_round_scale_and_small_cells_tell_nothing() -> None:
    rows = [
        Turnout("Stare Miasto", 180, 1000, "18,00 %"),
        Turnout("Dworzec", None, 40, "mniej niż 10 osób"),
        Turnout("Nikt", 0, 0, "–"),
    ]
    drawn = turnout_bars("Frekwencja", rows, heads=("Dzielnica", "Frekwencja"))
    assert [width for _, _, width in rects(drawn)] == ["90.0%", "100.0%", "0.0%"]
    assert "plot__bar--hidden" in rects(drawn)[1][0]
    assert "40" not in html.fromstring(drawn).text_content()
