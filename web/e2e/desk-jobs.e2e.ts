// The day of the central desk as jobs, with the clicks each takes (frontend.md 3.3).
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kRoot, openSite, type Kit, type Site } from './harness.ts'

let site: Site
const law = mkdtempSync(join(tmpdir(), 'mc-law-'))
beforeAll(async () => {
  // Exports beyond ten rows need a second person here: the demonstration has no entry of more than 500.
  cpSync(join(kRoot, 'jurisdictions'), law, { recursive: true })
  const profile = join(law, 'national/profile.yaml')
  const text = readFileSync(profile, 'utf8')
  expect(text).toContain('export.rows.limit: {v: 500')
  writeFileSync(profile, text.replace('export.rows.limit: {v: 500', 'export.rows.limit: {v: 10'))
  process.env.MC_LAW = law
  site = await openSite()
})
afterAll(async () => {
  delete process.env.MC_LAW
  await site.close()
  rmSync(law, { recursive: true, force: true })
})

/** What the public's own address answers for a record. */
async function publicStatus(kit: Kit, record: string): Promise<number> {
  return (await kit.context.request.get(`${site.url}/api/public/publicity/${record}`)).status()
}

/** A change made beside the page by the same person. */
async function change(kit: Kit, path: string, data: object, headers: Record<string, string> = {}) {
  const me = await (await kit.context.request.get(`${site.url}/api/session`)).json()
  const answer = await kit.context.request.post(site.url + path, {
    headers: { 'X-CSRF-Token': me.session.csrfToken, 'Idempotency-Key': `e2e-${Math.random()}`, ...headers },
    data,
  })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
  return answer.json()
}

describe('to-do', { timeout: 180_000 }, () => {
  test('R-QUAL-03 R-QUAL-04 home shows what is due with its arithmetic, and the most urgent is one click away', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/')
    await kit.page.getByRole('heading', { level: 1, name: '待办' }).waitFor()
    const first = kit.page.locator('main tbody tr').first()
    expect(await first.textContent()).toMatch(/已逾期 15 个工作日/)
    expect(await first.textContent()).toContain('2026-04-02 ＋ 7 个工作日 ＝ 2026-04-14')
    await first.getByText('怎么算的').click()
    expect(await first.textContent()).toContain('清明节放假，不计入')
    await kit.shot('desk-todo-home', false)
    kit.resetClicks()
    await first.getByRole('link').first().click()
    await kit.page.waitForURL('**/console/records/R*')
    await kit.settled()
    expect(kit.clicks()).toBe(1)
    await kit.page.goBack()
    await kit.settled()
    expect(await kit.page.locator('main tbody tr').first().textContent()).toContain('已逾期 15')
    kit.clean()
  })

  test('groups, tabs and filters live in the address and survive a refresh', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/todo')
    await kit.page.getByRole('button', { name: /^全部/ }).click()
    await kit.page.getByRole('button', { name: /今日到期/ }).click()
    await kit.page.getByLabel('要做什么').selectOption('report')
    await kit.page.waitForURL(/group=today.*kind=report|kind=report.*group=today/)
    await kit.settled()
    expect(await kit.page.locator('main tbody tr').count()).toBe(1)
    await kit.page.reload()
    await kit.settled()
    expect(await kit.page.locator('main tbody tr').count()).toBe(1)
    await kit.page.getByLabel('单位').first().selectOption('jdk')
    await kit.page.getByText('没有事项').waitFor()
    await kit.axe()
    await kit.page.getByRole('button', { name: '清除筛选' }).click()
    await kit.page.waitForURL('**/console/todo')
    kit.clean()
  })

  test('the columns chosen are kept on the server', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/todo')
    await kit.page.getByRole('button', { name: '列与筛选' }).click()
    await kit.page.getByRole('dialog').getByLabel('单位和专人').uncheck()
    await kit.page.getByText('已保存').waitFor()
    await kit.axe()
    await kit.page.getByRole('button', { name: '完成' }).click()
    const other = await site.visit('desk')
    await other.go('/console/todo')
    await other.page.getByRole('columnheader', { name: '单位和专人' }).waitFor({ state: 'detached' })
    kit.clean()
    other.clean()
  })

  test('R-COLL-23 a clerk is led from a missing decision to the upload page of its entry', async () => {
    const kit = await site.visit('clerk-jdk')
    await kit.go('/console/todo?kind=report')
    kit.resetClicks()
    await kit.page.locator('main tbody tr').first().getByRole('link').first().click()
    await kit.page.waitForURL('**/console/collect/CF-ORG?unit=jdk')
    expect(kit.clicks()).toBe(1)
    kit.clean()
  })
})

