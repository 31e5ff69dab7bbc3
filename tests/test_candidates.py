"""Candidates: what is found, whose it is said to be, and how well that agrees with codings by hand."""

import math
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, InputError, actors, candidates, french, proposals, read_corpus
from analysis.candidates import scoring

SEEDS = Path(__file__).parents[1] / "seeds"
UNSEEN = Path(__file__).parents[1] / "benchmarks" / "gold" / "unseen_proposals.csv"


def found(text):
    return candidates.find(Corpus.from_texts({"a": text}))


@pytest.mark.parametrize(
    ("text", "act", "proposer", "addressee"),
    [
        ("Moscou propose à Londres un dialogue.", "proposes", "RUS", "GBR"),
        ("La Russie a exhorté Washington à renoncer aux cyberattaques.", "calls-for", "RUS", "USA"),
        (
            "La France et la Russie se sont entendues sur des consultations.",
            "reports-agreement",
            "FRA;RUS",
            "",
        ),
        ("Londres ne soutient pas ce traité.", "opposes", "GBR", ""),
        ("Paris ne refuse pas le dialogue.", "supports", "FRA", ""),
        ("Cette convention a été soutenue par la Chine.", "supports", "CHN", ""),
        ("La volonté de Moscou d'engager un dialogue est connue.", "proposes", "RUS", ""),
        ("« Il faut un traité universel », a déclaré Vladimir Poutine.", "calls-for", "vladimir-putin", ""),
        ("Selon Moscou, Washington doit respecter les normes.", "calls-for", "RUS", "USA"),
        ("Le délégué de l'Inde a recommandé un traité.", "calls-for", "IND", ""),
    ],
)
def test_act_proposer_and_addressee(text, act, proposer, addressee):
    rows = found(text)
    assert rows[["act", "proposer", "addressee"]].to_numpy().tolist() == [[act, proposer, addressee]]
    assert rows["quote"].item() == text[rows["start"].item() : rows["end"].item()]


@pytest.mark.parametrize(
    "text",
    [
        "Il pleut sur Moscou.",
        "La demande reste forte.",
        "Le sommet a eu lieu à Genève.",
        "L'offre baisse.",
        "",
    ],
)
def test_a_text_without_a_proposal(text):
    rows = found(text or "Oui.")
    assert rows.empty
    assert {"document", "start", "theme", "score", "cue"} <= set(rows.columns)


def test_il_and_the_parties():
    rows = found(
        "Londres a vu la Russie. Les parties ont proposé un traité. Moscou écoute. Il propose un dialogue."
    )
    assert rows["proposer"].tolist() == ["GBR;RUS", "RUS"]


