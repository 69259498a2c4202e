// What an office does beside the single case: lists, training, talks, points, statements of subjects; every page of it and
// of the subject's procedures on a phone, in elder mode with high contrast, and by keyboard alone.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kBin, kRoot, kToday, openSite, type Kit, type Person, type Site } from './harness.ts'
import { kProof, takeStep } from './place.ts'

const kSlow = 240_000
const kClinic = '示例西苑口腔诊所'
const kSigner = '张示例'
const kEnv = { ...process.env, MEDCREDIT_JURISDICTIONS: process.env.MC_LAW ?? join(kRoot, 'jurisdictions') }

let site: Site
/** Number of the clinic in the store. */
let clinic = ''

function cli(...args: string[]): string {
  const all = ['--json', '--data', site.store, '--today', kToday, ...args]
  return String(execFileSync(join(kBin, 'medcredit'), all, { env: kEnv, encoding: 'utf8' }))
}

let sent = 0
interface Answer {
  id: string
  case: string
}

/** A change by the person through the API: what a test needs and does not look at. */
async function post(person: Person, path: string, data: object | Buffer, type?: string): Promise<Answer> {
  const kit = await site.visit(person)
  const me = await (await kit.context.request.get(`${site.url}/api/session`)).json()
  const headers: Record<string, string> = {
    'X-CSRF-Token': me.session.csrfToken,
    'Idempotency-Key': `e2e-${++sent}`,
  }
  if (type) headers['Content-Type'] = type
  const answer = await kit.context.request.post(site.url + path, { headers, data })
  expect(answer.ok(), await answer.text()).toBe(true)
  const made = (await answer.json()) as Answer
  await kit.context.close()
  return made
}
const upload = async (person: Person, file: typeof kProof) =>
  (await post(person, `/api/case-files?name=${encodeURIComponent(file.name)}`, file.buffer, 'application/octet-stream'))
    .id

/** Addresses of what was made before the first test. */
const made = { entry: '', commitment: '', matter: '' }

beforeAll(async () => {
  site = await openSite()
  await site.stopServer()
  const subjects = JSON.parse(cli('subject', 'list')).subjects as { name: string; subject_id: string }[]
  clinic = subjects.find((one) => one.name === kClinic)!.subject_id
  const signer = JSON.parse(cli('subject', 'add', '--kind', 'NP', '--name', kSigner)).subject_id as string
  cli('subject', 'role', 'add', '--person', signer, '--org', clinic, '--role', 'R1', '--from', '2020-01-01')
  await site.startServer()
  const standard = { id: 'red-e2e', list: 'red', text: '连续三年守信（示范标准）', basis: 'luoyang-2021-8' }
  await post('head', '/api/lists/standards', standard)
  const listing = {
    list: 'red',
    subject: clinic,
    standard: 'red-e2e',
    facts: '连续三年守信',
    evidence: ['评价结果'],
    basis: '示范标准',
    unit: 'spk',
    reason: '符合示范标准',
    validTo: '2027-05-07',
  }
  made.entry = `/console/lists/${(await post('desk', '/api/lists/entries', listing)).id}`
  const scan = await upload('desk', kProof)
  const letter = { unit: 'spk', subject: clinic, letter: 'repair', matter: '依法执业', signer: kSigner }
  const commitment = await post('desk', '/api/commitments', { ...letter, how: 'paper', scan })
  made.commitment = `/console/commitments/${commitment.id}`
  made.matter = `/console/my/matters/${commitment.case}`
  await post('desk', '/api/repair/trainings', {
    title: '信用修复专题培训',
    form: '集中培训',
    heldOn: '2026-05-06',
    hours: 4,
    invited: [clinic],
  })
}, kSlow)
afterAll(() => site?.close())

