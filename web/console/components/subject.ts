// A subject that was chosen: by the picker, or named in the address by the page that led here.
import type { LocationQuery } from 'vue-router'

export interface ChosenSubject {
  id: string
  name: string
}

/** ?subject=S5&name=… */
export function subjectOf(query: LocationQuery): ChosenSubject | undefined {
  const { subject, name } = query
  return typeof subject === 'string' ? { id: subject, name: typeof name === 'string' ? name : subject } : undefined
}
