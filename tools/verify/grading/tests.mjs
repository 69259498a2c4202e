// The tests that stand in a model file (docs/grading/language.md §10).

import { Grader } from "./grade.mjs";
import { entries, list, str } from "./model.mjs";
import { add, compare, date, decimal, demand, shortest } from "./values.mjs";

const cell = (node) => {
  if (node instanceof Map) return [...node].map(([item, mark]) => item + "=" + str(mark)).join(";");
  return Array.isArray(node) ? node.map(str).join(";") : str(node);
};

/** A subject or record of a test as the CSV files would give it. */
function row(node) {
  const out = new Map([...node].map(([field, value]) => [field, cell(value)]));
  if (out.has("id")) out.set("record_id", out.get("id"));
  return out;
}

function subjectOf(model, node) {
  const out = row(node);
  out.set("feeds", list(node.get("feeds")).map(str));
  if (!out.has("kind")) out.set("kind", str(model.get("subject").get("kind")));
  for (const field of ["type", "region", "registered_on"]) if (!out.has(field)) out.set(field, "");
  return out;
}

const show = (value) =>
  value === undefined || value === null ? "~" : typeof value === "string" ? value || "~" : shortest(value);

/** The points of a record, or of an aggregate rule or indicator leaf under its own id. */
function pointsOf(ledger, id) {
  const lines = (ledger ?? []).filter((line) => (line.aggregate ? line.id : line.fact.id) === id);
  return lines.length === 0 ? null : lines.map((line) => line.points).reduce(add);
}

/** Differences of one test, each as a text; none when it passes. */
export function runTest(model, test) {
  const knownOn = str(test.get("known_on"));
  const grader = new Grader(model, date(str(test.get("as_of"))), knownOn === "" ? null : date(knownOn));
  const subject = subjectOf(model, test.get("subject"));
  const result = grader.grade(subject, list(test.get("records")).map(row));
  const wrong = [];
  const same = (name, wanted, got) => {
    const want = str(wanted);
    const number = typeof got === "string" ? null : decimal(want);
    const equal = number !== null && got ? compare(number, got) === 0 : show(got) === (want || "~");
    if (!equal) wrong.push(`${name}: ${show(got)} instead of ${want || "~"}`);
  };
  for (const [name, wanted] of test.get("expect")) {
    if (["score", "level", "public_score", "limited_by", "unrated_by"].includes(name)) same(name, wanted, result[name]);
    else if (name === "guarded_by") same(name, list(wanted).map(str).join(";"), (result.guarded_by ?? []).join(";"));
    else if (name === "inspection_rate") same(name, wanted, grader.inspectionRate(result.level));
    else if (name === "ledger") {
      for (const [id, points] of entries(wanted)) same("ledger " + id, points, pointsOf(result.ledger, id));
      if (wanted === null && (result.ledger ?? []).length > 0) wrong.push("ledger: not empty");
    } else if (name === "if_disputes_upheld") {
      if (wanted === null) same(name, null, result.if_disputes_upheld && "present");
      for (const [key, value] of entries(wanted)) same(name + " " + key, value, result.if_disputes_upheld?.[key]);
    } else if (name === "to_next_level") {
      if (wanted === null) same(name, null, result.to_next_level?.size ? "present" : null);
      for (const [key, value] of entries(wanted)) same(name + " " + key, value, result.to_next_level?.get(key));
    } else demand(false, "expect: unknown key " + name);
  }
  return wrong;
}
