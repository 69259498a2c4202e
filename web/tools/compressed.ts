// Writes a .gz beside every text file of the build: the server sends it as it lies.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const kSmallest = 512

function* filesIn(folder: string): Generator<string> {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name)
    if (item.isDirectory()) yield* filesIn(path)
    else yield path
  }
}

export function compressed(): Plugin {
  let folder = ''
  return {
    name: 'medcredit-compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    closeBundle() {
      for (const path of filesIn(folder)) {
        if (!/\.(js|css|html|svg|json|txt)$/.test(path)) continue
        const plain = readFileSync(path)
        if (plain.length < kSmallest) continue
        const packed = gzipSync(plain, { level: 9 })
        if (packed.length < plain.length) writeFileSync(`${path}.gz`, packed)
      }
    },
  }
}
