// The three administrators at work: accounts, roles, units, sessions, and the evidence of it all.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Kit, type Person, type Site } from './harness.ts'

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
async function idOf(kit: Kit, login: string): Promise<string> {
  const answer = await kit.context.request.get(`${site.url}/api/users?q=${login}`)
  return (await answer.json()).items.find((one: { login: string }) => one.login === login).id
}

describe('pages', () => {
  const kPages: [person: Person, name: string, path: string][] = [
    ['sysadmin', 'users', '/console/users'],
    ['sysadmin', 'users-none', '/console/users?q=zzzz'],
    ['sysadmin', 'user', '/console/users/U1'],
    ['sysadmin', 'user-new', '/console/users/new'],
    ['secadmin', 'user-roles', '/console/users/U1'],
    ['secadmin', 'roles', '/console/roles'],
    ['sysadmin', 'units', '/console/units'],
    ['sysadmin', 'unit-new', '/console/units/new'],
    ['sysadmin', 'sessions', '/console/sessions'],
    ['auditor', 'evidence', '/console/evidence'],
    ['auditor', 'evidence-none', '/console/evidence?object=nothing'],
    ['auditor', 'entry', '/console/evidence/1/0'],
    ['auditor', 'anomalies', '/console/anomalies'],
    ['auditor', 'cases', '/console/cases'],
    ['auditor', 'case-new', '/console/cases/new?entry=1/0'],
  ]
  test.each(kPages)(
    'R-SEC-03 %s %s: accessible, clean, on a phone, in elder mode with high contrast',
    async (person, name, path) => {
      const kit = await site.visit(person)
      await kit.go(path)
      await looksRight(kit, `admin-${name}`)
      await kit.page.setViewportSize({ width: 320, height: 640 })
      await looksRight(kit, `admin-${name}-phone`)
      kit.clean()
      await kit.context.close()
      const elder = await site.visit(person, { elder: true, contrast: true })
      await elder.go(path)
      await looksRight(elder, `admin-${name}-elder`)
      elder.clean()
      await elder.context.close()
    },
    kSlow,
  )
})