const officePages = () => [
  ['matters', '/console/matters'],
  ['matters-waiting', '/console/matters?tab=waiting'],
  ['procedures', '/console/procedures'],
  ['procedure', '/console/procedures/repair'],
  ['statements', '/console/statements?state=all'],
  ['recalls', '/console/recalls'],
  ['lists', '/console/lists'],
  ['list-entry', made.entry],
  ['list-rules', '/console/lists/rules'],
  ['list-exit', '/console/lists/exit-ratio'],
  ['list-propose', '/console/lists/new'],
  ['outside', '/console/registers/outside'],
  ['boards', '/console/boards'],
]
const workPages = () => [
  ['commitments', '/console/commitments'],
  ['commitment', made.commitment],
  ['commitment-items', '/console/commitments/items'],
  ['commitment-counter', '/console/commitments/new'],
  ['repair-batches', '/console/repairs/batches'],
  ['trainings', '/console/repairs/trainings'],
  ['talks', '/console/repairs/talks'],
  ['talk-new', '/console/repairs/talks/new'],
  ['leftovers', '/console/repairs/leftovers'],
  ['points', `/console/practice-points?subject=${clinic}&name=${encodeURIComponent(kClinic)}`],
]
const subjectPages = () => [
  ['my-matters', '/console/my/matters'],
  ['my-matter', made.matter],
  ['my-objection', '/console/my/objection'],
  ['my-statements', '/console/my/statements'],
  ['my-repair', '/console/my/repair'],
  ['my-commitments', '/console/my/commitments'],
  ['my-commitment-new', '/console/my/commitments/new'],
]
const publicPages = () => [
  ['public-repairs', '/repairs'],
  ['public-commitments', '/commitments'],
  ['public-lists', '/lists'],
  ['public-verify', '/verify'],
]

describe('everybody reaches the pages of the procedures', () => {
  const kGroups: [name: string, person: Person | undefined, pages: () => string[][]][] = [
    ['lists and matters', 'desk', officePages],
    ['commitments and repair work', 'desk', workPages],
    ['subject', 'subject', subjectPages],
    ['public', undefined, publicPages],
  ]
  test.each(kGroups)(
    '%s: on a screen and at 320 px, no violation',
    async (_name, person, pages) => {
      const kit = await site.visit(person)
      for (const [name, path] of pages()) {
        await kit.page.setViewportSize({ width: 1366, height: 800 })
        await kit.go(path!)
        await kit.headed()
        await kit.fits()
        await kit.axe()
        await kit.shot(`office-${name}`)
        await kit.page.setViewportSize({ width: 320, height: 640 })
        await kit.fits()
        await kit.shot(`office-${name}-phone`)
      }
      kit.clean()
      await kit.context.close()
    },
    kSlow,
  )

  test.each(kGroups)(
    '%s: elder mode with high contrast, edges and marks of the focus seen',
    async (_name, person, pages) => {
      const kit = await site.visit(person, { elder: true, contrast: true })
      for (const [, path] of pages()) {
        await kit.go(path!)
        await kit.axe()
        await kit.contrast()
        await kit.fits()
      }
      kit.clean()
      await kit.context.close()
    },
    kSlow,
  )
})

describe('lists', () => {
  test(
    'proposed by one, decided by another; then everybody sees it and when it ends',
    async () => {
      const head = await site.visit('head')
      await head.go(made.entry)
      await head.page.getByText('拟列入，办理中').waitFor()
      await head.page.getByRole('link', { name: /^打开办件/ }).click()
      await head.settled()
      await head.page.locator('#step-enter').check()
      await head.page.locator('#until').fill('2027-05-07')
      await takeStep(head, '决定列入', { reason: '核实属实，同意列入。' })
      await head.go(made.entry)
      await head.page.getByText('在册').waitFor()
      await head.axe()
      await head.shot('office-list-entry-listed')
      head.clean()
      await head.context.close()
      const anybody = await site.visit()
      await anybody.go('/lists?list=red')
      await anybody.page.getByText(kClinic).first().waitFor()
      anybody.clean()
      await anybody.context.close()
    },
    kSlow,
  )

  test('what is missing is said before anything is proposed', async () => {
    const kit = await site.visit('desk')
    await kit.go('/console/lists/new')
    await kit.page.getByRole('button', { name: '提出列入' }).click()
    await kit.page.locator('[data-error-summary]').waitFor()
    expect(await kit.page.locator('[data-error-summary] li').count()).toBe(6)
    await kit.axe()
    await kit.shot('office-list-errors')
    kit.clean()
    await kit.context.close()
  })
})

