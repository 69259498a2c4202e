// What the pages of a procedure (异议, 修复, 承诺 …) need to know of a case: one narrow vocabulary for both sides.

/** One running or closed clock of a case. Working days are the server's count. */
export interface CaseClock {
  title: string
  /** Day of the event, not counted. */
  start: string
  /** Last day, ends at 24:00. */
  due: string
  daysLeft: number
  paused: boolean
  overdue: boolean
  /** Counted over a year without an official holiday table. */
  provisional: boolean
  /** The sum in Chinese. */
  explanation: string
  source: string
  closedOn?: string | null
}

export interface TimelineRow {
  at: string
  title: string
  actor?: string | null
  roleLabel?: string | null
  reason?: string | null
}

export interface PaperChoice {
  id: string
  label: string
}

export interface GroundChoice extends PaperChoice {
  /** The clause of the law must be written out. */
  clause: boolean
}

/** What a step asks of whoever takes it. */
export interface StepNeeds {
  reason: boolean
  papers: PaperChoice[]
  attachments: string[]
  grounds: GroundChoice[]
  /** A last day is asked for: end of a promise, of a validity. */
  until?: boolean
}

export interface CaseAction {
  step: string
  title: string
  needs: StepNeeds
  refused?: { code: string; text: string } | null
}

/** A paper the procedure made or took in. */
export interface CasePaper {
  label: string
  number?: string | null
  madeAt?: string | null
  /** Address of the PDF and of the public check. */
  pdf?: string | null
  verify?: string | null
}

/** Evidence of a form: files by its name, and what was handed over on paper. */
export interface Evidence {
  files: Record<string, { id: string; name: string }>
  onPaper: string[]
}

export interface StepInput {
  step: string
  reason?: string
  papers?: string[]
  /** Evidence without a file here, by name. */
  attachments?: string[]
  /** Evidence by name with the number of its file. */
  files?: Record<string, string>
  ground?: string
  clause?: string
  until?: string
}

/** Line of "before and after". */
export interface Difference {
  id: string
  label: string
  before: string
  after: string
}

export interface CaseRow {
  id: string
  number: string
  procedure: string
  title: string
  subjectName: string
  state: string
  due?: string | null
  daysLeft?: number | null
  urgency: string
}

export interface CaseNotice {
  at?: string | null
  to?: string | null
  text: string
}

export interface CaseView {
  id: string
  number: string
  procedure: string
  procedureTitle: string
  subject: string
  subjectName: string
  records: string[]
  state: { id: string; title: string; final?: boolean; outcome?: string | null }
  timeline: TimelineRow[]
  clocks: CaseClock[]
  papers: CasePaper[]
  notices: CaseNotice[]
  actions: CaseAction[]
  /** More time: may this user ask for it or decide on it, and what was asked. */
  extension?: { ask: boolean; decide: boolean; asked?: { by: string; at: string; reason: string } | null } | null
}

export interface NewCase extends StepInput {
  procedure: string
  subject: string
  records: string[]
  clock?: string
  from?: string
}

export interface ProcedureRow {
  id: string
  title: string
  source: string
}

export interface ProcedureStep {
  id: string
  title: string
  from: string[]
  to: string
  by: string[]
  papers: PaperChoice[]
  attachments: string[]
  reasons: boolean
  source: string
}

export interface ProcedureState {
  id: string
  title: string
  final: boolean
  clock?: { title: string; length: string; source: string } | null
  waits?: string | null
  source: string
}

export interface ProcedureView extends ProcedureRow {
  grounds: GroundChoice[]
  states: ProcedureState[]
  steps: ProcedureStep[]
}
