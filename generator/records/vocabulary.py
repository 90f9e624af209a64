"""The words with a fixed meaning, each defined beside its value.

The rules, the pages and the methodology page all read these tables. Sources: ICD 203 (likelihood, confidence,
kinds of statement), the Admiralty code of NATO AJP-2.1 (grades), TLP 2.0 of FIRST (handling), CiTO
(relations), CSL 1.0.2 (types of source).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Self


class Term(Enum):
    """A word of a vocabulary.

    `value` is what YAML holds, `label` what a reader sees, `meaning` one sentence.
    """

    label: str
    meaning: str

    def __new__(cls, value: str | int, label: str, meaning: str) -> Self:
        """Make a member from its value, label and meaning."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member

    @property
    def word(self) -> str:
        """The value as text, for class names and sentences."""
        return str(self.value)


class Kind(Term):
    """What sort of assertion a statement is (ICD 203: tell information from judgement)."""

    REPORTED = (
        "reported",
        "Reported",
        "A fact as the source gives it. The desk repeats it and does not vouch for it.",
    )
    ATTRIBUTED = (
        "attributed",
        "Claimed",
        "What somebody says is so. The speaker is named; the desk takes no side.",
    )


class Likelihood(Term):
    """The seven degrees of ICD 203, each with its range in per cent."""

    ALMOST_NO_CHANCE = "almost-no-chance", "almost no chance", "1 to 5 %"
    VERY_UNLIKELY = "very-unlikely", "very unlikely", "5 to 20 %"
    UNLIKELY = "unlikely", "unlikely", "20 to 45 %"
    ROUGHLY_EVEN_CHANCE = "roughly-even-chance", "roughly even chance", "45 to 55 %"
    LIKELY = "likely", "likely", "55 to 80 %"
    VERY_LIKELY = "very-likely", "very likely", "80 to 95 %"
    ALMOST_CERTAIN = "almost-certain", "almost certain", "95 to 99 %"

    @property
    def range(self) -> tuple[int, int]:
        """The lower and upper bound, in per cent."""
        low, _, high, _ = self.meaning.split()
        return int(low), int(high)


class Confidence(Term):
    """How good the basis of a judgement is (ICD 203). It says nothing about how probable the event is."""

    LOW = (
        "low",
        "low confidence",
        "Few or poor sources, or a wide leap from them. Another reading is well possible.",
    )
    MODERATE = (
        "moderate",
        "moderate confidence",
        "Sources that fit together and are plausible, but too few or too weak to be sure.",
    )
    HIGH = (
        "high",
        "high confidence",
        "Several good, independent sources that agree. Still a judgement, and it can be wrong.",
    )


class Reliability(Term):
    """How far a source can be trusted in general (Admiralty code, first sign)."""

    A = "A", "Completely reliable", "No doubt about its authenticity, trustworthiness or competence."
    B = "B", "Usually reliable", "Minor doubts; mostly right in the past."
    C = "C", "Fairly reliable", "Some doubts; has been right in the past."
    D = "D", "Not usually reliable", "Considerable doubts; has been right now and then."
    E = "E", "Unreliable", "Not authentic, trustworthy or competent, or known to be wrong."
    F = "F", "Cannot be judged", "Nothing is known by which to judge it."


class Credibility(Term):
    """How far one piece of information can be believed (Admiralty code, second sign)."""

    CONFIRMED = 1, "Confirmed", "Confirmed by other independent sources; logical; fits what is known."
    PROBABLE = 2, "Probably true", "Not confirmed; logical; fits what is known."
    POSSIBLE = 3, "Possibly true", "Not confirmed; reasonably logical; fits some of what is known."
    DOUBTFUL = 4, "Doubtful", "Not confirmed; possible but not logical; nothing else is known."
    IMPROBABLE = 5, "Improbable", "Not confirmed; not logical; contradicted by what is known."
    UNJUDGED = 6, "Cannot be judged", "Nothing is known by which to judge it."


class Relation(Term):
    """What a passage does for a statement (CiTO: supports, disputes, citesForInformation)."""

    SUPPORTS = "supports", "supports", "The passage says so."
    DISPUTES = "disputes", "disputes", "The passage says otherwise."
    MENTIONS = "mentions", "mentions", "The passage touches on it without saying so."


class Corroboration(Term):
    """What is known of how many origins a sentence has."""

    INDEPENDENT = (
        "independent",
        "independent origins",
        "Two or more origins bear out all of it, and the records say what each of them is.",
    )
    UNKNOWN = (
        "unknown",
        "independence unknown",
        "Several sources bear out all of it, and nothing says that they do not go back to the same one.",
    )
    SINGLE = "single", "one origin", "One source bears out all of it, or several that go back to one origin."
    IN_PARTS = (
        "in-parts",
        "in parts",
        "No source bears out all of it; each part of it has a source.",
    )


class State(Term):
    """What became of a source after it was published."""

    CORRECTED = (
        "corrected",
        "Corrected",
        "Its publisher has corrected it. What rests on it still stands, with a mark.",
    )
    WITHDRAWN = (
        "withdrawn",
        "Withdrawn",
        "Its publisher has withdrawn it, or it proved false. Nothing may rest on it alone.",
    )


