#!/usr/bin/env python3
"""Checks a record pack of the fairness monitor: computes every figure in it again from its counts, and holds the counts
against the floors. It shares nothing with the program that made the pack, and needs nothing but Python.

    tests/check_records.py records.zip

Prints how much was checked and ends with 0; prints what is wrong and ends with 1.
"""

import csv
import io
import math
import sys
import zipfile

UNKNOWN = {"prefer-not", "unsaid"}
MEASURES = {"above-median": "above_median", "meets": "met_threshold", "advanced": "advanced"}
LL144 = {"ll144_sex.csv": "sex", "ll144_race_ethnicity.csv": "ethnic-group", "ll144_intersectional.csv": "sex+ethnic-group"}

wrong, checked = [], 0


def check(ok, what):
    global checked
    checked += 1
    if not ok:
        wrong.append(what)


def close(one, other, what, tolerance=1e-9):
    check(abs(one - other) <= tolerance * max(1.0, abs(one)), f"{what}: {one} here, {other} in the pack")


def number(text):
    return int(text) if text != "" else None


def known(answer):
    return all(part not in UNKNOWN for part in answer.split("+"))


def choose(n, k):
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def fisher(s1, n1, s2, n2):
    drawn = s1 + s2
    ways = lambda x: math.exp(choose(n1, x) + choose(n2, drawn - x) - choose(n1 + n2, drawn))
    own = ways(s1)
    every = [ways(x) for x in range(max(0, drawn - n2), min(drawn, n1) + 1)]
    return min(1.0, sum(p for p in every if p <= own * (1 + 1e-7)))


def check_floors(counts, about):
    least, exact = int(about["least_people_of_a_number"]), int(about["exact_from"])
    for (part, question, answer), row in counts.items():
        where = f"part {part}, {question}, {answer}"
        for name, count in row.items():
            if count is None:
                continue
            check(count >= least, f"{where}: {name} tells of {count}, fewer than {least}")
            check(count >= exact or count % 5 == 0, f"{where}: {name} is {count}, not rounded")
            check(row["people"] is not None, f"{where}: {name} is told and how many people is not")
            if name != "people" and row["people"] is not None:
                # Both are rounded: ten beside it can look like six, and so like five.
                check(row["people"] - count >= 5, f"{where}: all but {row['people'] - count} of {row['people']} in {name}")


def check_no_difference(counts):
    """One number hidden of a question, of which the others and the sum are told, would be no secret."""
    for question in {question for _, question, _ in counts if question != "all" and "+" not in question}:
        hidden = [a for part, asked, a in counts if (part, asked) == ("0", question) and counts[part, asked, a]["people"] is None]
        check(len(hidden) != 1, f"{question}: only {hidden} is hidden")


def check_comparisons(rows, counts):
    found = {(row["part"], row["question"], row["measure"], row["group"]): row for row in rows}
    groups = {}
    for (part, question, answer), row in counts.items():
        for measure, name in MEASURES.items():
            if question != "all" and known(answer) and row["people"] and row[name] is not None:
                groups.setdefault((part, question, measure), {})[answer] = (min(row[name], row["people"]), row["people"])
    expected = 0
    for key, of in groups.items():
        if len(of) < 2:
            continue
        top = max(s / n for s, n in of.values())
        references = {row["reference"] for full, row in found.items() if full[:3] == key}
        check(len(references) == 1, f"{key}: compared with {references}")
        reference = references.pop() if references else next(iter(of))
        check(math.isclose(of[reference][0] / of[reference][1], top), f"{key}: {reference} does not have the highest rate")
        for answer, (s, n) in of.items():
            if answer == reference:
                continue
            expected += 1
            row = found.get((*key, answer))
            check(row is not None, f"{key}, {answer}: not compared")
            if row is not None:
                check_comparison(row, (s, n), of[reference], f"{key}, {answer}")
    check(len(found) == expected, f"{len(found)} comparisons where {expected} are possible")


