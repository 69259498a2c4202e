// Entries, heads, trees and proof documents of docs/evidence-format.md.

import { base64, demand, json, Refusal } from "./strict.mjs";
import { concat, readPoint, sm2Verify, sm3, toHex } from "./sm.mjs";

const utf8 = new TextEncoder();
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** §2: leaf and node hashes. */
export const leafHash = (entry) => sm3(concat(Uint8Array.of(0), entry));
export const nodeHash = (left, right) => sm3(concat(Uint8Array.of(1), left, right));

/** RFC 9162 §2.1.3.2. Sizes are below 2^53, so that halving stays exact. */
export function inclusionHolds(leaf, index, size, path, root) {
  if (size === 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      r = nodeHash(r, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && same(r, root);
}

const isPowerOfTwo = (n) => {
  let m = n;
  while (m % 2 === 0) m /= 2;
  return m === 1;
};

/** RFC 9162 §2.1.4.2. */
export function consistencyHolds(oldSize, newSize, oldRoot, newRoot, path) {
  if (oldSize === 0 || oldSize > newSize) return false;
  if (oldSize === newSize) return path.length === 0 && same(oldRoot, newRoot);
  const hashes = isPowerOfTwo(oldSize) ? [oldRoot, ...path] : path;
  if (hashes.length === 0) return false;
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let [fr, sr] = [hashes[0], hashes[0]];
  for (const c of hashes.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = nodeHash(sr, c);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && same(fr, oldRoot) && same(sr, newRoot);
}

/** §3: the fields of an entry; nothing may follow them. */
export function readEntry(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const skip = (count) => {
    demand(at + count <= bytes.length, "entry too short");
    at += count;
    return at - count;
  };
  const raw = () => {
    const length = view.getUint32(skip(4));
    const from = skip(length);
    return bytes.subarray(from, from + length);
  };
  const text = () => new TextDecoder().decode(raw());
  const entry = {};
  demand(bytes[skip(1)] === 1, "entry version");
  entry.epoch = view.getUint32(skip(4));
  entry.sequence = view.getBigUint64(skip(8));
  entry.micros = view.getBigInt64(skip(8));
  const names = ["actor", "role", "unit", "region", "session", "address", "request", "action", "purpose", "basis"];
  for (const name of [...names, "objectType", "objectId"]) entry[name] = text();
  entry.objectVersion = view.getBigInt64(skip(8));
  entry.subject = toHex(raw());
  entry.fields = text();
  const allowed = bytes[skip(1)];
  demand(allowed <= 1, "entry: allowed");
  entry.allowed = allowed === 1;
  entry.rule = text();
  entry.outcome = text();
  entry.commitment = toHex(raw());
  entry.policyVersion = text();
  entry.calendarVersion = text();
  demand(at === bytes.length, "entry: bytes behind it");
  return entry;
}

const HEAD = /^([^\n]+)\n(0|[1-9][0-9]*)\n([^\n]*)\n([^\n]*)\n\n((?:\u2014 [^\n]*\n)+)$/u;

/** §4: shape of a head; the signature is checked apart, because it is dear. */
export function readHead(text) {
  const found = HEAD.exec(text);
  demand(found !== null, "head: shape");
  const [, origin, size, root, time, lines] = found;
  demand(Number.isSafeInteger(Number(size)), "head: size");
  const head = { origin, size: Number(size), root: base64(root), time, signatures: [] };
  demand(head.root.length === 32, "head: root");
  head.signedText = utf8.encode(`${origin}\n${size}\n${root}\n${time}\n`);
  for (const line of lines.slice(0, -1).split("\n")) {
    const gap = line.lastIndexOf(" ");
    demand(gap >= 2, "head: signature line");
    const signature = base64(line.slice(gap + 1));
    demand(signature.length >= 5, "head: signature line");
    head.signatures.push({ signer: line.slice(2, gap), keyId: signature.subarray(0, 4), signature: signature.subarray(4) });
  }
  return head;
}

export function headSigned(head, key) {
  const site = head.origin.slice(0, Math.max(head.origin.lastIndexOf("/audit/"), 0));
  const keyId = sm3(key).subarray(0, 4);
  return head.signatures.some(
    (line) =>
      line.signer === site &&
      line.signature.length === 64 &&
      same(line.keyId, keyId) &&
      sm2Verify(key, head.signedText, line.signature),
  );
}

function readHashes(list) {
  demand(Array.isArray(list) && list.length <= 64, "list of hashes");
  return list.map((text) => {
    const hash = base64(text);
    demand(hash.length === 32, "hash of 32 bytes");
    return hash;
  });
}

function members(map, required, optional = []) {
  demand(map instanceof Map, "object expected");
  for (const [key] of map) demand(required.includes(key) || optional.includes(key), "unknown key " + key);
  for (const key of required) demand(map.has(key), "missing key " + key);
  return (key) => map.get(key);
}

const isText = (value) => demand(typeof value === "string", "text expected") ?? value;

function readDocument(bytes) {
  const keys = ["format", "origin", "entry", "index", "size", "inclusion", "head", "publicKey"];
  const get = members(json(bytes), keys, ["earlier"]);
  demand(get("format") === "medcredit-proof/1", "format");
  demand(typeof get("index") === "number" && typeof get("size") === "number", "index and size");
  const out = {
    origin: isText(get("origin")),
    leaf: base64(get("entry")),
    index: get("index"),
    size: get("size"),
    inclusion: readHashes(get("inclusion")),
    head: readHead(isText(get("head"))),
    key: base64(get("publicKey")),
  };
  if (get("earlier") !== undefined) {
    const inner = members(get("earlier"), ["head", "consistency"]);
    out.earlier = { head: readHead(isText(inner("head"))), consistency: readHashes(inner("consistency")) };
  }
  return out;
}

const isSameHead = (a, b) => a.origin === b.origin && a.size === b.size && same(a.root, b.root);

/**
 * Checks a proof document (§5). `trusted` is a fingerprint (16 to 64 hexadecimal digits), `kept` the text of a head the
 * reader kept. Gives { verdict: "valid" | "invalid" | "diverges", reason, entry, fingerprint }.
 */
export function checkProof(bytes, { trusted = "", kept = null } = {}) {
  try {
    const proof = readDocument(bytes);
    const entry = readEntry(proof.leaf);
    demand(new RegExp(`^.+/audit/${entry.epoch}$`, "us").test(proof.origin), "origin names another epoch");
    demand(entry.sequence === BigInt(proof.index), "index is not the entry's sequence");
    const fingerprint = toHex(sm3(proof.key));
    demand(trusted === "" || (trusted.length >= 16 && fingerprint.startsWith(trusted)), "another key than the trusted one");
    demand(readPoint(proof.key) !== null, "not a public key");
    demand(proof.head.origin === proof.origin && proof.head.size === proof.size, "head of another log or size");
    demand(
      inclusionHolds(leafHash(proof.leaf), proof.index, proof.size, proof.inclusion, proof.head.root),
      "the path does not lead to the head",
    );
    if (proof.earlier) {
      const old = proof.earlier.head;
      demand(
        old.origin === proof.origin &&
          consistencyHolds(old.size, proof.size, old.root, proof.head.root, proof.earlier.consistency),
        "the earlier head is not continued",
      );
    }
    // Signatures last: all that can be refused cheaply has been refused by now.
    demand(headSigned(proof.head, proof.key), "signature of the head");
    if (proof.earlier) demand(headSigned(proof.earlier.head, proof.key), "signature of the earlier head");
    const result = { verdict: "valid", reason: "", entry, fingerprint, origin: proof.origin, index: proof.index };
    if (kept === null) return result;
    const own = readHead(kept);
    demand(headSigned(own, proof.key), "signature of the kept head");
    const continued = isSameHead(own, proof.head) || (proof.earlier && isSameHead(own, proof.earlier.head));
    return continued ? result : { ...result, verdict: "diverges", reason: "the kept head is not continued by this proof" };
  } catch (error) {
    if (error instanceof Refusal) return { verdict: "invalid", reason: error.message };
    throw error;
  }
}
