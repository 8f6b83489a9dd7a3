"""A right code is found in nearly every writing thought of."""

import time

import pytest

from bot.privacy.guarding import removed_words
from config.texts import texts
from directory.guard.finding import check, holds_hetu
from tests.privacy.disguises import Writing, kinds, made_up_codes
from tests.privacy.later_disguises import later_kinds
from tests.privacy.official_sentences import SENTENCES

WORDS = removed_words(texts("fi"))
CODES = made_up_codes(2, seed=11)


def missed(writings: dict[str, Writing], how_many: int, seed: int) -> list[str]:
    codes = made_up_codes(how_many, seed)
    return [
        f"{name}: {write(code)!r}" for name, write in writings.items() for code in codes if not holds_hetu(write(code))
    ]


def test_hardly_a_writing_of_a_thousand_kinds_gets_through() -> None:
    writings = kinds()
    through = missed(writings, 2, seed=11)
    assert len(writings) > 1_000
    assert through == []


def test_few_writings_that_were_thought_of_later_get_through() -> None:
    writings = later_kinds()
    through = missed(writings, 1, seed=4242)
    assert len(writings) > 350
    assert len(through) <= 0.07 * len(writings), through


@pytest.mark.parametrize(
    "text",
    [
        "010594-903, tarkistusmerkki on 2", "010594-903 ja viimeinen merkki 2", "280205-118, kontrolltecken S",
        "010594 miinusmerkki 9032", "nollan ykkösen nollan viitosen ysin nelosen ja Y9032",
        "nollaa yhtä nollaa viittä yhdeksää neljää Y9032", "syntynyt 1. päivänä 5 kuuta 94 ja numero 9032",
        "Syntymäaika on 1.5.1994. Loppuosa kuuluu 9 0 3 ja 2.", "BDAY:19940501\nNOTE:9032",
        "1994-05-01T00:00:00 Y9032", "010594[1] Y9032", "θ1θ594-9θ32",
        "010594" + "".join(chr(0xE0000 + ord(mark)) for mark in "Y9032"),
    ],
)  # fmt: skip
def test_writings_of_a_second_attacker(text: str) -> None:
    assert holds_hetu(text)
    assert holds_hetu(f"Asiakas {text} hakee asumistukea.") or "\n" in text


@pytest.mark.parametrize(
    "text",
    [
        "Päätös annettiin 10.12.2027 ja valitusaika päättyy 3.4.2026.",
        "Päätös annettiin 15.8.2025 ja valitusaika päättyy 1.1.2024.",
        "Versio 1.0.23 julkaistiin 2024-10-11T17:40:00Z, 6710 riviä.",
        "Lähteet [1], [2] ja [14]: tilasto 2022, s. 118–530.",
        "Yhden hengen talous, kahden viikon aika, kolmea päivää ennen 3.4.2026 ja 5 liitettä.",
        "Viimeinen erä 903 e maksetaan 1.5.2026, tarkistus tehdään 2.6.2026.",
    ],
)
def test_two_dates_and_numbers_in_words_are_no_code(text: str) -> None:
    assert not check(text, WORDS).found


def test_what_is_found_is_taken_out() -> None:
    for name, write in kinds().items():
        text = f"Asiakas {write(CODES[0])} hakee tukea"
        found = check(text, WORDS)
        assert not found.stops or not check(found.cleaned, WORDS).stops, name
        assert not found.stops or found.cleaned.startswith("Asiakas "), name


UNITS = [
    "1", "1 ", "0 1 ", "010594", "010594-", "1.5.94 ", "&amp;", "&amp;#", "&#48;", "%25", "=30", "\\", "\\u0030", "<",
    "<a", "[", "](",
    "a=", '"a":', "e\u0301", "O", "l1", "yksi", "nolla ", "toukokuu ", "1 may ", "Y903", "(", "katu", "a@",
    "matti at a.", "FI21 ", "+358 ",
    "040-", "\u2460", "MDEw", "0x30", "48, ", "Mannerheimintie 5 A ", "synt. ", "| 1 ", "1. i. ", "\x1b[", ":a",
    "1)\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def taken(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        check(text, WORDS)
        return time.process_time() - started

    assert any(taken(16_000) < 20 * taken(2_000) + 0.1 for _ in range(4))


def test_an_ordinary_line_takes_a_moment() -> None:
    lines = [" ".join(SENTENCES[place : place + 5])[:200] for place in range(0, 200, 5)]
    taken = []
    for _ in range(3):
        started = time.process_time()
        for line in lines:
            holds_hetu(line)
        taken.append((time.process_time() - started) / len(lines))
    assert min(taken) < 0.005