describe('repair work', () => {
  test(
    'attendance of a training with the number of the certificate',
    async () => {
      const kit = await site.visit('desk')
      await kit.go('/console/repairs/trainings')
      await kit.page.getByRole('button', { name: /^登记到会情况/ }).click()
      const dialog = kit.page.getByRole('dialog')
      await dialog.getByRole('radio', { name: '到会', exact: true }).check()
      await dialog.locator('#certificate').fill('示培〔2026〕1号')
      await kit.axe()
      await kit.shot('office-training-attendance', false)
      await dialog.getByRole('button', { name: '登记', exact: true }).click()
      await kit.page.getByRole('cell', { name: '示培〔2026〕1号' }).waitFor()
      kit.clean()
      await kit.context.close()
    },
    kSlow,
  )

  test(
    'a talk by keyboard alone: who, when, why; then its record',
    async () => {
      const kit = await site.visit('desk')
      await kit.go('/console/repairs/talks/new')
      await tabTo(kit, '#subject')
      await kit.page.keyboard.type(kClinic)
      await kit.page.keyboard.press('Enter')
      await kit.page
        .getByRole('button', { name: `选择 ${kClinic}` })
        .first()
        .waitFor()
      await tabTo(kit, 'fieldset li button')
      await kit.page.keyboard.press('Enter')
      await kit.page.getByRole('button', { name: '另选' }).waitFor()
      await tabTo(kit, '#until')
      // In which order a date is typed depends on the language of the browser; that it is reached is what counts here.
      await kit.page.locator('#until').fill('2026-05-15')
      await tabTo(kit, '#reason')
      await kit.page.keyboard.type('多次迟报，约谈负责人')
      await tabTo(kit, 'button[type="submit"]')
      await kit.page.keyboard.press('Enter')
      await kit.page.waitForURL('**/console/matters/C*')
      await kit.settled()
      await kit.page.getByRole('radio', { name: '参加约谈并约定事项' }).waitFor()
      await kit.axe()
      await kit.shot('office-talk')
      kit.clean()
      await kit.context.close()
    },
    kSlow,
  )
})

/** Walks with Tab until the focus stands on such an element. */
async function tabTo(kit: Kit, selector: string) {
  for (let step = 0; step < 150; ++step) {
    await kit.page.keyboard.press('Tab')
    if (await kit.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`not reached by Tab: ${selector}`)
}

describe('points', () => {
  test(
    'R-CLASS-10 points add up in their cycle',
    async () => {
      const kit = await site.visit('desk')
      await kit.go(`/console/practice-points?subject=${clinic}&name=${encodeURIComponent(kClinic)}`)
      const before = Number((await kit.page.locator('.sums strong').innerText()).replace(' 分', ''))
      for (const [points, item] of [
        ['2', '未按规定书写病历'],
        ['1.5', '未公示收费项目'],
      ]) {
        await kit.page.getByRole('button', { name: '记分', exact: true }).click()
        const dialog = kit.page.getByRole('dialog')
        await dialog.locator('#points').fill(points!)
        await dialog.locator('#item').fill(item!)
        await dialog.getByRole('button', { name: '记分', exact: true }).click()
        await kit.page.getByRole('cell', { name: item!, exact: true }).waitFor()
        await kit.settled()
      }
      const after = Number((await kit.page.locator('.sums strong').innerText()).replace(' 分', ''))
      expect(after - before).toBe(3.5)
      await kit.axe()
      await kit.shot('office-points-added')
      kit.clean()
      await kit.context.close()
    },
    kSlow,
  )
})

describe('statements', () => {
  test(
    'a subject says its part beside an adverse record; shown to everybody once the office lets it, gone when taken back',
    async () => {
      const words = '已于当日整改，整改报告已提交。'
      const kit = await site.visit('subject')
      await kit.go('/console/my/statements')
      await kit.page.locator('#record').selectOption({ index: 1 })
      const record = await kit.page.locator('#record').inputValue()
      await kit.page.getByRole('button', { name: '提交陈述' }).click()
      await kit.page.locator('[data-error-summary]').waitFor()
      await kit.axe()
      await kit.page.locator('#text').fill(words)
      await kit.shot('office-statement-form')
      await kit.page.getByRole('button', { name: '提交陈述' }).click()
      await kit.page.getByText('陈述已提交').waitFor()
      await kit.page.getByText('待审查').waitFor()
      const desk = await site.visit('desk')
      await desk.go(`/console/statements?record=${record}`)
      await desk.page.getByRole('button', { name: /^审查/ }).click()
      await desk.page.getByRole('radio', { name: '在记录旁展示' }).check()
      await desk.axe()
      await desk.shot('office-statement-decision', false)
      await desk.page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
      await desk.page.getByText('陈述已在记录旁展示').waitFor()
      await desk.go(`/console/records/${record}`)
      await desk.page.getByText(words).waitFor()
      desk.clean()
      await desk.context.close()
      await kit.go(`/console/my?record=${record}`)
      await kit.page.getByRole('dialog').getByText(words).waitFor()
      await kit.shot('office-statement-shown', false)
      await kit.go('/console/my/statements')
      await kit.page.getByRole('button', { name: /^撤回/ }).click()
      await kit.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
      await kit.page.getByText('陈述已撤回').waitFor()
      await kit.page.getByText('已撤回', { exact: true }).waitFor()
      kit.clean()
      await kit.context.close()
    },
    kSlow,
  )
})
