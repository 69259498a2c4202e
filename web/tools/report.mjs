// A vitest JSON report in the form medcredit-trace reads (GoogleTest). Requirement ids are taken from the names of the
// tests: test('R-DUAL-12 withdrawn records are gone', …).
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

const [source, target] = process.argv.slice(2)
const report = JSON.parse(readFileSync(source, 'utf8'))

const caseOf = (file, test) => {
  const ids = new Set(test.fullName.match(/R-[A-Z]+-\d+/g) ?? [])
  const out = {
    name: test.title,
    classname: test.ancestorTitles.join(' › ') || basename(file.name),
    result: ['passed', 'failed'].includes(test.status) ? 'COMPLETED' : 'SKIPPED',
    requirements: [...ids].join(' '),
  }
  if (test.status === 'failed') out.failures = test.failureMessages.map((failure) => ({ failure }))
  return out
}

const testsuites = report.testResults.map((file) => {
  const testsuite = file.assertionResults.map((test) => caseOf(file, test))
  // A file that breaks before its tests counts as one failure.
  if (testsuite.length === 0 || (file.status === 'failed' && testsuite.every((one) => !one.failures))) {
    testsuite.push({
      name: 'file',
      classname: basename(file.name),
      result: 'COMPLETED',
      requirements: '',
      failures: [{ failure: file.message || 'no tests' }],
    })
  }
  return { name: basename(file.name), testsuite }
})
if (testsuites.length === 0) {
  testsuites.push({
    name: 'none',
    testsuite: [
      { name: 'run', classname: 'vitest', result: 'COMPLETED', requirements: '', failures: [{ failure: 'no files' }] },
    ],
  })
}
writeFileSync(target, JSON.stringify({ testsuites }))
