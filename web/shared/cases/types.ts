// What the pages of a procedure (异议, 修复, 承诺 …) need to know of a case: one narrow vocabulary for both sides.

/** One running or closed clock of a case. */
export interface CaseClock {
  id: string
  title: string
  /** A period holds back what comes after it (公示期); else a deadline for somebody. */
  period: boolean
  /** Whose duty: authority or person. */
  duty: string
  /** Day of the event, not counted. */
  start: string
  /** Last day, ends at 24:00. */
  due: string
  /** Natural days until the last day, negative when it is over. */
  daysLeft: number
  open: boolean
  paused: boolean
  overdue: boolean
  /** Counted over a year without an official holiday table. */
  provisional: boolean
  /** What it ends with is due but waits. */
  held: boolean
  extended: boolean
  extensionAsked: boolean
  closedOn: string | null
  /** The sum in Chinese, in working days where the law counts them. */
  explanation: string
  source: string
}

export interface TimelineRow {
  version: number
  at: string
  step: string
  title: string
  office: string | null
  role: string
  roleName: string
  actor: string | null
  reason: string | null
}

/** A paper, a proof or a ground to choose. */
export interface Choice {
  id: string
  title: string
}

export interface GroundChoice extends Choice {
  /** The clause of the law must be written out. */
  clause: boolean
}

/** What a step asks of whoever takes it. */
export interface StepNeeds {
  reason: boolean
  /** A last day is asked for: end of a promise, of a validity. */
  until: boolean
  papers: Choice[]
  attachments: string[]
}

export interface CaseAction {
  step: string
  title: string
  needs: StepNeeds
  refused: { code: string; text: string } | null
}

/** A paper the procedure made. */
export interface CasePaper {
  id: string
  title: string
  /** Empty until it is issued. */
  number: string | null
  at: string
}

export interface CaseFile {
  id: string
  /** What it was handed in as. */
  label: string | null
  name: string
  media: string
  size: number
  digest: string
  addedAt: string
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
  subject: string
  subjectName: string
  state: string
  stateTitle: string
  openedAt: string
  due: string | null
  daysLeft: number | null
  /** overdue, today, soon, running, none, done */
  urgency: string
}

export interface CaseNotice {
  to: string
  kind: string
  text: string
  deliveredAt: string | null
}

/** A message about a case to the one who reads it. */
export interface CaseMessage {
  id: string
  legal: boolean
  text: string
  case: string
  toUnit: boolean
  createdAt: string
  readAt: string | null
}

export interface CaseView {
  id: string
  number: string
  procedure: Choice
  subject: { id: string; name: string }
  records: string[]
  state: Choice & { final: boolean; outcome: string | null; waits: string | null }
  ground: Choice | null
  clause: string | null
  units: { role: string; unit: string }[]
  openedAt: string
  timeline: TimelineRow[]
  clocks: CaseClock[]
  papers: CasePaper[]
  notices: CaseNotice[]
  files: CaseFile[]
  actions: CaseAction[]
  /** Acts about more time this user may take: ask, approve, refuse. */
  extension: string[]
  recusal: boolean
  version: number
}

export interface NewCase extends StepInput {
  procedure: string
  subject: string
  records: string[]
  clock?: string
  from?: string
}

export interface ProcedureRow extends Choice {
  source: string
}

export interface ProcedureStep extends Choice {
  from: string[]
  to: string
  /** Labels of the roles. */
  by: string[]
  papers: Choice[]
  attachments: string[]
  reasons: boolean
  source: string
}

export interface ProcedureClock extends Choice {
  period: boolean
  duty: string
  extension: boolean
  amount: number | null
  unit: string | null
  source: string
}

export interface ProcedureState extends Choice {
  final: boolean
  outcome: string | null
  waits: string | null
  clock: ProcedureClock | null
  source: string
}

export interface ProcedureView extends ProcedureRow {
  grounds: GroundChoice[]
  papers: Choice[]
  states: ProcedureState[]
  steps: ProcedureStep[]
}
