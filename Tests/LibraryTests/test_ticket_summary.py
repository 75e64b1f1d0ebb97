import importlib
import json
import sys
import time
import unittest

from library_case import LIBRARY, LibraryCase

TEMPLATE = "support/ticket-summary"
HEADER = "id,created,category,text\n"


class TicketSummary(LibraryCase):
    def summarise(self, csv, replies=None, **inputs):
        data = csv if isinstance(csv, bytes) else csv.encode()
        return self.run_template(TEMPLATE, {"tickets": "t.csv"} | inputs, {"t.csv": data}, replies)

    def data(self, csv, **inputs):
        result = self.summarise(csv, **inputs)
        self.assertEqual((result.exit, result.errors), (0, ""))
        return json.loads(result.outputs["summary.json"])

    def test_sample(self):
        files = {"tickets.csv": self.sample(TEMPLATE, "tickets.csv")}
        result = self.run_template(TEMPLATE, {"tickets": "tickets.csv"}, files)
        self.assertEqual((result.exit, result.errors), (0, ""))
        self.assert_snapshot("summary.md", result.outputs["summary.md"])
        self.assert_snapshot("summary.json", result.outputs["summary.json"])

    def test_the_same_table_in_other_clothes(self):
        plain = HEADER + '1,2026-02-09,A,"one, two"\n2,2026-02-10,B,x\n'
        expected = self.data(plain)
        clothes = {
            "byte order mark": b"\xef\xbb\xbf" + plain.encode(),
            "carriage returns": plain.replace("\n", "\r\n"),
            "semicolons": "id;created;category;text\n1;2026-02-09;A;one, two\n2;2026-02-10;B;x\n",
            "tabs": "id\tcreated\tcategory\ttext\n1\t2026-02-09\tA\tone, two\n2\t2026-02-10\tB\tx\n",
            "named separator": "sep=;\nid;created;category;text\n1;2026-02-09;A;one, two\n2;2026-02-10;B;x\n",
            "other names": plain.replace("id,created,category,text", "Ticket ID,Created At,Topic,Message"),
            "other dates": plain.replace("2026-02-09", "09.02.2026").replace("2026-02-10", "2026-02-10T23:59:59Z"),
        }
        for name, csv in clothes.items():
            with self.subTest(name):
                got = self.data(csv)
                self.assertEqual(got | {"source": 0, "columns": 0}, expected | {"source": 0, "columns": 0})

    def test_every_row_is_accounted_for(self):
        rows = [
            "1,2026-02-09,A,x",
            "1,2026-02-09,A,x",
            "1,2026-02-09,A,other",
            "2,2026-02-30,A,x",
            "3,,A,x",
            ",2026-02-09,A,x",
            "4,2026-02-09,A",
            "5,2026-02-03,a,x",
            "6,2026-01-01,A,x",
            "7,2026-02-12,,x",
        ]
        data = self.data(HEADER + "\n".join(rows) + "\n")
        self.assertEqual(data["rows"], {"read": 10, "this_week": 2, "week_before": 1, "other_weeks": 1, "excluded": 6})
        self.assertEqual(
            data["excluded"],
            [
                {"reason": "no date", "count": 1, "lines": [6]},
                {"reason": "no date that can be read", "count": 1, "lines": [5]},
                {"reason": "no ticket id", "count": 1, "lines": [7]},
                {"reason": "number of fields differs from the header's", "count": 1, "lines": [8]},
                {"reason": "repeats a ticket above", "count": 1, "lines": [3]},
                {"reason": "repeats the id of a ticket above with other values", "count": 1, "lines": [4]},
            ],
        )
        self.assertEqual(
            [(c["category"], c["count"], c["before"]) for c in data["categories"]],
            [("(no category)", 1, 0), ("A", 1, 1)],
        )

    def test_no_week_before_is_not_zero(self):
        data = self.data(HEADER + "1,2026-02-10,A,x\n")
        self.assertEqual(
            (data["total"], data["total_before"], data["change"], data["categories"][0]["change"]),
            (1, None, None, None),
        )

    def test_week_at_the_turn_of_the_year(self):
        rows = "1,2026-12-31,A,x\n2,2027-01-03,A,x\n3,2027-01-04,A,x\n4,2026-12-27,A,x\n"
        data = self.data(HEADER + rows, week="2026-W53")
        self.assertEqual(
            (data["from"], data["to"], data["total"], data["total_before"]), ("2026-12-28", "2027-01-03", 2, 1)
        )

    def test_masks(self):
        sys.path.insert(0, str(LIBRARY / TEMPLATE / "scripts"))
        sys.dont_write_bytecode = True
        try:
            masked = importlib.import_module("quotes").masked
        finally:
            sys.path.pop(0)
        cases = {
            "Mail a.b+c@ex-ample.co.uk now": "Mail [e-mail] now",
            "ä.ö@exämple.de": "[e-mail]",
            "jane\u200b@exam\u00adple.com": "[e-mail]",
            "jane@\nexample.com": "[e-mail]",
            "jane＠example.com": "[e-mail]",
            "Call +49 (0)30 1234-567 or 0301234567": "Call [phone] or [phone]",
            "555-123-4567, (555) 123 4567": "[phone], [phone]",
            "card 4111 1111 1111 1111": "card [number]",
            "IBAN DE89 3704 0044 0532 0130 00.": "IBAN [number].",
            "order 12345678": "order [number]",
            "key sk_live_4eC39HqLyjWDarjtT1zdp7dc": "key [code]",
            "on 2026-02-09 at 10:30, 3 of 12 in version 1.2.3": "on 2026-02-09 at 10:30, 3 of 12 in version 1.2.3",
            "order 12345": "order 12345",
        }
        self.assertEqual({text: masked(text) for text in cases}, cases)

    def test_nothing_masked_reaches_an_output(self):
        row = "{}@x.org,2026-02-09,b@x.org,write to c@x.org or +1 555 123 4567 please\n"
        result = self.summarise(HEADER + row.format("a") + row.format("d"))
        self.assertEqual(json.loads(result.outputs["summary.json"])["total"], 2, "hidden ids are still two")
        for text in result.outputs.values():
            self.assertNotIn("@", text)
            self.assertNotIn("4567", text)

    def test_hostile_texts_cost_no_time(self):
        texts = [
            "a" * 200_000,
            "a-" * 100_000,
            "1-" * 100_000 + "a",
            "[" * 200_000,
            " " * 200_000 + "x",
            "a." * 100_000 + "@",
        ]
        rows = "".join(f"{index},2026-02-09,{text},{text}\n" for index, text in enumerate(texts))
        started = time.monotonic()
        self.assertEqual(self.data(HEADER + rows)["total"], len(texts))
        self.assertLess(time.monotonic() - started, 20)

    def test_a_ticket_cannot_write_markdown(self):
        text = "<script>x</script> [a](http://b) *bold* | `code` \u202e and so on"
        result = self.summarise(HEADER + f"1,2026-02-09,A | B,{text}\n")
        self.assertIn(
            "> “\\<script>x\\</script> \\[a](http://b) \\*bold\\* \\| `code` and so on” (ticket 1)",
            result.outputs["summary.md"],
        )
        self.assertIn("| A \\| B | 1 |", result.outputs["summary.md"])

    def test_a_person_says_which_column(self):
        csv = "id,created,label,bucket,text\n1,2026-02-09,L,B,x\n"
        result = self.summarise(csv, replies=[{"ok": True, "answer": "bucket", "by": "reviewer"}])
        self.assertEqual(result.exit, 0, result.errors)
        self.assertEqual(json.loads(result.outputs["summary.json"])["categories"][0]["category"], "B")
        self.assertEqual(
            self.runner.requests,
            [
                {
                    "do": "ask",
                    "question": "Which column of t.csv holds the ticket's category?",
                    "options": ["id", "created", "label", "bucket", "text"],
                }
            ],
        )

    def test_a_person_says_how_dates_are_written(self):
        csv = HEADER + "1,03/04/2026,A,x\n"
        result = self.summarise(csv, replies=[{"ok": True, "answer": "day/month/year", "by": "reviewer"}])
        self.assertEqual(json.loads(result.outputs["summary.json"])["from"], "2026-03-30")
        self.assertEqual(self.data(csv, date_order="mdy")["from"], "2026-03-02")
        self.assertEqual(self.data(csv + "2,13/04/2026,A,x\n")["week"], "2026-W16")

    def test_no_answer_is_a_failure(self):
        csv = "id,created,label,bucket,text\n1,2026-02-09,L,B,x\n"
        reason = (
            "t.csv: no column has a known name for category (id, created, label, bucket and text) and {}; "
            "set input columns.category"
        )
        replies = [
            (None, "nobody answered"),
            ([{"ok": False, "code": "expired", "message": "no answer in time"}], "nobody answered"),
            ([None], "nobody answered"),
            ([b"not json"], "nobody answered"),
            ([{"ok": True, "answer": "colour", "by": "reviewer"}], "the answer 'colour' is none of them"),
        ]
        for given, why in replies:
            with self.subTest(given=given):
                self.assert_fails(self.summarise(csv, replies=given), reason.format(why))

    def test_refusals(self):
        row = "1,2026-02-09,A,x\n"
        cases = [
            (
                HEADER.encode() + row.encode() + b"2,2026-02-09,A,caf\xe9\n",
                {},
                "t.csv line 3: byte 19 (0xE9) is not UTF-8; save it as UTF-8 (in a spreadsheet: CSV UTF-8)",
            ),
            ((HEADER + row).encode("utf-16"), {}, "t.csv is UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)"),
            (
                HEADER + '1,2026-02-09,A,"x\n',
                {},
                "t.csv line 2: the record that starts here is not valid CSV (unexpected end of data); "
                "look for a quotation mark that is not doubled or not closed",
            ),
            ("", {}, "t.csv is empty; export it with a header line and at least one row"),
            (HEADER, {}, "t.csv has a header and no rows; nothing can be counted"),
            ("id\n1\n", {}, "t.csv has only one column: none of comma, semicolon, tab or bar separates its first line"),
            (
                "id,created,category,text,ID\n" + row,
                {},
                "t.csv line 1: the column 'id' occurs twice; rename one of them",
            ),
            (HEADER + "1,\0,A,x\n", {}, "t.csv line 2: a NUL byte; this is not a CSV export"),
            (HEADER + "1,soon,A,x\n", {}, "t.csv: not one row can be counted: 1 × no date that can be read"),
            (
                HEADER + row,
                {"week": "2026-W08"},
                "no ticket in week 2026-W08; the data reach from 2026-02-09 to 2026-02-09",
            ),
            (HEADER + row, {"week": "2026-W60"}, "week must be an ISO week such as 2026-W07, and is '2026-W60'"),
            (
                HEADER + row,
                {"tickets": "../t.csv"},
                "give the name of an input file, without a folder, instead of '../t.csv'",
            ),
            (HEADER + row, {"tickets": "u.csv"}, "no input file u.csv; given: t.csv"),
            (
                HEADER + row,
                {"columns": {"id": "nr"}},
                "t.csv has no column 'nr' (input columns.id); it has id, created, category and text",
            ),
            (
                HEADER + row,
                {"columns": {"id": "text"}},
                "t.csv: the column 'text' cannot be id and text at once; set input columns",
            ),
        ]
        for csv, inputs, reason in cases:
            with self.subTest(reason):
                self.assert_fails(self.summarise(csv, **inputs), reason)

    def test_started_wrongly(self):
        result = self.run_template(TEMPLATE, ["not", "an", "object"])
        self.assertEqual((result.exit, result.outputs), (2, {}))


if __name__ == "__main__":
    unittest.main()
