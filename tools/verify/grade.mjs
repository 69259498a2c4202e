#!/usr/bin/env node
// Grades subjects without the platform, from docs/grading/language.md alone:
//   node grade.mjs offline --subjects S.csv --facts F.csv --model M.yaml --as-of D [--known-on D] --out G.csv [--ledger L.csv]
//   node grade.mjs test MODEL.yaml…       the tests that stand in the model files
//   node grade.mjs identity MODEL.yaml    SM3 identity of a model; canonical prints the form it is taken of
// Exit codes: 0 good, 1 wrong usage or a file that cannot be read, 2 a test failed, 3 graded, but some rows could not be used as they are.

import { readFileSync, writeFileSync } from "node:fs";
import { canonical, identity, list, loadModel, str } from "./grading/model.mjs";
import { gradeOffline } from "./grading/offline.mjs";
import { runTest } from "./grading/tests.mjs";
import { date, demand, Wrong } from "./grading/values.mjs";

const USAGE = `用法：node grade.mjs offline --subjects S.csv --facts F.csv --model M.yaml --as-of 日期 [--known-on 日期] --out G.csv [--ledger L.csv]
      node grade.mjs test 模型.yaml…
      node grade.mjs identity|canonical 模型.yaml`;

function readOptions(words) {
  const out = {};
  for (let i = 0; i < words.length; i += 2) {
    demand(
      ["subjects", "facts", "model", "as-of", "known-on", "out", "ledger"].includes(words[i].replace(/^--/, "")),
      USAGE,
    );
    demand(words[i].startsWith("--") && words[i + 1] !== undefined, USAGE);
    out[words[i].slice(2)] = words[i + 1];
  }
  for (const name of ["subjects", "facts", "model", "as-of", "out"]) demand(out[name] !== undefined, USAGE);
  return out;
}

function dayOf(text) {
  if (text === undefined) return null;
  const day = date(text);
  demand(day !== null, "不是日期：" + text);
  return day;
}

function offline(words) {
  const options = readOptions(words);
  const { grades, ledger, reports } = gradeOffline(loadModel(options.model), {
    subjects: readFileSync(options.subjects, "utf8"),
    facts: readFileSync(options.facts, "utf8"),
    asOf: dayOf(options["as-of"]),
    knownOn: dayOf(options["known-on"]),
  });
  writeFileSync(options.out, grades);
  if (options.ledger !== undefined) writeFileSync(options.ledger, ledger);
  for (const [what, where] of reports) console.error(`${what}: ${where.length} (${where.slice(0, 3).join(", ")})`);
  return [...reports.keys()].some((what) => !what.startsWith("undetermined")) ? 3 : 0;
}

function test(files) {
  let [passed, failed] = [0, 0];
  demand(files.length > 0, USAGE);
  for (const file of files) {
    const model = loadModel(file);
    for (const one of list(model.get("tests"))) {
      const wrong = runTest(model, one);
      if (wrong.length === 0) passed++;
      else failed++;
      for (const text of wrong) console.log(`${file} 「${str(one.get("name"))}」 ${text}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 2;
}

function main([command, ...words]) {
  if (command === "offline") return offline(words);
  if (command === "test") return test(words);
  demand(["identity", "canonical"].includes(command) && words.length === 1, USAGE);
  console.log((command === "identity" ? identity : canonical)(loadModel(words[0])));
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Wrong) && error.code === undefined) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
