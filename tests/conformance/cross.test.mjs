// Two evaluators, one answer. The built program runs the tests of every model and conformance case and gives the same identity;
// random models with random facts go through `medcredit grade offline` and through the evaluator in JavaScript: G.csv and L.csv
// must be the same byte for byte. Cases that differ stay in build/grading-cross.
//   MC_BIN = folder of the built program; MC_CROSS = FIRST:MODELS:SUBJECTS (default 1:125:80, ten thousand subjects)
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { randomCase, writeCase } from "../../tools/verify/grade_random.mjs";
import { identity, list, loadModel, str } from "../../tools/verify/grading/model.mjs";
import { gradeOffline } from "../../tools/verify/grading/offline.mjs";
import { cases, golden, models as files, root } from "./files.mjs";

const program = join(process.env.MC_BIN ?? join(root, "build/release/bin"), "medcredit");
const [first, models, subjects] = (process.env.MC_CROSS ?? "1:125:80").split(":").map(Number);
const kept = join(root, "build/grading-cross");
const folder = mkdtempSync(join(tmpdir(), "grading-cross-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function run(here, words) {
  return new Promise((resolve) => {
    execFile(program, words, { cwd: here, maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

/** Empty when it ran; exit code 3 says that some rows could not be used as they are, which is wanted here. */
async function offline(here, into, words) {
  const inputs = ["--subjects", join(here, "S.csv"), "--facts", join(here, "F.csv"), "--model", join(here, "M.yaml")];
  const outputs = ["--out", join(into, "G.csv"), "--ledger", join(into, "L.csv")];
  const { code, out, err } = await run(into, ["grade", "offline", ...inputs, ...outputs, ...words]);
  return code === 0 || code === 3 ? "" : `exit ${code}: ${out}${err}`;
}

function firstDifference(ours, theirs) {
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  const at = a.findIndex((line, i) => line !== b[i]);
  return at < 0 ? `line ${a.length + 1}: ${b[a.length]}` : `line ${at + 1}: JS ${a[at]} | C++ ${b[at]}`;
}

/** Differences of one case; empty when both agree. */
async function compareCase(number) {
  const here = join(folder, String(number));
  const made = randomCase(number, subjects);
  const words = writeCase(made, here);
  const running = offline(here, here, words);
  const ours = gradeOffline(loadModel(join(here, "M.yaml")), made);
  let difference = await running;
  if (difference === "") {
    for (const [name, text] of [
      ["G.csv", ours.grades],
      ["L.csv", ours.ledger],
    ]) {
      const theirs = readFileSync(join(here, name), "utf8");
      if (theirs !== text) difference += `${name} ${firstDifference(text, theirs)}\n`;
    }
  }
  if (difference !== "") {
    mkdirSync(kept, { recursive: true });
    rmSync(join(kept, String(number)), { recursive: true, force: true });
    cpSync(here, join(kept, String(number)), { recursive: true });
  }
  rmSync(here, { recursive: true });
  return difference === "" ? [] : [`case ${number}: ${difference}`];
}

for (const file of [...files, ...cases]) {
  test(`R-EVAL-04 R-EVAL-05 the built program passes ${basename(file)} and names the same identity`, async () => {
    const model = loadModel(file);
    const { code, out, err } = await run(folder, ["model", "test", file, "--json"]);
    assert.equal(code, 0, out + err);
    const answer = JSON.parse(out);
    assert.equal(answer.passed, list(model.get("tests")).length, str(model.get("model")));
    assert.equal(answer.identity, identity(model));
  });
}

test("R-EVAL-05 the built program writes the files of grade offline, byte for byte", async () => {
  assert.equal(await offline(golden, folder, ["--as-of", "2026-06-30", "--known-on", "2026-07-10"]), "");
  for (const name of ["G.csv", "L.csv"]) {
    assert.equal(readFileSync(join(folder, name), "utf8"), readFileSync(join(golden, name), "utf8"));
  }
});

test(`R-EVAL-04 R-EVAL-05 both evaluators agree on ${models * subjects} random cases`, async () => {
  rmSync(kept, { recursive: true, force: true });
  const differences = [];
  // The program writes one case while the evaluator computes the other.
  const lane = async (start) => {
    for (let i = start; i < models; i += 2) differences.push(...(await compareCase(first + i)));
  };
  await Promise.all([lane(0), lane(1)]);
  assert.equal(differences.length, 0, `${differences.length} models differ\n${differences.slice(0, 20).join("\n")}`);
});
