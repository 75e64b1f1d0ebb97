"""The team that is measured: the small team's policy, one more use case, and a template for it."""
import base64
from pathlib import Path

POLICY = Path(__file__).parent.parent.parent / "policies" / "small-team"

# The small team's policy, and one use case whose run may read without asking anybody.
USE_CASE = """
  - name: bench
    description: What the benchmark delegates.
    risk: routine
    modes: [dispatch]
    level: write
    kinds: [document]
    actions: [bench.look]
    tools: [Read, Write]
    templates: [bench]
"""
ACTION = """
  - name: bench.look
    class: read
    reversible: true
    description: Look something up.
    arguments:
      type: object
      properties:
        page: {type: string, maxLength: 80}
      required: [page]
      additionalProperties: false
    target: "{page}"
    preview: "Look at {page}"
    limit_per_run: 5
"""
RULE = """
  - name: looking-is-free
    effect: permit
    description: Nothing is changed by it.
    if:
      action: bench.look
"""
SKILL = """---
name: bench
description: Writes a short report. Use for the benchmark.
---
# Bench

Read the input and write the report.
"""
TASK = """objective: Write a report that answers the question of the input in one page.
use_case: bench
inputs:
  type: object
  properties:
    question: {type: string, minLength: 1}
  required: [question]
  additionalProperties: false
success_criteria:
  - id: answered
    text: The report answers the question in its first sentence.
    evidence: Quote the first sentence.
constraints:
  - Change nothing outside the report.
output:
  - path: report.md
    kind: document
actions: [bench.look]
tools: [Read, Write]
risk: routine
mode: dispatch
permission: draft
needs: []
"""


def policy():
    files = {str(path.relative_to(POLICY)): path.read_text() for path in POLICY.rglob("*") if path.is_file()}
    files["use-cases.yaml"] += USE_CASE
    files["actions.yaml"] += ACTION
    files["approvals.yaml"] += RULE
    return files


def template():
    return [{"path": path, "base64": base64.b64encode(text.encode()).decode(), "isExecutable": False}
            for path, text in (("SKILL.md", SKILL), ("task.yaml", TASK))]
