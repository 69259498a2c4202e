// The frame of the console through the real server: signing in, menus of the roles, ending sessions.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kPassword, kPeople, openSite, type Person, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const kMissing = /status of 40[13]/

describe('sign-in', () => {
  test('R-SEC-03 a wrong password is refused in words, with focus, and the right one leads on', async () => {
    const kit = await site.visit()
    kit.expecting(kMissing)
    await kit.go('/console/')
    await kit.page.waitForURL('**/console/sign-in')
    await kit.axe()
    await kit.shot('sign-in')
    await kit.page.getByRole('button', { name: '登录' }).click()
    await kit.page.getByRole('alert').getByText('请填写登录名').waitFor()
    expect(await kit.page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true)
    await kit.axe()
    await kit.page.getByLabel('登录名').fill('clerk')
    await kit.page.getByLabel('口令').fill('not this one')
    await kit.page.keyboard.press('Enter')
    await kit.page.getByText('登录名或口令不正确').waitFor()
    await kit.shot('sign-in-wrong')
    await kit.page.getByLabel('口令').fill(kPassword)
    await kit.page.keyboard.press('Enter')
    await kit.page.getByRole('button', { name: '退出' }).waitFor()
    await kit.settled()
    kit.clean()
  })

  test('signing out ends the session on the server', async () => {
    const kit = await site.visit('clerk')
    await kit.go('/console/account')
    await kit.page.getByRole('button', { name: '退出' }).click()
    await kit.page.waitForURL('**/console/sign-in')
    expect((await kit.context.request.get(`${site.url}/api/session`)).status()).toBe(401)
    kit.clean()
  })

  test('a session that ends in mid-work is renewed in a dialog and the page stays', async () => {
    const kit = await site.visit('clerk')
    kit.expecting(kMissing)
    await kit.go('/console/account')
    await kit.page.getByLabel('现口令').fill('half typed')
    await kit.context.clearCookies()
    await kit.page.getByLabel('新口令', { exact: false }).first().fill('Hong-cha er #2026')
    await kit.page.getByLabel('再次填写新口令').fill('Hong-cha er #2026')
    await kit.page.getByRole('button', { name: '设置新口令' }).click()
    const dialog = kit.page.getByRole('dialog', { name: '登录已过期，请重新登录' })
    await dialog.waitFor()
    await kit.axe()
    await kit.shot('re-login', false)
    await dialog.getByLabel('口令').fill(kPassword)
    await kit.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    expect(await kit.page.getByLabel('现口令').inputValue()).toBe('half typed')
    await kit.page.getByRole('alert').waitFor()
    kit.clean()
  })
})

describe('frame', () => {
  // What a page looks like is the same for everybody who has it: looked at closely with the first of them.
  const looked = new Set<string>()
  test.each(Object.keys(kPeople) as Person[])('%s: every entry of the menu opens without a problem', async (person) => {
    const kit = await site.visit(person)
    await kit.go('/console/')
    const links = await kit.page.locator('#menu a').evaluateAll((all) => all.map((one) => one.getAttribute('href')!))
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) {
      await kit.go(link)
      await kit.headed()
      if (looked.has(link)) continue
      looked.add(link)
      await kit.axe()
      await kit.shot(`menu-${person}${link.replaceAll('/', '-')}`)
    }
    kit.clean()
  })

  test('elder and high-contrast modes, a phone, keyboard', async () => {
    const elder = await site.visit('clerk', { elder: true, contrast: true })
    await elder.go('/console/account')
    await elder.axe()
    await elder.fits()
    await elder.shot('account-elder')
    const phone = await site.visit('clerk', { width: 320, height: 640 })
    await phone.go('/console/account')
    await phone.fits()
    await phone.axe()
    await phone.shot('account-phone')
    await phone.page.getByRole('button', { name: '菜单' }).click()
    await phone.shot('menu-phone', false)
    await phone.axe()
    await phone.page.keyboard.press('Escape')
    expect(await phone.page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('菜单')
    const keys = await site.visit('clerk')
    await keys.go('/console/account')
    await keys.page.keyboard.press('Tab')
    expect(await keys.page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
    elder.clean()
    phone.clean()
    keys.clean()
  })
})
