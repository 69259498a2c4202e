// The regulated party's own space, and those it lets look: through the real server.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Kit, type Site } from './harness.ts'

/** Several visits in one test, on a machine that does other things too. */
const kSlow = 120_000

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

async function looksRight(kit: Kit, name: string) {
  await kit.headed()
  await kit.fits()
  await kit.axe()
  await kit.shot(name)
}

describe('pages', () => {
  const kPages: [name: string, path: string][] = [
    ['archive', '/console/my'],
    ['access', '/console/my/access'],
    ['grants', '/console/my/grants'],
    ['grant-new', '/console/my/grants/new'],
    ['delegates', '/console/my/delegates'],
    ['messages', '/console/messages'],
  ]
  test.each(kPages)(
    'R-SUBJ-13 %s: accessible, clean, on a phone, in elder mode with high contrast',
    async (name, path) => {
      const kit = await site.visit('subject')
      await kit.go(path)
      await looksRight(kit, `self-${name}`)
      await kit.page.setViewportSize({ width: 320, height: 640 })
      await looksRight(kit, `self-${name}-phone`)
      kit.clean()
      await kit.context.close()
      const elder = await site.visit('subject', { elder: true, contrast: true })
      await elder.go(path)
      await looksRight(elder, `self-${name}-elder`)
      elder.clean()
      await elder.context.close()
    },
    kSlow,
  )
})

describe('own archive', () => {
  test('R-DISC-04 R-REP-08 is the landing page and names the day each published penalty can be repaired', async () => {
    const kit = await site.visit('subject')
    await kit.go('/console/')
    await kit.page.getByRole('heading', { level: 1, name: '示例西苑口腔诊所' }).waitFor()
    expect(new URL(kit.page.url()).pathname).toBe('/console/my')
    const answer = await (await kit.context.request.get(`${site.url}/api/me/archive`)).json()
    const published = answer.archive.records.filter(
      (one: { infoClass: string; publicity: string }) => one.infoClass === 'negative' && one.publicity === 'published',
    )
    expect(published.length).toBeGreaterThan(0)
    expect(await kit.page.locator('#timeline .clock').count()).toBe(published.length)
    expect(await kit.page.locator('#clocks').textContent()).toMatch(/申请修复/)
    expect(kit.clicks()).toBe(0)
    kit.clean()
  })

  test('R-REP-08 a day to come is counted down to', async () => {
    const kit = await site.visit('subject')
    await kit.page.route('**/api/me/archive', async (route) => {
      const answer = await (await route.fetch()).json()
      for (const record of answer.archive.records) record.repairableFrom = '2026-06-01'
      await route.fulfill({ json: answer })
    })
    await kit.go('/console/my')
    await kit.page.getByText('最短公示期满（2026-06-01）后可以申请修复，还有 24 天').first().waitFor()
    await kit.shot('self-archive-countdown')
    kit.clean()
  })

  test('prints on A4', async () => {
    const kit = await site.visit('subject')
    await kit.go('/console/my')
    expect(await kit.pdfPages('self-archive')).toBeGreaterThan(0)
    kit.clean()
  })

  test('holds nothing of the offices: staff pages refuse in words', async () => {
    const kit = await site.visit('subject')
    for (const path of [
      '/console/users',
      '/console/evidence',
      '/console/sessions',
      '/console/batches',
      '/console/todo',
    ]) {
      await kit.go(path)
      await kit.page.getByText('没有查看这里的权限').first().waitFor()
      await kit.axe()
    }
    kit.clean()
  })
})