def test_whoever_is_quoted_is_not_whom_he_speaks_of():
    rows = found("Washington a écouté Moscou. « Ils refusent tout dialogue », a déclaré Vladimir Poutine.")
    assert rows[["proposer", "act", "certainty"]].to_numpy().tolist() == [["USA", "refuses", "quoted"]]


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        (
            "Le ministère russe des Affaires étrangères répond. Nous exhortons Londres à négocier.",
            "russia-mfa",
        ),
        ("La Chine a reçu la Russie. Notre pays juge un traité nécessaire. Nous le souhaitons.", "CHN"),
        ("Mao Ning : Il faut un traité universel.\nReuters : Et Washington ?", "mao-ning"),
        ("Question : Il faut un traité.\nQuestion : Il faut un pacte.", ""),
        ("L'OCS s'est réunie à Tachkent. Les États membres souhaitent un traité universel.", "SCO"),
        (
            "L'ONU s'est réunie à New York. Les États membres souhaitent un traité universel.",
            "un-member-states",
        ),
        ("Parlant au nom de l'Union européenne, le délégué de l'Italie a demandé un traité.", "EU"),
        ("Londres écoute. Côté russe, on propose un traité.", "RUS"),
        ("Née d'une initiative russe présentée à l'ONU, la convention divise.", "RUS"),
        ("Maria Zakharova a dénoncé Londres. « Il faut un traité », a-t-elle ajouté.", "maria-zakharova"),
        ("Moscou et Delhi ont salué l'adoption par l'Assemblée générale d'une convention.", "IND;RUS"),
        ("Un accord sur le dialogue a été signé entre la Russie et la Chine.", "RUS;CHN"),
        ("Paris a vu Moscou. Il a également été décidé de reprendre le dialogue.", "FRA;RUS"),
        ("Pour la délégation de l'Inde, il faut un traité universel.", "IND"),
        ("Pour la délégation russe, l'impunité doit prendre fin.", "RUS"),
        ("Par la voix de la Jamaïque, les Caraïbes ont demandé un traité.", "JAM"),
        ("Un amendement iranien vise à supprimer la convention.", "IRN"),
        ("Moscou écoute. À Londres, le gouvernement souhaite un dialogue.", "GBR"),
        ("« Il faut un dialogue », explique-t-on à l'Élysée.", "france-presidency"),
        ("Un conseiller de la Maison-Blanche souhaite un dialogue.", "usa-presidency"),
        ("Dmitri Peskov a parlé. Son souhait d'un dialogue régulier est connu.", "dmitry-peskov"),
        ("Il importe d'ouvrir un dialogue, a déclaré, ce matin, l'Inde.", "IND"),
        ("La Chine a répondu. « Paris dort », a-t-elle dit. Elle propose un dialogue.", "CHN"),
        ("Devant la Première Commission, Wang Yi a parlé. Il propose un dialogue.", "wang-yi"),
        ("La Russie et la Chine estiment qu'il faut un traité universel.", "CHN;RUS"),
        ("La Chine a décidé que les États doivent parler. Ils doivent négocier un traité.", "CHN"),
        ("Plus de 60 pays ont signé un traité universel.", "un-member-states"),
    ],
)
def test_whose_proposal_it_is(text, proposer):
    assert set(found(text)["proposer"]) == {proposer}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("La Chine enverra ses juristes au comité spécial.", "@futur"),
        ("Nous enverrons nos experts pour le dialogue, dit Moscou.", "nous @futur"),
        ("Moscou a annoncé qu'elle mettrait en place une ligne directe.", "annoncer que @conditionnel"),
        ("Que Londres ouvre enfin le dialogue avec Moscou !", "@que"),
    ],
)
def test_a_cue_may_ask_for_a_tense_or_for_a_wish(text, cue):
    assert cue in set(found(text)["cue"])


@pytest.mark.parametrize(
    "text",
    [
        "Nous déclarons que Moscou dialogue.",
        "Que répond Londres sur le dialogue ?",
        "Il faut noter que Moscou a un traité.",
        "En temps de paix, Moscou a un traité.",
        "Qu'elle dialogue ou non, Moscou a un traité.",
        "On a vu Vladimir Poutine demander à Londres s'il y avait un accord.",
        "J'aimerais souligner trois points sur le traité.",
        "Le sommet sur le dialogue se tiendra à Moscou.",
        "Moscou condamne cette cyberattaque contre ses réseaux.",
        "La Russie salue Vladimir Poutine, venu parler de cybersécurité.",
        "À la demande de la Russie, les délégués ont parlé de cybersécurité.",
    ],
)
def test_what_only_looks_like_a_cue(text):
    assert found(text).empty


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Moscou ne dort pas et propose un traité.", "proposes"),
        ("La Russie n'a pas répondu mais propose un dialogue.", "proposes"),
        ("Londres, qui n'a pas signé, soutient un traité.", "supports"),
        ("Londres ne soutient aucun traité.", "opposes"),
        ("Moscou ne soutient ni ce traité ni ce dialogue.", "opposes"),
        ("Paris n'a pas proposé de traité.", "refuses"),
        ("Moscou a proposé un traité. Washington n'en veut pas.", "refuses"),
        ("Nous ne sommes pas prêts à ce dialogue, a dit Moscou.", "refuses"),
        ("La Chine ne s'est jamais opposée au dialogue.", "supports"),
    ],
)
def test_what_a_negation_denies(text, act):
    assert found(text)["act"].tolist()[-1] == act


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        ("La Chine écoute. Londres écoute. Moscou a fait des propositions visant un traité.", "RUS"),
        ("Il faut réformer la surveillance chinoise du cyberespace.", ""),
        ("Il faut étudier le rapport américain sur le traité.", ""),
        ("Mao Ning : Bonjour.\nReuters : Et vous ?\n\nMoscou écoute. Il souhaite un traité.", "RUS"),
    ],
)
def test_words_that_only_look_like_a_speaker_s(text, proposer):
    assert set(found(text)["proposer"]) == {proposer}


