"""Loads what nearly every chapter needs: imported by the process from which their kernels are forked."""

import ipykernel.kernelapp  # noqa: F401
import IPython.display  # noqa: F401
import myst_nb  # noqa: F401

from analysis import actors, book, figures, french, proposals, terms  # noqa: F401

french.lemma("prête")  # loads the dictionary of lemmas
