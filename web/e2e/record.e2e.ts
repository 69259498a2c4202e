// Single records through the real server: the form made from the catalogue, the record's page, the second pair of eyes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csv, kMessy, penalties } from './collect-files.ts'
import { kPassword, openSite, type Kit, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const id = (field: string) => `[id="values.${field}"]`

async function fillPenalty(kit: Kit, number: number, sort = '警告') {
  const { page } = kit
  await page.locator(id('CF_XDR_MC')).fill('示例口腔门诊部')
  await page.locator(id('CF_XDR_LB')).selectOption('法人及非法人组织')
  await page.locator(id('CF_XDR_SHXYM')).fill('91410300MA3TE5T113')
  await page.locator(id('CF_FRDB')).fill('王示例')
  await page.locator(id('CF_WSH')).fill(`洛卫示罚〔2026〕${number}号`)
  await page.locator(id('CF_WFXW')).fill('违反诊疗规范')
  await page.locator(id('CF_SY')).fill('未按规定填写病历资料')
  await page.locator(id('CF_YJ')).fill('《医疗纠纷预防和处理条例》')
  await page.getByRole('checkbox', { name: sort, exact: true }).check()
  await page.locator(id('CF_NR')).fill(sort)
  await page.locator(id('CF_JDRQ')).fill('2026-04-28')
  await page.locator(id('CF_YXQ')).fill('2027-04-28')
  for (const field of ['CF_CFJG', 'CF_SJLY']) await page.locator(id(field)).fill('洛阳市卫生健康委员会')
  for (const field of ['CF_CFJGDM', 'CF_SJLYDM']) await page.locator(id(field)).fill('1141030000539001XH')
}

const recordsOf = async (kit: Kit) =>
  (
    (await (await kit.context.request.get(`${site.url}/api/records?entry=CF-ORG&flow=draft&limit=100`)).json()) as {
      items: { id: string; documentNo: string }[]
    }
  ).items

describe('manual entry', () => {
  test('R-COLL-24 errors together with focus, conditional field, draft, one record for a double click', async () => {
    const kit = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go('/console/collect/CF-ORG/new')
    await kit.headed()
    await kit.axe()
    await kit.shot('form')
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await page.getByRole('heading', { name: /有 \d+ 处需要修改/ }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true)
    await kit.axe()
    await kit.shot('form-errors')
    await page.getByRole('link', { name: '请填写行政相对人名称' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('values.CF_XDR_MC')

    // The amount of a fine is asked only of a fine.
    expect(await page.locator(id('CF_NR_FK')).count()).toBe(0)
    await page.getByRole('checkbox', { name: '罚款', exact: true }).check()
    await page.locator(id('CF_NR_FK')).waitFor()
    await page.getByRole('checkbox', { name: '罚款', exact: true }).uncheck()

    await fillPenalty(kit, 801)
    await page.getByText('草稿已保存').waitFor()
    await page.reload()
    await page.getByText('已恢复上次没有提交的内容').waitFor()
    expect(await page.locator(id('CF_WSH')).inputValue()).toBe('洛卫示罚〔2026〕801号')
    await page.locator(id('CF_JDRQ')).fill('2027-04-28')
    await page.getByRole('button', { name: '提交', exact: true }).click()
    kit.expecting(/status of 422/)
    await page.getByRole('heading', { name: /需要修改/ }).waitFor()
    await kit.shot('form-refused')
    await page.locator(id('CF_JDRQ')).fill('2026-04-28')
    await page.getByRole('button', { name: '提交', exact: true }).dblclick()
    await page.waitForURL('**/console/records/R*')
    await kit.settled()
    await page.getByText('已保存。等待本科室另一位人员审核').waitFor()
    await kit.headed()
    await kit.axe()
    await kit.shot('record')
    expect((await recordsOf(kit)).filter((one) => one.documentNo.includes('801号'))).toHaveLength(1)
    kit.clean()
  })

  test('a session that ends in mid-form: the draft is kept, the form goes through after signing in', async () => {
    const kit = await site.visit('clerk-jdk')
    const { page } = kit
    kit.expecting(/status of 401/)
    await kit.go('/console/collect/CF-ORG/new')
    await fillPenalty(kit, 803)
    await page.getByText('草稿已保存').waitFor()
    await kit.context.clearCookies()
    await page.locator(id('CF_SY')).fill('未按规定填写病历资料，登录过期后')
    await page.getByRole('button', { name: '提交', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '登录已过期，请重新登录' })
    await dialog.waitFor()
    await kit.axe()
    expect(await page.locator(id('CF_SY')).inputValue()).toBe('未按规定填写病历资料，登录过期后')
    await dialog.getByLabel('口令').fill(kPassword)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/console/records/R*')
    await page.getByText('已保存。等待本科室另一位人员审核').waitFor()
    expect((await recordsOf(kit)).filter((one) => one.documentNo.includes('803号'))).toHaveLength(1)
    kit.clean()
  })

  test('what the archive knows is not typed again', async () => {
    const kit = await site.visit('clerk-jdk')
    await kit.go('/console/collect/CF-ORG/new')
    await kit.page.locator(id('CF_XDR_SHXYM')).fill('91410300MA3TE5T113')
    await kit.page.keyboard.press('Tab')
    await kit.page.getByText(/已从“示例口腔门诊部”的档案带出/).waitFor()
    expect(await kit.page.locator(id('CF_XDR_MC')).inputValue()).toBe('示例口腔门诊部')
    kit.clean()
  })

  test('R-CAT-03 every entry of the catalogue has its form', async () => {
    const kit = await site.visit('clerk-jdk')
    const catalogue = (await (await kit.context.request.get(`${site.url}/api/catalogue`)).json()) as {
      items: { code: string }[]
    }
    expect(catalogue.items).toHaveLength(21)
    for (const { code } of catalogue.items) {
      await kit.go(`/console/collect/${code}/new`)
      await kit.headed()
      await kit.page.getByRole('button', { name: '提交', exact: true }).click()
      await kit.page.getByRole('heading', { name: /有 \d+ 处需要修改/ }).waitFor()
      await kit.axe()
    }
    kit.clean()
  })
})

describe('record', () => {
  test('R-COLL-16 corrected with its reason, evidence added, both versions kept; voided with its reason', async () => {
    const kit = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go('/console/collect/CF-ORG/new')
    await fillPenalty(kit, 802)
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await page.waitForURL('**/console/records/R*')
    await page.getByRole('link', { name: '更正或变更' }).click()
    await page.locator(id('CF_SY')).waitFor()
    await page.locator(id('CF_SY')).fill('未按规定填写、保管病历资料')
    await page.getByRole('button', { name: '提交更正' }).click()
    await page.getByRole('link', { name: '请填写更正的原因' }).click()
    await page.keyboard.type('示例：漏写')
    await page.getByRole('button', { name: '提交更正' }).click()
    await page.waitForURL('**/console/records/R*saved=1')
    await page.getByText('现在的内容（第 2 版）').waitFor()
    await page.getByLabel('添加材料').setInputFiles({
      name: '决定书.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n% 样例\n%%EOF\n', 'utf8'),
    })
    await page.getByRole('button', { name: '决定书.pdf' }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '决定书.pdf' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('决定书.pdf')
    await page.getByText('第 1 版').first().click()
    await kit.axe()
    await kit.shot('record-versions')
    expect(await kit.pdfPages('record-print')).toBeGreaterThan(0)
    await page.getByRole('button', { name: '作废' }).click()
    await kit.axe()
    await page.getByLabel('作废原因').fill('示例：重复录入')
    await page.getByRole('dialog').getByRole('button', { name: '作废' }).click()
    await page.getByText('记录已作废').waitFor()
    kit.clean()
  })

  test('another office does not see it, a reviewer may not enter', async () => {
    const kit = await site.visit('clerk-jdk')
    await kit.go('/console/collect/CF-ORG')
    await kit.page.getByLabel('选择文件').setInputFiles(csv('本科室.csv', penalties([{ number: 821 }])))
    await kit.page.waitForURL('**/console/batches/B*')
    const record = (await recordsOf(kit))[0]!.id
    const other = await site.visit('clerk')
    other.expecting(/status of 40[34]/)
    await other.go(`/console/records/${record}`)
    await other.page.getByText('没有找到，或已不再公开').waitFor()
    const reviewer = await site.visit('reviewer-jdk')
    reviewer.expecting(/status of 40[34]/)
    await reviewer.go('/console/batches')
    expect(await reviewer.page.locator('#menu').getByText('数据归集').count()).toBe(0)
    // By its address: the page says which right is missing, and the server refuses the file all the same.
    await reviewer.go('/console/collect/CF-ORG')
    await reviewer.page.getByText('没有查看这里的权限').waitFor()
    await reviewer.page.getByText('缺少“归集录入”权限').waitFor()
    const answer = await reviewer.page.evaluate(async (body) => {
      const me = (await (await fetch('/api/session')).json()) as { session: { csrfToken: string } }
      const headers = {
        'Content-Type': 'application/octet-stream',
        'Idempotency-Key': 'e2e-reviewer-import',
        'X-CSRF-Token': me.session.csrfToken,
      }
      return (await fetch('/api/imports?entry=CF-ORG&unit=jdk&name=x.csv', { method: 'POST', headers, body })).status
    }, penalties(kMessy).toString('utf8'))
    expect(answer).toBe(403)
    await reviewer.go(`/console/records/${record}`)
    expect(await reviewer.page.getByRole('button', { name: '作废' }).count()).toBe(0)
    other.clean()
  })
})

describe('review', () => {
  test('R-COLL-15 by keyboard: next, three points, approve; return with a reason; then handed over', async () => {
    const office = await site.visit('clerk-jdk')
    await office.go('/console/collect/CF-ORG')
    const rows = [811, 812, 813].map((number) => ({ number }))
    await office.page.getByLabel('选择文件').setInputFiles(csv('待审.csv', penalties(rows)))
    await office.page.waitForURL('**/console/batches/B*')
    const kit = await site.visit('reviewer-jdk', { width: 1440, height: 900 })
    const { page } = kit
    await kit.go('/console/review')
    await kit.headed()
    await kit.axe()
    await kit.shot('review')
    const first = await page.locator('.line[aria-current]').innerText()
    await page.keyboard.press('j')
    await page.waitForFunction(
      (was) => document.querySelector<HTMLElement>('.line[aria-current]')?.innerText !== was,
      first,
    )
    await page.keyboard.press('k')
    await page.waitForFunction(
      (was) => document.querySelector<HTMLElement>('.line[aria-current]')?.innerText === was,
      first,
    )
    await kit.settled()
    await page.getByRole('button', { name: '通过' }).click()
    await page.getByRole('link', { name: /请确认“合法”/ }).waitFor()
    await kit.axe()
    await kit.shot('review-errors')
    for (const point of ['lawful', 'true', 'accurate']) {
      await page.locator(`#point-${point}`).focus()
      await page.keyboard.press('Space')
    }
    await page.getByRole('button', { name: '通过' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(/已通过审核/).waitFor()
    await kit.settled()
    await page.getByRole('button', { name: '退回' }).click()
    await kit.axe()
    await page.getByLabel('退回原因').fill('示例：与决定书不符')
    await page.getByRole('dialog').getByRole('button', { name: '退回' }).click()
    await page.getByText(/已退回经办人/).waitFor()
    kit.clean()

    const clerk = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    await clerk.go('/console/records?flow=reviewed')
    await clerk.page.getByRole('checkbox', { name: '选中本页全部' }).check()
    await clerk.axe()
    await clerk.shot('records')
    await clerk.page.getByRole('button', { name: /报送选中的 \d+ 条/ }).click()
    await clerk.page.getByText(/已报送 \d+ 条。/).waitFor()
    clerk.clean()
  })

  test('R-SEC-09 whoever entered a record cannot approve it, and the page says why', async () => {
    const clerk = await site.visit('clerk-jdk')
    const record = (await recordsOf(clerk))[0]!.id
    const me = (await (await clerk.context.request.get(`${site.url}/api/session`)).json()) as { id: string }
    const officer = await site.visit('secadmin')
    const signedIn = await officer.context.request.post(`${site.url}/api/session`, {
      data: { login: 'secadmin', password: kPassword },
    })
    const token = ((await signedIn.json()) as { csrfToken: string }).csrfToken
    const user = await officer.context.request.get(`${site.url}/api/users/${me.id}`)
    const changed = await officer.context.request.put(`${site.url}/api/users/${me.id}/roles`, {
      headers: { 'X-CSRF-Token': token, 'If-Match': user.headers().etag!, 'Idempotency-Key': 'e2e-roles' },
      data: { roles: ['reviewer'] },
    })
    expect(changed.status(), await changed.text()).toBeLessThan(300)
    const kit = await site.visit('clerk-jdk')
    await kit.go(`/console/review?record=${record}`)
    await kit.page.getByText('这条记录是您录入的，不能自己审核').waitFor()
    const approve = kit.page.getByRole('button', { name: '通过' })
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await kit.axe()
    await kit.shot('review-own')
    kit.clean()
  })
})

describe('nil reports and registers', () => {
  test('R-COLL-02 a nil report and a register through their pages', async () => {
    const kit = await site.visit('clerk')
    const { page } = kit
    await page.clock.setSystemTime(new Date('2026-05-08T10:00:00+08:00'))
    await kit.go('/console/nil-reports')
    await page.getByRole('button', { name: '提交零报告' }).click()
    await page.getByRole('link', { name: '请选择月份' }).waitFor()
    await kit.axe()
    await page.getByLabel('月份').selectOption('2026-01')
    await page.getByRole('checkbox', { name: /行政许可信息（自然人）/ }).check()
    await page.getByRole('button', { name: '提交零报告' }).click()
    await page
      .getByText(/已提交/)
      .first()
      .waitFor()
    await kit.axe()
    await kit.shot('nil-reports')
    await kit.go('/console/registers')
    await page.getByLabel('目录条目').selectOption('XK-ORG')
    await page.getByLabel('选择台账文件').setInputFiles({
      name: '台账.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('文书号,决定日期\n示卫许〔2026〕9901号,2026-04-20\n'),
    })
    await page.getByText('新登记 1 件').waitFor()
    await kit.axe()
    await kit.shot('registers')
    kit.clean()
  })
})
