// Values from schemas: valid ones, and ones with exactly one thing wrong.
'use strict';

const words = ['测试', '示例', '记录', '核对', '说明', '补正', 'abc', '甲', '乙'];

/// A text that matches a simple pattern: classes, groups of alternatives, counts. Enough for our own document.
function fromPattern(pattern, random) {
  let at = 0;
  const peek = () => pattern[at];
  function count(text) {
    const m = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at));
    if (m) {
      at += m[0].length;
      const low = Number(m[1]);
      const high = m[2] === undefined ? low : m[3] === '' ? low + 3 : Number(m[3]);
      return random.between(low, Math.min(high, low + 12));
    }
    if (peek() === '?') return ++at, random.below(2);
    if (peek() === '*') return ++at, random.below(4);
    if (peek() === '+') return ++at, random.between(1, 4);
    return 1;
  }
  function charClass() {
    ++at;
    const chars = [];
    let negated = false;
    if (peek() === '^') negated = true, ++at;
    while (peek() !== ']') {
      let c = pattern[at++];
      if (c === '\\') {
        c = pattern[at++];
        if (c === 'd') {
          chars.push(...'0123456789');
          continue;
        }
      }
      if (peek() === '-' && pattern[at + 1] !== ']') {
        const end = pattern[at + 1];
        at += 2;
        for (let k = c.charCodeAt(0); k <= end.charCodeAt(0); ++k) chars.push(String.fromCharCode(k));
      } else {
        chars.push(c);
      }
    }
    ++at;
    return negated ? [...'abcdefXYZ019'].filter((c) => !chars.includes(c)) : chars;
  }
  function sequence(closing) {
    const branches = [''];
    while (at < pattern.length && peek() !== closing) {
      let make;
      if (peek() === '|') {
        ++at;
        branches.push('');
        continue;
      }
      if (peek() === '^' || peek() === '$') {
        ++at;
        continue;
      }
      if (peek() === '[') {
        const chars = charClass();
        make = () => random.pick(chars);
      } else if (peek() === '(') {
        ++at;
        if (pattern.startsWith('?:', at)) at += 2;
        const inner = sequence(')');
        ++at;
        make = () => inner;
      } else if (peek() === '.') {
        ++at;
        make = () => random.pick('abc012');
      } else {
        let c = pattern[at++];
        if (c === '\\') {
          c = pattern[at++];
          if (c === 'd') {
            make = () => String(random.below(10));
          }
        }
        if (!make) make = () => c;
      }
      const times = count();
      for (let i = 0; i < times; ++i) branches[branches.length - 1] += make();
    }
    return random.pick(branches);
  }
  return sequence(undefined);
}

function text(schema, random) {
  if (schema.pattern) return fromPattern(schema.pattern, random);
  if (schema.format === 'date') return `2026-0${random.between(1, 5)}-${random.between(10, 28)}`;
  const least = schema.minLength || 0;
  const most = Math.min(schema.maxLength || 40, 40);
  let out = random.pick(words);
  while (out.length < least) out += random.pick(words);
  return [...out].slice(0, Math.max(most, least)).join('');
}

/// A valid value. `spec` resolves references.
function valid(spec, given, random, depth = 0) {
  const schema = spec.resolve(given) || {};
  if (schema.const !== undefined) return schema.const;
  if (schema.example !== undefined && random.chance(70)) return schema.example;
  if (schema.examples && random.chance(80)) return random.pick(schema.examples);
  if (schema.enum) return random.pick(schema.enum);
  if (schema.oneOf || schema.anyOf) return valid(spec, random.pick(schema.oneOf || schema.anyOf), random, depth);
  const type = Array.isArray(schema.type) ? schema.type.find((t) => t !== 'null') : schema.type;
  switch (type) {
    case 'integer':
    case 'number': {
      const low = schema.minimum !== undefined ? schema.minimum : 0;
      const high = schema.maximum !== undefined ? schema.maximum : low + 100;
      return random.chance(20) ? random.pick([low, high]) : random.between(low, Math.min(high, low + 1000));
    }
    case 'boolean':
      return random.chance(50);
    case 'array': {
      const least = schema.minItems || 0;
      const items = [];
      for (let i = random.between(least, Math.min(schema.maxItems || 3, least + 2)); i > 0; --i) {
        items.push(valid(spec, schema.items || {}, random, depth + 1));
      }
      return items;
    }
    case 'object': {
      const out = {};
      for (const [name, property] of Object.entries(schema.properties || {})) {
        const needed = (schema.required || []).includes(name);
        if (needed || (depth < 3 && random.chance(60))) out[name] = valid(spec, property, random, depth + 1);
      }
      return out;
    }
    case 'string':
      return text(schema, random);
    default:
      return random.pick(words);
  }
}

/// Ways in which one member of an object can be wrong: [label, change of a valid object].
function violations(spec, given) {
  const schema = spec.resolve(given) || {};
  const out = [];
  if (schema.additionalProperties === false) {
    out.push(['unknown field', (o) => (o.unheardOf = 1)], ['field of the system', (o) => (o.createdBy = 'U1')]);
  }
  for (const name of schema.required || []) out.push([`missing ${name}`, (o) => delete o[name]]);
  for (const [name, property] of Object.entries(schema.properties || {})) {
    const one = spec.resolve(property) || {};
    const types = [].concat(one.type || []);
    if (types.length === 0) continue;
    out.push([`type of ${name}`, (o) => (o[name] = types.includes('object') || types.includes('array') ? 7 : {a: 1})]);
    if (!types.includes('null')) out.push([`null ${name}`, (o) => (o[name] = null)]);
    if (types.includes('string') && !one.enum) {
      if (one.maxLength) out.push([`long ${name}`, (o) => (o[name] = '长'.repeat(one.maxLength + 1))]);
      out.push([`control in ${name}`, (o) => (o[name] = 'a\u0001b')]);
    }
    if (one.enum) out.push([`word of ${name}`, (o) => (o[name] = '没有这个')]);
    if (one.minimum !== undefined) out.push([`low ${name}`, (o) => (o[name] = one.minimum - 1)]);
    if (one.maximum !== undefined) out.push([`high ${name}`, (o) => (o[name] = one.maximum + 1)]);
  }
  return out;
}

module.exports = {valid, violations, fromPattern};
