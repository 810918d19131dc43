"""The cells of a rulebook in words, in any language that has a catalogue."""

from amends.core.rulebook.words.cells import Phrase, either, phrase

__all__ = ["Phrase", "either", "phrase"]
