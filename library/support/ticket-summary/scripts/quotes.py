"""Picks what to quote of a category, and hides in it what identifies a customer."""

import re
from collections import Counter

import agent

QUOTE_LIMIT = 180
TEXT_LIMIT = 5_000
SHORTEST_QUOTED = 20
QUOTES_PER_CATEGORY = 2
WORDS_PER_CATEGORY = 3

ADDRESS = re.compile(r"[\w.+'-]{1,64}\s?[@＠]\s?[\w-]+(?:\.[\w-]+)+")
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
SECRET = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}")
DATE = r"\d{4}-\d\d-\d\d(?!\d)"
NUMBER = re.compile(rf"(?<!\w)(?!{DATE})[+(]?\d(?:[ \u00a0().\-/]{{0,2}}\d){{6,}}(?!\w)")
STOP_WORDS = frozenset(
    "about after again also been before being both cannot could does doing down each else even every "
    "from gets getting give "
    "goes going have having hello here into just keep kind know like long made make many more most much "
    "must need never "
    "only other over please regards same says should since some still such team thank thanks that their "
    "them then there "
    "these they thing this those through time today very want well were what when where which while will with without "
    "would yesterday your aber alle auch bitte danke dass dies diese doch eine einen einer haben hallo ihre kann kein "
    "keine mehr mein meine nach nicht noch oder schon sehr sein sich sind ueber über unser viel "
    "wenn werden wird wurde".split()
)


def masked(text):
    """The text on one line with e-mail addresses, telephone, account and other long numbers, and keys hidden.

    Characters that nobody sees are dropped first: an address broken by one would slip through.
    """
    text = re.sub(r"\s+", " ", "".join(c for c in text[:TEXT_LIMIT] if c.isspace() or not agent.is_hidden(c))).strip()
    text = ADDRESS.sub("[e-mail]", text)
    text = ACCOUNT.sub("[number]", text)
    text = SECRET.sub("[code]", text)
    return NUMBER.sub(lambda found: "[phone]" if re.search(r"^[+(0]|[-.()/]", found[0]) else "[number]", text)


def words(text):
    """The words of a masked text that can tell what it is about."""
    text = re.sub(r"\[(?:e-mail|number|code|phone)\]", " ", text)
    return {word for word in re.findall(r"[^\W\d_]{4,}", text.casefold()) if word not in STOP_WORDS}


def frequent(texts):
    """[(word, tickets)]: the words that most tickets of a category share, from two tickets on."""
    counts = Counter(word for text in texts for word in words(text))
    return [
        (word, number) for word, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if number > 1
    ][:WORDS_PER_CATEGORY]


def chosen(tickets):
    """The tickets to quote: those whose words most others of the category share, but not twice the same complaint."""
    bags = {ticket.line: words(ticket.text) for ticket in tickets}
    counts = Counter(word for bag in bags.values() for word in bag)
    candidates = [ticket for ticket in tickets if len(ticket.text) >= SHORTEST_QUOTED and bags[ticket.line]]
    candidates.sort(
        key=lambda ticket: (
            -sum(counts[word] for word in bags[ticket.line]) / len(bags[ticket.line]) ** 0.5,
            ticket.date,
            ticket.id,
        )
    )
    picked = []
    for ticket in candidates:
        bag = bags[ticket.line]
        alike = any(len(bag & bags[other.line]) > 0.5 * len(bag | bags[other.line]) for other in picked)
        if not alike and len(picked) < QUOTES_PER_CATEGORY:
            picked.append(ticket)
    return [(ticket.id, agent.shortened(ticket.text, QUOTE_LIMIT)) for ticket in picked]
