"""What clients do, as the lines of `load`'s scripts: `>` a request and whose token it bears, `@` its body, `<` what to
keep of the answer; `%name%` is what was kept."""
import hashlib
import json

from service import TEAM

TEAM_PATH = f"/v1/teams/{TEAM}"
REPORT = ("The answer is yes, and the reason is in the numbers of the input.\n\n"
          + "\n\n".join(f"Paragraph {number} says with some words what the input says about part {number} of the "
                        "question, and what it does not say." for number in range(1, 6)) + "\n").encode()
FRAMES_PER_RUN = 5


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def frames():
    """A transcript with its hash chain; the chain depends on nothing but its content."""
    chain, previous = [], bytes(32)
    for number in range(1, FRAMES_PER_RUN + 1):
        frame = {"body": f"Step {number}: read the next part of the input and noted what it says.", "kind": "text",
                 "sequence": number}
        previous = hashlib.sha256(previous + json.dumps(frame, separators=(",", ":"), sort_keys=True).encode()).digest()
        chain.append(frame | {"digest": "sha256:" + previous.hex()})
    return chain


def request(method, path, token, body=None, *keeps):
    lines = [f"> {method} {path} {token}"]
    if body is not None:
        # A number that a variable fills in stands without quotes.
        lines.append("@ " + json.dumps(body, separators=(",", ":")).replace('"%term%"', "%term%"))
    return lines + (["< " + " ".join(keeps)] if keeps else [])


def new_run(question):
    return {"template": "bench", "inputs": {"question": question}, "files": []}


def dispatch():
    return request("POST", TEAM_PATH + "/runs", "author", new_run("Is it fast enough?"), "run=id")


def claim():
    return request("POST", "/v1/runner/claim", "runner", {"host": "bench", "labels": []},
                   "run=id", "attempt=attempt", "term=term")


def attempt(verb, body, *keeps):
    path = f"/v1/runner/runs/%run%/attempts/%attempt%/{verb}"
    return request("POST", path, "runner", {"term": "%term%"} | body, *keeps)


def heartbeat():
    return attempt("heartbeat", {})


def transcript():
    return attempt("frames", {"frames": frames()})


def submit():
    chain, files = frames(), [{"path": "report.md", "digest": digest(REPORT)}]
    return attempt("submit", {"files": files, "frameCount": len(chain), "frameHead": chain[-1]["digest"]},
                   "output=output", "content=contentDigest")


def complete():
    return heartbeat() + transcript() + submit()


def ask():
    return attempt("actions", {"action": "bench.look", "arguments": {"page": "home"}, "claim": "to look"},
                   "decided=state")


def lifecycle():
    verdict = {"verdict": "hand_back", "contentDigest": "%content%", "cause": "agent",
               "reason": "The report does not say where its numbers come from, so nobody can check them."}
    return (dispatch() + claim() + heartbeat() + transcript() + ask() + submit()
            + request("GET", TEAM_PATH + "/runs/%run%", "author")
            + request("GET", TEAM_PATH + "/outputs/%output%", "reviewer", None, "review=@rev_")
            + request("POST", TEAM_PATH + "/reviews/%review%/chunks/0/serve", "reviewer")
            + request("POST", TEAM_PATH + "/reviews/%review%/verdict", "reviewer", verdict))


def pages(run):
    """What a user waits for, by name, where there are many runs."""
    def get(path, token="author"):
        return request("GET", TEAM_PATH + path, token)
    return {
        "read one run": get(f"/runs/{run}"),
        "list runs": get("/runs?limit=20"),
        "list completed runs": get("/runs?limit=20&state=completed"),
        "list failed runs, there are none": get("/runs?limit=20&state=error"),
        "list runs of a use case": get("/runs?limit=20&use_case=bench"),
        "list outputs": get("/outputs?limit=20"),
        "show any output": get("/outputs/" + run.replace("run", "out", 1)),
        "show a recent output": get("/outputs/" + run.replace("run", "out", 1)),
        "inbox": get("/inbox", "reviewer"),
        "inbox of an admin": get("/inbox", "admin"),
        "statistics of a template": get("/templates/bench/stats?by=model"),
        "open findings of a template": get("/templates/bench/findings?open=true"),
        "list actions": get("/actions?limit=20"),
        "list held actions, there are none": get("/actions?limit=20&state=held"),
        "audit of one run": get(f"/audit?subject=run:{run}"),
        "trust in a template": get("/trust?template=bench"),
        "dispatch, claim, ask + complete": dispatch() + claim() + ask() + complete(),
    }


def reports(policy):
    """What a user looks at now and then: no matter how long it takes, it scans no table."""
    return {
        "how the library does": request("GET", TEAM_PATH + "/insights/library", "author"),
        "what falls under which use case": request("GET", TEAM_PATH + "/use-case-coverage?days=30", "author"),
        "what a policy would have done": request(
            "POST", TEAM_PATH + "/policy/replay", "author", {"files": policy, "days": 30}),
    }
