// Background work in words.
import type { Schemas } from '@shared/api/client'
import { dateTime } from '@shared/lib/dates'
import { number, percent } from '@shared/lib/text'

export type Job = Schemas['Job']

const kKinds: Record<string, string> = {
  import: '导入文件',
  'publicity.expire': '公示到期下架',
  'status.snapshot': '应办事项与时限',
  reminders: '到期与逾期提醒',
  statistics: '质量统计',
  'evidence.head': '每日留痕树头',
  backup: '每日备份',
}
export const kJobStates: Record<string, { label: string; chip: string }> = {
  queued: { label: '排队', chip: '' },
  running: { label: '进行中', chip: 'info' },
  done: { label: '完成', chip: 'good' },
  failed: { label: '失败', chip: 'bad' },
}

export function kindLabel(kind: string): string {
  return kKinds[kind] ?? kind
}

export function isOver(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed'
}

export interface JobFailure {
  code: string
  message: string
  remedy: string
}

/** What a failed job left as its reason. */
export function failureOf(job: Job): JobFailure | undefined {
  const error = (job.result as { error?: Partial<JobFailure> } | null)?.error
  if (job.state !== 'failed') return undefined
  return {
    code: error?.code ?? '',
    message: error?.message ?? '任务没有完成，没有写明原因',
    remedy: error?.remedy ?? '',
  }
}

export function batchOf(job: Job): string | undefined {
  const batch = (job.result as { batch?: unknown } | null)?.batch
  return typeof batch === 'string' ? batch : undefined
}

const kResultWords: Record<string, string> = {
  rows: '总行数',
  accepted: '通过',
  updated: '其中更正',
  rejected: '退回',
  duplicates: '重复',
  warnings: '提示',
  unchanged: '没有变化',
  findings: '问题',
  received: '收到',
  compliant: '入库',
  late: '迟报',
  concealed: '瞒报',
  wrong: '错报',
  complianceRate: '合格率',
  lateRate: '迟报率',
  concealmentRate: '瞒报率',
  due: '应运行的日期',
  today: '统计日',
  lastDay: '公示到这一天的',
  notices: '发出提醒',
  epoch: '树头编号',
  file: '备份文件',
  removed: '清理旧备份',
}

/** The plain figures of a result, in words; structures are shown elsewhere or not at all. */
export function figuresOf(job: Job): { label: string; text: string }[] {
  if (job.state !== 'done' || job.result === null) return []
  return Object.entries(job.result as Record<string, unknown>).flatMap(([key, value]) => {
    const label = kResultWords[key]
    if (label === undefined || (typeof value !== 'number' && typeof value !== 'string')) return []
    if (key.endsWith('Rate')) return [{ label, text: percent(String(value)) }]
    return [{ label, text: typeof value === 'number' ? number(value) : value }]
  })
}

/** Records whose publicity a run ended. */
export function endedOf(job: Job): string[] {
  const ended = (job.result as { ended?: unknown } | null)?.ended
  return Array.isArray(ended) ? ended.filter((one): one is string => typeof one === 'string') : []
}

/** "2 分 5 秒", "不到 1 秒". */
export function durationOf(job: Job): string {
  if (!job.finishedAt) return '—'
  const seconds = (new Date(job.finishedAt).getTime() - new Date(job.createdAt).getTime()) / 1000
  if (!Number.isFinite(seconds)) return '—'
  if (seconds < 1) return '不到 1 秒'
  if (seconds < 60) return `${Math.round(seconds)} 秒`
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} 分 ${Math.round(seconds % 60)} 秒`
    : `${Math.floor(seconds / 3600)} 小时 ${Math.round((seconds % 3600) / 60)} 分`
}

/** A line of the run log. */
export function logLine(name: string, data: unknown): { at: string; text: string } {
  const given = (data ?? {}) as { at?: string; permille?: number; error?: { message?: string }; attempt?: number }
  const words: Record<string, string> = {
    queued: '进入队列',
    started: '开始',
    progress: `进行到 ${Math.round((given.permille ?? 0) / 10)}%`,
    retry: '没有成功，将重试',
    done: '完成',
    failed: '失败',
    late: '晚于计划时间',
  }
  const reason = given.error?.message ? `：${given.error.message}` : ''
  return { at: dateTime(given.at), text: `${words[name] ?? name}${reason}` }
}

/** "00:05" of the minute of the day. */
export function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
