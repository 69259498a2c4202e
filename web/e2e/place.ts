// A place of its own for the procedures: an empty store of a jurisdiction with two units, one person of each role of an
// objection or a repair, and one institution with a published penalty whose agent has an account.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { penalties } from './collect-files.ts'
import { kBin, kRoot, Site, type Kit } from './harness.ts'
import { firstSignIns } from './stage.ts'

export interface Place {
  jurisdiction: string
  region: string
  /** How far the manager of the platform sees. */
  reach: string
  /** The unit that manages the platform: id of the office of the jurisdiction, and its name. */
  desk: { id: string; name: string }
}
export const kPlaces = {
  hainan: { jurisdiction: 'hainan', region: '460000', reach: 'province', desk: { id: 'platform', name: '平台管理处' } },
  yangshan: {
    jurisdiction: 'guangdong-yangshan',
    region: '441823',
    reach: 'county',
    desk: { id: 'policy', name: '政策法规股' },
  },
} satisfies Record<string, Place>

/** Name of the institution, number of its penalty and its number in the store. */
export const kInstitution = '示例口腔门诊部'
export const kPenalty = '洛卫示罚〔2026〕901号'
/** Who may sign for the institution. */
export const kSigner = '张示例'
/** A small file to hand in. */
export const kProof = {
  name: '决定书.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
}
/** Published long enough ago that its shortest publicity is over on the day of the tests. */
const kDecided = '2026-01-28'
const kPublished = '2026-01-29'

const kStaff = {
  objection: { roles: 'objection-handler', unit: 'jdk', name: '示例承办' },
  'colleague-jdk': { roles: 'objection-handler', unit: 'jdk', name: '示例同事' },
  head: { roles: 'unit-head', unit: 'jdk', name: '示例负责' },
  manager: { roles: 'objection-handler', unit: 'desk', name: '示例复核' },
  'manager-head': { roles: 'unit-head', unit: 'desk', name: '示例主任' },
}
const kEnv = { ...process.env, MEDCREDIT_JURISDICTIONS: process.env.MC_LAW ?? join(kRoot, 'jurisdictions') }

/** A server and a browser in this place. */
export async function openPlace(place: Place): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-place-'))
  const store = join(folder, 'store')
  const site = new Site()
  const cli = (day: string, args: string[], input?: string) => {
    const all = ['--json', '--data', store, '--today', day, ...args]
    return String(execFileSync(join(kBin, 'medcredit'), all, { env: kEnv, input, encoding: 'utf8' }))
  }
  cli(kPublished, ['init', '--jurisdiction', place.jurisdiction])
  for (const [id, name] of [
    ['jdk', '监督科'],
    [place.desk.id, place.desk.name],
  ]) {
    cli(kPublished, ['unit', 'add', '--id', id!, '--name', name!, '--region', place.region])
  }
  const table = join(folder, 'penalties.csv')
  writeFileSync(table, penalties([{ number: 901, name: kInstitution, date: kDecided }]))
  cli(kPublished, ['import', table, '--entry', 'CF-ORG', '--unit', 'jdk'])
  cli(kPublished, ['publish', 'run', '--all', '--checked'])
  // How grave it is decides from when it can be repaired.
  const graded = ['--class', '负面', '--kind', 'N03', '--severity', 'general', '--reason', '示例认定']
  cli(kPublished, ['classify', 'record', 'R1', ...graded])
  const person = JSON.parse(cli(kPublished, ['subject', 'add', '--kind', 'NP', '--name', kSigner])).subject_id as string
  const office = ['--person', person, '--org', 'S1', '--role', 'R1', '--from', '2020-01-01']
  cli(kPublished, ['subject', 'role', 'add', ...office])

  const codes = new Map<string, string>()
  const add = (login: string, args: string[]) =>
    codes.set(login, JSON.parse(cli(site.today, ['user', 'add', '--login', login, ...args])).one_time_code)
  for (const [login, one] of Object.entries(kStaff)) {
    const [unit, scope] = one.unit === 'desk' ? [place.desk.id, place.reach] : [one.unit, 'unit']
    add(login, ['--name', one.name, '--roles', one.roles, '--unit', unit, '--scope', scope])
  }
  add('subject', ['--name', '示例代理', '--roles', 'subject', '--kind', 'subject'])
  cli(site.today, ['user', 'verify', 'subject'], '410302190001010012\n')
  const agency = ['--subject', 'S1', '--to', '2027-01-31', '--document', '示例授权书']
  cli(site.today, ['user', 'delegate', 'subject', ...agency])
  await site.openOn(store)
  await firstSignIns(site, codes)
  await site.openBrowser()
  return site
}

/** Another day: the operator confirms the clock after such a jump, and what is due by then happens. */
export async function passTo(site: Site, day: string) {
  await site.stopServer()
  site.today = day
  for (const act of [['tick'], ['clock', '--reason', '示例核对'], ['tick']]) {
    execFileSync(join(kBin, 'medcredit'), ['--data', site.store, '--today', day, 'case', ...act], { env: kEnv })
  }
  await site.startServer()
}

/** Chooses a step on the page of the case and takes it. */
export async function takeStep(kit: Kit, title: string, more: { reason?: string; evidence?: string } = {}) {
  await kit.page.getByRole('radio', { name: title, exact: true }).check()
  if (more.reason) await kit.page.getByLabel(/理由|说明/).fill(more.reason)
  if (more.evidence) await kit.page.getByLabel(new RegExp(`纸质件.*${more.evidence}`)).check()
  await kit.page.getByRole('button', { name: title, exact: true }).click()
  await kit.page
    .getByRole('status')
    .filter({ hasText: `已办理：${title}` })
    .waitFor()
  await kit.settled()
}

/** The first case of the kind in the list of those this officer has to work on. */
export async function openMatter(kit: Kit, procedure: RegExp) {
  await kit.go('/console/matters')
  await kit.page.locator('main').getByRole('link', { name: procedure }).first().click()
  await kit.settled()
}
