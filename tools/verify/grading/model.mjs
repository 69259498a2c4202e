// Reads a grading model: file, base model (extends), canonical form and identity, parameters of one day.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sm3, toHex } from "../sm.mjs";
import { byBytes, date, decimal, demand, shortest } from "./values.mjs";
import { readYaml, Text } from "./yaml.mjs";

const REGISTERS = ["law", "params", "feeds", "lifecycle", "groups", "scores"];
const LISTS = ["unrated_if", "rules", "limits"];
const OPTIONAL = ["extends", "scores", "indicators"];
const PARTS = [
  ...[
    "cgm",
    "model",
    "title",
    "edition",
    "status",
    "subject",
    "period",
    "clock",
    "arith",
    "levels",
    "use",
    "transition",
    "tests",
  ],
  ...REGISTERS.filter((name) => name !== "scores"),
  ...LISTS,
];

const textOf = (node) => (node instanceof Text ? node.text : node);
/** A scalar as text; what is missing or ~ is empty. */
export const str = (node) => textOf(node) ?? "";
export const list = (node) => (node === undefined || node === null ? [] : Array.isArray(node) ? node : [node]);
export const entries = (node) => (node instanceof Map ? [...node] : []);

function readFile(file) {
  const model = readYaml(readFileSync(file, "utf8"), file);
  demand(model instanceof Map && model.get("cgm") === "1", file + ": no grading model of version 1");
  return model;
}

const idIn = (element) => str(element.get("id"));

/** One part of the base with the changes of one kind ("replace" or "add"). */
function change(base, part, changes, kind) {
  const known = (id, has) =>
    demand(has === (kind === "replace"), `${kind} of ${part}.${id}: ${has ? "stands already" : "does not exist"}`);
  if (REGISTERS.includes(part)) {
    const out = new Map(base.get(part) ?? []);
    for (const [id, value] of changes) {
      known(id, out.has(id));
      out.set(id, value);
    }
    return out;
  }
  if (LISTS.includes(part)) {
    let out = [...list(base.get(part))];
    for (const element of changes) {
      const id = idIn(element);
      known(
        id,
        out.some((one) => idIn(one) === id),
      );
      out = kind === "add" ? [...out, element] : out.map((one) => (idIn(one) === id ? element : one));
    }
    return out;
  }
  known("", base.has(part));
  return changes;
}

function remove(model, path) {
  const [part, id] = [path.split(".")[0], path.split(".").slice(1).join(".")];
  demand(model.has(part), "remove: " + path + " does not exist");
  if (id === "") return void model.delete(part);
  const whole = model.get(part);
  const left = Array.isArray(whole)
    ? whole.filter((one) => idIn(one) !== id)
    : new Map([...whole].filter(([key]) => key !== id));
  demand((left.length ?? left.size) < (whole.length ?? whole.size), "remove: " + path + " does not exist");
  model.set(part, left);
}

function baseOf(file, wanted, seen) {
  demand(!seen.includes(wanted), "extends in a circle: " + wanted);
  const folder = dirname(file);
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".yaml")) continue;
    const path = join(folder, name);
    const head = readFileSync(path, "utf8");
    if (!/^cgm:/m.test(head)) continue;
    const model = readFile(path);
    if (str(model.get("model")) + "@" + str(model.get("edition")) === wanted)
      return effective(model, path, [...seen, wanted]);
  }
  throw new Error("the base model is not in the folder: " + wanted);
}

function effective(model, file, seen) {
  const wanted = str(model.get("extends"));
  if (wanted === "") return model;
  const out = new Map(baseOf(file, wanted, seen));
  out.delete("tests");
  for (const path of list(model.get("remove"))) remove(out, str(path));
  for (const kind of ["replace", "add"]) {
    for (const [part, changes] of entries(model.get(kind))) out.set(part, change(out, part, changes, kind));
  }
  for (const [part, value] of model) {
    if (!["extends", "replace", "add", "remove"].includes(part)) {
      demand(
        ["cgm", "model", "title", "edition", "status", "tests"].includes(part),
        part + " stands without replace or add",
      );
      out.set(part, value);
    }
  }
  return out;
}

/** The effective model of a file as nested maps, lists and scalars. */
export function loadModel(file) {
  demand(existsSync(file), "no such file: " + file);
  const model = effective(readFile(file), file, []);
  for (const part of PARTS) demand(part === "tests" || model.has(part), `${file}: part ${part} is missing`);
  for (const part of model.keys()) demand([...PARTS, ...OPTIONAL].includes(part), `${file}: unknown part ${part}`);
  return model;
}

function canonicalNode(node, key) {
  if (node === null || node === undefined) return "null";
  if (Array.isArray(node)) return "[" + node.map((one) => canonicalNode(one, "")).join(",") + "]";
  if (node instanceof Map) {
    const keys = [...node.keys()].sort(byBytes);
    return "{" + keys.map((one) => JSON.stringify(one) + ":" + canonicalNode(node.get(one), one)).join(",") + "}";
  }
  if (node instanceof Text || key === "edition") return JSON.stringify(textOf(node));
  if (node === "true" || node === "false") return node;
  const number = decimal(node);
  return number === null ? JSON.stringify(node) : shortest(number);
}

/** §9: JSON of the effective model without status and tests. */
export function canonical(model) {
  const kept = [...model].filter(([part]) => part !== "status" && part !== "tests");
  return canonicalNode(new Map(kept), "");
}

export const identity = (model) => toHex(sm3(new TextEncoder().encode(canonical(model))));

/** The value of a parameter on a day: {v, by} or null when it has none yet. */
export function parameterOn(model, name, day) {
  const parameter = model.get("params").get(name);
  demand(parameter !== undefined, "unknown parameter: " + name);
  let best = null;
  for (const [from, value] of parameter.get("values")) {
    const start = date(from);
    demand(start !== null, `params.${name}: no date: ${from}`);
    if (start <= day && (best === null || start > best.start)) best = { start, value };
  }
  if (best === null) return null;
  return { v: best.value.get("v"), by: str(parameter.get("by")) };
}

const UNTOUCHED = ["law", "params", "tests", "title", "say", "names", "use", "transition"];

/** Replaces every $name by its value of the day; names without one go into `missing`. */
export function resolved(node, model, day, missing) {
  if (typeof node === "string" && node.startsWith("$")) {
    const found = parameterOn(model, node.slice(1), day);
    if (found === null) missing.push(node.slice(1));
    if (found === null || found.by === "") return found === null ? null : found.v;
    return new Map([
      ["by", found.by],
      ["v", found.v],
    ]);
  }
  if (Array.isArray(node)) return node.map((one) => resolved(one, model, day, missing));
  if (!(node instanceof Map)) return node;
  return new Map(
    [...node].map(([key, value]) => [key, UNTOUCHED.includes(key) ? value : resolved(value, model, day, missing)]),
  );
}