describe('authorisations', () => {
  test('R-DISC-05 R-SEC-10 given, used, seen in 谁查过我, withdrawn in three clicks, refused', async () => {
    const code = '92410302000023157H'
    const subject = await site.visit('subject')
    await subject.go('/console/my/grants/new')
    // Nothing filled in: every field is named, focus on the summary.
    await subject.page.getByRole('button', { name: '授权', exact: true }).click()
    const summary = subject.page.getByRole('alert')
    await summary.getByText('请选择授权给谁').waitFor()
    expect(await summary.getByRole('listitem').count()).toBe(5)
    expect(await subject.page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true)
    await subject.axe()
    await subject.shot('self-grant-errors')
    await subject.page.getByLabel('授权给').selectOption({ label: '示例enquirer（经授权的第三方）' })
    await subject.page.getByLabel('查询用途').selectOption({ label: '合作与交易前的信用核实' })
    await subject.page.getByLabel('基础信息').check()
    await subject.page.getByLabel('负面信息').check()
    await subject.page.getByLabel('开始日期').fill('2026-05-08')
    await subject.page.getByLabel('截止日期（含）').fill('2026-08-08')
    // A double click makes one authorisation.
    await subject.page.getByRole('button', { name: '授权', exact: true }).dblclick()
    await subject.page.getByText('已授权 示例enquirer，即时生效。').waitFor()
    await subject.settled()
    expect(await subject.page.locator('tbody tr').count()).toBe(1)
    await subject.shot('self-grants-one')

    const asker = await site.visit('enquirer')
    asker.expecting(/status of 4\d\d/)
    await asker.go('/console/')
    await asker.page.getByRole('heading', { level: 1, name: '授权查询' }).waitFor()
    await asker.page.getByRole('button', { name: '查询', exact: true }).click()
    await asker.page.getByRole('alert').getByText('请选择查询用途').waitFor()
    await asker.axe()
    await asker.page.getByLabel('统一社会信用代码或其他号码').fill(code)
    await asker.page.getByLabel('查询用途').selectOption({ label: '融资与信贷' })
    await asker.page.getByRole('button', { name: '查询', exact: true }).click()
    await asker.page.getByRole('alert').waitFor()
    await asker.shot('enquiry-refused')
    await asker.page.getByLabel('查询用途').selectOption({ label: '合作与交易前的信用核实' })
    await asker.page.getByRole('button', { name: '查询', exact: true }).click()
    await asker.page.getByText('依据主体的授权').waitFor()
    await asker.page.getByRole('heading', { level: 2, name: '示例西苑口腔诊所' }).waitFor()
    await asker.headed()
    await asker.fits()
    await asker.axe()
    await asker.shot('enquiry')
    asker.clean()

    await subject.go('/console/my/access')
    const line = subject.page.getByRole('row').filter({ hasText: '经授权查询信用信息' }).first()
    const words = (await line.textContent()) ?? ''
    expect(words).toContain('示例enquirer')
    expect(words).toContain('合作与交易前的信用核实')
    await subject.shot('self-access-seen')

    await subject.go('/console/my')
    subject.resetClicks()
    await subject.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '授权管理' }).click()
    await subject.page.getByRole('button', { name: /^撤回/ }).click()
    await subject.axe()
    await subject.shot('self-grant-withdraw', false)
    await subject.page.getByRole('dialog').getByRole('button', { name: '撤回授权' }).click()
    await subject.page.getByText('已撤回对 示例enquirer 的授权').waitFor()
    expect(subject.clicks()).toBe(3)
    await asker.page.getByRole('button', { name: '查询', exact: true }).click()
    await asker.page.getByRole('alert').waitFor()
    expect(await asker.page.getByText('依据主体的授权').count()).toBe(0)
    subject.clean()
  })

  test('R-DISC-06 a credit service agency can be given the result only', async () => {
    const kit = await site.visit('subject')
    await kit.page.route('**/api/grantees', (route) =>
      route.fulfill({
        json: { items: [{ id: 'U99', name: '示例信用服务机构', roleLabel: '信用服务机构', agency: true }] },
      }),
    )
    await kit.go('/console/my/grants/new')
    await kit.page.getByLabel('授权给').selectOption({ label: '示例信用服务机构（信用服务机构）' })
    await kit.page.getByText('只能取得评价结果').waitFor()
    expect(await kit.page.getByRole('group', { name: '可以查询的信息' }).getByRole('checkbox').count()).toBe(1)
    // The page stays open: its draft must not come after that of the next test.
    await kit.page.getByText('草稿已保存').waitFor()
    kit.clean()
  })

  test('with the keyboard alone a form is filled and a draft outlives leaving the page', async () => {
    const kit = await site.visit('subject')
    await kit.go('/console/my/grants/new')
    await kit.page.getByLabel('开始日期').focus()
    await kit.page.getByLabel('开始日期').fill('2026-06-01')
    await kit.page.keyboard.press('Control+s')
    await kit.page.getByText('草稿已保存').waitFor()
    await kit.go('/console/my')
    await kit.go('/console/my/grants/new')
    await kit.page.getByText('已恢复上次的草稿').waitFor()
    expect(await kit.page.getByLabel('开始日期').inputValue()).toBe('2026-06-01')
    expect(kit.clicks()).toBe(0)
    kit.clean()
  })
})
