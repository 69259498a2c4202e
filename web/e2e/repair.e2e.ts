// A repair from the first click to its effect, in Hainan and in Yangshan: conditions and days, the application, the
// office in two pairs of hands, five working days of publicity, the end of the penalty's publicity.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kit, Site } from './harness.ts'
import { kInstitution, kPenalty, kPlaces, kProof, openMatter, openPlace, passTo, takeStep } from './place.ts'

const kSlow = 240_000
/** Day after the fifth working day of a publicity that began on 2026-05-08. */
const kAfterPublicity = '2026-05-16'

async function evidence(kit: Kit) {
  for (const box of await kit.page.getByLabel(/纸质件/).all()) await box.check()
}

for (const [name, place] of Object.entries(kPlaces)) {
  describe(`repair in ${name}`, () => {
    let site: Site
    beforeAll(async () => {
      site = await openPlace(place)
    }, kSlow)
    afterAll(() => site?.close())

    test(
      'R-REP-02 R-REP-04 the subject sees what can be repaired and asks for it; no fee is named anywhere',
      async () => {
        const kit = await site.visit('subject')
        await kit.go('/console/my')
        kit.resetClicks()
        await kit.page.getByRole('link', { name: '申请信用修复' }).click()
        await kit.settled()
        await kit.page.getByText('可以申请修复').first().waitFor()
        await kit.axe()
        await kit.shot(`repair-${name}-list`)
        await kit.page.getByRole('link', { name: /^申请修复/ }).click()
        await kit.settled()
        await kit.page.getByRole('button', { name: '提交修复申请' }).click()
        await kit.page.locator('[data-error-summary]').waitFor()
        await kit.axe()
        for (const box of await kit.page.locator('input[id^="paper-"]:not([id^="paper-copy"])').all()) await box.check()
        await evidence(kit)
        await kit.page.getByLabel('上传授权委托书').setInputFiles(kProof)
        await kit.page.getByText('已上传').first().waitFor()
        await kit.shot(`repair-${name}-form`)
        await kit.page.getByRole('button', { name: '提交修复申请' }).click()
        await kit.page.waitForURL('**/console/my/matters/*')
        await kit.settled()
        expect(await kit.page.locator('main').innerText()).not.toMatch(/缴费|付款|收费标准/)
        await kit.shot(`repair-${name}-filed`)
        kit.clean()
        await kit.context.close()
      },
      kSlow,
    )

    test(
      'R-REP-03 R-REP-06 accepted, verified by another, publicised; the public reads it',
      async () => {
        const kit = await site.visit('objection')
        await openMatter(kit, /修复/)
        await kit.axe()
        await kit.shot(`repair-${name}-review`)
        await takeStep(kit, '受理申请')
        kit.clean()
        await kit.context.close()
        const other = await site.visit('colleague-jdk')
        await openMatter(other, /修复/)
        await takeStep(other, '核查通过', { evidence: '整改核查记录' })
        other.clean()
        await other.context.close()

        const anybody = await site.visit()
        await anybody.go('/repairs')
        await anybody.page.getByText(kInstitution).first().waitFor()
        await anybody.axe()
        await anybody.shot(`repair-${name}-public`)
        anybody.clean()
        await anybody.context.close()
      },
      kSlow,
    )

    test(
      'R-REP-07 after the publicity it is carried out: the penalty is public no longer',
      async () => {
        await passTo(site, kAfterPublicity)
        const kit = await site.visit('objection')
        await openMatter(kit, /修复/)
        await takeStep(kit, '实施修复')
        await kit.shot(`repair-${name}-done`)
        kit.clean()
        await kit.context.close()
        const anybody = await site.visit()
        await anybody.go('/publicity')
        expect(await anybody.page.getByText(kPenalty).count()).toBe(0)
        await anybody.context.close()
        const subject = await site.visit('subject')
        await subject.go('/console/my/repair')
        await subject.page
          .getByText(/已于.*修复/)
          .first()
          .waitFor()
        await subject.shot(`repair-${name}-result`)
        subject.clean()
        await subject.context.close()
      },
      kSlow,
    )
  })
}
