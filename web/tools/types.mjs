// Types of the API from docs/api/openapi.json into shared/api/schema.d.ts; with --check only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const document = new URL('../../docs/api/openapi.json', import.meta.url)
const target = new URL('../shared/api/schema.d.ts', import.meta.url)
const head = '// Generated from docs/api/openapi.json by `npm run types`. Do not edit.\n'
const text = head + astToString(await openapiTS(document))

if (process.argv.includes('--check')) {
  let stored = ''
  try {
    stored = readFileSync(target, 'utf8')
  } catch {
    // Reported below like any other difference.
  }
  if (stored !== text) {
    console.error(`${fileURLToPath(target)} does not fit docs/api/openapi.json: run "npm run types" in web/`)
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}
