"""Sentences as case workers write them, full of numbers and free of personal data: hand-written and generated."""

import random
from collections.abc import Callable, Iterator

_Fill = Callable[[random.Random], str]


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2015, 2027)
    forms = [
        f"{day}.{month}.{year}", f"{day:02}.{month:02}.{year}", f"{day}.{month}.", f"{day}.{month}.{year % 100}",
        f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}",
    ]  # fmt: skip
    return chance.choice(forms)


def _period(chance: random.Random) -> str:
    return f"{_date(chance)}{chance.choice(['-', '–', ' - ', ' – '])}{_date(chance)}"


def _euros(chance: random.Random) -> str:
    amount = chance.choice([chance.randint(10, 999), chance.randint(1_000, 9_999), chance.randint(10_000, 250_000)])
    spaced = f"{amount:,}".replace(",", chance.choice([" ", "\u00a0", ""]))
    cents = chance.choice(["", "", f",{chance.randint(0, 99):02}", ",-"])
    return f"{spaced}{cents} {chance.choice(['euroa', '€', 'e', 'euron', 'eur'])}"


def _time(chance: random.Random) -> str:
    hour, minute = chance.randint(7, 17), chance.choice([0, 15, 30, 45])
    return chance.choice(
        [f"klo {hour}.{minute:02}", f"klo {hour}:{minute:02}", f"kello {hour}", f"klo {hour}–{hour + 1}"]
    )


def _section(chance: random.Random) -> str:
    law = chance.choice(["TotuL", "SHL", "toimeentulotukilain", "hallintolain", "lastensuojelulain", "maakaaren"])
    inside = chance.choice(["", ":n", f" {chance.randint(1, 4)} momentti", f" {chance.randint(1, 5)} kohta"])
    return f"{law} {chance.randint(1, 60)} §{inside}"


def _case(chance: random.Random) -> str:
    return f"K-{chance.randint(1001, 99_999)}"


def _count(chance: random.Random) -> str:
    return str(chance.choice([chance.randint(1, 12), chance.randint(13, 120), chance.randint(1_000, 90_000)]))


def _law(chance: random.Random) -> str:
    return f"{chance.randint(1, 1_500)}/{chance.randint(1980, 2026)}"


def _decision(chance: random.Random) -> str:
    few, many, year = chance.randint(1, 99), chance.randint(1_000, 9_999), chance.randint(2020, 2026)
    forms = [
        f"{many}/{year % 100}", f"{many}{few:02}-{few}", f"EKHVA/{many}/05.02.00/{year}", f"KHO:{year}:{few}",
        f"Dnro {many}/{year}", f"{many}.{few}.{few + 100}",
    ]  # fmt: skip
    return chance.choice(forms)


def _postal(chance: random.Random) -> str:
    return chance.choice(["53100 Lappeenranta", "00530 Helsinki", "48100 Kotka", "FI-53850 Imatra", "65100 Vasa"])


def _hours(chance: random.Random) -> str:
    opens, closes = chance.randint(8, 11), chance.randint(12, 16)
    return chance.choice(
        [f"ma–pe {opens}–{closes}", f"ma, ke klo {opens}.00–{closes}.30", f"mån–fre kl. {opens}–{closes}"]
    )


def _reference(chance: random.Random) -> str:
    business = f"{chance.randint(1_000_000, 9_999_999)}-{chance.randint(0, 9)}"
    return chance.choice(
        [f"Y-tunnus {business}", f"viite {chance.randint(1_000, 9_999)} {chance.randint(10_000, 99_999)}",
         f"laskunro {chance.randint(100_000, 99_999_999)}"]
    )  # fmt: skip


FIELDS: dict[str, _Fill] = {
    "date": _date, "period": _period, "euros": _euros, "time": _time, "section": _section, "case": _case,
    "count": _count, "law": _law, "decision": _decision, "postal": _postal, "hours": _hours, "reference": _reference,
}  # fmt: skip

