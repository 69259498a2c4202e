// The ledger lines of one subject before once_per, max_times and repeat: steps 4 to 8 of docs/grading/language.md §8.

import { evaluate, holds, indicatorValue, inside, marked, satisfies } from "./conditions.mjs";
import { entries, list, str } from "./model.mjs";
import {
  add,
  compare,
  decimal,
  divide,
  duration,
  greatest,
  halfLife,
  least,
  multiply,
  ONE,
  plus,
  power,
  subtract,
  whole,
  wholeMonths,
  ZERO,
} from "./values.mjs";

/** Thrown when the grade cannot be computed honestly. */
export class Undetermined extends Error {}
const need = (value, what) => {
  if (value === null || value === undefined) throw new Undetermined(what);
  return value;
};

const HUNDRED = whole(100);

function multiplicity(world, rule, fact) {
  const per = str(rule.get("per"));
  if (per === "") return ONE;
  if (per === "value") return need(decimal(fact.get("value")), "value of " + fact.id);
  if (per === "item") {
    const items = need(fact.get("items") || null, "items of " + fact.id);
    return whole(items.split(";").filter((one) => one !== "").length);
  }
  const start = need(fact.day("occurred_on"), "occurred_on of " + fact.id);
  const end = Math.min(fact.day("ended_on") ?? world.asOf, world.asOf);
  return whole(need(end >= start ? end - start + 1 : null, "days of " + fact.id));
}

function rawPoints(world, rule, fact) {
  const points = rule.get("points");
  let value = points;
  if (points instanceof Map) {
    const word = fact.get(str(points.get("by")));
    value = need(points.get("v").get(word), `word "${word}" of ${fact.id}`);
  }
  return multiply(decimal(str(value)), multiplicity(world, rule, fact));
}

/** §4 window and decay look at this day; null is outside. `always` is a state that goes on: age 0, inside every window. */
function dayThatCounts(world, rule, fact, clockDay) {
  const window = rule.get("window");
  if (str(window?.get("continuing")) !== "from_end") return { day: clockDay, always: false };
  const end = fact.day("ended_on");
  if (end === null && marked(fact, "continuing")) return { day: world.asOf, always: true };
  return { day: end === null ? clockDay : Math.min(end, world.asOf), always: false };
}

function age(world, span, unit, day) {
  if (unit === "month") return { n: span.months, age: wholeMonths(day, world.asOf) };
  return { n: plus(day, span) - day, age: world.asOf - day };
}

function decay(world, rule, day) {
  const form = rule.get("decay");
  if (form === undefined || form === null) return ONE;
  if (form.has("steps")) {
    const step = form.get("steps").find(([span]) => world.asOf < plus(day, duration(str(span))));
    return step === undefined ? ZERO : decimal(str(step[1]));
  }
  const kind = form.has("linear") ? "linear" : "half_life";
  const passed = age(world, duration(str(form.get(kind))), str(form.get("unit")), day);
  if (kind === "half_life") return halfLife(passed.age, passed.n);
  return greatest(ZERO, divide(whole(passed.n - passed.age), whole(passed.n)));
}

function use(rule, fact) {
  const factor = rule.get("use_factor");
  if (factor === undefined) return ONE;
  const uses = fact.get("uses") || "0";
  need(/^[0-9]{1,9}$/.test(uses) ? uses : null, "uses of " + fact.id);
  return power(decimal(str(factor)), BigInt(uses));
}

/** Points that cannot be told are 0 in lines that count nothing anyway. */
function rawOrZero(compute) {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Undetermined) return ZERO;
    throw error;
  }
}

const line = (values) => ({
  fact: null,
  day: null,
  raw: ZERO,
  weighed: ZERO,
  status: ONE,
  repeat: ONE,
  reason: "",
  ...values,
});

