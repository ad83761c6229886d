"""Pairs made from patterns, for what a pattern can say: figures in words, converses, plans. A sixth of our pairs.

`python -m train.pairs.templates` writes own/templates-1.tsv anew.
"""

from __future__ import annotations

import random
from pathlib import Path

OUT = Path(__file__).parent / "own" / "templates-1.tsv"
SEED = 31
SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
         "seventeen eighteen nineteen").split()  # fmt: skip
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
NAMES = "Norland Halden Corvane Tamsin Orbit Zelm Brask Lund Kesh Orsk Veshk Merrow Lindar Kestrel".split()
PEOPLE = "soldiers workers refugees pupils nurses voters miners tourists farmers sailors".split()
# One converse each: what A does to B with a thing, B does from A.
CONVERSES = [
    ("{a} sold {n} {t} to {b}.", "{b} bought {n} {t} from {a}.", "lorries tractors ships turbines engines"),
    ("{a} lent {b} {n} million crowns.", "{b} borrowed {n} million crowns from {a}.", ""),
    ("{a} taught {n} of {b}'s pilots.", "{n} of {b}'s pilots learned from {a}.", ""),
    ("{a} leases {n} {t} from {b}.", "{b} leases {n} {t} to {a}.", "jets halls ships"),
    ("{a} beat {b} by {n} points.", "{b} lost to {a} by {n} points.", ""),
    ("{a} supplies {b} with {n} {t} a year.", "{b} gets {n} {t} a year from {a}.", "batteries shells chips"),
    ("{a} sent {b} {n} {t}.", "{b} received {n} {t} from {a}.", "tents doctors drones"),
    ("{a} has more {t} than {b}.", "{b} has fewer {t} than {a}.", "tanks schools hospitals ships doctors"),
    ("{a} is larger than {b}.", "{b} is smaller than {a}.", ""),
    ("{a} accused {b} of taking {n} {t}.", "{b} was accused by {a} of taking {n} {t}.", "hostages boats prisoners"),
    ("{a} owes {b} {n} million.", "{b} is owed {n} million by {a}.", ""),
]  # fmt: skip
# A verb as a deed, and as a plan, a pledge, an ability.
DEEDS = [("sent", "send"), ("hired", "hire"), ("dismissed", "dismiss"), ("evacuated", "evacuate"), ("freed", "free"),
         ("trained", "train"), ("moved", "move")]  # fmt: skip
PLANS = ("plans to {v}", "has promised to {v}", "is preparing to {v}", "is able to {v}", "has been asked to {v}",
         "will {v}", "has offered to {v}", "hopes to {v}")  # fmt: skip
FRACTIONS = [("half", "50 percent"), ("a quarter", "25 percent"), ("a fifth", "20 percent"), ("a tenth", "10 percent"),
             ("three quarters", "75 percent"), ("two fifths", "40 percent"), ("one in eight", "12.5 percent"),
             ("nine in ten", "90 percent"), ("one in twenty", "5 percent")]  # fmt: skip
MEASURED = ("the force", "the city's pupils", "all patients", "the harvest", "those asked", "the fleet", "its staff")


def spelled(n: int) -> str:
    """A number in words, up to 999,999."""
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{SMALL[n // 100]} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    return f"{spelled(n // 1000)} thousand" + (f" {spelled(n % 1000)}" if n % 1000 else "")


def converses(dice: random.Random) -> list[tuple[str, str, str, str]]:
    """Same: the other way of telling it. Apart: the same words or the converse with the two exchanged."""
    rows = []
    for one, other, things in CONVERSES * 4:
        a, b = dice.sample(NAMES, 2)
        slots = {"a": a, "b": b, "n": dice.randrange(3, 90), "t": dice.choice(things.split()) if things else ""}
        turned = {**slots, "a": b, "b": a}
        rows.append(("same", "voice or converse", one.format(**slots), other.format(**slots)))
        rows.append(("apart", "who to whom", one.format(**slots), dice.choice((one, other)).format(**turned)))
    return rows


def figures(dice: random.Random) -> list[tuple[str, str, str, str]]:
    """The same figure in digits and in words, or another figure in either."""
    rows = []
    for _ in range(45):
        a, people = dice.choice(NAMES), dice.choice(PEOPLE)
        n = dice.choice((dice.randrange(13, 99), dice.randrange(2, 90) * 1000, dice.randrange(2, 10) * 100))
        wrong = dice.choice((n * 10, n + 10 ** (len(str(n)) - 1), int(str(n)[::-1].lstrip("0")) if n < 100 else n // 2))
        lead = dice.choice(("About {} {} left {}.", "{} {} have died in {}.", "More than {} {} are in {}."))
        told = lead.format(f"{n:,}", people, a)
        rows.append(("same", "number format", told, lead.format(spelled(n).capitalize() if lead[0] == "{" else
                                                                spelled(n), people, a)))  # fmt: skip
        if wrong != n:
            figure = dice.choice((f"{wrong:,}", spelled(wrong)))
            figure = figure.capitalize() if lead[0] == "{" else figure
            rows.append(("apart", "number", told, lead.format(figure, people, a)))
    return rows


def plans(dice: random.Random) -> list[tuple[str, str, str, str]]:
    """A deed beside a plan; two tellings of one plan."""
    rows = []
    for done, verb in DEEDS * 4:
        a, people, n = dice.choice(NAMES), dice.choice(PEOPLE), dice.randrange(2, 90) * 100
        plan = dice.choice(PLANS).format(v=verb)
        rows.append(("apart", "planned or done", f"{a} {plan} {n:,} {people}.",
                     f"{a} {dice.choice(('has ', 'has already ', ''))}{done} {n:,} {people}."))  # fmt: skip
        wills = dice.sample(("plans to {v}", "intends to {v}", "is going to {v}", "will {v}", "means to {v}"), 2)
        one, other = (f"{a} {will.format(v=verb)} {n:,} {people}." for will in wills)
        rows.append(("same", "lexical", one, other))
    return rows


def shares(dice: random.Random) -> list[tuple[str, str, str, str]]:
    """A share in words and in percent; a share beside a change by it."""
    rows = []
    for words, percent in FRACTIONS * 3:
        of = dice.choice(MEASURED)
        end = dice.choice(("was lost", "stayed away", "was moved"))
        rows.append(("same", "number format", f"{words.capitalize()} of {of} {end}.", f"{percent} of {of} {end}."))
        what = dice.choice(("Profit", "Crime", "Turnout", "Output", "Rent"))
        verb = dice.choice((("rose", "by", "to"), ("fell", "by", "to")))
        rows.append(("apart", "percent or points", f"{what} {verb[0]} {verb[1]} {percent}.",
                     f"{what} {verb[0]} {verb[2]} {percent}."))  # fmt: skip
    return rows


def main() -> None:
    """Write the file."""
    dice = random.Random(SEED)
    rows = [row for make in (converses, figures, plans, shares) for row in make(dice)]
    OUT.write_text("".join("\t".join(row) + "\n" for row in dict.fromkeys(rows) if row[2] != row[3]), "utf-8")


if __name__ == "__main__":
    main()
