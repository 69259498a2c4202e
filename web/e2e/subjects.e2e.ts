// Finding subjects and reading archives as the offices do, through the real server.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Kit, type Person, type Site } from './harness.ts'

/** A dental clinic of the demonstration with licences and penalties. */
const kName = '示例西苑口腔诊所'
const kXss = '<img src=x onerror="window.__xss=1">'

/** Several visits in one test, on a machine that does other things too. */
const kSlow = 120_000

let site: Site
let id = ''
beforeAll(async () => {
  site = await openSite()
  const kit = await site.visit('desk')
  const found = await kit.context.request.get(`${site.url}/api/subjects?q=${encodeURIComponent(kName)}`)
  id = (await found.json()).items[0].id
  await kit.context.close()
})
afterAll(() => site.close())

async function looksRight(kit: Kit, name: string) {
  await kit.headed()
  await kit.fits()
  await kit.axe()
  await kit.shot(name)
}

describe('pages', () => {
  const kPages: [name: string, path: () => string][] = [
    ['search', () => `/console/subjects?q=${encodeURIComponent('示例西苑')}`],
    ['search-none', () => '/console/subjects?q=zzzz'],
    ['archive', () => `/console/subjects/${id}`],
    ['archive-negative', () => `/console/subjects/${id}?class=negative`],
    ['archive-earlier', () => `/console/subjects/${id}?as_of=2026-03-01&known_on=2026-03-05`],
    ['archive-missing', () => '/console/subjects/S999999'],
    ['differences', () => `/console/subjects/${id}/differences?from=2026-02-01`],
    ['delegates', () => `/console/subjects/${id}/delegates`],
  ]
  test.each(kPages)(
    'R-SUBJ-07 %s: accessible, clean, on a phone, in elder mode with high contrast',
    async (name, path) => {
      const kit = await site.visit('desk')
      kit.expecting(/status of 404/)
      await kit.go(path())
      await looksRight(kit, `subject-${name}`)
      await kit.page.setViewportSize({ width: 320, height: 640 })
      await looksRight(kit, `subject-${name}-phone`)
      kit.clean()
      await kit.context.close()
      const elder = await site.visit('desk', { elder: true, contrast: true })
      elder.expecting(/status of 404/)
      await elder.go(path())
      await looksRight(elder, `subject-${name}-elder`)
      elder.clean()
      await elder.context.close()
    },
    kSlow,
  )

  test('R-SUBJ-07 elder mode alone and a wide phone show the archive whole', async () => {
    const elder = await site.visit('desk', { elder: true })
    await elder.go(`/console/subjects/${id}`)
    await looksRight(elder, 'subject-archive-elder-only')
    const phone = await site.visit('desk', { width: 390, height: 844 })
    await phone.go(`/console/subjects/${id}`)
    await looksRight(phone, 'subject-archive-mobile')
    elder.clean()
    phone.clean()
  })
})

describe('search', () => {
  test('R-DISC-14 from the menu to an archive in two clicks, with the reason of the hit', async () => {
    const kit = await site.visit('clerk')
    await kit.go('/console/')
    await kit.page.getByRole('link', { name: '主体查询' }).click()
    await kit.page.getByLabel('名称或号码').fill('xykqzs')
    await kit.page.keyboard.press('Enter')
    await kit.page.getByText('拼音首字母相符').first().waitFor()
    await kit.page.getByRole('link', { name: kName, exact: true }).first().click()
    await kit.page.getByRole('heading', { level: 1, name: kName }).waitFor()
    expect(kit.clicks()).toBe(2)
    await kit.settled()
    // Back brings the search with its result.
    await kit.page.goBack()
    await kit.page.getByText('拼音首字母相符').first().waitFor()
    expect(await kit.page.getByLabel('名称或号码').inputValue()).toBe('xykqzs')
    kit.clean()
  })

  test('R-DISC-08 natural persons are left out until a purpose is named', async () => {
    const kit = await site.visit('desk')
    await kit.go(`/console/subjects?q=${encodeURIComponent('测试')}`)
    await kit.page.getByText('不含自然人').or(kit.page.getByText('没有查找自然人')).first().waitFor()
    await kit.page.getByLabel('查询用途').selectOption({ label: '监督管理' })
    await kit.page.getByRole('button', { name: '查询', exact: true }).click()
    await kit.page.waitForURL(/purpose=supervision/)
    await kit.settled()
    await kit.shot('subject-search-persons')
    kit.clean()
  })

  test('with the keyboard alone: slash, type, Enter, first hit', async () => {
    const kit = await site.visit('clerk')
    await kit.go('/console/subjects')
    await kit.page.locator('main').focus()
    await kit.page.keyboard.press('/')
    await kit.page.keyboard.type(kName)
    await kit.page.keyboard.press('Enter')
    await kit.page.getByRole('link', { name: kName, exact: true }).first().waitFor()
    for (let step = 0; step < 12; ++step) {
      await kit.page.keyboard.press('Tab')
      if (await kit.page.evaluate((name) => document.activeElement?.textContent === name, kName)) break
    }
    await kit.page.keyboard.press('Enter')
    await kit.page.getByRole('heading', { level: 1, name: kName }).waitFor()
    expect(kit.clicks()).toBe(0)
    kit.clean()
  })
})

