#!/usr/bin/env node
// Random grading models with random facts, the same for the same number on every machine:
//   node grade_random.mjs NUMBER FOLDER [SUBJECTS]    writes M.yaml, S.csv, F.csv and options.txt (the two dates)
// Dates crowd around the edges of windows and parameters; versions, private records, unknown words and gaps occur.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { csvLine } from "./grading/facts.mjs";
import { date, dateText, plusMonths } from "./grading/values.mjs";

/** Mulberry32: small, and the same everywhere. */
class Dice {
  constructor(seed) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }
  /** A whole number from low to high, both included. */
  from(low, high) {
    return low + (this.next() % (high - low + 1));
  }
  chance(percent) {
    return this.next() % 1000 < percent * 10;
  }
  pick(list) {
    return list[this.next() % list.length];
  }
  some(list, percent) {
    return list.filter(() => this.chance(percent));
  }
  shuffled(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.from(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  }
  /** A decimal text between low and high with at most `digits` decimals. */
  decimal(low, high, digits) {
    const scale = 10 ** this.from(0, digits);
    const units = this.from(Math.round(low * scale), Math.round(high * scale));
    const text = (Math.abs(units) / scale).toFixed(Math.round(Math.log10(scale)));
    return (units < 0 ? "-" : "") + text;
  }
}

const TYPES = ["penalty", "notice", "spot_check", "training", "visit", "levy"];
const SEVERITIES = ["minor", "general", "serious"];
const OUTCOMES = ["pass", "fixed", "fail"];
const STATUSES = ["active", "revoked", "repaired", "disputed", "noted", "halved"];
const CLOCKS = ["occurred_on", "determined_on", "ended_on", "effective_on"];
const CITE = ["T", "T#3", "V#1.2"];

// ---- YAML: plain scalars as they are, texts in quotes through quote() ----
const quote = (text) => ({ text });
function emit(node) {
  if (Array.isArray(node)) return "[" + node.map(emit).join(", ") + "]";
  if (node !== null && typeof node === "object" && "text" in node) return JSON.stringify(node.text);
  if (node !== null && typeof node === "object") {
    const members = Object.entries(node).filter(([, value]) => value !== undefined);
    return "{" + members.map(([key, value]) => key + ": " + emit(value)).join(", ") + "}";
  }
  return node === null ? "~" : String(node);
}
const part = ([key, node]) => {
  if (["rules", "limits", "unrated_if"].includes(key) && node.length > 0) {
    return key + ":\n" + node.map((one) => "- " + emit(one) + "\n").join("");
  }
  return key + ": " + emit(node) + "\n";
};

class ModelMaker {
  constructor(dice) {
    this.dice = dice;
    this.asOf = this.day();
    this.knownOn = dice.chance(50) ? this.asOf + dice.pick([-30, -1, 0, 0, 1, 40]) : null;
    this.decimals = dice.from(0, 4);
    this.params = {};
    this.periodStart = this.asOf;
  }

  day() {
    const month = this.dice.from(1, 12);
    const year = this.dice.from(2024, 2027);
    const start = date(`${year}-${String(month).padStart(2, "0")}-01`);
    return this.dice.chance(50) ? start - 1 : start + this.dice.from(0, 30);
  }

  /** A parameter with one or two values; mostly one of them holds on as_of. */
  param(value, extra = {}) {
    const name = "p" + (Object.keys(this.params).length + 1);
    const values = { "2000-01-01": { v: value(), cite: [this.dice.pick(CITE)] } };
    if (this.dice.chance(60)) {
      const from = dateText(this.asOf + this.dice.pick([-400, -1, 0, 1, 30]));
      values[from] = { v: value(), cite: [this.dice.pick(CITE)] };
      if (this.dice.chance(2)) delete values["2000-01-01"];
    }
    this.params[name] = { ...extra, values };
    return "$" + name;
  }
  /** A value, or a parameter that has it. */
  maybe(value, percent = 25) {
    return this.dice.chance(percent) ? this.param(value) : value();
  }

