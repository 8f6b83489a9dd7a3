"""What an area's coverage says in words: short enough to be read, however many municipalities and topics are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.texts import Language, Translate
from directory.people.contacts import Directory
from directory.reference import Reference
from directory.routing.coverage import Contradictory, topics_asked_of

NAMED_AT_MOST = 4
EXCEPT_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class CoverageWords:
    """Whose coverage of which area is told, and in which language."""

    directory: Directory
    reference: Reference
    organisation: str
    area: str
    language: Language
    t: Translate

    def municipalities(self, codes: Sequence[str]) -> str:
        """`kaikki kunnat`, `kaikki kunnat paitsi Imatra`, `Imatra, Lemi ja 3 muuta`."""
        t, known = self.t, self.reference.municipalities
        others = [one.code for one in self.reference.municipalities_of(self.area) if one.code not in codes]
        if not others:
            return t("all municipalities")
        if len(others) <= EXCEPT_AT_MOST < len(codes):
            names = ", ".join(known[one].name(self.language) for one in others)
            return t("all municipalities but {names}", names=names)
        return self._shortened([known[one].name(self.language) for one in codes])

    def topics(self, slugs: Sequence[str]) -> str:
        """`kaikki aiheet`, `sosiaalihuolto, asumismenot`: a group by its name when all of its topics are meant."""
        t, asked = self.t, topics_asked_of(self.organisation, self.reference)
        if len(slugs) == len(asked):
            return t("all topics")
        others = [topic for topic in asked if topic.slug not in slugs]
        if len(others) <= EXCEPT_AT_MOST < len(slugs):
            names = ", ".join(_small(topic.name(self.language)) for topic in others)
            return t("all topics but {names}", names=names)
        groups: dict[str, list[str]] = {}
        for topic in asked:
            groups.setdefault(topic.group, []).append(topic.slug)
        whole = [group for group, members in groups.items() if len(members) > 1 and set(members) <= set(slugs)]
        told = {slug for group in whole for slug in groups[group]}
        group_names = _group_names(t)
        parts = [group_names.get(group, group) for group in whole]
        parts += [_small(self.reference.topics[slug].name(self.language)) for slug in slugs if slug not in told]
        return self._shortened(parts)

    def people(self, contact_ids: Sequence[str]) -> str:
        """The names of contacts."""
        contacts = self.directory.contacts
        return self._shortened([contacts[one].name for one in contact_ids if one in contacts])

    def contradiction(self, one: Contradictory) -> str:
        """What cannot be meant, as a sentence."""
        t, name, other = self.t, self.people([one.contact_id]), self.people([one.other_id])
        match one.kind:
            case "municipality_elsewhere":
                known = self.reference.municipalities
                places = [known[code].name(self.language) if code in known else code for code in one.municipalities]
                return t(
                    "{name}: {places} is in none of the contact's areas.", name=name, places=self._shortened(places)
                )
            case "listed_twice":
                return t("{name} is listed twice.", name=name)
            case "deputy_cannot":
                return t("{name}: the deputy {deputy} may not handle these matters.", name=name, deputy=other)
            case "named_expected":
                return t("Named contacts have been agreed on, and there are none.")
            case "channel_missing":
                return t("Questions should open in a channel, but the channel is not told.")

    def _shortened(self, names: Sequence[str]) -> str:
        if len(names) <= NAMED_AT_MOST:
            return ", ".join(names)
        shown, left = ", ".join(names[: NAMED_AT_MOST - 1]), len(names) - NAMED_AT_MOST + 1
        return self.t("{names} and {count} other", plural="{names} and {count} others", names=shown, count=left)


def _group_names(t: Translate) -> Mapping[str, str]:
    return {
        "talous_asuminen": t("money and housing"),
        "toimeentulotuki": t("social assistance"),
        "sosiaalihuolto": t("social welfare"),
        "hakemus": t("applications and decisions"),
        "tyollisyys": t("employment"),
        "erityisryhma": t("special groups"),
        "terveys": t("health and substance use"),
        "kiireelliset": t("urgent matters"),
        "etuudet": t("benefits"),
        "yhteistyo": t("cooperation"),
    }


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
