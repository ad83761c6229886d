"""Who passes a statement on: our own templates, filled with PolNeAR's sources and contents."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from train.reading.items import Item, cut_whole, item, reach, records

TEMPLATES = Path(__file__).parent / "relays.txt"
_SLOT = re.compile(r"\{(O[123]|[SsCQVTPAN])\}")
ROLES = ("relay", "teller")
COPIES = 12  # fillings of each template: more teach the fillers, not the syntax

_FIRST = """
Reuters AFP Interfax TASS Yonhap Kyodo ANSA EFE DPA Xinhua Anadolu BBC CNN NHK NPR Sky RTL Politico Axios
Bloomberg Euronews Haaretz Asahi Meduza SANA Belta PAP TVN RTV Antara Bernama Dawn Tempo Clarín Excélsior
Folha Corriere Repubblica Spiegel Zeit Monde Figaro Soir Standaard Politiken Aftenposten Dagbladet Verdens
Kurir Novosti Delo Blic Hvar Sabah Hürriyet Zaman Jadida Ahram Hayat Liberté Soleil Vanguard Punch Herald24
Kurier24 News9 Channel5
""".split()
_SECOND = """
Times Post Herald Gazette Courier Chronicle Telegraph Tribune Journal Observer Mirror Examiner Sentinel Ledger
Dispatch Bulletin Monitor Star Mail Argus Beacon Mercury Echo Standard Register Globe Independent Review Voice
Citizen
""".split()
_PLACES = """
Harbour Lagos Oslo Riga Turin Porto Delta Coast Valley Northern Kingston Bergen Accra Lima Quito Dhaka Kandy
Hanoi Odense Malmö Ghent Basel Split Plovdiv Izmir Aden Tunis Dakar Perth Hobart Otago Boston Denver Tampa
Fresno Mobile Toledo Salem Dover Leeds Cork Galway Baltic Adriatic Alpine Prairie Island Harbor Capital
National Daily Sunday Evening
""".split()
_KINDS = ("news agency", "state news agency", "broadcaster", "the newspaper", "the daily", "the website", "the weekly",
          "the tabloid", "state television channel", "the news site", "radio station", "the magazine", "local paper",
          "the news portal", "public broadcaster", "the wire service")  # fmt: skip
_TIMES = ("on Monday", "on Tuesday", "late on Friday", "on Saturday night", "earlier this week", "last month",
          "on Thursday", "overnight", "this morning", "in March", "two days later", "on Sunday",
          "yesterday")  # fmt: skip
_PLATFORMS = ("X", "Telegram", "Facebook", "Twitter", "Instagram", "WhatsApp", "TikTok", "Weibo", "YouTube")
_AUDIENCES = ("parliament", "reporters", "a news conference", "a briefing in Oslo", "investors", "the court", "police",
              "the Senate committee", "a rally in Lyon", "lawmakers", "the city council", "the Security Council",
              "shareholders", "students", "an audience in Delhi", "the inquiry", "colleagues",
              "a congressional hearing",
              "supporters", "the jury", "diplomats", "her staff", "NATO ministers", "the assembly")  # fmt: skip
_OTHERS = ("the Harbour Gazette", "Corvane Airways", "the BBC", "the Tribune", "Nordbank", "the railway union", "CNN",
           "the Meridian Group", "Reuters", "the opposition", "the Evening Star", "the port authority", "Fox",
           "the Sunday Herald", "Yonhap", "the Labour Party", "the hospital", "Telemondo", "The Courier")  # fmt: skip


def relayed(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """Each template in several fillings, with a fixed seed."""
    dice = random.Random(5)
    fillers = _fillers(data)
    lines = [line for line in TEMPLATES.read_text("utf-8").split("\n") if line.strip()]
    return [_filled(line, fillers, dice, tokenizer) for line in lines for _ in range(COPIES)]


def _fillers(data: Path) -> dict[str, list[str]]:
    """Sources, clauses, infinitives and quotations of PolNeAR train, by the slot that they fit."""
    found: dict[str, list[str]] = {"S": [], "C": [], "V": [], "Q": []}
    for record in records(data / "polnear" / "train.jsonl.gz"):
        for one in record["attributions"]:
            words = {role: [record["text"][s["start"] : s["end"]] for s in one[role]] for role in ("source", "content")}
            if len(words["source"]) == 1 and len(words["content"]) == 1:
                _sorted_in(words["source"][0].strip(" ,"), words["content"][0].strip(), found)
    return found


def _sorted_in(source: str, content: str, found: dict[str, list[str]]) -> None:
    if 1 < len(source.split()) < 9 and "\n" not in source:
        found["S"].append(source)
    size = len(content.split())
    if "\n" in content or not 4 < size < 30:
        return
    if re.fullmatch(r"[“\"][^“”\"]+[”\"]", content):
        found["Q"].append(content)
    elif content.startswith("that "):
        found["C"].append(content[5:].rstrip(",."))
    elif content.startswith("to ") and size < 15:
        found["V"].append(content.rstrip(",."))


def _outlet(dice: random.Random) -> str:
    name = dice.choice(_FIRST) if dice.random() < 0.45 else f"{dice.choice(_PLACES)} {dice.choice(_SECOND)}"
    turn = dice.random()
    if turn < 0.2:
        return f"{dice.choice(_KINDS)} {name}"
    return f"the {name}" if " " in name or turn < 0.3 else name


def _filling(slot: str, fillers: dict[str, list[str]], dice: random.Random) -> str:
    if slot in {"S", "s"}:
        words = dice.choice(fillers["S"])
        return words[:1].upper() + words[1:] if slot == "s" else words
    if slot in {"C", "V", "Q"}:
        return dice.choice(fillers[slot])
    if slot.startswith("O"):
        return _outlet(dice)
    return dice.choice({"T": _TIMES, "P": _PLATFORMS, "A": _AUDIENCES, "N": _OTHERS}[slot])


def _filled(line: str, fillers: dict[str, list[str]], dice: random.Random, tokenizer: Tokenizer) -> Item:
    """`relays`: O, then B and I of a relay and of the innermost teller."""
    text, at, spans = "", 0, []
    for match in _SLOT.finditer(line):
        text += line[at : match.start()]
        words = _filling(match[1], fillers, dice)
        if not text.strip() or text.rstrip().endswith((".", "”")):
            words = words[:1].upper() + words[1:]
        if match[1][0] in "OSs":
            spans.append((len(text), len(text) + len(words), int(match[1][0] != "O")))
        text += words
        at = match.end()
    text += line[at:]
    cut = cut_whole(text)
    tags = np.zeros(len(cut), int)
    for start, end, role in spans:
        low, high = reach(cut, start, end)
        tags[low:high] = 2 * role + 2
        tags[low] = 2 * role + 1
    return item(text, cut, tokenizer, {"relays": tags})