  span(unit) {
    const { dice } = this;
    return this.maybe(() => {
      if (unit === "day") return "P" + dice.pick([1, 10, 30, 90, 180, 365, 730]) + "D";
      return dice.chance(40) ? "P" + dice.from(1, 3) + "Y" : "P" + dice.pick([1, 3, 6, 12, 18, 24, 36]) + "M";
    }, 15);
  }

  where() {
    const { dice } = this;
    const field = dice.pick(["value", "amount"]);
    const bound = dice.decimal(0, 6, 2);
    const simple = () =>
      dice.pick([
        () => `severity ${dice.pick(["=", "!="])} ${dice.pick(SEVERITIES)}`,
        () => `severity in [${dice.some(SEVERITIES, 60).concat("general").join(", ")}]`,
        () => `${field} ${dice.pick(["=", "!=", "<", "<=", ">", ">="])} ${bound}`,
        () => `${field} between ${dice.decimal(0, 2, 2)} and ${dice.decimal(2, 6, 2)}`,
        () =>
          `${dice.pick(["due_on", "occurred_on"])} ${dice.pick(["<", "<=", ">", ">=", "="])} ${dateText(this.asOf - dice.pick([0, 1, 100]))}`,
        () => dice.pick(["active", "flag", "not flag", "not active"]),
        () => `outcome = '${dice.pick(OUTCOMES)}'`,
        () => `status ${dice.pick(["=", "!="])} ${dice.pick(STATUSES)}`,
        () => `subject.type = ${dice.pick(["clinic", "hospital"])}`,
      ])();
    if (dice.chance(60)) return quote(simple());
    const joined = [simple(), simple(), simple()].join(dice.pick([" and ", " or "]));
    return quote(
      dice.pick([
        joined,
        `${simple()} and (${simple()} or not ${simple()})`,
        `${simple()} or ${simple()} and ${simple()}`,
      ]),
    );
  }

  aggregate(kind) {
    const { dice } = this;
    const spec = {
      of: dice.chance(25)
        ? dice
            .some(TYPES, 40)
            .concat("levy")
            .filter((one, i, all) => all.indexOf(one) === i)
        : dice.pick(TYPES),
    };
    if (dice.chance(40)) spec.where = this.where();
    if (dice.chance(50)) spec.last = this.span(dice.pick(["day", "month"]));
    if (dice.chance(20)) spec.in = "period";
    if (dice.chance(30)) spec.clock = dice.pick(CLOCKS);
    if ((kind === "sum" || kind === "max") && dice.chance(50)) spec.field = dice.pick(["amount", "value"]);
    return spec;
  }

  condition(depth = 2) {
    const { dice } = this;
    if (depth > 0 && dice.chance(25)) {
      const inner = () => this.condition(depth - 1);
      return dice.pick([
        () => ({ all: [inner(), inner()] }),
        () => ({ any: [inner(), inner()] }),
        () => ({ not: inner() }),
      ])();
    }
    const kind = dice.pick(["count", "count", "sum", "max", "exists", "exists", "other"]);
    if (kind === "other") {
      const choices = [
        () => ({ all_repaired: dice.pick(TYPES) }),
        () => ({ feeds_below: this.maybe(() => dice.pick(["0.2", "0.5", "0.6", "0.75"])) }),
        () => ({ age_below: this.span("month") }),
        () => ({ where: quote(`subject.${dice.pick(["type = clinic", "region != '4601'", "kind = institution"])}`) }),
      ];
      if (this.sheets.length > 0) choices.push(() => ({ critical_failed: dice.pick(this.sheets) }));
      return dice.pick(choices)();
    }
    const out = { [kind]: this.aggregate(kind) };
    if (kind === "exists") return out;
    const low = kind === "count" ? dice.from(1, 3) : dice.decimal(0.5, 6, 2);
    const form = dice.pick(["low", "low", "high", "both", "none"]);
    if (form === "low" || form === "both") out.at_least = this.maybe(() => low, 15);
    if (form === "high" || form === "both") out.at_most = Math.ceil(Number(low)) + dice.from(0, 3);
    return out;
  }

