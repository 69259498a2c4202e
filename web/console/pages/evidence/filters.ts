/** Filters of the log as they stand in the address. */
export type EvidenceFilters = {
  actor: string
  subject: string
  action: string
  purpose: string
  allowed: string
  object: string
  from: string
  to: string
}

export const kNoFilters: EvidenceFilters = {
  actor: '',
  subject: '',
  action: '',
  purpose: '',
  allowed: '',
  object: '',
  from: '',
  to: '',
}
