// An objection from the first click to the decision, in Hainan and in Yangshan: the subject, the providing unit with
// its head, the manager of the platform, the public.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Site } from './harness.ts'
import { kPenalty, kPlaces, kProof, openMatter, openPlace, takeStep } from './place.ts'

const kSlow = 240_000

for (const [name, place] of Object.entries(kPlaces)) {
  describe(`objection in ${name}`, () => {
    let site: Site
    beforeAll(async () => {
      site = await openPlace(place)
    }, kSlow)
    afterAll(() => site?.close())

    test(
      'R-OBJ-02 R-OBJ-08 the subject objects: five grounds, errors with a summary, filed, dates shown',
      async () => {
        const kit = await site.visit('subject')
        await kit.go('/console/my')
        kit.resetClicks()
        await kit.page.getByRole('link', { name: new RegExp(`^异议.*${kPenalty}`) }).click()
        await kit.settled()
        expect(await kit.page.getByRole('radio').count()).toBe(5)
        await kit.page.getByRole('button', { name: '提交异议' }).click()
        await kit.page.getByRole('alert').or(kit.page.locator('[data-error-summary]')).first().waitFor()
        await kit.axe()
        await kit.shot(`objection-${name}-errors`)
        await kit.page.getByRole('radio', { name: /其他法律法规/ }).check()
        await kit.page.getByLabel('法律条款').waitFor()
        await kit.page.getByRole('radio', { name: /信息与事实不符/ }).check()
        await kit.page
          .getByRole('row', { name: /^处罚内容/ })
          .getByRole('checkbox')
          .check()
        await kit.page.getByLabel('处罚内容应当是').fill('警告，责令改正')
        await kit.page.locator('#words').fill('决定书只写明警告。')
        await kit.page.getByLabel('信用信息异议申请书').check()
        await kit.page.getByLabel('上传异议证据').setInputFiles(kProof)
        await kit.page.getByText('已上传').first().waitFor()
        await kit.page.getByLabel('上传授权委托书').setInputFiles(kProof)
        await kit.page.getByText('已上传').nth(1).waitFor()
        await kit.axe()
        await kit.shot(`objection-${name}-form`)
        await kit.page.getByRole('button', { name: '提交异议' }).click()
        await kit.page.waitForURL('**/console/my/matters/*')
        await kit.settled()
        await kit.page
          .getByText(/还剩 \d+ 天/)
          .first()
          .waitFor()
        await kit.axe()
        await kit.headed()
        await kit.shot(`objection-${name}-filed`)
        kit.clean()
        await kit.context.close()
      },
      kSlow,
    )

    test(
      'R-OBJ-01 R-OBJ-04 the providing unit takes its steps in order; more time only by the head',
      async () => {
        const kit = await site.visit('objection')
        await openMatter(kit, /异议/)
        await kit.page.getByText('有 1 处不同').waitFor()
        await kit.axe()
        await kit.shot(`objection-${name}-review`)
        await takeStep(kit, '受理')
        await takeStep(kit, '材料审查')
        await kit.page.getByRole('button', { name: '申请延长期限' }).click()
        await kit.page.getByLabel('理由').last().fill('须向原执法人员核实')
        await kit.axe()
        await kit.page.getByRole('button', { name: '申请延长', exact: true }).click()
        await kit.page.getByText(/等待单位负责人批准/).waitFor()
        await takeStep(kit, '情况核查（信息有误）', { evidence: '核查记录' })
        kit.clean()
        await kit.context.close()

        const head = await site.visit('head')
        await openMatter(head, /异议/)
        await head.page.getByRole('button', { name: '批准延长', exact: true }).click()
        await head.page.getByLabel('理由').last().fill('情况复杂，同意')
        await head.shot(`objection-${name}-extension`)
        await head.page.getByRole('button', { name: '批准延长', exact: true }).last().click()
        await head.page.getByText('已批准延长').waitFor()
        await takeStep(head, '作出决定', { reason: '经核查，处罚内容录入有误。' })
        await takeStep(head, '报送决定')
        head.clean()
        await head.context.close()
      },
      kSlow,
    )

    test(
      'R-OBJ-05 R-OBJ-09 R-DOC-07 the manager removes it with reasons; the public no longer sees it, the subject reads why',
      async () => {
        const kit = await site.visit('manager')
        await openMatter(kit, /异议/)
        await takeStep(kit, '删除公示', { reason: '信息有误，删除公示。' })
        await kit.page.getByText('删除公示').first().waitFor()
        await kit.axe()
        await kit.shot(`objection-${name}-decided`)
        kit.clean()
        await kit.context.close()

        const anybody = await site.visit()
        await anybody.go('/publicity')
        expect(await anybody.page.getByText(kPenalty).count()).toBe(0)
        anybody.clean()
        await anybody.context.close()

        const subject = await site.visit('subject')
        await subject.go('/console/my/matters')
        await subject.page
          .getByRole('link', { name: /异议处理/ })
          .first()
          .click()
        await subject.settled()
        await subject.page.getByText('信息有误，删除公示。').first().waitFor()
        await subject.shot(`objection-${name}-result`)
        // The paper itself: its file is genuine and in force, and says so to anybody.
        const [made] = await Promise.all([
          subject.page.waitForEvent('download'),
          subject.page
            .getByRole('button', { name: /打开 PDF/ })
            .first()
            .click(),
        ])
        const paper = await made.path()
        const address = await subject.page.getByRole('link', { name: /^核验/ }).first().getAttribute('href')
        await subject.go(address ?? '')
        await subject.page.getByText('文书真实，现行有效').waitFor()
        await subject.page.getByLabel('选择收到的 PDF 文件').setInputFiles(paper)
        await subject.settled()
        await subject.page.getByText('文书真实，现行有效').waitFor()
        await subject.axe()
        await subject.shot(`objection-${name}-verified`)
        subject.clean()
        await subject.context.close()
      },
      kSlow,
    )
  })
}
