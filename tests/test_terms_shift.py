"""Word shift, against scipy."""

import pytest
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy
from small_rows import words

from analysis import InputError, terms


def test_word_shift():
    tokens = words(a="x x y z", b="x y y y w w w w")
    table = terms.word_shift(tokens, target={"document": "a"}).set_index("lemma")
    p, q = ([2, 1, 1, 0], [1, 3, 0, 4])
    assert table["contribution"].sum() == pytest.approx(jensenshannon(p, q, base=2) ** 2)
    assert table["more_in"].to_dict() == {"x": "target", "y": "reference", "z": "target", "w": "reference"}
    assert table["share_of_difference"].sum() == pytest.approx(1)
    tokens = tokens.assign(lemma=tokens["lemma"])
    by_entropy = terms.word_shift(tokens, target={"document": "a"}, measure="entropy")
    assert by_entropy["contribution"].sum() == pytest.approx(entropy(p, base=2) - entropy(q, base=2))
    by_share = terms.word_shift(tokens, target={"document": "a"}, measure="proportion").set_index("lemma")
    assert by_share["contribution"].to_dict() == {"x": 0.375, "y": -0.125, "z": 0.25, "w": -0.5}
    with pytest.raises(
        InputError, match="the measure 'cosine' is unknown; there are jsd, proportion, entropy"
    ):
        terms.word_shift(tokens, target={"document": "a"}, measure="cosine")


def test_word_shift_of_function_words_only():
    tokens = words(a="le", b="x").assign(is_stop=[True, False])
    with pytest.raises(InputError, match="function words only"):
        terms.word_shift(tokens, target={"document": "a"})