TEMPLATES = (
    "Vuokra on {euros} kuukaudessa {date} alkaen.",
    "Maksettu {date} {euros}, loput {euros} maksetaan {date}.",
    "Päätös ajalle {period} on tehty {date}.",
    "Sopiiko {date} {time}? Toinen vaihtoehto on {date} {time}.",
    "{case}: takuuvuokra {euros}, päätös {date}.",
    "Perusosaa on alennettu {count} % ajalla {period}, peruste {section}.",
    "Hakemus tuli {date}, liitteitä puuttuu {count} kappaletta.",
    "Vuokravelkaa on {count} kuukaudelta yhteensä {euros}.",
    "Tulot {date}: palkka {euros}, asumistuki {euros}, lapsilisä {euros}.",
    "Lain {law} mukaan ({section}) tieto on välttämätön.",
    "Yhteys {case} ja {case} samasta asiasta, toinen suljettiin {date}.",
    "Sähkölasku {euros}, eräpäivä {date}, katkaisu {date} {time}.",
    "Tiliotteet ajalta {period} saatiin {date}.",
    "Häätö on {date} {time}, velkaa {euros}.",
    "Kotona {count} lasta, iät {count}, {count} ja {count} vuotta.",
    "Asuntoon {count} m2 hyväksytään {euros}, ylittävä osa {euros}.",
    "Lääkekulut {period} olivat {euros}, omavastuu {count} %.",
    "Palaveri {date} {time}, huone {count}, kesto {count} min.",
    "Beslutet gäller {period} och hyran är {euros}.",
    "Ansökan kom in {date}, hyresskulden är {euros}.",
    "Mötet är {date} kl. 10.30, ärende {case}.",
    "Enligt lagen {law} behövs {count} bilagor senast {date}.",
    "The decision of {date} covers {period}, see {case}.",
    "Rent {euros} from {date}; the deposit was {euros}.",
    "Odotusaika on {count} arkipäivää, ilmoitus tehty {date}, {section}.",
    "Jaksot {period} ja {period}, yhteensä {count} kuukautta.",
    "Summat {euros} / {euros} / {euros}, vuosi 2026, viikko {count}.",
    "Asiakkaita {count}, joista {count} alle 30-vuotiaita, kasvua {count} %.",
    "Lomake {count}, sivu {count}, kohta {count}.{count}.",
    "Päätös {decision} annettiin {date}, muutoksenhaku {count} päivää.",
    "Puhelinaika {hours}, toimisto {postal}.",
    "Beslutet {decision} gäller {period}, telefontid {hours}.",
    "Decision {decision} of {date}; office hours {hours}, {postal}.",
    "Vuokranantajan {reference}, vuokra {euros}.",
    "Maksun {reference}, summa {euros}, eräpäivä {date} {time}.",
    "Asunto on {count} m2, {postal}, vuokra {euros} {date} alkaen.",
    "Asia {decision} ja {case}, {section}, {law}.",
    "Hyvinvointialueella {count} asukasta, tiimissä {count} työntekijää.",
)  # fmt: skip

