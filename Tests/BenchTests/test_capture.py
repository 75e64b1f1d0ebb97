"""The floors of deploy/bench are made from PostgreSQL's log: what is read there, and what is made of it."""
import hashlib
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "deploy" / "bench.d"))
import capture  # noqa: E402

RUN = "run_1ng0gnqqpff4zha3"
ENTRY = '{"name":"run_claimed","run":"%s"}' % RUN
LEAF = "\\x" + hashlib.sha256(b"\0" + ENTRY.encode()).hexdigest()


def line(process, kind, text):
    return f"2026-11-20 12:00:00.123 UTC [{process}] {kind}:  " + text.replace("\n", "\n\t") + "\n"


LOG = (
    line(7, "LOG", "statement: SELECT pg_reload_conf()")
    + line(9, "LOG", "statement: COMMIT")
    + line(7, "LOG", "execute s0: SELECT team FROM runner_by_token($1)")
    + line(7, "DETAIL", "parameters: $1 = '\\x00'")
    + line(8, "LOG", "statement: BEGIN READ WRITE; SELECT lock('a:key_1ng0gnqqpff4zha3 7'); SELECT now()")
    + line(9, "LOG", "execute s0: SELECT * FROM due_work($1)")
    + line(9, "DETAIL", "parameters: $1 = '100'")
    + line(9, "LOG", "statement: BEGIN READ ONLY; SELECT now()")
    + line(8, "LOG", "execute s1: UPDATE runs SET n = n + 1 WHERE team = $1 AND id = (\nSELECT FOR UPDATE SKIP LOCKED)\nRETURNING id")
    + line(8, "DETAIL", "parameters: $1 = 'x'")
    + line(9, "LOG", "statement: COMMIT")
    + line(8, "LOG", "execute s2: INSERT INTO events VALUES ($1, $2, $3, $4, $5::text, 'a:b')")
    + line(8, "DETAIL", f"parameters: $1 = '{RUN}', $2 = '{ENTRY}', $3 = '{LEAF}', $4 = NULL, $5 = 'it''s\n100 %, \\'")
    + line(8, "LOG", "statement: COMMIT"))


class CaptureTests(unittest.TestCase):
    maxDiff = None

    def test_reads_what_requests_sent_and_leaves_jobs_out(self):
        statements = capture.parse(LOG)
        self.assertEqual([statement.process for statement in statements], ["7", "8", "8", "8", "8"])
        self.assertEqual(statements[3].parameters, [RUN, ENTRY, LEAF, None, "it's\n100 %, \\"])

    def test_a_replay_has_new_identifiers_and_their_digests(self):
        self.assertEqual(
            capture.replay_script(capture.parse(LOG)).splitlines(),
            ["V key0 key", "V run0 run",
             "Q SELECT team FROM runner_by_token($1)", "P \\\\x00",
             "S BEGIN READ WRITE; SELECT lock('a:%key0% 7'); SELECT now()",
             "Q UPDATE runs SET n = n + 1 WHERE team = $1 AND id = (\\nSELECT FOR UPDATE SKIP LOCKED)\\nRETURNING id",
             "K run0", "P x",
             "Q INSERT INTO events VALUES ($1, $2, $3, $4, $5::text, 'a:b')", "P %run0%",
             'P {"name":"run_claimed","run":"%run0%"}', "L 2", "N", "P it's\\n100 %%, \\\\",
             "S COMMIT"])

    def test_pgbench_gets_one_round_trip_for_what_begins_a_transaction(self):
        script, variables = capture.pgbench_script(capture.parse(LOG))
        self.assertEqual(
            script.splitlines(),
            ["SELECT team FROM runner_by_token(:v0_0);",
             "\\startpipeline", "BEGIN READ WRITE;", "SELECT lock(:id);", "SELECT now();", "\\endpipeline",
             "UPDATE runs SET n = n + 1 WHERE team = :v2_0 AND id = ( SELECT FOR UPDATE SKIP LOCKED) RETURNING id \\gset",
             "INSERT INTO events VALUES (:id, :v3_1, :v3_2, NULL, :v3_4::text, U&'a\\003Ab');",
             "COMMIT;"])
        self.assertEqual(variables, {"v0_0": "\\x00", "v2_0": "x", "v3_1": ENTRY, "v3_2": LEAF, "v3_4": "it's\n100 %, \\"})


if __name__ == "__main__":
    unittest.main()
