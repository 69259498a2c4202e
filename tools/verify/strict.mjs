// Reading without leniency: canonical base64, and the little of JSON a proof document may use.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
export class Refusal extends Error {}
export function demand(condition, reason) {
  if (!condition) throw new Refusal(reason);
}

/** RFC 4648 §4 with padding; blanks, missing padding and unused bits that are not zero are refused. */
export function base64(text) {
  demand(typeof text === "string" && text.length % 4 === 0, "base64: length");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = text.slice(0, text.length - padding);
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const digit of digits) {
    const value = ALPHABET.indexOf(digit);
    demand(value >= 0, "base64: digit");
    bits = (bits << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[at++] = (bits >> count) & 0xff;
      bits &= (1 << count) - 1;
    }
  }
  demand(bits === 0 && at === out.length, "base64: not canonical");
  return out;
}

/** Parses one object of texts, whole numbers, lists of texts and objects; duplicate keys are refused. */
export function json(bytes) {
  demand(bytes.length <= 1 << 20, "document too long");
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal("not UTF-8");
  }
  let at = 0;
  const blanks = () => {
    while (at < text.length && " \t\r\n".includes(text[at])) at++;
  };
  const take = (wanted) => {
    blanks();
    if (text[at] !== wanted) return false;
    at++;
    return true;
  };
  const string = () => {
    demand(take('"'), "JSON: text expected");
    let out = "";
    for (;;) {
      demand(at < text.length, "JSON: unfinished text");
      const c = text[at++];
      if (c === '"') return out;
      demand(c >= " ", "JSON: control character");
      out += c === "\\" ? escape() : c;
    }
  };
  const escape = () => {
    const name = text[at++] ?? "";
    const known = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
    if (Object.hasOwn(known, name)) return known[name];
    const hex = text.slice(at, at + 4);
    demand(name === "u" && /^[0-9a-fA-F]{4}$/.test(hex), "JSON: escape");
    at += 4;
    const code = parseInt(hex, 16);
    demand(code < 0xd800 || code > 0xdfff, "JSON: surrogate");
    return String.fromCharCode(code);
  };
  const number = () => {
    const found = /^(0|[1-9][0-9]*)/.exec(text.slice(at, at + 20));
    demand(found !== null, "JSON: value");
    at += found[0].length;
    demand(!/[0-9.eE+-]/.test(text[at] ?? ""), "JSON: number");
    const value = Number(found[0]);
    demand(Number.isSafeInteger(value), "JSON: number too large");
    return value;
  };
  const list = () => {
    const out = [];
    demand(take("["), "JSON: list");
    if (take("]")) return out;
    do out.push(string());
    while (take(","));
    demand(take("]"), "JSON: list");
    return out;
  };
  const object = (depth) => {
    const out = new Map();
    demand(depth < 4 && take("{"), "JSON: object");
    if (take("}")) return out;
    do {
      const key = string();
      demand(take(":") && !out.has(key), "JSON: key " + key);
      out.set(key, value(depth));
    } while (take(","));
    demand(take("}"), "JSON: object");
    return out;
  };
  const value = (depth) => {
    blanks();
    if (text[at] === '"') return string();
    if (text[at] === "[") return list();
    if (text[at] === "{") return object(depth + 1);
    return number();
  };
  const document = object(0);
  blanks();
  demand(at === text.length, "JSON: text behind the document");
  return document;
}
