"""What of a sentence stays English in a translation."""

from __future__ import annotations

import re

# Quotations, code, values in brackets, addresses and names of errors stay English in any language.
NOT_TRANSLATED = re.compile(
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|“[^”]*”|\{[^{}]*\}|\[[^\[\]]*\]|\S*[_/.]\S+|\w+Error\b.*"
)
