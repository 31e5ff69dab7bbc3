"""Texts that are hard for any cutter: the answer is right or the error says where."""

import pandas as pd
import pytest
from folders import write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus, InputError, actors, evidence, proposals, read_corpus, terms
from analysis import __main__ as command
from analysis.check import notes
from analysis.spelling import clean
from analysis.tables import read_text

BODY = "Moscou propose d’agir. Londres, dit-il, n’a pas répondu à l’offre de la Russie sur le sujet."


@settings(max_examples=300)
@given(
    st.text(st.characters(), max_size=60)
    | st.text("aé’'-–. \n«»\"!?[]()\u00a0\u0301\u00ad😀1,;", max_size=60)
)
def test_any_text_is_cut_into_its_own_words(text):
    corpus = Corpus.from_texts({"a": text})
    tokens, sentences = corpus.tokens, corpus.sentences
    read = corpus.reading("a")
    assert [clean(read[row.start : row.end]) for row in tokens.itertuples()] == tokens["form"].tolist()
    bounds = sentences.set_index("sentence")
    assert (tokens["start"] >= tokens["sentence"].map(bounds["start"])).all()
    assert (tokens["end"] <= tokens["sentence"].map(bounds["end"])).all()
    assert (tokens["end"].to_numpy()[:-1] <= tokens["start"].to_numpy()[1:]).all()
    segments = corpus.segments
    if read.strip():
        assert [0, *segments["end"]] == [*segments["start"], len(text)]


@pytest.mark.parametrize(
    "text", ["a", ".", "\n", "\ud800", "\x00", "😀", "... – « » !", "a" * 100, "\ufeffA."]
)
def test_small_texts(text):
    forms = Corpus.from_texts({"a": text}).tokens["form"].tolist()
    assert forms == [text.strip("\ufeff.")] if any(char.isalnum() for char in text) else forms == []


def test_a_byte_order_mark_is_a_character():
    tokens = Corpus.from_texts({"a": "\ufeffOui, dit-il."}).tokens
    assert tokens[["start", "form"]].to_numpy().tolist() == [[1, "Oui"], [6, "dit"], [9, "-il"]]


def test_characters_outside_the_basic_plane_count_once():
    tokens = Corpus.from_texts({"a": "😀😀 𝔸 Moscou 😀 agit."}).tokens
    places = [[3, 4, "𝔸"], [5, 11, "Moscou"], [14, 18, "agit"]]
    assert tokens[["start", "end", "form"]].to_numpy().tolist() == places


def test_one_endless_line():
    part = f'{BODY} Il dit « oui » ; "non", etc. (M. Poutine). '
    once, often = (Corpus.from_texts({"a": part * times}) for times in (1, 1000))
    assert len(often.tokens) == 1000 * len(once.tokens)
    assert len(often.sentences) == 1000 * len(once.sentences)