describe('accounts', () => {
  test('R-SEC-11 R-DISC-11 a new account: one-time code once, roles by the other administrator, none that exclude one another', async () => {
    const system = await site.visit('sysadmin')
    system.expecting(/status of 4\d\d/)
    await system.go('/console/users/new')
    await system.page.getByRole('button', { name: '建立账号' }).click()
    await system.page.getByRole('alert').getByText('请填写登录名').waitFor()
    await system.axe()
    await system.shot('admin-user-errors')
    await system.page.getByLabel('登录名').fill('clerk')
    await system.page.getByLabel('姓名').fill('示例新人')
    await system.page.getByRole('button', { name: '建立账号' }).click()
    await system.page.getByRole('alert').waitFor()
    expect(await system.page.getByLabel('姓名').inputValue()).toBe('示例新人')
    await system.page.getByLabel('登录名').fill('newcomer')
    await system.page.getByLabel('机构', { exact: true }).selectOption('spk')
    await system.page.getByRole('button', { name: '建立账号' }).click()
    await system.page.getByText('只显示这一次').waitFor()
    await system.axe()
    await system.page.getByRole('link', { name: '打开账号 newcomer' }).click()
    await system.page.getByText('没有角色').first().waitFor()
    expect(await system.page.getByRole('button', { name: '设定角色' }).count()).toBe(0)

    const security = await site.visit('secadmin')
    await security.go(`/console/users/${await idOf(system, 'newcomer')}`)
    await security.page.getByLabel(/^科室经办/).check()
    expect(await security.page.getByLabel(/^科室审核/).isDisabled()).toBe(true)
    await security.page.getByText('与“科室经办”不能兼任').first().waitFor()
    await security.shot('admin-roles-conflict')
    await security.page.getByRole('button', { name: '设定角色' }).click()
    await security.page.getByText('角色已设定').waitFor()
    expect(await security.page.getByRole('button', { name: '重置口令' }).count()).toBe(0)
    system.clean()
    security.clean()
  })

  test('R-SEC-11 a locked account is unlocked in three clicks', async () => {
    const kit = await site.visit('sysadmin')
    for (let attempt = 0; attempt < 10; ++attempt) {
      await kit.context.request.post(`${site.url}/api/session`, {
        data: { login: 'grader', password: 'wrong 1 Wrong!' },
      })
    }
    await kit.go('/console/')
    await kit.page.getByLabel('登录名或姓名').fill('grader')
    await kit.page.keyboard.press('Enter')
    await kit.page.getByText('已锁定').waitFor()
    await kit.page.getByRole('link', { name: 'grader' }).click()
    await kit.shot('admin-user-locked')
    await kit.page.getByRole('button', { name: '解除锁定' }).click()
    await kit.page.getByText('已解除锁定，口令不变。').waitFor()
    expect(kit.clicks()).toBeLessThanOrEqual(3)
    const again = await site.visit('grader')
    await again.context.close()
    kit.clean()
  })

  test('R-SEC-03 disabling ends the work at once; enabling and resetting follow', async () => {
    const kit = await site.visit('sysadmin')
    const victim = await site.visit('business')
    victim.expecting(/status of 401/)
    await victim.go('/console/account')
    await kit.go(`/console/users/${await idOf(kit, 'business')}`)
    await kit.page.getByRole('button', { name: '停用' }).click()
    await kit.axe()
    await kit.shot('admin-disable', false)
    await kit.page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await kit.page.getByText('账号已停用。').waitFor()
    expect((await victim.context.request.get(`${site.url}/api/session`)).status()).toBe(401)
    await kit.page.getByRole('button', { name: '启用' }).click()
    await kit.page.getByRole('dialog').getByRole('button', { name: '启用' }).click()
    await kit.page.getByText('账号已启用。').waitFor()
    await kit.page.getByRole('button', { name: '重置口令' }).click()
    await kit.page.getByRole('dialog').getByRole('button', { name: '重置口令' }).click()
    await kit.page.getByRole('dialog', { name: '一次性口令' }).getByText('只显示这一次').waitFor()
    await kit.page.getByRole('button', { name: '已交给本人' }).click()
    kit.clean()
  })

  test('two administrators at one account: the second is told, nothing is overwritten', async () => {
    const [first, second] = [await site.visit('sysadmin'), await site.visit('sysadmin')]
    second.expecting(/status of 412/)
    const path = `/console/users/${await idOf(first, 'objection')}`
    await first.go(path)
    await second.go(path)
    await first.page.getByLabel('姓名').fill('示例改名甲')
    await first.page.getByRole('button', { name: '保存' }).click()
    await first.page.getByText('已保存').waitFor()
    await second.page.getByLabel('姓名').fill('示例改名乙')
    await second.page.getByRole('button', { name: '保存' }).click()
    await second.page.getByRole('alert').waitFor()
    await second.shot('admin-user-conflict')
    expect(await second.page.getByLabel('姓名').inputValue()).toBe('示例改名乙')
    await first.go(path)
    await first.page.getByRole('heading', { level: 1, name: '示例改名甲' }).waitFor()
    first.clean()
    second.clean()
  })

  test('R-COLL-15 keys of a system: made, told once, revoked', async () => {
    const kit = await site.visit('sysadmin')
    await kit.go('/console/users/new')
    await kit.page.getByLabel('登录名').fill('partner-x')
    await kit.page.getByLabel('姓名').fill('示例共享系统')
    await kit.page.getByLabel('类别').selectOption('system')
    await kit.page.getByRole('button', { name: '建立账号' }).click()
    await kit.page.getByRole('link', { name: '打开账号 partner-x' }).click()
    await kit.page.getByLabel('算法').selectOption('hmac-sm3')
    await kit.page.getByRole('button', { name: '登记密钥' }).click()
    await kit.page.getByText('只显示这一次').waitFor()
    await kit.axe()
    await kit.page.getByRole('button', { name: /撤销 密钥/ }).click()
    await kit.page.getByRole('dialog').getByRole('button', { name: '撤销密钥' }).click()
    await kit.page.getByText('已撤销').waitFor()
    kit.clean()
  })

  test('R-SEC-11 a session is ended from the list of those who are in', async () => {
    const kit = await site.visit('sysadmin')
    const victim = await site.visit('reviewer')
    await kit.go('/console/sessions')
    await kit.page.getByRole('row').filter({ hasText: 'reviewer' }).first().getByRole('button').click()
    await kit.axe()
    await kit.page.getByRole('dialog').getByRole('button', { name: '强制退出' }).click()
    await kit.page.getByText('已让').waitFor()
    expect((await victim.context.request.get(`${site.url}/api/session`)).status()).toBe(401)
    kit.clean()
  })

  test('R-COLL-17 a unit is registered and gets its named person', async () => {
    const kit = await site.visit('sysadmin')
    await kit.go('/console/units/new')
    await kit.page.getByLabel('机构标识').fill('xqj')
    await kit.page.getByLabel('机构名称').fill('示例县卫生健康委员会')
    await kit.page.getByLabel('区划代码').fill('410322')
    await kit.page.getByRole('button', { name: '登记', exact: true }).click()
    await kit.page.getByText('示例县卫生健康委员会').first().waitFor()
    await kit.page.getByRole('button', { name: '指定专人 示例县卫生健康委员会' }).click()
    await kit.page.getByRole('dialog').getByLabel('专人姓名').fill('钱示例')
    await kit.page.getByRole('dialog').getByRole('button', { name: '指定', exact: true }).click()
    await kit.page.getByText('已指定 钱示例').waitFor()
    await kit.shot('admin-units-tree')
    // Its name changes with a reorganisation, and it answers for two entries from now on.
    await kit.page.getByRole('link', { name: '修改 示例县卫生健康委员会' }).click()
    await kit.page.getByRole('heading', { level: 1, name: '修改机构：示例县卫生健康委员会' }).waitFor()
    expect(await kit.page.getByLabel('机构标识').getAttribute('readonly')).not.toBeNull()
    await kit.page.getByLabel('机构名称').fill('')
    await kit.page.getByRole('button', { name: '保存' }).click()
    await kit.page.getByRole('link', { name: '请填写机构名称' }).waitFor()
    await kit.axe()
    await kit.page.getByLabel('机构名称').fill('示例县卫生健康局')
    await kit.page.getByLabel('统一社会信用代码').fill('123')
    kit.expecting(/status of 422/)
    await kit.page.getByRole('button', { name: '保存' }).click()
    await kit.page.getByRole('alert').getByText('123').first().waitFor()
    await kit.page.getByLabel('统一社会信用代码').fill('')
    for (const entry of ['行政许可信息（法人', '行政处罚信息（法人']) {
      await kit.page.getByRole('checkbox', { name: new RegExp(entry) }).check()
    }
    await kit.fits()
    await kit.shot('admin-unit-change')
    await kit.page.getByRole('button', { name: '保存' }).click()
    await kit.page.getByText('示例县卫生健康局').first().waitFor()
    await kit.page.getByText('负责 2 项目录').first().waitFor()
    kit.clean()
  })
})