class Handling(Term):
    """Who may see a dossier (Traffic Light Protocol 2.0, FIRST)."""

    CLEAR = "TLP:CLEAR", "TLP:CLEAR", "No limit on sharing."
    GREEN = "TLP:GREEN", "TLP:GREEN", "For the recipients' community."
    AMBER = (
        "TLP:AMBER",
        "TLP:AMBER",
        "For the recipients' organisation and its clients, on a need-to-know basis.",
    )
    AMBER_STRICT = "TLP:AMBER+STRICT", "TLP:AMBER+STRICT", "For the recipients' organisation only."
    RED = "TLP:RED", "TLP:RED", "For the named recipients only."


class Status(Term):
    """Whether a dossier is kept up."""

    ACTIVE = "active", "Active", "The desk follows the topic."
    DORMANT = "dormant", "Dormant", "The desk would take it up again if something happened."
    CLOSED = "closed", "Closed", "The desk no longer follows the topic."


class ActorKind(Term):
    """What sort of actor takes part."""

    PERSON = "person", "Person", "A human being."
    STATE = "state", "State", "A country or its government."
    ORGANISATION = "organisation", "Organisation", "A body of people that acts as one."


class Omission(Term):
    """Why no dossier rests on a paragraph."""

    FURNITURE = "furniture", "Page furniture", "Headings, menus, forms and notices around the article."
    COLOUR = "colour", "Colour", "Scene-setting or comment that asserts nothing a dossier needs."
    OTHER_TOPIC = "other-topic", "Another topic", "About something that no dossier of this site covers."


class Translation(Term):
    """How a source's text came into its language."""

    MACHINE = (
        "machine",
        "machine translation",
        "Put into this language by a program; wording and names may be wrong.",
    )
    HUMAN = "human", "translation", "Put into this language by a translator."


class Level(Term):
    """How the evidence of a source was verified when these pages were made, the best first."""

    TEXTS = (
        "texts",
        "against the text",
        "Its text was at hand: every quotation and locator was looked up in it.",
    )
    LOCK = (
        "lock",
        "against the lock",
        "Its text was not at hand: the evidence lock says that they were looked up where it was.",
    )
    NONE = "none", "not verified", "Neither was at hand: what is cited was looked up by nobody."

    @property
    def rank(self) -> int:
        """Its place, from 0 for the best."""
        return list(Level).index(self)


class LockPolicy(Term):
    """What a desk says of its evidence lock."""

    NONE = "none", "no lock", "The desk keeps no lock; evidence is verified only where the texts are."
    UNSIGNED = "unsigned", "a lock", "The lock is committed with the records. It stops mistakes."
    SIGNED = "signed", "a signed lock", "Somebody whom the desk names has signed it. It stops forgers too."


class SourceType(Term):
    """What sort of document a source is: the types of CSL 1.0.2, which decide how a reference is written."""

    ARTICLE = "article", "Article", "An article that is none of the other sorts, such as a preprint."
    ARTICLE_JOURNAL = "article-journal", "Journal article", "An article in a scholarly journal."
    ARTICLE_MAGAZINE = "article-magazine", "Magazine article", "An article in a magazine."
    ARTICLE_NEWSPAPER = (
        "article-newspaper",
        "Newspaper article",
        "An article in a newspaper, in print or online.",
    )
    BILL = "bill", "Bill", "A law that was proposed."
    BOOK = "book", "Book", "A book as a whole."
    BROADCAST = "broadcast", "Broadcast", "A programme on radio or television, or a podcast."
    CHAPTER = "chapter", "Chapter", "A chapter of a book."
    CLASSIC = "classic", "Classic", "A classical work that is cited by its own divisions."
    COLLECTION = "collection", "Collection", "A collection in an archive or a museum."
    DATASET = "dataset", "Data set", "Data, such as a table or a series of measurements."
    DOCUMENT = "document", "Document", "Any document that no other sort fits."
    ENTRY = "entry", "Entry", "An entry in a database or a directory."
    ENTRY_DICTIONARY = "entry-dictionary", "Dictionary entry", "An entry in a dictionary."
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", "Encyclopedia entry", "An entry in an encyclopedia."
    EVENT = "event", "Event", "An event as such, such as a conference or an exhibition."
    FIGURE = "figure", "Figure", "A figure in a scholarly work."
    GRAPHIC = "graphic", "Graphic", "A still picture: a drawing, a photograph, a chart."
    HEARING = "hearing", "Hearing", "A hearing before a parliament or a committee."
    INTERVIEW = "interview", "Interview", "An interview of one or more persons."
    LEGAL_CASE = "legal_case", "Court case", "A case before a court."
    LEGISLATION = "legislation", "Legislation", "A law that was passed."
    MANUSCRIPT = "manuscript", "Manuscript", "A text that was not published."
    MAP = "map", "Map", "A geographic map."
    MOTION_PICTURE = "motion_picture", "Video", "A film or a video."
    MUSICAL_SCORE = "musical_score", "Musical score", "Written music."
    PAMPHLET = "pamphlet", "Pamphlet", "A short printed work, often for a political or a practical end."
    PAPER_CONFERENCE = "paper-conference", "Conference paper", "A paper given at a conference."
    PATENT = "patent", "Patent", "A patent."
    PERFORMANCE = "performance", "Performance", "A play, a concert or another performance."
    PERIODICAL = "periodical", "Periodical", "An issue or the whole of a journal, a magazine or a newspaper."
    PERSONAL_COMMUNICATION = (
        "personal_communication",
        "Personal communication",
        "A letter or a message between persons.",
    )
    POST = "post", "Post", "A post in a forum or on a social network."
    POST_WEBLOG = "post-weblog", "Blog post", "A post in a blog."
    REGULATION = "regulation", "Regulation", "An order or a rule of an authority."
    REPORT = "report", "Report", "A report of an organisation."
    REVIEW = "review", "Review", "A review of something other than a book."
    REVIEW_BOOK = "review-book", "Book review", "A review of a book."
    SOFTWARE = "software", "Software", "A program."
    SONG = "song", "Sound recording", "A recording of music or of speech."
    SPEECH = "speech", "Speech", "A speech or a lecture."
    STANDARD = "standard", "Standard", "A technical standard."
    THESIS = "thesis", "Thesis", "A thesis for a degree."
    TREATY = "treaty", "Treaty", "A treaty between states."
    WEBPAGE = "webpage", "Web page", "A page or a site on the web."


