// The pages of the central desk, the unit head and the viewers: what they look like in every state.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Kit, type Person, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const kPages: [name: string, path: string][] = [
  ['todo', '/console/todo'],
  ['timeliness', '/console/timeliness'],
  ['timeliness-rate', '/console/timeliness?view=rate'],
  ['timeliness-cell', '/console/timeliness/open?unit=zfdd&entry=CF-ORG'],
  ['publicity-due', '/console/publicity'],
  ['publicity-listing', '/console/publicity/listing'],
  ['publicity-record', '/console/publicity/listing/R5'],
  ['exports', '/console/exports'],
  ['statistics', '/console/statistics'],
  ['statistics-rows', '/console/statistics/records?list=late&unit=zfdd'],
  ['catalogue', '/console/catalogue'],
  ['catalogue-entry', '/console/catalogue/CF-ORG'],
  ['demands', '/console/demands'],
  ['rules', '/console/rules'],
  ['rules-terms', '/console/rules?tab=terms'],
  ['rules-settings', '/console/rules?tab=settings'],
  ['rules-documents', '/console/rules?tab=documents'],
  ['calendar', '/console/calendar?start=2026-04-29&days=7'],
  ['jobs', '/console/jobs?scheduled=1'],
  ['schedules', '/console/schedules'],
]

async function looksRight(kit: Kit, name: string) {
  await kit.headed()
  await kit.fits()
  await kit.axe()
  await kit.shot(name)
}

describe('pages of the desk', { timeout: 180_000 }, () => {
  test.each(kPages)(
    '%s: accessible, clean, also on a phone and in elder mode with high contrast',
    async (name, path) => {
      const kit = await site.visit('desk')
      await kit.go(path)
      await looksRight(kit, `desk-${name}`)
      await kit.page.setViewportSize({ width: 320, height: 640 })
      await looksRight(kit, `desk-${name}-phone`)
      kit.clean()
      await kit.context.close()
      const elder = await site.visit('desk', { elder: true, contrast: true })
      await elder.go(path)
      await looksRight(elder, `desk-${name}-elder`)
      elder.clean()
      await elder.context.close()
    },
  )

  test('dialogs are accessible, named, and give the focus back', async () => {
    const kit = await site.visit('desk')
    const dialogs: [path: string, opener: string | RegExp, title: string][] = [
      ['/console/publicity/listing', /^撤下/, '撤下公示'],
      ['/console/publicity/listing', '导出交换文件', '导出交换文件'],
      ['/console/publicity/listing/R5', '登记已录入信用网站', '登记已录入信用网站'],
      ['/console/publicity/listing/R5', '退回科室', '退回科室'],
      ['/console/exports', '申请导出', '申请导出'],
      ['/console/timeliness', '催办', '催办'],
      ['/console/demands', '提出需求', '提出目录需求'],
    ]
    for (const [path, opener, title] of dialogs) {
      await kit.go(path)
      const button = kit.page.getByRole('main').getByRole('button', { name: opener }).first()
      await button.click()
      const dialog = kit.page.getByRole('dialog', { name: title })
      await dialog.waitFor()
      await kit.axe()
      await kit.shot(`desk-dialog-${title}`, false)
      await kit.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await button.evaluate((one) => one === document.activeElement)).toBe(true)
    }
    kit.clean()
  })

  test('a server that does not answer is said plainly, what was read stays, and trying again helps', async () => {
    const kit = await site.visit('desk')
    kit.expecting(/ERR_CONNECTION|Failed to load/)
    await kit.go('/console/statistics')
    await kit.page.route('**/api/quality**', (route) => route.abort('connectionrefused'))
    await kit.page.getByLabel('决定日期').selectOption('year')
    await kit.page.getByText('连接不上服务器').first().waitFor()
    await kit.page.getByRole('heading', { name: '三率', exact: true }).waitFor()
    await kit.axe()
    await kit.shot('desk-offline')
    await kit.page.unroute('**/api/quality**')
    await kit.page.getByRole('button', { name: '重试' }).first().click()
    await kit.page.getByText('连接不上服务器').waitFor({ state: 'hidden' })
    expect(kit.page.url()).toContain('from=2026-01-01')
    kit.clean()
  })

  test('statistics, catalogue entry and board print on A4 without controls', async () => {
    const kit = await site.visit('desk')
    for (const [name, path] of [
      ['statistics', '/console/statistics'],
      ['entry', '/console/catalogue/CF-ORG'],
      ['timeliness', '/console/timeliness'],
    ]) {
      await kit.go(path!)
      expect(await kit.pdfPages(`desk-${name}`)).toBeGreaterThan(0)
      await kit.page.emulateMedia({ media: 'print' })
      expect(await kit.page.getByRole('button').filter({ visible: true }).count()).toBe(0)
      expect(await kit.page.locator('nav').filter({ visible: true }).count()).toBe(0)
      await kit.page.emulateMedia({ media: null })
    }
    kit.clean()
  })
})

