// The signature of a letter as the form holds it, and as the operation takes it.
import type { NewCommitment } from '@shared/cases/commitments'
import type { FormError } from '@shared/composables/useSubmit'

export interface Signing {
  how: NewCommitment['how']
  publicKey: string
  signature: string
  scan: string
  scanName: string
}

export const kWays: { id: Signing['how']; title: string; note: string }[] = [
  { id: 'platform', title: '在线签署', note: '平台按您的确认用国密算法（SM2）签名' },
  { id: 'sm2', title: '用国密证书签署', note: '用本人保管的 SM2 密钥对全文签名' },
  { id: 'paper', title: '上传签字盖章的纸质件', note: '打印、签字盖章后扫描' },
]

export const unsigned = (how: Signing['how']): Signing => ({
  how,
  publicKey: '',
  signature: '',
  scan: '',
  scanName: '',
})

export function missingOf(signing: Signing): FormError[] {
  const wrong: [boolean, string, string][] = [
    [signing.how === 'sm2' && !signing.publicKey, 'publicKey', '请填写公钥'],
    [signing.how === 'sm2' && !signing.signature, 'signature', '请填写签名值'],
    [signing.how === 'paper' && !signing.scan, 'scan', '请上传签字盖章件的扫描'],
  ]
  return wrong.filter(([is]) => is).map(([, field, message]) => ({ field, message }))
}

export function signatureInput(signing: Signing): Pick<NewCommitment, 'how' | 'publicKey' | 'signature' | 'scan'> {
  if (signing.how === 'sm2') return { how: 'sm2', publicKey: signing.publicKey, signature: signing.signature }
  return signing.how === 'paper' ? { how: 'paper', scan: signing.scan } : { how: 'platform' }
}
