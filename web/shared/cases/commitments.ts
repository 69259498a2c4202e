// Letters of commitment: templates, the text to be signed, and what became of those that were signed.
import { api, call, type Schemas } from '../api/client'
import type { paths } from '../api/schema'

export type Letter = Schemas['Letter']
export type CommitmentLine = Schemas['CommitmentLine']
export type NewCommitment = paths['/api/commitments']['post']['requestBody']['content']['application/json']
export type LetterRequest = paths['/api/commitments/preview']['post']['requestBody']['content']['application/json']

export const listLetters = () => call(api.GET('/api/commitments/letters'))
export const listCommitments = (query: { subject?: string; state?: string; limit: number; cursor?: string }) =>
  call(api.GET('/api/commitments', { params: { query } }))
export const previewLetter = (body: LetterRequest) => call(api.POST('/api/commitments/preview', { body }))
export const makeCommitment = (body: NewCommitment, key: string) =>
  call(api.POST('/api/commitments', { params: { header: { 'Idempotency-Key': key } }, body }))