  makeGroups() {
    const { dice } = this;
    this.groups = {};
    const step = Math.min(this.decimals, 1);
    for (let i = 1; i <= dice.from(2, 5); i++) {
      const group = { cite: [dice.pick(CITE)] };
      const cap = dice.pick(["none", "positive", "negative"]);
      if (cap !== "none") {
        const number = () => dice.decimal(1, 12, step);
        group.cap = cap === "positive" ? number() : "-" + number();
        if (dice.chance(20)) group.cap = this.param(() => group.cap);
      }
      if (dice.chance(25)) group.public = false;
      if (dice.chance(25)) group.decisive = false;
      this.groups["g" + i] = group;
    }
  }
  group() {
    return this.dice.pick(Object.keys(this.groups));
  }

  points() {
    const { dice } = this;
    const one = () => dice.decimal(-9, dice.chance(50) ? 0 : 5, dice.pick([0, 1, 4]));
    const words = (list) => Object.fromEntries(list.map((word) => [word, one()]));
    const form = dice.pick(["plain", "plain", "param", "words", "words", "words_param"]);
    if (form === "plain") return one();
    if (form === "param") return this.param(one);
    const by = dice.pick(["severity", "outcome"]);
    const list = by === "severity" ? SEVERITIES : OUTCOMES;
    if (form === "words") return { by, v: words(list) };
    return this.param(() => words(list), { by });
  }

  decay(unit) {
    const { dice } = this;
    const form = dice.pick(["linear", "steps", "half_life"]);
    if (form !== "steps") return { [form]: this.span(unit), unit };
    const spans = unit === "day" ? ["P10D", "P30D", "P90D", "P365D"] : ["P1M", "P6M", "P12M", "P24M"];
    const factors = ["1", "0.75", "0.5", "0.3333", "0.1"];
    const kept = dice.some(spans, 60).concat(unit === "day" ? "P800D" : "P4Y");
    return { steps: kept.map((span, i) => [span, factors[i]]) };
  }

  rule(id) {
    const { dice } = this;
    if (dice.chance(15)) {
      const rule = { id, if: this.condition(), group: this.group(), points: this.maybe(() => dice.decimal(-8, 4, 2)) };
      if (dice.chance(20)) rule.unless = this.condition(1);
      return { ...rule, cite: dice.some(CITE, 40).concat("T#9") };
    }
    const unit = dice.pick(["day", "month"]);
    const rule = { id, of: dice.pick(TYPES), group: this.group(), points: this.points() };
    if (dice.chance(70)) rule.clock = dice.pick(CLOCKS);
    if (dice.chance(70)) {
      rule.window = {};
      if (dice.chance(40)) rule.window.in = "period";
      if (dice.chance(50)) rule.window.last = this.span(unit);
      if (dice.chance(20)) rule.window.after = dateText(this.asOf - dice.from(0, 800));
      if (dice.chance(30)) rule.window.continuing = "from_end";
      if (Object.keys(rule.window).length === 0) rule.window.in = "period";
    }
    if (dice.chance(25)) rule.per = dice.pick(["value", "day", "item"]);
    if (dice.chance(30)) rule.weight = this.maybe(() => dice.pick(["0.6", "0.5", "0.3333", "1", "1.5"]));
    if (dice.chance(45)) rule.decay = this.decay(unit);
    if (dice.chance(20)) rule.use_factor = dice.pick(["0.9", "0.75", "1", "0.3333", "0"]);
    if (dice.chance(30)) rule.repeat = dice.pick([["1", "0.5", "0.25"], ["0.8"], ["1", "0"], ["1", "0.3333"]]);
    if (dice.chance(30)) rule.where = this.where();
    if (dice.chance(20)) rule.max_times = dice.from(1, 3);
    if (dice.chance(45)) rule.once_per = dice.pick(["act", "act", "ref"]);
    if (dice.chance(12)) rule.unless = this.condition(1);
    return { ...rule, cite: dice.some(CITE, 40).concat("T#9") };
  }

