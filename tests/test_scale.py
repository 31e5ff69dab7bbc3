"""Results of partitions, against those of one corpus; bad sources; runs that stopped."""

import json
import os
import shutil
from itertools import count

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from folders import TEXT, snapshot, write_corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import Corpus, InputError, actors, candidates, evidence, read_corpus, scale, terms
from analysis.corpus import plain
from analysis.scale import parts, results
from analysis.scale.store import TABLES

SENTENCES = [
    "Moscou propose à Londres de conclure un traité sur la sécurité de l’information.",
    "Londres refuse le traité avec la Russie.",
    "La Russie et les États-Unis reprennent le dialogue, et Paris attend.",
    "Le traité, le dialogue, la guerre !",
    "Il pleut.",
]
SOME = {
    f"d{n}": {"text": " ".join(SENTENCES[n % 5 :]), "publisher": "RT" if n % 2 else "TASS", "date": f"202{n}"}
    for n in range(6)
}
SMALL = 200  # bytes: about a document


def write_parquet(path, documents, *, rows_in_group=1):
    table = pd.DataFrame([{"document": name, **about} for name, about in documents.items()])
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), path, row_group_size=rows_in_group)
    return path


def write_texts(folder, texts):
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def local(documents):
    """The corpus of documents whose publishers have fewer than three each, or none."""
    rows = pd.DataFrame.from_dict(documents, orient="index").rename_axis("document")
    given = {"publisher": "unknown", "language": "fr", "country": "unknown", "genre": "unknown", "date": ""}
    return Corpus(rows.assign(**{name: says for name, says in given.items() if name not in rows}))


def equal(found, expected):
    pd.testing.assert_frame_equal(found[expected.columns], expected, check_exact=True, check_dtype=False)


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    folder = tmp_path_factory.mktemp("some")
    source = write_parquet(folder / "some.parquet", SOME)
    ran = scale.run(source, folder / "results", tables=TABLES, by=["publisher", "year"], partition=SMALL)
    assert (ran.documents, len(ran.aside), ran.found_done) == (6, 0, 0)
    assert ran.partitions > 2
    return folder / "results"


@pytest.fixture(scope="module")
def whole(some):
    recurring = json.loads((some / "manifest.json").read_text())["recurring"]
    corpus = local(SOME)
    assert {name: sorted(lines) for name, lines in corpus.recurring_lines.items()} == recurring
    return corpus


def test_frequencies_are_those_of_one_corpus(some, whole):
    found = scale.frequencies(some)
    equal(found, terms.frequencies(whole.tokens))
    assert found.attrs["note"] == f"{len(whole.tokens)} words; lemma; function words not listed"
    for column in ("publisher", "year"):
        rows = terms.with_catalogue(whole, whole.tokens, column)
        equal(scale.frequencies(some, by=column), terms.frequencies(rows, by=column))


def test_keyness_is_that_of_one_corpus(some, whole):
    rows = terms.with_catalogue(whole, whole.tokens, "publisher", "year")
    for target, reference in [({"publisher": "RT"}, None), ({"year": "2020"}, {"publisher": "RT"})]:
        expected = terms.keyness(rows, target=target, reference=reference, splits=0)
        expected = expected.drop(columns=["p_value", "p_adjusted", "lrc", "caution"])
        equal(scale.keyness(some, target=target, reference=reference), expected)
    with pytest.raises(InputError, match="share words"):
        scale.keyness(some, target={"publisher": "RT"}, reference={"year": "2021"})


def test_tables_of_spans_are_those_of_one_corpus(some, whole):
    mentions = actors.find(whole)
    equal(scale.table(some, "mentions"), mentions)
    equal(scale.table(some, "candidates"), candidates.find(whole))
    words = dict.fromkeys(["document", "form", "lemma"], str)
    equal(scale.table(some, "tokens").astype(words), whole.tokens.astype(words))
    for within in actors.UNITS:
        units = actors.count_units(whole, within=within)
        equal(
            scale.co_mentions(some, within=within), actors.co_mentions(mentions, within=within, units=units)
        )
    counts = scale.counts(some, "mentions", by=["actor", "kind"])
    assert counts["n"].sum() == len(mentions)
    assert counts.iloc[0].tolist() == ["RUS", "name", 7, 4]
    years = scale.counts(some, "mentions", by=["year", "actor"])
    rows = terms.with_catalogue(whole, mentions, "year")
    expected = rows.astype({"year": str}).value_counts(["year", "actor"])
    assert years.set_index(["year", "actor"])["n"].to_dict() == expected.to_dict()
    with pytest.raises(
        InputError, match="by has 'colour'; mentions and their documents have document, start"
    ):
        scale.counts(some, "mentions", by=["colour"])


