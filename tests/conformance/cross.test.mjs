// Two evaluators, one answer: random models with random facts through `medcredit grade offline` and through the evaluator in
// JavaScript; G.csv and L.csv must be the same byte for byte. Cases that differ stay in build/grading-cross.
//   MC_BIN = folder of the built program; MC_CROSS = FIRST:MODELS:SUBJECTS (default 1:250:40, ten thousand subjects)
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { randomCase, writeCase } from "../../tools/verify/grade_random.mjs";
import { loadModel } from "../../tools/verify/grading/model.mjs";
import { gradeOffline } from "../../tools/verify/grading/offline.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = join(process.env.MC_BIN ?? join(root, "build/release/bin"), "medcredit");
const [first, models, subjects] = (process.env.MC_CROSS ?? "1:250:40").split(":").map(Number);
const kept = join(root, "build/grading-cross");
const folder = mkdtempSync(join(tmpdir(), "grading-cross-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Exit code 3 says that some rows could not be used as they are: wanted here. */
function run(here, words) {
  const files = ["--subjects", "S.csv", "--facts", "F.csv", "--model", "M.yaml", "--out", "G.csv", "--ledger", "L.csv"];
  return new Promise((resolve) => {
    execFile(program, ["grade", "offline", ...files, ...words], { cwd: here }, (error, out, err) =>
      resolve(error === null || error.code === 3 ? "" : `exit ${error.code}: ${out}${err}`),
    );
  });
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
  const running = run(here, words);
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
    renameSync(here, join(kept, String(number)));
  } else rmSync(here, { recursive: true });
  return difference === "" ? [] : [`case ${number}: ${difference}`];
}

test(`R-EVAL-04 R-EVAL-05 both evaluators agree on ${models * subjects} random cases`, async () => {
  rmSync(kept, { recursive: true, force: true });
  const differences = [];
  for (let i = 0; i < models; i++) differences.push(...(await compareCase(first + i)));
  assert.equal(differences.length, 0, `${differences.length} models differ\n${differences.slice(0, 20).join("\n")}`);
});