def check_comparison(row, focal, reference, where):
    (s1, n1), (s2, n2) = focal, reference
    ratio = (s1 / n1) / (s2 / n2)
    close(ratio, float(row["ratio"]), f"{where}: ratio")
    check((row["under_four_fifths"] == "true") == (5 * s1 * n2 < 4 * s2 * n1), f"{where}: four fifths")
    close(fisher(s1, n1, s2, n2), float(row["fisher_p"]), f"{where}: Fisher's p", 1e-8)
    pooled = (s1 + s2) / (n1 + n2)
    if 0 < pooled < 1:
        z = (s1 / n1 - s2 / n2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        close(z, float(row["z"]), f"{where}: z")
        close(math.erfc(abs(z) / math.sqrt(2)), float(row["z_p"]), f"{where}: p of z")
    if row["interval"] == "log":
        reach = 1.959963984540054 * math.sqrt((1 - s1 / n1) / s1 + (1 - s2 / n2) / s2)
        close(ratio * math.exp(-reach), float(row["ratio_low"]), f"{where}: lower end")
        close(ratio * math.exp(reach), float(row["ratio_high"]), f"{where}: upper end")


def check_ll144(rows, counts, words, question):
    by_words = {words[question, answer]: counts["0", question, answer] for asked, answer in words if asked == question}
    highest = {}
    for name in ("advanced", "above_median"):
        rates = [
            counts["0", question, answer][name] / counts["0", question, answer]["people"]
            for asked, answer in words
            if asked == question and known(answer) and counts["0", question, answer][name] is not None
        ]
        highest[name] = max(rates) if len(rates) > 1 else None
    check({row["category"] for row in rows} == set(by_words), f"{question}: not all categories are in the table")
    unknown = {words[question, answer] for asked, answer in words if asked == question and not known(answer)}
    for row in rows:
        told, where = by_words[row["category"]], f"LL144, {row['category']}"
        check(number(row["applicants"]) == told["people"], f"{where}: applicants")
        for count, rate, ratio, name in (
            ("selected", "selection_rate", "selection_impact_ratio", "advanced"),
            ("above_median", "scoring_rate", "scoring_impact_ratio", "above_median"),
        ):
            check(number(row[count]) == told[name], f"{where}: {count}")
            if told[name] is None:
                check(row[rate] == "" and row[ratio] == "", f"{where}: a rate of what is not told")
                continue
            own = min(told[name], told["people"]) / told["people"]
            close(own, float(row[rate]), f"{where}: {rate}")
            if row["category"] in unknown or not highest[name]:
                check(row[ratio] == "", f"{where}: an impact ratio of nobody's category")
            else:
                close(own / highest[name], float(row[ratio]), f"{where}: {ratio}")


def main(path):
    with zipfile.ZipFile(path) as pack:
        files = {name.rsplit("/", 1)[-1]: pack.read(name).decode() for name in pack.namelist()}
    table = lambda name: list(csv.DictReader(io.StringIO(files[name])))
    check("not a bias audit" in " ".join(files["README.txt"].split()).replace("is not a bias audit", "not a bias audit"), "README")
    about = {row["name"]: row["value"] for row in table("snapshot.csv")}
    words = {(row["question"], row["answer"]): row["words"] for row in table("answers.csv")}
    told = ["people", *MEASURES.values()]
    counts = {(r["part"], r["question"], r["answer"]): {name: number(r[name]) for name in told} for r in table("counts.csv")}
    check_floors(counts, about)
    check_no_difference(counts)
    check_comparisons(table("comparisons.csv"), counts)
    for name, question in LL144.items():
        if any(asked == question for asked, _ in words):
            check(name in files, f"{name} is missing")
            check_ll144(table(name), counts, words, question)
    for line in wrong:
        print(f"WRONG: {line}")
    print(f"{checked} checks, {len(wrong)} wrong")
    return 1 if wrong or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
