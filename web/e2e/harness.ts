// Browser tests: a real server on a copy of the demonstration, Chromium, and what every test wants to know about a page.
//
//   const site = await openSite()            // beforeAll: a server and a store of its own
//   const kit = await site.visit('clerk')    // a signed-in page; visit() = nobody
//   await kit.go('/console/batches')
//   await kit.shot('batches'); await kit.axe(); kit.clean(); expect(kit.clicks()).toBe(3)
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Cookie, type Page, type Request } from 'playwright-core'
import { expect } from 'vitest'
import { hiddenFocus, weakContrasts } from './sight.ts'

export const kToday = '2026-05-08'
export const kRoot = fileURLToPath(new URL('../..', import.meta.url))
export const kBin = process.env.MC_BIN ?? join(kRoot, 'build/release/bin')
export const kStage = process.env.MC_STAGE ?? join(kRoot, 'build/web/stage')
/** The built pages (vite.config.ts writes there). */
export const kWeb = process.env.MC_WEB_OUT ?? join(kRoot, 'build/web/dist')
export const kShots = process.env.MC_SHOTS ?? join(kRoot, 'build/web/shots')
/** How long a page may take, on a machine that does other things too, before a test gives up (ms). */
const kPatience = 60_000
/** Nothing asked of the server for so long: the page has all it wants (longer than the grid waits before it asks). */
const kQuiet = 120
const kAxe = readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')

/** The people of the stage (stage.ts): login, roles and where they sit; all have the same password. */
export const kPassword = 'Lv-cha wan #2026'
export const kPeople = {
  clerk: { roles: 'clerk', unit: 'spk' },
  reviewer: { roles: 'reviewer', unit: 'spk' },
  'clerk-jdk': { roles: 'clerk', unit: 'jdk' },
  'colleague-jdk': { roles: 'clerk', unit: 'jdk' },
  'reviewer-jdk': { roles: 'reviewer', unit: 'jdk' },
  desk: { roles: 'central-desk', unit: 'spk', scope: 'city' },
  grader: { roles: 'grader', unit: 'spk', scope: 'city' },
  objection: { roles: 'objection-handler', unit: 'spk', scope: 'city' },
  business: { roles: 'business-office', unit: 'spk' },
  head: { roles: 'unit-head', unit: 'spk', scope: 'city' },
  sysadmin: { roles: 'system-admin', unit: 'spk' },
  secadmin: { roles: 'security-admin', unit: 'spk' },
  auditor: { roles: 'audit-admin', unit: 'spk' },
  subject: { roles: 'subject' },
  enquirer: { roles: 'third-party', scope: 'own' },
} as const satisfies Record<string, { roles: string; unit?: string; scope?: string }>
export type Person = keyof typeof kPeople

/** Further accounts of the places of place.ts. */
export type PlacePerson = 'manager' | 'manager-head'

export interface Visit {
  width?: number
  height?: number
  elder?: boolean
  contrast?: boolean
}

