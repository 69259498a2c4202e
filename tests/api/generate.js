// node generate.js OPENAPI.json SETTING.json: drives a running server with requests made from its document — valid ones,
// ones with a single violation, ones by somebody without the right — and judges every answer.
// SETTING = {port, seed, count, callers: {name: {cookie, csrf, permissions}}, examples: {operationId: {path, query, body}},
//            by: {operationId: the only caller who can}, follows: {operationId: operation that makes what it works on}, ownOnly: [lists whose ids are not used],
//            silent: {operationId: why it is never sent well-formed, or cannot succeed}}
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const {Spec} = require('./spec.js');
const {Random} = require('./random.js');
const {valid, violations} = require('./values.js');

const kSlowest = 2000;
const kWorkers = 8;
const kExtraRounds = 60;

class Driver {
  constructor(spec, setting) {
    this.spec = spec;
    this.setting = setting;
    this.random = new Random(setting.seed);
    this.agent = new http.Agent({keepAlive: true, maxSockets: kWorkers});
    this.known = new Map();  // collection path → ids seen
    this.failures = new Map();
    this.slow = [];
    this.reached = new Map();
    this.serial = 0;
    this.done = new Map();  // operationId → path values of its successes
    for (const o of spec.operations) this.reached.set(o.id, {success: 0, refusals: new Set(), statuses: new Set()});
  }

  callersOf(operation) {
    const permission = operation.body['x-permission'];
    const names = Object.keys(this.setting.callers);
    if (permission === 'public') return [null];
    if (permission === 'signed-in') return names.filter((n) => this.setting.callers[n].cookie);
    return names.filter((n) => this.setting.callers[n].permissions.includes(permission));
  }
  strangersTo(operation) {
    const permission = operation.body['x-permission'];
    if (permission === 'public') return [];
    if (permission === 'signed-in') return [null];
    const able = this.callersOf(operation);
    return [null, ...Object.keys(this.setting.callers).filter((n) => !able.includes(n))];
  }

  pathValue(operation, name, parameter) {
    const example = (this.setting.examples[operation.id] || {}).path || {};
    if (example[name] !== undefined) return example[name];
    const segments = operation.path.split('/');
    const at = segments.indexOf(`{${name}}`);
    const pool = this.known.get(segments[at - 1]) || [];
    if (pool.length > 0 && this.random.chance(85)) return this.random.pick(pool);
    return String(valid(this.spec, parameter.schema, this.random));
  }

  /// A request that breaks no rule of the document.
  wellFormed(operation) {
    const example = this.setting.examples[operation.id] || {};
    const values = {};
    const before = this.done.get(this.setting.follows[operation.id]) || [];
    const origin = before.length > 0 && this.random.chance(80) ? this.random.pick(before) : {};
    const query = [];
    const headers = {};
    for (const p of operation.parameters) {
      if (p.in === 'path') values[p.name] = origin[p.name] || this.pathValue(operation, p.name, p);
      if (p.in === 'query') {
        const given = (example.query || {})[p.name];
        if (given !== undefined && (p.required || this.random.chance(70))) query.push([p.name, String(given)]);
        else if (p.required || (p.name !== 'cursor' && this.random.chance(30))) {
          query.push([p.name, String(valid(this.spec, p.schema, this.random))]);
        }
      }
      if (p.in === 'header' && p.name !== 'Idempotency-Key' && (p.required || this.random.chance(40))) {
        const given = (example.headers || {})[p.name];
        if (given !== undefined) headers[p.name] = given;
        else if (p.required) headers[p.name] = String(valid(this.spec, p.schema, this.random));
      }
    }
    let body;
    const content = operation.body.requestBody ? this.spec.resolve(operation.body.requestBody).content : {};
    if (content['application/json']) {
      headers['Content-Type'] = 'application/json';
      const schema = content['application/json'].schema;
      body = example.body && this.random.chance(85) ? structuredClone(example.body) : valid(this.spec, schema, this.random);
      body = this.fillIn(body);
    } else if (content['application/octet-stream']) {
      headers['Content-Type'] = 'application/octet-stream';
    }
    return {operation, values, query, headers, body, raw: this.fillIn(example.raw)};
  }