describe('timeliness', { timeout: 180_000 }, () => {
  test('R-QUAL-01 the late office is found in two clicks and urged', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/')
    kit.resetClicks()
    await kit.page.locator('#menu').getByRole('link', { name: '时效看板' }).click()
    await kit.settled()
    const cell = kit.page.locator('table.heat tr', { hasText: '监督执法大队' }).locator('td.late a')
    expect(await cell.textContent()).toMatch(/6.*件逾期，共 7/)
    await cell.click()
    await kit.page.getByRole('heading', { level: 1, name: /监督执法大队 · 行政处罚信息/ }).waitFor()
    await kit.settled()
    expect(kit.clicks()).toBe(2)
    expect(await kit.page.locator('main tbody tr').count()).toBe(7)
    await kit.page.getByRole('button', { name: '催办' }).click()
    await kit.page.getByLabel('附言').fill('请于本周内补报')
    await kit.axe()
    await kit.page.getByRole('button', { name: '发出催办' }).dblclick()
    await kit.page.getByText('已催办，提醒发给 李测试丙').waitFor()
    kit.clean()
  })

  test('in the view of rates a cell opens exactly the late records it counts', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/timeliness?view=rate')
    const cell = kit.page.locator('table.heat tr', { hasText: '行政审批科' }).locator('td a').last()
    const late = /迟 (\d+)／/.exec((await cell.textContent()) ?? '')?.[1]
    await cell.click()
    await kit.page.getByText(`共 ${late} 条，与统计表上的数字一致`).waitFor()
    await kit.page.goBack()
    await kit.settled()
    await kit.page.getByLabel('决定日期').selectOption('last-month')
    await kit.page.waitForURL(/from=2026-04-01.*to=2026-04-30/)
    await kit.settled()
    await kit.axe()
    await kit.shot('desk-timeliness-april')
    kit.clean()
  })
})