def test_a_text_without_sentence_ends_is_looked_at_piece_by_piece():
    rows = found("Moscou propose à Londres un dialogue, " * 400)
    assert set(rows["proposer"]) == {"RUS"}
    assert len(rows) == 400


def test_an_item_without_words_is_none():
    rows = found("La Russie propose :\n– …\n– un traité universel.")
    assert (rows["start"] < rows["end"]).all()
    assert "" not in set(rows["quote"])


def test_a_lexicon_of_one_s_own_needs_no_types(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("alias,actor\nAda Brun,ada-brun\n", encoding="utf-8")
    corpus = Corpus.from_texts({"a": "Ada Brun propose un traité. Nous le souhaitons."})
    rows = candidates.find(corpus, lexicon=actors.read_lexicon(file))
    assert rows["proposer"].tolist()[0] == "ada-brun"


def test_no_cues_find_nothing():
    cues = candidates.read_cues()
    none = candidates.Cues(cues.cues.iloc[:0], cues.themes)
    assert candidates.find(Corpus.from_texts({"a": "Moscou propose un traité."}), cues=none).empty


def test_accents_apart_give_the_same_candidates():
    corpus = read_corpus(SEEDS)
    texts = {document: corpus.text(document) for document in corpus.documents.index}
    apart = Corpus.from_texts({name: unicodedata.normalize("NFD", text) for name, text in texts.items()})
    expected = candidates.find(Corpus.from_texts(texts))
    rows = candidates.find(apart)
    columns = ["document", "sentence", "proposer", "addressee", "theme", "act", "score", "cue"]
    assert rows[columns].to_numpy().tolist() == expected[columns].to_numpy().tolist()
    assert [unicodedata.normalize("NFC", quote) for quote in rows["quote"]] == expected["quote"].tolist()
    for row in rows.itertuples():
        assert apart.text(row.document)[row.start : row.end] == row.quote


def test_what_a_wish_contains_is_no_second_proposal():
    rows = found("La Russie souhaite que les parties s'entendent pour éviter l'escalade.")
    assert rows[["proposer", "cue"]].to_numpy().tolist() == [["RUS", "souhaiter"]]


def test_the_theme_may_stand_in_the_sentences_before():
    rows = found("Un pacte de non-ingérence est sur la table. Londres le refuse.")
    assert rows["theme"].tolist() == ["non-interference"]


def test_one_cue_governs_more_than_one_measure():
    rows = found("Moscou propose d'ouvrir un dialogue, de conclure un traité et d'interdire toute ingérence.")
    assert rows["theme"].tolist() == ["bilateral-dialogue", "global-treaty", "non-interference"]
    assert rows["quote"].tolist() == [
        "propose d'ouvrir un dialogue",
        "de conclure un traité",
        "d'interdire toute ingérence",
    ]
    assert set(rows["proposer"]) == {"RUS"}


def test_items_of_a_list_go_on():
    rows = found("La Russie propose :\n– un dialogue régulier ;\n– un traité universel.\n\nLondres écoute.")
    assert rows["quote"].tolist() == ["propose", "un dialogue régulier", "un traité universel"]
    assert rows["theme"].tolist()[1:] == ["bilateral-dialogue", "global-treaty"]
    assert set(rows["proposer"]) == {"RUS"}


def test_forum_and_stance():
    rows = found("Moscou a rejeté à l'OSCE toute mesure de confiance.")
    assert rows[["forum", "stance", "theme"]].to_numpy().tolist() == [
        ["OSCE", "against", "confidence-building"]
    ]


def test_score_is_made_of_the_cue_and_the_signs():
    weights = scoring.weights()
    cue = candidates.read_cues().cues.set_index(["cue", "follows"]).at[("soutenir", ""), "weight"]
    rows = found("Londres soutient cela. Londres soutient un traité.")
    assert rows["signs"].tolist() == ["named", "named;theme"]
    odds = weights["always"] + weights["cue"] * math.log(cue / (1 - cue)) + weights["named"]
    expected = [1 / (1 + math.exp(-odds - more)) for more in (0, weights["theme"])]
    assert rows["score"].tolist() == pytest.approx(expected, abs=0.005)
    assert len(candidates.find(Corpus.from_texts({"a": "Londres soutient cela."}), least=0.9)) == 0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Une liste proposée en mai sur la cybersécurité nomme Moscou.", "bare"),
        ("Pour promouvoir la cybersécurité, Moscou a écouté.", "purpose"),
    ],
)
def test_signs_that_a_cue_is_no_verb_of_anybody(text, sign):
    corpus = Corpus.from_texts({"a": text, "b": "Moscou a proposé à Paris de promouvoir un traité."})
    rows = candidates.find(corpus, least=0)
    signs = rows.groupby("document")["signs"].agg(lambda some: set(";".join(some).split(";")))
    assert sign in signs["a"]
    assert not signs["b"] & {"bare", "purpose"}