  /// "$serial" in examples becomes a fresh number, "$records" an id seen under /records.
  fillIn(value) {
    if (typeof value === 'string') {
      return value.replace(/\$serial/g, () => String(++this.serial)).replace(/\$([a-z]+)/g, (all, pool) => {
        const ids = this.known.get(pool) || [];
        return ids.length > 0 ? this.random.pick(ids) : all;
      });
    }
    if (Array.isArray(value)) return value.map((v) => this.fillIn(v));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, this.fillIn(v)]));
    }
    return value;
  }

  target(request) {
    let path = request.operation.path;
    for (const [name, value] of Object.entries(request.values)) {
      path = path.replace(`{${name}}`, encodeURIComponent(value));
    }
    const query = request.query.map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&');
    return path + (query ? `?${query}` : '');
  }

  prepare(request, caller) {
    const headers = {...request.headers};
    const who = caller === null ? undefined : this.setting.callers[caller];
    const changes = request.operation.method !== 'GET';
    if (who && !request.forged && who.cookie) {
      headers.Cookie = who.cookie;
      if (changes) headers['X-CSRF-Token'] = who.csrf;
    }
    if (changes && headers['Idempotency-Key'] === undefined) headers['Idempotency-Key'] = `g${++this.serial}`;
    for (const name of request.without || []) delete headers[name];
    let body = request.raw;
    if (body === undefined && request.body !== undefined) body = JSON.stringify(request.body);
    const prepared = {method: request.method || request.operation.method, target: request.target || this.target(request), headers, body};
    if (who && !request.forged && who.keyId) this.sign(prepared, who);
    return prepared;
  }

  /// A partner system signs each request (docs/api/signing.md).
  sign(prepared, who) {
    const digest = crypto.createHash('sm3').update(prepared.body === undefined ? '' : prepared.body).digest('hex');
    const stamp = String(Math.floor(Date.now() / 1000) + this.setting.shiftSeconds);
    const nonce = `generated-nonce-${++this.serial}`;
    const h = prepared.headers;
    const text = ['MEDCREDIT-SIGN-1', prepared.method, prepared.target, digest, stamp, nonce, who.keyId, h['X-Purpose'] || '', h['X-Case-Number'] || '']
                     .map((line) => line + '\n').join('');
    const signature = crypto.createHmac('sm3', Buffer.from(who.secret, 'base64')).update(text).digest('base64');
    Object.assign(h, {'X-MC-Key': who.keyId, 'X-MC-Timestamp': stamp, 'X-MC-Nonce': nonce, 'X-MC-Signature': signature});
  }

  send(prepared) {
    return new Promise((resolve) => {
      const started = process.hrtime.bigint();
      const body = prepared.body === undefined ? undefined : Buffer.from(prepared.body);
      const headers = {...prepared.headers};
      if (body) headers['Content-Length'] = body.length;
      const request = http.request(
          {host: '127.0.0.1', port: this.setting.port, agent: this.agent, method: prepared.method, path: prepared.target, headers},
          (response) => {
            const parts = [];
            const events = (response.headers['content-type'] || '').startsWith('text/event-stream');
            const done = () => resolve({
              status: response.statusCode,
              type: response.headers['content-type'],
              headers: response.headers,
              body: events ? '' : Buffer.concat(parts).toString('utf8'),
              millis: Number((process.hrtime.bigint() - started) / 1000000n)
            });
            response.on('data', (part) => {
              parts.push(part);
              if (events) {
                done();
                request.destroy();
              }
            });
            response.on('end', done);
            response.on('error', () => undefined);
          });
      request.on('error', (error) => resolve({status: 0, body: String(error), headers: {}, millis: 0}));
      if (body) request.write(body);
      request.end();
    });
  }

  fail(kind, request, prepared, answer, text) {
    const key = `${kind}: ${request.operation.id} ${text}`.replace(/\d+/g, '#');
    if (this.failures.has(key)) return;
    this.failures.set(key, `${kind}: ${prepared.method} ${prepared.target} [${request.label}] → ${answer.status} ${text}\n    sent ${
        String(prepared.body).slice(0, 300)}\n    got ${String(answer.body).slice(0, 400)}`);
  }

  /// Remembers ids for the requests to come: of a list under its own name, of something made under the collection's.
  learn(operation, answer) {
    if (answer.status < 200 || answer.status > 299 || !(answer.type || '').startsWith('application/json')) return;
    const own = operation.path.split('/').filter((s) => s && !s.startsWith('{')).pop();
    const put = (pool, id) => {
      if (typeof id !== 'string' && typeof id !== 'number') return;
      if ((this.setting.ownOnly || []).includes(pool) && operation.method !== 'POST') return;
      const ids = this.known.get(pool) || [];
      if (ids.length < 200 && !ids.includes(String(id))) ids.push(String(id));
      this.known.set(pool, ids);
    };
    const value = JSON.parse(answer.body);
    for (const item of Array.isArray(value.items) ? value.items : []) {
      for (const key of ['id', 'code', 'key', 'seq']) put(own, item[key]);
    }
    if (operation.method === 'POST') put(own, value.id);
    for (const [field, pool] of [['record', 'records'], ['batch', 'batches'], ['job', 'jobs'], ['export', 'exports']]) put(pool, value[field]);
  }

  judge(request, prepared, answer, expect) {
    const reached = this.reached.get(request.operation.id);
    reached.statuses.add(answer.status);
    if (answer.status === 0) return this.fail('no answer', request, prepared, answer, answer.body);
    if (answer.status >= 500 && answer.status !== 503) this.fail('5xx', request, prepared, answer, '');
    if (answer.millis > kSlowest) this.slow.push(`${prepared.method} ${prepared.target.split('?')[0]} ${answer.millis} ms`);
    const text = this.spec.judge({...answer, method: prepared.method, target: prepared.target});
    if (text) this.fail('schema', request, prepared, answer, text);
    if (answer.status < 300) {
      ++reached.success;
      if (!this.done.has(request.operation.id)) this.done.set(request.operation.id, []);
      const value = request.operation.method === 'POST' && (answer.type || '').startsWith('application/json') ? JSON.parse(answer.body) : {};
      const made = value && value.id !== undefined && request.operation.names.length === 0 ? {id: String(value.id)} : {};
      if (value && value.number !== undefined) made.number = String(value.number);
      this.done.get(request.operation.id).push({...request.values, ...made});
    }
    if (answer.status >= 400 && answer.status < 500) reached.refusals.add(request.label);
    if (answer.status >= 400 && request.label === 'valid') {
      reached.last = `${prepared.method} ${prepared.target} ${String(prepared.body).slice(0, 200)} → ${answer.status} ${String(answer.body).slice(0, 300)}`;
    }
    if (answer.status === 503) return;
    if (expect === 'refused' && (answer.status < 400 || answer.status > 499)) {
      this.fail('accepted', request, prepared, answer, request.label);
    }
    if (expect === 'forbidden' && ![401, 403].includes(answer.status)) this.fail('let in', request, prepared, answer, '');
    this.learn(request.operation, answer);
  }

  /// Reads the object first, to change the version it has.
  async takeVersion(request, caller) {
    const end = request.operation.path.indexOf('}') + 1;
    const path = request.operation.path.slice(0, end);
    const read = this.spec.operations.find((o) => o.method === 'GET' && o.path === path);
    if (!read || end === 0) return;
    const able = this.callersOf(read);
    const reader = able.includes(caller) ? caller : this.random.pick(able);
    if (reader === undefined) return;
    const prepared = this.prepare({operation: read, values: request.values, query: [], headers: {}}, reader);
    const answer = await this.send(prepared);
    if (answer.headers.etag) request.headers['If-Match'] = answer.headers.etag;
  }

  async wellFormedCase(operation) {
    const request = this.wellFormed(operation);
    request.label = 'valid';
    const caller = this.setting.by[operation.id] || this.random.pick(this.callersOf(operation));
    if (caller === undefined) return;
    if (this.setting.silent[operation.id] !== undefined) return;
    if (operation.parameters.some((p) => p.name === 'If-Match' && p.required)) await this.takeVersion(request, caller);
    const prepared = this.prepare(request, caller);
    const answer = await this.send(prepared);
    if (answer.status === 401 && operation.body['x-permission'] !== 'public') this.fail('lost session', request, prepared, answer, caller);
    this.judge(request, prepared, answer, 'any');
  }

  async strangerCase(operation) {
    const strangers = this.strangersTo(operation);
    if (strangers.length === 0) return this.brokenCase(operation);
    const request = this.wellFormed(operation);
    const caller = this.random.pick(strangers);
    request.label = caller === null ? 'nobody' : 'wrong role';
    const prepared = this.prepare(request, caller);
    this.judge(request, prepared, await this.send(prepared), 'forbidden');
  }

  async brokenCase(operation) {
    const request = this.wellFormed(operation);
    const caller = this.random.pick(this.callersOf(operation));
    if (caller === undefined) return;
    const [label, change] = this.random.pick(this.breaks(operation, request, caller));
    request.label = label;
    change(request);
    const prepared = this.prepare(request, caller);
    this.judge(request, prepared, await this.send(prepared), 'refused');
  }

  /// Everything that can be wrong with a request of this operation, one at a time.
  breaks(operation, request, caller) {
    const changes = operation.method !== 'GET';
    const out = [
      ['unknown parameter', (r) => r.query.push(['unheard', '1'])],
      ['doubled parameter', (r) => r.query.push(['limit', '5'], ['limit', '5'])],
      ['wrong method', (r) => (r.method = this.otherMethod(operation))],
      ['bad escape', (r) => (r.target = this.target(r).split('?')[0] + '?q=%zz')],
      ['path traversal', (r) => (r.target = this.target(r).split('?')[0] + '/..%2f..%2fetc/passwd')],
      ['encoded zero', (r) => (r.target = this.target(r).split('?')[0] + '%00')]
    ];
    for (const p of operation.parameters.filter((q) => q.in === 'query')) {
      const schema = this.spec.resolve(p.schema);
      const set = (v) => (r) => (r.query = r.query.filter(([k]) => k !== p.name).concat([[p.name, v]]));
      if (schema.type === 'integer') {
        out.push([`${p.name} no number`, set('abc')], [`${p.name} fraction`, set('1.5')]);
        if (schema.minimum !== undefined) out.push([`${p.name} low`, set(String(schema.minimum - 1))]);
        if (schema.maximum !== undefined) out.push([`${p.name} high`, set(String(schema.maximum + 1))]);
      }
      if (schema.enum) out.push([`${p.name} no such word`, set('没有这个')]);
      if (schema.format === 'date') out.push([`${p.name} no day`, set('2026-02-30')]);
      if (p.name === 'cursor') out.push(['cursor made up', set('bm90IGEgY3Vyc29y')]);
      if (p.required) out.push([`without ${p.name}`, (r) => (r.query = r.query.filter(([k]) => k !== p.name))]);
    }
    for (const name of operation.names.filter((n) => n !== 'key')) {
      for (const bad of ['R999999999999999', 'x', '-1', '0', "1'--", '测试', '9'.repeat(40)]) {
        if (name === 'seq' && bad === '0') continue;  // entries are counted from 0
        if (name === 'code' && bad === 'R999999999999999') continue;  // could be one: answered "not genuine"
        out.push([`${name} is ${bad}`, (r) => (r.values[name] = bad)]);
      }
    }
    if (caller !== null) {
      out.push(['stolen cookie', (r) => (r.headers['Cookie'] = 'medcredit=' + 'A'.repeat(43), r.forged = true)]);
      if (changes) {
        out.push(['no csrf', (r) => (r.without = ['X-CSRF-Token'])], ['other origin', (r) => (r.headers.Origin = 'https://evil.example')]);
        out.push(['cross site', (r) => (r.headers['Sec-Fetch-Site'] = 'cross-site')]);
      }
    }
    if (operation.parameters.some((p) => p.name === 'Idempotency-Key')) {
      out.push(['no key', (r) => (r.without = ['Idempotency-Key'])], ['bad key', (r) => (r.headers['Idempotency-Key'] = 'a b')]);
      out.push(['long key', (r) => (r.headers['Idempotency-Key'] = 'k'.repeat(201))]);
    }
    if (operation.parameters.some((p) => p.name === 'If-Match' && p.required)) {
      out.push(['no version', (r) => (r.without = ['If-Match'])], ['old version', (r) => (r.headers['If-Match'] = '"999999"')]);
    }
    const json = operation.body.requestBody && this.spec.resolve(operation.body.requestBody).content['application/json'];
    if (json) {
      const raw = (text) => (r) => (r.raw = text);
      out.push(['no json', raw('{"a":')], ['a list', raw('[]')], ['a text', raw('"x"')], ['nothing', raw('')]);
      out.push(['not utf-8', raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))]);
      out.push(['too deep', raw('{"a":'.repeat(40) + '1' + '}'.repeat(40))]);
      out.push(['a name twice', raw('{"a":1,"a":2}')], ['too large', raw(JSON.stringify({a: 'x'.repeat(9 * 1024 * 1024)}))]);
      out.push(['wrong type', (r) => (r.headers['Content-Type'] = 'text/plain')], ['a form', (r) => (r.headers['Content-Type'] = 'application/x-www-form-urlencoded')]);
      for (const [label, change] of violations(this.spec, json.schema)) {
        out.push([label, (r) => (r.body && typeof r.body === 'object' ? change(r.body) : (r.raw = '[]'))]);
      }
    }
    return out;
  }

  otherMethod(operation) {
    const same = this.spec.operations.filter((o) => o.pattern.test(operation.path.replace(/\{[^}]+\}/g, 'x'))).map((o) => o.method);
    return ['DELETE', 'PATCH', 'PUT', 'POST', 'OPTIONS'].find((m) => !same.includes(m));
  }

  async worker(next) {
    for (let i = next(); i !== undefined; i = next()) {
      const operation = this.spec.operations[i % this.spec.operations.length];
      const dice = this.random.below(100);
      if (dice < 35) await this.wellFormedCase(operation);
      else if (dice < 80) await this.brokenCase(operation);
      else await this.strangerCase(operation);
    }
  }

  /// The goal: each operation that can succeed has, and each has been refused in five ways.
  lacksSuccess(operation) {
    return this.reached.get(operation.id).success === 0 && this.setting.silent[operation.id] === undefined;
  }
  lacksRefusals(operation) {
    return this.reached.get(operation.id).refusals.size < 5;
  }

  /// Operations short of the goal are asked on, what they follow first: that dice gave them no chance says nothing of the
  /// server.
  async askOn() {
    for (let round = 0; round < kExtraRounds; ++round) {
      for (const operation of this.spec.operations.filter((o) => this.lacksSuccess(o))) {
        const way = [operation];
        for (let id = this.setting.follows[operation.id]; id !== undefined; id = this.setting.follows[id]) {
          way.unshift(this.spec.operations.find((o) => o.id === id));
        }
        for (const step of way) await this.wellFormedCase(step);
      }
      for (const operation of this.spec.operations.filter((o) => this.lacksRefusals(o))) await this.brokenCase(operation);
    }
  }

  async run() {
    // Lists first, one after the other: they tell the ids the rest needs.
    for (let round = 0; round < 3; ++round) {
      for (const operation of this.spec.operations) await this.wellFormedCase(operation);
    }
    let i = 0;
    const next = () => (i < this.setting.count ? i++ : undefined);
    await Promise.all(Array.from({length: kWorkers}, () => this.worker(next)));
    await this.askOn();
    return i;
  }

  report(count) {
    for (const text of this.failures.values()) console.log(text);
    let shortOf = 0;
    for (const operation of this.spec.operations) {
      const id = operation.id;
      const reached = this.reached.get(id);
      if (this.lacksSuccess(operation)) {
        ++shortOf;
        console.log(`never succeeded: ${id} (${[...reached.statuses].join(' ')}), last: ${reached.last}`);
      }
      if (this.lacksRefusals(operation)) {
        ++shortOf;
        console.log(`refused in only ${reached.refusals.size} ways: ${id} (${[...reached.refusals].join(', ')})`);
      }
    }
    // A machine that does other things too may stop for a moment; an operation that is slow is slow again and again.
    const tooSlow = this.slow.length > count / 200;
    if (tooSlow) this.slow.forEach((text) => console.log(`slow: ${text}`));
    console.log(`${count} requests to ${this.reached.size} operations, ${this.failures.size} kinds of failure, ${shortOf} operations short of the goal, ${this.slow.length} answers slower than ${kSlowest} ms`);
    return this.failures.size === 0 && shortOf === 0 && !tooSlow;
  }
}

async function main() {
  const setting = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'));
  const driver = new Driver(new Spec(process.argv[2]), {silent: {}, examples: {}, follows: {}, by: {}, shiftSeconds: 0, ...setting});
  const count = await driver.run();
  process.exit(driver.report(count) ? 0 : 1);
}
main();
