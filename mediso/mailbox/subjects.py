"""What a subject says besides being an answer or passed on."""

import re

# English, and what Japanese and German programs write; Outlook counts answers as Re[2].
PREFIXES = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|返信|転送)\s*(?:[\[(]\d{1,3}[\])])?\s*[:：])+\s*", re.IGNORECASE)


def plain_subject(subject: str) -> str:
    """Without Re:, Fwd: and the like at its beginning."""
    found = PREFIXES.match(subject)
    return subject[found.end() :].strip() if found else subject.strip()
