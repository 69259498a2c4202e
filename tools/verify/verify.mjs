#!/usr/bin/env node
// Checks a proof of the evidence log without the platform: node verify.mjs PROOF.json [--key FINGERPRINT] [--head KEPT.txt]
// Exit codes: 0 valid, 1 file cannot be read or wrong usage, 2 invalid, 3 valid by itself but diverging from the kept head.
// With --corpus FILE, one base64 document and one wanted verdict on each line, it is its own test.

import { readFileSync } from "node:fs";
import { checkProof } from "./proof.mjs";

const CODES = { valid: 0, invalid: 2, diverges: 3 };

function usage() {
  console.error("用法：node verify.mjs 证明.json [--key 公钥指纹] [--head 保存的树头.txt]");
  process.exit(1);
}

function readArguments(list) {
  const out = { file: "", key: "", head: "", corpus: "" };
  for (let i = 0; i < list.length; i++) {
    const option = { "--key": "key", "--head": "head", "--corpus": "corpus" }[list[i]];
    if (option === undefined && (list[i].startsWith("--") || out.file !== "")) usage();
    if (option === undefined) out.file = list[i];
    else if (i + 1 < list.length) out[option] = list[++i];
    else usage();
  }
  if ((out.file === "") === (out.corpus === "")) usage();
  return out;
}

/** Each line: wanted verdict, trusted fingerprint or -, base64 of a kept head or -, base64 of the document. */
function checkCorpus(file) {
  let wrong = 0;
  let lines = 0;
  for (const line of readFileSync(file, "latin1").split("\n")) {
    if (line === "") continue;
    const [wanted, trusted, kept, document, name] = line.split("\t");
    const verdict = checkProof(new Uint8Array(Buffer.from(document, "base64")), {
      trusted: trusted === "-" ? "" : trusted,
      kept: kept === "-" ? null : Buffer.from(kept, "base64").toString("utf8"),
    }).verdict;
    lines++;
    if (verdict === wanted) continue;
    wrong++;
    if (wrong <= 20) console.log(`${name}: ${verdict} instead of ${wanted}`);
  }
  console.log(`${lines} documents, ${wrong} wrong verdicts`);
  process.exit(wrong === 0 && lines > 0 ? 0 : 2);
}

const wanted = readArguments(process.argv.slice(2));
if (wanted.corpus !== "") checkCorpus(wanted.corpus);
let bytes;
let kept = null;
try {
  bytes = new Uint8Array(readFileSync(wanted.file));
  if (wanted.head !== "") kept = readFileSync(wanted.head, "utf8");
} catch (error) {
  console.error("文件读不出：" + error.message);
  process.exit(1);
}
const result = checkProof(bytes, { trusted: wanted.key, kept });
if (result.verdict === "invalid") console.log("证明不成立：" + result.reason);
else {
  const { entry } = result;
  const time = new Date(Number(entry.micros / 1000n)).toISOString();
  console.log(`${result.origin} 第 ${result.index} 条：${entry.action} ${entry.objectId}，${time}，${entry.actor}`);
  console.log("公钥指纹 " + result.fingerprint.slice(0, 16) + (wanted.key === "" ? "（未指定所信任的指纹，请与印发的核对）" : ""));
  console.log(result.verdict === "valid" ? "证明成立" : "证明本身成立，但与您保存的树头不衔接");
}
process.exit(CODES[result.verdict]);
