"""English words by which stance, certainty and distance are told, as patterns for `stance`.

Verbs are listed in their plain form and inflected here; irregular forms stand beside them, an underscore joins a verb
to its particle. Groups follow the attribution literature (Pareti, PARC 3.0) and the usual classes of speech acts:
assertives, commissives, directives, questions, verbs of belief. How much certainty a hedge leaves follows the order of
the verbal-probability studies (Sherman Kent 1964; Wallsten et al. 1986); the steps are ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from firsthand.records import Stance

CERTAIN, PROBABLE, POSSIBLE, UNLIKELY = 0.95, 0.7, 0.45, 0.25

# Where the cue alone does not decide, the rule of `stance` that looks at the content as well.
Turn = Literal[
    "",
    "ask",
    "question",
    "press",
    "dare",
    "advise",
    "want",
    "to",
    "warn",
    "promise",
    "consider",
    "open",
    "firm",
    "call",
]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a group of cues does with its content; without a stance the content tells it."""

    pattern: re.Pattern[str]
    stance: Stance | None
    certainty: float = CERTAIN
    negated: tuple[Stance | None, float] = ("doubts", POSSIBLE)
    turn: Turn = ""


def _inflected(verb: str) -> str:
    head, *particles = verb.split("_")
    last = head[-1]
    if last == "e":
        forms = head[:-1] + "(?:e[sd]?|ing)"
    elif last == "y" and head[-2] not in "aeiou":
        forms = head[:-1] + "(?:y|ies|ied|ying)"
    else:
        forms = f"{head}(?:e?s|{last}?ed|{last}?ing)?"
    return r"\s+".join([forms, *particles])


def _plural(noun: str) -> str:
    return noun[:-1] + "(?:y|ies)" if noun.endswith("y") else noun + "s?"


def _any(verbs: str, nouns: str = "", *phrases: str) -> re.Pattern[str]:
    parts = [*map(_inflected, verbs.split()), *map(_plural, nouns.split()), *phrases]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def _either(*ways: str, cased: bool = False) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.NOFLAG if cased else re.IGNORECASE)


_ASKING = "(?:whether|if|why|how|who|when|where|what|which)"
_TO_KNOW = "(?:know|learn|hear|be told|find out|understand)"
_KNOWN = (
    r"(?:evidence|proof|signs?|indications?|traces?|hints?|grounds|confirmation|records?|information|knowledge|idea|"
    r"word|clue|memory|recollection|reason to (?:believe|think|suppose|suspect)|way of (?:knowing|telling))"
)

_HOLDS_IT = r"(?:th(?:inks?|ought)|f(?:inds?|ound)|consider(?:s|ed)?|deem(?:s|ed)?|believ(?:es?|ed)) it (?:\w+ )?"

