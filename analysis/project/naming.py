"""Names that the lexicon does not have: listed, and added to a lexicon of one's own."""

from __future__ import annotations

import pandas as pd

from analysis import actors
from analysis.corpus import Corpus
from analysis.corpus.catalogue import OWN_LEXICON
from analysis.files import locked, write_whole
from analysis.sheets import with_rows
from analysis.spelling import fold
from analysis.tables import InputError, as_slug

FILE = "aliases.csv"
COLUMNS = "alias actor kind type parent name_en name_fr case from to note".split()


def unknown(corpus: Corpus) -> pd.DataFrame:
    """List the names that the lexicon does not have, the most frequent first.

    Returns
    -------
    DataFrame
        One row a name: form (as it stands most often), type (``person``, ``organisation``, ``unknown``),
        why, n (places), documents (how many), sentence (the first that has it).

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Selon Mme Jeanne Martin, tout va. Mme Jeanne Martin rit."})
    >>> unknown(corpus)[["form", "type", "n"]].values.tolist()
    [['Jeanne Martin', 'person', 2]]
    """
    lexicon = actors.lexicon_of(corpus)
    found = actors.unknown_names(corpus, actors.find(corpus, lexicon), lexicon)
    sentences = corpus.sentences.set_index(["document", "sentence"])
    first = sentences.loc[list(zip(found["document"], found["sentence"], strict=True))]
    texts = zip(found["document"], first["start"], first["end"], strict=True)
    found["text"] = [" ".join(corpus.text(name)[start:end].split()) for name, start, end in texts]
    of = found.groupby(found["form"].map(fold), sort=False)
    forms = of["form"].agg(lambda some: some.value_counts().index[0])
    table = of.agg(
        type=("type", "first"),
        why=("why", "first"),
        n=("form", "size"),
        documents=("document", "nunique"),
        sentence=("text", "first"),
    )
    return table.assign(form=forms)[["form", *table.columns]].reset_index(drop=True)


def add_unknown(corpus: Corpus, names: pd.DataFrame) -> str:
    """Add names to the folder ``lexicon`` beside the catalogue, as actors to be looked through.

    A name whose kind is not known is left for the analyst to add: no kind is guessed. What stands in the
    file stays as it is; the same command again adds nothing, since the names are then known.

    Parameters
    ----------
    corpus : Corpus
        Read from a folder.
    names : DataFrame
        As from `unknown`.

    Returns
    -------
    str
        What was added, and what was left.

    Raises
    ------
    InputError
        If the corpus was not read from a folder, or the file would then not be a sound lexicon; nothing is
        written then.
    """
    if corpus.folder is None:
        raise InputError(["the corpus was not read from a folder; its lexicon has no place"])
    path = corpus.folder / OWN_LEXICON / FILE
    known = names[names["type"] != "unknown"]
    rows = known.assign(
        alias=known["form"],
        actor=known["form"].map(as_slug).str.lower(),
        kind="name",
        name_en=known["form"],
        name_fr=known["form"],
        note="found in the documents; look at it",
    )
    rows = rows[~rows["actor"].isin(actors.lexicon_of(corpus).actors.index)]
    rows = rows.drop_duplicates("actor").reindex(columns=COLUMNS, fill_value="")
    if len(rows):
        path.parent.mkdir(exist_ok=True)
        with locked(path):
            try:
                new = with_rows(path, COLUMNS, rows.astype(str).to_dict("records"))
            except ValueError as error:
                raise InputError([str(error)]) from None
            write_whole(path, new)
    left = len(names) - len(rows)
    return (
        f"added {len(rows)} names to {path}: look at each, mend its type, or delete it\n"
        f"left {left}, of a kind that is not known or with an id that is taken: add those that are actors\n"
    )
