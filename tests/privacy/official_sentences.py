"""Official sentences that hold nobody's personal data and many numbers, and numbers such as offices give them.

The sentences are written by hand; none was written or changed after it had been seen what the guard makes of it.
`varied` writes them again with other numbers of the same form.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

SENTENCES = (
    "Suoritus 110326 1200,00 EUR kirjattu.", "Päätös 100000-2026-4521 on annettu tiedoksi.",
    "Tositteet 010926-1045 ovat arkistossa.",
    "Diaarinumero 100000-2026-4521, käsittelijä tiimi 3.", "Dnro EKHVA/4521/05.02.00/2026 siirrettiin 12.3.2026.",
    "Viite 12345 67890, eräpäivä 15.6.2026, 245,00 €.", "Viitenumero 1 23456 78901 on laskussa.",
    "RF18 5390 0754 7034 on viite.",
    "Lasku 2026-004512, 12.5.2026, 1 204,50 €.", "Laskut 4521, 4522 ja 4530 puuttuvat.",
    "Tosite 110326/1204, tili 4520, 89,90.",
    "Kirjaus 010626 1500,00 ja 020626 325,50 tarkistettu.", "Tiliote 1.5.–31.5.2026, saldo 1 045,32 €.",
    "Tapahtumat 010526-310526 liitteenä.",
    "Jakso 010126-310326, tuki 578,43 €/kk.", "Jaksot 01.01.26–31.03.26 ja 01.04.26–30.06.26.",
    "Maksatus 150526 klo 0930 alkaen.",
    "Maksuerät 15.1. 250,00, 15.2. 250,00 ja 15.3. 251,30.", "Vuokra 685,00 + vesi 22,50 + sähkö 48,70 = 756,20.",
    "Tulot 1204,50 e, menot 1326,77 e, alijäämä 122,27 e.", "Perintä 010125-311225 yhteensä 1 845,00 euroa.",
    "Kausi 2025-2026, erä 4/12, 310,25 €.",
    "Puhelinpalvelu ma–pe 9.00–15.00, juhlapyhinä suljettu.", "Avoinna ma-to 08.00-16.15, pe 08.00-15.00.",
    "Soittoaika 9–10.30 ja 13–14.30 arkisin.",
    "Numero vaihtuu 1.9.2026 klo 8.00, vanha toimii 30.9. asti.", "Jonotusaika oli 12 min 45 s, soittoja 1 204.",
    "Klo 10:45 12.4.2026 tullut hakemus nro 3021.",
    "Asia K-1042 siirtyi 12.3.2026 asiaan K-2077.", "K-1001, K-1002 ja K-1003 suljettiin 1.4.2026.",
    "K-1042: 3 liitettä, 12 sivua, 1,4 Mt.",
    "Toimisto: Kauppahalli, 2. kerros, huone 204, 53100 Lappeenranta.", "Postiosoite PL 450, 00056 Kela.",
    "PL 24, 53101 Lappeenranta, avoinna 9–15.",
    "Vastaanotto on palvelupisteessä 3, aula B, ovi 12.", "Lähetä postitse: Kela, PL 10, 00056 KELA.",
    "Sali 2, kokous 14.5. kello 12–14, 18 osallistujaa.",
    "Toimeentulotukilain (1412/1997) 7 b §:n 1 momentin 2 kohta.", "Hallintolain 434/2003 43 § ja 44 §.",
    "Laki 1301/2014, 36 §, muutos 292/2015.",
    "Perustuslain 19 §:n 1 momentti, HE 309/1993 vp s. 69.", "KHO 2019:103, taltio 4236, 25.9.2019.",
    "SHL 35 § 1–3 mom. ja 36 § 4 mom.",
    "Asetus (EU) 2016/679, 6 artiklan 1 kohdan c alakohta.", "Direktiivi 95/46/EY kumottiin 25.5.2018.",
    "Ohje OKV/1204/2023, kohta 3.2.1.",
    "Tilinumeroa ei tarvita, viite 20260 51200 riittää.", "Maksun arkistointitunnus 20260512593456789012.",
    "Arkistointitunnus 260512 2588 AB 4401.",
    "Y-tunnus 0246246-0, OVT 003702462460.", "Y-tunnus 1234567-8, toimipaikka 003.",
    "Verkkolaskuosoite 003712345678, välittäjä 003723327487.",
    "Kiinteistötunnus 405-12-345-6.", "Kiinteistö 405-003-0012-0045, pinta-ala 1 204 m².",
    "Rakennustunnus 103456789A on vanha.",
    "Sähkösopimus 6431234567890, käyttöpaikka 643006966012345678.", "Asiakasnumero 4521-1204-88, lasku 0044512.",
    "Tilausnumero 4500123456, toimitus 26.5.",
    "Seurantatunnus JJFI 6574 2100 1234 5678 901.", "Lähetysnro 12345678, 3 kollia, 12,5 kg.",
    "Versio 4.12.2026-1045 asennettiin.",
    "Palvelupyyntö 2026051200123 suljettiin 13.5.", "Tiketti INC0012045 avattiin 12.05.2026 10:45.",
    "Ajo 20260512-1045 päättyi virheeseen 1204.",
    "Raportti 2026_05_12_1045.pdf on levyllä.", "Kuva IMG_20260512_104512.jpg, skannaus 0045.",
    "Tallenne 120526_1204 poistettu.",
    "Liite 3: tiliote_010426-300426.pdf.", "Tiedosto laskut_120326.xlsx, 1204 riviä.",
    "Taulukon rivit 1204–1315, sarakkeet 3–12.",
    "Kokouspöytäkirja 3/2026, 12.3.2026, § 12–18.", "Pykälä 45, kokous 5/2026, 14.4.2026 klo 13.00.",
    "Esityslista 12.5.2026: 1 avaus, 2 talous, 3 muut.",
    "Budjetti 2026: 1 204 500 €, 2027: 1 315 000 €.", "Momentti 33.10.54, 1 204 000 000 €.",
    "Tili 4520, kustannuspaikka 120450, 3 267,00 €.",
    "Kustannuspaikka 110512, projekti 9032, hyväksytty.", "Tiliöinti 4521 / 110326 / 1204,50.",
    "Kp 010594 on poistettu käytöstä vuonna 2020.",
    "Toteuma 1–4/2026: 12,4 M€ (ed. vuosi 11,9 M€).", "Indeksi 1204 (1938:8=100), muutos 2,3 %.",
    "KEL-indeksi 2026 on 1834 pistettä.",
    "Hakemuksia 1 204, päätöksiä 1 131, vireillä 73.", "Kuukausittain: 110, 126, 131, 104, 98, 115.",
    "Jonossa 12, 10, 4 ja 7 asiaa (vk 19–22).",
    "Viikot 10, 11, 12 ja 13: yhteensä 1304 yhteydenottoa.", "Vuodet 2020 2021 2022 2023: 10 12 14 15 tuhatta.",
    "Taulukko 4.2: 12,5 | 13,1 | 14,0 | 15,2.",
    "| 2024 | 1204 | 12,5 % |", "| tammi | 10 | 12 | 1500,00 |", "| 01.05.2026 | 1 204,50 | 4521 |",
    "Pvm;Tili;Summa 120526;4520;1204,50",
    "12.5.2026;4520;1204,50;EUR", "2026-05-12,4520,1204.50,EUR", "2026-05-12T10:45:32+03:00 ajo alkoi.",
    "[2026-05-12 10:45:32] 1204 riviä luettu",
    "Saldo 31.12.2025: 12 045,30; 31.3.2026: 9 032,15.", "Elatusapu 1.1.2026 alkaen 218,42 €/kk, 3 lasta.",
    "Asumistuki 412,36 €, omavastuu 58,64 €, 1.4.2026.",
    "Työmarkkinatuki 37,21 €/pv x 21,5 pv = 800,02 €.", "Sairauspäiväraha 31,99 €/pv ajalta 12.3.–15.5.2026.",
    "Eläke 1 204,50 €/kk (brutto), netto 1 032,18 €/kk.",
    "Ulosotto 1/3, suojaosuus 31,98 €/pv (2026).", "Velka 12 045,00 €, lyhennys 150 €/kk, 1.6.2026–.",
    "Vuokravakuus 2 × 685 € = 1 370 €, maksettu 020326.",
    "Sähkö 1.1.–31.3.: 1 204 kWh à 9,032 snt.", "Kulutus 010126-310326 1204 kWh.",
    "Mittarilukema 120459 (3.2.), 121663 (3.5.).",
    "Matkakulut 120 km x 0,55 € = 66,00 €, 3 käyntiä.", "Taksi 12.4. 45,90 €, 19.4. 44,10 €.",
    "Lääkkeet 12,04 + 50,32 + 6,70 = 69,06 €.",
    "Silmälasit 245,00 €, maksusitoumus 120 €, nro 4521.", "Maksusitoumus 4521/2026, voimassa 12.5.–12.6.2026.",
    "Hammashoito 310,50 €, lasku 12 04 2026, erä 2.",
    "Perusosa 2026: yksin asuva 587,71 €, pari 499,55 €.",
    "Lapsilisä 94,88 / 104,84 / 133,79 € (1., 2. ja 3. lapsi).", "Opintolaina 650 €/kk, 9 kk, 2025–2026.",
    "Lapset ovat 3-, 7- ja 12-vuotiaita.", "Perheessä 2 aikuista ja 4 lasta (2011, 2014, 2016, 2019).",
    "Huoneita 3, neliöitä 74,5, vuokra 12,04 €/m².",
    "Lomat: 1.7.–31.7. tiimi 1, 15.7.–15.8. tiimi 2.", "Poissa 12.5.–14.5. ja 20.5., sijainen 15.5.",
    "Palaveri ti 12.5. klo 10.30–11.45, Teams.",
    "Neuvottelu 3.6. (klo 9), 10.6. (klo 13) tai 17.6. (klo 12).", "Viimeinen päivä on 01/06/2026 kello 16:15.",
    "Hakemus 12/05, liitteet 19/05, päätös 02/06.",
    "Päätös 12.5.2026, tiedoksi 19.5.2026, valitus 18.6.2026 mennessä.",
    "Oikaisu 30 pv, valitus 37 pv, laskettu 12.5. alkaen.", "Takautuvasti 3 kk: 2, 3 ja 4/2026.",
    "Muutos 1.5.2026 - 1204 euroa enemmän kuin 1.5.2025.", "Vuokra 1.5.2026 1204,50 ja 1.6.2026 1204,50.",
    "Maksettu 1.5. 1204, 2.5. 315 ja 3.5. 45.",
    "1.2.2026 – 1320 euroa, 1.3.2026 – 1410 euroa.", "12.4.2026: 1 500 €; 13.4.2026: 1 750 €.",
    "Jakso 1.1.26-31.3.26, 1204 asiakasta.",
    "Asiakkaita 1204 (1.1.26), 1315 (1.4.26).", "Kohta 12.4, taulu 50, sivu 326.",
    "Ks. liite 12 s. 04–50 ja 326–329.", "Luku 5.1.94 viittaa standardiin 9032.",
    "ISO 9001:2015, SFS-EN 15224:2017.", "ICD-10 F32.1 ei kuulu viestiin.", "IP 10.12.4.50 portti 3267.",
    "Palvelin 10.20.30.40:8443 uusittiin.",
    "Tulostin 2.krs, IP 10.1.12.104, jono 45.", "Versio 1.12.94.1204 on käytössä.", "GTIN 6412345678905.",
    "ISBN 978-952-0000-12-4.",
    "ISSN 1234-5679, nide 12, s. 104–110.", "Koordinaatit 61.0583, 28.1886.", "N 6771204, E 563045 (ETRS).",
    "Karttalehti L5342A, 1:20 000.",
    "Rekisterinumero ABC-123, km 120450, 3/2018.", "Auton arvo 1 204 €, ajettu 126 000 km.",
    "Venepaikka 12, laituri 4, 50,32 €/kk.",
    "Etuuskäsittely 4 vrk 12 h 45 min.", "Vasteaika 1 204 ms, 99,5 % alle 2 000 ms.",
    "Tuki 112 € + 126 € + 90 € + 32 €.",
    "Hyväksytty 585 € asumismenoja, ylitys 120 €, 3 kk.", "Normi 01.05.26 alkaen 690 € (1 hlö), 790 € (2 hlö).",
    "Rivi 010594 puuttuu aineistosta 2/2026.",
    # Swedish
    "Beslut 100000-2026-4521 har delgetts.", "Hyran 685,00 + vatten 22,50 = 707,50 euro.",
    "Betalningen 110326 1200,00 EUR är bokförd.",
    "Verifikat 010926-1045 finns i arkivet.", "Diarienummer FPA 12/34/2026, 14.5.2026.",
    "Referensnummer 12345 67890, förfallodag 15.6.2026.",
    "Perioden 010126-310326, stöd 578,43 €/mån.", "Telefontid mån–fre kl. 9.00–12.00 och 13–15.",
    "Mötet är den 12 maj 2026 kl. 10.30–11.45, rum 204.",
    "Lag 1412/1997 7 b § 1 mom. 2 punkten.", "Socialvårdslagen (1301/2014) 36 §, ändring 292/2015.",
    "Ärende K-1042 överfördes 12.3.2026 till K-2077.",
    "Räkning 2026-004512 på 1 204,50 € betalades 12.5.", "Konto 4520, kostnadsställe 120450, 3 267,00 €.",
    "Barnen är 3, 7 och 12 år, födda 2023, 2019 och 2014.",
    "Inkomster: lön 1 204,50, bostadsbidrag 412,36.", "Betalningsförbindelse 4521/2026, giltig 12.5–12.6.2026.",
    "Besvärstiden 30 dagar löper ut 12.6.2026 kl. 16.15.",
    "Elräkning 1.1–31.3: 1 204 kWh, 145,32 euro.", "Postadress PB 450, 00056 FPA.",
    "Kontoret: 2 vån., rum 204, 65100 Vasa.", "Handläggning 7 vardagar, 12 ansökningar.",
    "FO-nummer 0246246-0.", "Betalt 1.5. 250,00, 1.6. 250,00, 1.7. 251,30.",
    "Totalt 1 204 ansökningar, 1 131 beslut, 73 öppna.", "Från den 1 maj 2026 är hyran 1204 euro.",
    "Den 3 april 2026 betalades 1315 euro.", "Underhåll 218,42 €/mån från 1.1.2026, 3 barn.",
    "Vecka 19–22: 12, 10, 4 och 7 ärenden.", "Avtal nr 4521-1204-88 sades upp 31.5.",
    "Ersättningen 31,99 €/dag för tiden 12.3–15.5.2026.", "Mellan 010526 och 310526 betalades 1 045 euro.",
    "Bilaga 3: kontoutdrag_010426-300426.pdf.",
    "Protokoll 3/2026, 12.3.2026, 12–18 §.", "Skulden 12 045,00 €, avbetalning 150 €/mån.",
    "Bokad tid 12.5 kl. 10.45, 19.5 kl. 9.15.",
    # English
    "Payment of 1,200.00 EUR was booked on 11 March 2026.", "Invoice 2026-004512 for EUR 1,204.50 is due 2026-06-15.",
    "Reference 12345 67890, amount 245.00.",
    "Open Monday to Friday, 9:00-15:00, room 204.", "Case K-1042 was moved to K-2077 on 12/03/2026.",
    "Act 1412/1997, section 7 b, subsection 1.",
    "From 1 May 2026 the rent is 1204 euros.", "We received 1,204 applications and made 1,131 decisions.",
    "The meeting is on May 12, 2026, at 10:45, and takes 90 minutes.",
    "Order 4500123456, 3 parcels, 12.5 kg.", "Version 4.12.2026-1045 was installed.",
    "Batch 20260512-1045 ended with code 1204.", "See pages 12-18 and 104-110.",
)  # fmt: skip


def varied(sentences: Sequence[str], how_many: int, seed: int) -> Iterator[str]:
    """The sentences with other digits: days, months and years stay plausible where they were, lengths stay."""
    chance = random.Random(seed)
    for index in range(how_many):
        yield re.sub(r"\d+", lambda found: _like(found[0], chance), sentences[index % len(sentences)])


def _like(digits: str, chance: random.Random) -> str:
    if digits in {"19", "2024", "2025", "2026", "2027", "26", "00"} or (len(digits) == 1 and digits != "0"):
        return digits if len(digits) > 1 else str(chance.randint(1, 9))
    if re.fullmatch(r"[0-3]\d[01]\d2\d", digits):
        return f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}26"
    if re.fullmatch(r"0[1-9]|1[0-2]", digits):
        return f"{chance.randint(1, 12):02}"
    first = chance.randint(0, 9) if digits[0] == "0" else chance.randint(1, 9)
    return str(first) + "".join(str(chance.randint(0, 9)) for _ in digits[1:])


def _number(chance: random.Random, length: int) -> str:
    return "".join(str(chance.randint(0, 9)) for _ in range(length))


_FORMS: tuple[Callable[[random.Random], str], ...] = (
    lambda c: f"{_number(c, 6)}-2026-{_number(c, 4)}",
    lambda c: f"dnro {_number(c, 4)}/{_number(c, 2)}.{_number(c, 2)}.{_number(c, 2)}/2026",
    lambda c: f"EKHVA/{_number(c, 5)}/2026",
    lambda c: f"viite {_number(c, 5)} {_number(c, 5)}",
    lambda c: f"viite {_number(c, 2)} {_number(c, 5)} {_number(c, 5)}",
    lambda c: f"viitenumero {_number(c, 10)}",
    lambda c: f"lasku 2026-{_number(c, 6)}",
    lambda c: f"laskunro {_number(c, 8)}",
    lambda c: f"Y-tunnus {_number(c, 7)}-{_number(c, 1)}",
    lambda c: f"kiinteistö {_number(c, 3)}-{_number(c, 3)}-{_number(c, 4)}-{_number(c, 4)}",
    lambda c: f"tosite {_number(c, 6)}/{_number(c, 4)}",
    lambda c: f"K-{_number(c, 4)}, K-{_number(c, 4)}",
    lambda c: f"{c.randint(1, 28)}.{c.randint(1, 12)}.2026 {_number(c, 4)},{_number(c, 2)} €",
    lambda c: f"{c.randint(1, 28):02}{c.randint(1, 12):02}26 {c.randint(100, 9999)},{_number(c, 2)} EUR",
    lambda c: f"{c.randint(1, 28)}.{c.randint(1, 12)}.–{c.randint(1, 28)}.{c.randint(1, 12)}.2026",
    lambda c: f"{c.randint(1, 28):02}{c.randint(1, 12):02}26-{c.randint(1, 28):02}{c.randint(1, 12):02}26",
    lambda c: f"2026-{c.randint(1, 12):02}-{c.randint(1, 28):02} {c.randint(0, 23):02}:{c.randint(0, 59):02}",
    lambda c: f"tilaus 45{_number(c, 8)}",
    lambda c: f"asiakasnumero {_number(c, 4)}-{_number(c, 4)}-{_number(c, 2)}",
    lambda c: f"käyttöpaikka 643{_number(c, 15)}",
    lambda c: f"arkistointitunnus 2605{_number(c, 2)}{_number(c, 14)}",
    lambda c: f"{_number(c, 3)},{_number(c, 2)} + {_number(c, 3)},{_number(c, 2)} + {_number(c, 2)},{_number(c, 2)}",
    lambda c: f"{c.randint(1, 12)}, {c.randint(1, 12)}, {c.randint(10, 99)}, {_number(c, 3)}, {_number(c, 3)}",
    lambda c: f"| {_number(c, 4)} | {_number(c, 2)} | {_number(c, 4)},{_number(c, 2)} |",
)


def official_numbers(how_many: int, seed: int) -> Iterator[str]:
    """Random numbers in the forms of offices: diaries, references, invoices, sums, periods, lists."""
    chance = random.Random(seed)
    for index in range(how_many):
        yield _FORMS[index % len(_FORMS)](chance)
