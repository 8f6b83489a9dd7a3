"""Telephone numbers, addresses and accounts as people write them are asked about; roads, diaries and hours are not."""

import pytest

from bot.privacy.guarding import removed_words
from config.texts import texts
from directory.guard.finding import Findings, Kind, check, public_form

WORDS = removed_words(texts("fi"))


def look(text: str) -> Findings:
    return check(text, WORDS)


ADDRESSES = (
    "Rautatienkatu 5 A 3", "Rautatiekatu 21", "Rautatieläisenkatu 6", "Rautatieasemankatu 5", "Valtatiekatu 3",
    "Kauppatienkatu 4",
    "Kauppatie 4", "Rakennustie 2", "rantatie 5", "Kauppakatu, 3", "Linnankatu12", "Mäkelänrinne 4", "Maantienkatu 7",
    "Hoitopolunkuja 2",
    "Asiakaskaarenkatu 9", "Koulutuskuja 3", "Palvelukatu 8 B", "Moottoritienkuja 1", "Kantatienpolku 6",
    "koivutie 12", "KOIVUTIE 12",
    "Itä-Kauppakatu 5", "Aleksis Kiven katu 5", "Eteläesplanadi 8", "Itäranta 5 A", "Satamaranta 3", "Keskuspuisto 4",
    "Rautatientori 2",
    "Hakaniemenranta 6", "Kirkkoaukio 1", "Koulupenger 4", "Myllymutka 7", "Peltotanhua 2", "Tehtaanraitti 10",
    "Linnunlaulunväylä 3",
    "Koivukuja nro 5", "Linnankadulla 12", "Linnankadulle 12", "Koivutieltä 8", "Koivukujalta 3 as. 2",
    "Mäkirinteellä 5",
    "Exempelgatan 7", "Exempelvägen 12 B", "Björkgränden 3", "Skogsstigen 5", "Strandgatan7", "exempelvägen 4",
    "Björkallén 9",
    "Norra esplanaden 5", "Salutorget 2", "Kyrkobacken 4", "Norrstranden 8", "Storgata 3", "Björkgränd 2",
    "Vasagatan, 4", "Hamnkajen 6",
    "<b>Linnankatu</b> 12", "Linnankatu<br>12", "Linnankatu&nbsp;12", "Koivutie\n5", "Iso Roobertinkatu 20-22",
    "Linnankatu 12:ssa",
)  # fmt: skip
PHONES = (
    "puh.0401234567", "040.123.4567", "040/1234567", "040–123–4567", "358401234567", "+358 (0)40 123 4567",
    "+358(0)401234567",
    "<b>040</b>1234567", "040 - 123 4567", "040.1234567", "(040)1234567", "(040) 123-4567", "040_123_4567",
    "040•123•4567", "tel:0401234567",
    "tel.050 1234567", "gsm0451234567", "00358 40 1234567", "00358401234567", "+358-40-123-4567", "+358.40.123.4567",
    "+358/40/1234567",
    "(+358) 40 1234567", "358 50 123 4567", "p.0441234567", "040&nbsp;123&nbsp;4567", "%2B358401234567",
    "０４０１２３４５６７", "040\n123\n4567",
    "040 12 34 567", "0 40 123 4567", "0400-123456", "0400/123 456", "+46 70 123 45 67", "+372 5123 4567",
    "040)1234567", "**040** 1234567",
    "&#48;401234567", "<td>040</td><td>1234567</td>", "[040](tel:040) 1234567",
)  # fmt: skip
ACCOUNTS = (
    "FI21-1234-5600-0007-85", "FI21.1234.5600.0007.85", "FI21 1234-5600-0007-85", "fi21 1234 5600 0007 85",
    "FI21/1234/5600/0007/85",
    "FI21_1234_5600_0007_85", "FI2112345600000785", "FI 21 1234 5600 0007 85", "FI-21-1234-5600-0007-85",
    "<b>FI21</b>12345600000785",
    "IBAN:FI2112345600000785", "SE45-5000-0000-0583-9825-7466", "FI21•1234•5600•0007•85", "FI21–1234–5600–0007–85",
)  # fmt: skip
EMAILS = (
    "matti at example.fi", "matti&#64;example.fi", "matti(at)example.fi", "matti [at] example [dot] fi",
    "matti (at) example (dot) fi",
    "matti.esimerkki at esimerkki piste fi", "matti(ät)esimerkki.fi", "matti ät esimerkki.fi", "matti{at}example.fi",
    "matti AT example.fi",
    "matti%40example.fi", "matti@example(.)fi", "matti@example . fi", "matti ( at ) example . fi",
    "matti＠example.fi", "matti<b>@</b>example.fi",
    "mailto:matti@example.fi", "matti(a)example.fi", "matti[ät]example[piste]fi", "matti_at_example.fi",
    "matti miukumauku esimerkki.fi",
    "matti@example,fi", "matti at example dot fi", "matti&commat;example.fi", "matti(@)example.fi",
    "matti snabel-a example.fi",
)  # fmt: skip
OTHERS = (
    "Rautatie 5 kilometrin päässä", "Valtatie 6 oli poikki", "Kantatie 62 on auki", "Maantie 3 suljettiin",
    "Pyörätie 5 metriä leveä",
    "Palvelupolku 2 sopii", "Hoitopolku 3 alkaa", "Perintökaaren 25 luku", "Oikeudenkäymiskaari 17 luku",
    "Kauppakaari 1734",
    "Rakennuskaaren 2 kohta", "Väliraportti 3 valmis", "Monitori 2 on rikki", "Rehtori 1 ja lehtori 2",
    "Sektori 4 vastaa", "Traktori 65",
    "Lappeenranta 12 hakemusta", "Näkökulma 3 puuttuu", "Kansallispuisto 5 vuotta", "Avoinna 08.30-16.00",
    "klo 09.00-15.30", "05.12.2026",
    "09/12/2026 klo 9", "Dnro 040/1234/2026", "viite 03 13922 14480", "laskunro 08838737", "RF18 5390 0754 7034",
    "1.040.123,45 €",
    "Löytyy osoitteesta kela.fi", "The form is available at kela.fi", "See it at www.kela.fi", "Look at suomi.fi",
    "Kokous on 12.5.2026 klo 9.15",
    "sivut 040-045", "kappaleet 04.10.12 ja 04.10.13", "Kela.fi ja suomi.fi", "12 @ 3,50 €", "AB12-3456-78",
    "FI-53850 Imatra", "FI12 on tunnus",
    "Ohje 040/2026", "SE 12 3456", "Katu 5", "tie 12", "vägen till 3", "Hän on tien 5 varrella", "Kuja 3",
    "puh. 9-15", "tel 9–12", "Katso s. 12",
    "Maksukatu", "Työllisyyspolku 3", "Koulutuspolku 2", "Valtaväylä 7", "Kuntoutuspolku 5 on alkanut",
    "Asiakaspolku 12 §", "i vägen 3", "mom. 33.10.57 +1 200 000 e", "ylitys +12 345 678 €, alitus -1 200 000 €",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [(text, kind) for kind, all_ in (
        (Kind.ADDRESS, ADDRESSES), (Kind.PHONE, PHONES), (Kind.IBAN, ACCOUNTS), (Kind.EMAIL, EMAILS),
    ) for text in all_],
)  # fmt: skip
def test_a_detail_is_asked_about_however_it_is_written(text: str, kind: Kind) -> None:
    for sentence in (text, f"Asiakas kertoo: {text}", f"Se on {text}, kiitos."):
        found = look(sentence)
        assert kind in found.kinds
        assert found.asks


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_resembles_a_detail_is_not_asked_about(text: str) -> None:
    assert not look(text).found
    assert not look(f"Tiedoksi: {text}.").found


@pytest.mark.parametrize("text", EMAILS)
def test_an_address_that_everybody_knows_is_known_in_every_writing(text: str) -> None:
    public = frozenset(
        {
            public_form("matti@example.fi"),
            public_form("matti@esimerkki.fi"),
            public_form("matti.esimerkki@esimerkki.fi"),
        }
    )
    assert not check(text, WORDS, public).found