# The earliest match in a cue decides, of several there the longest.
FRAMES: tuple[Frame, ...] = (
    Frame(_any("weigh_in", "", r"ha(?:ve|s) (?:us|you|people|everyone) believe|is to be believed"), None),
    Frame(
        _any(
            "deny reject dismiss refute rebut repudiate dispute contest contradict debunk disprove rubbish disavow "
            "disclaim disown negate discredit ridicule mock deride downplay retract recant disagree quash lampoon "
            "brush_off brush_aside laugh_off laugh_at scoff_at scoff sneer_at jeer_at wave_off wave_away wave_aside "
            "shrug_off swat_away bat_away play_down walk_back push_back_against push_back_on hit_back_at gainsay",
            "denial rebuttal refutation rejection dismissal repudiation disavowal retraction disclaimer",
            r"no (?:\w+ )?(?:truth|substance|foundation|basis)(?: (?:to|in|behind|for))?|nothing (?:in|to)",
            "(?:gives?|gave|giving) the lie to|t(?:akes?|ook|aking) (?:issue|exception) (?:with|to)",
            "(?:shoots?|shot|knock(?:s|ed)?|shouts?|shouted) down|(?:threw|throws?|thrown) out|pok(?:es?|ed) holes in",
            r"distanc(?:es?|ed|ing) (?:it|him|her|them)sel(?:f|ves) from|makes? light of|made light of",
            "no (?:plans?|intention|desire|wish|ambitions?) (?:to|of|for)",
            r"not (?:true|correct|the case)|untrue|far from true|out of the question|unthinkable|inconceivable",
            "ple(?:a)?d(?:s|ed)? not guilty|(?:pour|heap)(?:s|ed|ing)? scorn|scorn(?:s|ed|ing)?",
        ),
        "denies",
    ),
    Frame(
        _any("rule_out exclude preclude", "", r"(?:left|leav(?:es?|ing)|kept|keeps?) (?:[\w’'-]+ ){0,3}open"),
        "denies",
        negated=(None, POSSIBLE),
        turn="open",
    ),
    Frame(_any("challenge dare"), "denies", turn="dare"),
    Frame(_any("accept concur share buy swallow recognise recognize credit"), None, negated=("denies", CERTAIN)),
    Frame(
        _any(
            "doubt disbelieve distrust mistrust second-guess",
            "misgiving reservation",
            r"s[ck]eptic(?:s|al|ally|ism)?|unconvinced|unpersuaded|dubious|doubtful|disbelief|incredul\w+",
            "suspicious of|surprised if|(?:cannot|can['’]t|could not|can hardly) imagine",
            rf"{_HOLDS_IT}(?:unlikely|improbable|implausible|doubtful|hard to believe)",
            "unlikely|improbable|implausible|far-fetched|(?:hard|difficult) to believe|(?:pinch|grain) of salt",
            r"cast(?:s|ing)? (?:\w+ )?doubts?|thr(?:ew|ows?) doubt|pour(?:s|ed|ing)? cold water on",
            r"rais(?:es?|ed|ing) (?:\w+ )?(?:doubts|questions|eyebrows) (?:about|over|at|as to|on)",
            r"call(?:s|ed|ing)? (?:[\w’'-]+ ){0,4}into (?:doubt|question)",
        ),
        "doubts",
        UNLIKELY,
        (None, CERTAIN),
    ),
    Frame(
        _any(
            "withhold sidestep dodge evade duck deflect skirt equivocate waver prevaricate stonewall hedge",
            "uncertainty",
            "withheld|unclear|unsure|uncertain|unknown|undecided|unaware|unconfirmed whether|agnostic|non-?committal",
            "tight-lipped|coy|silent|mum|silence|no comment|(?:in|of) two minds|torn|in the dark|at a loss",
            r"anyone['’]s guess|open question|reserv(?:es?|ed|ing) (?:\w+ )?judge?ment",
            r"remain(?:s|ed)? to be seen|too (?:early|soon) to \w+",
            rf"(?:no|little|scant|hardly any|insufficient|not enough) (?:\w+ )?{_KNOWN}|jury (?:is|was) (?:still )?out",
            "nothing to (?:suggest|indicate|show|support|back|confirm|say|add|prove|link)",
        ),
        "doubts",
        POSSIBLE,
    ),
    Frame(_any("", "", "sure|certain|clear|known|aware|positive"), None),
    Frame(
        _any("", "conviction", "convinced|persuaded|confident|adamant|satisfied"), None, negated=("doubts", UNLIKELY)
    ),
    Frame(
        _any(
            "wonder inquire enquire investigate probe quiz grill interrogate look_into",
            "inquiry enquiry",
            rf"curious|examin\w+ {_ASKING}|(?:want|wish|demand|ask|request|need|be(?:g|gg))(?:e?s|ed|"
            rf"ing)? to {_TO_KNOW}",
            rf"(?:seek(?:s|ing)?|sought|tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|hop(?:es?|ed|ing)) to "
            rf"(?:{_TO_KNOW}|establish|discover|ascertain|clarify|determine)",
            rf"(?:seek(?:s|ing)?|sought) (?:clar|answers|an explanation)\w*|would (?:like|love) to {_TO_KNOW}",
            rf"(?:the|a|one|another|any|key|open|\w+['’]s) (?:\w+ )?question (?:of )?{_ASKING}|question of {_ASKING}",
            "(?:rais|pos|ask|put)(?:es?|s|ed|ing)? the question",
        ),
        "asks",
        POSSIBLE,
    ),
    Frame(_any("question query", ""), "doubts", UNLIKELY, (None, CERTAIN), "question"),
    Frame(_any("ask"), "asks", POSSIBLE, turn="ask"),
    Frame(_any("press push"), "demands", turn="press"),
    Frame(_any("advise counsel"), "demands", turn="advise"),
    Frame(_any("call"), None, turn="call"),
    Frame(
        _any(
            "demand urge request appeal order require implore recommend instruct command summon exhort beseech entreat "
            "lobby encourage advocate propose forbid prohibit enjoin mandate oblige compel admonish prod pressure "
            "pressurise stipulate decree clamour clamor agitate solicit subpoena adjure badger coax cajole goad beg "
            "invite ban outlaw plead petition direct prescribe insist_on insist_upon ask_for press_for push_for "
            "argue_for pray_for sue_for campaign_for cry_out_for hold_out_for call_for call_on call_upon nudge",
            "plea ultimatum injunction recommendation proposal exhortation invitation entreaty instruction "
            "prescription directive requirement edict",
            r"(?:the|a|his|her|its|their|['’]s|repeated|renewed|fresh|urgent|new|growing|mounting|joint|for) calls?",
            "calls? (?:to|by|from)|advice|forbade|forbidden|besought|pled for|prohibition|is time|had better",
        ),
        "demands",
    ),
    Frame(_any("want desire", "", "seeks?|sought|seeking|would (?:like|love|prefer)"), None, turn="want"),
    Frame(
        _any(
            "plan intend aim predict forecast project foresee prophesy threaten undertake augur portend "
            "herald presage foreshadow gear_up",
            "plan intention threat prediction forecast prophecy projection undertaking commitment prognosis",
            "foresaw|foreseen|foretells?|foretold|undertook|intent|going to|about to|on (?:course|track) to",
            "bent on|confident of|means? to|meant to|propos(?:es?|ed|ing) to",
            "(?:set|due|scheduled|minded|poised|bound|determined|resolved|swears?|swore|sworn|threat) to|"
            "gave (?:his|her) word",
        ),
        "predicts",
        negated=("predicts", UNLIKELY),
    ),
    Frame(_any("decide resolve determine offer prepare commit", "decision offer"), None, turn="to"),
    Frame(_any("agree", "agreement"), None, negated=("denies", CERTAIN), turn="to"),
    Frame(_any("", "", "prepared to|ready to|willing to|position to|willingness|readiness"), "predicts"),
    Frame(
        _any(
            "expect anticipate envisage envision look_forward_to brace_for brace count_on bank_on bet wager",
            "expectation likelihood prospect",
            "optimis(?:tic|m)",
        ),
        "predicts",
        PROBABLE,
        ("predicts", UNLIKELY),
    ),
    Frame(
        _any("hope wish aspire dream pray yearn long_for", "hope ambition aspiration", "hopeful|hopefully"),
        "predicts",
        POSSIBLE,
        ("predicts", UNLIKELY),
    ),
    Frame(
        _any(
            "consider mull mull_over weigh contemplate ponder debate discuss explore toy_with flirt_with think_about "
            "think_of",
            "",
            "thought (?:of|about)",
        ),
        None,
        turn="consider",
    ),
    Frame(
        _any("fear worry dread", "fear worry concern anxiety", "afraid|worried|concerned|anxious|apprehensive"),
        None,
        POSSIBLE,
        turn="warn",
    ),
    Frame(_any("warn caution alert", "warning alert caution", "sound(?:s|ed|ing)? the alarm"), None, turn="warn"),
    Frame(_any("promise pledge vow guarantee", "promise pledge vow guarantee oath"), None, turn="promise"),
    Frame(
        _any(
            "insist protest maintain counter retort swear object reiterate vehement",
            "insistence protest protestation objection",
            "swore|sworn|(?:hit|shot|fired) back|struck back",
        ),
        None,
        turn="firm",
    ),
    Frame(
        _any(
            "believe think reckon suspect assume presume suppose surmise fancy figure trust gather feel sense estimate",
            "belief suspicion impression assumption presumption hunch theory estimate feeling",
            "thought|felt|inclined to (?:think|believe)",
        ),
        None,
        PROBABLE,
        ("doubts", UNLIKELY),
    ),
    Frame(
        _any(
            "suggest imply hint indicate assess infer appear seem theorise theorize posit lean_towards",
            "suggestion implication hint indication assessment inference",
            "likely|probabl[ye]|apparently|presumably",
        ),
        None,
        PROBABLE,
    ),
    Frame(
        _any(
            "guess speculate imagine conjecture hypothesise hypothesize muse postulate float raise_the_possibility",
            "guess speculation conjecture possibility",
            rf"{_HOLDS_IT}(?:possible|conceivable|plausible)",
            "hypothes[ie]s|possibl[ye]|conceivabl[ye]|plausibl[ye]|perhaps|maybe|feasible",
        ),
        None,
        POSSIBLE,
    ),
)

