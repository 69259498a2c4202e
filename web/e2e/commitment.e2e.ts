// A commitment from the first click to its check, in Hainan and in Yangshan: signed by the platform, with the signer's own
// key and on paper; what the office sees of the signature, the check, and the finding before a breach may be decided.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kit, Site } from './harness.ts'
import { kInstitution, kPlaces, kProof, kSigner, openPlace } from './place.ts'
import { sm2Signature } from './sm2.ts'

const kSlow = 240_000

/** Chooses the letter and reads its text. */
async function readLetter(kit: Kit, matter: string) {
  await kit.page.locator('#letter').selectOption({ label: '信用修复承诺书（信用修复型）' })
  await kit.page.locator('#unit').selectOption({ label: '监督科' })
  await kit.page.locator('#matter').fill(matter)
  await kit.page.getByRole('button', { name: '看承诺书全文' }).click()
  await kit.page.getByRole('region', { name: '承诺书全文' }).waitFor()
  await kit.settled()
}

/** An agent hands in the power of attorney. */
async function authorise(kit: Kit) {
  await kit.page.getByLabel('上传授权委托书').setInputFiles(kProof)
  await kit.page.getByText('已上传').first().waitFor()
}

for (const [name, place] of Object.entries(kPlaces)) {
  describe(`commitment in ${name}`, () => {
    let site: Site
    beforeAll(async () => {
      site = await openPlace(place)
    }, kSlow)
    afterAll(() => site?.close())

    test(
      'the subject reads the whole text and signs it through the platform',
      async () => {
        const kit = await site.visit('subject')
        await kit.go('/console/my/commitments')
        await kit.page.getByRole('link', { name: '作出承诺' }).click()
        await kit.settled()
        await kit.page.getByRole('button', { name: '看承诺书全文' }).click()
        await kit.page.locator('[data-error-summary]').waitFor()
        await kit.axe()
        await readLetter(kit, '在线签署')
        await kit.page.getByRole('button', { name: '签署承诺书' }).click()
        await kit.page.getByText('请先阅读全文并勾选').first().waitFor()
        await kit.axe()
        await kit.shot(`commitment-${name}-errors`)
        await kit.page.locator('#read').check()
        await kit.page.locator('#signer').fill(kSigner)
        await authorise(kit)
        await kit.shot(`commitment-${name}-sign`)
        await kit.page.getByRole('button', { name: '签署承诺书' }).click()
        await kit.page.waitForURL('**/console/my/matters/*')
        await kit.settled()
        await kit.headed()
        await kit.axe()
        await kit.shot(`commitment-${name}-signed`)
        kit.clean()
        await kit.context.close()
      },
      kSlow,
    )

    test(
      'R-COMM-03 a text signed with a key of its own is taken, an altered signature is refused',
      async () => {
        const kit = await site.visit('subject')
        await kit.go('/console/my/commitments/new')
        await readLetter(kit, '用证书签署')
        await kit.page.locator('#read').check()
        await kit.page.locator('#signer').fill(kSigner)
        await authorise(kit)
        await kit.page.getByRole('radio', { name: /用国密证书签署/ }).check()
        const [saved] = await Promise.all([
          kit.page.waitForEvent('download'),
          kit.page.getByRole('button', { name: '下载待签全文' }).click(),
        ])
        const { publicKey, signature } = await sm2Signature(readFileSync(await saved.path(), 'utf8'))
        await kit.page.locator('#publicKey').fill(publicKey)
        const altered = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
        await kit.page.locator('#signature').fill(altered)
        kit.expecting(/status of 4\d\d/)
        await kit.page.getByRole('button', { name: '签署承诺书' }).click()
        await kit.page.locator('[data-error-summary]').waitFor()
        await kit.settled()
        await kit.axe()
        await kit.shot(`commitment-${name}-wrong-key`)
        await kit.page.locator('#signature').fill(signature)
        await kit.page.getByRole('button', { name: '签署承诺书' }).click()
        await kit.page.waitForURL('**/console/my/matters/*')
        await kit.settled()
        kit.clean()
        await kit.context.close()
      },
      kSlow,
    )

    test(
      'the counter takes in a letter signed on paper, with its scan',
      async () => {
        const kit = await site.visit('objection')
        await kit.go('/console/commitments')
        await kit.page.getByRole('link', { name: '接收承诺书' }).click()
        await kit.settled()
        await kit.page.locator('#subject').fill(kInstitution)
        await kit.page.locator('#subject').press('Enter')
        await kit.page.getByRole('button', { name: `选择 ${kInstitution}` }).click()
        await readLetter(kit, '窗口签署')
        await kit.page.locator('#read').check()
        await kit.page.locator('#signer').fill(kSigner)
        await kit.page.getByRole('radio', { name: /上传签字盖章/ }).check()
        await kit.page.getByRole('button', { name: '接收承诺书' }).click()
        await kit.page.getByText('请上传签字盖章件的扫描').first().waitFor()
        await kit.page.locator('#scan').setInputFiles(kProof)
        await kit.page.getByText('已上传').waitFor()
        await kit.axe()
        await kit.shot(`commitment-${name}-counter`)
        await kit.page.getByRole('button', { name: '接收承诺书' }).click()
        await kit.page.waitForURL('**/console/commitments/K*')
        await kit.settled()
        await kit.page.getByText('窗口签署').first().waitFor()
        kit.clean()
        await kit.context.close()
      },
      kSlow,
    )

    test(
      'the office sees a valid signature, notes its check, and what is held against the subject',
      async () => {
        const kit = await site.visit('objection')
        await kit.go('/console/commitments')
        await kit.page.getByRole('table').waitFor()
        expect(await kit.page.locator('main tbody tr').count()).toBe(3)
        await kit.axe()
        await kit.shot(`commitment-${name}-list`)
        // The one signed with the subject's own key.
        const row = kit.page.getByRole('row').filter({ hasText: '用证书签署' })
        await row.getByRole('link', { name: kInstitution }).click()
        await kit.settled()
        await kit.page.getByText('签名与全文一致').waitFor()
        await kit.page.getByRole('button', { name: '登记检查结果' }).click()
        const dialog = kit.page.getByRole('dialog')
        await dialog.getByRole('radio', { name: '不符合承诺' }).first().check()
        await dialog
          .getByLabel(/^检查情况/)
          .first()
          .fill('现场检查：材料与实际不符')
        await kit.axe()
        await kit.shot(`commitment-${name}-check`, false)
        await dialog.getByRole('button', { name: '登记' }).click()
        await kit.page.getByText('检查结果已登记').waitFor()
        await kit.page.getByText('存疑，待认定').first().waitFor()
        await kit.page.getByRole('link', { name: /^打开办件/ }).click()
        await kit.settled()
        await kit.page.getByRole('radio', { name: '发现涉嫌违诺' }).waitFor()
        await kit.axe()
        await kit.headed()
        await kit.shot(`commitment-${name}-case`)
        kit.clean()
        await kit.context.close()
      },
      kSlow,
    )
  })
}