LIKELIHOOD_WORDS = (
    "almost certain", "almost certainly", "nearly certain", "nearly certainly", "virtually certain",
    "virtually certainly", "certainly", "likely", "likelier", "likeliest", "unlikely", "likelihood",
    "probable", "probably", "probability", "improbable", "improbably", "even chance", "even odds",
    "remote chance", "slim chance", "chances are", "presumably", "conceivably", "possibly", "perhaps",
    "maybe", "doubtless", "undoubtedly",
)  # fmt: skip
"""Words that say how probable something is: those of ICD 203 with their usual synonyms.

`may`, `might`, `could` and `possible` are not among them: they say that something can be, not how probable it
is, and they have other uses.
"""

DEGREES: Mapping[str, Likelihood] = {
    "almost no chance": Likelihood.ALMOST_NO_CHANCE, "remote chance": Likelihood.ALMOST_NO_CHANCE,
    "very unlikely": Likelihood.VERY_UNLIKELY, "highly unlikely": Likelihood.VERY_UNLIKELY,
    "highly improbable": Likelihood.VERY_UNLIKELY,
    "unlikely": Likelihood.UNLIKELY, "improbable": Likelihood.UNLIKELY, "improbably": Likelihood.UNLIKELY,
    "roughly even chance": Likelihood.ROUGHLY_EVEN_CHANCE,
    "roughly even odds": Likelihood.ROUGHLY_EVEN_CHANCE,
    "even chance": Likelihood.ROUGHLY_EVEN_CHANCE, "even odds": Likelihood.ROUGHLY_EVEN_CHANCE,
    "likely": Likelihood.LIKELY, "probable": Likelihood.LIKELY, "probably": Likelihood.LIKELY,
    "very likely": Likelihood.VERY_LIKELY, "highly likely": Likelihood.VERY_LIKELY,
    "highly probable": Likelihood.VERY_LIKELY,
    "almost certain": Likelihood.ALMOST_CERTAIN, "almost certainly": Likelihood.ALMOST_CERTAIN,
    "nearly certain": Likelihood.ALMOST_CERTAIN, "nearly certainly": Likelihood.ALMOST_CERTAIN,
}  # fmt: skip
"""The words of ICD 203 that name a degree, both of its columns, with their usual forms."""

CONFIDENCE_WORDS = (
    "confidence",
    "confident",
    "confidently",
    "certain that",
    "sure that",
    "convinced that",
    "beyond doubt",
    "without doubt",
)
"""Words that say how sure the desk is."""

NOT_CONFIDENCE = (
    "no confidence", "no-confidence", "vote of confidence", "motion of confidence", "confidence vote",
    "confidence motion", "confidence-building", "confidence building", "almost certain that",
    "nearly certain that", "virtually certain that",
)  # fmt: skip
"""Terms in which such a word means something else."""


VOCABULARIES: tuple[tuple[str, type[Term]], ...] = (
    ("Kinds of statement", Kind),
    ("Likelihood", Likelihood),
    ("Confidence", Confidence),
    ("Reliability of a source", Reliability),
    ("Credibility of information", Credibility),
    ("What a citation does", Relation),
    ("How many origins a sentence has", Corroboration),
    ("Standing of a source", State),
    ("How evidence was verified", Level),
    ("Handling", Handling),
    ("Status of a dossier", Status),
    ("Why a paragraph is not cited", Omission),
    ("Kinds of actor", ActorKind),
    ("Types of source", SourceType),
    ("Translations", Translation),
)
"""Every vocabulary with the heading that it has on the methodology page, in that page's order."""