describe('other roles', { timeout: 180_000 }, () => {
  test('R-SEC-11 a viewer sees numbers but nothing to publish with; a page of another role names the missing right', async () => {
    const kit = await site.visit('grader')
    await kit.go('/console/')
    await kit.page.getByRole('heading', { level: 1, name: '待办' }).waitFor()
    expect(await kit.page.locator('#menu').getByText('待公示').count()).toBe(0)
    await kit.go('/console/publicity')
    await kit.page.getByText('没有查看这里的权限').waitFor()
    await kit.page.getByText('查看公示任务').waitFor()
    await kit.axe()
    await kit.shot('desk-forbidden')
    kit.clean()
  })

  test('R-SEC-11 every page of the console: who may not is told so on the page, and nothing is asked of the server', async () => {
    const paths = [
      ...['/collect', '/collect/CF-ORG/new', '/batches', '/records', '/review', '/nil-reports', '/publicity'],
      ...['/timeliness', '/statistics', '/demands', '/users', '/users/new', '/units/new', '/sessions', '/evidence'],
      ...['/exports', '/jobs', '/my', '/my/grants'],
    ]
    const refusedFor = async (person: Person) => {
      const kit = await site.visit(person)
      const asked: string[] = []
      kit.page.on('response', (answer) => {
        if (answer.status() === 403) asked.push(answer.url())
      })
      const refused: string[] = []
      await kit.go('/console/account')
      for (const path of paths) {
        await kit.go(`/console${path}`)
        await kit.headed()
        if (await kit.page.getByText('没有查看这里的权限').count()) refused.push(path)
      }
      expect(asked).toEqual([])
      kit.clean()
      await kit.context.close()
      return refused
    }
    const auditor = await refusedFor('auditor')
    expect(auditor).toEqual(
      expect.arrayContaining(['/collect', '/records', '/review', '/publicity', '/users/new', '/my']),
    )
    expect(auditor).not.toContain('/evidence')
    const clerk = await refusedFor('clerk')
    expect(clerk).toEqual(expect.arrayContaining(['/review', '/users', '/evidence', '/sessions', '/my']))
    for (const own of ['/collect', '/batches', '/records', '/nil-reports']) expect(clerk).not.toContain(own)
  })

  test('the unit head looks at what waits but cannot publish', async () => {
    const kit = await site.visit('head')
    await kit.go('/console/publicity')
    await kit.page.getByRole('cell').first().waitFor()
    expect(await kit.page.getByRole('checkbox').count()).toBe(0)
    expect(await kit.page.getByRole('button', { name: /公示选中/ }).count()).toBe(0)
    await kit.axe()
    await kit.shot('head-publicity')
    await kit.go('/console/todo?tab=all')
    await kit.axe()
    await kit.shot('head-todo')
    kit.clean()
  })

  test('R-SEC-11 another office is not found, whatever the address says', async () => {
    const kit = await site.visit('clerk-jdk')
    kit.expecting(/status of 404/)
    await kit.go('/console/timeliness/open?unit=spk')
    await kit.page.getByText('没有找到，或已不再公开').waitFor()
    expect(await kit.page.getByText('示卫许').count()).toBe(0)
    await kit.shot('desk-other-office')
    kit.clean()
  })
})