def test_without_a_document_s_own_cues():
    cues = candidates.Cues(
        pd.DataFrame({"cue": ["a", "b", "c"], "found_in": ["x", "", "x;y"]}),
        pd.DataFrame({"term": ["d"], "found_in": ["x"]}),
    )
    left = cues.without("x")
    assert left.cues["cue"].tolist() == ["b", "c"]
    assert left.themes.empty


def test_the_lists_that_ship_are_sound():
    cues, problems = candidates.load_cues()
    assert problems == []
    assert candidates.unknown_codes(cues, proposals.read_codebook()) == []
    known = set(read_corpus(SEEDS).documents.index)
    assert set(";".join([*cues.cues["found_in"], *cues.themes["found_in"]]).split(";")) - {""} <= known


def test_codes_of_the_lists_that_are_not_in_the_codebook(tmp_path):
    (tmp_path / "cues.csv").write_text("cue,follows,act,weight,by,found_in\nproposer,,propose,1,subject,\n")
    (tmp_path / "themes.csv").write_text(
        "layer,code,term,weight,found_in\ntheme,peace,paix,1,\nforum,UN,Onu,1,\nforum,G20,G20,1,\n"
    )
    cues, problems = candidates.load_cues(tmp_path)
    assert problems == []
    unknown = candidates.unknown_codes(cues, proposals.read_codebook(), tmp_path)
    assert [problem.replace(f"{tmp_path}/", "").partition(" in the codebook")[0] for problem in unknown] == [
        "cues.csv, row 2 (proposer): act 'propose' is not",
        "themes.csv, row 2 (paix): theme 'peace' is not",
        "themes.csv, row 4 (G20): forum 'G20' is not",
    ]


def test_wrong_lists(tmp_path):
    (tmp_path / "cues.csv").write_text("cue,follows,act,weight,by,found_in\nproposer,,proposes,x,he,\n")
    (tmp_path / "themes.csv").write_text(
        "layer,code,term,weight,found_in\ntheme,a,paix,1,\ntheme,a,paix,2,\nact,a,paix,1,\n"
    )
    problems = [problem.replace(f"{tmp_path}/", "") for problem in candidates.load_cues(tmp_path)[1]]
    assert problems == [
        "cues.csv, row 2 (proposer): weight is 'x'; expected a number above 0",
        "cues.csv, row 2 (proposer): by is 'he'; expected one of subject, speaker",
        "themes.csv, row 4 (paix): layer is 'act'; expected one of theme, forum",
        "themes.csv, row 3: 'theme, a, paix' occurs twice; remove one",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le chef de la diplomatie équatorienne a indiqué que l’Américain avait fait une demande d’asile.",
        "Je tiens à remercier l’Estonie pour l’organisation de cette réunion.",
        "La Russie fait de plus en plus appel aux technologies numériques.",
        "Moscou a accusé Londres de vouloir un traité.",
        "Washington a lancé une vaste attaque contre le dialogue.",
    ],
)
def test_words_that_hold_a_cue_and_propose_nothing(text):
    """The first three are from cyberstrategia.blogspot.fr (2013) and onu.delegfrance.org (2020)."""
    assert found(text).empty


def test_a_speech_is_its_heading_s():
    """From osce.delegfrance.org, 13 June 2019."""
    rows = found(
        "Intervention de la France au Conseil permanent\n\nMonsieur le Président,\n\n"
        "Nous devons travailler à la mise en œuvre concrète de l’appel de Paris, avec l'Estonie.\n"
    )
    assert rows[["proposer", "proposer_rule"]].to_numpy().tolist() == [["FRA", "voice"]]


def test_a_group_of_states_is_addressed():
    """From vietnam.vn, 26 May 2023."""
    rows = found("Mme Izumi Nakamitsu a appelé les pays à agir de manière responsable.")
    assert rows[["proposer", "addressee"]].to_numpy().tolist() == [["izumi-nakamitsu", "un-member-states"]]


