// What a page costs before it shows anything: JavaScript of the entries, compressed as it is sent.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { kWeb } from './harness.ts'

/** Bytes of gzip of all scripts an entry page names. */
function entryBytes(page: string): number {
  const html = readFileSync(join(kWeb, page), 'utf8')
  const scripts = new Set([...html.matchAll(/\/(assets\/[^"]+\.js)"/g)].map((found) => found[1]!))
  expect(scripts.size).toBeGreaterThan(0)
  return [...scripts].reduce((sum, script) => sum + gzipSync(readFileSync(join(kWeb, script)), { level: 9 }).length, 0)
}

test('the portal starts with less than 120 kB of JavaScript, the console with less than 200', () => {
  expect(entryBytes('index.html')).toBeLessThan(120_000)
  expect(entryBytes('console/index.html')).toBeLessThan(200_000)
})