  makeSheets() {
    const { dice } = this;
    this.scores = {};
    for (const id of dice.some(["sheet_a", "sheet_b"], 35)) {
      const marks = { S1: "20", S2: "30.5", S3: "30" };
      if (dice.chance(50)) marks.S4 = "19.5";
      const names = Object.keys(this.groups);
      let group = dice.pick(names);
      const sign = (name) => String(this.groups[name].cap ?? "");
      const pairs = names.flatMap((x) => names.map((y) => [x, y]));
      const suited = pairs.filter(
        ([x, y]) =>
          /^-[0-9]/.test(sign(x)) && /^[0-9]/.test(sign(y)) && this.groups[x].decisive === this.groups[y].decisive,
      );
      if (suited.length > 0 && dice.chance(70)) group = dice.shuffled(dice.pick(suited)).join("_or_");
      const sheet = {
        of: dice.pick([id, "paper"]),
        items: marks,
        critical: dice.some(Object.keys(marks).slice(1), 40).concat("S1"),
      };
      sheet.normalise = dice.pick(["applicable", "none"]);
      const points = ["5", "2.5", "0", "-5"];
      sheet.to_points = ["90", "70", "50.25", "0"].map((threshold, i) => [threshold, points[i]]);
      sheet.group = group;
      if (dice.chance(40)) sheet.window = { last: this.span("month") };
      if (dice.chance(40)) sheet.clock = dice.pick(CLOCKS);
      this.scores[id] = { ...sheet, cite: [dice.pick(CITE)] };
    }
    this.sheets = Object.keys(this.scores);
  }

  leaf(id, weight) {
    const { dice } = this;
    const aggregate = () => {
      const kind = dice.pick(["count", "sum", "max"]);
      return { [kind]: this.aggregate(kind) };
    };
    const forms = [
      () => ({
        interval: [
          [null, 1, 0],
          [1, "2.5", 40],
          ["2.5", null, 100],
        ],
      }),
      () => ({ threshold: { at_least: dice.decimal(0, 4, 1), p: 100, else: dice.from(0, 50) } }),
      () => ({ linear: dice.chance(50) ? { from: 0, to: dice.from(1, 9) } : { from: dice.from(6, 9), to: "2.5" } }),
      () => ({ ratio: { to: aggregate() } }),
      () => ({ cumulative: dice.chance(50) ? { start: 100, each: -30 } : { start: 0, each: "12.5" } }),
      () => ({ boolean: { true: dice.from(50, 100), false: dice.from(0, 40) } }),
    ];
    const latest = { latest: { of: dice.pick(["survey", "survey", "visit"]), field: dice.pick(["value", "amount"]) } };
    const value = dice.chance(15) ? latest : aggregate();
    return { id, title: quote("指标"), weight, cite: [dice.pick(CITE)], value, scoring: dice.pick(forms)() };
  }

  indicators() {
    const { dice } = this;
    const weights = dice.pick([["60", "40"], ["33.3333", "66.6667"], ["100"], ["50", "30", "20"]]);
    const tree = weights.map((weight, i) => {
      if (dice.chance(50)) return this.leaf("i" + i, weight);
      const inner = dice.pick([["50", "50"], ["12.5", "87.5"], ["100"]]);
      const children = inner.map((one, j) => this.leaf(`i${i}x${j}`, one));
      return { id: "i" + i, title: quote("指标组"), weight, cite: ["T"], children };
    });
    return { group: this.group(), full: dice.pick(["20", "100", "12.5"]), tree };
  }

  /** Limits; of two that could contradict each other the one drawn as stronger stands over the other. */
  limits(order) {
    const { dice } = this;
    const rank = (level) => order.indexOf(level);
    const count = dice.from(0, 5);
    const strength = dice.shuffled(Array.from({ length: count }, (_, i) => i));
    const limits = Array.from({ length: count }, (_, i) => {
      const limit = {
        id: "L" + (i + 1),
        [dice.pick(["force", "best", "best", "worst"])]: dice.pick(order),
        if: this.condition(),
      };
      if (dice.chance(20)) limit.unless = this.condition(1);
      return limit;
    });
    const fight = (a, b) => {
      if (a.force && b.force) return a.force !== b.force;
      if (a.force && b.best) return rank(a.force) < rank(b.best);
      if (a.force && b.worst) return rank(a.force) > rank(b.worst);
      return Boolean(a.worst && b.best) && rank(a.worst) < rank(b.best);
    };
    limits.forEach((limit, i) => {
      const weaker = limits.filter(
        (other, j) => strength[i] > strength[j] && (fight(limit, other) || fight(other, limit) || dice.chance(5)),
      );
      if (weaker.length > 0) limit.over = weaker.map((one) => one.id);
      Object.assign(limit, { cite: ["T"], say: quote("限制") });
    });
    return limits;
  }

