"""The corpus: documents as their files hold them, and the segments, sentences and words cut from them."""

from analysis.corpus.corpus import COUNTED, Corpus, read_corpus

__all__ = ["COUNTED", "Corpus", "read_corpus"]
