"""The lexicon of actors: what is wrong with it, and files of one's own."""

import pytest
from actors_lexicon import replace, write_lexicon
from folders import write_corpus

from analysis import Corpus, InputError, actors, read_corpus, terms
from analysis.check import check


@pytest.fixture
def folder(tmp_path):
    return write_lexicon(tmp_path)


def test_the_lexicon_that_ships_is_sound():
    assert actors.load_lexicon()[1] == []


def test_the_lexicon_that_ships_has_every_state_with_its_four_demonyms():
    """All members of the United Nations, and the Holy See, Palestine, Kosovo, Taiwan: by ISO 3166-1."""
    lexicon = actors.read_lexicon()
    states = lexicon.actors[lexicon.actors["type"] == "state"]
    assert len(states) >= 197
    named = lexicon.aliases.groupby("actor")["kind"].agg(set)
    assert [state for state in states.index if "name" not in named.get(state, set())] == []
    without = [state for state in states.index if "demonym" not in named[state]]
    assert set(without) == {"VAT", "HKG", "COD"}  # Congo-Kinshasa shares its own with Congo-Brazzaville
    estonian = lexicon.aliases.query("actor == 'EST' and kind == 'demonym'")
    by_language = estonian.groupby("language")["alias"].agg(list).to_dict()
    assert by_language[""] == ["estonien", "estonienne", "estoniens", "estoniennes"]
    assert by_language["en"] == ["Estonian", "Estonians"]


def test_a_lexicon_is_read_again_when_a_file_of_it_changes(folder):
    first = actors.read_lexicon(folder)
    assert actors.read_lexicon(folder) is first
    replace(folder, "aliases.csv", "Onu,UN", "Nations,UN")
    assert "Nations" in set(actors.read_lexicon(folder).aliases["alias"])
    assert "Nations" not in set(first.aliases["alias"])


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "aliases.csv",
            "Onu,UN",
            "Moscou,UN",
            "alias 'moscou' is claimed by RUS and UN; leave it to one of them",
        ),
        (
            "aliases.csv",
            "Onu,UN",
            "MOSCOU,UN",
            "alias 'moscou' is claimed by RUS and UN; leave it to one of them",
        ),
        ("aliases.csv", "Onu,UN", "Onu,XYZ", "row 7 (Onu): actor 'XYZ' is not in actors.csv; add or mend it"),
        (
            "aliases.csv",
            "Onu,UN,name",
            "Onu,UN,title",
            "row 7 (Onu): kind is 'title'; expected one of name, metonym",
        ),
        ("aliases.csv", "Onu,", "--,", "row 7 (--): alias is '--'; expected a word of more than one letter"),
        ("aliases.csv", "Onu,", "O,", "row 7 (O): alias is 'O'; expected a word of more than one letter"),
        ("actors.csv", "person,RUS", "person,XYZ", "(mzk): parent 'XYZ' is no actor; add it or mend it"),
        ("actors.csv", "state,\nmzk", "state,mzk\nmzk", "(RUS): its parents go round in a circle at 'RUS'"),
        ("actors.csv", "UN,", "RUS,", "row 5 (RUS): actor 'RUS' occurs twice; each row needs its own"),
        (
            "actors.csv",
            "state",
            "country",
            "row 2 (RUS): type is 'country'; expected one of state, organisation",
        ),
        (
            "not_actors.csv",
            "traité de Moscou",
            "...",
            "row 2 (...): phrase is '...'; expected at least one word",
        ),
    ],
)
def test_problems_of_a_lexicon(folder, name, old, new, expected):
    replace(folder, name, old, new)
    problems = actors.load_lexicon(folder)[1]
    assert any(problem.startswith(str(folder / name)) and expected in problem for problem in problems)
    with pytest.raises(InputError) as caught:
        actors.read_lexicon(folder)
    assert caught.value.problems == problems


def problems_of(tmp_path, content, name="own.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return actors.load_lexicon(also=file)[1]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",maria-zakharova", "row 2: alias is ''; expected a value"),
        ("Z,maria-zakharova", "row 2 (Z): alias is 'Z'; expected a word of more than one letter"),
        ("les,maria-zakharova", "row 2 (les): only stop words, which stand everywhere; give a name"),
        ("Jane Doe,jane doe", "actor is 'jane doe'; expected letters, digits and hyphens"),
    ],
)
def test_a_bad_alias_in_a_file_of_one_s_own(tmp_path, row, expected):
    problems = problems_of(tmp_path, f"alias,actor\n{row}\n")
    assert any(expected in problem for problem in problems), problems