def test_a_theme_without_a_word_of_one_is_empty():
    rows = found("Londres exige des excuses. Londres dort. Paris soutient la fête du village.")
    assert rows["theme"].tolist() == ["", ""]


def test_the_treaty_on_crime_is_not_the_work_against_it():
    """From fr.sputniknews.africa, 17 May 2017."""
    rows = found(
        "La Russie a présenté un projet de convention globale sur la lutte contre la cybercriminalité."
    )
    assert rows["theme"].tolist() == ["cybercrime-convention"]


def test_an_author_s_own_view_is_no_proposal():
    told = "Le réseau est lent. Il grandit. Nul ne le voit. Il tombe. On le répare. "
    assert found(told + "Il est essentiel de se rapprocher du maire.").empty


def test_who_asks_in_strong_words_is_heard_where_hardly_anybody_speaks():
    story = "Il pleut. Le vent souffle. La nuit tombe. Le jour vient. "
    assert found(story + "La présidente a appelé à des progrès.")["cue"].tolist() == ["appeler"]
    assert found(story + "La présidente a évité des progrès.").empty


def test_every_term_of_a_theme_can_be_found():
    """A term is found in a text that holds just it: else no text could match it."""
    themes = candidates.read_cues().themes
    for row in themes.itertuples():
        words = [row.term[start:end] for start, end in french.words(row.term)]
        assert words, row.term


def test_evaluate_counts_sentences():
    gold = pd.DataFrame(
        {"document": "a", "sentence": [0, 1, 1], "theme": ["x", "y", "z"], "proposer": ["RUS", "GBR", "GBR"]}
    )
    given = pd.DataFrame(
        {
            "document": "a",
            "sentence": [1, 1, 5],
            "theme": ["z", "x", "x"],
            "proposer": ["ben-wallace", "RUS", "RUS"],
        }
    )
    line = candidates.evaluate(given, gold, actors.read_lexicon()).iloc[0].to_dict()
    assert line == {
        **{"coded": 2, "found": 2, "both": 1, "recall": 0.5, "precision": 0.5},
        **{"theme": 0.5, "proposer": 0.5},
    }


def test_read_passages():
    rows = pd.DataFrame(
        {"document": "a", "sentence": ["Oui.", "Non."], "theme": ["", "x;y"], "proposer": ["", "RUS"]}
    )
    corpus, gold = candidates.read_passages(rows)
    assert corpus.text("a") == "Oui.\nNon."
    assert gold[["sentence", "theme"]].to_numpy().tolist() == [[1, "x"], [1, "y"]]
    for sentences in (["Oui. Non.", "Non."], ["Oui. Non.", ""], ["", ""]):
        with pytest.raises(InputError, match=r"a: '.*' is not one sentence by itself"):
            candidates.read_passages(rows.assign(sentence=sentences))


def test_evaluate_passages():
    rows = pd.DataFrame(
        {
            "document": "a",
            "sentence": ["Moscou propose un pacte à Washington.", "Il pleut.", "Il neige."],
            "theme": ["", "", "x"],
            "proposer": ["", "", "RUS"],
        }
    )
    line = candidates.evaluate_passages(rows)
    assert line[["coded", "found", "both", "recall", "precision"]].to_numpy().tolist() == [[1, 1, 0, 0, 0]]


def test_the_five_documents_each_without_its_own_cues():
    corpus = read_corpus(SEEDS)
    table, misses = candidates.leave_one_out(corpus, proposals.coded(corpus, restatements=True))
    total = table.set_index("document").loc["all"]
    shown = f"\n{table}\n{misses}"
    assert total["recall"] >= 0.95, shown
    assert total["precision"] >= 0.7, shown
    assert total["theme"] >= 0.75, shown
    assert total["proposer"] >= 0.85, shown
    assert (misses["kind"] == "missed").sum() == total["coded"] - total["both"]


def test_passages_never_seen():
    rows = pd.read_csv(UNSEEN, keep_default_na=False)
    line = candidates.evaluate_passages(rows).iloc[0]
    assert line["recall"] >= 0.85
    assert line["precision"] >= 0.55
    assert line["theme"] >= 0.75
    assert line["proposer"] >= 0.8