  lifecycle() {
    const { dice } = this;
    const around = () => dateText(this.asOf + dice.pick([-100, 0, 1, 100]));
    const cite = ["V#2"];
    const out = {
      revoked: { effect: "exclude", cite },
      repaired: { effect: "exclude", from: around(), cite, before: { effect: "factor", factor: "0.5", cite } },
      disputed: { effect: "count", alternative: "exclude", cite },
      noted: dice.chance(50) ? { effect: "count", cite } : { effect: "exclude", from: around(), cite },
      halved: { effect: "factor", factor: dice.pick(["0.5", "0.3333", "0"]), cite },
    };
    if (dice.chance(30)) delete out.repaired.before;
    if (dice.chance(20)) out.noted = { effect: "exclude", alternative: "count", cite };
    return out;
  }

  model() {
    const { dice } = this;
    const order = ["A", "B", "C", "D", "E"].slice(0, dice.from(2, 5));
    const unrated = dice.chance(75) ? "M" : null;
    const step = Math.min(this.decimals, 1);
    this.makeGroups();
    this.makeSheets();
    const reserved = order.length > 2 && dice.chance(25) ? [order.at(-1)] : undefined;
    const banded = order.filter((level) => !reserved?.includes(level));
    const bands = () => Object.fromEntries(banded.map((level, i) => [level, String(90 - 12 * i - dice.from(0, 4))]));
    this.params.base = { values: {} };
    this.params.base.values["2000-01-01"] = { v: dice.decimal(60, 100, step), cite: ["T"] };
    if (dice.chance(30))
      this.params.base.values[dateText(this.asOf + dice.pick([0, 1]))] = {
        v: dice.decimal(60, 100, step),
        cite: ["T"],
      };
    const rates = () =>
      Object.fromEntries([...order, ...(unrated ? ["M"] : [])].map((level, i) => [level, i < 4 ? `0.${i + 1}` : "1"]));
    const period = dice.pick([
      { kind: "calendar_year" },
      { kind: "custom", from: quote(dice.pick(["06-01", "12-31", "02-28"])) },
      { kind: "rolling", last: dice.pick(["P12M", "P6M", "P2Y"]) },
    ]);
    const unratedIf = Array.from({ length: unrated === null ? 0 : dice.pick([0, 0, 1, 2]) }, (_, i) => ({
      id: "U" + (i + 1),
      if: dice.chance(60)
        ? dice.pick([
            { feeds_below: "0.3" },
            { age_below: "P6M" },
            { all: [{ feeds_below: "0.6" }, { age_below: "P2Y" }] },
          ])
        : { all: [this.condition(1), { feeds_below: "0.8" }] },
      cite: ["T"],
      say: quote("不评"),
    }));
    const parts = {
      cgm: 1,
      model: "random.case",
      title: quote("随机模型"),
      edition: quote("1"),
      status: "draft",
      subject: {
        kind: "institution",
        types: ["clinic", "hospital"],
        regions: dice.chance(40) ? [quote("46"), quote("4401")] : undefined,
      },
      period,
      clock: { zone: "Asia/Shanghai", workdays: "cn" },
      arith: { decimals: this.decimals, round: dice.pick(["half_up", "half_even", "down"]) },
      law: {
        T: { title: quote("测试依据一"), rank: "standard", confirmed_on: "2026-11-01", valid: { from: "2000-01-01" } },
        V: {
          title: quote("测试依据二"),
          rank: "ministry_rule",
          confirmed_on: "2026-11-01",
          valid: { from: "2000-01-01" },
        },
      },
      levels: { scheme: "R", order, bands: this.maybe(bands, 40), unrated, cite: ["T"], reserved },
      feeds: Object.fromEntries(
        ["permit", "penalty", "levy", "survey"].slice(0, dice.from(1, 4)).map((feed) => [feed, dice.decimal(1, 4, 1)]),
      ),
      unrated_if: unratedIf,
      lifecycle: this.lifecycle(),
      groups: this.groups,
      scores: this.sheets.length > 0 ? this.scores : undefined,
      indicators: dice.chance(20) ? this.indicators() : undefined,
      rules: Array.from({ length: dice.from(1, 8) }, (_, i) => this.rule("R" + (i + 1))),
      limits: this.limits(order),
      use: { inspection_rate: this.maybe(rates) },
      transition: { pending: "old" },
      tests: [],
    };
    parts.params = this.params;
    return Object.entries(parts)
      .filter(([, node]) => node !== undefined)
      .map(part)
      .join("");
  }
}