function ruleLine(world, rule, order, fact, unless) {
  const clockDay = fact.dated(str(rule.get("clock")));
  const base = { rule, order, id: str(rule.get("id")), group: str(rule.get("group")), fact, day: clockDay };
  if (clockDay === null)
    return line({ ...base, raw: rawOrZero(() => rawPoints(world, rule, fact)), reason: "no_date" });
  if (clockDay > world.asOf) return null;
  const { day, always } = dayThatCounts(world, rule, fact, clockDay);
  const window = rule.get("window");
  if (window instanceof Map && !always && !inside(world, window, day)) return null;
  const effect = world.effect(fact);
  if (effect.exclude) return line({ ...base, raw: rawOrZero(() => rawPoints(world, rule, fact)), reason: "status" });
  const raw = rawPoints(world, rule, fact);
  const weight = decimal(str(rule.get("weight") ?? "1"));
  const weighed = multiply(multiply(weight, decay(world, rule, day)), use(rule, fact));
  return line({ ...base, raw, weighed, status: effect.factor, reason: unless ? "unless" : "" });
}

function aggregateLine(world, rule, order, unless) {
  const result = evaluate(world, rule.get("if"));
  if (!result.holds) return [];
  const latest = new Map();
  for (const { fact, day } of result.found) {
    const before = latest.get(fact.id);
    if (before === undefined || (day ?? -Infinity) > (before.day ?? -Infinity)) latest.set(fact.id, { fact, day });
  }
  const records = [...latest.values()].sort(world.newestFirst);
  const values = { rule, order, id: str(rule.get("id")), group: str(rule.get("group")), aggregate: true };
  values.records = records.map((one) => one.fact.id).join(";");
  values.day = records[0]?.day ?? world.asOf;
  return [line({ ...values, raw: decimal(str(rule.get("points"))), weighed: ONE, reason: unless ? "unless" : "" })];
}

/** Marks of a sheet as {item: mark or null}, or null when it is broken. */
function marks(sheet, fact) {
  const full = sheet.get("items");
  const out = new Map();
  for (const part of fact.get("items").split(";")) {
    if (part === "") continue;
    const [item, mark = ""] = part.split("=");
    if (!full.has(item) || out.has(item) || part.split("=").length > 2) return null;
    const value = mark === "" ? null : decimal(mark);
    const bad = value === null || value[0] < 0n || compare(value, decimal(str(full.get(item)))) > 0;
    if (mark !== "" && bad) return null;
    out.set(item, value);
  }
  return [...out.values()].every((mark) => mark === null) ? null : out;
}

export function sheetPoints(sheet, fact) {
  const given = need(marks(sheet, fact), "sheet " + fact.id);
  let [sum, full] = [ZERO, ZERO];
  for (const [item, mark] of given) {
    if (mark === null) continue;
    sum = add(sum, mark);
    full = add(full, decimal(str(sheet.get("items").get(item))));
  }
  const result = str(sheet.get("normalise")) === "applicable" ? multiply(divide(sum, full), HUNDRED) : sum;
  const step = sheet.get("to_points").find(([threshold]) => compare(decimal(str(threshold)), result) <= 0);
  return step === undefined ? ZERO : decimal(str(step[1]));
}

/** §6: group x_or_y by the sign of the points. */
function sheetGroup(world, sheet, raw) {
  const groups = world.model.get("groups");
  const name = str(sheet.get("group"));
  if (groups.has(name)) return name;
  const negative = (group) => decimal(str(groups.get(group).get("cap")) || "0")[0] < 0n;
  const pair = [...groups.keys()]
    .flatMap((x) => [...groups.keys()].map((y) => [x, y]))
    .find(([x, y]) => x + "_or_" + y === name);
  need(pair, "group " + name);
  return pair.find((group) => negative(group) === raw[0] < 0n) ?? pair[0];
}

const PERIOD = new Map([["in", "period"]]);

/** Lines of one sheet; which of those without a reason counts is settled later, so each knows whether it is broken. */
export function sheetLines(world, id, sheet, order) {
  const out = [];
  for (const fact of world.facts.filter((one) => one.of === str(sheet.get("of")))) {
    const day = fact.dated(str(sheet.get("clock")));
    if (day !== null && (day > world.asOf || !inside(world, sheet.get("window") ?? PERIOD, day))) continue;
    const effect = world.effect(fact);
    const reason = day === null ? "no_date" : effect.exclude ? "status" : "";
    const raw = rawOrZero(() => sheetPoints(sheet, fact));
    const group = sheetGroup(world, sheet, raw);
    const counts = reason === "";
    const broken = counts && marks(sheet, fact) === null;
    out.push(
      line({
        rule: sheet,
        order,
        id,
        group,
        fact,
        day,
        raw,
        weighed: ONE,
        status: effect.factor,
        reason,
        sheet: true,
        broken,
      }),
    );
  }
  return out;
}

