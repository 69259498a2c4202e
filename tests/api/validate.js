// node validate.js OPENAPI.json ANSWERS.jsonl: every recorded answer must be as the document says.
'use strict';
const fs = require('fs');
const readline = require('readline');
const {Spec} = require('./spec.js');

async function main() {
  const spec = new Spec(process.argv[2]);
  const lines = readline.createInterface({input: fs.createReadStream(process.argv[3])});
  const wrong = new Map();
  const seen = new Set();
  let count = 0;
  for await (const line of lines) {
    if (!line) continue;
    ++count;
    const answer = JSON.parse(line);
    const operation = spec.find(answer.method, answer.target);
    if (operation) seen.add(operation.id);
    const text = spec.judge(answer);
    if (text && !wrong.has(text)) wrong.set(text, `${answer.method} ${answer.target.split('?')[0]}: ${text}\n    ${String(answer.body).slice(0, 400)}`);
  }
  for (const text of wrong.values()) console.log(text);
  console.log(`${count} answers of ${seen.size} operations, ${wrong.size} kinds of deviation`);
  process.exit(wrong.size === 0 && count > 0 ? 0 : 1);
}
main();
