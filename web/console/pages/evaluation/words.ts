// Words and shared questions of the pages of evaluation tasks.
import { api, call, type Schemas } from '@shared/api/client'

export type Task = Schemas['EvaluationTask']
export type TaskHead = Schemas['EvaluationTaskHead']
export type TaskSubject = Schemas['EvaluationTaskSubject']
export type Evaluator = Schemas['Evaluator']
export type Words = Schemas['EvaluationWords']

export const kTaskStates: Record<TaskHead['state'], { label: string; chip: string }> = {
  open: { label: '办理中', chip: 'info' },
  done: { label: '已办结', chip: 'good' },
  withdrawn: { label: '已撤回', chip: '' },
}
export const kResultStates: Record<TaskSubject['state'], { label: string; chip: string }> = {
  open: { label: '待评价', chip: '' },
  submitted: { label: '待确认', chip: 'warn' },
  returned: { label: '已退回', chip: 'bad' },
  confirmed: { label: '已确认', chip: 'good' },
  refused: { label: '不采用', chip: '' },
}

export const words = () => call(api.GET('/api/evaluation/words'))