def test_passages_are_found_again(some, whole):
    rows = scale.table(some, "mentions", filters=[("actor", "=", "GBR")])
    found, expected = scale.passages(some, rows), evidence.passages(whole, rows)
    assert found.index.tolist() == expected.index.tolist()
    assert found[["text", "references", "date"]].equals(expected[["text", "references", "date"]])
    places = scale.documents(some)
    again = scale.read_again(places[::-1])["text"]
    assert again.to_dict() == {name: SOME[name]["text"] for name in places["document"]}
    with pytest.raises(InputError, match="no document 'e' was analysed"):
        scale.passages(some, pd.DataFrame({"document": ["e"], "start": [0], "end": [1]}))


def test_duckdb_reads_the_tables(some, whole):
    query = f"SELECT sum(n) FROM '{some}/terms/*.parquet' WHERE lemma = 'traité' AND publisher = 'RT'"
    rows = terms.with_catalogue(whole, whole.tokens, "publisher")
    by = terms.frequencies(rows, by="publisher").set_index(["lemma", "publisher"])["n"]
    assert duckdb.sql(query).fetchall() == [(by["traité", "RT"],)]


def test_words_are_added_up_in_shares(some, monkeypatch):
    every, kept = scale.frequencies(some, by="year"), scale.frequencies(some, most=5)
    monkeypatch.setattr(results, "BUCKET", 2000)  # bytes
    assert sum(path.stat().st_size for path in some.glob("terms/*")) > 3 * results.BUCKET
    equal(scale.frequencies(some, by="year"), every)
    again = scale.frequencies(some, most=5)
    equal(again, kept)
    assert again.attrs["note"] == kept.attrs["note"]


def test_what_is_left_out_is_counted(some):
    every = scale.frequencies(some)
    rare, few = every[every["documents"] < 2], every.iloc[5:]
    assert len(rare) == 0
    kept = scale.frequencies(some, most=5)
    equal(kept, every.head(5))
    assert f"left out: {len(few)} words, {few['n'].sum()} occurrences" in kept.attrs["note"]
    at_least = scale.frequencies(some, at_least=4)
    equal(at_least, every[every["documents"] >= 4].reset_index(drop=True))


_numbers = count()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6
    ),
    cuts=st.tuples(st.integers(1, 3), st.integers(1, 600)),
)
def test_any_partitioning_gives_the_same(tmp_path, texts, cuts):
    documents = {f"d{n}": {"text": text} for n, text in enumerate(texts)}
    folder = tmp_path / str(next(_numbers))
    folder.mkdir()
    source = write_parquet(folder / "some.parquet", documents, rows_in_group=cuts[0])
    scale.run(source, folder / "results", tables=["terms", "mentions"], by=["document"], partition=cuts[1])
    corpus = local(documents)
    equal(scale.frequencies(folder / "results"), terms.frequencies(corpus.tokens))
    by_document = terms.frequencies(corpus.tokens, by="document")
    equal(scale.frequencies(folder / "results", by="document"), by_document)
    mentions = actors.find(corpus)
    equal(scale.table(folder / "results", "mentions"), mentions)
    equal(
        scale.co_mentions(folder / "results"), actors.co_mentions(mentions, units=actors.count_units(corpus))
    )


