// Facts: CSV files of §12 and what of them is known, dated and readable (§3).

import { byBytes, date, decimal, demand } from "./values.mjs";

/** RFC 4180 with LF or CRLF: a list of rows, each a list of fields. */
function csvRows(text, name) {
  const rows = [];
  let row = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    let field = "";
    if (text[at] === '"') {
      for (at++; ; at++) {
        demand(at < text.length, `${name}: unfinished field in row ${rows.length + 1}`);
        if (text[at] !== '"') field += text[at];
        else if (text[at + 1] === '"') field += text[at++];
        else break;
      }
      at++;
    } else {
      const start = at;
      while (at < text.length && !",\r\n".includes(text[at])) at++;
      field = text.slice(start, at);
    }
    row.push(field);
    if (text[at] === ",") {
      at++;
      if (at < text.length) continue;
      row.push("");
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    demand(at >= text.length || text[at] === "\n", `${name}: text behind a field in row ${rows.length + 1}`);
    at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** Rows as Maps from column to text; `needed` columns must stand in the header. */
export function readCsv(text, name, needed) {
  const [header, ...rows] = csvRows(text, name);
  demand(header !== undefined, name + ": no header");
  demand(new Set(header).size === header.length, name + ": a column stands twice");
  for (const column of needed) demand(header.includes(column), `${name}: column ${column} is missing`);
  return rows.map((row, i) => {
    demand(row.length === header.length, `${name}: row ${i + 2} has ${row.length} fields, not ${header.length}`);
    return new Map(row.map((field, column) => [header[column], field]));
  });
}

const needsQuotes = /[",\r\n]/;
export const csvLine = (fields) =>
  fields.map((field) => (needsQuotes.test(field) ? '"' + field.replaceAll('"', '""') + '"' : field)).join(",") + "\n";

const DATE_COLUMNS = ["occurred_on", "determined_on", "ended_on", "known_on", "status_on"];

/** One record as the rules see it. */
export class Fact {
  constructor(fields) {
    this.fields = fields;
    this.id = this.get("record_id");
    this.of = this.get("of");
  }

  get(field) {
    return this.fields.get(field) ?? "";
  }

  day(field) {
    return date(this.get(field));
  }

  /** §3.2: the date by a clock, or without one. */
  dated(clock) {
    if (clock !== "") return this.day(clock);
    return this.day("determined_on") ?? this.day("occurred_on") ?? this.day("ended_on");
  }

  /** §3.6 */
  unreadable() {
    const bad = DATE_COLUMNS.find((column) => this.get(column) !== "" && this.day(column) === null);
    if (bad !== undefined) return bad;
    const text = this.get("value");
    const value = decimal(text);
    return text !== "" && (value === null || value[0] < 0n) ? "value" : null;
  }

  /** §3.3: the status that holds. */
  statusOn(until) {
    const from = this.day("status_on");
    const holds = this.get("status_on") === "" || (from !== null && from <= until);
    return (holds && this.get("status")) || "active";
  }
}

/** §3.1: of the known versions of each record the latest. */
export function knownFacts(facts, knownOn) {
  const latest = new Map();
  for (const fact of facts) {
    const day = fact.day("known_on") ?? -Infinity;
    if (knownOn !== null && day > knownOn) continue;
    const before = latest.get(fact.id);
    if (before === undefined || day >= before.day) latest.set(fact.id, { day, fact });
  }
  return [...latest.values()].map((one) => one.fact).sort((a, b) => byBytes(a.id, b.id));
}
