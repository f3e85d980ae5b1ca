"""Three neighbours write a request: every step, in the browser without a script."""

import io

import pytest
from PIL import Image

from civic.core import files
from civic.core.db import db
from civic.core.mail import OutgoingMail
from civic.initiatives.requests import queries, services
from civic.initiatives.requests.models import Initiative, Member
from civic.initiatives.requests.rules import ApplicantKind, Status, answers
from tests.factories import make_person
from tests.initiatives.factories import make_initiative
from tests.initiatives.requests.city import IDEA, IN_OLD_TOWN, NEAR, NOW, invite, key_of, make_draft
from tests.page import Page

IDEA_TYPED = {"title": IDEA.title, "summary": IDEA.summary, "scope": "GREENERY"}
PLACE_TYPED = {
    "place-lat": "52,010000",
    "place-lon": "19,010000",
    "location_text": "trawnik przy Lipowej",
    "land": "CITY",
}
GIVING_TYPED = {
    "work-0-name": "Kopanie", "work-0-people": "10", "work-0-quantity": "40", "work-0-rate": "ordinary",
    "money-0-name": "Składka", "money-0-unit_cost": "100", "things-0-name": "Grabie", "things-0-quantity": "2,5",
    "things-0-unit": "szt.", "things-0-unit_cost": "40,50",
}  # fmt: skip
ASKING_TYPED = {
    "lines-0-kind": "MATERIALS", "lines-0-name": "Sadzonki", "lines-0-quantity": "100", "lines-0-unit": "szt.",
    "lines-0-unit_cost": "10",
}  # fmt: skip
SCHEDULE_TYPED = {
    "steps-0-what": "Sadzenie", "steps-0-side": "BOTH", "steps-0-starts_on": "2026-05-09", "steps-0-ends_on": "2026-05-10",
}  # fmt: skip


def picture() -> tuple[io.BytesIO, str]:
    """A scan."""
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(made, "PNG")
    made.seek(0)
    return made, "zgoda.png"


def the_one() -> Initiative:
    db.session.expire_all()
    return db.session.query(Initiative).one()


def mails() -> list[OutgoingMail]:
    db.session.expire_all()
    return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def test_the_whole_way_from_an_idea_to_a_number(app, leader, leader_id):
    assert leader.get("/inicjatywy/zloz").status_code == 200
    assert "Miasto nie przekazuje pieniędzy wnioskodawcy" in leader.text
    at = leader.post("/inicjatywy/zloz/pomysl", IDEA_TYPED).location
    made = the_one().id
    root = f"/inicjatywy/zloz/{made}"
    assert at == f"{root}/podobne"
    assert leader.get(at, 303).location == f"{root}/miejsce"
    leader.get(f"{root}/miejsce")
    at = leader.post(f"{root}/miejsce", PLACE_TYPED).location
    assert leader.get(at, 303).location == f"{root}/opis"
    leader.get(f"{root}/opis")
    assert (
        leader.post(f"{root}/opis", {"description": "Skwer.", "goal": "Dla sąsiadów."}).location
        == f"{root}/dajemy"
    )
    leader.get(f"{root}/dajemy")
    assert leader.post(f"{root}/dajemy", GIVING_TYPED).location == f"{root}/prosimy"
    leader.get(f"{root}/prosimy")
    assert leader.post(f"{root}/prosimy", ASKING_TYPED).location == f"{root}/harmonogram"
    leader.get(f"{root}/harmonogram")
    assert leader.post(f"{root}/harmonogram", SCHEDULE_TYPED).location == f"{root}/kto"
    leader.get(f"{root}/kto")
    assert (
        leader.post(f"{root}/kto", {"kind": "GROUP", "participants": "12", "phone": "600 700 800"}).location
        == f"{root}/grupa"
    )
    leader.get(f"{root}/grupa")
    for name in ("jan", "ola"):
        leader.post(f"{root}/grupa", {"name": name, "email": f"{name}@example.org"})
    leader.get(f"{root}/grupa")
    assert "czekamy na odpowiedź" in leader.text
    leader.get(f"{root}/sprawdz")
    assert "Na razie potwierdziło: 0" in leader.text
    assert not leader.doc.xpath("//main//button")
    for name in ("jan", "ola"):
        neighbour = Page(app)
        neighbour.get(f"/inicjatywy/dolacz/{key_of(made, f'{name}@example.org')}")
        assert IDEA.title in neighbour.text
        assert "Zofia Sąsiadka" in neighbour.text
        at = neighbour.post(
            f"/inicjatywy/dolacz/{key_of(made, f'{name}@example.org')}", {"answer": "yes"}
        ).location
        neighbour.get(at)
        assert "Jesteś w grupie" in neighbour.text
    leader.get(f"{root}/zalaczniki")
    assert leader.post(f"{root}/zalaczniki", {"declares_residence": "y"}).location == f"{root}/sprawdz"
    leader.get(f"{root}/sprawdz")
    assert "Mieszkańcy dają 58,36" in leader.text
    at = leader.post(f"{root}/sprawdz").location
    leader.get(at)
    assert "Numer wniosku: IL/2026/0001." in leader.text
    assert "Decyzja najpóźniej 10 kwietnia 2026" in leader.text
    found = the_one()
    assert (found.status, found.number, found.received_on.isoformat(), found.due_on.isoformat()) == (
        Status.SUBMITTED, 1, "2026-03-10", "2026-04-10",
    )  # fmt: skip
    assert found.residents_value == 120_000 + 10_000 + 10_125
    assert found.city_value == 100_000
    assert found.settings_id == queries.settings_in_force().id is not None
    assert db.session.query(Member).filter(Member.key.is_not(None)).count() == 0
    assert [each.to for each in mails()[-3:]] == ["zofia@example.org", "jan@example.org", "ola@example.org"]
    leader.get(f"/inicjatywy/moje/{made}")
    assert "Teraz nasza kolej" in leader.text
    public = Page(app)
    public.get(f"/inicjatywy/{made}")
    assert "grupa mieszkańców" in public.text
    for personal in ("Zofia", "jan", "ola", "600 700 800", "@example.org"):
        assert personal not in public.text.replace("milogrod.example", "")