/** Facts of one subject; `maker` knows the dates at whose edges something happens. */
class FactMaker {
  constructor(dice, maker) {
    this.dice = dice;
    this.maker = maker;
  }

  day() {
    const { dice } = this;
    const { asOf } = this.maker;
    const form = dice.from(0, 9);
    if (form === 0) return asOf + dice.pick([0, 1, -1, 30]);
    if (form <= 4) return plusMonths(asOf, -dice.pick([0, 1, 3, 6, 12, 12, 18, 24, 36])) + dice.pick([-1, 0, 0, 1]);
    if (form <= 6) return asOf - dice.pick([0, 1, 9, 10, 30, 31, 89, 90, 180, 365, 366, 730]);
    return asOf - dice.from(0, 500);
  }
  /** A date text, empty with the given chance; hardly ever no date at all. */
  date(empty) {
    if (this.dice.chance(empty)) return "";
    return this.dice.chance(0.1) ? this.dice.pick(["2026-02-30", "20260101", "未知"]) : dateText(this.day());
  }
  word(list, empty) {
    if (this.dice.chance(empty)) return "";
    return this.dice.chance(0.5) ? "unheard" : this.dice.pick(list);
  }
  number(empty) {
    const { dice } = this;
    if (dice.chance(empty)) return "";
    return dice.chance(0.3) ? dice.pick(["-1", "很多", "1.23456"]) : dice.decimal(0, 6, dice.pick([0, 1, 4]));
  }
  items(of) {
    const { dice } = this;
    if (["paper", "sheet_a", "sheet_b"].includes(of)) {
      const items = ["S1", "S2", "S3", "S4"].slice(0, dice.chance(70) ? 4 : 3);
      if (dice.chance(2)) items.push(dice.pick(["S9", "S1"]));
      return items
        .map((item) => `${item}=${dice.chance(20) ? "" : dice.chance(15) ? "0" : dice.decimal(12, 19, 2)}`)
        .join(";");
    }
    return dice.chance(3)
      ? ""
      : Array.from({ length: dice.from(1, 4) }, (_, i) => (dice.chance(5) ? "" : "甲" + i)).join(";") || "乙";
  }

  record(id) {
    const { dice } = this;
    const of = dice.chance(75)
      ? dice.pick(TYPES)
      : dice.pick(["paper", "sheet_a", "sheet_b", "survey", "survey", "stranger"]);
    return {
      record_id: id,
      of,
      occurred_on: this.date(5),
      determined_on: this.date(15),
      ended_on: this.date(70),
      effective_on: this.date(15),
      due_on: this.date(40),
      known_on: this.known(),
      status: dice.chance(60) ? "" : dice.chance(0.8) ? "frozen" : dice.pick(STATUSES),
      status_on: this.date(60),
      severity: this.word(SEVERITIES, 1),
      outcome: this.word(OUTCOMES, 1),
      value: this.number(2),
      amount: this.number(20),
      public: dice.chance(75) ? "" : dice.pick(["true", "false", "0", "no", "否", "FALSE", "yes"]),
      act: dice.chance(30) ? "" : dice.pick(["a1", "a2"]),
      ref: dice.chance(60) ? "" : dice.pick(["n1", "n2"]),
      uses: dice.chance(60) ? "" : dice.chance(1) ? "twice" : String(dice.pick([0, 1, 2, 3, 7, 30])),
      items: this.items(of),
      continuing: dice.chance(85) ? "" : dice.pick(["true", "是", "false"]),
      active: dice.chance(85) ? "" : dice.pick(["true", "false", "1", "No"]),
      flag: dice.chance(50) ? "" : dice.pick(["true", "yes", "YES", "0", "是"]),
      note: dice.chance(90) ? "" : dice.pick(["有,逗号", '有"引号"', "两\n行"]),
    };
  }
  known() {
    const { dice, maker } = this;
    if (dice.chance(50)) return "";
    return dateText((maker.knownOn ?? maker.asOf) + dice.pick([-400, -30, -1, 0, 1, 20]));
  }

