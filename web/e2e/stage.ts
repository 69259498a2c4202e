// Global set-up of the browser tests: the demonstration with one person of each role, once; every file gets a copy.
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { request } from 'playwright-core'
import { kBin, kPassword, kPeople, kRoot, kStage, kToday, Site } from './harness.ts'

const kOptions: ExecFileSyncOptions = {
  env: { ...process.env, MEDCREDIT_JURISDICTIONS: process.env.MC_LAW ?? join(kRoot, 'jurisdictions') },
}

function cli(store: string, args: string[], input?: string): string {
  const all = ['--json', '--data', store, '--today', kToday, ...args]
  return String(execFileSync(join(kBin, 'medcredit'), all, { ...kOptions, input, encoding: 'utf8' }))
}

function makePeople(store: string): Map<string, string> {
  const codes = new Map<string, string>()
  for (const [login, person] of Object.entries(kPeople)) {
    const args = ['user', 'add', '--login', login, '--name', `示例${login}`, '--roles', person.roles]
    if ('unit' in person) args.push('--unit', person.unit)
    if ('scope' in person) args.push('--scope', person.scope)
    if (login === 'subject') args.push('--kind', 'subject')
    codes.set(login, JSON.parse(cli(store, args)).one_time_code)
  }
  cli(store, ['user', 'verify', 'subject'], '410302190001010012\n')
  const subjects = JSON.parse(cli(store, ['subject', 'list'])).subjects as { name: string; subject_id: string }[]
  // A clinic with licences and penalties
  const institution = subjects.find((one) => one.name === '示例西苑口腔诊所')!.subject_id
  cli(store, [
    'user',
    'delegate',
    'subject',
    '--subject',
    institution,
    '--to',
    '2027-05-07',
    '--document',
    '示例授权书',
  ])
  return codes
}

/** Each person chooses the password and accepts the rules, as the first sign-in wants. */
export async function firstSignIns(site: Site, codes: Map<string, string>) {
  for (const [login, code] of codes) {
    const client = await request.newContext({ baseURL: site.url })
    const signedIn = await (await client.post('/api/session', { data: { login, password: code } })).json()
    const headers = { 'X-CSRF-Token': signedIn.csrfToken as string }
    await client.post('/api/session/password', { headers, data: { next: kPassword } })
    const me = await (await client.get('/api/session')).json()
    const version = me.session.rules.version as string
    const rules = await client.post('/api/session/rules', {
      headers: { 'X-CSRF-Token': me.session.csrfToken as string },
      data: { version },
    })
    if (rules.status() !== 204) throw new Error(`${login}: ${await rules.text()}`)
    // Nobody is signed in on the copies: the only sessions there are those the tests open.
    const out = await client.delete('/api/session', { headers: { 'X-CSRF-Token': me.session.csrfToken as string } })
    if (out.status() !== 204) throw new Error(`${login}: ${await out.text()}`)
    await client.dispose()
  }
}

export default async function stage() {
  const ready = join(kStage, 'ready')
  if (process.env.MC_KEEP_STAGE && existsSync(ready)) return
  rmSync(kStage, { recursive: true, force: true })
  mkdirSync(kStage, { recursive: true })
  let demo = process.env.MC_DEMO
  if (!demo) {
    demo = join(kStage, 'demo')
    execFileSync(join(kRoot, 'tools/demo/run.sh'), [demo], {
      ...kOptions,
      stdio: 'pipe',
      env: { ...kOptions.env, MC_BIN: kBin },
    })
  }
  cpSync(join(demo, 'store'), join(kStage, 'store'), { recursive: true })
  const codes = makePeople(join(kStage, 'store'))
  const site = new Site()
  await site.openOn(join(kStage, 'store'))
  await firstSignIns(site, codes)
  await site.stopServer()
  writeFileSync(ready, kToday)
}
