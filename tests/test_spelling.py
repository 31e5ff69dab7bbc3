"""Folding: what is the same word, however it is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.spelling import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("États-Unis", "etats-unis"),
        (unicodedata.normalize("NFD", "ÉTATS-UNIS"), "etats-unis"),
        ("L’Onu", "l'onu"),
        ("  l'œuvre\u00a0\n d’art ", "l'oeuvre d'art"),
        ("cyber\u00adsécurité", "cybersecurite"),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
