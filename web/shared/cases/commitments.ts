// Letters of commitment: templates, the text to be signed, and what became of those that were signed.
import { api, call, type Schemas } from '../api/client'
import type { paths } from '../api/schema'

export type Letter = Schemas['Letter']
export type CommitmentLine = Schemas['CommitmentLine']
export type Commitment = Schemas['Commitment']
type Body<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { 'application/json': infer Content } } }
}
  ? Content
  : never
export type NewCommitment = Body<'/api/commitments'>
export type LetterRequest = Body<'/api/commitments/preview'>
export type BreachFinding = Body<'/api/commitments/{id}/finding'>
export type Verdict = Body<'/api/commitments/{id}/verdicts'>['verdicts'][number]

export const listLetters = () => call(api.GET('/api/commitments/letters'))
export const listCommitments = (query: { subject?: string; state?: string; limit: number; cursor?: string }) =>
  call(api.GET('/api/commitments', { params: { query } }))
export const getCommitment = (id: string) => call(api.GET('/api/commitments/{id}', { params: { path: { id } } }))
export const previewLetter = (body: LetterRequest) => call(api.POST('/api/commitments/preview', { body }))
export type LetterPreview = Awaited<ReturnType<typeof previewLetter>>
export const makeCommitment = (body: NewCommitment, key: string) =>
  call(api.POST('/api/commitments', { params: { header: { 'Idempotency-Key': key } }, body }))

/** Kept for the decision on a breach; nothing is decided by it. */
export async function noteFinding(id: string, body: BreachFinding, key: string): Promise<void> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } }
  await call(api.POST('/api/commitments/{id}/finding', { params, body }))
}
export async function noteVerdicts(id: string, verdicts: Verdict[], key: string): Promise<void> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } }
  await call(api.POST('/api/commitments/{id}/verdicts', { params, body: { verdicts } }))
}

/** How often each item that may be promised instead of proved was used. */
export const itemUse = async () => (await call(api.GET('/api/commitments/items'))).items
export const publicPledges = async () => (await call(api.GET('/api/public/pledges'))).items
export const makePledge = (body: Body<'/api/pledges'>, key: string) =>
  call(api.POST('/api/pledges', { params: { header: { 'Idempotency-Key': key } }, body }))

export const kCommitmentStates = ['履行中', '已履行', '部分履行', '未履行', '已撤回', '已终止'] as const
export const kCommitmentTones: Record<string, string> = {
  已履行: 'good',
  履行中: 'info',
  部分履行: 'warn',
  未履行: 'bad',
}
/** How a letter was signed. */
export const kSignedHow: Record<string, string> = {
  sm2: '签署人的国密证书（SM2）',
  platform: '平台按签署账号的确认签名（SM2）',
  paper: '签字盖章的纸质件（扫描）',
}
