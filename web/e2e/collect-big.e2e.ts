// Large tables: the job goes on without the page, without the stream and over a restart; the grid stays quick.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, penalties } from './collect-files.ts'
import { openSite, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const kLong = 280_000
const table = (from: number, count: number, kind: string) =>
  penalties(Array.from({ length: count }, (_, index) => ({ number: from + index, kind })))

test(
  'an import survives leaving the page, a cut stream and a restart of the server',
  async () => {
    const kit = await site.visit('clerk-jdk')
    kit.expecting(/ERR_|status of|Failed to load/)
    const { page } = kit
    await kit.context.route('**/api/jobs/*/events', (route) => route.abort())
    await kit.go('/console/collect/CF-ORG')
    await page.getByLabel('选择文件').setInputFiles(csv('两万行.csv', table(20_000, 20_000, '警告')))
    await page.waitForURL('**/console/imports/J*')
    await page.getByText('可以离开本页').waitFor()
    await page.getByText('改为每 3 秒查询一次').waitFor()
    await kit.headed()
    await kit.axe()
    await kit.shot('import-progress')
    await page.locator('#menu').getByRole('link', { name: '批次与质量' }).click()
    const found = page.getByRole('link', { name: /一个文件(正在校验|在排队)/ })
    await found.waitFor()
    await site.stopServer('SIGKILL')
    await site.startServer()
    await found.click()
    await page.waitForURL('**/console/batches/B*', { timeout: kLong })
    await page.getByText('全部通过').waitFor()
    await page.getByText('20,000').first().waitFor()
  },
  kLong + 30_000,
)

test(
  'a grid of 100,000 rows: first row at once, smooth scrolling, the file’s own numbers to the end',
  async () => {
    const kit = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go('/console/collect/CF-ORG')
    const path = join(mkdtempSync(join(tmpdir(), 'mc-big-')), '十万行.csv')
    writeFileSync(path, table(200_000, 100_000, '罚金'))
    await page.getByLabel('选择文件').setInputFiles(path)
    await page.waitForURL('**/console/imports/J*', { timeout: 60_000 })
    rmSync(dirname(path), { recursive: true })
    await page.waitForURL('**/console/batches/B*', { timeout: kLong })
    await page.locator('[data-grid] .mark').first().waitFor({ timeout: 60_000 })
    await page.getByText('问题行 100,000 行').waitFor()
    const frames = await page.evaluate(async () => {
      const main = document.querySelector<HTMLElement>(
        '[data-grid] .el-table-v2__main .el-vl__window, [data-grid] .el-vl__window',
      )!
      const times: number[] = []
      let last = performance.now()
      for (let i = 0; i < 120; ++i) {
        main.scrollTop += 180
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        times.push(now - last)
        last = now
      }
      return times.sort((a, b) => a - b)
    })
    const p95 = frames[Math.floor(frames.length * 0.95)]!
    console.log(`grid frames: median ${frames[60]!.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
    expect(p95).toBeLessThan(60)
    await page.getByLabel('行号').fill('100001')
    await page.getByRole('button', { name: '跳到' }).click()
    await page.locator('[data-panel]').getByText('第 100001 行').waitFor()
    await page.locator('[data-grid] .mark[aria-label^="第 100001 行"]').waitFor()
    expect(await page.locator('[data-grid] *').count()).toBeLessThan(1500)
    await kit.axe()
    await kit.shot('import-100000')
    kit.clean()
  },
  kLong + 90_000,
)
