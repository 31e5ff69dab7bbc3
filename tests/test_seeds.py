"""The five documents: what is counted, and that every number leads back to its words."""

from pathlib import Path

import pytest

from analysis import actors, evidence, proposals, read_corpus, terms
from analysis.spelling import fold

SEEDS = Path(__file__).parents[1] / "seeds"
SET_ASIDE = [
    "Suivez RT France",
    "cookies",
    "Publicité",
    "Votre adresse e-mail",
    "Temps de lecture",
    "Statement by President of Russia",
    "Photo :",
]
KINDS = {
    "press-2020-09": ["date line", "reading time", *["body"] * 2, "embedded post", *["body"] * 3],
    "press-2021-06-17": [
        *("headline", "image credit", "body", "body", "advertisement", "intertitle", "body"),
        *("repeated pull quote", "body", "comment form", "comment form", "advertisement"),
    ],
    "mfa-2021-09-28": ["rubric", "headline", "rubric", *["body"] * 12],
    "rt-2021-10-07": [
        *("headline", "repeated headline", "image credit", "caption", "share line", *["body"] * 3),
        *("repeated pull quote", "body", "body", "site name", "share line", *["cookie notice"] * 9),
    ],
    "sputnik-2024-03-29": [
        *("date line", "address", "headline", "repeated headline", "site name", "date line", "body"),
    ],
}
MISSING_SPACES = [
    ("selon la diplomatie russe.", "En 2019,"),
    ("terrorisme nucléaire de 2005).", "Le 27 mars,"),
    ("liée à l'information.", "Parmi les principaux"),
    ("russe des Affaires étrangères.", '"Tout au long'),
    ("selon le communiqué.", "Moscou estime"),
    ("a expliqué la diplomatie.", "Dans le même temps,"),
    ("ministère des Affaires étrangères.", '"Malgré la position'),
]
DOCUMENTS = list(KINDS)


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(SEEDS)


@pytest.fixture(scope="module")
def raw(corpus):
    """The files' own bytes, decoded."""
    return {
        row.Index: (SEEDS / row.file).read_bytes().decode("utf-8") for row in corpus.documents.itertuples()
    }


@pytest.fixture(scope="module")
def mentions(corpus):
    return actors.find(corpus)


@pytest.fixture(scope="module")
def coded(corpus):
    return proposals.coded(corpus, restatements=True)


def counted_text(corpus, document):
    rows = corpus.segments[(corpus.segments["document"] == document) & corpus.segments["counted"]]
    return "\n".join(corpus.text(document)[row.start : row.end] for row in rows.itertuples())


def resolve(corpus, references):
    """The words that references lead to."""
    passages = evidence.sentence_ids(corpus).set_index("passage")["text"]
    words = []
    for reference in references:
        passage, _, span = reference.rpartition(":")
        start, end = map(int, span.split("-"))
        words.append(passages[passage][start:end])
    return words


def test_the_documents(corpus):
    assert corpus.documents.index.tolist() == DOCUMENTS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_kinds_of_segment(corpus, document):
    rows = corpus.segments[corpus.segments["document"] == document]
    assert rows["kind"].tolist() == KINDS[document]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_segments_tile_the_file(corpus, raw, document):
    rows = corpus.segments[corpus.segments["document"] == document]
    assert "".join(raw[document][row.start : row.end] for row in rows.itertuples()) == raw[document]


def test_number_of_sentences(corpus):
    assert corpus.sentences.groupby("document", sort=False).size().to_dict() == {
        "press-2020-09": 7,
        "press-2021-06-17": 12,
        "mfa-2021-09-28": 17,
        "rt-2021-10-07": 9,
        "sputnik-2024-03-29": 18,
    }


@pytest.mark.parametrize("words", SET_ASIDE)
def test_what_is_no_body_is_not_counted(raw, words):
    assert any(words in text for text in raw.values())
    for headline in ((), ("headline",)):
        wider = read_corpus(SEEDS, counted=("body", *headline))
        assert all(fold(words) not in fold(counted_text(wider, document)) for document in DOCUMENTS)


@pytest.mark.parametrize(
    ("document", "times"),
    [("rt-2021-10-07", 2), ("sputnik-2024-03-29", 2), ("press-2021-06-17", 1), ("mfa-2021-09-28", 1)],
)
def test_a_headline_is_counted_once_by_choice_and_else_not(corpus, raw, document, times):
    headline = corpus.documents.at[document, "title"]
    assert raw[document].count(headline) == times
    assert counted_text(corpus, document).count(headline) == 0
    assert counted_text(read_corpus(SEEDS, counted=("headline", "body")), document).count(headline) == 1


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            "rt-2021-10-07",
            "Moscou propose de coopérer [...]\u00a0plutôt que de recourir à une rhétorique agressive",
        ),
        ("press-2021-06-17", "«\u00a0S’unir pour lutter contre la cybercriminalité\u00a0»"),
    ],
)
def test_a_pull_quote_is_counted_once(corpus, raw, document, words):
    quotes = corpus.segments.query("document == @document and kind == 'repeated pull quote'")
    assert [raw[document][row.start : row.end].strip() for row in quotes.itertuples()] == [words]
    assert not quotes["counted"].any()
    assert words not in counted_text(corpus, document)


def test_words_of_a_pull_quote(corpus):
    concordance = terms.concordance(corpus, "s'unir pour lutter contre la cybercriminalité")
    assert concordance["document"].tolist() == ["press-2021-06-17"]