def test_a_catalogue_is_read(tmp_path):
    texts = {
        f"{n}.txt": f"{text}\nÀ suivre sur nos ondes\n" for n, text in zip("abcd", SENTENCES, strict=False)
    }
    rows = [
        {"document": name[0], "file": name, "publisher": "RT", "date": f"202{n}"}
        for n, name in enumerate(texts)
    ]
    folder = write_corpus(tmp_path / "corpus", catalogue=rows[::-1], texts=texts)
    scale.run(folder, tmp_path / "results", by=["year"], partition=1)
    corpus = read_corpus(folder)
    assert "recurs" in corpus.segments["rule"].tolist()
    equal(scale.frequencies(tmp_path / "results"), terms.frequencies(corpus.tokens))
    assert scale.documents(tmp_path / "results")["year"].tolist() == ["2020", "2021", "2022", "2023"]


def test_what_cannot_be_read_is_set_aside(tmp_path):
    source = write_texts(
        tmp_path / "in",
        {
            "2020/a.txt": TEXT,
            "2021/a.txt": TEXT,
            "2020-a.html": "<p>Oui.</p>",
            "latin.txt": "Le Pr\u00e9sident.".encode("latin-1"),
            "empty.txt": "",
            "picture.png": b"\x89PNG",
            "broken.parquet": b"PAR1",
            "large.txt": "Oui.\n" * 1000,
            ".hidden": "",
        },
    )
    (source / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    write_parquet(
        source / "more.parquet",
        {"m1": {"text": "Oui."}, "text-2021-a": {"text": "Oui."}, "m2": {"text": " "}},
    )
    write_parquet(source / "no-text.parquet", {"m3": {"title": "Oui"}})
    write_parquet(source / "russian.parquet", {"m4": {"text": "Да.", "language": "ru"}})
    ran = scale.run(source, tmp_path / "out", largest=4000, partition=SMALL)
    assert ran.documents == 3
    reasons = [reason.replace(f"{source}/", "") for reason in ran.aside["reason"]]
    expected = [
        "2020-a.html: its id 'text-2020-a' is that of a document of",
        "broken.parquet: it cannot be read as Parquet: ",
        "large.txt: it has more than 0 MB; cut it into parts, or allow more",
        "more.parquet: its id 'text-2021-a' is that of a document of",
        "more.parquet: it holds no text",
        "no-text.parquet: it cannot be read as Parquet: no column 'text'",
        "picture.png: unknown ending; expected one of .txt, ",
        "gone.txt: No such file or directory",
        "russian.parquet: its language is 'ru'; known are fr (French) or en (English)",
        "empty.txt: the file is empty; fill it or remove it",
        "latin.txt: byte 5 (0xe9, in line 1) is not UTF-8",
    ]
    for says in expected:
        assert sum(reason.startswith(says) for reason in reasons) == 1, (says, reasons)
    assert len(reasons) == len(expected)
    assert scale.documents(tmp_path / "out")["document"].tolist() == ["text-2020-a", "text-2021-a", "m1"]


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="no file is there; give a folder, a glob"):
        scale.run(tmp_path / "*.txt", tmp_path / "out")
    write_texts(tmp_path, {"in/a.png": b"\x89PNG"})
    with pytest.raises(InputError, match=r"no document can be read\n.*a.png: unknown ending"):
        scale.run(tmp_path / "in", tmp_path / "out")
    problems = "tables has 'verbs'; known are .*\nby has 'colour'; .*\nof is 'word'; expected lemma or form"
    with pytest.raises(InputError, match=problems):
        scale.run(tmp_path / "in", tmp_path / "out", tables=["verbs"], by=["colour"], of="word")
    assert not (tmp_path / "out").exists()


def test_a_document_that_breaks_the_analysis_is_set_aside(tmp_path, monkeypatch):
    sound = parts.tables_of

    def breaks(documents, about):
        if (documents["text"] == "Oui.").any():
            raise ZeroDivisionError("by zero")
        return sound(documents, about)

    monkeypatch.setattr(parts, "tables_of", breaks)
    texts = {f"{name}.txt": "Oui." if name == "c" else SENTENCES[3] for name in "abcde"}
    source = write_texts(tmp_path / "in", texts)
    ran = scale.run(source, tmp_path / "out")
    says = "it broke the analysis (ZeroDivisionError: by zero)"
    assert ran.aside.to_numpy().tolist() == [["c", str(source / "c.txt"), f"{source / 'c.txt'}: {says}"]]
    table = scale.frequencies(tmp_path / "out").set_index("lemma")
    assert (ran.documents, table.loc["guerre", "n"], table.loc["guerre", "documents"]) == (4, 4, 4)
    before = snapshot(tmp_path / "out")
    again = scale.run(source, tmp_path / "out")  # those that were cut in two are known as done
    assert (again.documents, len(again.aside)) == (4, 1)
    assert snapshot(tmp_path / "out") == before