def test_a_clash_names_both_files(tmp_path):
    (problem,) = problems_of(tmp_path, "alias,actor\nPoutine,another-putin\n")
    assert "aliases.csv and " in problem
    assert str(tmp_path / "own.csv") in problem
    assert "alias 'poutine' is claimed by vladimir-putin and another-putin; leave it to one" in problem


def test_all_problems_at_once(tmp_path):
    content = "alias,actor,parent\nJane Doe,jane-doe,NOWHERE\nLes,a,\nMoscou,jane-doe,\n"
    assert len(problems_of(tmp_path, content)) == 3


def test_a_file_that_is_not_utf_8(tmp_path):
    (problem,) = problems_of(tmp_path, "alias,actor\nÉloi,eloi\n".encode("latin-1"))
    assert "is not UTF-8; save it as UTF-8" in problem


def test_a_misspelt_actor_is_told_from_its_neighbour(folder):
    replace(folder, "aliases.csv", "Londres,GBR", "Londres,GBRR")
    (problem,) = actors.load_lexicon(folder)[1]
    assert problem.endswith("actor 'GBRR' is not in actors.csv; add or mend it (is it GBR?)")


def test_periods_that_overlap_clash_and_others_do_not(tmp_path):
    apart = "alias,actor,from,to\nle Boss,a,2001,2005\nle Boss,b,2005,\n"
    assert problems_of(tmp_path, apart) == []
    (problem,) = problems_of(tmp_path, apart.replace("2001,2005", "2001,2006"))
    assert "is claimed by a and b" in problem
    (problem,) = problems_of(tmp_path, "alias,actor,from,to\nle Boss,a,2006,2005\n")
    assert "from 2006 is not before to 2005" in problem


def test_three_lines_add_an_actor(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("alias,actor,type,parent\nJane Doe,jane-doe,person,FRA\nla Doe,jane-doe,person,FRA\n")
    lexicon = actors.read_lexicon(also=file)
    corpus = Corpus.from_texts({"a": "Jane Doe parle à Poutine. La Doe rit."})
    assert actors.find(corpus, lexicon)["actor"].tolist() == ["jane-doe", "vladimir-putin", "jane-doe"]
    assert lexicon.actors.loc["jane-doe"].tolist() == ["Jane Doe", "Jane Doe", "person", "FRA"]


def test_an_alias_file_can_be_the_whole_lexicon(tmp_path):
    file = tmp_path / "novel.csv"
    file.write_text("alias,actor\nEmma Bovary,emma\nCharles,charles\n")
    lexicon = actors.read_lexicon(file)
    found = actors.find(Corpus.from_texts({"a": "Emma Bovary voit Charles à Moscou. Bovary rit."}), lexicon)
    assert found[["actor", "form", "rule"]].to_numpy().tolist() == [
        ["emma", "Emma Bovary", "lexicon"],
        ["charles", "Charles", "lexicon"],
        ["emma", "Bovary", "surname"],
    ]


def test_a_folder_of_ones_own_beside_the_catalogue(tmp_path):
    folder = write_corpus(
        tmp_path, texts={"a.txt": "Jeanne Durand attend. L'accord de Londres tient. Moscou dit."}
    )
    (folder / "lexicon").mkdir()
    own = "alias,actor,kind,type,parent\nJeanne Durand,jeanne-durand,name,person,france-mfa\n"
    (folder / "lexicon" / "aliases.csv").write_text(own)
    (folder / "lexicon" / "not_actors.csv").write_text("phrase,note\naccord de Londres,\n")
    (folder / "lexicon" / "terms.csv").write_text("term,vocabulary,gloss\naccord,deals,deal\n")
    corpus = read_corpus(folder)
    assert actors.find(corpus)["actor"].tolist() == ["jeanne-durand", "RUS"]
    assert terms.find(corpus)[["term", "vocabulary"]].values.tolist() == [["accord", "deals"]]
    assert actors.unknown_names(corpus, actors.find(corpus)).empty
    assert check(folder)[1] == []


@pytest.mark.parametrize("name", ["aliases.csv", "not_actors.csv", "terms.csv"])
def test_what_is_wrong_in_a_folder_of_ones_own(tmp_path, name):
    folder = write_corpus(tmp_path)
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / name).write_text("x,y\n1,2\n")
    assert check(folder)[1][0].startswith(f"{folder / 'lexicon' / name}: unknown column 'x'")
