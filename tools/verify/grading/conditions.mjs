// Conditions of docs/grading/language.md §5 over the facts of one subject.

import { expression } from "./expression.mjs";
import { entries, list, str } from "./model.mjs";
import { add, byBytes, compare, date, decimal, demand, duration, greatest, isTrue, plus, ZERO } from "./values.mjs";

const parsed = new Map();
/** An expression of the model, read once. */
export function reading(node) {
  const text = str(node);
  if (!parsed.has(text)) parsed.set(text, expression(text));
  return parsed.get(text);
}

/** The fields an expression sees: those of the record and those of the subject. */
export function fieldsOf(world, fact) {
  return (name) => {
    if (name.startsWith("subject.")) return world.subject.get(name.slice(8)) ?? "";
    if (fact === null) return "";
    if (name === "status") return fact.statusOn(world.statusDay);
    if (name === "active" && fact.get("active") === "") {
      const end = fact.day("ended_on");
      return end === null || end > world.asOf ? "true" : "false";
    }
    return fact.get(name);
  };
}

export const satisfies = (world, fact, where) =>
  where === undefined || where === null || reading(where)(fieldsOf(world, fact));

/** Inside {in: period} / {last: D} / {after: day}; `day` is the date that counts. */
export function inside(world, window, day) {
  if (str(window.get("in")) === "period" && !world.inPeriod(day)) return false;
  const last = window.get("last");
  if (last !== undefined && world.asOf >= plus(day, duration(str(last)))) return false;
  const after = window.get("after");
  return after === undefined || day >= date(str(after));
}

/** The records a test sees, each with its date (null when it has none), newest first. */
function seen(world, spec) {
  const clock = str(spec.get("clock"));
  const kinds = list(spec.get("of")).map(str);
  const bounded = spec.has("last") || spec.has("in");
  return world.facts
    .filter((fact) => kinds.includes(fact.of))
    .map((fact) => ({ fact, day: fact.dated(clock) }))
    .filter(({ fact, day }) => {
      if (day !== null && day > world.asOf) return false;
      if (world.effect(fact).exclude || (bounded && (day === null || !inside(world, spec, day)))) return false;
      return satisfies(world, fact, spec.get("where"));
    })
    .sort(newestFirst);
}

export const newestFirst = (a, b) => (b.day ?? -Infinity) - (a.day ?? -Infinity) || byBytes(a.fact.id, b.fact.id);

/** count, sum or max of the records; null when there is nothing to take the greatest of. */
function amount(kind, spec, found) {
  if (kind === "count" || kind === "exists") return [BigInt(found.length), 1n];
  const numbers = found
    .map(({ fact }) => decimal(fact.get(str(spec.get("field")) || "value")))
    .filter((n) => n !== null);
  if (kind === "sum") return numbers.reduce(add, ZERO);
  return numbers.length === 0 ? null : numbers.reduce(greatest);
}

const AGGREGATES = ["count", "sum", "max", "exists"];

function aggregate(world, condition, kind) {
  const spec = condition.get(kind);
  const found = seen(world, spec);
  const value = amount(kind, spec, found);
  const [low, high] = [condition.get("at_least"), condition.get("at_most")];
  const from = low === undefined && high === undefined ? "1" : low;
  const holds =
    value !== null &&
    (from === undefined || compare(value, decimal(str(from))) >= 0) &&
    (high === undefined || compare(value, decimal(str(high))) <= 0);
  return { holds, found };
}

const plain = (holds) => ({ holds, found: [] });

function feedsBelow(world, bound) {
  let [have, all] = [ZERO, ZERO];
  for (const [feed, weight] of entries(world.model.get("feeds"))) {
    all = add(all, decimal(str(weight)));
    if (world.subject.get("feeds").includes(feed)) have = add(have, decimal(str(weight)));
  }
  const limit = decimal(str(bound));
  return all[0] > 0n && compare(have, [limit[0] * all[0], limit[1] * all[1]]) < 0;
}

function allRepaired(world, kind) {
  const visible = world.facts.filter((fact) => fact.of === kind && (fact.dated("") ?? -Infinity) <= world.asOf);
  return visible.length > 0 && visible.every((fact) => fact.statusOn(world.statusDay) === "repaired");
}

function youngerThan(world, span) {
  const since = date(world.subject.get("registered_on"));
  return since === null || world.asOf < plus(since, duration(str(span)));
}

/** {holds, found}: whether it holds, and the records its count, sum, max and exists tests list. */
export function evaluate(world, condition) {
  const kind = AGGREGATES.find((one) => condition.has(one));
  if (kind !== undefined) return aggregate(world, condition, kind);
  if (condition.has("all_repaired")) return plain(allRepaired(world, str(condition.get("all_repaired"))));
  if (condition.has("critical_failed")) return plain(world.criticalFailed(str(condition.get("critical_failed"))));
  if (condition.has("feeds_below")) return plain(feedsBelow(world, condition.get("feeds_below")));
  if (condition.has("age_below")) return plain(youngerThan(world, condition.get("age_below")));
  if (condition.has("where")) return plain(satisfies(world, null, condition.get("where")));
  if (condition.has("not")) return plain(!evaluate(world, condition.get("not")).holds);
  const join = condition.has("all") ? "all" : "any";
  demand(condition.has(join), "a condition without a test");
  const parts = condition.get(join).map((part) => evaluate(world, part));
  const holds = join === "all" ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  return { holds, found: parts.flatMap((part) => part.found) };
}

export const holds = (world, condition) =>
  condition !== undefined && condition !== null && evaluate(world, condition).holds;

/** The value of an indicator: an aggregate without bounds, or the newest record's field; null when there is none. */
export function indicatorValue(world, spec) {
  if (spec.has("latest")) {
    const latest = spec.get("latest");
    const [newest] = seen(world, latest);
    return newest === undefined ? null : decimal(newest.fact.get(str(latest.get("field")) || "value"));
  }
  const kind = AGGREGATES.find((one) => spec.has(one));
  return amount(kind, spec.get(kind), seen(world, spec.get(kind))) ?? ZERO;
}

/** Truth of a field such as `continuing`. */
export const marked = (fact, field) => isTrue(fact.get(field));
