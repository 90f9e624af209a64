"""A corpus as large as one likes, to measure with: `python -m tests.growing 1000 FOLDER` makes a project of it.

`tests/strait` has the forms: a dossier as long as those that are shipped, the report that it alone rests on, and the wire's
round-up that two dossiers share. Each dossier fills them with a place, a quarrel, actors, days and figures of its own, and names
statements of others. The same number gives the same bytes, and a check finds nothing.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from string import Template
from typing import NamedTuple

from generator import build
from generator.corpus import register
from generator.evidence.lock import dump
from generator.records.load import LOCK, REGISTER
from generator.text.typography import paragraphs
from tests.conftest import ROOT, copy_by_hand

FORMS = ROOT / "tests/strait"
APART = (1, 2, 7, 31)
"""How far from each other in the desk's order the dossiers are that name one another."""
EACH = 25
"""How many actors there are of each role."""

Fields = dict[str, str]
"""What a dossier puts in place of the names in a form."""


@dataclass(frozen=True)
class Growing:
    """Records with their lock, and texts, as `build` takes them."""

    files: dict[str, bytes]
    texts: dict[str, bytes]


def growing(dossiers: int) -> Growing:
    """A desk with this many dossiers, at least two, and half as many sources more; with its texts, register and lock."""
    topics = _topics(dossiers)
    files = {f"briefings/{topic['id']}.yaml": _form("dossier.yaml", topic) for topic in topics}
    texts: dict[str, bytes] = {}
    for name, record, fields, text in _sources(topics):
        texts[f"{name}.txt"] = text.encode()
        counted = {
            "paragraphs": str(len(paragraphs(text))),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        files[f"seeds/{name}.yaml"] = _form(record, fields | counted)
    listed = "".join(f"  - {topic['id']}\n" for topic in topics)
    files["briefings/desk.yaml"] = _form("desk.yaml", topics[0]) + listed.encode()
    files["briefings/actors.yaml"] = _actors(topics).encode()
    files[REGISTER] = b""
    evidence = build.check(files, texts).evidence
    files[REGISTER] = register.write(evidence.corpus).encode()
    files[LOCK] = dump(evidence.lines).encode()
    return Growing(dict(sorted(files.items())), texts)


def project(dossiers: int, folder: Path) -> None:
    """Write such a desk as a folder that `briefings build` makes a site of: with `mkdocs.yml` and the pages by hand."""
    write(growing(dossiers), folder)


def write(corpus: Growing, folder: Path) -> None:
    """Write a corpus as such a folder."""
    texts = {f"seeds/texts/{name}": text for name, text in corpus.texts.items()}
    for name, data in (corpus.files | texts).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    copy_by_hand(folder)


def _form(name: str, fields: Mapping[str, str]) -> bytes:
    return _filled(name, fields).encode()


def _filled(name: str, fields: Mapping[str, str]) -> str:
    form = _FORMS.setdefault(name, Template((FORMS / name).read_text("utf-8")))
    return form.substitute(fields)


_FORMS: dict[str, Template] = {}


def _sources(topics: list[Fields]) -> Iterator[tuple[str, str, Fields, str]]:
    """Of each source its id, the form of its record and the fields for it, and its text."""
    for topic in topics:
        yield topic["report"], "report.yaml", topic, _filled("report.txt", topic)
    for pair in (topics[place : place + 2] for place in range(0, len(topics), 2)):
        parts = [_filled("wire.txt", pair[0]), *(_filled("wire-topic.txt", topic) for topic in pair)]
        yield pair[0]["wire"], "wire.yaml", pair[0], "\n".join(parts)


def _topics(dossiers: int) -> list[Fields]:
    if not 2 <= dossiers <= len(_PLACES):
        raise ValueError(f"a number of dossiers is from 2 to {len(_PLACES)}, not {dossiers}")
    return [_topic(number, dossiers) for number in range(dossiers)]


def _topic(number: int, dossiers: int) -> Fields:
    """What the forms want of one dossier."""
    chance = random.Random(number)
    others = [apart for apart in APART if (number + apart) % dossiers != number] or [1]
    near, *other = (_place((number + others[nth % len(others)]) % dossiers) for nth in range(4))
    place, paired, half = _place(number), _place(number - number % 2), number % 2
    agency = _AGENCIES[number // 2 % len(_AGENCIES)]
    return {
        "id": place.lower(),
        "place": place,
        "near": near,
        "next": near.lower(),
        **{f"other{nth}": name.lower() for nth, name in enumerate(other, 1)},
        "report": f"{place.lower()}-gazette",
        "wire": f"{paired.lower()}-wire",
        **{f"w{nth}": str(2 + 6 * half + nth) for nth in range(1, 7)},
        "agency": agency,
        "agency_id": agency.lower().replace(" ", "-"),
        "dues": chance.choice(_DUES),
        "cause": chance.choice(_CAUSES),
        **{f"n{nth}": str(value) for nth, value in enumerate(chance.sample(range(21, 980), 9), 1)},
        "reliability": chance.choice("BBCCD"),
        "credibility": chance.choice("223"),
        **_days(number),
        **_cast(number),
    }


def _days(number: int) -> Fields:
    """The days of a dossier, as numbers and as words; a wire tells of two dossiers, whose days are the same."""
    start = date(2001, 1, 8) + timedelta(days=number // 2 * 401 % 9000)
    after = {
        "first": 0,
        "second": 1,
        "third": 4,
        "issued": 5,
        "as_of": 6,
        "fourth": 12,
        "end": 160,
        "review": 200,
    }
    days = {name: start + timedelta(days=days) for name, days in after.items()}
    words = {name: f"{day.day} {day:%B %Y}" for name, day in days.items()}
    iso = {f"{name}_iso": day.isoformat() for name, day in days.items()}
    whole = {name: days[name].isoformat() for name in ("issued", "as_of", "review")}
    return words | iso | {"issued_words": words["issued"]} | whole


class Role(NamedTuple):
    """A part that an actor plays in each dossier: what such actors are, and which dossiers one of them has a part in."""

    name: str
    kind: str
    called: str
    role: str
    paragraph: int
    step: int
    of: str = ""

    def played_by(self, dossier: int) -> int:
        """Which of its actors plays it in a dossier. With those that it acts for it has the step in common."""
        return dossier * self.step % EACH


ROLES = (
    Role("minister", "person", "{given} {surname}", "Minister of ports", 4, step=1, of="state"),
    Role("captain", "person", "{given} {surname}", "Speaks for the skippers", 6, step=2, of="union"),
    Role("envoy", "person", "{given} {surname}", "Envoy of the commission", 8, step=3, of="commission"),
    Role("state", "state", "{region}ia", "A state that paid for the dredging", 10, step=1),
    Role("union", "organisation", "{region} Skippers Union", "A union of those who sail", 5, step=2),
    Role("commission", "organisation", "{region} Strait Commission", "A commission with an envoy", 8, step=3),
    Role("port", "organisation", "{region} Harbour Office", "A harbour office with a tariff", 7, step=4),
    Role("council", "organisation", "{region} Town Council", "The council of a town", 3, step=6),
)


def _cast(number: int) -> Fields:
    """The actors of a dossier: their names and ids."""
    names = {role.name: _called(place, role.played_by(number)) for place, role in enumerate(ROLES)}
    return names | {f"{role}_id": _id(name) for role, name in names.items()}


def _called(place: int, nth: int) -> str:
    """The name of an actor of the role at a place of `ROLES`; no two persons have the same surname."""
    first, second = divmod((place * EACH + nth) % (len(_SURNAMES) * len(_SONS)), len(_SONS))
    surname = _SURNAMES[first] + _SONS[second]
    return ROLES[place].called.format(region=_REGIONS[nth], given=_GIVEN[nth], surname=surname)


def _actors(topics: list[Fields]) -> str:
    """The list of actors: each cites the report of the first dossier that it has a part in."""
    found: dict[str, str] = {}
    for role in ROLES:
        for topic in topics:
            name = topic[role.name]
            if name not in found:
                of = f"    of: {topic[f'{role.of}_id']}\n" if role.of else ""
                found[name] = (
                    f"  - id: {_id(name)}\n    name: {name}\n    kind: {role.kind}\n    role: {role.role}\n{of}"
                    f"    cites: [{topic['report']}#{role.paragraph}]\n"
                )
    return "actors:\n" + "".join(found.values())


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def _place(number: int) -> str:
    """The name of the place of a dossier; those that follow one another have little in common."""
    return _PLACES[number * 1009 % len(_PLACES)]


_PLACES = tuple(
    "".join(parts)
    for parts in product(
        ("Aber", "Bal", "Brim", "Cald", "Dun", "Esk", "Fal", "Gos", "Hel", "Ivel", "Kyl", "Lund", "Mor", "Nes", "Orm", "Pen", "Ros", "Skel", "Tor", "Ulf"),
        ("a", "and", "ber", "dal", "el", "en", "er", "ic", "ing", "is", "o", "ol", "os", "un", "y"),
        ("by", "dale", "ford", "ham", "haven", "holm", "mouth", "ness", "sand", "stad", "vik", "wick"),
    )
)  # fmt: skip
_REGIONS = ("Arden", "Bolgar", "Corvin", "Damask", "Estrin", "Farad", "Galdor", "Hesper", "Istrin", "Jutlin", "Kardin", "Lomond", "Marend", "Norvin", "Ostar", "Pelor", "Quenor", "Rugen", "Sarmin", "Taurin", "Umbor", "Valdor", "Wendel", "Xanter", "Zelund")  # fmt: skip
_GIVEN = ("Ada", "Bram", "Cleo", "Dirk", "Edda", "Finn", "Greta", "Hugo", "Ilse", "Jon", "Kaja", "Lars", "Mette", "Nils", "Olga", "Piet", "Ragna", "Sven", "Tove", "Ulla", "Vera", "Wim", "Ylva", "Zita", "Aksel")  # fmt: skip
_SURNAMES = ("Brandt", "Castel", "Dorn", "Ekel", "Falk", "Grim", "Holt", "Jarl", "Krog", "Lund", "Moll", "Nord", "Quist", "Rask", "Stern")  # fmt: skip
_SONS = ("sen", "berg", "mann", "gaard", "strom")
_AGENCIES = (
    "Strait Wire",
    "Northern Telegraph",
    "Harbour Press Agency",
    "Coast News Service",
    "Sound Dispatch",
)
_DUES = tuple(
    f"the {sort} {name}"
    for sort, name in product(("pilot", "berth", "lock", "light", "mooring", "anchorage", "ballast", "ice", "quay", "transit"), ("dues", "fees", "tolls", "charges"))
)  # fmt: skip
_CAUSES = tuple(
    f"{sort} {name}"
    for sort, name in product(("a closed", "an idle", "a silted", "an empty", "a frozen"), ("harbour", "basin", "channel", "fairway", "roadstead"))
)  # fmt: skip


def main() -> int:
    """Write a project with a number of dossiers into a folder."""
    match sys.argv[1:]:
        case [dossiers, folder] if dossiers.isdigit():
            project(int(dossiers), Path(folder))
            return 0
    sys.stderr.write("usage: python -m tests.growing DOSSIERS FOLDER\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