/** A page with its record of everything that went wrong on it. */
export class Kit {
  private readonly problems: string[] = []
  private clickCount = 0
  private allowed: RegExp[] = []
  /** Requests without their answer; streams of events never end and do not count. */
  private readonly underWay = new Set<Request>()
  private lastHeard = Date.now()

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly site: Site,
  ) {}

  async start() {
    await this.page.exposeFunction('__mcClick', () => ++this.clickCount)
    await this.page.exposeFunction('__mcProblem', (text: string) => this.problems.push(text))
    await this.page.addInitScript(`
      document.addEventListener('click', (e) => { if (e.isTrusted && e.detail > 0) window.__mcClick() }, true)
      document.addEventListener('securitypolicyviolation', (e) =>
        window.__mcProblem('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + (e.sample || '')))
    `)
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.problems.push(`console ${message.type()}: ${message.text()} ${message.location().url}`)
      }
    })
    this.page.on('pageerror', (error) => this.problems.push(`exception: ${error.message}`))
    this.page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? ''
      // Leaving a page ends what it still asked for.
      if (why !== 'net::ERR_ABORTED') this.problems.push(`request failed: ${request.url()} ${why}`)
    })
    // A listener that stays keeps file choosers in the hands of the tests from the start. Turned on only for the one that
    // is waited for, the switch may reach the page after the key that opens it, and the chooser is lost.
    this.page.on('filechooser', () => {})
    const over = (request: Request) => {
      this.lastHeard = Date.now()
      this.underWay.delete(request)
    }
    this.page.on('requestfinished', over)
    this.page.on('requestfailed', over)
    this.page.on('request', (request) => {
      const url = request.url()
      this.lastHeard = Date.now()
      if (request.resourceType() !== 'eventsource' && url.startsWith(this.site.url)) this.underWay.add(request)
      if (!url.startsWith(this.site.url) && !/^(data|blob|about):/.test(url))
        this.problems.push(`left the site: ${url}`)
    })
  }

  /** Opens an address of the site and waits until nothing is under way. */
  async go(path: string) {
    await this.page.goto(this.site.url + path)
    await this.settled()
  }

  /**
   * Until all that was asked of the server is answered and shown, and the loading states are gone. Not Playwright's
   * "networkidle": that is said once for each document, so it is no wait at all after a click inside the page.
   */
  async settled() {
    const until = Date.now() + kPatience
    await this.page.waitForLoadState()
    while (this.underWay.size > 0 || Date.now() - this.lastHeard < kQuiet) {
      if (Date.now() > until) {
        throw new Error(`no answer yet: ${[...this.underWay].map((request) => request.url()).join(' ')}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await this.page.waitForFunction(() => document.querySelector('.skeleton, .btn.busy') === null)
    if (this.underWay.size > 0) await this.settled()
  }

  /** Refusals the test provokes are no problems: texts that may appear among the console messages. */
  expecting(...patterns: RegExp[]) {
    this.allowed.push(...patterns)
  }

  /** No console error, no failed request, no CSP report, no request to another machine so far. */
  clean() {
    expect(this.problems.filter((text) => !this.allowed.some((pattern) => pattern.test(text)))).toEqual([])
  }

  clicks(): number {
    return this.clickCount
  }
  resetClicks() {
    this.clickCount = 0
  }

  /** Screenshot into build/web/shots, the whole page unless told otherwise. */
  async shot(name: string, fullPage = true) {
    mkdirSync(kShots, { recursive: true })
    // Bars that stick stand where a reader at the top of the page sees them.
    if (fullPage) await this.page.evaluate(() => window.scrollTo(0, 0))
    await this.page.screenshot({ path: join(kShots, `${name}.png`), fullPage, animations: 'disabled' })
  }

  /** Accessibility violations (WCAG 2.1 A and AA) as short lines; none expected. */
  async axe() {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(kAxe)
    const found = await this.page.evaluate(async () => {
      const run = (window as unknown as { axe: { run: (root: Document, options: object) => Promise<AxeResult> } }).axe
      const result = await run.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
        rules: { region: { enabled: false } },
        // Only these are looked at: what passes needs no names of its elements.
        resultTypes: ['violations'],
      })
      return result.violations.map(
        (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      )
      interface AxeResult {
        violations: { id: string; nodes: { html: string }[] }[]
      }
    })
    expect(found).toEqual([])
  }

  /** What axe does not measure (WCAG 1.4.11): edges of controls and marks of the focus against what lies around them. */
  async contrast() {
    expect(await this.page.evaluate(weakContrasts)).toEqual([])
  }

  /** Walks with Tab and finds what has the focus but cannot be seen: below a bar that sticks, or outside the window. */
  async focusSeen(steps: number) {
    const hidden: string[] = []
    for (let step = 0; step < steps; ++step) {
      await this.page.keyboard.press('Tab')
      const found = await this.page.evaluate(hiddenFocus)
      if (found) hidden.push(found)
    }
    expect(hidden).toEqual([])
  }

  /** The page never scrolls sideways (tables may inside their frames). */
  async fits() {
    const over = await this.page.evaluate(() => {
      const width = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= width) return []
      return [...document.body.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > width + 1)
        .map((one) => `${one.tagName}.${one.className} ${one.textContent?.trim().slice(0, 40)}`)
        .slice(-5)
    })
    expect(over).toEqual([])
  }

  /** One h1, and a title of its own. */
  async headed() {
    expect(await this.page.locator('h1').count()).toBe(1)
    expect(await this.page.title()).not.toBe('')
  }

  /** Text of the page as printed, by A4 pages: a PDF is made and its page count told. */
  async pdfPages(name: string): Promise<number> {
    mkdirSync(kShots, { recursive: true })
    const pdf = await this.page.pdf({ path: join(kShots, `${name}.pdf`), format: 'A4', preferCSSPageSize: true })
    return (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length
  }
}

function serverEnvironment() {
  return { ...process.env, MEDCREDIT_JURISDICTIONS: process.env.MC_LAW ?? join(kRoot, 'jurisdictions') }
}

export class Site {
  url = ''
  browser!: Browser
  /** The server's day; a changed one holds from its next start on. */
  today = kToday
  /** Shown once by a server that nobody has set up yet. */
  setupCode = ''
  private server?: ChildProcess
  /** Sessions of those who have signed in: a password costs a third of a second of processor time each time. */
  private readonly sessions = new Map<Person | PlacePerson, Cookie[]>()
  store = ''
  private readonly folder = mkdtempSync(join(tmpdir(), 'mc-e2e-'))

  /** A server without browser on this very store (stage.ts). */
  async openOn(store: string) {
    this.store = store
    await this.startServer()
  }

  async open(serveOptions: string[] = []) {
    this.store = join(this.folder, 'store')
    cpSync(join(kStage, 'store'), this.store, { recursive: true })
    await this.startServer(serveOptions)
    await this.openBrowser()
  }

  /** On an empty store, as after installation: nobody has an account yet, `setupCode` makes the first ones. */
  async openFresh() {
    this.store = join(this.folder, 'store')
    const init = ['--data', this.store, '--today', kToday, 'init', '--jurisdiction', 'henan-luoyang']
    execFileSync(join(kBin, 'medcredit'), init, { env: serverEnvironment(), stdio: 'pipe' })
    await this.startServer()
    await this.openBrowser()
  }

  async openBrowser() {
    this.browser = await chromium.launch({
      executablePath: process.env.MC_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--lang=zh-CN',
      ],
    })
  }

  /** Starts the server (again): same store, a port of its own or the one it had. */
  async startServer(serveOptions: string[] = []) {
    const listen = this.url ? new URL(this.url).host : '127.0.0.1:0'
    const server = spawn(
      join(kBin, 'medcredit'),
      ['--json', '--data', this.store, '--today', this.today, 'serve', '--listen', listen]
        .concat(['--log', join(this.folder, 'server.jsonl'), '--web', kWeb])
        .concat(serveOptions),
      {
        env: serverEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    this.server = server
    this.url = await new Promise<string>((resolve, reject) => {
      let out = ''
      let err = ''
      server.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
      server.stdout?.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        this.setupCode = /"setup_code":"([^"]+)"/.exec(out)?.[1] ?? this.setupCode
        const found = /"listening":"([^"]+)"/.exec(out)
        if (found?.[1]) resolve(found[1])
      })
      server.once('exit', (code) => reject(new Error(`server ended with ${code}: ${err}`)))
    })
  }

  async stopServer(signal: NodeJS.Signals = 'SIGTERM') {
    const server = this.server
    if (!server || server.exitCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }

  /** A fresh browser profile; signed in as the person, or nobody. */
  async visit(person?: Person | PlacePerson, options: Visit = {}): Promise<Kit> {
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1366, height: options.height ?? 800 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
    })
    if (person) await this.signIn(context, person)
    if (options.elder || options.contrast) {
      const display = JSON.stringify({ elder: options.elder === true, contrast: options.contrast === true })
      await context.addInitScript(`localStorage.setItem('medcredit.display', ${JSON.stringify(display)})`)
    }
    const page = await context.newPage()
    page.setDefaultTimeout(kPatience)
    const kit = new Kit(page, context, this)
    await kit.start()
    return kit
  }

  /** With the session the person has, or a new one when a test has ended it. */
  private async signIn(context: BrowserContext, person: Person | PlacePerson) {
    const had = this.sessions.get(person)
    if (had) {
      await context.addCookies(had)
      if ((await context.request.get(`${this.url}/api/session`)).ok()) return
    }
    const answer = await context.request.post(`${this.url}/api/session`, {
      data: { login: person, password: kPassword },
    })
    expect(answer.status(), await answer.text()).toBe(201)
    this.sessions.set(person, await context.cookies())
  }

  async close() {
    await this.browser?.close()
    await this.stopServer()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A server and a browser of the test file's own. */
export async function openSite(serveOptions: string[] = []): Promise<Site> {
  const site = new Site()
  await site.open(serveOptions)
  return site
}
