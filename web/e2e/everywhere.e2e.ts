// What must hold on every page a menu leads to, for whoever has it: refresh and Back lose nothing, text is never markup.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kPeople, openSite, type Kit, type Person, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const kPortal = ['/', '/search?q=%E5%8C%BB', '/publicity', '/grades', '/repairs', '/commitments', '/lists', '/sources']

/** Addresses of the person's menu that nobody before had, and the first page each of them leads on to. */
async function menuOf(kit: Kit, had: Set<string>): Promise<string[]> {
  await kit.go('/console/')
  const all = await kit.page.locator('#menu a').evaluateAll((links) => links.map((one) => one.getAttribute('href')!))
  const fresh = all.filter((link) => !had.has(link))
  for (const link of fresh) had.add(link)
  return fresh
}

/** The first link of the page that leads deeper than the menu does; nothing when it has none. */
async function deeper(kit: Kit): Promise<string | undefined> {
  return kit.page.evaluate(() => {
    const menu = new Set([...document.querySelectorAll('nav a')].map((one) => one.getAttribute('href')))
    const console = location.pathname.startsWith('/console/')
    const inner = [...document.querySelectorAll<HTMLElement>('main a[href^="/"]')]
      .filter((one) => one.checkVisibility())
      .map((one) => one.getAttribute('href')!)
    return inner.find(
      (href) => !menu.has(href) && href.startsWith('/console/') === console && href.split('?')[0] !== location.pathname,
    )
  })
}

/** Refresh, one page deeper, refresh, Back: all as it was. */
async function comesBack(kit: Kit, link: string) {
  const becomes = (wanted: Awaited<ReturnType<typeof sight>>, after: string) =>
    expect.poll(() => sight(kit), { timeout: 60_000, message: after }).toEqual(wanted)
  await kit.go(link)
  const before = await sight(kit)
  await kit.page.reload()
  await kit.settled()
  await becomes(before, `refresh of ${link}`)
  const next = await deeper(kit)
  if (!next) return
  await kit.page.locator(`main a[href="${next}"]:visible`).first().click()
  await kit.page.waitForURL((url) => url.pathname + url.search !== before.address)
  await kit.settled()
  const inside = await sight(kit)
  await kit.page.reload()
  await kit.settled()
  await becomes(inside, `refresh of ${next}`)
  await kit.page.goBack()
  await kit.settled()
  await becomes(before, `Back to ${link}`)
}

/** What a reader would miss first: the address, the heading, the rows of the tables, what is ticked or typed. */
async function sight(kit: Kit) {
  return kit.page.evaluate(() => ({
    address: location.pathname + location.search,
    heading: document.querySelector('h1')?.textContent?.trim(),
    rows: [...document.querySelectorAll('main table')].map((one) => one.querySelectorAll('tr').length),
    chosen: [...document.querySelectorAll('main [aria-selected="true"], main [aria-current]')].map((one) =>
      one.textContent?.trim(),
    ),
    filters: [...document.querySelectorAll<HTMLInputElement>('main form input, main form select')].map(
      (one) => one.value,
    ),
  }))
}

describe('refresh and Back', () => {
  const had = new Set<string>()

  test.each(Object.keys(kPeople) as Person[])('%s: every page of the menu comes back as it was', async (person) => {
    const kit = await site.visit(person)
    for (const link of await menuOf(kit, had)) await comesBack(kit, link)
    kit.clean()
  })

  test('the public pages come back as they were', async () => {
    const kit = await site.visit()
    for (const link of kPortal) await comesBack(kit, link)
    kit.clean()
  })
})

describe('text is never markup', () => {
  const kXss = `<img data-xss src=x onerror="window.__xss=1"><script data-xss>window.__xss=1</script>"'`
  const had = new Set<string>()

  /** Every text in words that the server sends ends in markup, whichever field it stands in. */
  function poisoned(value: unknown): unknown {
    if (typeof value === 'string') return /\p{Script=Han}/u.test(value) ? value + kXss : value
    if (Array.isArray(value)) return value.map(poisoned)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poisoned(inner)]))
  }

  async function poison(kit: Kit) {
    await kit.page.route('**/api/**', async (route) => {
      const request = route.request()
      if (request.method() !== 'GET' || !['fetch', 'xhr'].includes(request.resourceType())) return route.fallback()
      // Gone with the page that asked: nobody waits for the answer any more.
      const answer = await route.fetch().catch(() => undefined)
      if (!answer) return route.abort('aborted').catch(() => undefined)
      const worded = (answer.headers()['content-type'] ?? '').includes('json') && answer.status() !== 204
      const changed = worded ? { json: poisoned(await answer.json()) } : {}
      return route.fulfill({ response: answer, ...changed }).catch(() => undefined)
    })
  }

  /** Nothing of it has become an element or has run; shown it is, or the test would prove nothing. */
  async function harmless(kit: Kit, where: string): Promise<boolean> {
    const found = await kit.page.evaluate(() => ({
      ran: (window as { __xss?: number }).__xss,
      elements: document.querySelectorAll('[data-xss]').length,
      links: document.querySelectorAll('[href^="javascript:" i]').length,
      shown: document.body.innerText.includes('<img data-xss'),
    }))
    expect({ ran: found.ran, elements: found.elements, links: found.links }, where).toEqual({ elements: 0, links: 0 })
    return found.shown
  }

  /** The page, and the first behind it on screen and in print; how many of them showed the markup as text. */
  async function looked(kit: Kit, link: string): Promise<number> {
    await kit.go(link)
    const shown = Number(await harmless(kit, link))
    const next = await deeper(kit)
    if (!next) return shown
    await kit.go(next)
    const inside = Number(await harmless(kit, next))
    await kit.page.emulateMedia({ media: 'print' })
    await harmless(kit, `${next} in print`)
    await kit.page.emulateMedia({ media: 'screen' })
    return shown + inside
  }

  test.each(Object.keys(kPeople) as Person[])(
    '%s: on every page of the menu and the first behind it',
    async (person) => {
      const kit = await site.visit(person)
      const links = await menuOf(kit, had)
      await poison(kit)
      let shown = 0
      for (const link of links) shown += await looked(kit, link)
      if (links.length > 0) expect(shown).toBeGreaterThan(0)
      kit.clean()
    },
  )

  test('on the public pages', async () => {
    const kit = await site.visit()
    await poison(kit)
    let shown = 0
    for (const link of kPortal) shown += await looked(kit, link)
    expect(shown).toBeGreaterThan(0)
    kit.clean()
  })
})
