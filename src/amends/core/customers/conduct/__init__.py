"""How a message treats the people who read it: insults and threats, by words that can be shown."""

from amends.core.customers.conduct.lexicon import Lexicon, Phrase, read_phrase
from amends.core.customers.conduct.reading import Conduct, Seen, read_conduct

__all__ = ["Conduct", "Lexicon", "Phrase", "Seen", "read_conduct", "read_phrase"]