NEGATION = _either(
    r"\b(?:not|cannot|never|neither|nor|without|nothing|no|nobody|none|hardly|scarcely|barely|little|yet to)\b",
    r"\b(?:unable|inability|declin\w+|refus\w+|fail(?:s|ed|ing|ure)?|struggl\w+|stop(?:s|ped|ping)? short|less than)\b",
    r"\b(?:reluctan\w+|unwilling\w*|hesita\w+|balk\w*|resist\w*|avoid\w*|sh(?:y|ies|ied) away)\b",
    r"\b(?:far from|(?:impossible|difficult|hard) to)\b|n['’]t\b",
)
# These deny nothing: "could not help noticing", "made no secret of", "did not hesitate to say".
NO_NEGATION = _either(
    r"\bnot (?:only|just|merely|least)\b|\b(?:no|little) (?:secret|bones|less|sooner)\b",
    r"(?:\bnot|n['’]t|\bcannot|\bnever) (?:help|hesitat\w+|fail\w* to|resist|stop\w*|tir\w+|ceas\w+|miss\w*|stress|"
    r"overstate)\b",
    r"\bwithout (?:hesitat\w+|(?:\w+ )?(?:any )?(?:evidence|proof|basis|substantiation|elaborating))\b",
)

ENDORSES = _any(
    "reveal admit acknowledge concede confirm show demonstrate prove note expose establish disclose recognise "
    "recognize remind uncover document recall remember realise realize discover confess divulge illustrate corroborate "
    "verify ascertain detect highlight underline underscore unmask regret detail notice let_on let_slip point_out "
    "own_up spell_out bring_to_light lay_bare blurt_out grant unearth attest_to bear_out",
    "admission acknowledgement acknowledgment concession revelation confirmation confession disclosure discovery "
    "realisation realization reminder recognition",
    "found|finds?|finding|findings|proof|proven|shown|knows?|knew|known(?! as)|knowing|learn(?:s|ed|t)|laid bare|"
    "fact that",
    r"brought to light|let (?:it )?slip|c[ao]mes? clean|made no secret",
    "aware|dr(?:aws?|ew) attention to|rightly|correctly|accurately|(?:is|was|are|were) right",
)
DISTANCES = _any(
    "claim allege purport insinuate profess pretend peddle parrot",
    "allegation claim insinuation pretence pretense pretext rumour rumor",
    r"allegedly|purportedly|supposedly|reportedly|ostensibly|so-called|self-(?:styled|proclaimed)|rumou?red",
    r"(?:is|are|was|were) supposed to|supposed (?:\w+ )?(?:claim|report|plan|proof|evidence)s?|unconfirmed|unverified",
    r"falsely|wrongly|misleadingly|baselessly|without (?:\w+ )?(?:any )?(?:evidence|proof|basis|substantiation)",
    r"what (?:he|she|it|they) (?:calls?|called|terms?|termed|describ\w+)|styled? (?:it|him|her|them)sel(?:f|ves)",
    "to be believed|ha(?:ve|s|d) (?:us|you|people|everyone) believe|unsubstantiated|unproven|alleged",
)
# Words of the content by which the page itself keeps away.
SO_CALLED = re.compile(r"\bso-called\b", re.IGNORECASE)