/** §5 critical_failed: a critical item of the counted sheet has the value 0. */
export function criticalFailed(world, id) {
  const sheet = world.model.get("scores").get(id);
  const counted = sheetLines(world, id, sheet, 0).filter((one) => one.reason === "");
  if (counted.length === 0) return false;
  const { fact } = counted.sort(world.newestFirst)[0];
  const critical = list(sheet.get("critical")).map(str);
  return fact
    .get("items")
    .split(";")
    .map((part) => part.split("="))
    .some(([item, mark = ""]) => critical.includes(item) && decimal(mark) !== null && decimal(mark)[0] === 0n);
}

function scoring(world, leaf, value) {
  const clip = (x) => greatest(ZERO, least(HUNDRED, x));
  const [[kind, form]] = leaf.get("scoring");
  const number = (name) => decimal(str(form.get(name)));
  if (kind === "interval") {
    const open = (bound) => bound === null;
    const found = form.find(
      ([from, to]) =>
        (open(from) || compare(value, decimal(str(from))) >= 0) && (open(to) || compare(value, decimal(str(to))) < 0),
    );
    return found === undefined ? ZERO : decimal(str(found[2]));
  }
  if (kind === "threshold") return compare(value, number("at_least")) >= 0 ? number("p") : number("else");
  if (kind === "boolean") return number(value[0] > 0n ? "true" : "false");
  if (kind === "cumulative") return clip(add(number("start"), multiply(number("each"), value)));
  if (kind === "ratio") {
    const to = need(indicatorValue(world, form.get("to")), "indicator " + str(leaf.get("id")));
    return to[0] === 0n ? ZERO : clip(multiply(divide(value, to), HUNDRED));
  }
  const [from, to] = [number("from"), number("to")];
  return clip(multiply(divide(subtract(value, from), subtract(to, from)), HUNDRED));
}

function indicatorLines(world, indicators, order) {
  const leaves = [];
  for (const node of indicators.get("tree")) {
    const weight = divide(decimal(str(node.get("weight"))), HUNDRED);
    const children = list(node.get("children"));
    if (children.length === 0) leaves.push({ leaf: node, weight });
    for (const leaf of children)
      leaves.push({ leaf, weight: multiply(weight, divide(decimal(str(leaf.get("weight"))), HUNDRED)) });
  }
  const full = divide(decimal(str(indicators.get("full"))), HUNDRED);
  return leaves.map(({ leaf, weight }, i) => {
    const id = str(leaf.get("id"));
    const value = need(indicatorValue(world, leaf.get("value")), "indicator " + id);
    const raw = scoring(world, leaf, value);
    const values = {
      rule: leaf,
      order: order + i,
      id,
      group: str(indicators.get("group")),
      aggregate: true,
      records: "",
    };
    return line({ ...values, day: world.asOf, raw, weighed: multiply(weight, full) });
  });
}

/** All lines, in the order rules, sheets, indicator leaves. */
export function allLines(world) {
  const out = [];
  let order = 0;
  for (const rule of list(world.model.get("rules"))) {
    order++;
    const unless = holds(world, rule.get("unless"));
    if (rule.has("if")) {
      out.push(...aggregateLine(world, rule, order, unless));
      continue;
    }
    for (const fact of world.facts) {
      if (fact.of !== str(rule.get("of")) || !satisfies(world, fact, rule.get("where"))) continue;
      const made = ruleLine(world, rule, order, fact, unless);
      if (made !== null) out.push(made);
    }
  }
  for (const [id, sheet] of entries(world.model.get("scores"))) out.push(...sheetLines(world, id, sheet, ++order));
  const indicators = world.model.get("indicators");
  if (indicators instanceof Map) out.push(...indicatorLines(world, indicators, order + 1));
  return out;
}
