"""Names that the lexicon does not have."""

import pytest
from folders import write_corpus

from analysis import Corpus, actors, read_corpus
from analysis.__main__ import main
from analysis.check import check
from analysis.project import naming
from analysis.tables import InputError

TEXT = (
    "Mme Jeanne Martin propose un pacte. Selon Jeanne Martin, l'Union des ports (UP) refuse.\n"
    "Le plan de la Grande Muraille Bleue attend. La Grande Muraille Bleue dort.\n"
)


@pytest.fixture
def folder(tmp_path):
    return write_corpus(tmp_path, texts={"a.txt": TEXT})


def test_each_name_once_with_its_kind_and_its_first_sentence(folder):
    table = naming.unknown(read_corpus(folder))
    assert table.iloc[0][["form", "type", "n", "documents"]].tolist() == ["Jeanne Martin", "person", 2, 1]
    assert table["sentence"].iloc[0] == "Mme Jeanne Martin propose un pacte."
    assert {"Union des ports", "UP"} <= set(table["form"])


def test_names_are_added_to_a_lexicon_of_ones_own_and_then_found(folder, capsys):
    assert main(["actors", "--add", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("added 3 names to ")
    assert check(folder)[1] == []
    corpus = read_corpus(folder)
    assert "jeanne-martin" in set(actors.find(corpus)["actor"])
    before = (folder / "lexicon" / "aliases.csv").read_bytes()
    assert naming.add_unknown(corpus, naming.unknown(corpus)).startswith("added 0 names")
    assert (folder / "lexicon" / "aliases.csv").read_bytes() == before


def test_no_kind_is_guessed(folder):
    corpus = read_corpus(folder)
    names = naming.unknown(corpus).assign(type="unknown")
    assert naming.add_unknown(corpus, names).startswith("added 0 names")
    assert not (folder / "lexicon").exists()


def test_they_are_listed_as_csv(folder, capsys):
    assert main(["actors", "--unknown", str(folder)]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "form,type,why,n,documents,sentence"
    assert second == "Jeanne Martin,person,title,2,1,Mme Jeanne Martin propose un pacte."


def test_a_corpus_in_memory_has_no_lexicon_of_its_own():
    corpus = Corpus.from_texts({"a": TEXT})
    with pytest.raises(InputError, match="its lexicon has no place"):
        naming.add_unknown(corpus, naming.unknown(corpus))


def test_a_text_without_unknown_names(tmp_path, capsys):
    folder = write_corpus(tmp_path, texts={"a.txt": "Le chat dort.\n"})
    assert main(["actors", "--unknown", str(folder)]) == 0
    assert capsys.readouterr().out == "form,type,why,n,documents,sentence\n"