describe('archive', () => {
  test('R-RET-01 R-REP-08 every adverse record shows its three clocks with dates and days left', async () => {
    const kit = await site.visit('desk')
    await kit.go(`/console/subjects/${id}`)
    const answer = await (await kit.context.request.get(`${site.url}/api/subjects/${id}`)).json()
    const adverse = answer.records.filter((one: { infoClass: string }) => one.infoClass === 'negative')
    expect(adverse.length).toBeGreaterThan(0)
    const rows = kit.page.locator('#clocks tbody tr')
    expect(await rows.count()).toBe(adverse.length)
    for (const text of await rows.allTextContents()) expect(text).toMatch(/至\s*\d{4}-\d\d-\d\d[\s\S]*还剩 \d+ 天/)
    expect(await kit.page.locator('#clocks').textContent()).toContain('不收费')
    kit.clean()
  })

  test('R-SUBJ-07 R-COLL-05 a record opens with the file, row, clerk and clause of every field', async () => {
    const kit = await site.visit('desk')
    await kit.go(`/console/subjects/${id}`)
    await kit.page.locator('#timeline').getByRole('link', { name: '查看' }).first().click()
    const panel = kit.page.getByRole('dialog')
    await panel.getByRole('heading', { name: '字段和来源' }).waitFor()
    const row = panel.getByRole('row').filter({ hasText: '行政相对人名称' })
    const words = (await row.textContent()) ?? ''
    for (const part of ['.xlsx', '第', '行', '录入人', '条款']) expect(words).toContain(part)
    await kit.axe()
    await kit.shot('subject-record-panel', false)
    await kit.page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    expect(kit.page.url()).not.toContain('record=')
    kit.clean()
  })

  test('the line of time filters by class and says so in the address', async () => {
    const kit = await site.visit('desk')
    await kit.go(`/console/subjects/${id}`)
    const all = await kit.page.locator('#timeline .item').count()
    await kit.page.getByRole('navigation', { name: '按信息类别筛选' }).getByRole('link', { name: '负面信息' }).click()
    await kit.page.waitForURL(/class=negative/)
    await kit.settled()
    const some = await kit.page.locator('#timeline .item').count()
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
    expect(await kit.page.locator('#timeline .mark.bad').count()).toBe(some)
    kit.clean()
  })

  test('R-SUBJ-07 the archive of an earlier day holds less and says which day it is', async () => {
    const kit = await site.visit('desk')
    await kit.go(`/console/subjects/${id}`)
    const now = await kit.page.locator('#timeline .item').count()
    await kit.page.getByLabel('哪一天的情况').fill('2026-02-20')
    await kit.page.getByRole('button', { name: '查看', exact: true }).click()
    await kit.page.getByText('正在查看 2026年2月20日 的情况').waitFor()
    await kit.settled()
    expect(await kit.page.locator('#timeline .item').count()).toBeLessThan(now)
    await kit.page.getByRole('link', { name: '比较两日的变化' }).click()
    await kit.page.getByLabel('从', { exact: true }).fill('2026-02-20')
    await kit.page.getByRole('button', { name: '比较' }).click()
    await kit.page.getByText(/\d+ 处变化/).waitFor()
    kit.clean()
  })

  test('R-SEC-10 what is covered is shown for a purpose only, and covered again', async () => {
    const kit = await site.visit('desk')
    kit.expecting(/status of 4\d\d/)
    await kit.go(`/console/subjects/${id}`)
    await kit.page.getByRole('button', { name: '查看未遮盖内容' }).click()
    const dialog = kit.page.getByRole('dialog', { name: '查看未遮盖的内容' })
    await dialog.getByRole('button', { name: '显示' }).click()
    await dialog.getByRole('alert').getByText('请选择查询用途').waitFor()
    await kit.axe()
    await kit.shot('subject-reveal-error', false)
    await dialog.getByLabel('查询用途').selectOption({ label: '案件查办' })
    await dialog.getByRole('button', { name: '显示' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('查询用途').selectOption({ label: '监督管理' })
    await dialog.getByRole('button', { name: '显示' }).click()
    await kit.page.getByText('正在显示未遮盖的内容').waitFor()
    await kit.page.getByRole('button', { name: '重新遮盖' }).click()
    expect(await kit.page.getByText('正在显示未遮盖的内容').count()).toBe(0)
    kit.clean()
  })

  test('R-SUBJ-06 duplicates are merged after a preview and with a reason, and parted again', async () => {
    const kit = await site.visit('desk')
    kit.expecting(/status of 422/)
    await kit.go(`/console/subjects/${id}`)
    await kit.page.getByRole('button', { name: '合并重复主体' }).click()
    const dialog = kit.page.getByRole('dialog', { name: '合并重复主体' })
    await dialog.getByRole('button', { name: '预览合并结果' }).click()
    await dialog.getByRole('alert').waitFor()
    const other = id === 'S2' ? 'S4' : 'S2'
    await dialog.getByLabel('要并入的主体编号').fill(other)
    await dialog.getByRole('button', { name: '预览合并结果' }).click()
    await dialog.getByRole('button', { name: '确认合并' }).waitFor()
    await kit.axe()
    await kit.shot('subject-merge', false)
    await dialog.getByRole('button', { name: '确认合并' }).click()
    await dialog.getByRole('alert').getByText('请写明合并的理由').waitFor()
    await dialog.getByLabel('合并的理由').fill('测试：同一机构重复建档')
    await dialog.getByRole('button', { name: '确认合并' }).click()
    await kit.page.getByText('合并了 1 个重复主体').waitFor()
    await kit.page.getByRole('button', { name: /撤销合并/ }).click()
    await kit.page.getByRole('dialog').getByRole('button', { name: '撤销合并' }).click()
    await kit.page.getByText('合并了 1 个重复主体').waitFor({ state: 'detached' })
    kit.clean()
  })

  test('prints on A4 without controls', async () => {
    const kit = await site.visit('desk')
    await kit.go(`/console/subjects/${id}`)
    expect(await kit.pdfPages('archive')).toBeGreaterThan(0)
    await kit.page.emulateMedia({ media: 'print' })
    await kit.page.setViewportSize({ width: 794, height: 1123 })
    await kit.shot('subject-archive-print')
    expect(await kit.page.getByRole('button', { name: '打印档案' }).isVisible()).toBe(false)
    expect(await kit.page.getByRole('navigation', { name: '主菜单' }).isVisible()).toBe(false)
    kit.clean()
  })

  test('text of others is never markup', async () => {
    const kit = await site.visit('desk')
    await kit.page.route(`**/api/subjects/${id}`, async (route) => {
      const answer = await (await route.fetch()).json()
      answer.name = kXss
      for (const one of [...answer.names, ...answer.identifiers]) one.value = kXss
      for (const record of answer.records) {
        record.documentNo = kXss
        record.provenance.fileName = kXss
        for (const clock of Object.values(record.clocks) as { why: string }[]) clock.why = kXss
        for (const field of record.fields) Object.assign(field, { name: `${kXss}内容`, value: kXss, clause: kXss })
      }
      await route.fulfill({ json: answer })
    })
    await kit.go(`/console/subjects/${id}`)
    await kit.page.locator('#timeline').getByRole('link', { name: '查看' }).first().click()
    await kit.page.getByRole('dialog').waitFor()
    expect(await kit.page.evaluate(() => [(window as { __xss?: number }).__xss, document.images.length])).toEqual([
      undefined,
      0,
    ])
    kit.clean()
  })

  test('R-DISC-11 who may not is told which right is missing and who grants it', async () => {
    for (const person of ['sysadmin', 'auditor'] as Person[]) {
      const kit = await site.visit(person)
      await kit.go(`/console/subjects/${id}`)
      await kit.page.getByText('由安全管理员授予').waitFor()
      await kit.axe()
      await kit.shot(`subject-forbidden-${person}`)
      kit.clean()
    }
    const clerk = await site.visit('clerk')
    await clerk.go(`/console/subjects/${id}`)
    expect(await clerk.page.getByRole('button', { name: '查看未遮盖内容' }).count()).toBe(0)
    expect(await clerk.page.getByRole('button', { name: '合并重复主体' }).count()).toBe(0)
    clerk.clean()
  })
})
