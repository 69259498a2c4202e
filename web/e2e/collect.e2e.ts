// The clerk's main job through the real server: a messy table, its findings, the annotated file, the round of corrections.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csv, kMended, kMessy, penalties } from './collect-files.ts'
import { openSite, type Kit, type Site } from './harness.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

/** Uploads on the page of the entry and waits for the result. */
async function upload(kit: Kit, name: string, content: Buffer) {
  await kit.go('/console/collect/CF-ORG')
  await kit.page.getByLabel('选择文件').setInputFiles(csv(name, content))
  await kit.page.waitForURL('**/console/batches/B*')
  await kit.settled()
}

describe('import', () => {
  test('R-COLL-17 R-COLL-18 R-COLL-20 a messy table: three clicks to the result, cells marked, mended, withdrawn', async () => {
    const kit = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    await kit.go('/console/')
    kit.resetClicks()
    await kit.page.locator('#menu').getByRole('link', { name: '数据归集' }).click()
    await kit.settled()
    await kit.headed()
    await kit.axe()
    await kit.shot('collect-catalogue')
    await kit.page
      .getByRole('row', { name: /CF-ORG/ })
      .getByRole('link')
      .first()
      .click()
    await kit.settled()
    await kit.headed()
    await kit.axe()
    await kit.shot('collect-entry')
    const chooser = kit.page.waitForEvent('filechooser')
    await kit.page.getByText('选择文件', { exact: true }).click()
    await (await chooser).setFiles(csv('处罚4月.csv', penalties(kMessy)))
    await kit.page.waitForURL('**/console/batches/B*')
    await kit.settled()
    // A click on the label is passed on to its input: two events, one click of the hand.
    expect(kit.clicks()).toBeLessThanOrEqual(4)

    await kit.headed()
    await kit.page.getByText('合格率 25.0%，目标 100%').waitFor()
    await kit.page.locator('[data-grid] .mark').first().waitFor()
    expect(await kit.page.locator('[data-grid] .mark.bad').count()).toBeGreaterThanOrEqual(3)
    await kit.axe()
    await kit.shot('import-result')
    kit.clean()

    // Only the rows of one kind, by their own numbers.
    await kit.page.locator('.groups button').filter({ hasText: '日期' }).first().click()
    await kit.page.getByText('问题行 1 行').waitFor()
    const mark = kit.page.locator('[data-grid] .mark').first()
    expect(await mark.getAttribute('aria-label')).toMatch(/^第 3 行，.*，错误，/)
    await mark.click()
    const panel = kit.page.locator('[data-panel]')
    await panel.getByText('2026-02-30').waitFor()
    await kit.shot('import-cell')
    await kit.page.reload()
    await kit.page.getByText('问题行 1 行').waitFor()
    await kit.settled()

    const [file] = await Promise.all([
      kit.page.waitForEvent('download'),
      kit.page.getByRole('button', { name: '下载标注文件' }).first().click(),
    ])
    expect(file.suggestedFilename()).toContain('问题标注-处罚4月')
    expect(readFileSync(await file.path(), 'utf8')).toContain('医信校验结果')

    // The round: only the rows that were wrong; the new batch names its parent, the parent has nothing open any more.
    const parent = /batches\/(B\d+)/.exec(kit.page.url())![1]!
    await kit.page.getByRole('button', { name: '上传改正的 3 行' }).click()
    await kit.axe()
    await kit.shot('import-round', false)
    await kit.page
      .getByRole('dialog')
      .getByLabel('选择改好的文件')
      .setInputFiles(csv('改正.csv', penalties(kMended)))
    await kit.page.waitForURL((url) => /batches\/B\d+/.test(url.pathname) && !url.pathname.endsWith(parent))
    await kit.settled()
    await kit.page.getByText('全部通过').waitFor()
    await kit.page.getByRole('link', { name: `批次 ${parent}` }).waitFor()
    await kit.axe()
    await kit.shot('import-mended')

    // Taking it back asks for a reason and tells the outcome; the parent's rows are open again.
    await kit.page.getByRole('button', { name: '撤回批次' }).click()
    await kit.page.getByRole('button', { name: '撤回 3 条' }).click()
    await kit.page.getByRole('link', { name: '请填写撤回原因' }).waitFor()
    await kit.axe()
    await kit.page.getByLabel('撤回原因').fill('示例：传错文件')
    await kit.page.getByRole('button', { name: '撤回 3 条' }).click()
    await kit.page.getByText('批次已撤回：3 条记录撤回').waitFor()
    await kit.page.getByRole('link', { name: `批次 ${parent}` }).click()
    await kit.page.getByRole('button', { name: '上传改正的 3 行' }).waitFor()
    await kit.go('/console/batches')
    await kit.page
      .getByRole('row', { name: /改正\.csv/ })
      .getByText('已撤回')
      .waitFor()
    await kit.axe()
    await kit.shot('batches')
    kit.clean()
  })

  test('R-COLL-20 the same file is recognised before it is sent', async () => {
    const kit = await site.visit('clerk-jdk')
    const content = penalties([{ number: 911 }, { number: 912, kind: '罚金' }])
    await upload(kit, '同一文件.csv', content)
    await kit.go('/console/collect/CF-ORG')
    await kit.page.getByLabel('选择文件').setInputFiles(csv('换个名字.csv', content))
    await kit.page.getByText('内容完全相同。再次上传不会重复入库').waitFor()
    await kit.axe()
    await kit.shot('import-same')
    await kit.page.getByRole('button', { name: '仍然上传' }).click()
    await kit.page.getByText('没有重复入库。下面是当时的结果').waitFor()
    kit.clean()
  })

  test('files that cannot be used: a plain sentence and the way on', async () => {
    const kit = await site.visit('clerk-jdk')
    kit.expecting(/status of 4\d\d/)
    const box = kit.page.getByLabel('选择文件')
    await kit.go('/console/collect/CF-ORG')
    await box.setInputFiles(csv('空.csv', Buffer.alloc(0)))
    await kit.page.getByText('文件是空的，没有上传').waitFor()
    await box.setInputFiles({
      name: '图.xlsx',
      mimeType: 'image/png',
      buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    })
    await kit.page.getByRole('alert').waitFor()
    await kit.axe()
    await kit.shot('import-not-a-table')
    await box.setInputFiles(csv('别的表.csv', Buffer.from('姓名,电话\n王示例,无\n', 'utf8')))
    await kit.page.getByText('不能使用这个文件').waitFor()
    await kit.settled()
    await kit.headed()
    await kit.axe()
    await kit.shot('import-wrong-template')
    await kit.page.getByRole('link', { name: '回到数据归集' }).click()
    await kit.page.waitForURL('**/console/collect')
    await kit.go('/console/collect/CF-ORG')
    await box.setInputFiles(csv('只有表头.csv', penalties([])))
    await kit.page.waitForURL(/imports|batches/)
    await kit.settled()
    await kit.headed()
    await kit.shot('import-no-rows')
    kit.clean()
  })

  test('by keyboard alone: search, entry, file, cell, the next finding', async () => {
    const kit = await site.visit('clerk-jdk', { width: 1440, height: 900 })
    const { page } = kit
    const tabTo = async (selector: string) => {
      for (let step = 0; step < 60; ++step) {
        await page.keyboard.press('Tab')
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
      }
      throw new Error(`not reached by Tab: ${selector}`)
    }
    await kit.go('/console/collect')
    kit.resetClicks()
    await page.keyboard.press('/')
    await page.keyboard.type('CF-ORG')
    await page.keyboard.press('Enter')
    await page.getByText('共 1 个条目').waitFor()
    await tabTo('a[href$="/collect/CF-ORG"]')
    await page.keyboard.press('Enter')
    await page.getByLabel('选择文件').waitFor()
    await tabTo('input[type="file"]')
    const rows = [
      { number: 941, kind: '罚金' },
      { number: 942, date: '2026-02-30' },
    ]
    // Space and Enter open the system's own dialog.
    const opened = page.waitForEvent('filechooser')
    await page.keyboard.press('Space')
    await opened
    const again = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await again).setFiles(csv('键盘.csv', penalties(rows)))
    await page.waitForURL('**/console/batches/B*')
    await page.locator('[data-grid] .mark').first().waitFor()
    await tabTo('.mark')
    await page.keyboard.press('Enter')
    await page.locator('[data-panel]').getByText('第 2 行').waitFor()
    await page.keyboard.press('Escape')
    await tabTo('[data-panel] button:nth-of-type(2)')
    await page.keyboard.press('Enter')
    await page.locator('[data-panel]').getByText('第 3 行').waitFor()
    expect(kit.clicks()).toBe(0)
    kit.clean()
  })

  test('a file imported on the machine itself: the page says why its cells are closed and what to do', async () => {
    const kit = await site.visit('clerk-jdk')
    const get = async (path: string) => (await kit.context.request.get(site.url + path)).json()
    const ids = (await get('/api/batches?limit=100')).items.map((one: { id: string }) => one.id) as string[]
    let open = ''
    for (const id of ids) {
      const batch = (await get(`/api/batches/${id}`)) as { actor: string; openRejections: number }
      if (batch.actor === 'cli' && batch.openRejections > 0) open = id
    }
    await kit.go(`/console/batches/${open}`)
    await kit.page.locator('[data-unopened]').getByText('服务器上没有留它的表头').waitFor()
    await kit.page.locator('[data-grid] .mark').first().click()
    expect(await kit.page.locator('[data-edit]').count()).toBe(0)
    await kit.page.getByRole('button', { name: /^上传改正的 \d+ 行/ }).waitFor()
    await kit.axe()
    kit.clean()
  })

  test('a file is dropped on the page', async () => {
    const kit = await site.visit('clerk-jdk')
    await kit.go('/console/collect/CF-ORG')
    const text = penalties([{ number: 951 }]).toString('utf8')
    const box = kit.page.locator('.box')
    const carried = await kit.page.evaluateHandle((content) => {
      const data = new DataTransfer()
      data.items.add(new File([content], '拖入.csv', { type: 'text/csv' }))
      return data
    }, text)
    await box.dispatchEvent('dragover', { dataTransfer: carried })
    await kit.page.locator('.box.over').waitFor()
    await kit.shot('import-drop')
    await box.dispatchEvent('drop', { dataTransfer: carried })
    await kit.page.waitForURL('**/console/batches/B*')
    await kit.page.getByText('拖入.csv').waitFor()
    await kit.page.getByText('全部通过').waitFor()
    kit.clean()
  })

  test('text that looks like markup stays text in grid and panel', async () => {
    const kit = await site.visit('clerk-jdk')
    const evil = '<img src=x onerror=alert(1)>'
    await upload(kit, `${evil}.csv`, penalties([{ number: 921, name: evil, kind: evil, facts: evil }]))
    const cell = kit.page.locator('[data-grid]').getByText(evil)
    await cell.first().waitFor()
    await kit.page.getByText(`${evil}.csv`).waitFor()
    // Its tooltip, its name for the ear, the panel and the cell while it is typed in.
    expect(await kit.page.locator(`[data-grid] [title="${evil}"]`).count()).toBeGreaterThan(0)
    await kit.page.locator('[data-grid] .mark.bad').first().click()
    expect(await kit.page.locator('[data-edit]').inputValue()).toBe(evil)
    await kit.page.locator('[data-panel]').getByText(evil).first().waitFor()
    await kit.page.keyboard.type(`${evil}2`)
    await kit.page.keyboard.press('Enter')
    await kit.page.locator('[data-corrections]').getByText('1 行还有错误').waitFor()
    await kit.page.locator('[data-panel]').getByText(`${evil}2`).first().waitFor()
    expect(await kit.pdfPages('import-markup')).toBeGreaterThan(0)
    expect(await kit.page.locator('main img').count()).toBe(0)
    kit.clean()
  })

  test('elder, high contrast and a narrow phone', async () => {
    const elder = await site.visit('clerk-jdk', { elder: true, contrast: true })
    await upload(elder, '长者.csv', penalties([{ number: 931, kind: '罚金' }]))
    await elder.page.locator('[data-grid] .mark').first().waitFor()
    await elder.axe()
    await elder.fits()
    await elder.shot('import-elder')
    const batch = new URL(elder.page.url()).pathname
    const phone = await site.visit('clerk-jdk', { width: 320, height: 640 })
    for (const path of ['/console/collect', '/console/collect/CF-ORG', batch, '/console/batches', '/console/records']) {
      await phone.go(path)
      await phone.fits()
    }
    await phone.shot('import-phone')
    phone.clean()
    elder.clean()
  })
})
