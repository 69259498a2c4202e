// The grade of one subject: the order of docs/grading/language.md §8.

import { evaluate, holds, newestFirst } from "./conditions.mjs";
import { Fact, knownFacts } from "./facts.mjs";
import { allLines, criticalFailed, Undetermined } from "./lines.mjs";
import { entries, list, parameterOn, resolved, str } from "./model.mjs";
import {
  absolute,
  add,
  byBytes,
  compare,
  date,
  decimal,
  demand,
  duration,
  greatest,
  isFalse,
  multiply,
  ONE,
  plus,
  round,
  subtract,
  yearStart,
  ZERO,
} from "./values.mjs";

/** Types of records the model names: rules, sheets, conditions, indicators. */
function namedTypes(node, out = new Set()) {
  if (Array.isArray(node)) node.forEach((one) => namedTypes(one, out));
  if (!(node instanceof Map)) return out;
  for (const [key, value] of node) {
    if (key === "of" || key === "all_repaired") list(value).forEach((one) => out.add(str(one)));
    else namedTypes(value, out);
  }
  return out;
}

const PARTS_WITH_TYPES = ["unrated_if", "rules", "limits", "scores", "indicators"];

/** A model made ready for one pair of dates. */
export class Grader {
  constructor(model, asOf, knownOn) {
    const missing = [];
    this.source = model;
    this.model = resolved(model, model, asOf, missing);
    this.asOf = asOf;
    this.knownOn = knownOn;
    this.statusDay = knownOn === null ? asOf : Math.min(asOf, knownOn);
    const base = parameterOn(model, "base", asOf);
    this.complete = missing.length === 0 && base !== null;
    this.base = base === null ? ZERO : decimal(str(base.v));
    this.types = new Set();
    for (const part of PARTS_WITH_TYPES) namedTypes(this.model.get(part), this.types);
    const levels = this.model.get("levels");
    this.order = levels.get("order").map(str);
    this.bands = levels.get("bands") instanceof Map ? levels.get("bands") : new Map();
    this.unrated = str(levels.get("unrated"));
    const arith = this.model.get("arith");
    this.decimals = Number(str(arith.get("decimals")));
    this.rounding = str(arith.get("round"));
    this.groups = this.model.get("groups");
  }

  inScope(subject) {
    const scope = this.model.get("subject");
    const regions = list(scope.get("regions")).map(str);
    return (
      subject.get("kind") === str(scope.get("kind")) &&
      scope.get("types").map(str).includes(subject.get("type")) &&
      (regions.length === 0 || regions.some((region) => subject.get("region").startsWith(region)))
    );
  }

  inPeriod(day) {
    const period = this.model.get("period");
    const kind = str(period.get("kind"));
    if (kind === "rolling") return this.asOf < plus(day, duration(str(period.get("last"))));
    return day >= yearStart(this.asOf, kind === "custom" ? str(period.get("from")) : "01-01");
  }

  /** §3.4: the lifecycle row that holds on the day; null for a status without one. */
  row(status) {
    const row = this.model.get("lifecycle").get(status);
    if (row === undefined) return status === "active" ? new Map([["effect", "count"]]) : null;
    if (!row.has("from") || this.asOf >= date(str(row.get("from")))) return row;
    return row.get("before") ?? new Map([["effect", "count"]]);
  }

  /** What expressions, conditions and lines look at. `upheld`: statuses with an alternative take it. */
  world(subject, facts, upheld) {
    const world = {
      model: this.model,
      asOf: this.asOf,
      statusDay: this.statusDay,
      subject,
      facts,
      newestFirst,
      inPeriod: (day) => this.inPeriod(day),
      criticalFailed: (id) => criticalFailed(world, id),
      effect: (fact) => {
        const row = this.row(fact.statusOn(this.statusDay)) ?? new Map([["effect", "count"]]);
        const effect = (upheld && str(row.get("alternative"))) || str(row.get("effect"));
        return { exclude: effect === "exclude", factor: effect === "factor" ? decimal(str(row.get("factor"))) : ONE };
      },
    };
    return world;
  }

