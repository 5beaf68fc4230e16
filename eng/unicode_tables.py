#!/usr/bin/env python3
"""Writes src/Sargam/Scanning/Lyrics/Unicode/UnicodeTables.cs from the Unicode Character Database that Python carries.

    python3 eng/unicode_tables.py

and tests/golden/reference/text/normalization.json, texts with their forms as Python has them, which the tests read. The data are Unicode's (Unicode License v3, see THIRD-PARTY-NOTICES.md). By Unicode's stability policy a later version gives
every text of the characters known today the same normal form; run this again to learn about newer characters.
"""
import base64
import json
import pathlib
import random
import unicodedata

TARGET = pathlib.Path(__file__).parent.parent / "src/Sargam/Scanning/Lyrics/Unicode/UnicodeTables.cs"
CASES = pathlib.Path(__file__).parent.parent / "tests/golden/reference/text/normalization.json"
WIDTH = 120


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def signed(number):
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def code_points():
    return (c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF and not 0xAC00 <= c <= 0xD7A3)


def classes():
    """Runs of characters with one combining class: gap before the run, its length, the class."""
    out, end, run = b"", 0, None
    for c in [*code_points(), 0x110000]:
        value = unicodedata.combining(chr(c)) if c < 0x110000 else 0
        if run and (value != run[2] or c != run[1]):
            out += varint(run[0] - end) + varint(run[1] - run[0]) + varint(run[2])
            end, run = run[1], None
        if value and not run:
            run = [c, c, value]
        if run:
            run[1] = c + 1
    return out


def decompositions():
    """Per character: step from the last, first part, second part or 0, each part as distance; the lowest bit of the step says
    whether the two parts compose to it again."""
    out, last = b"", 0
    for c in code_points():
        mapping = unicodedata.decomposition(chr(c))
        if not mapping or mapping[0] == "<":
            continue
        parts = [int(part, 16) for part in mapping.split()]
        composes = len(parts) == 2 and unicodedata.normalize("NFC", chr(c)) == chr(c)
        out += varint((c - last) * 2 + composes) + signed(parts[0] - c)
        out += signed(parts[1] - c) if len(parts) == 2 else signed(-c)
        last = c
    return out


def foldings():
    """Characters whose case folding is not their lower case, with what they fold to."""
    out, last = b"", 0
    for c in code_points():
        folded, lower = chr(c).casefold(), chr(c).lower()
        if folded == lower and len(lower) == 1:
            continue
        out += varint(c - last) + varint(len(folded)) + b"".join(signed(ord(part) - c) for part in folded)
        last = c
    return out


def literal(data):
    text = base64.b64encode(data).decode()
    return "\n".join("        " + text[i:i + WIDTH] for i in range(0, len(text), WIDTH))


def member(name, summary, data):
    return f'''    /// <summary>{summary}</summary>
    public const string {name} = """
{literal(data)}
        """;
'''


TARGET.write_text(f'''namespace Sargam.Scanning.Lyrics.Unicode;

/// <summary>
/// Parts of the Unicode Character Database {unicodedata.unidata_version}, packed; written by <c>eng/unicode_tables.py</c>, which also says how. Do not
/// change by hand. Copyright (c) 1991-2024 Unicode, Inc., see THIRD-PARTY-NOTICES.md.
/// </summary>
internal static class UnicodeTables
{{
{member("CombiningClasses", "Canonical combining classes other than 0.", classes())}
{member("Decompositions", "Canonical decompositions, one level deep, without Hangul.", decompositions())}
{member("CaseFoldings", "Case foldings that are not the lower case.", foldings())}}}
''', encoding="utf-8", newline="\n")


def cases():
    """Texts put together from what composes, what is composed, marks, Hangul and what folds, from a fixed seed."""
    dice = random.Random(6)
    composed = [c for c in code_points() if unicodedata.decomposition(chr(c))[:1] not in ("", "<")]
    marks = [c for c in code_points() if unicodedata.combining(chr(c))]
    parts = sorted({int(p, 16) for c in composed for p in unicodedata.decomposition(chr(c)).split()})
    cased = [c for c in code_points() if chr(c).casefold() != chr(c)]
    hangul = [*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A7, 0x11C3), 0xAC00, 0xAC01, 0xAC1C, 0xD7A3]
    pools = [composed, marks, parts, cased, hangul, [*range(0x20, 0x7F)]]
    texts = ["".join(chr(dice.choice(dice.choice(pools))) for _ in range(dice.randint(1, 12))) for _ in range(150)]
    texts += ["".join(chr(dice.choice(hangul)) for _ in range(12)) for _ in range(20)]
    for start in range(0, len(composed), 60):
        texts.append("".join(chr(c) for c in composed[start:start + 60]))
    for start in range(0, len(cased), 60):
        texts.append("".join(chr(c) for c in cased[start:start + 60]))
    return [{
        "text": text,
        "nfc": unicodedata.normalize("NFC", text),
        "nfd": unicodedata.normalize("NFD", text),
        "folded": unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()),
    } for text in texts]


CASES.parent.mkdir(parents=True, exist_ok=True)
CASES.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases()) + "\n]\n", encoding="utf-8", newline="\n")