@pytest.mark.parametrize(
    ("slug", "typed", "said"),
    [
        ("pomysl", {"title": "A", "summary": "Zdanie", "scope": "GREENERY"}, "co najmniej 5 znaków"),
        ("pomysl", {**IDEA_TYPED, "scope": ""}, "Zaznacz, czego dotyczy pomysł"),
        ("miejsce", {"land": "CITY"}, "Wskaż miejsce na mapie"),
        ("miejsce", {**PLACE_TYPED, "place-lon": "19,05"}, "poza granicami miasta"),
        ("miejsce", {**PLACE_TYPED, "place-lon": "19,02"}, "dokładnie na granicy"),
        ("opis", {"description": "Skwer."}, "Napisz, po co to robicie"),
        ("opis", {"description": "x" * 4001, "goal": "Dla sąsiadów"}, "najwyżej 4000 znaków"),
        ("dajemy", {}, "Bez wkładu mieszkańców"),
        ("dajemy", {"work-0-name": "Kopanie"}, "Wpisz, ile godzin razem"),
        ("dajemy", {**GIVING_TYPED, "work-0-rate": "nieznana"}, "Stawki za pracę zmieniły się"),
        ("dajemy", {**GIVING_TYPED, "work-0-quantity": "0"}, "większa od zera"),
        ("dajemy", {**GIVING_TYPED, "work-0-people": "dużo"}, "Wpisz liczbę od 1"),
        ("prosimy", {}, "Wpisz, o co prosicie miasto"),
        ("prosimy", {"lines-0-name": "Ławka"}, "Wpisz, ile tego jest"),
        ("harmonogram", {}, "Wpisz co najmniej jeden krok"),
        ("harmonogram", {**SCHEDULE_TYPED, "steps-0-ends_on": "2026-05-01"}, "przed pierwszym"),
        ("kto", {"kind": "GROUP"}, "ile osób weźmie udział"),
        ("kto", {"kind": "ORGANISATION", "organisation": "1", "participants": "5"}, "Nie masz potwierdzonego prawa"),
        ("zalaczniki", {}, "Zaznacz oświadczenie"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_said_and_kept(leader, leader_id, slug, typed, said):
    made = services.start(leader_id, IDEA, NOW)
    leader.post(f"/inicjatywy/zloz/{made}/{slug}", typed, 422)
    assert said in leader.text
    for name, value in typed.items():
        if name.endswith(("kind", "scope", "rate", "side", "land", "organisation")) or not value:
            continue
        shown = leader.doc.xpath(f"//main//*[@name='{name}']")[0]
        assert value in (shown.get("value"), (shown.text or "").strip()), name


def test_rows_grow_without_a_script_and_keep_what_is_written(leader, leader_id):
    made = services.start(leader_id, IDEA, NOW)
    at = leader.post(f"/inicjatywy/zloz/{made}/dajemy", {**GIVING_TYPED, "more": "1"}).location
    assert at.endswith("/dajemy#wiersze")
    leader.get(at.partition("#")[0])
    assert len(leader.doc.xpath("//fieldset[contains(@class,'line--work')]")) == 2
    assert leader.doc.xpath("//*[@name='things-0-quantity']/@value") == ["2,5"]
    assert "1 401,25 zł" in leader.text
    leader.post(f"/inicjatywy/zloz/{made}/dajemy", {"money-0-name": "Nic", "money-0-unit_cost": "0"}, 422)
    assert len(queries.lines(made)) == 1


def test_similar_requests_are_shown_by_words_and_by_distance(app, leader, leader_id):
    other = make_initiative(title="Skwer zielony na Lipowej", summary="Krzewy i ławki")
    db.session.execute(
        db.text(f"UPDATE initiative SET point = ST_SetSRID(ST_MakePoint({NEAR.lon}, {NEAR.lat}), 4326)")
    )
    db.session.commit()
    at = leader.post("/inicjatywy/zloz/pomysl", IDEA_TYPED).location
    leader.get(at)
    assert "Może chcesz dołączyć?" in leader.response.text
    assert leader.doc.xpath(f"//a[@href='/inicjatywy/{other}']")
    made = at.split("/")[3]
    at = leader.post(f"/inicjatywy/zloz/{made}/miejsce", PLACE_TYPED).location
    leader.get(at)
    assert "do 500 metrów stąd" in leader.text
    assert queries.nearby(int(made), IN_OLD_TOWN)[0].id == other
    assert queries.nearby(int(made), IN_OLD_TOWN._replace(lon=19.03)) == []


def test_private_land_is_warned_about_at_once(leader, leader_id):
    """4.6 (1): roads and small architecture only on the city's property; said to those who write."""
    made = make_draft(leader_id)
    services.save(
        made, leader_id, answers.Idea(title="Droga osiedlowa", summary="Naprawa", scope="INFRASTRUCTURE"), NOW
    )
    at = leader.post(
        f"/inicjatywy/zloz/{made}/miejsce?do=sprawdz", {**PLACE_TYPED, "land": "PRIVATE"}
    ).location
    leader.get(at)
    assert "tylko tam, gdzie są własnością miasta" in leader.text
    leader.get(f"/inicjatywy/zloz/{made}/miejsce")
    assert leader.doc.xpath("//div[contains(@class,'notice--warning')]")


def test_the_owners_consent_and_the_paper_list_are_for_the_office_only(app, leader, leader_id):
    made = make_draft(leader_id)
    root = f"/inicjatywy/zloz/{made}"
    leader.post(f"{root}/miejsce", {**PLACE_TYPED, "land": "PRIVATE", "files": picture()})
    leader.post(f"{root}/grupa/lista", {"files": picture()})
    kept = [*files.of(queries.CONSENT, made), *files.of(queries.PAPER_LIST, made)]
    assert len(kept) == 2
    for file in kept:
        assert leader.client.get(f"/pliki/{file.id}").status_code == 200
        assert Page(app).client.get(f"/pliki/{file.id}").status_code == 404
        assert Page(app, make_person()).client.get(f"/pliki/{file.id}").status_code == 404
    leader.post(f"{root}/grupa/lista", {"files-remove": str(kept[1].id)})
    assert files.of(queries.PAPER_LIST, made) == []


def test_a_bad_file_is_refused_with_a_sentence(leader, leader_id):
    made = make_draft(leader_id)
    leader.post(
        f"/inicjatywy/zloz/{made}/zalaczniki",
        {"declares_residence": "y", "files": (io.BytesIO(b"MZ"), "a.exe")},
        422,
    )
    assert "tylko pliki PDF" in leader.text


def test_another_persons_request_is_not_there(app, leader, leader_id):
    stranger = make_person()
    for theirs in (make_draft(stranger), make_initiative(leader_id=stranger)):
        for url in (
            *(
                f"zloz/{theirs}/{slug}"
                for slug in ("pomysl", "miejsce", "opis", "dajemy", "prosimy", "harmonogram", "kto", "grupa")
            ),
            *(f"zloz/{theirs}/{slug}" for slug in ("zalaczniki", "sprawdz", "wyslano", "usun", "podobne")),
            f"moje/{theirs}",
            f"moje/{theirs}/wycofaj",
        ):
            leader.get(f"/inicjatywy/{url}", 404)
            if not url.endswith(("podobne", "wyslano", str(theirs))):
                leader.post(f"/inicjatywy/{url}", {}, 404)
    leader.get(f"/inicjatywy/zloz/{make_draft(leader_id)}/nieznany", 404)


def test_sent_means_no_more_changes(leader, leader_id):
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    root = f"/inicjatywy/zloz/{made}"
    assert leader.get(f"{root}/opis", 303).location == f"/inicjatywy/moje/{made}"
    leader.post(f"{root}/opis", {"description": "Inny opis", "goal": "Inny cel"}, 422)
    assert "już wysłany" in leader.text
    assert "Inny opis" in leader.response.text
    assert leader.post(f"{root}/sprawdz").location == f"/inicjatywy/moje/{made}"
    assert leader.get(f"{root}/grupa", 303).location == f"/inicjatywy/moje/{made}"


def test_one_resident_may_ask_alone(leader, leader_id):
    made = make_draft(leader_id, confirmed=0, kind=ApplicantKind.RESIDENT)
    leader.post(f"/inicjatywy/zloz/{made}/sprawdz")
    assert the_one().status == Status.SUBMITTED


def test_a_draft_is_thrown_away_after_asking(leader, leader_id):
    made = make_draft(leader_id)
    leader.get(f"/inicjatywy/zloz/{made}/usun")
    assert the_one()
    leader.post(f"/inicjatywy/zloz/{made}/usun")
    assert db.session.query(Initiative).count() == 0
    assert db.session.query(Member).count() == 0


def test_withdrawing_is_asked_about_once_and_tells_the_group(leader, leader_id):
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    before = len(mails())
    leader.get(f"/inicjatywy/moje/{made}/wycofaj")
    leader.post(f"/inicjatywy/moje/{made}/wycofaj")
    assert the_one().status == Status.WITHDRAWN
    assert {each.to for each in mails()[before:]} == {
        "zofia@example.org",
        "sasiad0@example.org",
        "sasiad1@example.org",
    }
    leader.post(f"/inicjatywy/moje/{made}/wycofaj", status=422)
    assert "już wycofany" in leader.text
    leader.get("/inicjatywy/moje")
    assert "Wycofany przez wnioskodawców" in leader.text


def test_the_group_page_removes_and_reminds(app, leader, leader_id):
    made = make_draft(leader_id, confirmed=0)
    root = f"/inicjatywy/zloz/{made}/grupa"
    jan = invite(made, leader_id, "jan@example.org")
    before, key = len(mails()), key_of(made, "jan@example.org")
    leader.post(f"{root}/{jan}/przypomnij")
    assert [each.to for each in mails()[before:]] == ["jan@example.org"]
    assert key_of(made, "jan@example.org") == key
    leader.post(root, {"name": "Jan", "email": "JAN@example.org"}, 422)
    assert "jest już na liście" in leader.text
    leader.post(root, {"name": "Ja", "email": "Zofia@example.org"}, 422)
    assert "To twój adres" in leader.text
    leader.post(root, {"name": "Ja", "email": "nie adres"}, 422)
    assert "Sprawdź adres" in leader.text
    leader.post(f"{root}/{jan}/usun")
    Page(app).get(f"/inicjatywy/dolacz/{key}", 404)
    assert leader.get(f"{root}/{jan}/usun", 303).location == root
    leader.post(f"{root}/{jan}/usun", status=404)


def test_opening_the_link_says_nothing_and_the_answer_counts_once(app, leader_id):
    made = make_draft(leader_id, confirmed=0)
    invite(made, leader_id, "jan@example.org")
    key = key_of(made, "jan@example.org")
    page = Page(app)
    page.get(f"/inicjatywy/dolacz/{key}")
    page.get(f"/inicjatywy/dolacz/{key}")
    assert db.session.query(Member.confirmed_at).filter_by(email="jan@example.org").scalar() is None
    page.post(f"/inicjatywy/dolacz/{key}", {"answer": "no"})
    db.session.expire_all()
    declined = db.session.query(Member).filter(Member.declined_at.is_not(None)).one()
    assert (declined.name, declined.email, declined.key) == ("", "", None)
    page.get(f"/inicjatywy/dolacz/{key}", 404)
    assert "Ten link już nie działa" in page.response.text
    page.post(f"/inicjatywy/dolacz/{key}", {"answer": "yes"}, 404)
    page.get("/inicjatywy/dolacz/dziekujemy/nie")
