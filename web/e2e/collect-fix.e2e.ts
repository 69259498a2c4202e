// Cells put right in the result of an import: typed in the grid, judged again at once, sent as the next round.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csv, kMessy, penalties } from './collect-files.ts'
import { kPassword, openSite, type Kit, type Person, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

/** A page with the result of these rows; the batch. */
async function imported(person: Person, name: string, rows: typeof kMessy): Promise<[Kit, string]> {
  const kit = await site.visit(person, { width: 1440, height: 900 })
  await kit.go('/console/collect/CF-ORG')
  await kit.page.getByLabel('选择文件').setInputFiles(csv(name, penalties(rows)))
  await kit.page.waitForURL('**/console/batches/B*')
  await kit.settled()
  await kit.page.locator('[data-grid] .mark').first().waitFor()
  return [kit, /batches\/(B\d+)/.exec(kit.page.url())![1]!]
}
const messy = (from: number) => kMessy.map((row, index) => ({ ...row, number: from + index }))
const open = (kit: Kit, row: number) => kit.page.locator(`[data-grid] .mark.bad[aria-label^="第 ${row} 行"]`).first()
const bar = (kit: Kit) => kit.page.locator('[data-corrections]')

describe('corrections in the grid', () => {
  test('R-COLL-19 three cells are put right by keyboard alone and go in as the next round', async () => {
    const [kit, parent] = await imported('clerk-jdk', '三处错.csv', messy(1101))
    const { page } = kit
    const tabTo = async (selector: string) => {
      for (let step = 0; step < 60; ++step) {
        await page.keyboard.press('Tab')
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
      }
      throw new Error(`not reached by Tab: ${selector}`)
    }
    kit.resetClicks()
    await tabTo('.mark.bad')
    await page.keyboard.press('Enter')
    await page.locator('[data-edit]:focus').waitFor()
    await page.locator('[data-panel]').getByText('2026-02-30').waitFor()
    await kit.axe()
    await kit.shot('import-edit')
    // Left as it was, then opened again: nothing changed so far.
    await page.keyboard.type('2026-04-2')
    await page.keyboard.press('Escape')
    await page.locator('[data-at]:focus').waitFor()
    expect(await bar(kit).count()).toBe(0)
    await page.keyboard.press('F2')
    await page.keyboard.type('2026-04-27')
    await page.keyboard.press('Enter')
    await page.locator('[data-edit][aria-label^="第 4 行"]:focus').waitFor()
    await page.keyboard.type('警告')
    await page.keyboard.press('Tab')
    await page.locator('[data-edit][aria-label^="第 5 行"]:focus').waitFor()
    // Still wrong: judged again, with the reason of the new content.
    await page.keyboard.type('91410300MA3TE5T112')
    await page.keyboard.press('Enter')
    await bar(kit).getByText('2 行通过').waitFor()
    await bar(kit).getByText('1 行还有错误').waitFor()
    await page.locator('[data-at]:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[data-panel]').getByText('还有错误').waitFor()
    await kit.axe()
    await kit.shot('import-judged-again')
    await page.keyboard.type('91410300MA3TE5T113')
    await page.keyboard.press('Enter')
    await bar(kit).getByText('3 行通过').waitFor()
    await kit.axe()
    await kit.shot('import-all-mended')
    await tabTo('[data-corrections] .btn.primary')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => /batches\/B\d+/.test(url.pathname) && !url.pathname.endsWith(parent))
    await page.getByText('全部通过').waitFor()
    await page.getByRole('link', { name: `批次 ${parent}` }).waitFor()
    expect(kit.clicks()).toBe(0)
    await kit.go(`/console/batches/${parent}`)
    await page.getByText('还有 0 行没有改正').waitFor()
    // What has been put right cannot be put right again.
    await page.locator('[data-grid] .mark.bad').first().click()
    expect(await page.locator('[data-edit]').count()).toBe(0)
    kit.clean()
  })

  test('what is typed survives a refresh, and can be dropped', async () => {
    const [kit] = await imported('clerk-jdk', '草稿.csv', messy(1111))
    await open(kit, 4).click()
    await kit.page.keyboard.type('警告')
    await kit.page.keyboard.press('Escape')
    await open(kit, 4).click()
    await kit.page.keyboard.type('警告')
    await kit.page.locator('h1').click()
    await bar(kit).getByText('1 行通过').waitFor()
    await bar(kit).getByText('草稿已保存').waitFor()
    // The draft comes while the rows of the grid are on their way, as on a slow day.
    await kit.page.route('**/api/drafts/*', (route) => setTimeout(() => void route.continue(), 600))
    await kit.page.route('**/api/batches/*/rows?*', (route) => setTimeout(() => void route.continue(), 1800))
    await kit.page.reload()
    await bar(kit).getByText('1 行通过').waitFor()
    await kit.page.unrouteAll({ behavior: 'wait' })
    await kit.page.getByRole('button', { name: '放弃改动' }).click()
    await bar(kit).waitFor({ state: 'detached' })
    await open(kit, 4).waitFor()
    kit.clean()
  })

  test('what is typed before the page knows its fields is kept as well', async () => {
    const [kit, batch] = await imported('clerk-jdk', '慢.csv', messy(1141))
    await kit.page.route('**/api/catalogue/CF-ORG', (route) => setTimeout(() => void route.continue(), 4000))
    await kit.page.goto(`${site.url}/console/batches/${batch}`)
    await open(kit, 4).click()
    await kit.page.keyboard.type('警告')
    await kit.page.locator('h1').click()
    await bar(kit).getByText('草稿已保存').waitFor()
    await kit.page.unrouteAll({ behavior: 'wait' })
    await kit.page.reload()
    await bar(kit).getByText('1 行通过').waitFor()
    kit.clean()
  })

  test('two clerks on one batch: who comes second is told, and sends nothing twice', async () => {
    const [first, batch] = await imported('clerk-jdk', '两人.csv', messy(1121))
    const second = await site.visit('colleague-jdk', { width: 1440, height: 900 })
    await second.go(`/console/batches/${batch}`)
    for (const kit of [first, second]) {
      await open(kit, 4).click()
      await kit.page.keyboard.type(kit === first ? '警告' : '通报批评')
      await kit.page.locator('h1').click()
      await bar(kit).getByText('1 行通过').waitFor()
    }
    await bar(first).getByRole('button', { name: '提交改正的 1 行' }).click()
    await first.page.waitForURL((url) => /batches\/B\d+/.test(url.pathname) && !url.pathname.endsWith(batch))
    await bar(second).getByRole('button', { name: '提交改正的 1 行' }).click()
    await second.page.getByText('第 4 行已经由别人改正，这里的改动没有提交').waitFor()
    await second.axe()
    await second.shot('import-two-clerks')
    expect(second.page.url()).toContain(batch)
    first.clean()
    second.clean()
  })

  test('a session that ends in mid-correction: nothing typed is lost', async () => {
    const [kit, batch] = await imported('clerk-jdk', '过期.csv', messy(1131))
    kit.expecting(/status of 401/)
    await kit.context.clearCookies()
    await open(kit, 4).click()
    await kit.page.keyboard.type('警告')
    await kit.page.keyboard.press('Enter')
    const dialog = kit.page.getByRole('dialog', { name: '登录已过期，请重新登录' })
    await dialog.waitFor()
    await dialog.getByLabel('口令').fill(kPassword)
    await dialog.getByRole('button', { name: '登录', exact: true }).click()
    await bar(kit).getByText('1 行通过').waitFor()
    await bar(kit).getByRole('button', { name: '提交改正的 1 行' }).click()
    await kit.page.waitForURL((url) => /batches\/B\d+/.test(url.pathname) && !url.pathname.endsWith(batch))
    kit.clean()
  })
})
