"""The shipped legal bases as forms offer them, in Finnish: the cards are looked at with the texts that people read."""

from bot.bases.bases import load_bases
from bot.bases.basis_wording import basis_option
from config.texts import texts

T = texts("fi")
KELA_ASKS = tuple(basis_option(one, "fi", T) for one in load_bases().offered("kela_to_county") if one.allows_client)
KELA_LOOKS_UP = tuple(basis_option(one, "fi", T) for one in load_bases().for_own_worker("kela"))
COUNTY_LOOKS_UP = tuple(basis_option(one, "fi", T) for one in load_bases().for_own_worker("county"))
