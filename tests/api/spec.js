// The OpenAPI document as the tests need it: its operations, which one a request belongs to, what an answer must be.
'use strict';
const fs = require('fs');
const Ajv = require('ajv/dist/2020').default;

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const escape = (part) => part.replace(/~/g, '~0').replace(/\//g, '~1');

class Spec {
  constructor(file) {
    this.document = JSON.parse(fs.readFileSync(file, 'utf8'));
    this.ajv = new Ajv({strict: false, allErrors: true, validateFormats: false});
    this.ajv.addSchema(this.document, 'doc');
    this.validators = new Map();
    this.operations = [];
    for (const [path, item] of Object.entries(this.document.paths)) {
      for (const method of methods) {
        if (item[method]) this.operations.push(this.operation(path, method, item[method]));
      }
    }
    // Literal segments win over parameters, as in the server.
    this.operations.sort((a, b) => a.names.length - b.names.length);
  }

  operation(path, method, body) {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map((m) => m[1]);
    const pattern = new RegExp('^' + path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '([^/]+)') + '$');
    const parameters = (body.parameters || []).map((p) => this.resolve(p));
    return {id: body.operationId, path, method: method.toUpperCase(), pattern, names, body, parameters};
  }

  /// Follows a reference of the document.
  resolve(node) {
    let at = node;
    while (at && at.$ref) {
      at = at.$ref.slice(2).split('/').reduce((o, k) => o[k.replace(/~1/g, '/').replace(/~0/g, '~')], this.document);
    }
    return at;
  }

  find(method, target) {
    const path = target.split('?')[0];
    const wanted = method === 'HEAD' ? 'GET' : method;
    return this.operations.find((o) => o.method === wanted && o.pattern.test(path));
  }

  schemaOf(operation, status) {
    const key = operation.body.responses[status] ? String(status) : 'default';
    const given = operation.body.responses[key];
    if (!given) return {problem: `status ${status} is not documented`};
    let pointer = `/paths/${escape(operation.path)}/${operation.method.toLowerCase()}/responses/${key}`;
    if (given.$ref) pointer = given.$ref.slice(1);
    return {pointer, response: this.resolve(given)};
  }

  validator(pointer) {
    if (!this.validators.has(pointer)) this.validators.set(pointer, this.ajv.compile({$ref: 'doc#' + pointer}));
    return this.validators.get(pointer);
  }

  /// What is wrong with an answer; null when it is as documented. `answer` = {method, target, status, type, body}.
  judge(answer) {
    const operation = this.find(answer.method, answer.target);
    if (answer.status === 304 || answer.method === 'HEAD') return null;
    if (!operation) {
      return [400, 404, 405].includes(answer.status) ? this.judgeProblem(answer) : `no such operation, status ${answer.status}`;
    }
    const {pointer, response, problem} = this.schemaOf(operation, answer.status);
    if (problem) return `${operation.id}: ${problem}`;
    const type = (answer.type || '').split(';')[0];
    if (!response.content) return answer.body ? `${operation.id}: a body where none is documented` : null;
    const media = response.content[type];
    if (!media) return `${operation.id}: ${answer.status} as ${type} is not documented`;
    if (!type.endsWith('json')) return null;
    let value;
    try {
      value = JSON.parse(answer.body);
    } catch (e) {
      return `${operation.id}: ${answer.status} is no JSON`;
    }
    const validate = this.validator(`${pointer}/content/${escape(type)}/schema`);
    if (validate(value)) return null;
    return `${operation.id}: ${answer.status} ${this.ajv.errorsText(validate.errors)}`;
  }

  judgeProblem(answer) {
    const validate = this.validator('/components/schemas/Problem');
    try {
      return validate(JSON.parse(answer.body)) ? null : this.ajv.errorsText(validate.errors);
    } catch (e) {
      return `status ${answer.status} without problem details`;
    }
  }
}

module.exports = {Spec};