# What follows is looked for in the front of the content, where its own verb stands.
ASKING = re.compile(rf"\W*(?:(?:on|about|of|over|as to) )?{_ASKING}\b", re.IGNORECASE)
_NO_OBJECT = (
    r"(?:I|he|she|it|they|we|that|about|of|was|were|is|are|had|has|have|will|would|may|might|could|plan\w*|want\w*|"
    r"hop\w+|need\w*|"
    r"refus\w+|declin\w+|fail\w*|decision|attempt\w*|according|due|likely|able|ready)\b"
)
# "the crew to wait", "to wait", "ministers not to resign"; not "the way to the harbour".
TO_DO = re.compile(
    rf"\s*(?:(?!{_ASKING}\b|{_NO_OBJECT})[\w’'-]+ ){{0,5}}?(?:not |never )?to "
    r"(?!(?:the|a|an|his|her|their|its|this|that|me|us|them|him|reporters|journalists|have)\b)[a-z]"
)
ASKED_OF = re.compile(r"\b(?:on|over|about|whether|why|how|what|who)\b", re.IGNORECASE)
WEIGHING = re.compile(r"\b(?:considering|mull|weigh|contemplat|toy|flirt|think|thinking|thought)\w*", re.IGNORECASE)
WHETHER_TO = re.compile(r"\W*(?:whether|how|when) to\b", re.IGNORECASE)
TO_THAT = re.compile(r"\s*(?:not |never )?to [a-z]")
TO_ACT = re.compile(r"\W*(?:not |never )?(?:to (?!(?:the|a|his|her|their|reporters|journalists)\b)[a-z]|\w+ing )")
GERUND = re.compile(r"\W*(?:not )?(?!nothing|anything|something|everything|king|spring)[a-z]+ing\b")
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does)\b|n['’]t\b", re.IGNORECASE)
_SEASON = r"(?:spring|summer|autumn|fall|winter|Christmas|Easter|\w+day|week\w*|month|year|decade)"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SPAN = "(?:days?|weeks?|months?|years?|decades?|hours?)"
_TIME = (
    r"\b(?:tomorrow|tonight|soon|shortly|before long|next (?!to)|later (?:this|today|in)|in (?:the )?(?:coming|near)|"
    rf"by (?:the end|next|then|noon|nightfall|dawn|dusk|midnight|mid-|late|early|20\d\d|{_SEASON}|{_MONTH})|"
    rf"(?:this|on|from) {_SEASON}|(?:in|within) (?:an? |the )?(?:\w+ ){{0,2}}{_SPAN}|in 20\d\d)\b"
)
_STATIVE = (
    r"(?:have|be|been|not|never|also|well|even|still|see|hear|smell|taste|know|belong|contain|exist|mean|reflect|owe|"
    r"represent|indicate|suggest|include|explain|lie|own|stem|originate|date|come from|seem|appear|of|or|and|in|to)\b"
)
_VALUED = (
    r"(?:wrong|unfair|unwise|foolish|naive|premature|irresponsible|absurd|better|illegal|impossible|difficult|hard|"
    r"an? (?:\w+ )?(?:mistake|error|shame|crime))"
)
_RISK = (
    r"\b(?:is|was|are|were|remain(?:s|ed)?|be) (?:an?|some|every|little|the|no|still) (?:\w+ )?"
    r"(?:risk|danger|chance|prospect|possibility) (?:that|of)\b"
)
FUTURE = _either(
    r"(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bfree )(?<!\blast )(?<!\bpolitical )(?<!\ba )\bwill\b"
    r"(?! (?:of|was|is|has|had)\b)",
    r"\bwon['’]t\b|['’]ll\b|\bshall\b",
    r"\bwould(?:n['’]t)?\b(?! (?:(?:not|never|also|\w+ly) )?"
    rf"(?:have(?! to)|rather|like|appear|seem|say|be {_VALUED})\b)",
    r"(?<!\bhad )(?<!\bhad been )\b(?:going|about|set|poised|bound|expected|scheduled|planned|planning|plans?|"
    r"determined|intend(?:s|ed|ing)?|certain|sure|preparing|prepared|ready|likely|destined|projected|"
    r"on (?:course|track)|on the (?:verge|brink)|(?:is|are|was|were) due) "
    r"(?:to (?!have|the |a |his |her |their |[A-Z])|of \w+ing)",
    r"\b(?:may|might|could(?! not)) (?:(?:not|never|also|well|still|yet|even|soon|eventually|one day|\w+ly) )?"
    rf"(?!{_STATIVE})[a-z]",
    r"\b(?:imminent|inevitable|looming|forthcoming|on (?:the|its|their) way|in store|lies? ahead)\b",
    rf"{_RISK}|\b(?:planned|scheduled) for\b",
    cased=True,
)
# A hedge and a time to come make a forecast: "an upset was likely on Saturday".
MAYBE_LATER = re.compile(r"\b(?:likely|possible|probable|may|might|could|certain|unavoidable) .{0,60}?" + _TIME)
HINDSIGHT = re.compile(r"\b(?:may|might|could|must|should|would)(?: not)? have\b")
UNLIKELY_SAID = re.compile(
    r"\b(?:unlikely|improbable|doubtful|dubious|implausible|far-fetched|not (?:very |at all )?(?:likely|probable)|"
    r"(?:little|slim|scant|small|remote) (?:chance|likelihood|prospect|hope|possibility)|hard to believe|long shot|"
    r"(?:would|will|could|can) (?:hardly|scarcely))\b",
    re.IGNORECASE,
)
# "Should arrive by noon" is a forecast, "should resign" a demand.
_IN_TIME = r"(?:be (?:ready|back|open by|fit|over|done|able|available|fine|enough)|arrive|last|suffice)"
# "Could hear", "could not": what was so, no guess.
_ABLE = r"(?:not|n['’]t|only|barely|hardly|see|hear|smell|feel|remember|recall|afford|tell|read|walk|find)\b"
HEDGES: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        _either(
            r"\b(?:likely(?! voters)|likelihood|probab(?:l[ye]|ility)|presumabl[ye]|apparent(?:ly)?|seemingly)\b",
            r"\b(?:almost|virtually|nearly|all but) certain(?:ly)?\b|\bby all accounts\b|\bthe chances are\b",
            r"\bseem(?:s|ed|ingly)?\b|\bas (?:if|though)\b|\blook(?:s|ed)? like (?:it|he|she|they|we|an?|the)\b",
            r"\bappear(?:s|ed|ing)?\b(?! (?:before|in|on|at|with|again|alongside|there|from))",
            r"(?<!\bhad )(?<!\bhas )(?<!\bhave )\b(?:suggest(?:s|ed|ing)?|indicat(?:es?|ed|ing))\b",
            r"\b(?:evidence|signs?|data|clues|everything) (?:\w+ )?point(?:s|ed)? to\b",
            r"\b(?:believed|thought|expected|assumed|presumed|estimated|suspected) to\b|\btend(?:s|ed)? to\b",
            r"\b(?:I|we|he|she|they) (?:think|believe|suppose|guess|reckon|suspect|expect|assume)(?:s|d|ed)?\b",
            r"\bas far as (?:I|we|he|she|they|it)\b",
            rf"\bshould {_IN_TIME}\b",
            cased=True,
        ),
        PROBABLE,
    ),
    (
        _either(
            rf"\b(?:may|might|could(?! {_ABLE}))\b",
            r"\b(?:[Mm]aybe|[Pp]erhaps|[Pp]ossibly|possible(?<!\bas possible)(?<!\bif possible)|possibility)\b",
            r"\b(?:[Cc]onceivabl[ye]|potentially|plausibl[ye]|imaginable|in theory|theoretically)\b",
            r"\b(?:reportedly|allegedly|supposedly|purportedly|unverified|unconfirmed)\b",
            r"\b(?:can['’]?t|cannot|could not) be (?:ruled out|excluded)\b",
            r"\bnot (?:be )?(?:impossible|inconceivable|unthinkable|excluded|ruled out|necessarily|implausible)\b",
            r"(?<!\bas )(?<!\beven )(?<!\bwhat )(?<!\bonly )(?<!\bwonder )\b[Ii]f\b"
            r"(?! (?:not|any|possible|only|anything)\b)",
            rf"\b(?:assuming|provided) that\b|\bdepend(?:s|ed) on\b|{_RISK}",
            cased=True,
        ),
        POSSIBLE,
    ),
    (UNLIKELY_SAID, UNLIKELY),
)