describe('publicity', { timeout: 180_000 }, () => {
  test('R-DUAL-05 R-DUAL-12 several are published at once, what cannot is listed, the public sees it, and it is taken down', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/')
    kit.resetClicks()
    await kit.page
      .locator('#menu')
      .getByRole('link', { name: /待公示/ })
      .click()
    await kit.settled()
    const boxes = kit.page.locator('main tbody').getByRole('checkbox')
    for (const index of [0, 1, 2]) await boxes.nth(index).click()
    const records = await kit.page
      .locator('main tbody tr a[href*="/records/"]')
      .evaluateAll((all) => all.slice(0, 3).map((one) => one.getAttribute('href')!.split('/').at(-1)!))
    expect(await publicStatus(kit, records[1]!)).toBe(404)
    // Meanwhile somebody else publishes the first of them.
    await change(kit, '/api/publicity', { records: [records[0]], secrecyChecked: true })
    await kit.page.getByRole('button', { name: '公示选中的 3 条' }).click()
    const dialog = kit.page.getByRole('dialog', { name: '公示 3 条记录' })
    await dialog.waitFor()
    await kit.axe()
    await kit.shot('desk-publish-dialog', false)
    await dialog.getByRole('button', { name: '确认公示 3 条' }).click()
    await dialog.getByText('请先确认已作保密审查').first().waitFor()
    await kit.axe()
    await kit.shot('desk-publish-unchecked', false)
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: '确认公示 3 条' }).click()
    await kit.page.getByRole('heading', { name: '已公示 2 条，1 条没有公示' }).waitFor()
    await kit.settled()
    // Menu, three ticks, publish, confirm (refused), secrecy, confirm.
    expect(kit.clicks()).toBe(8)
    await kit.axe()
    await kit.shot('desk-published', false)
    expect(await publicStatus(kit, records[1]!)).toBe(200)

    await kit.go(`/console/publicity/listing/${records[1]}`)
    await kit.page.getByText(/还剩 \d+ 天/).waitFor()
    await kit.page.getByRole('button', { name: '撤下' }).click()
    await kit.page.getByRole('dialog').getByRole('button', { name: '撤下' }).click()
    await kit.page.getByText('请写明撤下的理由').first().waitFor()
    await kit.page.getByLabel('撤下理由').fill('复核文书')
    await kit.page.getByRole('dialog').getByRole('button', { name: '撤下' }).click()
    await kit.page.getByText('已撤下，公众不再能查到').waitFor()
    await kit.page.getByText('公众现在查不到这条记录').waitFor()
    expect(await publicStatus(kit, records[1]!)).toBe(404)
    await kit.go('/console/publicity/listing?state=withdrawn')
    await kit.page.locator(`main a[href$="/${records[1]}"]`).waitFor()
    kit.clean()
  })

  test('publishing with the keyboard alone', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/publicity')
    const total = Number(/共 (\d+) 条/.exec((await kit.page.locator('main header').textContent()) ?? '')?.[1])
    const tabTo = async (name: RegExp) => {
      for (let step = 0; step < 120; ++step) {
        await kit.page.keyboard.press('Tab')
        const label = await kit.page.evaluate(() => {
          const one = document.activeElement as HTMLElement | null
          return one?.getAttribute('aria-label') ?? one?.closest('label')?.textContent ?? one?.textContent ?? ''
        })
        if (name.test(label)) return
      }
      throw new Error(`${name} not reached`)
    }
    await tabTo(/^选中 示例/)
    await kit.page.keyboard.press('Space')
    for (let step = 0; step < 6; ++step) {
      await kit.page.keyboard.press('Shift+Tab')
      const text = await kit.page.evaluate(() => document.activeElement?.textContent ?? '')
      if (/公示选中的 1 条/.test(text)) break
    }
    await kit.page.keyboard.press('Enter')
    await kit.page.getByRole('dialog', { name: '公示 1 条记录' }).waitFor()
    expect(await kit.page.evaluate(() => document.activeElement?.id)).toBe('secrecy')
    await kit.page.keyboard.press('Space')
    await kit.page.keyboard.press('Enter')
    await kit.page.getByRole('heading', { name: '已公示 1 条' }).waitFor()
    await kit.settled()
    await kit.page.getByText(`共 ${total - 1} 条等待公示`).waitFor()
    expect(kit.clicks()).toBe(0)
    kit.clean()
  })

  test('the exchange file comes masked; a record is noted as entered into the credit site', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/publicity/listing')
    await kit.page.getByRole('button', { name: '导出交换文件' }).click()
    const dialog = kit.page.getByRole('dialog', { name: '导出交换文件' })
    await dialog.getByLabel('条目').selectOption('XK-ORG')
    await dialog.getByLabel('格式').selectOption('csv')
    const file = kit.page.waitForEvent('download')
    await dialog.getByRole('button', { name: '导出' }).click()
    const path = await (await file).path()
    expect(readFileSync(path, 'utf8')).toContain('示卫许')
    await dialog.getByText('已保存').waitFor()
    await dialog.getByLabel(/遮盖证件号码/).uncheck()
    await dialog.getByRole('button', { name: '导出' }).click()
    await dialog.getByText('不遮盖时须写明用途').first().waitFor()
    await kit.axe()
    await kit.go('/console/publicity/listing/R6')
    await kit.page.getByRole('button', { name: '登记已录入信用网站' }).click()
    await kit.page.getByRole('textbox', { name: '信用网站' }).fill('信用洛阳')
    await kit.page.getByLabel('回执号').fill('XY-0001')
    await kit.page.getByRole('button', { name: '登记', exact: true }).click()
    await kit.page.getByText('已登记录入信用网站').waitFor()
    await kit.page.getByText('已录入信用网站', { exact: true }).first().waitFor()
    kit.clean()
  })

  test('R-SEC-08 an export takes two persons and one download', async () => {
    const desk = await site.visit('desk')
    await desk.go('/console/exports')
    await desk.page.getByRole('button', { name: '申请导出' }).click()
    const form = desk.page.getByRole('dialog', { name: '申请导出' })
    await form.getByRole('button', { name: '提交申请' }).click()
    await form.getByText('有 3 处需要修改').waitFor()
    await desk.axe()
    await desk.shot('desk-export-errors', false)
    await form.getByLabel('条目').selectOption('CF-ORG')
    await form.getByLabel('用途').selectOption({ index: 1 })
    await form.getByLabel('理由').fill('季度核对')
    await form.getByLabel('格式').selectOption('csv')
    await form.getByRole('button', { name: '提交申请' }).click()
    const row = desk.page.locator('main tbody tr').first()
    await row.getByText('待批准').waitFor()
    const head = await site.visit('head')
    await head.go('/console/')
    await head.page.getByRole('link', { name: /导出待批准/ }).click()
    await head.settled()
    await head.page.getByRole('button', { name: /^办理 E/ }).click()
    await head.axe()
    await head.shot('head-approve', false)
    await head.page.getByLabel('批准', { exact: true }).check()
    await head.page.getByLabel('理由').fill('同意，仅供核对')
    await head.page.getByRole('button', { name: '提交' }).click()
    await head.page.getByText(/已批准 E/).waitFor()
    await desk.page.reload()
    await desk.settled()
    const file = desk.page.waitForEvent('download')
    await desk.page.getByRole('button', { name: /^下载 E/ }).click()
    const text = readFileSync(await (await file).path(), 'utf8')
    expect(text).toContain('示卫罚')
    expect(text).toContain('desk')
    await row.getByText('已下载').waitFor()
    await desk.axe()
    await desk.shot('desk-exports-used')
    desk.clean()
    head.clean()
  })
})

