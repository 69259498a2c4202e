// What the pages of a procedure (异议, 修复, 承诺 …) speak of: names for parts of the API's types, and the forms' own.
import type { paths } from '../api/schema'
import type { Schemas } from '../api/client'

export type CaseView = Schemas['Case']
export type CaseClock = CaseView['clocks'][number]
export type TimelineRow = CaseView['timeline'][number]
export type CaseAction = CaseView['actions'][number]
export type CasePaper = CaseView['papers'][number]
export type CaseRow = Schemas['CaseLine']
export type CaseFile = Schemas['CaseFile']
export type CaseMessage = Schemas['Notice']
export type ProcedureView = Schemas['Procedure']
export type NewCase = Body<paths['/api/cases']['post']>
export type StepInput = Body<paths['/api/cases/{id}/steps']['post']>
export type CaseFilters = NonNullable<paths['/api/cases']['get']['parameters']['query']>

type Body<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Content } } }
  ? Content
  : never

/** A paper, a proof or a ground to choose. */
export interface Choice {
  id: string
  title: string
}

/** Evidence of a form: files by its name, and what was handed over on paper. */
export interface Evidence {
  files: Record<string, { id: string; name: string }>
  onPaper: string[]
}

/** Line of "before and after". */
export interface Difference {
  id: string
  label: string
  before: string
  after: string
}
