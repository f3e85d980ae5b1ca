"""Three neighbours from a request to the settlement: phones and the keyboard for them, desks for the office."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from civic.core import clock
from civic.core.deadlines import in_poland
from civic.sample import people
from tests.browser import initiative_agreement as agreement
from tests.browser import initiative_office as office
from tests.browser import initiative_request as request
from tests.browser import initiative_work as work
from tests.browser.acts import Watch
from tests.browser.conftest import DESK, PATIENCE, PHONE

pytestmark = pytest.mark.browser

LEADER, *NEIGHBOURS = people.NEIGHBOURS
Screens = Callable[[people.Member], Page]


@pytest.fixture
def desk(as_somebody: Callable[[str], Page]) -> Screens:
    """The wide screen of somebody of the office."""

    def page_of(member: people.Member) -> Page:
        page = as_somebody(member.key)
        page.set_viewport_size(DESK)
        return page

    return page_of


def test_three_neighbours_from_request_to_settlement(
    as_somebody: Callable[[str], Page], desk: Screens, browser: Browser, site: str
) -> None:
    today = in_poland(clock.now())
    leader, clerk = as_somebody(LEADER.key), desk(people.ANSWERING)
    initiative_id = request.write(leader)
    for neighbour in NEIGHBOURS:
        request.invite(leader, neighbour.name, neighbour.email)
    for neighbour in NEIGHBOURS:
        join_without_account(browser, site, neighbour.email)
    signature = request.send(leader, initiative_id)

    office.find_in_the_queue(clerk, signature, request.TITLE)
    office.call_to_complete(clerk, today)
    office.complete(leader, signature, today)
    office.accept_formally(clerk, initiative_id)
    for others, member in enumerate(people.TEAM):
        office.score(desk(member), initiative_id, 4, others=others)
    office.close(clerk, initiative_id)
    office.decide(desk(people.EXECUTIVE), initiative_id)

    agreement.begin(clerk, initiative_id)
    agreement.negotiate(leader, clerk, initiative_id)
    agreement.confirm(leader, clerk, initiative_id)
    agreement.sign(leader, clerk, desk(people.EXECUTIVE), initiative_id, today)
    agreement.read_pdf(leader, initiative_id)

    work.start(leader, initiative_id, today)
    work.hand_over(clerk, initiative_id)
    work.work(leader, initiative_id, today)
    work.report(leader, initiative_id)
    work.take_back(clerk, initiative_id)
    work.send_report(leader)
    work.accept(desk(people.FINANCE), initiative_id)
    work.seen_by_everybody(as_somebody(""), initiative_id, signature)


def join_without_account(browser: Browser, site: str, email: str) -> None:
    """A neighbour's own phone, on which nobody ever signed in."""
    with browser.new_context(viewport=PHONE, locale="pl-PL", base_url=site) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watch = Watch(page, site)
        request.join(page, email)
        watch.check()
