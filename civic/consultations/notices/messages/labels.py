"""The words for statuses, phases, regimes, forms and sections."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.consultations.notices.rules import (
    Access,
    FormKind,
    Initiator,
    Phase,
    Regime,
    Section,
    Status,
    Wait,
)

STATUS: Mapping[Status, LazyString] = {
    Status.REQUESTED: _l("Wniosek"),
    Status.FIX_CALLED: _l("Wniosek do uzupełnienia"),
    Status.REFUSED: _l("Wniosek odrzucony"),
    Status.DRAFT: _l("Szkic"),
    Status.ORDERED: _l("Zarządzone"),
    Status.ANNOUNCED: _l("Ogłoszone"),
    Status.REPORT_DRAFT: _l("Raport w przygotowaniu"),
    Status.REPORT_PUBLISHED: _l("Raport ogłoszony"),
    Status.DECIDED: _l("Jest decyzja"),
    Status.ARCHIVED: _l("W archiwum"),
    Status.CANCELLED: _l("Odwołane"),
}

PHASE: Mapping[Phase, LazyString] = {
    Phase.PREPARED: _l("W przygotowaniu"),
    Phase.UPCOMING: _l("Wkrótce"),
    Phase.OPEN: _l("Trwają"),
    Phase.ANSWERING: _l("Czytamy uwagi"),
    Phase.REPORTED: _l("Jest raport"),
    Phase.DECIDED: _l("Jest decyzja"),
    Phase.CANCELLED: _l("Odwołane"),
}

TAG: Mapping[Phase, str] = {
    Phase.PREPARED: "wait",
    Phase.UPCOMING: "wait",
    Phase.OPEN: "open",
    Phase.ANSWERING: "closed",
    Phase.REPORTED: "done",
    Phase.DECIDED: "done",
    Phase.CANCELLED: "lost",
}
"""The kind of tag of each phase."""

REGIME: Mapping[Regime, LazyString] = {
    Regime.GENERAL: _l("Zwykłe konsultacje społeczne"),
    Regime.REVITALISATION: _l("Rewitalizacja"),
    Regime.PLANNING: _l("Planowanie przestrzenne"),
    Regime.STRATEGY: _l("Strategia rozwoju"),
    Regime.NGO_ACT: _l("Akty prawa miejscowego z organizacjami pozarządowymi"),
}

REGIME_HINT: Mapping[Regime, LazyString] = {
    Regime.GENERAL: _l("Zasady określa uchwała rady miasta."),
    Regime.REVITALISATION: _l("Obszar rewitalizacji, gminny program rewitalizacji, komitet rewitalizacji."),
    Regime.PLANNING: _l("Plan ogólny, plan miejscowy, uchwała o reklamach."),
    Regime.STRATEGY: _l("Strategia rozwoju gminy albo ponadlokalna."),
    Regime.NGO_ACT: _l("Program współpracy i inne akty w dziedzinach działalności statutowej organizacji."),
}

EFFECT: Mapping[Regime, LazyString] = {
    Regime.GENERAL: _l("Wynik konsultacji nie jest wiążący: decyduje rada miasta albo prezydent, po przeczytaniu raportu."),
    Regime.REVITALISATION: _l(
        "Wynik konsultacji nie jest wiążący. Ustawa nakazuje jednak odnieść się do każdej uwagi, a konsultacje kończą się"
        " dopiero po ogłoszeniu wszystkich podsumowań."
    ),
    Regime.PLANNING: _l(
        "Wynik konsultacji nie jest wiążący: o planie decyduje rada miasta. Ustawa nakazuje jednak, by raport podał propozycję"
        " rozpatrzenia każdej uwagi z uzasadnieniem."
    ),
    Regime.STRATEGY: _l(
        "Wynik konsultacji nie jest wiążący: strategię przyjmuje rada miasta. Ustawa nakazuje jednak ogłosić sprawozdanie,"
        " które odnosi się do zgłoszonych uwag."
    ),
    Regime.NGO_ACT: _l(
        "Wynik konsultacji nie jest wiążący. Bez nich rada nie może jednak uchwalić aktu w dziedzinie działalności organizacji."
    ),
}  # fmt: skip
"""Whether the result binds, with what the statute makes of it. The article is ``DEMANDS[regime].effect``."""

FORM: Mapping[FormKind, LazyString] = {
    FormKind.REMARKS_FORM: _l("Uwagi na piśmie lub przez internet"),
    FormKind.MEETING: _l("Spotkanie otwarte"),
    FormKind.OUTDOOR_MEETING: _l("Spotkanie plenerowe"),
    FormKind.DEBATE: _l("Debata"),
    FormKind.WORKSHOP: _l("Warsztat"),
    FormKind.STUDY_WALK: _l("Spacer studyjny"),
    FormKind.EXPERT_PANEL: _l("Panel ekspercki"),
    FormKind.SURVEY: _l("Ankieta"),
    FormKind.GEO_SURVEY: _l("Geoankieta"),
    FormKind.INTERVIEWS: _l("Wywiady"),
    FormKind.CONSULTATION_POINT: _l("Punkt konsultacyjny"),
    FormKind.DESIGNER_DUTY: _l("Dyżur projektanta"),
    FormKind.ORAL_REMARKS: _l("Zbieranie uwag ustnych"),
    FormKind.REPRESENTATIVE_GROUP: _l("Grupa przedstawicielska"),
    FormKind.CITIZENS_PANEL: _l("Panel obywatelski"),
    FormKind.CITIZENS_JURY: _l("Sąd obywatelski"),
    FormKind.CIVIC_CAFE: _l("Kawiarenka obywatelska"),
    FormKind.CIVIC_BREAKFAST: _l("Śniadanie obywatelskie"),
    FormKind.WORLD_CAFE: _l("World café"),
    FormKind.FUTURE_CITY_GAME: _l("Gra o przyszłości miasta"),
    FormKind.DELIBERATIVE_POLL: _l("Sondaż deliberatywny"),
    FormKind.ONLINE_DISCUSSION: _l("Dyskusja w internecie"),
    FormKind.ADVISORY_OPINION: _l("Opinia ciała doradczego"),
}

ACCESS: Mapping[Access, LazyString] = {
    Access.STEP_FREE: _l("wejście bez schodów"),
    Access.LIFT: _l("winda"),
    Access.LOOP: _l("pętla indukcyjna"),
    Access.PJM: _l("tłumacz polskiego języka migowego"),
    Access.CAPTIONS: _l("napisy na żywo"),
    Access.EASY_TEXT: _l("materiały łatwe do czytania"),
    Access.CHILDCARE: _l("opieka nad dziećmi"),
}

INITIATOR: Mapping[Initiator, LazyString] = {
    Initiator.EXECUTIVE: _l("prezydent miasta"),
    Initiator.COUNCIL: _l("rada miasta"),
    Initiator.AUX_UNIT_COUNCIL: _l("rada osiedla lub dzielnicy"),
    Initiator.COUNCILLORS: _l("grupa radnych"),
    Initiator.COMMITTEE: _l("komisja rady"),
    Initiator.RESIDENTS: _l("mieszkańcy"),
    Initiator.NGOS: _l("organizacje pozarządowe"),
    Initiator.ADVISORY_BODY: _l("ciało doradcze"),
}

SECTION: Mapping[Section, LazyString] = {
    Section.SUBJECT: _l("O co pytamy"),
    Section.TERRITORY: _l("Teren"),
    Section.FORMS: _l("Formy konsultacji"),
    Section.CALENDAR: _l("Kalendarz"),
    Section.CONTACT: _l("Kto prowadzi i kontakt"),
    Section.CHANNELS: _l("Ogłoszenie i terminy miasta"),
}

WAIT: Mapping[Wait, LazyString] = {
    Wait.DECISION: _l("Decyzja o wniosku"),
    Wait.FIX: _l("Uzupełnienie wniosku"),
    Wait.ORDER: _l("Zarządzenie"),
    Wait.PUBLICATION: _l("Publikacja ogłoszenia"),
    Wait.ANNOUNCEMENT: _l("Ogłoszenie konsultacji"),
    Wait.START: _l("Początek"),
    Wait.END: _l("Koniec przyjmowania uwag"),
    Wait.REPORT: _l("Odpowiedzi i raport"),
    Wait.APPROVAL: _l("Zatwierdzenie raportu"),
    Wait.ACT: _l("Uchwała albo zarządzenie"),
    Wait.ARCHIVING: _l("Archiwum"),
    Wait.NOTHING: _l("Nic"),
}
