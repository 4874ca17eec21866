#!/usr/bin/env python3
"""Prints the facts of a GS1 Barcode Syntax Dictionary, an AI a line: make-ais-facts.py DICTIONARY > ais-RELEASE.tsv

Written from the syntax that the dictionary describes in its own head, and kept apart from the maker of the library's
table: what one of them misreads, the comparison of both shows.
"""
import sys

COLUMNS = ("ai", "flags", "format", "req", "ex", "dlpkey", "title")
FLAG_CHARACTERS = set("""*!?"$%&'()+,-./:;<=>@[\\]^_`{|}~""")
TYPES = set("NXYZ")


def codes_of(word):
    first, _, last = word.partition("-")
    if not last:
        return [first]
    if len(first) != len(last):
        raise ValueError(f"a range of two lengths: {word}")
    return [str(number).zfill(len(first)) for number in range(int(first), int(last) + 1)]


def facts_of(line):
    # A title may hold any character but the first # ends the data.
    before, _, title = line.partition("#")
    rest = before.split()
    codes = codes_of(rest.pop(0))
    facts = dict.fromkeys(COLUMNS, "")
    facts["title"] = title.strip()
    # Flags are punctuation alone; an optional component begins with a bracket too, but holds letters and digits.
    if set(rest[0]) <= FLAG_CHARACTERS:
        facts["flags"] = rest.pop(0)
    components = []
    while rest and rest[0].lstrip("[")[0] in TYPES:
        components.append(rest.pop(0))
    if not components:
        raise ValueError(f"no format: {line}")
    facts["format"] = " ".join(components)
    for word in rest:
        key, equals, value = word.partition("=")
        if key not in ("req", "ex", "dlpkey"):
            raise ValueError(f"an attribute that is not known: {word}")
        if not equals:
            # A solitary key says that it is there and no more.
            value = key
        facts[key] = f"{facts[key]} {value}".strip()
    return [dict(facts, ai=code) for code in codes]


def main(dictionary):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print("\t".join(COLUMNS))
    with open(dictionary, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                for facts in facts_of(line):
                    print("\t".join(facts[column] for column in COLUMNS))


if __name__ == "__main__":
    main(sys.argv[1])
