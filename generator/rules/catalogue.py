"""Every code that a diagnostic can have: what it means, why it matters, one example that fails and one that passes.

A closed list. `briefings explain` and the reference page print it, and the tests run every example. An example is a part of
`briefings/harbour.yaml` in `tests/harbour`, unless its first line names another file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means. `bad` gives the code, `good` does not; both are YAML, empty where none can show it."""

    what: str
    why: str
    bad: str = ""
    good: str = ""


CODES: dict[str, Explanation] = {
    # The file
    "misplaced-file": Explanation(
        "A YAML file lies where the generator does not look for one.",
        "Dossiers lie in `briefings/`, sources in `seeds/`, without subfolders, and end in `.yaml`. A file elsewhere would be silently left out.",
        "# briefings/old/harbour.yaml\nid: harbour\n",
        "# briefings/harbour.yaml\nstatus: closed\n",
    ),
    "file-too-large": Explanation(
        "A file has more than a million bytes.", "No editor can review it, and it slows every build."
    ),
    "not-utf8": Explanation("A file is not UTF-8 text.", "In another encoding, names lose their letters."),
    "hidden-character": Explanation(
        "A file holds a character that cannot be seen.",
        "Invisible characters make text that reads the same and is not: in names, in quotations, in the direction of writing.",
        'title: "Harbour\u202e dispute"\n',
        "title: Harbour dispute\n",
    ),
    "empty-file": Explanation(
        "A file holds no YAML.",
        "It is either forgotten or unfinished.",
        "# briefings/empty.yaml\n",
        "status: active\n",
    ),
    "several-documents": Explanation(
        "A file holds more than one YAML document.",
        "One file, one record: then a change is easy to find.",
        "status: active\n---\nid: second\n",
        "status: active\n",
    ),
    "yaml-syntax": Explanation(
        "The text is not valid YAML.",
        "Most often a colon inside a text, a tab, or a list that is not in line.",
        "title: Harbour: a dispute\n",
        'title: "Harbour: a dispute"\n',
    ),
    "yaml-alias": Explanation(
        "The file uses an anchor (&) or an alias (*).",
        "A reader of the change would have to look elsewhere for what it says, and aliases can be made to explode.",
        "title: &name Harbour dispute\n",
        'title: "&name Harbour dispute"\n',
    ),
    "yaml-tag": Explanation(
        "The file uses a YAML tag.",
        "Values are plain text, numbers, lists and mappings.",
        "title: !!str Harbour\n",
        "title: Harbour\n",
    ),
    "nested-too-deep": Explanation(
        "Lists and mappings are nested more than 24 levels deep.",
        "No record needs it.",
        f"gaps: {'[' * 30}{']' * 30}\n",
        "gaps: [Who called it.]\n",
    ),
    "key-not-text": Explanation(
        "A key is a list or a mapping.", "Keys are words.", "[a, b]: c\n", "status: active\n"
    ),
    "duplicate-key": Explanation(
        "A key stands twice in one mapping.",
        "YAML keeps only one of the two, and not the one that you may think.",
        "title: Harbour dispute\ntitle: Harbour quarrel\n",
        "title: Harbour dispute\n",
    ),
    "cut-by-comment": Explanation(
        "A text of several words without quotes is followed by a space and a #.",
        "YAML takes the # and all that follows in the line for a remark, and the rest of the sentence would be lost.",
        "summary:\n  - text: Venezuela was on the No. #1 table again.\n    cites: [gazette-0301#4]\n",
        'summary:\n  - text: "Venezuela was on the No. #1 table again."\n    cites: [gazette-0301#4]\n',
    ),
    "swallowed-dash": Explanation(
        "An item of a list is indented below the text of the item above.",
        "YAML takes its dash for a part of that text, and makes one item of two.",
        "gaps:\n  - Who called the meeting.\n    - Who paid for it.\n",
        "gaps:\n  - Who called the meeting.\n  - Who paid for it.\n",
    ),
    # The form of a record
    "missing-field": Explanation(
        "A key that is required is missing.",
        "A page could not be made without it. A judgement, for example, always has a likelihood and a confidence.",
        "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    confidence: low\n    basis: Both restated their terms.\n    cites: [courier-0302#4]\n",
        "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    likelihood: unlikely\n    confidence: low\n    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n",
    ),
    "unknown-key": Explanation(
        "A key is not one that this record has.",
        "It is nearly always a slip, and what it holds would be lost.",
        "gaps:\n  - text: Who called the meeting.\nhandlng: TLP:GREEN\n",
        "handling: TLP:GREEN\n",
    ),
    "wrong-type": Explanation(
        "A value is of the wrong sort: text where a list belongs, or a number where a text does.",
        "The page would show something else than meant.",
        "title: 2031\n",
        'title: "2031"\n',
    ),
    "missing-item": Explanation(
        "A list that must hold something is empty.",
        "A dossier without a bottom line helps nobody.",
        "summary: []\n",
        "summary:\n  - text: They agreed to talk.\n    cites: [gazette-0301#4]\n",
    ),
    "unknown-word": Explanation(
        "A word is not in the vocabulary of its key.",
        "Likelihood, confidence, kinds and grades have fixed words, so that two dossiers mean the same by them. The methodology page lists them.",
        "status: actve\n",
        "status: active\n",
    ),
    "out-of-range": Explanation(
        "A number is outside its range.",
        "Paragraphs are counted from 1.",
        "summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 0}]\n",
        "summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 4}]\n",
    ),
    "empty-text": Explanation(
        "A text is empty.",
        "An empty sentence asserts nothing.",
        'gaps:\n  - ""\n',
        "gaps:\n  - Who called the meeting.\n",
    ),
    "not-filled-in": Explanation(
        "A value still begins with `FILL IN`.",
        "`briefings source add` proposes a record and cannot judge it: the grade, its reason and the provenance are an editor's.",
        "# seeds/gazette-0301.yaml\nshort: FILL IN the name that citations show\n",
        "# seeds/gazette-0301.yaml\nshort: Strait Gazette, 1 March\n",
    ),
    "text-too-long": Explanation(
        "A text is longer than a sentence or a field may be.",
        "One sentence, one list item: then each can be cited, linked and compared.",
        f"gaps:\n  - {'long ' * 250}\n",
        "gaps:\n  - Who called the meeting.\n",
    ),
    "bad-id": Explanation(
        "An id has other signs than small letters, digits and single hyphens.",
        "Ids become addresses.",
        "watch:\n  - id: Toll Returns\n    question: Does it return?\n    cites: [courier-0302#4]\n",
        "watch:\n  - id: toll-returns\n    question: Does it return?\n    cites: [courier-0302#4]\n",
    ),
    "outer-marks": Explanation(
        "Words that are quoted stand between quotation marks.",
        "The page sets the marks itself; these would be taken for the source's own.",
        "quotations:\n  - speaker: harbour-master\n    text: “We are not enemies, we are neighbours with one door”\n    cites: [courier-0302#2]\n",
        "quotations:\n  - speaker: harbour-master\n    text: We are not enemies, we are neighbours with one door\n    cites: [courier-0302#2]\n",
    ),
    "bad-reference": Explanation(
        "A reference to a statement is not written as `id` or `dossier#id`.",
        "It could not be followed.",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [Toll suspended]\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [toll-suspended]\n",
    ),
    "bad-citation": Explanation(
        "A citation is not written as `source#paragraph`.",
        "It must lead to one paragraph of one source.",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301]\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n",
    ),
    "bad-date": Explanation(
        "A date is impossible or not written as EDTF (ISO 8601-2).",
        "Dates sort the timeline and say how exact they are: `2019-05-14`, `2019-05`, `2014~` for about, `2019-06-28/2019-06-29` from one to another.",
        "as_of: 2031-02-30\n",
        "as_of: 2031-03-02\n",
    ),
    "bad-url": Explanation(
        "A web address is not one, or not http or https.",
        "Readers follow it.",
        "# seeds/gazette-0301.yaml\nURL: javascript:alert(1)\n",
        "# seeds/gazette-0301.yaml\nURL: https://gazette.example/harbour\n",
    ),
    "bad-file-name": Explanation(
        "The name of a text file has a folder or strange signs in it.",
        "Texts lie in one folder, and nothing outside it is read.",
        "# seeds/gazette-0301.yaml\ntext: ../gazette.txt\n",
        "# seeds/gazette-0301.yaml\ntext: gazette.txt\n",
    ),
    "bad-doi": Explanation(
        "A DOI is not written as `10.` with a number, a slash and a name.",
        "References make a link of it.",
        "# seeds/gazette-0301.yaml\nDOI: https://doi.example/10.1000/182\n",
        "# seeds/gazette-0301.yaml\nDOI: 10.1000/182\n",
    ),
    "bad-name": Explanation(
        "A name has neither `family` nor `literal`, or both.",
        "References turn a person's name around and leave an organisation's as it is, so they must know which it is.",
        "# seeds/gazette-0301.yaml\nauthor:\n  - given: Ada\n",
        "# seeds/gazette-0301.yaml\nauthor:\n  - {family: Lind, given: Ada}\n  - Strait Commission\n",
    ),
    "unknown-style": Explanation(
        "There is no citation style of that name, or no such file in the site's folder.",
        "Every reference is written in it.",
        "# briefings/desk.yaml\nstyle: ../apa.csl\n",
        "# briefings/desk.yaml\nstyle: apa\n",
    ),
    "bad-language": Explanation(
        "A language is not given as a BCP 47 tag.",
        "Screen readers choose their voice by it.",
        "# seeds/gazette-0301.yaml\nlanguage: English\n",
        "# seeds/gazette-0301.yaml\nlanguage: en\n",
    ),
    # Names
    "missing-file": Explanation(
        "`briefings/desk.yaml` is missing.", "It names the site and orders its dossiers."
    ),
    "id-not-file-name": Explanation(
        "The id of a record is not the name of its file.",
        "Whoever sees the id must find the file.",
        "id: port\n",
        "id: harbour\n",
    ),
    "duplicate-id": Explanation(
        "Two things have the same id.",
        "An id is a permanent link; it can lead to one place only.",
        "watch:\n  - id: toll-suspended\n    question: Is it?\n    cites: [courier-0302#4]\n",
        "watch:\n  - id: toll-back\n    question: Is it?\n    cites: [courier-0302#4]\n",
    ),
    "reserved-id": Explanation(
        "An id is the name of a heading or of a mark on the page.",
        "The link would lead there instead.",
        "watch:\n  - id: sources\n    question: Is it?\n    cites: [courier-0302#4]\n",
        "watch:\n  - id: more-sources\n    question: Is it?\n    cites: [courier-0302#4]\n",
    ),
    "unknown-dossier": Explanation(
        "There is no dossier of that name.",
        "The link would lead nowhere.",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [fery#skippers-paid]\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [ferry#skippers-paid]\n",
    ),
    "unlisted-dossier": Explanation(
        "A dossier is not in the list of the desk.",
        "It would not be published, and nobody would notice.",
        "# briefings/desk.yaml\ndossiers: [ferry]\n",
        "# briefings/desk.yaml\ndossiers: [harbour, ferry]\n",
    ),
    "unknown-statement": Explanation(
        "There is no statement of that name.",
        "The link would lead nowhere.",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [toll-suspendd]\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [toll-suspended]\n",
    ),
    "unknown-actor": Explanation(
        "There is no actor of that name in `briefings/actors.yaml`.",
        "Whoever speaks has a page that says who it is.",
        "positions:\n  - actor: nort-port\n    text: Wants the toll gone.\n    cites: [gazette-0301#5]\n",
        "positions:\n  - actor: north-port\n    text: Wants the toll gone.\n    cites: [gazette-0301#5]\n",
    ),
    "unused-actor": Explanation(
        "No dossier names an actor. A warning.",
        "The page of the actor would be empty.",
        "# briefings/actors.yaml\nactors:\n  - {id: harbour-master, name: Ilse Brandt, kind: person, role: harbour master, cites: [gazette-0301#6]}\n"
        "  - {id: north-port, name: North Port, kind: organisation, role: a port, cites: [gazette-0301#5]}\n"
        "  - {id: skippers, name: Skippers, kind: organisation, role: payers, cites: [courier-0302#3]}\n",
        "# briefings/actors.yaml\nactors:\n  - {id: harbour-master, name: Ilse Brandt, kind: person, role: harbour master, cites: [gazette-0301#6]}\n"
        "  - {id: north-port, name: North Port, kind: organisation, role: a port, cites: [gazette-0301#5]}\n",
    ),
    "vanished-id": Explanation(
        "An id was published, and nothing has it any more.",
        "Somebody may have kept the link. Bring the entry back; or, where the desk no longer holds it, add a tombstone to `retired`, with the day "
        "and the reason, and the link leads there.",
        "# briefings/published-ids.txt\nharbour#toll-doubled\nharbour#toll-suspended\n",
        "# briefings/published-ids.txt\nharbour#toll-suspended\n",
    ),
    "reused-id": Explanation(
        "An entry has the id of one that was withdrawn.",
        "Old links would lead to something else than they did.",
        "retired:\n  - {id: toll-suspended, date: 2031-03-02, reason: The toll is back.}\n",
        "retired:\n  - {id: toll-doubled, date: 2031-03-02, reason: The figure was wrong., successor: toll-suspended}\n",
    ),
    "broken-register": Explanation(
        "A line of `briefings/published-ids.txt` is not `dossier#id`.",
        "Most often a merge was left half done. A line that cannot be read protects no link.",
        "# briefings/published-ids.txt\nharbour/toll-suspended\n",
        "# briefings/published-ids.txt\nharbour#toll-suspended\n",
    ),
    # Evidence
    "missing-citation": Explanation(
        "A sentence rests on no passage.",
        "Every sentence of the site can be traced to a passage. In prose, a citation follows the last words of each paragraph.",
        "summary:\n  - text: They agreed.\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n",
    ),
    "missing-support": Explanation(
        "A statement's citations dispute or mention it, and none supports it.",
        "What no source says is not a statement of the sources.",
        "summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 4, relation: disputes}]\n",
        "summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 4}]\n",
    ),
    "withdrawn-support": Explanation(
        "All that a statement rests on was withdrawn.",
        "What nobody stands by any longer is no statement of the sources. A corrected source may still be cited: its statements are marked.",
        "# seeds/gazette-0301.yaml\nstanding:\n  state: withdrawn\n  date: 2031-04-01\n  reason: The meeting was another one.\n",
        "# seeds/gazette-0301.yaml\nstanding:\n  state: corrected\n  date: 2031-04-01\n  reason: The meeting was on Wednesday.\n",
    ),
    "circular-support": Explanation(
        "Statements rest on one another in a circle, or sources relay one another in one.",
        "Then nothing at all carries them.",
        "summary:\n  - id: only-talks\n    text: They agreed to talk.\n    cites: [gazette-0301#4]\n    rests_on: [no-deal]\n"
        "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    likelihood: unlikely\n    confidence: low\n"
        "    basis: They agreed to talk only.\n    cites: [courier-0302#4]\n    rests_on: [only-talks]\n",
        "summary:\n  - id: only-talks\n    text: They agreed to talk.\n    cites: [gazette-0301#4]\n"
        "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    likelihood: unlikely\n    confidence: low\n"
        "    basis: They agreed to talk only.\n    cites: [courier-0302#4]\n    rests_on: [only-talks]\n",
    ),
    "thin-confidence": Explanation(
        "A judgement has high confidence, and all that it rests on goes back to one origin.",
        "Two articles that relay the same agency are one. Where one origin is enough, as with a law or a treaty, `confidence_reason` says why.",
        "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    likelihood: unlikely\n    confidence: high\n"
        "    basis: They agreed to talk only.\n    cites: [courier-0302#4]\n",
        "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    likelihood: unlikely\n    confidence: high\n"
        "    confidence_reason: The recess is fixed by law.\n    basis: They agreed to talk only.\n    cites: [courier-0302#4]\n",
    ),
    "unknown-origin": Explanation(
        "An origin is neither a source on record nor named anywhere.",
        "Origins are counted. A slip would count as one more, and readers would see an id instead of a name.",
        "# seeds/courier-0302.yaml\norigin: strait-wire\n",
        "# seeds/courier-0302.yaml\norigin: {id: strait-wire, name: Strait Wire}\n",
    ),
    "unknown-source": Explanation(
        "There is no record of that source in `seeds/`.",
        "Readers could not see what it is.",
        "summary:\n  - text: They agreed.\n    cites: [gazete-0301#4]\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n",
    ),
    "paragraph-out-of-range": Explanation(
        "The source has no paragraph of that number.",
        "A paragraph is a block of the text between blank lines, counted from 1.",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#40]\n",
        "summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n",
    ),
    "missing-speaker": Explanation(
        "An attributed statement does not say who makes it.",
        "A claim without its maker reads like a fact.",
        "statements:\n  - {id: toll-suspended, kind: attributed, text: It is suspended., cites: [gazette-0301#6]}\n  - {id: toll-collected, kind: reported, text: It is not., cites: [courier-0302#3]}\n",
        "statements:\n  - {id: toll-suspended, kind: attributed, by: harbour-master, text: It is suspended., cites: [gazette-0301#6]}\n",
    ),
    "missing-occasion": Explanation(
        "Nothing says when, where or on what occasion a claim was made. A warning.",
        "A claim from before the talks and one from after them mean different things. Give `date`, `place` or `occasion`, a few words such as "
        "`before the talks`;"
        " where the sources give none of these, write `occasion: unknown`, and readers see that too.",
        "statements:\n  - {id: toll-suspended, kind: attributed, by: harbour-master, text: It is suspended., cites: [gazette-0301#6]}\n  - {id: "
        "toll-collected, kind: reported, text: It is not., cites: [courier-0302#3]}\n",
        "statements:\n  - {id: toll-suspended, kind: attributed, by: harbour-master, occasion: unknown, text: It is suspended., cites: "
        "[gazette-0301#6]}\n",
    ),
    "likelihood-in-statement": Explanation(
        "A reported fact or a claim has a word in it that weighs a likelihood, such as `probably`. A warning.",
        "A reader cannot tell whether the source, the speaker or the desk weighs it. The desk's own assessment is a judgement; what others think "
        "likely is quoted in their words. "
        "Words between double quotation marks are left alone, and so are `may`, `might`, `could` and `possible`.",
        "statements:\n  - {id: toll-collected, kind: reported, text: The toll was probably still collected., cites: [courier-0302#3]}\n",
        "statements:\n  - {id: toll-collected, kind: reported, text: The toll was still collected., cites: [courier-0302#3]}\n",
    ),
    "likelihood-mismatch": Explanation(
        "The sentence of a judgement names another degree of likelihood than its `likelihood`. A warning.",
        "Readers see the word and the range side by side. The words are those of ICD 203: `unlikely` is 20 to 45 %, `very unlikely` 5 to 20 %.",
        "judgements:\n  - {id: no-deal, text: A settlement is very unlikely., likelihood: unlikely, confidence: low, basis: Both restated their "
        "terms., cites: [courier-0302#4]}\n",
        "judgements:\n  - {id: no-deal, text: A settlement is unlikely., likelihood: unlikely, confidence: low, basis: Both restated their "
        "terms., cites: [courier-0302#4]}\n",
    ),
    "confidence-in-judgement": Explanation(
        "The sentence of a judgement says how sure the desk is, with a word such as `confident`. A warning.",
        "That is what `confidence` says, in words that mean the same in every dossier.",
        "judgements:\n  - {id: no-deal, text: We are confident that no settlement comes., likelihood: unlikely, confidence: low, basis: Both "
        "restated their terms., cites: [courier-0302#4]}\n",
        "judgements:\n  - {id: no-deal, text: A settlement is unlikely., likelihood: unlikely, confidence: low, basis: Both restated their "
        "terms., cites: [courier-0302#4]}\n",
    ),
    "likelihood-with-confidence": Explanation(
        "One sentence of the desk's says how likely something is and how sure the desk is. A warning.",
        "Readers take the two for one: `high confidence` in a small chance is still a small chance (ICD 203). This holds for judgements, the "
        "bottom line, accounts and prose.",
        "judgements:\n  - {id: no-deal, text: We have high confidence that a settlement is unlikely., likelihood: unlikely, confidence: high, "
        "basis: Both restated their terms., cites: [courier-0302#4]}\n",
        "judgements:\n  - {id: no-deal, text: A settlement is unlikely., likelihood: unlikely, confidence: low, basis: Both restated their "
        "terms., cites: [courier-0302#4]}\n",
    ),
    "undeclared-dispute": Explanation(
        "A statement of one dossier disputes a statement of another, and only one of the two dossiers says so. A warning.",
        "Both pages show the two side by side, whichever declares it; but whoever edits the other dossier must know. Write `disputed_by` at the "
        "one and `disputes` at the other.",
        "# briefings/ferry.yaml\nstatements:\n  - {id: skippers-paid, kind: reported, text: Skippers paid on Friday., cites: [courier-0302#3], "
        "disputes: [harbour#first-meeting]}\n",
        "# briefings/ferry.yaml\nstatements:\n  - {id: skippers-paid, kind: reported, text: Skippers paid on Friday., cites: [courier-0302#3]}\n",
    ),
    "one-sided-dispute": Explanation(
        "Of two statements in dispute, one rests on nothing that the other does not rest on as well. A warning.",
        "A contradiction needs evidence on both sides. Two sides may share a paragraph when each quotes the words of its own in it.",
        "statements:\n  - {id: toll-suspended, kind: reported, text: It is suspended., cites: [courier-0302#3], disputed_by: [toll-collected]}\n"
        "  - {id: toll-collected, kind: reported, text: It was collected., cites: [courier-0302#3]}\n",
        "statements:\n  - {id: toll-suspended, kind: reported, text: It is suspended., cites: [gazette-0301#6], disputed_by: [toll-collected]}\n"
        "  - {id: toll-collected, kind: reported, text: It was collected., cites: [courier-0302#3]}\n",
    ),
    "unexpected-speaker": Explanation(
        "A reported fact names a speaker.",
        "Either it is a fact as the source gives it, or it is somebody's claim.",
        "statements:\n  - {id: toll-suspended, kind: reported, by: harbour-master, text: It is suspended., cites: [gazette-0301#6]}\n",
        "statements:\n  - {id: toll-suspended, kind: attributed, by: harbour-master, text: It is suspended., cites: [gazette-0301#6]}\n",
    ),
    "quotation-not-found": Explanation(
        "Words given as a quotation do not stand in the cited paragraph.",
        "A quotation is exact or it is none. This holds for `quotations`, for `quote` in a citation, and for words between double quotation marks in any sentence. "
        "Only typography may differ: the shape of quotation marks, apostrophes, dashes and dots, and the width of spaces.",
        "summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 6, quote: suspended for as long as they are talking}]\n",
        "summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 6, quote: suspended for as long as we are talking}]\n",
    ),
    "ambiguous-quotation": Explanation(
        "Words given as a quotation stand more than once in the cited paragraph. A warning.",
        "A reader who follows the citation would not know which of them is meant.",
        "# briefings/ferry.yaml\nsummary:\n  - text: They have met.\n    cites: [{source: gazette-0301, paragraph: 3, quote: Port}]\n",
        "# briefings/ferry.yaml\nsummary:\n  - text: They have met.\n    cites: [{source: gazette-0301, paragraph: 3, quote: South Port}]\n",
    ),
    "not-locked": Explanation(
        "A citation, a quotation or a source's record is not what the evidence lock vouches for.",
        "A machine without the texts knows only the lock. Run `briefings lock` where the texts are, and commit `seeds/evidence.lock` with your change.",
    ),
    "stale-lock": Explanation(
        "A line of the evidence lock belongs to nothing any more, or to a text that has changed since.",
        "The lock must say what is so now. Run `briefings lock` where the texts are, and read its difference before you commit it.",
    ),
    "forged-lock": Explanation(
        "A line of the evidence lock says of a paragraph what its text does not.",
        "The lock was edited by hand, or made from another text.",
    ),
    "moved-paragraph": Explanation(
        "The text of a source has changed, and a cited paragraph now has another number.",
        "`briefings check --fix` writes the new number. Then look whether the paragraph still says the same, and run `briefings lock`.",
    ),
    "uncited-paragraph": Explanation(
        "Nothing rests on a paragraph, and the record does not say why. A warning.",
        "What was left out, and why, is part of the evidence.",
        "# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2], reason: furniture}\n",
        "# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 7], reason: furniture}\n",
    ),
    "cited-after-all": Explanation(
        "A paragraph is listed as uncited, and something rests on it.",
        "One of the two is wrong.",
        "# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 4, 7], reason: furniture}\n",
        "# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 7], reason: furniture}\n",
    ),
    "unused-source": Explanation(
        "Nothing rests on a source. A warning.", "It is either forgotten or not needed."
    ),
    "paragraph-count": Explanation(
        "A record counts its paragraphs differently from its text.",
        "The text has changed, or was cut differently; then every locator may be off.",
        "# seeds/courier-0302.yaml\nparagraphs: 5\n",
        "# seeds/courier-0302.yaml\nparagraphs: 4\n",
    ),
    # Print
    "no-glyph": Explanation(
        "No font of the printed pages can show a character.",
        "A hole or a box in a name is worse than a mistake that is named. The fonts have Latin, Cyrillic, Greek and Arabic letters. Write the "
        "name in one of these, or put a font that has its script, a `.ttf` or `.otf` file, into `briefings/fonts`. The names and notes that stand "
        "only on the site, such as `also` at an actor and `provenance` at a source, may have any letters.",
    ),
    "unusable-font": Explanation(
        "A file in `briefings/fonts` is not a font that can be printed with.",
        "The letters that it was put there for would be missing. Fonts for print are `.ttf` and `.otf` files; those for the web, `.woff` and "
        "`.woff2`, must be converted first.",
    ),
    # Time
    "dates-out-of-order": Explanation(
        "Dates contradict one another.",
        "A timeline runs forward, an open question is settled after the dossier's own date, nobody is quoted before he spoke, and no dossier knows a source that is younger than itself.",
        "timeline:\n  - {date: 2031-03-01, text: The toll is suspended., cites: [gazette-0301#6]}\n  - {date: 2031-02, text: They met., cites: [gazette-0301#3]}\n",
        "timeline:\n  - {date: 2031-02, text: They met., cites: [gazette-0301#3]}\n  - {date: 2031-03-01, text: The toll is suspended., cites: [gazette-0301#6]}\n",
    ),
}


def explain(code: str) -> str:
    """The explanation of a code as plain text. Raises KeyError for a code that is not in the list."""
    found = CODES[code]
    parts = [code, "", found.what, "", found.why]
    for heading, example in (("This fails:", found.bad), ("This passes:", found.good)):
        if example:
            parts += ["", heading, "", *(f"    {line[:120]}" for line in example.rstrip("\n").split("\n"))]
    return "\n".join(parts)
