#!/usr/bin/env python3
"""Makes AiSpecs*.cs out of a GS1 Barcode Syntax Dictionary: make-table.py DICTIONARY OUTDIR.

Why a C# table and not a text read at start: it costs no parsing, no resource and no reflection under Native AOT,
and the compiler checks every linter's name.
"""
import re
import sys

HEAD = """// Made by make-table.py from release {release} of the GS1 Barcode Syntax Dictionary; change the maker, not this file.
using static DaNangTrace.Edge.Gs1.Component;
using static DaNangTrace.Edge.Gs1.Linter;

namespace DaNangTrace.Edge.Gs1;

/// <summary>{summary}</summary>
internal static class {name}
{{
    internal static readonly AiSpec[] All =
    [
"""
FOOT = "    ];\n}\n"


def component(text):
    optional = text.startswith("[")
    kind, *linters = text.replace("[", "").replace("]", "").split(",")
    letter, upto, length = re.fullmatch(r"([NXYZ])(\.\.)?(\d+)", kind).groups()
    call = letter + ("UpTo" if upto else "") + "(" + ", ".join([length, *(x.capitalize() for x in linters)]) + ")"
    return f"Optional({call})" if optional else call


def entry(line):
    data, _, title = line.partition("#")
    words = data.split()
    codes, words = words[0], words[1:]
    flags = ""
    if not re.match(r"[NXYZ]\.*\d", words[0]):
        flags, words = words[0], words[1:]
    parts, req, ex, key = [], [], None, None
    for word in words:
        if word == "dlpkey":
            key = ""
        elif word.startswith("dlpkey="):
            key = word[7:]
        elif word.startswith("req="):
            req.append(word[4:])
        elif word.startswith("ex="):
            assert ex is None
            ex = word[3:]
        elif re.match(r"\[?[NXYZ]", word):
            parts.append(component(word))
        else:
            sys.exit(f"make-table.py: AI {codes}: {word} is nothing that the dictionary's head comment describes")
    tail = "".join(f', {name}: "{value}"' for name, value in
                   (("Req", " ".join(req) or None), ("Ex", ex), ("Key", key)) if value is not None)
    head = f'        new("{codes}", "{flags}", "{title.strip()}",'
    body = f"[{', '.join(parts)}]{tail}),"
    one = f"{head} {body}"
    return one if len(one) <= 120 else head + "\n" + wrapped(body)


def wrapped(body):
    lines, indent = [], "            "
    while len(indent + body) > 120:
        cut = body.rfind(", ", 0, 120 - len(indent)) + 1
        lines.append(indent + body[:cut])
        body = body[cut + 1:]
    return "\n".join([*lines, indent + body])


def main(dictionary, folder):
    text = open(dictionary, encoding="utf-8").read()
    release = re.search(r"Release: (\S+)", text).group(1)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", release):
        sys.exit(f"make-table.py: {dictionary} is no release: it says {release}")
    entries = [x for x in text.splitlines() if x and not x.startswith("#")]
    for name, summary, wanted in (
            ("AiSpecsGoods", "The AIs 00 to 3999: keys, dates, lots, measures, prices.", lambda x: x < "4"),
            ("AiSpecsPlaces", "The AIs 400 to 9999: places, origin, transport, health, coupons, internal use.",
             lambda x: x >= "4")):
        # Made whole before it is written: what fails half-way must leave the old file.
        lines = "".join(entry(x) + "\n" for x in entries if wanted(x))
        with open(f"{folder}/{name}.cs", "w", encoding="utf-8") as out:
            out.write(HEAD.format(release=release, name=name, summary=summary) + lines + FOOT)


if len(sys.argv) != 3:
    sys.exit(__doc__)
main(*sys.argv[1:])
