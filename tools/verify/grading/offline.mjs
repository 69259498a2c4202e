// medcredit grade offline, once more: CSV in, CSV out (docs/grading/language.md §12).

import { csvLine, Fact, readCsv } from "./facts.mjs";
import { Grader } from "./grade.mjs";
import { list, str } from "./model.mjs";
import { decimal, fixed, shortest } from "./values.mjs";

function readSubjects(text, name, report) {
  const subjects = new Map();
  for (const row of readCsv(text, name, ["subject_id"])) {
    const id = row.get("subject_id");
    if (subjects.has(id)) report("second row of a subject", id);
    else {
      for (const column of ["kind", "type", "region", "registered_on"]) row.set(column, row.get(column) ?? "");
      row.set("feeds", (row.get("feeds") ?? "").split(";"));
      subjects.set(id, { row, facts: [] });
    }
  }
  return subjects;
}

function readFacts(text, name, subjects, report) {
  for (const row of readCsv(text, name, ["subject_id", "record_id", "of"])) {
    const subject = subjects.get(row.get("subject_id"));
    if (row.get("record_id") === "") report("record without id", row.get("subject_id"));
    else if (subject === undefined) report("record of an unknown subject", row.get("record_id"));
    else subject.facts.push(row);
  }
}

function ledgerLine(id, line, number, decimals) {
  return csvLine([
    id,
    String(number),
    line.id,
    line.group,
    line.aggregate ? line.records : line.fact.id,
    shortest(line.raw),
    fixed(line.factor, 6),
    fixed(line.points, decimals),
    line.reason,
    list(line.rule.get("cite")).map(str).join(";"),
  ]);
}

/** {grades, ledger, reports}: the two files as texts, and what had to be left out or looked wrong. */
export function gradeOffline(model, { subjects, facts, asOf, knownOn }) {
  const reports = new Map();
  const report = (what, where) => reports.set(what, [...(reports.get(what) ?? []), where]);
  const all = readSubjects(subjects, "subjects", report);
  readFacts(facts, "facts", all, report);
  const grader = new Grader(model, asOf, knownOn);
  const { decimals } = grader;
  let grades = csvLine(["subject_id", "score", "level", "public_score", "limited_by", "unrated_by"]);
  let ledger = csvLine("subject_id,line,rule,group,record_id,raw,factor,points,reason,cite".split(","));
  const number = (value) => (value === undefined ? "" : fixed(value, decimals));
  for (const [id, { row, facts: own }] of all) {
    for (const fact of own.map((one) => new Fact(one))) {
      const value = decimal(fact.get("value"));
      if (!grader.types.has(fact.of)) report("record of an unknown type", fact.id);
      else if (fact.unreadable() !== null)
        report(value === null ? "unreadable value or date" : "negative value", fact.id);
    }
    const result = grader.grade(row, own);
    if (result.why !== undefined) report("undetermined: " + result.why, id);
    grades += csvLine([
      id,
      number(result.score),
      result.level,
      number(result.public_score),
      result.limited_by ?? "",
      result.unrated_by,
    ]);
    (result.ledger ?? []).forEach((line, i) => (ledger += ledgerLine(id, line, i + 1, decimals)));
  }
  return { grades, ledger, reports };
}
