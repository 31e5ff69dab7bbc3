"""Each rule for proposers, by an example that it decides; and that a candidate says which rule it was."""

import pytest

from analysis import Corpus, candidates

EXAMPLES = {
    "adjective": ("Le traité russe proposé à l'ONU divise.", "RUS"),
    "complement": ("La volonté de Moscou d'engager un dialogue est connue.", "RUS"),
    "of-participle": ("On lit le message de la Russie, demandant un traité universel.", "RUS"),
    "whose-text": ("Le projet russe prévoit de conclure un traité universel.", "RUS"),
    "agent-of-many": ("Ce traité a été soutenu par plusieurs États.", "un-member-states"),
    "presented-by": ("On lit un projet de résolution déposé par la délégation russe.", "RUS"),
    "agent": ("Cette convention a été soutenue par la Chine.", "CHN"),
    "subject-behind": ("Paris dort. C'est ce que propose la Chine dans un projet de traité.", "CHN"),
    "between": ("Un accord sur le dialogue a été signé entre la Russie et la Chine.", "RUS;CHN"),
    "on-behalf": ("Parlant au nom de l'Union européenne, l'Italie demande un traité.", "EU"),
    "view": ("Pour la délégation de l'Inde, il faut un traité universel.", "IND"),
    "opinion": ("Moscou estime qu'il faut un traité universel.", "RUS"),
    "opinion-of-two": ("Paris a vu Moscou. Les parties estiment qu'il faut un traité.", "FRA;RUS"),
    "inviter": ("Moscou et Paris parlent. Paris a été invité à reprendre le dialogue.", "RUS"),
    "subject": ("Moscou et Paris proposent un traité universel.", "FRA;RUS"),
    "states": ("Plusieurs États souhaitent un traité universel.", "un-member-states"),
    "signatories": ("L'OCS s'est réunie à Tachkent. Les signataires souhaitent un traité.", "SCO"),
    "two-states": ("Londres a vu la Russie. Les parties ont proposé un traité.", "GBR;RUS"),
    "capital": ("Moscou écoute. À Londres, le gouvernement souhaite un dialogue.", "GBR"),
    "agent-before": ("Adoptée par Moscou, la loi prévoit d'interdire les cyberattaques.", "RUS"),
    "body-at-head": ("Au Congrès, des élus réclament un traité universel.", "usa-congress"),
    "verb-behind-quotation": ("« Faut-il un traité ? », a plaisanté Vladimir Poutine.", "vladimir-putin"),
    "verb-of-saying": ("Il faut un traité universel, a répondu Vladimir Poutine.", "vladimir-putin"),
    "name-before-quotation": ("Moscou répond : « Nous souhaitons un traité universel. »", "RUS"),
    "label": ("Mao Ning : Bonjour. Il faut un traité universel.\nReuters : Et vous ?", "mao-ning"),
    "last-speaker": ("Moscou dénonce Londres. « On exige un traité », a-t-on ajouté.", "RUS"),
    "voice": ("La Chine a reçu la Russie. Nous souhaitons un traité universel.", "CHN"),
    "speaker": ("La Chine insiste. Notre pays écoute. Nous agissons. Il faut un traité.", "CHN"),
    "antecedent": ("Moscou écoute. Il propose un dialogue.", "RUS"),
    "reported": ("Moscou répond. Il faudrait un dialogue.", "RUS"),
}


def found(text):
    return candidates.find(Corpus.from_texts({"a": text}))


@pytest.mark.parametrize("rule", EXAMPLES)
def test_each_rule_decides_its_example(rule):
    text, proposer = EXAMPLES[rule]
    rows = found(text)
    assert (rows["proposer"].iloc[-1], rows["proposer_rule"].iloc[-1]) == (proposer, rule)


def test_every_rule_has_an_example_and_says_in_a_sentence_what_it_takes():
    assert set(EXAMPLES) == set(candidates.RULES)
    assert all(said.startswith("Take ") and said.endswith(".") for said in candidates.RULES.values())
    assert all("“" in said for said in candidates.RULES.values())


def test_where_nobody_is_found_no_rule_is_named():
    assert found("Il faut un traité.")[["proposer", "proposer_rule"]].to_numpy().tolist() == [["", ""]]
    rows = found("Question : Il faut un traité.\nQuestion : Il faut une trêve.")
    assert set(rows["proposer_rule"]) == {""}


def test_the_rule_is_no_part_of_the_codings():
    corpus = Corpus.from_texts({"a": "Moscou propose un dialogue."})
    assert "proposer_rule" not in candidates.to_codings(corpus, candidates.find(corpus))


ALONE = "Moscou, le 3 mai.\n\nQuestion : Et ?\n\n{} Nous proposons un traité.\n\nM. Blinken : Nous écoutons."
BLANKS = [" :", ":", "\u00a0:", "\u202f:", " :\u00a0", ":\t", "\u2009:\u2009"]