HAND_WRITTEN = (
    "Voiko vuokran 850 e maksaa suoraan vuokranantajalle?",
    "Perusosan alentaminen 20 % ajalle 1.3.–31.5.2026, TotuL 10 §.",
    "Lappeenranta 12 hakemusta, Imatra 7 ja Kotka 31.",
    "Valtatie 6 oli poikki, tulen 15 minuuttia myöhässä.",
    "Asia K-1042 liittyy asiaan K-1037.",
    "Toimeentulotuki 578,43 euroa kuukaudessa 1.3.2026 alkaen.",
    "Palvelupolku 2 sopii tähän paremmin kuin hoitopolku 3.",
    "Perintökaaren 25 luvun 1 § ei koske tätä.",
    "Oikeudenkäymiskaari 17 luku 13 § rajaa vaitiolovelvollisuutta.",
    "Ks. HE 127/2022 vp s. 45–47 ja StVM 12/2022.",
    "Työkyky 2026 -hanke päättyy 31.12.2027.",
    "Kuntoutusjakso 120 päivää, josta käytetty 45.",
    "Maksu 1.2.2026 1500 euroa ja 1.3.2026 1 500 €.",
    "Vuokra 1.2.2026 – 1450 euroa, vesi 20 euroa/hlö.",
    "Puhelinaika ma–pe 9.00–10.00, muulloin viestillä.",
    "Aukioloajat 08-16, perjantaisin 08-15.",
    "Vuodet 2019-2024 on käyty läpi, 2025 puuttuu.",
    "Lapset ovat syntyneet 2011, 2014 ja 2019.",
    "Asunto 54,5 m2, 2h+kk, 3. kerros, muutto 1.6.",
    "Lääkekatto 2026 on 636,12 euroa.",
    "Takuuvuokra 2 x 720 e = 1440 e.",
    "Tulot: 1 204,50 + 326,77 + 94,88 = 1 626,15 euroa.",
    "Yli 10 000 asukkaan kunnissa 3,5 % hakee tukea.",
    "Päivystys 24/7, vastaus 1–2 arkipäivässä.",
    "Liitteet: tiliote.pdf, vuokrasopimus_2026.pdf, lasku (3).pdf",
    "Käsittelyaika 7 arkipäivää, kiireellinen 1 arkipäivä.",
    "Erä 3/12 maksettu, seuraava 15. päivä.",
    "Momentin 33.10.57 käyttö vuonna 2025 oli 823 456 000 euroa.",
    "Opintotuki 9 kk x 279,38 e.",
    "Sosiaalihuoltolaki 1301/2014 35 § ja 36 §.",
    "Laki 703/2023 tuli voimaan 1.1.2024.",
    "Ohje 4/2024, liite 2, taulukko 7.",
    "Olen paikalla 12.1., 14.1. ja 19.1. klo 9–15.",
    "Sovitaan soitosta huomenna kello 13.",
    "Perhe 2+3, tulot yhteensä 2 340 e/kk.",
    "Omavastuu 120 110 a 50 senttiä ei pidä paikkaansa.",
    "Rivit 10 11 12 ja 13 puuttuvat taulukosta.",
    "Luvut 120 000 - 150 000 euroa kuulostavat oikeilta.",
    "Summa on 110 500–115 000 euroa.",
    "Tuki maksetaan 110 päivältä, ei 126:lta.",
    "Pyörätie 5 metriä leveä, ei liity asiaan.",
    "Kauppakaari 1734 on kumottu ajat sitten.",
    "Versio 2.10.3 julkaistiin 5.6.2026.",
    "Tunnus ABC-123 on auton rekisterinumero, jota ei tarvita.",
    "Kaste 2.0 -malli, vaihe 4, viikot 32–34.",
    "Hyran är 650 euro i månaden från 1.5.2026.",
    "Mötet är kl. 9.15–10.00 i rum 204.",
    "Enligt 35 § 2 mom. i socialvårdslagen.",
    "Ärende K-2077 stängdes den 3.4.2026.",
    "Hyresskuld 2 450,30 € för 4 månader.",
    "Barnen är 3, 7 och 12 år.",
    "Stödet sänks med 20–40 % under två månader.",
    "See section 18 of Act 1412/1997.",
    "We meet on 12 May 2026 at 14:30, room 3.",
    "Payment of 1,250.00 EUR is due on 2026-06-15.",
)


def ordinary_sentences(how_many: int, seed: int = 1) -> Iterator[str]:
    """The hand-written sentences, then generated ones; always the same for the same seed."""
    chance = random.Random(seed)
    yield from HAND_WRITTEN
    for index in range(how_many - len(HAND_WRITTEN)):
        template = TEMPLATES[index % len(TEMPLATES)]
        parts: list[str] = []
        for piece in template.split("{"):
            name, closed, rest = piece.partition("}")
            parts.append(FIELDS[name](chance) + rest if closed else piece)
        yield "".join(parts)
