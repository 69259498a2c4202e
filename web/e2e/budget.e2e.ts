// What a page costs before it shows anything: JavaScript of the entries, compressed as it is sent.
import { readdirSync, readFileSync } from 'node:fs'
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

/** Scripts a page of the console needs: its own chunk with all it imports, by the names in the chunks. */
function pageBytes(chunk: RegExp): number {
  const all = readdirSync(join(kWeb, 'assets')).filter((name) => name.endsWith('.js'))
  const wanted = new Set(all.filter((name) => chunk.test(name)))
  expect(wanted.size).toBeGreaterThan(0)
  for (const name of wanted) {
    const text = readFileSync(join(kWeb, 'assets', name), 'utf8')
    // What is imported at once; pages that are only opened from here come later.
    for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) if (other) wanted.add(other)
  }
  return [...wanted].reduce((sum, name) => sum + gzipSync(readFileSync(join(kWeb, 'assets', name))).length, 0)
}

test('the statistics cost less than 420 kB with all they need, the import grid less than 300', () => {
  const entry = entryBytes('console/index.html')
  const statistics = pageBytes(/^StatisticsPage-/)
  const grid = pageBytes(/^BatchPage-/)
  console.log(`statistics ${statistics} B, import grid ${grid} B, entry of the console ${entry} B, each gzip`)
  expect(statistics).toBeLessThan(420_000)
  expect(grid).toBeLessThan(300_000)
})

test('the portal starts with less than 120 kB of JavaScript, the console with less than 200', () => {
  expect(entryBytes('index.html')).toBeLessThan(120_000)
  expect(entryBytes('console/index.html')).toBeLessThan(200_000)
})