describe('evidence', () => {
  test('R-SEC-01 R-SEC-06 an entry is found by its filters, opened, and its proof verified in this browser', async () => {
    const desk = await site.visit('desk')
    await desk.context.request.get(`${site.url}/api/subjects/S5`, { headers: { 'X-Purpose': 'supervision' } })
    await desk.context.request.get(`${site.url}/api/users`)
    const kit = await site.visit('auditor')
    await kit.go('/console/')
    await kit.page.getByText('签名有效').waitFor()
    await kit.page.getByLabel('用途').selectOption({ label: '监督管理' })
    await kit.page.getByLabel('所涉主体').fill('s5')
    await kit.page.getByRole('button', { name: '查询', exact: true }).click()
    await kit.page.waitForURL(/subject=S5/)
    await kit.settled()
    await kit.page.getByRole('cell', { name: '查看档案' }).first().waitFor()
    await kit.shot('evidence-filtered')
    await kit.page.locator('tbody a').first().click()
    await kit.page.getByText('由本页在浏览器中独立核验').waitFor()
    await kit.page.getByText('与公布的一致').waitFor()
    await kit.axe()
    await kit.shot('evidence-entry')
    // What is listed is taken along as a file; that is an entry too.
    await kit.page.goBack()
    await kit.page.getByRole('cell', { name: '查看档案' }).first().waitFor()
    const [file] = await Promise.all([
      kit.page.waitForEvent('download'),
      kit.page.getByRole('button', { name: '导出 CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^留痕-.*\.csv$/)
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines[0]).toContain('操作人')
    expect(lines.slice(1).every((line) => line.includes('supervision'))).toBe(true)
    await kit.page.getByText(`${lines.length - 1} 条。`).waitFor()
    await kit.axe()
    await kit.shot('evidence-exported')
    await kit.go('/console/evidence?action=audit.export')
    await kit.page.getByRole('cell', { name: '导出留痕' }).waitFor()
    // Refused requests stand there too.
    await kit.go('/console/evidence?allowed=false')
    await kit.page.getByRole('cell', { name: '请求被拒绝' }).first().waitFor()
    kit.clean()
  })

  test('R-SEC-05 a changed entry is found out', async () => {
    const kit = await site.visit('auditor')
    await kit.page.route('**/proof?**', async (route) => {
      const answer = await (await route.fetch()).json()
      const bytes = Buffer.from(answer.entry as string, 'base64')
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
      await route.fulfill({ json: { ...answer, entry: bytes.toString('base64') } })
    })
    await kit.go('/console/evidence/1/3')
    await kit.page.getByText('无效').waitFor()
    await kit.page.getByText('条目或路径被改动').waitFor()
    await kit.axe()
    await kit.shot('evidence-tampered')
    kit.clean()
  })

  test('R-SEC-12 a case is opened from an entry and closed with a measure', async () => {
    const kit = await site.visit('auditor')
    await kit.go('/console/evidence/1/3')
    await kit.page.getByRole('link', { name: '立案追责' }).click()
    await kit.page.getByRole('button', { name: '立案', exact: true }).click()
    await kit.page.getByRole('alert').getByText('请选择单位').waitFor()
    await kit.axe()
    await kit.page.getByLabel('单位', { exact: false }).first().selectOption({ index: 1 })
    await kit.page.getByLabel('行为').selectOption({ index: 2 })
    await kit.page.getByRole('button', { name: '立案', exact: true }).dblclick()
    await kit.page.getByRole('button', { name: /^办结/ }).waitFor()
    expect(await kit.page.getByRole('button', { name: /^办结/ }).count()).toBe(1)
    await kit.page.getByRole('button', { name: /^办结/ }).click()
    const dialog = kit.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '办结' }).click()
    await dialog.getByRole('alert').waitFor()
    await kit.axe()
    await dialog.getByLabel('处理方式').selectOption({ index: 1 })
    await dialog.getByLabel('办理情况').fill('已约谈并整改。')
    await dialog.getByRole('button', { name: '办结' }).click()
    await kit.page.getByText('已办结').waitFor()
    await kit.shot('cases-closed')
    kit.clean()
  })

  test('with the keyboard alone the log is filtered and an entry opened', async () => {
    const kit = await site.visit('auditor')
    await kit.go('/console/evidence')
    await kit.page.locator('main').focus()
    await kit.page.keyboard.press('/')
    await kit.page.keyboard.type('U1')
    await kit.page.keyboard.press('Enter')
    await kit.page.waitForURL(/object=U1/)
    await kit.settled()
    await kit.page.locator('tbody a').first().focus()
    await kit.page.keyboard.press('Enter')
    await kit.page.getByText('核验状态').waitFor()
    await kit.settled()
    expect(kit.clicks()).toBe(0)
    kit.clean()
  })
})
