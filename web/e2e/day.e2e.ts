// The whole way of one penalty, role by role, as a new user would try it: from a messy spreadsheet to the public, to the
// hospital it is about, and to the evidence of each step. One test per role, in this order, on one server.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messyWorkbook } from './collect-files.ts'
import { openSite, type Kit, type Site } from './harness.ts'

const kSlow = 180_000
const kNumber = '洛卫示罚〔2026〕1902号'
const kHospital = '示例西苑口腔诊所'

let site: Site
/** Code of the hospital, the batch of the spreadsheet, the round of corrections, the record of the penalty. */
let code = ''
let batch = ''
let round = ''
let record = ''
beforeAll(async () => {
  site = await openSite()
  const subject = await site.visit('subject')
  const { archive } = (await (await subject.context.request.get(`${site.url}/api/me/archive`)).json()) as {
    archive: { identifiers: { kind: string; value: string }[] }
  }
  code = archive.identifiers.find((one) => /^[0-9A-Z]{18}$/.test(one.value))!.value
  await subject.context.close()
})
afterAll(() => site.close())

const menu = (kit: Kit, name: string | RegExp) => kit.page.locator('#menu').getByRole('link', { name }).click()

describe('from a spreadsheet to the public', { timeout: kSlow }, () => {
  test('R-COLL-17 R-COLL-19 the clerk uploads a messy spreadsheet and fixes three cells', async () => {
    const kit = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go('/console/')
    kit.resetClicks()
    await menu(kit, '数据归集')
    await page
      .getByRole('row', { name: /CF-ORG/ })
      .getByRole('link')
      .first()
      .click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByText('选择文件', { exact: true }).click()
    await (
      await chooser
    ).setFiles({
      name: '4月处罚（科室台账）.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: messyWorkbook([
        { number: 1901 },
        { number: 1902, name: kHospital, code, date: '2026-02-30' },
        { number: 1903, kind: '罚金' },
        { number: 1904, code: '91410300MA3TE5T11' },
      ]),
    })
    await page.waitForURL('**/console/batches/B*')
    batch = /batches\/(B\d+)/.exec(page.url())![1]!
    await page.getByText('合格率 25.0%，目标 100%').waitFor()
    await kit.settled()
    await kit.headed()
    await kit.axe()
    await kit.shot('day-1-result')

    const fix = async (row: number, text: string) => {
      await page.locator(`[data-edit][aria-label^="第 ${row} 行"]:focus`).waitFor()
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await page.locator('[data-grid] .mark.bad').first().click()
    await fix(4, '2026-04-27')
    await fix(5, '警告')
    await fix(6, '91410300MA3TE5T113')
    await page.locator('[data-corrections]').getByText('3 行通过').waitFor()
    await kit.axe()
    await kit.shot('day-2-fixed')
    await page.getByRole('button', { name: '提交改正的 3 行' }).click()
    await page.waitForURL((url) => /batches\/B\d+/.test(url.pathname) && !url.pathname.endsWith(batch))
    await page.getByText('合格率 100%，目标 100%').waitFor()
    await page.getByRole('link', { name: `批次 ${batch}` }).waitFor()
    round = /batches\/(B\d+)/.exec(page.url())![1]!
    // Menu, entry, file (the label passes its click on), first cell, send.
    expect(kit.clicks()).toBeLessThanOrEqual(6)
    await kit.shot('day-3-round')
    const listed = (await (await kit.context.request.get(`${site.url}/api/records?batch=${round}`)).json()) as {
      items: { id: string; documentNo: string }[]
    }
    record = listed.items.find((one) => one.documentNo === kNumber)!.id
    kit.clean()
  })

  test('R-COLL-15 a colleague reviews it with the file beside it', async () => {
    const kit = await site.visit('reviewer-jdk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go(`/console/review?record=${record}`)
    await page.getByText(kNumber).first().waitFor()
    kit.resetClicks()
    for (const point of ['lawful', 'true', 'accurate']) await page.locator(`#point-${point}`).click()
    await kit.axe()
    await kit.shot('day-4-review')
    await page.getByRole('button', { name: '通过' }).click()
    await page.getByText(/已通过审核/).waitFor()
    expect(kit.clicks()).toBe(4)
    kit.clean()
  })

  test('R-COLL-24 the clerk hands it over to the central desk', async () => {
    const kit = await site.visit('clerk-jdk')
    const { page } = kit
    await kit.go('/console/records?flow=reviewed')
    await page.getByRole('link', { name: record, exact: true }).click()
    await page.waitForURL(`**/console/records/${record}`)
    await page.getByRole('button', { name: '报送归口部门' }).click()
    await page.getByText('已报送').first().waitFor()
    await kit.settled()
    await kit.axe()
    await kit.shot('day-5-submitted')
    kit.clean()
  })

  test('R-QUAL-01 R-DUAL-05 the central desk sees it on the board, looks at the public page, publishes', async () => {
    const kit = await site.visit('desk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go('/console/')
    kit.resetClicks()
    await menu(kit, '时效看板')
    await kit.settled()
    await kit.axe()
    await kit.shot('day-6-board')
    await page.locator('table.heat a[href*="unit=jdk"][href*="CF-ORG"]').click()
    await page.getByRole('row', { name: new RegExp('1902号') }).waitFor()
    await kit.settled()
    await kit.headed()
    await kit.axe()
    await kit.shot('day-7-cell')
    expect(kit.clicks()).toBe(2)

    await menu(kit, /待公示/)
    await kit.settled()
    await page.getByRole('checkbox', { name: new RegExp(`选中 ${kHospital}.*1902号`) }).click()
    await page.getByRole('button', { name: '公示选中的 1 条' }).click()
    const preview = page.locator('[data-preview]')
    await preview.getByRole('heading', { name: kNumber }).waitFor()
    await preview.getByText(/还剩 \d+ 天/).waitFor()
    const asShown = await preview.locator('dd').allInnerTexts()
    await kit.axe()
    await kit.shot('day-8-preview', false)
    const visitor = await site.visit()
    expect((await visitor.context.request.get(`${site.url}/api/public/publicity/${record}`)).status()).toBe(404)
    await page.locator('#secrecy').check()
    await page.getByRole('button', { name: '确认公示 1 条' }).click()
    await page.getByRole('heading', { name: '已公示 1 条' }).waitFor()
    await kit.settled()
    // Menu, tick, publish, secrecy, confirm: after the two that led to the board.
    expect(kit.clicks()).toBe(7)
    await kit.shot('day-9-published')
    kit.clean()

    // What was looked at beforehand is what anybody sees now.
    await visitor.go(`/publicity/${record}`)
    expect(await visitor.page.locator('main dd').allInnerTexts()).toEqual(asShown)
    visitor.clean()
  })

  test('R-DISC-14 the public finds the hospital and sees the penalty with its days left', async () => {
    const kit = await site.visit(undefined, { width: 1280 })
    const { page } = kit
    await kit.go('/')
    kit.resetClicks()
    await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill(kHospital)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: kHospital }).first().click()
    await page.getByRole('heading', { level: 1, name: kHospital }).waitFor()
    await kit.settled()
    const row = page.getByRole('row', { name: /1902号/ })
    await row.getByText(/剩 \d+ 天/).waitFor()
    await kit.axe()
    await kit.shot('day-10-institution')
    await row.getByRole('link', { name: kNumber }).click()
    await page.getByText(/还剩 \d+ 天/).waitFor()
    await page.getByText('综合监督科').first().waitFor()
    expect(kit.clicks()).toBe(2)
    await kit.axe()
    await kit.shot('day-11-public')
    kit.clean()
  })

  test('R-REP-08 R-SUBJ-13 the hospital sees it in its archive, when it can be repaired, and who has looked', async () => {
    const kit = await site.visit('subject')
    const { page } = kit
    await kit.go('/console/')
    await page.getByRole('heading', { level: 1, name: kHospital }).waitFor()
    const clock = page.locator('#clocks tr', { hasText: '1902号' })
    // The profile sets no shortest publicity, so repair may be asked for at once; the end of publicity is told too.
    await clock.getByText(/可以申请修复|还有 \d+ 天/).waitFor()
    await clock
      .getByText(/还剩 \d+ 天/)
      .first()
      .waitFor()
    expect(kit.clicks()).toBe(0)
    await kit.axe()
    await kit.shot('day-12-archive')
    kit.resetClicks()
    await menu(kit, '谁查过我')
    await page.getByText('公示前预览').first().waitFor()
    const log = await page.locator('main tbody').innerText()
    for (const act of ['公示前预览', '查看信用记录']) expect(log).toContain(act)
    expect(kit.clicks()).toBe(1)
    await kit.axe()
    await kit.shot('day-13-access')
    kit.clean()
  })

  test('R-SEC-01 the auditor finds each step in the log, and every proof holds', async () => {
    const kit = await site.visit('auditor', { width: 1440, height: 900 })
    const { page } = kit
    const acts: [object: string, action: string][] = [
      [batch, 'import'],
      [round, 'import'],
      [record, 'record.review'],
      [record, 'record.submit'],
      [record, 'publicity.preview'],
      [record, 'publish.run'],
    ]
    for (const [object, action] of acts) {
      await kit.go(`/console/evidence?object=${object}&action=${action}`)
      await page.locator('main tbody tr').first().getByRole('link').first().click()
      await page.getByText('有效', { exact: true }).waitFor()
      await page.getByText('与公布的一致').waitFor()
      await kit.headed()
    }
    await kit.axe()
    await kit.shot('day-14-proof')
    await kit.go(`/console/evidence?object=${record}`)
    await kit.axe()
    await kit.shot('day-15-evidence')
    kit.clean()
  })
})