def test_a_document_that_breaks_the_search_for_lines_is_set_aside(tmp_path, monkeypatch):
    sound = plain.readings

    def breaks(texts, languages):
        if "Oui." in (texts := [*texts]):
            raise ZeroDivisionError("by zero")
        return sound(texts, languages)

    monkeypatch.setattr(plain, "readings", breaks)
    texts = {"a": "Oui.", **{name: f"Numéro {name}. Il attend.\nÀ suivre\n" for name in "bcd"}}
    given = {name: {"text": text, "publisher": "RT"} for name, text in texts.items()}
    ran = scale.run(write_parquet(tmp_path / "in.parquet", given), tmp_path / "out")
    assert (ran.documents, ran.aside["document"].tolist()) == (3, ["a"])
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["recurring"] == {"RT": ["a suivre"]}


def test_a_run_goes_on_where_one_stopped(tmp_path, some):
    copy = tmp_path / "copy"
    shutil.copytree(some, copy)
    source = some.parent / "some.parquet"
    before = snapshot(copy)
    (copy / "documents" / "000002.parquet").unlink()  # as a run leaves it that died before its last word
    (copy / "terms" / "000001.0.parquet").write_bytes(b"half")
    (copy / "terms" / ".000001.parquet.abcd.new").write_bytes(b"half")
    given = {"by": ["publisher", "year"], "tables": TABLES, "partition": SMALL}
    ran = scale.run(source, copy, **given)
    assert ran.found_done == ran.partitions - 1
    assert snapshot(copy) == before
    with pytest.raises(
        InputError, match=r"begun with by \['publisher', 'year'\], now it is \['year'\]; give another"
    ):
        scale.run(source, copy, **given | {"by": ["year"]})
    os.utime(source, (1, 1))
    with pytest.raises(InputError, match="the documents changed since these results were begun"):
        scale.run(source, copy, **given)
    rows = scale.table(copy, "mentions")[:1]
    with pytest.raises(InputError, match="the file has changed since it was analysed"):
        scale.passages(copy, rows)


def test_results_of_another_version_are_refused(tmp_path, some):
    copy = tmp_path / "copy"
    shutil.copytree(some, copy)
    path = copy / "terms" / "000001.parquet"
    old = pq.read_table(path).replace_schema_metadata({"infosec-positions": '{"schema": 0}'})
    pq.write_table(old, path)
    with pytest.raises(
        InputError, match=r"000001\.parquet: it has a schema of version 0, this reads 2; make the results"
    ):
        scale.frequencies(copy)
    (copy / "manifest.json").write_text('{"schema": 0}')
    for use in (lambda: scale.documents(copy), lambda: scale.run(some.parent / "some.parquet", copy)):
        with pytest.raises(InputError, match=r"manifest\.json: it has a schema of version 0, this reads 2"):
            use()
    (copy / "manifest.json").write_text("{")
    with pytest.raises(InputError, match=r"manifest\.json: it is broken"):
        scale.documents(copy)


def test_what_the_results_do_not_hold(tmp_path, some):
    with pytest.raises(InputError, match=r"no manifest\.json is there; give the folder that scale.run wrote"):
        scale.documents(tmp_path)
    (tmp_path / "mine.txt").write_text("Oui.")
    with pytest.raises(
        InputError, match=r"the folder is not empty, and holds no manifest\.json; give a new one"
    ):
        scale.run(some.parent / "some.parquet", tmp_path)
    with pytest.raises(InputError, match="by is 'genre'; the run counted by publisher, year"):
        scale.frequencies(some, by="genre")
    with pytest.raises(
        InputError, match="the run wrote no 'verbs'; it wrote documents, aside, terms, tokens"
    ):
        scale.table(some, "verbs")
