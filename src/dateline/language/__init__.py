"""Text → sentences, a dependency parse and names.

In comes plain text; out comes a `Parse`: tokens with lemma, part of speech, dependency and head, sentences, and named
entities, all with offsets in that text. This is the only room that knows which NLP library is in use: any installed
spaCy pipeline for English can be named in its stead. What the words mean for an event is none of its business.
"""

from dateline.language.encoder import Encoder, Reading
from dateline.language.parse import Name, Parse, Sentence, Token
from dateline.language.pipeline import DEFAULT_PIPELINE, Pipeline

__all__ = ["DEFAULT_PIPELINE", "Encoder", "Name", "Parse", "Pipeline", "Reading", "Sentence", "Token"]
