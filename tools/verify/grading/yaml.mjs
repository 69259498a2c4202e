// The strict subset of YAML a grading model may use: block and flow collections, one-line scalars, comments.
// Everything else (anchors, tags, several documents, block scalars, tabs, YAML 1.1 booleans, sexagesimals, duplicate keys)
// is refused with its line. Maps become Map, lists Array, plain scalars string, quoted ones Text, ~ null.

import { Wrong } from "./values.mjs";

export class Text {
  constructor(text) {
    this.text = text;
  }
}

const TRAPS = /^(?:yes|no|on|off|[0-9]+(?::[0-5]?[0-9])+)$/i;

class Reader {
  constructor(text, name) {
    this.text = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
    this.name = name;
    this.at = 0;
  }

  fail(reason) {
    const before = this.text.slice(0, this.at).split("\n");
    throw new Wrong(`${this.name}:${before.length}:${before.at(-1).length + 1}: ${reason}`);
  }

  peek() {
    return this.text[this.at] ?? "";
  }

  column() {
    return this.at - (this.text.lastIndexOf("\n", this.at - 1) + 1);
  }

  ended() {
    return this.at >= this.text.length;
  }

  spaces() {
    while (this.peek() === " ") this.at++;
    if (this.peek() === "\t") this.fail("tab");
  }

  /** Skips blanks, line ends and comments; true when a line end was passed. */
  blank() {
    let passed = this.at === 0;
    for (;;) {
      this.spaces();
      if (this.peek() === "#" && (this.at === 0 || " \n".includes(this.text[this.at - 1]))) {
        while (!this.ended() && this.peek() !== "\n") this.at++;
      }
      if (this.peek() !== "\n") return passed;
      this.at++;
      passed = true;
    }
  }

  quoted() {
    const quote = this.peek();
    let out = "";
    for (this.at++; ; this.at++) {
      const c = this.peek();
      if (c === "" || c === "\n") this.fail("unfinished text");
      if (c === quote && quote === "'" && this.text[this.at + 1] === "'") {
        out += "'";
        this.at++;
      } else if (c === quote) {
        this.at++;
        return new Text(out);
      } else if (c === "\\" && quote === '"') {
        const known = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", "/": "/" };
        const name = this.text[++this.at] ?? "";
        if (!Object.hasOwn(known, name)) this.fail("escape");
        out += known[name];
      } else out += c;
    }
  }

  plain(flow) {
    const start = this.at;
    if (/[&*!|>%@`"'#,[\]{}]/.test(this.peek()) || /^[-?:](?: |\n|$)/.test(this.text.slice(this.at, this.at + 2))) {
      this.fail("a value cannot begin like this");
    }
    for (; !this.ended(); this.at++) {
      const c = this.peek();
      const next = this.text[this.at + 1] ?? "\n";
      if (c === "\n" || (flow && ",[]{}".includes(c))) break;
      if (c === "#" && this.text[this.at - 1] === " ") break;
      if (c === ":" && (" \n".includes(next) || (flow && ",[]{}".includes(next)))) break;
      if (c === "\t") this.fail("tab");
    }
    const out = this.text.slice(start, this.at).trimEnd();
    if (TRAPS.test(out)) this.fail("write this in quotes: " + out);
    return out === "~" || out === "null" || out === "" ? null : out;
  }

  scalar(flow) {
    return `"'`.includes(this.peek()) && this.peek() !== "" ? this.quoted() : this.plain(flow);
  }

  /** The scalar before a colon; null when there is none here. */
  key(flow) {
    const start = this.at;
    const read = this.scalar(flow);
    const found = read instanceof Text ? read.text : read;
    this.spaces();
    if (this.peek() !== ":" || !" \n,[]{}".includes(this.text[this.at + 1] ?? "\n") || found === null) {
      this.at = start;
      return null;
    }
    this.at++;
    return found;
  }

  put(map, key, value) {
    if (map.has(key)) this.fail("key stands twice: " + key);
    map.set(key, value);
  }

  flowNode() {
    this.blank();
    if (this.peek() === "{") return this.flowMap();
    if (this.peek() === "[") return this.flowList();
    const out = this.scalar(true);
    this.blank();
    return out;
  }

  flowMap() {
    const out = new Map();
    this.at++;
    for (this.blank(); this.peek() !== "}"; this.blank()) {
      const key = this.key(true);
      if (key === null) this.fail("key expected");
      this.blank();
      this.put(out, key, ",}".includes(this.peek()) ? null : this.flowNode());
      this.blank();
      if (this.peek() === ",") this.at++;
      else if (this.peek() !== "}") this.fail("comma or } expected");
    }
    this.at++;
    return out;
  }

  flowList() {
    const out = [];
    this.at++;
    for (this.blank(); this.peek() !== "]"; this.blank()) {
      out.push(this.flowNode());
      this.blank();
      if (this.peek() === ",") this.at++;
      else if (this.peek() !== "]") this.fail("comma or ] expected");
    }
    this.at++;
    return out;
  }

  dash() {
    return this.peek() === "-" && " \n".includes(this.text[this.at + 1] ?? "\n");
  }

  lineEnd() {
    if (!this.blank() && !this.ended()) this.fail("end of line expected");
  }

  /** What stands behind "key:" or "-"; `least` is the smallest column of a nested block, `dashes` that of a nested list. */
  behind(least, dashes) {
    if (this.blank()) {
      const column = this.column();
      if (this.ended() || column < (this.dash() ? dashes : least)) return null;
      return this.block();
    }
    if (this.ended()) return null;
    return this.inline();
  }

  inline() {
    const out = "{[".includes(this.peek()) ? this.flowNode() : this.scalar(false);
    this.lineEnd();
    return out;
  }

  block() {
    const column = this.column();
    if (this.dash()) {
      const out = [];
      while (!this.ended() && this.column() === column && this.dash()) {
        this.at++;
        this.spaces();
        out.push(this.atKey() ? this.blockMap(this.column()) : this.behind(column + 1, column + 1));
      }
      if (!this.ended() && this.column() > column) this.fail("indentation");
      return out;
    }
    return this.atKey() ? this.blockMap(column) : this.inline();
  }

  atKey() {
    if ("{[\n#".includes(this.peek()) || this.dash()) return false;
    const start = this.at;
    const found = this.key(false);
    this.at = start;
    return found !== null;
  }

  blockMap(column) {
    const out = new Map();
    while (!this.ended() && this.column() === column && !this.dash()) {
      const key = this.key(false);
      if (key === null) this.fail("key expected");
      this.put(out, key, this.behind(column + 1, column));
    }
    if (!this.ended() && this.column() > column) this.fail("indentation");
    return out;
  }

  document() {
    this.blank();
    const out = this.ended() ? null : this.block();
    if (!this.ended()) this.fail("text behind the document");
    return out;
  }
}

export const readYaml = (text, name) => new Reader(text, name).document();
