"""One sentence -> its words of structure: quotes, brackets, verbs, counts, groups, citations."""

from __future__ import annotations

import re

from ..grammar.lexicon import Lexicon, Name
from ..patterns import pattern
from .readings import Token


def tokens_of(words: Lexicon, text: str, names: list[Name], form: re.Pattern[str]) -> list[Token]:
    """Find the words of structure in a squeezed sentence, in order.

    Args:
        words: the vocabulary, compiled.
        text: the sentence.
        names: what it names, places in the sentence.
        form: of quotes, brackets, verbs and counts.
    """
    tokens = []
    group_at = {n.start: n for n in names if n.sort == "group"}
    for m in form.finditer(text):
        kind = m.lastgroup or ""
        kind = next(k for k in ("quote", "paren", "verb", "n") if m[k] is not None)
        if kind == "quote" and not pattern(r"[\p{L}\p{N}]").search(m[0]):  # 「」 names nothing
            continue
        inner = group_at.get(m.start() + 1)
        if kind == "quote" and inner and inner.end == m.end() - 1:
            kind = "group"
        tokens.append(Token(kind, m.start(), m.end()))
    covered = [(t.start, t.end) for t in tokens if t.kind in ("quote", "paren", "group")]
    for n in group_at.values():
        if not any(a <= n.start and n.end <= b for a, b in covered):
            tokens.append(Token("group", n.start, n.end))
    if "次" in text or "層級會議" in text:
        for c in words.titles.citations(text):
            if not any(a <= c.start and c.end <= b for a, b in covered):
                tokens = [t for t in tokens if t.end <= c.start or t.start >= c.end]
                tokens.append(Token("cite", c.start, c.end))
    return sorted(tokens, key=lambda t: (t.start, -t.end))
