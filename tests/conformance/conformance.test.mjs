// Every model of the project and every conformance case through the evaluator in JavaScript: node --test tests/conformance/
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { csvLine, readCsv } from "../../tools/verify/grading/facts.mjs";
import { canonical, identity, list, loadModel, str } from "../../tools/verify/grading/model.mjs";
import { gradeOffline } from "../../tools/verify/grading/offline.mjs";
import { runTest } from "../../tools/verify/grading/tests.mjs";
import * as values from "../../tools/verify/grading/values.mjs";
import { cases, golden, models, root } from "./files.mjs";

for (const file of [...models, ...cases]) {
  const model = loadModel(file);
  for (const one of list(model.get("tests"))) {
    test(`R-EVAL-04 R-EVAL-05 ${str(model.get("model"))}: ${str(one.get("name"))}`, () => {
      assert.deepEqual(runTest(model, one), []);
    });
  }
}

test("R-EVAL-04 there are at least 120 conformance cases", () => {
  const count = cases.reduce((sum, file) => sum + list(loadModel(file).get("tests")).length, 0);
  assert.ok(count >= 120, String(count));
});

test("R-EVAL-04 a wrong expectation is found in every key", () => {
  const model = loadModel(join(root, "tests/conformance/levels.yaml"));
  const all = list(model.get("tests"));
  const guarded = all.find((one) => one.get("expect").has("guarded_by") && one.get("expect").has("public_score"));
  for (const key of ["score", "level", "public_score", "guarded_by", "limited_by", "unrated_by"]) {
    const changed = new Map(guarded);
    changed.set("expect", new Map([[key, "61.5"]]));
    assert.equal(runTest(model, changed).length, 1, key);
  }
});

test("R-EVAL-04 the identity does not hang on layout, order of keys, status or tests", () => {
  const model = loadModel(join(root, "tests/conformance/levels.yaml"));
  const turned = new Map([...model].reverse());
  turned.set("status", "in_force");
  turned.delete("tests");
  assert.equal(identity(turned), identity(model));
  turned.set("title", "另一个");
  assert.notEqual(identity(turned), identity(model));
  assert.match(canonical(model), /^\{"arith":\{"decimals":2,"round":"half_up"\},"cgm":1,/);
});

test("dates and exact numbers", () => {
  assert.equal(values.date("1970-01-01"), 0);
  assert.equal(values.date("2000-03-01"), 11017);
  assert.equal(values.date("1900-02-29"), null);
  for (let day = -800_000; day < 800_000; day += 37) assert.equal(values.date(values.dateText(day)) ?? day, day);
  assert.equal(values.decimal("01"), null);
  assert.equal(values.decimal("1e3"), null);
  assert.equal(values.decimal("1.23456"), null);
  assert.equal(values.fixed([-1n, 200n], 2), "-0.01");
  assert.equal(values.fixed([-1n, 201n], 2), "0.00");
  assert.equal(values.shortest([1n, 3n]), "0.333333");
  assert.equal(values.shortest([10n, 1n]), "10");
});

test("CSV as RFC 4180 has it, with LF or CRLF and a byte order mark", () => {
  const rows = readCsv('\uFEFFa,b\r\n"x,""y""",\r\n"two\nlines",3', "x.csv", ["a"]);
  assert.deepEqual(
    rows.map((row) => [row.get("a"), row.get("b")]),
    [
      ['x,"y"', ""],
      ["two\nlines", "3"],
    ],
  );
  for (const bad of ["", "a,a\n", "b\n1\n", "a,b\n1\n", 'a\n"1', 'a\n"1"2\n'])
    assert.throws(() => readCsv(bad, "x.csv", ["a"]), bad);
  assert.equal(csvLine(["x,y", 'a"b', "l\nm", "plain", ""]), '"x,y","a""b","l\nm",plain,\n');
});

test("R-EVAL-05 the files of grade offline, byte for byte", () => {
  const text = (name) => readFileSync(join(golden, name), "utf8");
  const made = gradeOffline(loadModel(join(golden, "M.yaml")), {
    subjects: text("S.csv"),
    facts: text("F.csv"),
    asOf: values.date("2026-06-30"),
    knownOn: values.date("2026-07-10"),
  });
  assert.equal(made.grades, text("G.csv"));
  assert.equal(made.ledger, text("L.csv"));
});
