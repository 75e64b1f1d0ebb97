"""The agent's side of a run: its inputs, its outputs, its failures, and the runner's socket.

A template is a folder that works alone, so each template has its own copy of this file. A test keeps them equal.
"""

import json
import os
import re
import socket
import sys
import unicodedata
from pathlib import Path

# Longer than the ten minutes after which an unanswered request is a denial: the runner answers first.
ANSWER_SECONDS = 660

# Unicode blocks that carry text nobody sees: variation selectors and tags (which unicodedata does not call format).
HIDDEN_RANGES = ((0xFE00, 0xFE0F), (0xE0000, 0xE01EF))


class Failed(Exception):
    """The work cannot be done: the message says what, where and what to do. It becomes the last line of stderr."""


def main(work):
    """Runs `work(inputs)` and ends the process: 0 done, 1 failed with its reason, 2 started wrongly."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        work(_inputs())
    except Failed as failure:
        print(one_line(str(failure)), file=sys.stderr)
        sys.exit(1)


def folder(variable):
    """The folder that an environment variable of the run names."""
    path = os.environ.get(variable, "")
    if not os.path.isdir(path):
        print(f"{variable} must name a folder, and is {path!r}", file=sys.stderr)
        sys.exit(2)
    return Path(path)


def _inputs():
    path = os.environ.get("COUNTERSIGN_INPUTS", "")
    try:
        inputs = json.loads(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        print(f"COUNTERSIGN_INPUTS must name a JSON file, and is {path!r}: {error}", file=sys.stderr)
        sys.exit(2)
    if not isinstance(inputs, dict):
        print(f"COUNTERSIGN_INPUTS must hold an object: {path}", file=sys.stderr)
        sys.exit(2)
    return inputs


def text_input(inputs, name, default=""):
    """A text among the inputs, trimmed. Dispatch has validated them; by hand nobody has."""
    value = inputs.get(name, default)
    if not isinstance(value, str):
        raise Failed(f"input {name} must be a text, and is {json.dumps(value)}")
    return value.strip()


def write(name, text):
    """Writes an output: UTF-8, line feeds, one at the end."""
    (folder("COUNTERSIGN_OUTPUT") / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    say(f"wrote {name}")


def say(text):
    """A line of the transcript."""
    print(one_line(text), flush=True)


def ask(question, options):
    """A person's answer, or None when there is no socket or nobody answered in time."""
    say(f"question: {question} Options: {', '.join(options)}.")
    reply = _request({"do": "ask", "question": question, "options": options})
    if reply.get("ok") is not True:
        say(f"no answer: {reply.get('message', 'no reason given')}")
        return None
    say(f"answer by {reply.get('by', 'a person')}: {reply.get('answer')}")
    return reply.get("answer")


def act(action, arguments, claim):
    """Asks for an action and waits for the decision: (decision, reason, message). Anything unclear is a denial."""
    say(f"asking for {action}: {json.dumps(arguments, ensure_ascii=False)}")
    reply = _request({"do": "act", "action": action, "arguments": arguments, "claim": claim})
    decision = reply.get("decision", "denied") if reply.get("ok") is True else "denied"
    reason = reply.get("reason") or reply.get("code") or ""
    say(f"{action}: {decision} {reason} {reply.get('message') or ''}".rstrip())
    return decision, str(reason), str(reply.get("message") or "")


def _request(message):
    path = os.environ.get("COUNTERSIGN_SOCKET", "")
    if not path:
        return {"ok": False, "code": "no_socket", "message": "started without a runner's socket: nobody was asked"}
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(path)
            connection.sendall(json.dumps(message, ensure_ascii=False).encode() + b"\n")
            reply = json.loads(connection.makefile("rb").readline())
    except (OSError, ValueError) as error:
        return {"ok": False, "code": "no_answer", "message": f"the runner's socket failed: {error}"}
    return reply if isinstance(reply, dict) else {"ok": False, "code": "no_answer", "message": "an unreadable answer"}


def is_hidden(character):
    """Whether a reader would not see this character, or see others in another order because of it."""
    code = ord(character)
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") or any(
        first <= code <= last for first, last in HIDDEN_RANGES
    )


def one_line(text):
    """The text on one line: runs of white space are one space, hidden characters show as marks."""
    collapsed = re.sub(r"\s+", " ", text).strip()
    return "".join(f"⟨U+{ord(c):04X}⟩" if is_hidden(c) else c for c in collapsed)


def plain(text):
    """Foreign text for a Markdown page: on one line, nothing hidden, nothing that Markdown or HTML would act on.

    Code spans stay as they are, so that names read well.
    """
    parts = re.split(r"(`[^`]+`)", one_line(text))
    return "".join(part if index % 2 else _escape(part) for index, part in enumerate(parts))


def _escape(text):
    text = re.sub(r"([\\`*|]|\[(?=[^\]]*\][(\[:])|<(?=[A-Za-z/!?])|~(?=~))", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = re.sub(r"&(?=#?\w+;)", r"\\&", text)
    return re.sub(r"^(>|(?:[#+-]|\d+[.)])(?=\s|$)|\[(?=[ xX]\]))", r"\\\1", text)


def code(text):
    """Foreign text as a code span, which it cannot leave, in a table neither."""
    return "`" + one_line(text).replace("`", "'").replace("|", "/") + "`"


def shortened(text, limit):
    """At most `limit` characters, cut between words, with a mark where something is missing."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:.") + "…"


def counted(number, noun, plural=None):
    """1 file, 2 files, 1,200 files."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words):
    """a, b and c."""
    words = list(words)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""