def test_lines_of_one_character():
    texts = {"b": "x." * 3000, "c": " " * 100_000 + "Fin.", "d": "\u0301" * 5000}
    tokens = Corpus.from_texts(texts).tokens
    assert tokens.groupby("document", observed=False).size()[["c", "d"]].tolist() == [1, 0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
@pytest.mark.parametrize("text", ["Été", "Oui."])
def test_another_encoding_is_an_error_that_says_where(tmp_path, encoding, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    if text.encode(encoding) == text.encode():
        return
    with pytest.raises(InputError, match=r"a\.txt: .*UTF-8"):
        read_text(path)


def test_the_tables_are_plain_pandas():
    texts = {"b": "La paix, la paix !", "a": "", "c": "La guerre."}
    tokens = Corpus.from_texts(texts).tokens
    assert tokens["document"].cat.categories.tolist() == ["b", "a", "c"]
    counts = tokens.groupby(["document", "lemma"], observed=True).size()
    assert counts.to_dict() == {("b", "le"): 2, ("b", "paix"): 2, ("c", "le"): 1, ("c", "guerre"): 1}


def test_memory_of_a_word():
    tokens = Corpus.from_texts({"a": f"{BODY}\n" * 500}).tokens
    columns = tokens.memory_usage(deep=False).drop("Index")
    categories = sum(tokens[name].cat.categories.memory_usage() for name in ("document", "form", "lemma"))
    assert (columns.sum() - categories) / len(tokens) <= 40


def test_characters_that_nobody_sees_are_said_and_kept():
    texts = pd.Series({"a": "Oui\x00.\nMos\u202ecou\x00.", "b": "Non.\r\n\tFin\u00ad.\u2028"})
    corpus = Corpus.from_texts(texts.to_dict())
    said = notes(corpus)
    assert [note[:22] for note in said] == ["note: a, line 1: holds", "note: a, line 2: holds"]
    assert "U+0000 a control character" in said[0]
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in said[1]
    assert corpus.tokens["form"].tolist() == ["Oui", "Mos", "cou", "Non", "Fin"]


@pytest.mark.parametrize("sign", "\u200b\u2060\ufeff\u200e")
def test_a_sign_without_width_parts_no_word_and_is_said(sign):
    corpus = Corpus.from_texts({"a": f"\ufeffLa cyber{sign}sécurité."})
    assert corpus.tokens["form"].tolist() == ["La", "cybersécurité"]
    assert [note[:30] for note in notes(corpus)] == [f"note: a, line 1: holds U+{ord(sign):04X} "]


def test_lost_letters_and_a_wrong_encoding_are_said():
    corpus = Corpus.from_texts(
        {"a": "Oui.\nLa s\ufffdcurit\ufffd des \ufffdtats.", "b": "La sÃ©curitÃ©. Lâ€™ONU."}
    )
    again = "; take the text from its source again"
    assert notes(corpus) == [
        f"note: a, line 2: 's\ufffdcurit\ufffd' has lost a letter, which U+FFFD stands for{again}",
        f"note: b, line 1: 'sÃ©curitÃ©.' is UTF-8 that was read as another encoding{again}",
    ]
    assert notes(Corpus.from_texts({"a": "SÃO PAULO, « â », l’Âge."})) == []


def test_copies_are_counted_and_said(tmp_path):
    article = "\n".join(
        f"Moscou a proposé la mesure {number} à Londres. Elle attend." for number in range(20)
    )
    other = "Londres refuse de signer.\n"
    texts = {"1.txt": article, "2.txt": f"Un titre\n\n{article}", "3.txt": article, "4.txt": other}
    rows = [{"document": f"d{name[0]}", "file": name, "publisher": "Le Soir"} for name in texts]
    corpus = read_corpus(write_corpus(tmp_path, catalogue=rows, texts=texts))
    counts = corpus.tokens.groupby("document", observed=False).size()
    assert counts.tolist() == [200, 200, 200, 4]
    assert notes(corpus) == [
        "note: d2: repeats d1 but for a few lines; both are counted",
        "note: d3: repeats d1 but for a few lines; both are counted",
    ]


def test_copies_are_counted_once_where_that_is_chosen(tmp_path, capsys):
    article = "\n".join(f"Moscou propose la mesure {number} à Londres." for number in range(20))
    texts = {"1.txt": article, "2.txt": f"{article}\nParis refuse.", "3.txt": "Londres refuse.\n"}
    rows = [{"document": f"d{name[0]}", "file": name} for name in texts]
    quotes = [
        {"proposal": f"p{n}", "document": f"d{n}", "quote": "propose la mesure 3 à Londres"} for n in (1, 2)
    ]
    folder = write_corpus(tmp_path, catalogue=rows, texts=texts, proposals=quotes)
    printed, once = (read_corpus(folder, copies=copies) for copies in ("printed", "once"))
    for corpus in (printed, once):
        assert corpus.repeats.tolist() == ["d1", "d1", "d3"]
        ends = corpus.segments.groupby("document")["end"].max().to_dict()
        assert ends == {name: len(corpus.text(name)) for name in ends}
    sizes = [corpus.tokens.groupby("document", observed=False).size().tolist() for corpus in (printed, once)]
    assert sizes == [[140, 142, 2], [140, 2, 2]]
    said = "copies counted once; documents that repeat another: 1"
    as_printed = said.replace("once", "as often as printed")
    assert terms.frequencies(printed.tokens).attrs["note"].startswith(f"284 words; {as_printed}; ")
    linked = evidence.link(printed, actors.co_mentions(actors.find(printed)))
    assert linked.attrs["note"].endswith(as_printed)
    alone = printed.in_language("fr").tokens.attrs | read_corpus(folder).tokens.attrs
    assert alone["copies"] == as_printed
    assert "copies" not in Corpus.from_texts({"a": article, "b": "Paris refuse."}).tokens.attrs
    assert terms.frequencies(once.tokens).attrs["note"].startswith(f"144 words; {said}; ")
    mentions = actors.find(once)
    assert evidence.counts(once, mentions, "actor", order={"actor": ["RUS", "FRA"]})["n"].tolist() == [20, 1]
    assert [len(proposals.coded(corpus)) for corpus in (printed, once)] == [2, 1]
    assert command.main(["actors", str(folder), "--copies", "once"]) == 0
    assert capsys.readouterr().out.startswith(f"# {said}\n")
    with pytest.raises(InputError, match="copies is 'twice'; expected 'printed', 'once' or 'unsought'"):
        read_corpus(folder, copies="twice")


def test_a_prefix_said_without_end_is_one_word():
    tokens = Corpus.from_texts({"a": f"{'cyber' * 20_000} finit."}).tokens
    assert [len(form) for form in tokens["form"]] == [100_000, 5]
