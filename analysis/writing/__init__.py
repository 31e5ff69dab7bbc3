"""What the languages that we know have in common in writing: signs, sentence ends, coarse words.

Each language (`analysis.french`, `analysis.english`) brings its lists and the rules of its own.
"""