def test_missing_spaces_after_full_stops(corpus):
    text = corpus.text("sputnik-2024-03-29")
    rows = corpus.sentences[corpus.sentences["document"] == "sputnik-2024-03-29"]
    touching = [
        (text[left.start : left.end], text[right.start : right.end])
        for left, right in zip(rows.itertuples(), rows.iloc[1:].itertuples(), strict=False)
        if left.end == right.start
    ]
    assert len(touching) == len(MISSING_SPACES)
    for (left, right), (end, start) in zip(touching, MISSING_SPACES, strict=True):
        assert left.endswith(end)
        assert right.startswith(start)


def test_every_token_is_the_file_s(corpus, raw):
    assert [raw[row.document][row.start : row.end] for row in corpus.tokens.itertuples()] == (
        corpus.tokens["form"].tolist()
    )
    bounds = corpus.tokens.astype({"document": str}).merge(
        corpus.sentences, on=["document", "sentence"], suffixes=("", "_of")
    )
    assert len(bounds) == len(corpus.tokens)
    assert ((bounds["start_of"] <= bounds["start"]) & (bounds["end"] <= bounds["end_of"])).all()


def test_every_mention_proposal_event_and_term_is_the_file_s(corpus, raw, mentions, coded):
    for rows, column in (
        (mentions, "form"),
        (coded, "quote"),
        (proposals.events(corpus), "quote"),
        (terms.find(corpus), "form"),
    ):
        assert len(rows)
        assert [raw[row.document][row.start : row.end] for row in rows.itertuples()] == rows[column].tolist()


def test_every_mention_proposal_event_and_term_leads_to_its_words(corpus, mentions, coded):
    for rows, column in (
        (mentions, "form"),
        (coded, "quote"),
        (proposals.events(corpus), "quote"),
        (terms.find(corpus), "form"),
    ):
        located = evidence.locate(corpus, rows)
        assert resolve(corpus, located["reference"]) == rows[column].tolist()
    assert evidence.locate(corpus, mentions)["sentence"].tolist() == mentions["sentence"].tolist()


def test_passage_ids_are_unique(corpus):
    passages = evidence.sentence_ids(corpus)["passage"]
    assert passages.is_unique
    assert passages.str.fullmatch(r"[a-z0-9-]+-[0-9a-f]{8}").all()


def test_a_passage_keeps_its_id_in_a_smaller_corpus(corpus):
    whole = evidence.sentence_ids(corpus)
    part = evidence.sentence_ids(type(corpus)(corpus.documents.iloc[2:4]))
    kept = whole[whole["document"].isin(corpus.documents.index[2:4])]
    assert part["passage"].tolist() == kept["passage"].tolist()


@pytest.mark.parametrize(("of", "by"), [("lemma", None), ("form", None), ("lemma", "document")])
def test_every_frequency_has_as_many_references(corpus, of, by):
    counts = terms.frequencies(corpus.tokens, of=of, by=by, stop_words=True)
    linked = evidence.link(corpus, counts)
    assert (linked["evidence"].str.split().str.len() == counts["n"]).all()
    assert counts["n"].sum() == len(corpus.tokens)
    top = linked.iloc[0]
    words = resolve(corpus, top["evidence"].split())
    tokens = corpus.tokens[corpus.tokens[of] == top[of]]
    tokens = tokens if by is None else tokens[tokens[by] == top[by]]
    assert words == tokens["form"].tolist()


@pytest.mark.parametrize("within", actors.UNITS)
@pytest.mark.parametrize("kinds", [actors.KINDS, ("name", "metonym")], ids=["all kinds", "named"])
def test_co_mentions_can_be_counted_again_from_their_rows(corpus, mentions, within, kinds):
    pairs = actors.co_mentions(mentions, within=within, kinds=kinds)
    rows = actors.co_mention_rows(mentions, within=within, kinds=kinds)
    assert len(pairs) > 20
    unit = ["document"] if within == "document" else ["document", within]
    again = rows.groupby(["actor_a", "actor_b"]).apply(lambda part: len(part[unit].drop_duplicates()))
    assert again.to_dict() == pairs.set_index(["actor_a", "actor_b"])["n"].to_dict()
    for _, part in rows.groupby(["actor_a", "actor_b", *unit]):
        assert set(part["actor"]) == {part["actor_a"].iloc[0], part["actor_b"].iloc[0]}
    each = (
        mentions[mentions["kind"].isin(kinds)]
        .groupby("actor")
        .apply(lambda part: len(part[unit].drop_duplicates()))
    )
    assert (pairs["n_a"] == pairs["actor_a"].map(each)).all()
    assert (pairs["n_b"] == pairs["actor_b"].map(each)).all()
    linked = evidence.link(corpus, pairs)
    assert (linked["evidence"].str.split().str.len() >= 2 * linked["n"]).all()


def test_the_matrix_of_proposals_can_be_counted_again(corpus, coded):
    first = coded[coded["restates"] == ""]
    table = proposals.compare(first, row_values=DOCUMENTS)
    linked = evidence.link(corpus, table)
    assert table["n"].sum() == len(first)
    assert ((linked["n"] == 0) == (linked["evidence"] == "")).all()
    assert first.groupby(["document", "theme"]).size().sum() == table["n"].sum()


def test_proposals_of_every_document_and_of_rivals(coded):
    assert set(coded["document"]) == set(DOCUMENTS)
    assert len(coded[coded["restates"] == ""]) >= 40
    assert {"RUS", "USA", "GBR"} <= set(";".join(coded["proposer"] + ";" + coded["addressee"]).split(";"))
    assert {"for", "against"} <= set(coded["stance"])