  /** Step 2: what leaves the subject undetermined before anything is counted; empty when nothing does. */
  refusal(facts) {
    if (!this.complete) return "a parameter without value";
    for (const fact of facts) {
      if (!this.types.has(fact.of)) continue;
      if (fact.unreadable() !== null) return fact.unreadable() + " of " + fact.id;
      if (this.lookedAt(fact) && this.row(fact.statusOn(this.statusDay)) === null) return "status of " + fact.id;
    }
    return "";
  }

  lookedAt(fact) {
    return this.types.has(fact.of) && (fact.dated("") ?? -Infinity) <= this.asOf;
  }

  band(score) {
    const banded = this.order.filter((level) => this.bands.has(level));
    return banded.find((level) => compare(score, decimal(str(this.bands.get(level)))) >= 0) ?? banded.at(-1);
  }

  better(a, b) {
    return this.order.indexOf(a) < this.order.indexOf(b);
  }

  /** The whole result of one subject; `rows` are its rows of facts as Maps. */
  grade(subject, rows) {
    if (!this.inScope(subject)) return { unrated_by: "out_of_scope", level: "" };
    const facts = knownFacts(
      rows.map((row) => new Fact(row)),
      this.knownOn,
    );
    const refusal = this.refusal(facts);
    if (refusal !== "") return this.undetermined(refusal);
    const result = this.run(subject, facts, false);
    if (result.score === undefined) return result;
    const disputed = facts.some(
      (fact) => this.lookedAt(fact) && this.row(fact.statusOn(this.statusDay)).has("alternative"),
    );
    if (disputed) {
      const upheld = this.run(subject, facts, true);
      if (upheld.unrated_by !== "undetermined")
        result.if_disputes_upheld = { score: upheld.score, level: upheld.level };
    }
    return result;
  }

  undetermined(why) {
    return { level: this.unrated, unrated_by: "undetermined", why };
  }

  run(subject, facts, upheld) {
    const world = this.world(subject, facts, upheld);
    const gate = list(this.model.get("unrated_if")).find((one) => holds(world, one.get("if")));
    if (gate !== undefined) return { level: this.unrated, unrated_by: str(gate.get("id")) };
    try {
      return this.score(world);
    } catch (error) {
      if (error instanceof Undetermined) return this.undetermined(error.message);
      throw error;
    }
  }

  score(world) {
    const collected = allLines(world);
    const full = this.settle(collected, () => true);
    const hidden = (name) => isFalse(str(this.groups.get(name).get("public")));
    const idle = (name) => isFalse(str(this.groups.get(name).get("decisive")));
    const out = { ledger: full.lines, score: full.score, guarded_by: [], unrated_by: "" };
    try {
      out.public_score = this.settle(
        collected,
        (line) => !hidden(line.group) && (line.fact === null || !isFalse(line.fact.get("public"))),
      ).score;
    } catch (error) {
      if (!(error instanceof Undetermined)) throw error;
    }
    const decisive = this.settle(collected, (line) => !idle(line.group)).score;
    const [level, without] = [this.band(full.score), this.band(decisive)];
    if (this.better(without, level))
      out.guarded_by = [...this.groups.keys()].filter((name) => idle(name) && full.sum(name)[0] < 0n);
    const banded = this.better(without, level) ? without : level;
    Object.assign(out, this.limit(world, banded));
    const best = greatest(full.score, decisive);
    out.to_next_level = new Map(
      this.order
        .filter((one) => this.bands.has(one) && this.better(one, out.level))
        .map((one) => [one, greatest(ZERO, subtract(decimal(str(this.bands.get(one))), best))]),
    );
    return out;
  }