@pytest.mark.parametrize(
    "label",
    [
        *("M. Lavrov :", "M.\u00a0Lavrov :", "M. LAVROV :", "S. Lavrov :", "S. V. Lavrov :", "Lavrov :"),
        *("Sergueï Lavrov :", "SERGUEÏ LAVROV :", "M. Sergueï Lavrov :", "— M. Lavrov :", "- S. Lavrov :"),
        *("M. Lavrov (Fédération de Russie) :", "M. Lavrov. –", "M. Lavrov :\n"),
        *(f"M. Lavrov{blanks}" for blanks in BLANKS),
    ],
)
def test_labels_of_speakers(label):
    rows = found(ALONE.format(label))
    assert rows[["proposer", "proposer_rule"]].to_numpy().tolist() == [["sergey-lavrov", "label"]]


def test_a_label_that_the_lexicon_lacks_hides_the_one_before():
    text = "M. Lavrov : Oui.\nM. Petrov : Nous proposons un traité.\nMme Petrova (Chine) : Il faut une trêve."
    assert found(text)["proposer"].tolist() == ["Petrov@", "Petrova@CHN"]


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        ("Moscou refuse. « Il faut un traité universel », a déclaré le député Jean Durand.", "Jean Durand@"),
        ("Moscou refuse. Mme Durand, sénatrice, souhaite un traité universel.", "Durand@"),
        (
            "La sénatrice russe Anne Durand est là. Paris dort. Mme Durand souhaite un traité.",
            "Anne Durand@RUS",
        ),
        ("Moscou a reçu le sénateur Durand et propose un traité universel.", "RUS"),
        ("Moscou, selon le sénateur Durand, propose un traité universel.", "RUS"),
        ("Paris écoute. Le ministre Wang Yi propose un traité universel.", "wang-yi"),
    ],
)
def test_who_is_not_in_the_lexicon_hides_nobody_but_himself(text, proposer):
    assert found(text)["proposer"].iloc[-1] == proposer


DEBATE = (
    "M. {}, rapporteur. Oui.\n\nIl faut un traité universel.\n\nMme la présidente. La parole est à M. Ba."
)


@pytest.mark.parametrize(
    ("who", "proposer", "sign"),
    [("Sergueï Lavrov", "sergey-lavrov", "said"), ("Jean Durand", "Jean Durand@", "said")],
)
def test_a_turn_in_a_debate_goes_on_to_the_next(who, proposer, sign):
    row = found(DEBATE.format(who)).iloc[-1]
    assert row["proposer"] == proposer
    assert sign in row["signs"].split(";")


@pytest.mark.parametrize(
    ("words", "sign"), [("Je vous ai lu. Je vous le dis.", "voice"), ("On a lu. On le dit.", "nobody")]
)
def test_who_says_i_to_you_is_a_speaker(words, sign):
    assert sign in found(f"{words} Il est indispensable de conclure un traité.")["signs"].iloc[0].split(";")


def test_a_heading_of_one_line_is_no_label():
    assert found("Contexte : Moscou propose un traité.\nIl faut un accord.")["proposer"].tolist() == [
        "RUS",
        "RUS",
    ]


VERBS = """a répondu, a annoncé, a confirmé, annonce, confirmait, avait prévenu, aura dit, a fait savoir,
promet, redit, s'est exclamé, s'indigne, s'est félicité, se défend, s'étonnait, n'a cessé de répéter,
vient de déclarer, a concédé, a encore martelé, ironise, tonne, riposte""".replace("\n", " ").split(", ")


@pytest.mark.parametrize(
    "said", ["« Il faut un traité », {}.", "“Il faut un traité”, {}.", "« Il faut un traité ! » {}."]
)
@pytest.mark.parametrize("verb", VERBS)
def test_any_verb_behind_a_quotation(said, verb):
    text = f"Londres dort. {said.format(verb + ' le ministre Sergueï Lavrov')}"
    assert found(text)["proposer"].iloc[0] == "sergey-lavrov"


@pytest.mark.parametrize(
    "verb", ["a répondu", "a annoncé", "confirme", "s'indigne", "s'est exclamé", "riposte"]
)
@pytest.mark.parametrize("said", ["Il faut un traité, {}.", "« Il faut un traité, {}. Le temps presse. »"])
def test_who_speaks_within_what_is_said(said, verb):
    assert found(f"Londres dort. {said.format(verb + ' Moscou')}")["proposer"].iloc[0] == "RUS"


@pytest.mark.parametrize(
    "verb", ["a-t-il répondu", "annonce-t-il", "dit-il", "a-t-il confirmé", "s'indigne-t-il"]
)
def test_inversions_mean_who_spoke_before(verb):
    assert found(f"Londres dort. Moscou parle. « Il faut un traité », {verb}.")["proposer"].tolist() == [
        "RUS"
    ]
