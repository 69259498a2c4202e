// Grades through the browser: what the public, the graded and the graders see, on the demonstration's published run.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Kit, type Site } from './harness.ts'

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

describe('the public', () => {
  test('R-EVAL-09 R-EVAL-05 finds the published grades and reads how they are made', async () => {
    const kit = await site.visit()
    await kit.go('/grades')
    await kit.page.getByRole('table').waitFor()
    expect(await kit.page.locator('tbody tr').count()).toBeGreaterThan(0)
    await looksRight(kit, 'grades')
    // By type and county, in words: what is listed is what was asked for.
    const table = kit.page.locator('tbody')
    expect(await table.innerText()).not.toMatch(/hospital|clinic|blood_station/)
    const places = await kit.page.locator('#region option').allInnerTexts()
    expect(places).toEqual(expect.arrayContaining(['洛阳市', '偃师区', '老城区']))
    await kit.page.getByLabel('地区', { exact: true }).selectOption({ label: '老城区' })
    await kit.page.getByLabel('类型').selectOption({ label: '医院' })
    await kit.page.getByRole('button', { name: '筛选' }).click()
    await kit.page.waitForURL(/region=410302.*type=hospital|type=hospital.*region=410302/)
    await kit.settled()
    const rows = await kit.page.locator('tbody tr').allInnerTexts()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toMatch(/医院[\s\S]*老城区/)
    await kit.page.getByRole('button', { name: '清除条件' }).click()
    await kit.settled()
    kit.resetClicks()
    await kit.page.locator('tbody a[href^="/grades/method/"]').first().click()
    await kit.page.getByRole('heading', { level: 1, name: /评价方法/ }).waitFor()
    await kit.page.getByText('示范，非正式标准').first().waitFor()
    expect(kit.clicks()).toBe(1)
    await looksRight(kit, 'grade-method')
    kit.clean()
  })
})

describe('the graded', () => {
  test('R-EVAL-05 reads its own grade, every line with its clause, and what would change it', async () => {
    const kit = await site.visit('subject')
    await kit.go('/console/my/grades')
    await kit.page.getByRole('heading', { name: '怎样自己复算' }).waitFor()
    const answer = await (await kit.context.request.get(`${site.url}/api/me/grades`)).json()
    expect(answer.items.length).toBeGreaterThan(0)
    const told = await (await kit.context.request.get(`${site.url}/api/me/grades/${answer.items[0].id}`)).json()
    if (told.score !== null) {
      const rows = kit.page.locator('table.score tbody tr')
      expect(await rows.count()).toBe(told.explanation.lines.length + 1)
      const sum = told.explanation.lines.reduce(
        (total: number, line: { points: string }) => total + Math.round(Number(line.points) * 10_000),
        Math.round(Number(told.explanation.base) * 10_000),
      )
      expect(sum).toBe(Math.round(Number(told.score) * 10_000))
    }
    await looksRight(kit, 'my-grades')
    await kit.page.setViewportSize({ width: 320, height: 640 })
    await looksRight(kit, 'my-grades-phone')
    kit.clean()
  })
})

describe('the graders', () => {
  test(
    'R-EVAL-07 R-EVAL-10 see the run, its distribution, and one grade computed again',
    async () => {
      const kit = await site.visit('grader')
      await kit.go('/console/grading/runs')
      await kit.page.getByRole('heading', { name: '批次', exact: true }).waitFor()
      await looksRight(kit, 'grade-runs')
      await kit.page.locator('tbody a').first().click()
      await kit.page.getByRole('heading', { name: /^分布/ }).waitFor()
      await looksRight(kit, 'grade-run')
      await kit.page.locator('a[href*="/grading/decisions/"]').last().click()
      await kit.page.getByRole('button', { name: '按当时的模型与事实重算' }).click()
      await kit.page.getByText('与当时的决定一致').waitFor()
      await looksRight(kit, 'grade-decision')
      kit.clean()
    },
    kSlow,
  )

  test(
    'R-EVAL-04 change a number in the table of points: it stands in the text, and the server says what comes of it',
    async () => {
      const kit = await site.visit('grader')
      await kit.go('/console/grading/models')
      await kit.page.locator('tbody a').first().click()
      const box = kit.page.getByLabel('模型（改动存为新的草案，原版本不变）')
      await box.waitFor()
      await kit.page.getByText(/([1-9]\d*) \/ \1 通过/).waitFor()
      const number = kit.page.getByRole('textbox', { name: /^penalty serious .*的数值$/ }).first()
      const before = await number.inputValue()
      await number.fill('很多')
      await number.blur()
      await kit.page.getByText('没有写入文本').waitFor()
      expect(await box.inputValue()).toContain(`serious: ${before}`)
      await kit.axe()
      await number.fill('-21')
      await number.blur()
      await kit.page.getByText(`原为 ${before}`).waitFor()
      expect(await box.inputValue()).toContain('serious: -21')
      // The model's own tests name the score of before: one of them fails now, and the page says which.
      await kit.page.getByText(/^\s*\d+ \/ \d+ 通过/).waitFor()
      await expect.poll(() => kit.page.getByText(/([1-9]\d*) \/ \1 通过/).count(), { timeout: 60_000 }).toBe(0)
      await looksRight(kit, 'grade-points')
      kit.clean()
    },
    kSlow,
  )

  test(
    'R-EVAL-04 see what is wrong while they type, at its line, and the model stays as it was',
    async () => {
      const kit = await site.visit('grader')
      await kit.go('/console/grading/models')
      await kit.page.locator('tbody a').first().click()
      const box = kit.page.getByLabel('模型（改动存为新的草案，原版本不变）')
      await box.waitFor()
      await kit.page.getByText(/\d+ \/ \d+ 通过/).waitFor()
      const text = await box.inputValue()
      await box.fill(text.replace('group: good', 'group: nowhere'))
      await kit.page
        .getByRole('button', { name: /^第 \d+ 行/ })
        .first()
        .waitFor()
      await kit.page.locator('.findings .chip.bad').first().waitFor()
      await looksRight(kit, 'grade-model')
      kit.clean()
    },
    kSlow,
  )

  test(
    'R-EVAL-04 change a number and see everybody move before anybody signs',
    async () => {
      const kit = await site.visit('grader')
      await kit.go('/console/grading/reform')
      const box = kit.page.getByRole('textbox', { name: '改什么' })
      await expect.poll(() => box.inputValue()).toMatch(/^reform:/)
      await kit.page.getByRole('button', { name: '试算' }).click()
      await kit.page.getByRole('heading', { name: '变动矩阵' }).waitFor({ timeout: 60_000 })
      await looksRight(kit, 'grade-reform')
      kit.clean()
    },
    kSlow,
  )

  test('a clerk is not offered models and is refused in words', async () => {
    const kit = await site.visit('clerk')
    await kit.go('/console/grading/models')
    await kit.page.getByRole('heading', { level: 1 }).waitFor()
    expect(await kit.page.getByRole('link', { name: '评价模型' }).count()).toBe(0)
    kit.clean()
  })
})
