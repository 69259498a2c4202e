import { fileURLToPath } from 'node:url'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** The files that take longest, longest first: started last, one of them would run on alone. */
const kLong = [
  'everywhere.e2e.ts',
  'office.e2e.ts',
  'desk.e2e.ts',
  'admin.e2e.ts',
  'base.e2e.ts',
  'reach.e2e.ts',
  'portal.e2e.ts',
  'record.e2e.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (file: TestSpecification) => {
      const found = kLong.findIndex((name) => file.moduleId.endsWith(`/${name}`))
      return found < 0 ? kLong.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/stage.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