describe('statistics and rules', { timeout: 180_000 }, () => {
  test('R-QUAL-01 R-QUAL-02 every number opens as many records as it says', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/statistics')
    const row = kit.page.locator('main tbody tr', { hasText: '监督执法大队' }).first()
    const numbers = await row.locator('td.num').allTextContents()
    expect(numbers.map((text) => text.trim())).toEqual(['44', '39', '5', '32', '6', '0'])
    for (let index = 0; index < 5; ++index) {
      await kit.go('/console/statistics')
      kit.resetClicks()
      await row.locator('td.num').nth(index).getByRole('link').click()
      await kit.page.getByText(`共 ${numbers[index]!.trim()} 条，与统计表上的数字一致`).waitFor()
      expect(kit.clicks()).toBe(1)
    }
    await kit.go('/console/statistics?by=unit&from=2026-04-01&to=2026-04-30')
    await kit.page.getByRole('button', { name: '画成折线' }).click()
    await kit.page.getByRole('img', { name: /三率逐月折线/ }).waitFor()
    await kit.axe()
    await kit.shot('desk-statistics-lines')
    kit.clean()
  })

  test('R-QUAL-03 the calculator explains the day, and says when a year is not official yet', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/calendar')
    await kit.page.getByLabel('起算日').fill('2026-02-12')
    await kit.page.getByLabel('工作日数').fill('7')
    await kit.page.keyboard.press('Enter')
    await kit.page.getByText('2026年2月28日').waitFor()
    await kit.page.getByText(/春节放假，不计入/).waitFor()
    await kit.page.getByLabel('工作日数').fill('x')
    await kit.page.getByRole('button', { name: '计算' }).click()
    await kit.page.getByText('工作日数应为 0 至 10000 的整数').first().waitFor()
    await kit.axe()
    await kit.page.getByLabel('工作日数').fill('400')
    await kit.page.getByRole('button', { name: '计算' }).click()
    await kit.page.getByText('暂定：用到的年份尚无官方日历').waitFor()
    await kit.page.getByLabel('年份').selectOption('2027')
    await kit.page.getByText('2027 年的官方安排尚未录入').waitFor()
    await kit.axe()
    kit.clean()
  })

  test('R-PROF-01 every rule shows its article or the default label', async () => {
    const kit = await site.visit('desk')
    for (const tab of ['clocks', 'terms', 'settings']) {
      await kit.go(`/console/rules?tab=${tab}`)
      const sources = await kit.page.locator('main tbody tr td:last-child').allTextContents()
      expect(sources.length).toBeGreaterThan(5)
      for (const source of sources) expect(source.trim()).toMatch(/《|默认值（依据未规定）|号|条/)
      expect(sources.join('')).not.toMatch(/\.txt|default:/)
    }
    kit.clean()
  })

  test('R-CAT-09 a demand of an office is decided by the desk', async () => {
    const clerk = await site.visit('clerk')
    await clerk.go('/console/catalogue/XK-ORG')
    await clerk.page.getByRole('link', { name: '提出调整需求' }).click()
    const form = clerk.page.getByRole('dialog', { name: '提出目录需求' })
    await form.getByLabel('需求').fill('增加“许可证编号”字段')
    await form.getByRole('button', { name: '提出' }).click()
    await clerk.page.getByText('已提出，等待归口部门审定').waitFor()
    const desk = await site.visit('desk')
    await desk.go('/console/')
    await desk.page.getByRole('link', { name: /目录需求待审定/ }).click()
    await desk.settled()
    await desk.page.getByRole('button', { name: /^审定 D/ }).click()
    await desk.page.getByLabel('同意', { exact: true }).check()
    await desk.page.getByLabel('施行日期').fill('2026-06-01')
    await desk.page.getByLabel('理由').fill('目录修订时一并增加')
    await desk.axe()
    await desk.shot('desk-decide', false)
    await desk.page.getByRole('button', { name: '提交' }).click()
    await desk.page.getByText(/已同意 D/).waitFor()
    await desk.go('/console/demands')
    await desk.page.getByText('2026-06-01 起施行').waitFor()
    await desk.axe()
    await desk.shot('desk-demands-decided')
    clerk.clean()
    desk.clean()
  })
})

describe('jobs', { timeout: 180_000 }, () => {
  test('R-COLL-21 last night’s work and its log are two clicks away', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/')
    kit.resetClicks()
    await kit.page.locator('#menu').getByRole('link', { name: '计划任务' }).click()
    await kit.settled()
    await kit.page.locator('main tbody tr').first().getByRole('link').click()
    await kit.page.getByRole('heading', { name: '运行日志' }).waitFor()
    await kit.page.locator('main ol li', { hasText: '完成' }).waitFor()
    expect(kit.clicks()).toBe(2)
    await kit.axe()
    await kit.shot('desk-job')
    kit.clean()
  })
})