  /** Steps 9 to 12 over the lines that are kept: once_per, max_times, repeat, rounding, caps, sum. */
  settle(collected, kept) {
    const lines = collected.filter(kept).map((line) => ({ ...line }));
    const open = (some) => some.filter((line) => line.reason === "").sort(byDate);
    oncePer(open(lines));
    for (const rule of new Set(lines.map((line) => line.rule))) {
      let counted = open(lines.filter((line) => line.rule === rule));
      const times = counted[0]?.sheet ? 1 : Number(str(rule.get("max_times")) || Infinity);
      counted.slice(times).forEach((line) => (line.reason = "max_times"));
      counted = counted.slice(0, times);
      if (counted[0]?.broken) throw new Undetermined("sheet " + counted[0].fact.id);
      const repeat = list(rule.get("repeat"));
      counted.forEach((line, i) => {
        if (repeat.length > 0) line.repeat = decimal(str(repeat[Math.min(i, repeat.length - 1)]));
      });
    }
    for (const line of lines) {
      line.factor = line.reason === "" ? multiply(multiply(line.weighed, line.status), line.repeat) : ZERO;
      line.points = round(multiply(line.raw, line.factor), this.decimals, this.rounding);
    }
    for (const [name, group] of entries(this.groups)) {
      if (str(group.get("cap")) !== "")
        cut(open(lines.filter((line) => line.group === name)), decimal(str(group.get("cap"))));
    }
    const sumOf = (some) => some.map((line) => line.points).reduce(add, ZERO);
    lines.sort((a, b) => a.order - b.order || byDate(a, b));
    return {
      lines,
      score: add(this.base, sumOf(lines)),
      sum: (name) => sumOf(lines.filter((line) => line.group === name)),
    };
  }

  /** Step 15. */
  limit(world, level) {
    const limits = list(this.model.get("limits")).map((one) => ({
      id: str(one.get("id")),
      kind: ["force", "best", "worst"].find((kind) => one.has(kind)),
      level: str(one.get("force") ?? one.get("best") ?? one.get("worst")),
      over: list(one.get("over")).map(str),
      holds: [evaluate(world, one.get("if")).holds, holds(world, one.get("unless"))],
    }));
    const met = (one, path = []) => {
      demand(!path.includes(one.id), "limits over each other in a circle: " + one.id);
      if (!one.holds[0] || one.holds[1]) return false;
      return !limits.some((other) => other.over.includes(one.id) && met(other, [...path, one.id]));
    };
    const standing = limits.filter((one) => met(one));
    let [final, kind] = [level, ""];
    const force = standing.find((one) => one.kind === "force");
    if (force !== undefined) [final, kind] = [force.level, "force"];
    else {
      for (const one of standing.filter((each) => each.kind === "best")) {
        if (this.better(final, one.level)) [final, kind] = [one.level, "best"];
      }
      for (const one of standing.filter((each) => each.kind === "worst")) {
        if (this.better(one.level, final)) [final, kind] = [one.level, "worst"];
      }
    }
    const decider = final === level ? undefined : standing.find((one) => one.kind === kind && one.level === final);
    return { level: final, limited_by: decider?.id ?? "" };
  }

  /** The share to be inspected at a level; null when the model names none. */
  inspectionRate(level) {
    const rates = resolved(this.source.get("use").get("inspection_rate"), this.source, this.asOf, []);
    return rates instanceof Map && rates.has(level) ? decimal(str(rates.get(level))) : null;
  }
}

const idOf = (line) => line.fact?.id ?? "";
/** Newest first, then the rule earlier in the file, then the smaller record id. */
const byDate = (a, b) => (b.day ?? -Infinity) - (a.day ?? -Infinity) || a.order - b.order || byBytes(idOf(a), idOf(b));

/** Of the lines (newest first) with the same field and value only the heaviest keeps counting. */
function oncePer(lines) {
  const weight = (line) => absolute(multiply(line.raw, line.weighed));
  const heaviest = new Map();
  for (const line of lines) {
    const field = str(line.rule.get("once_per"));
    const value = field === "" || line.fact === null ? "" : line.fact.get(field);
    if (value === "") continue;
    const key = JSON.stringify([field, value]);
    const before = heaviest.get(key);
    const wins = before === undefined || compare(weight(line), weight(before)) > 0;
    if (wins) heaviest.set(key, line);
    if (wins && before !== undefined) before.reason = "once_per";
    if (!wins) line.reason = "once_per";
  }
}

/** Step 11 over the lines of one group, newest first. */
function cut(lines, cap) {
  const negative = cap[0] < 0n;
  let left = absolute(cap);
  for (const line of lines) {
    if (line.points[0] === 0n || line.points[0] < 0n !== negative) continue;
    const points = absolute(line.points);
    if (compare(points, left) <= 0) {
      left = subtract(left, points);
      continue;
    }
    line.reason = "cap";
    line.points = negative ? multiply(left, [-1n, 1n]) : left;
    left = ZERO;
  }
}
