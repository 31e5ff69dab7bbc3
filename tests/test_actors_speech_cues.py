"""Every verb of saying in the table tells who speaks, to the actors and to the candidates alike."""

import re

import pytest
from folders import write_corpus

from analysis import Corpus, actors, candidates
from analysis.actors import speech_cues
from analysis.check import check

TABLE = speech_cues.read_speech_cues()
SPOKEN = TABLE.loc[TABLE["kind"] == "quotes", "cue"].tolist()
REFLEXIVE = [verb for verb in SPOKEN if verb.startswith(("s'", "se "))]
QUOTES = [verb for verb in SPOKEN if verb not in REFLEXIVE]
SAYS = TABLE.loc[TABLE["kind"] == "says", "cue"].tolist()
# the participle and the present of verbs that do not go like « affirmer »
FORMS = {
    **{"avertir": ("averti", "avertit"), "conclure": ("conclu", "conclut"), "dire": ("dit", "dit")},
    **{"écrire": ("écrit", "écrit"), "faire savoir": ("fait savoir", "fait savoir")},
    **{"poursuivre": ("poursuivi", "poursuit"), "prévenir": ("prévenu", "prévient")},
    **{"réagir": ("réagi", "réagit"), "reconnaître": ("reconnu", "reconnaît")},
    **{"répondre": ("répondu", "répond"), "soutenir": ("soutenu", "soutient")},
    **{"défendre": ("défendu", "défend"), "démentir": ("démenti", "dément")},
    **{"admettre": ("admis", "admet"), "redire": ("redit", "redit"), "renchérir": ("renchéri", "renchérit")},
    **{"se défendre": ("", "se défend"), "se réjouir": ("", "se réjouit")},
    **{"prétendre": ("prétendu", "prétend"), "promettre": ("promis", "promet")},
}


def forms(verb):
    """Give the participle and the present: *marteler*: *martelé*, *martèle*."""
    present = re.sub("[eé]([lptv]er|rer|ter)$", r"è\1", verb)[:-1]
    present = {"appeler": "appelle", "rappeler": "rappelle"}.get(verb, present)
    return FORMS.get(verb) or (verb[:-2] + "é", present)


def told(verbs, pattern):
    """Give the part and the proposers that the two rooms see in a sentence made of each verb."""
    ids = {f"v{number}": verb for number, verb in enumerate(verbs)}
    texts = {name: pattern.format(*forms(verb)) for name, verb in ids.items()}
    corpus = Corpus.from_texts(texts)
    mentions = actors.find(corpus)
    found = candidates.find(corpus, mentions=mentions)
    proposers = found[found["quote"].str.contains("un traité")].set_index("document")["proposer"]
    parts = actors.roles_in_sentences(corpus, mentions).set_index("document")["part"]
    return {texts[name]: (parts.get(name), proposers.get(name)) for name in ids}


@pytest.mark.parametrize(
    ("verbs", "pattern"),
    [
        (QUOTES, "« Il faut un traité universel », a {0} Vladimir Poutine."),
        (QUOTES, "« Il faut un traité universel », {1} Vladimir Poutine."),
        (QUOTES, "Il faut un traité universel, a {0} Vladimir Poutine."),
        (QUOTES, "Il faut un traité universel, {1} Vladimir Poutine."),
        (QUOTES, "Vladimir Poutine a {0} qu'il faut un traité universel."),
        (QUOTES, "Vladimir Poutine {1} qu'il faut un traité universel."),
        (REFLEXIVE, "« Il faut un traité universel », {1} Vladimir Poutine."),
        (REFLEXIVE, "Il faut un traité universel, {1} Vladimir Poutine."),
        (SAYS, "Vladimir Poutine a {0} cela : « Il faut un traité universel. »"),
        (SAYS, "Vladimir Poutine {1} cela : « Il faut un traité universel. »"),
    ],
)
def test_every_verb_of_saying_in_both_rooms(verbs, pattern):
    assert len(verbs) >= (30 if verbs != REFLEXIVE else 8)
    found = told(verbs, pattern)
    assert {text: pair for text, pair in found.items() if pair != ("speaks", "vladimir-putin")} == {}


def test_a_pattern_is_made_of_the_cues_of_a_kind():
    assert re.fullmatch(speech_cues.pattern("on behalf of"), "au nom d’")
    assert re.fullmatch(speech_cues.pattern("the two"), "deux chefs d’Etat")
    assert re.fullmatch(speech_cues.pattern("stands for", plural=True), "ministres")
    assert not re.fullmatch(speech_cues.pattern("stands for"), "ministres")
    assert not re.search(speech_cues.pattern("first person"), "monde, nosologie")
    assert not re.search(speech_cues.pattern("a kind without cues"), "monde")


def test_every_kind_has_cues_and_every_cue_a_kind():
    assert set(TABLE["kind"]) == set(speech_cues.KINDS)
    assert not TABLE.duplicated(["cue", "kind"]).any()


def test_a_wrong_table_is_found_by_the_check(tmp_path, monkeypatch):
    (tmp_path / "speech_cues.csv").write_text("cue,kind,note\nhurler,shouts,\n", encoding="utf-8")
    monkeypatch.setattr(speech_cues, "LEXICON", tmp_path)
    problem = (
        f"{tmp_path / 'speech_cues.csv'}, row 2 (hurler): kind is 'shouts'; expected one of quotes, says"
    )
    assert speech_cues.load_speech_cues()[1][0].startswith(problem)
    write_corpus(tmp_path / "corpus", proposals=[{}])
    assert [one for one in check(tmp_path / "corpus")[1] if one.startswith(problem)]
