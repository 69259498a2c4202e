// Expressions of docs/grading/language.md §5: a text becomes a function from a reader of fields to true or false.

import { compare, date, decimal, demand, isTrue, Wrong } from "./values.mjs";

const TOKEN = /\s*(?:'([^']*)'|(!=|<=|>=|[=<>()[\],])|([^\s'!=<>()[\],]+))/y;

function tokens(text) {
  const out = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const found = TOKEN.exec(text);
    if (found === null) throw new Wrong("expression cannot be read: " + text);
    if (found[1] !== undefined) out.push({ kind: "text", text: found[1] });
    else if (found[2] !== undefined) out.push({ kind: "sign", text: found[2] });
    else out.push({ kind: "word", text: found[3] });
  }
  return out;
}

/** A literal knows how a field's text compares with it: a number below, at or above zero, or null when it does not. */
function literal(token) {
  demand(token !== undefined && token.kind !== "sign", "expression: a value is missing");
  const number = token.kind === "word" ? decimal(token.text) : null;
  if (number !== null) {
    return (field) => {
      const value = decimal(field);
      return value === null ? null : compare(value, number);
    };
  }
  const day = token.kind === "word" ? date(token.text) : null;
  if (day !== null) {
    return (field) => {
      const value = date(field);
      return value === null ? null : value - day;
    };
  }
  return (field) => (field === "" ? null : field === token.text ? 0 : NaN);
}

const SIGNS = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order !== null && order < 0,
  "<=": (order) => order !== null && order <= 0,
  ">": (order) => order !== null && order > 0,
  ">=": (order) => order !== null && order >= 0,
};

export function expression(text) {
  const list = tokens(text);
  let at = 0;
  const next = (word) => list[at]?.kind !== "text" && list[at]?.text === word && ++at > 0;
  const need = (word) => demand(next(word), `expression: ${word} expected in ${text}`);

  const any = () => {
    let left = all();
    while (next("or")) {
      const [a, b] = [left, all()];
      left = (field) => a(field) || b(field);
    }
    return left;
  };
  const all = () => {
    let left = not();
    while (next("and")) {
      const [a, b] = [left, not()];
      left = (field) => a(field) && b(field);
    }
    return left;
  };
  const not = () => {
    if (!next("not")) return test();
    const inner = not();
    return (field) => !inner(field);
  };
  const test = () => {
    if (next("(")) {
      const inner = any();
      need(")");
      return inner;
    }
    const name = list[at++];
    demand(name?.kind === "word", "expression: a field is missing in " + text);
    return behind(name.text);
  };
  const behind = (name) => {
    if (next("in")) {
      const choices = [];
      need("[");
      do choices.push(literal(list[at++]));
      while (next(","));
      need("]");
      return (field) => choices.some((choice) => choice(field(name)) === 0);
    }
    if (next("between")) {
      const low = literal(list[at++]);
      need("and");
      const high = literal(list[at++]);
      return (field) => SIGNS[">="](low(field(name))) && SIGNS["<="](high(field(name)));
    }
    const sign = Object.keys(SIGNS).find((one) => next(one));
    if (sign === undefined) return (field) => isTrue(field(name));
    const value = literal(list[at++]);
    return (field) => SIGNS[sign](value(field(name)));
  };

  const out = any();
  demand(at === list.length, "expression: too much behind the end of " + text);
  return out;
}
