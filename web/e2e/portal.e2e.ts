// The public portal: what anybody may see, found in how many clicks, on every kind of screen and on paper.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Kit, type Site } from './harness.ts'

let site: Site
let penalty: { id: string; unifiedCode: string; subjectName: string; documentNo: string; publicityUntil: string }
let licence: { id: string; unifiedCode: string }

beforeAll(async () => {
  site = await openSite()
  const kit = await site.visit()
  const first = async (entry: string) =>
    (await (await kit.context.request.get(`${site.url}/api/public/publicity?entry=${entry}&order=newest`)).json())
      .items[0]
  penalty = await first('CF-ORG')
  licence = await first('XK-ORG')
})
afterAll(() => site.close())

/** Every page of the portal. */
const pages = () => [
  ['home', '/'],
  ['search', `/search?q=${encodeURIComponent('示例')}`],
  ['search-none', `/search?q=${encodeURIComponent('没有这样的名字')}`],
  ['institution', `/institutions/${penalty.unifiedCode}`],
  ['publicity', '/publicity'],
  ['publicity-penalties', '/publicity?entry=CF-ORG'],
  ['record-penalty', `/publicity/${penalty.id}`],
  ['record-licence', `/publicity/${licence.id}`],
  ['report', `/publicity/${penalty.id}/report`],
  ['about', '/about'],
  ['sources', '/sources'],
  ['accessibility', '/accessibility'],
  ['nothing', '/no/such/page'],
]

async function everyPage(kit: Kit, suffix: string) {
  for (const [name, path] of pages()) {
    await kit.go(path!)
    await kit.headed()
    await kit.axe()
    await kit.fits()
    await kit.shot(`portal-${name}${suffix}`)
  }
  kit.clean()
}

describe('portal', () => {
  test('every page: one heading, no accessibility violation, nothing wrong in the console', async () => {
    await everyPage(await site.visit(), '')
  })

  test('elder and high-contrast modes on every page', async () => {
    await everyPage(await site.visit(undefined, { elder: true, contrast: true }), '-elder')
  })

  test('320 px on every page', async () => {
    await everyPage(await site.visit(undefined, { width: 320, height: 640 }), '-phone')
  })

  test('R-DISC-14 a hospital is found by typing and one choice; what is shown has source, decision date and days left', async () => {
    const kit = await site.visit()
    await kit.go('/')
    kit.resetClicks()
    await kit.page.getByRole('searchbox').fill(penalty.subjectName)
    await kit.page.keyboard.press('Enter')
    await kit.settled()
    const hit = kit.page.getByRole('listitem').filter({ hasText: penalty.unifiedCode })
    await hit.getByRole('link', { name: penalty.subjectName }).click()
    await kit.page.getByRole('heading', { level: 1, name: penalty.subjectName }).waitFor()
    expect(kit.clicks()).toBe(1)
    const row = kit.page.getByRole('row').filter({ hasText: penalty.documentNo })
    await row.waitFor()
    expect(await row.textContent()).toContain(penalty.publicityUntil)
    expect(await row.textContent()).toMatch(/来源：.+还剩 \d+ 天/s)
    kit.clean()
  })

  test('a whole code leads straight to the institution', async () => {
    const kit = await site.visit()
    await kit.go('/')
    await kit.page.getByRole('searchbox').fill(penalty.unifiedCode)
    await kit.page.keyboard.press('Enter')
    await kit.page.waitForURL(`**/institutions/${penalty.unifiedCode}`)
    kit.clean()
  })

  test("today's penalties are two clicks away; filters and pages survive Back and refresh", async () => {
    const kit = await site.visit()
    await kit.go('/')
    kit.resetClicks()
    await kit.page.getByRole('link', { name: /行政处罚公示/ }).click()
    await kit.settled()
    await kit.page.getByRole('row').nth(1).getByRole('link').first().click()
    await kit.page.getByRole('heading', { level: 1 }).waitFor()
    expect(kit.clicks()).toBe(2)
    await kit.go('/publicity')
    await kit.page.getByRole('button', { name: '下一页' }).click()
    await kit.page.getByText('第 2 页').waitFor()
    await kit.settled()
    const second = await kit.page.getByRole('row').nth(1).textContent()
    await kit.page.reload()
    await kit.settled()
    expect(await kit.page.getByRole('row').nth(1).textContent()).toBe(second)
    await kit.page.goBack()
    await kit.page.getByText('第 1 页').waitFor()
    await kit.page.getByLabel('数据来源').selectOption({ index: 1 })
    await kit.page.getByRole('button', { name: '筛选' }).click()
    await kit.page.waitForURL(/unit=/)
    await kit.settled()
    await kit.page.getByRole('button', { name: '清除条件' }).click()
    await kit.page.waitForURL((url) => !url.search.includes('unit='))
    kit.clean()
  })

  test('R-DUAL-12 what is not public is said to be so without revealing anything', async () => {
    const kit = await site.visit()
    kit.expecting(/status of 404/)
    await kit.go('/publicity/R999999')
    await kit.page.getByText('这条信息不在公示中').waitFor()
    await kit.axe()
    await kit.shot('portal-gone')
    await kit.go('/institutions/91410000MA00000000')
    await kit.page.getByText('没有可以公开的信息').waitFor()
    kit.clean()
  })

  test('R-DUAL-10 natural persons cannot be browsed', async () => {
    const kit = await site.visit()
    await kit.go('/publicity')
    for (let page = 0; page < 3; ++page) {
      expect(await kit.page.getByRole('table').textContent()).not.toMatch(/自然人/)
      await kit.page.getByRole('button', { name: '下一页' }).click()
      await kit.settled()
    }
    kit.clean()
  })

  test('prints with its content and without its controls', async () => {
    const kit = await site.visit()
    await kit.go(`/institutions/${penalty.unifiedCode}`)
    expect(await kit.pdfPages('portal-institution')).toBeGreaterThan(0)
    await kit.page.emulateMedia({ media: 'print' })
    expect(await kit.page.getByRole('button', { name: '打印本页' }).isVisible()).toBe(false)
    expect(await kit.page.getByText(penalty.documentNo).first().isVisible()).toBe(true)
    await kit.shot('portal-institution-print')
    kit.clean()
  })

  test('an error in a record is reported in a few clicks and the office that supplied it is told', async () => {
    const kit = await site.visit()
    await kit.go(`/publicity/${penalty.id}`)
    kit.resetClicks()
    await kit.page.getByRole('link', { name: '报告内容有误' }).click()
    await kit.settled()
    await kit.page.getByRole('button', { name: '提交' }).click()
    await kit.page.getByRole('alert').getByText('请选择哪里不对').waitFor()
    await kit.axe()
    await kit.page.getByLabel('内容有误').check()
    await kit.page.getByLabel('哪一项').selectOption({ label: '处罚内容' })
    await kit.page.getByRole('button', { name: '提交' }).click()
    await kit.page.getByText('已转给综合监督科').waitFor()
    await kit.axe()
    await kit.shot('portal-report-sent')
    expect(kit.clicks()).toBeLessThanOrEqual(4)
    const office = await site.visit('clerk-jdk')
    const told = await (await office.context.request.get(`${site.url}/api/me/notices`)).text()
    expect(told).toContain(penalty.documentNo)
    expect(told).toContain('处罚内容')
    kit.clean()
  })

  test('markup in what was typed is shown as text', async () => {
    const kit = await site.visit()
    await kit.go(`/search?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`)
    await kit.page.getByText('<img src=x onerror=alert(1)>').first().waitFor()
    kit.clean()
  })
})