_FALSE = (
    r"(?:fake|false|groundless|baseless|unfounded|lies?|fabricat\w+|hoax|untrue|smears?|fiction|fictitious|invention|"
    r"myth|nonsense|disinformation|misinformation|propaganda|slander\w*|libel\w*|made[- ]up(?! of)|bogus|fairy ?tales?|"
    r"fantas(?:y|ies)|figment|unsubstantiated|without (?:any )?(?:foundation|basis|merit)|poppycock|hogwash|bunkum|"
    r"baloney|gibberish|falsehoods?)"
)
_ABSURD = (
    r"(?:absurd|ridiculous|ludicrous|laughable|preposterous|outlandish|wrong|mistaken|inaccurate|incorrect|misleading|"
    r"rubbish|speculati\w+|exaggerat\w+|garbage|implausible|rumou?rs?|ludicrous|outrageous|far-fetched)"
)
_STORY = (
    r"(?:reports?|claims?|stor(?:y|ies)|accounts?|allegations?|accusations?|statements?|rumou?rs?|suggestions?|"
    r"charges?|version|articles?|idea|notion|theor(?:y|ies)|assertions?|figures?|comparisons?|it|that|this|talk)"
)
# "is a lie", "called it a baseless rumour", "the report was wrong"; not "said rumours had spread".
FALSE_SAID = _either(
    r"\b(?:is|are|was|were|be|been|as|['’]s|amount\w* to|nothing (?:but|more than)|smack\w* of) "
    rf"(?:(?!possibly|perhaps|probably|maybe|likely)[\w’'-]+ ){{0,4}}?\W?{_FALSE}\b",
    rf"\b{_STORY} (?:\w+ )?(?:is|are|was|were) (?:\w+ ){{0,3}}?{_ABSURD}\b",
    rf"^\W*(?:(?:a|an|all|pure|utter|complete|total|fake|just|simply|more|absolute) ){{0,3}}{_FALSE}\b\W*"
    r"(?:$|[,.!”\"]|news)",
    r"\b(?:never|did not|didn['’]t) (?:happen|occur|exist|take place|took place|taken place)(?:ed|red)?\b",
    r"\b(?:is|are|was|were|['’]s) (?:\w+ly )?(?:not (?:true|the case|correct|accurate)|untrue)\b",
    r"\b(?:is|are|was|were|['’]s) (?:\w+ly )?(?:out of the question|unthinkable|inconceivable)\b",
    r"\b(?:isn|wasn|aren|weren)['’]t (?:true|the case|correct|accurate)\b",
    r"\bno (?:\w+ )?(?:such \w+|truth|substance|foundation|question of|secret deal|intention|plans?|merit)\b",
    r"\bnothing of the (?:kind|sort)\b|\bhad nothing to do with\b",
)
FALSE_CALLED = re.compile(rf"\b(?:{_FALSE}|{_STORY} (?:[\w’'-]+ ){{0,6}}?\W?{_ABSURD})\b", re.IGNORECASE)
CALLS = _any(
    "call label brand characterise characterize term dub describe denounce condemn decry slam blast",
    "",
    "deem(?:s|ed)?",
)
NEGATED_FALSE = re.compile(r"(?:\b(?:not|no|never)|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# "was no party document", but not "was no longer", "there was no water".
NOT_SO = _either(
    r"(?<!\bthere )\b(?:is|are|was|were|am) (?:no|not an?|in no way) "
    rf"(?!longer|more|less|fewer|better|worse|doubt|later|{_KNOWN})\w",
    r"\b(?:he|she|they|it|we|I) (?:had |has |have )?never (?!(?:\w+ )?(?:seen|felt|heard|known|been (?:so|\w+ed)))",
)
# After "insisted" and the like any plain negation denies.
NO_AT_ALL = re.compile(r"\b(?:no|not|never|nobody|nothing|none|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
UNCONFIRMED = _either(
    r"(?:\bnot|n['’]t|\bcannot|\bunable|\bdeclin\w+|\brefus\w+|\bno way|\byet to|\bimpossible to)\b[^.;]{0,30}"
    r"\b(?:confirm|verif|corroborat|comment|establish|rule on|be drawn|say (?:whether|if|how|who|when|what|why))\w*",
    r"\b(?:is|are|was|were|remain(?:s|ed)?) (?:\w+ )?(?:unclear|unknown|uncertain|undecided|too (?:early|soon) to)\b",
    r"\bnot (?:yet )?(?:clear|known|certain|sure|know)\b|\bremain(?:s|ed) to be seen\b|\ban open question\b",
    rf"\b(?:nobody|no one) kn[eo]ws?\b|\b(?:no|little|scant) (?:\w+ )?{_KNOWN}\b",
    r"\bnothing to (?:suggest|indicate|show|prove)\b",
)
MUST = _either(
    rf"\b(?:must|should|ought to|has to|needs? to|had better)\b(?! (?:\w+ )?have\b)(?! {_IN_TIME}\b)",
    r"(?<!\bwould )(?<!\bwill )(?<!\bmay )(?<!\bmight )(?<!\bnot )(?<!n['’]t )\bhave to\b(?! have\b)",
    r"\bit (?:is|was|would be) (?:now )?(?:vital|essential|imperative|crucial|necessary|urgent) (?:that|to|for)\b",
    r"\bit (?:is|was) (?:high |about )?time (?:that|to|for)\b",
    r"^\W*(?:please|let us|let['’]s|do not|don['’]t|never)\b",
    r"^\W*(?:stop|leave|give|open|release|stay|go|come|get|put|take|return|tell|keep|show|bring|send|let|hold|move|"
    r"close|free|withdraw|resign|listen|look|wait|help|pay|end|save|drop|step) "
    r"(?:the|us|me|your|our|this|these|those|it|them|him|her|now|up|down|out|back|away|home|aside)\b",
)
BE = re.compile(r"\b(?:not )?be\b(?! to\b)")
MODAL = _either(
    r"\b(?:will|would|may|might|can|could|shall|should|must|to|cannot|let|not|never)\b",
    r"['’](?:ll|d)\b|n['’]t\b",
)
PLAN = _either(
    r"\W*(?:(?:an?|its|his|her|their|the|new|fresh) ){0,2}"
    r"(?:plans?|intentions?|decision|readiness|willingness) (?:to|for) "
)
# The speaker's own attitude told in the content: "said he hoped", "said it was not sure".
OWN = re.compile(
    r"\W*(?:that )?(?P<who>he|she|they|it|we|i)\b ?"
    r"(?P<verb>(?:(?:['’](?:m|re|s)|(?:am|is|are|was|were|do|does|did)(?:n['’]t)?) )?"
    r"(?:(?:not|never|no longer|still|also|now|already|just|both|\w+ly) ){0,2}[\w’'-]+)",
    re.IGNORECASE,
)
# "Said he was asked to leave" tells an event, not an attitude.
PASSIVE = re.compile(
    r"(?:\b(?:am|is|are|was|were)(?:n['’]t)?|['’](?:m|re|s)) (?:\w+ )*"
    r"(?!expected|believed|feared|convinced|persuaded|worried|concerned|satisfied|un)\w+ed$",
    re.IGNORECASE,
)
TELLS = _any("shout yell signal text radio email scream", "", "tells?|told|telling|writes?|wrote|messaged")
SAYS = re.compile(r"\b(?:said|says?|saying)\b", re.IGNORECASE)
SAID_OF = re.compile(r"\b(?:is|are|was|were|been|being) (?:\w+ )?said\b", re.IGNORECASE)
_SHORT = r"(?:[\"“„«‘][\w’-]+(?: [\w’-]+){0,2}[\"”»’]|(?<!\w)'[\w-]+(?: [\w-]+){0,2}'(?!\w))"
# Scare quotes: one to three words taken up as a name, not as a saying; "was a “serious mistake”" is a saying.
SCARE = re.compile(
    rf"(?:\b(?:its|his|her|their|these|those|such) |^\W*?(?:that )?(?:the )?){_SHORT} "
    r"(?:is|are|was|were|had|has|have|will|would|could|may|might|must|did|do|does)\b|"
    r"\b(?:had|has|have) [\"“‘'][a-z-]+ed[\"”’'] [a-z]",
    re.IGNORECASE,
)
