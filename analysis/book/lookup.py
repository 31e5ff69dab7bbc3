"""What readers look up: passages with their codes, parties to proposals, instruments, English names."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis import evidence, proposals, terms
from analysis.actors.comentions import topmost
from analysis.book.chapter import Chapter
from analysis.corpus.catalogue import readable_date
from analysis.evidence import SPAN, by_passage
from analysis.spelling import fold
from analysis.tables import LEXICON, contract, load_table, sound, text_column

CATALOGUE = ["title", "publisher", "date", "url", "language"]
SEARCHED = contract("name", name=text_column(unique=True), actor=text_column())
CODED = ["who", "towards", "theme_name", "act_name", "certainty_name", "note"]


def passages(chapter: Chapter) -> pd.DataFrame:
    """Give every counted sentence with what it holds.

    Returns
    -------
    DataFrame
        As from `evidence.passages`, its publisher, date and address as readers see them, with lists:
        ``actor``, ``theme``, ``term`` (codes), ``glosses``, ``marks`` (of coded proposals: start, end, kind),
        and ``codings``, a dictionary each with the columns `CODED`.
    """
    corpus, every = chapter.corpus, codings(chapter)
    table = evidence.passages(corpus, corpus.sentences)
    catalogue = corpus.documents.reindex(columns=[*CATALOGUE, "speaker"], fill_value="")
    table = table.assign(**{name: table["document"].map(catalogue[name]).astype(str) for name in CATALOGUE})
    speaker = [chapter.name.get(catalogue.at[name, "speaker"], "unknown") for name in table["document"]]
    publisher = table["publisher"].replace(["unknown", ""], "unnamed site")
    table["publisher"] = [
        f"{one} (heard most there: {who})" for one, who in zip(publisher, speaker, strict=True)
    ]
    table["date"] = table["date"].map(readable_date)
    table["url"] = [
        proposals.text_fragment(row.url, row.text) if row.url else "" for row in table.itertuples()
    ]
    spans = every["reference"].str.extract(r":(\d+)-(\d+)$").astype(int).to_numpy().tolist()
    every["marks"] = [(start, end, "proposal") for start, end in spans]
    every["codings"] = [tuple(row) for row in every[CODED].itertuples(index=False)]
    glosses = proposals.read_translations(corpus)
    glosses = (glosses if len(glosses) else every).rename(columns={"gloss": "glosses"})
    rows = {"actor": chapter.mentions, "theme": every, "term": chapter.terms, "glosses": glosses}
    rows |= {"marks": every, "codings": every}
    return table.assign(**{column: by_passage(corpus, some, column) for column, some in rows.items()})


def codings(chapter: Chapter) -> pd.DataFrame:
    """Give the coded proposals and restatements with ``certainty_name``, ``party_name`` and ``kind_name``.

    A party is who voices a proposal or is addressed by it, persons and bodies counted for the state or
    organisation above them: a joint proposal is found under each of its parties.
    """
    every = chapter.every
    voiced = topmost(every["proposer"], chapter.lexicon.actors)
    addressed = topmost(every["addressee"], chapter.lexicon.actors)
    both = [(some | other) - {""} for some, other in zip(voiced, addressed, strict=True)]
    return every.assign(
        certainty_name=every["certainty"].map(chapter.codebook["certainty"]),
        party_name=["; ".join(sorted(chapter.name[actor] for actor in some)) for some in both],
        kind_name=every["restates"].map(lambda other: "restatement" if other else "first statement"),
    )


def tellers(chapter: Chapter, rows: pd.DataFrame) -> pd.Series:
    """Tell who lets us read each coded passage: the speaker, where it is quoted, or the publisher."""
    about = chapter.corpus.documents.reindex(columns=["speaker", "publisher"], fill_value="")
    speaker = rows["document"].map(about["speaker"].map(chapter.name)).fillna("An unknown speaker")
    publisher = rows["document"].map(about["publisher"].replace(["unknown", ""], "not named"))
    part = proposals.quoted_part(chapter.corpus, rows)
    rest = part.map({"beginning": "; the part outside the quotation marks is the publisher’s own statement"})
    return (speaker + ", quoted" + rest.fillna("")).mask(part == "none", "The publisher (" + publisher + ")")


def facets(chapter: Chapter, table: pd.DataFrame) -> dict[str, list[tuple[str, str, int]]]:
    """Give what `passages` can be chosen by: of each column the codes that occur, their labels and counts."""
    names = chapter.name[chapter.mentions["actor"].unique()].sort_values(key=lambda some: some.str.casefold())
    words = {term: term for term in sorted(set(chapter.terms["term"]))}
    labels = {"document": chapter.label, "actor": names, "theme": chapter.codebook["theme"], "term": words}
    given = {}
    for column, choices in labels.items():
        counts = table[column].explode().value_counts()
        given[column] = [(code, name, int(counts[code])) for code, name in choices.items() if code in counts]
    return given


def instruments(chapter: Chapter) -> pd.DataFrame:
    """Give the places of instruments and events, coded or of the glossary, with ``name`` and ``kind``."""
    coded = chapter.events[[*SPAN, "name", "kind"]]
    found = terms.instruments(chapter.corpus)[[*SPAN, "name"]]
    kinds = dict(zip(coded["name"], coded["kind"], strict=True))
    found["kind"] = [kinds.get(name, "instrument") for name in found["name"]]
    pairs = found.reset_index().merge(coded, on=["document", "name"], suffixes=("", "_coded"))
    inside = (pairs["start"] < pairs["end_coded"]) & (pairs["start_coded"] < pairs["end"])
    return pd.concat([coded, found.drop(index=pairs.loc[inside, "index"])], ignore_index=True)


def english(chapter: Chapter) -> Iterator[tuple[list[str], list[str], str]]:
    """Give names that a reader may look for, the French words that stand for them, and the actor's code.

    Those of the actors that are named: their English names, a person's last one, their aliases, what an
    English text calls them, and short and Russian names (`SEARCHED`); without a code the actors of these
    that are not named, for a part of their name may be; and the words of the glossary.
    """
    known = chapter.lexicon.aliases.query("kind == 'name' or language == 'en'")
    searched = sound(load_table(LEXICON / "searched_names.csv", SEARCHED)).rename(columns={"name": "alias"})
    aliases = pd.concat([known, searched]).groupby("actor")["alias"].agg(list)
    about = chapter.lexicon.actors
    named = chapter.mentions.groupby("actor")["form"].agg(list)
    absent = known[known["actor"].isin({*searched["actor"]} - {*named.index}) & (known["language"] != "en")]
    for actor, forms in pd.concat([named, absent.groupby("actor")["alias"].agg(list)]).items():
        name = about.at[actor, "name_en"]
        names = [name, *aliases.get(actor, [])]
        names += [name.split()[-1]] if about.at[actor, "type"] == "person" else []
        yield _folded(names), _folded(forms), str(actor) if actor in named else ""
    for word, phrases in glossary(chapter).groupby("english")["french"]:
        yield _folded([word]), _folded(phrases), ""


def glossary(chapter: Chapter) -> pd.DataFrame:
    """Read the glossary with the corpus's own rows and the terms, whose English is their gloss."""
    given = terms.read_glossary(chapter.corpus)[["english", "french"]]
    known = chapter.field[chapter.field["language"] != "en"]
    known = known.rename(columns={"gloss": "english", "term": "french"})[["english", "french"]]
    return pd.concat([given, known], ignore_index=True)


def base_forms(chapter: Chapter) -> dict[str, list[str]]:
    """Give the words of the texts their lemmas, all folded; without those that are their own.

    Examples
    --------
    >>> from analysis import Corpus
    >>> base_forms(Chapter(Corpus.from_texts({"a": "Les États veulent un pacte."})))
    {'etats': ['etat'], 'les': ['le'], 'veulent': ['vouloir']}
    """
    pairs = chapter.corpus.tokens[["form", "lemma"]].drop_duplicates().astype(str).map(fold)
    found = pairs.drop_duplicates().groupby("form")["lemma"].agg(sorted)
    return {form: lemmas for form, lemmas in found.items() if lemmas != [form]}


def _folded(names: object) -> list[str]:
    return sorted({fold(" ".join(str(name).split())) for name in names})  # type: ignore[attr-defined]
