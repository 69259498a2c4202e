// From the first start: set-up, first sign-in, the second factor scanned from its QR code, and the warning before a
// session ends by itself.
import { createHmac } from 'node:crypto'
import decodeQR from 'qr/decode.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kPassword, kToday, Site, type Kit } from './harness.ts'

const site = new Site()
beforeAll(() => site.openFresh())
afterAll(() => site.close())

/** Codes of the three administrators, from the page. */
const codes = new Map<string, string>()

/** The server lives on the legal day of the tests, at the hour it really is in China. */
function serverSeconds(): number {
  const china = new Date(Date.now() + 8 * 3600_000)
  const [year = 0, month = 1, day = 1] = kToday.split('-').map(Number)
  const moment = Date.UTC(year, month - 1, day, china.getUTCHours(), china.getUTCMinutes(), china.getUTCSeconds())
  return moment / 1000 - 8 * 3600
}

/** RFC 6238 as an authenticator computes it. */
function totp(secret: string, seconds: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = digest[19]! & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** What a camera reads from the picture on the screen. */
async function scanned(kit: Kit): Promise<string> {
  const picture = await kit.page.evaluate(async () => {
    const svg = document.querySelector<SVGElement>('svg.qr')!
    const side = Number(svg.getAttribute('viewBox')!.split(' ')[2])
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = side * 4
    const pen = canvas.getContext('2d')!
    pen.fillStyle = getComputedStyle(svg.querySelector('.light')!).fill
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.scale(4, 4)
    pen.fillStyle = getComputedStyle(svg.querySelector('.dark')!).fill
    pen.fill(new Path2D(svg.querySelector('.dark')!.getAttribute('d')!))
    return { width: canvas.width, data: [...pen.getImageData(0, 0, canvas.width, canvas.height).data] }
  })
  return decodeQR({ width: picture.width, height: picture.width, data: Uint8ClampedArray.from(picture.data) })
}

async function looksRight(kit: Kit, name: string) {
  await kit.headed()
  await kit.fits()
  await kit.axe()
  await kit.shot(name)
}

test('R-SEC-09 set-up makes three administrators, once', async () => {
  const kit = await site.visit()
  const { page } = kit
  kit.expecting(/status of 4\d\d/)
  await kit.go('/console/setup')
  await looksRight(kit, 'setup')
  await page.getByRole('button', { name: /设立/ }).click()
  await page.getByRole('link', { name: '请填写设置码' }).waitFor()
  await kit.axe()
  await kit.shot('setup-errors')
  await page.getByLabel('设置码').fill('0000-0000')
  const people = [
    ['system-admin', 'sys', '示例系统'],
    ['security-admin', 'sec', '示例安全'],
    ['audit-admin', 'aud', '示例审计'],
  ] as const
  for (const [role, login, name] of people) {
    await page.locator(`#${role}-login`).fill(login)
    await page.locator(`#${role}-name`).fill(name)
  }
  await page.getByRole('button', { name: /设立/ }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('设置码').fill(site.setupCode)
  await page.getByRole('button', { name: /设立/ }).click()
  await page.getByRole('heading', { name: '管理员已设立' }).waitFor()
  for (const row of await page.locator('main tbody tr').all()) {
    const [login = '', code = ''] = await row.locator('td').allInnerTexts()
    codes.set(login.trim(), code.trim())
  }
  expect([...codes.keys()].sort()).toEqual(['aud', 'sec', 'sys'])
  await kit.axe()
  await kit.shot('setup-done')
  // A second time nothing is made.
  await kit.go('/console/setup')
  await page.getByLabel('设置码').fill(site.setupCode)
  for (const [role, login, name] of people) {
    await page.locator(`#${role}-login`).fill(`${login}2`)
    await page.locator(`#${role}-name`).fill(name)
  }
  await page.getByRole('button', { name: /设立/ }).click()
  await page.getByRole('alert').waitFor()
  kit.clean()
})

test('R-SEC-11 first sign-in, the second factor by its QR code, and signing in with it', async () => {
  const kit = await site.visit()
  const { page } = kit
  kit.expecting(/status of 4\d\d/)
  const signIn = async (password: string) => {
    await page.locator('#sign-in-login').fill('sys')
    await page.locator('#sign-in-password').fill(password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }
  await kit.go('/console/sign-in')
  await signIn(codes.get('sys')!)
  await page.getByRole('heading', { name: '设置新口令' }).waitFor()
  await looksRight(kit, 'first-password')
  await page.getByLabel('新口令', { exact: false }).first().fill(kPassword)
  await page.getByLabel('再次填写新口令').fill(kPassword)
  await page.getByRole('button', { name: '设置新口令' }).click()
  await page.getByRole('heading', { name: /安全管理和保密制度|启用动态口令/ }).waitFor()
  let secret = ''
  const enrol = async (name: string) => {
    await page.locator('#totp-password').fill(kPassword)
    await page.getByRole('button', { name: '取得密钥' }).click()
    await page.locator('svg.qr').waitFor()
    await looksRight(kit, name)
    const uri = new URL(await scanned(kit))
    expect(uri.protocol).toBe('otpauth:')
    secret = uri.searchParams.get('secret')!
    expect((await page.locator('code.secret').innerText()).replaceAll(' ', '')).toBe(secret)
    await page.locator('#totp-code').fill('000000')
    await page.getByRole('button', { name: '启用', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await kit.axe()
    await page.locator('#totp-code').fill(totp(secret, serverSeconds()))
    await page.getByRole('button', { name: '启用', exact: true }).click()
    await page.locator('svg.qr').waitFor({ state: 'detached' })
  }
  if (await page.locator('#totp-password').count()) await enrol('totp')
  if (await page.getByRole('heading', { name: '安全管理和保密制度' }).count()) {
    await kit.axe()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: /确认|接受|同意/ }).click()
    await page.getByRole('heading', { name: '安全管理和保密制度' }).waitFor({ state: 'detached' })
  }
  if (!secret) {
    await kit.go('/console/account')
    await enrol('totp')
  }
  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL('**/console/sign-in**')
  await signIn(kPassword)
  await page.locator('#sign-in-code').waitFor()
  await looksRight(kit, 'sign-in-code')
  // A code is good once: the next one.
  await page.locator('#sign-in-code').fill(totp(secret, serverSeconds() + 30))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
  await kit.settled()
  kit.clean()
})

test('R-SEC-09 before a session ends by itself a dialog says so, and one key goes on', async () => {
  const kit = await site.visit()
  const { page } = kit
  kit.expecting(/status of 4\d\d/)
  await page.clock.install()
  await kit.go('/console/sign-in')
  await page.locator('#sign-in-login').fill('aud')
  await page.locator('#sign-in-password').fill(codes.get('aud')!)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '设置新口令' }).waitFor()
  await page.getByLabel('新口令', { exact: false }).first().fill(kPassword)
  await page.getByLabel('再次填写新口令').fill(kPassword)
  await page.getByRole('button', { name: '设置新口令' }).click()
  await page.getByRole('heading', { name: '设置新口令' }).waitFor({ state: 'detached' })
  if (await page.getByRole('checkbox').count()) {
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: /确认|接受|同意/ }).click()
  }
  await page.locator('#menu').waitFor()
  await page.locator('#menu').getByRole('link', { name: '账户与安全' }).click()
  const minutes = (await (await kit.context.request.get(`${site.url}/api/session`)).json()).session
    .idleMinutes as number
  await page.getByLabel('现口令').fill('half typed')
  await page.clock.runFor((minutes - 1) * 60_000)
  const dialog = page.getByRole('dialog', { name: '即将自动退出' })
  await dialog.waitFor()
  await kit.axe()
  await kit.shot('idle', false)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('继续工作')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  expect(await page.getByLabel('现口令').inputValue()).toBe('half typed')
  kit.clean()
})