  records() {
    const { dice } = this;
    const count = dice.chance(8) ? 0 : dice.from(1, 12);
    const out = [];
    for (let i = 1; i <= count; i++) {
      const id = dice.chance(4) ? dice.pick(['a,"b"', "Z", "甲", "é"]) + i : "r" + i;
      const record = this.record(id);
      out.push(record);
      if (dice.chance(10))
        out.push({ ...record, known_on: this.known(), severity: this.word(SEVERITIES, 1), value: this.number(2) });
      if (dice.chance(3)) out.push(this.record(id));
    }
    return out;
  }
}

/** One case: the texts of the three files and the two dates. */
export function randomCase(number, subjects) {
  const dice = new Dice(number);
  const maker = new ModelMaker(dice);
  const model = maker.model();
  const facts = new FactMaker(dice, maker);
  const ids = Array.from({ length: subjects }, (_, i) => `s${number}-${i}`);
  let list = csvLine(["subject_id", "kind", "type", "region", "registered_on", "feeds"]);
  const rows = [];
  for (const id of ids) {
    const feeds = dice.some(["permit", "penalty", "levy", "survey", "weather"], 80);
    if (dice.chance(5)) feeds.push(...feeds);
    const since = dice.chance(3) ? "" : dateText(dice.chance(85) ? maker.asOf - dice.from(300, 5000) : facts.day());
    const kind = dice.chance(2) ? "person" : "institution";
    list += csvLine([
      id,
      kind,
      dice.chance(3) ? "school" : dice.pick(["clinic", "hospital"]),
      dice.pick(["4601", "460203", "4401", "440105"]),
      since,
      feeds.join(";"),
    ]);
    for (const record of facts.records()) rows.push({ subject_id: id, ...record });
  }
  const columns = dice.shuffled(Object.keys({ subject_id: "", ...facts.record("x") }));
  // Rows in any order, but those of one record stay in theirs, because of equals the later one wins.
  const order = new Map(dice.shuffled(ids).map((id, i) => [id, i]));
  rows.sort((a, b) => order.get(a.subject_id) - order.get(b.subject_id));
  const body = rows.map((row) => csvLine(columns.map((column) => row[column]))).join("");
  return { model, subjects: list, facts: csvLine(columns) + body, asOf: maker.asOf, knownOn: maker.knownOn };
}

export function writeCase(made, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "M.yaml"), made.model);
  writeFileSync(join(folder, "S.csv"), made.subjects);
  writeFileSync(join(folder, "F.csv"), made.facts);
  const words = [
    "--as-of",
    dateText(made.asOf),
    ...(made.knownOn === null ? [] : ["--known-on", dateText(made.knownOn)]),
  ];
  writeFileSync(join(folder, "options.txt"), words.join(" ") + "\n");
  return words;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [number, folder, subjects = "40"] = process.argv.slice(2);
  if (!/^[0-9]+$/.test(number ?? "") || folder === undefined || !/^[0-9]+$/.test(subjects)) {
    console.error("用法：node grade_random.mjs 编号 文件夹 [主体数]");
    process.exit(1);
  }
  writeCase(randomCase(Number(number), Number(subjects)), folder);
}
