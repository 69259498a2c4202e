// What a form of an entry asks, from the catalogue alone: sections, which fields show, which must be filled, own checks.
import type { FormError } from '@shared/composables/useSubmit'
import type { EntryDetails, Field } from './words'

export type Values = Record<string, string>

export const kClasses = ['法人及非法人组织', '个体工商户', '自然人']
const kWho = new Set([
  'subject-name',
  'subject-class',
  'unified-code',
  'registration-no',
  'organisation-code',
  'tax-no',
  'institution-no',
  'social-org-no',
  'medical-licence-no',
  'subject-code',
  'legal-representative',
  'legal-rep-doc-type',
  'legal-rep-doc-no',
  'doc-type',
  'doc-no',
  'citizen-id',
  'qualification-code',
  'practice-code',
])
const kSource = new Set([
  'authority-name',
  'authority-code',
  'source-name',
  'source-code',
  'status',
  'remark',
  'publicity-type',
])
const kLongText = 300

export interface Section {
  title: string
  fields: Field[]
}

/** Three sections: about whom, what, from where. */
export function sectionsOf(entry: EntryDetails): Section[] {
  const who = entry.fields.filter((field) => kWho.has(field.role))
  const source = entry.fields.filter((field) => kSource.has(field.role))
  const what = entry.fields.filter((field) => !kWho.has(field.role) && !kSource.has(field.role))
  return [
    { title: entry.subject === 'NP' ? '人员' : '行政相对人', fields: who },
    { title: '事项内容', fields: what },
    { title: '机关与来源', fields: source },
  ].filter((section) => section.fields.length > 0)
}

/** The kinds of subject the entry is about, as places in the presence rules. */
export function classesOf(entry: EntryDetails): number[] {
  const field = entry.fields.find((one) => one.role === 'subject-class')
  const named = kClasses.flatMap((label, at) => (field?.values.includes(label) ? [at] : []))
  const fits = named.filter((at) => (at === 2) === (entry.subject === 'NP'))
  return fits.length > 0 ? fits : [entry.subject === 'NP' ? 2 : 0]
}

/** Which of the three presence rules is in force. */
export function classOf(entry: EntryDetails, values: Values): number {
  const field = entry.fields.find((one) => one.role === 'subject-class')
  const chosen = field ? kClasses.indexOf(values[field.id] ?? '') : -1
  if (chosen >= 0) return chosen
  return entry.subject === 'NP' ? 2 : 0
}

export function parts(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[；;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function holds(values: Values, field: string | null, wanted: readonly string[]): boolean {
  if (field === null) return false
  const there = parts(values[field])
  return wanted.length === 0 ? there.length > 0 : there.some((one) => wanted.includes(one))
}

/** A field that must stay empty is hidden, not disabled. */
export function isShown(entry: EntryDetails, field: Field, values: Values): boolean {
  if (field.presence[classOf(entry, values)] === 'blank') return false
  return entry.rules
    .filter((rule) => rule.kind === 'blank-unless' && rule.field === field.id)
    .every((rule) => holds(values, rule.other, rule.values))
}

export function isRequired(entry: EntryDetails, field: Field, values: Values): boolean {
  if (field.presence[classOf(entry, values)] === 'required') return true
  return entry.rules.some(
    (rule) =>
      rule.kind === 'required-if' &&
      rule.severity === 'error' &&
      rule.field === field.id &&
      holds(values, rule.other, rule.values),
  )
}

export type Control = 'date' | 'choice' | 'choices' | 'suggested' | 'long' | 'number' | 'text'

export function controlOf(field: Field): Control {
  if (field.type === 'date') return 'date'
  if (field.values.length > 0 && field.multiValue) return 'choices'
  if (field.values.length > 0) return field.closed ? 'choice' : 'suggested'
  if (field.type === 'decimal' || field.type === 'integer') return 'number'
  return field.maxLength > kLongText ? 'long' : 'text'
}

/** Id of the control, named as the server names the field in its refusals. */
export function controlId(field: Field): string {
  return `values.${field.id}`
}

/** Numbers of persons do not lie in drafts. */
export function isPersonal(field: Field): boolean {
  return field.identifier === 'citizen-id' || ['citizen-id', 'doc-no', 'legal-rep-doc-no'].includes(field.role)
}

function verb(field: Field): string {
  return ['date', 'choice', 'choices'].includes(controlOf(field)) ? '请选择' : '请填写'
}

/** The checks that need no server: what is missing, and too long. */
export function check(entry: EntryDetails, values: Values): FormError[] {
  const errors: FormError[] = []
  for (const field of entry.fields) {
    if (!isShown(entry, field, values)) continue
    const value = (values[field.id] ?? '').trim()
    if (value === '' && isRequired(entry, field, values)) {
      errors.push({ field: controlId(field), message: `${verb(field)}${field.name}` })
    } else if (['text', 'code'].includes(field.type) && field.maxLength > 0 && [...value].length > field.maxLength) {
      errors.push({
        field: controlId(field),
        message: `${field.name}不超过 ${field.maxLength} 字，现在 ${[...value].length} 字`,
      })
    }
  }
  return errors
}

/** What is sent: shown and filled fields only. */
export function content(entry: EntryDetails, values: Values): Values {
  const out: Values = {}
  for (const field of entry.fields) {
    const value = (values[field.id] ?? '').trim()
    if (value !== '' && isShown(entry, field, values)) out[field.id] = value
  }
  return out
}

/** How many of the required fields are filled. */
export function progress(entry: EntryDetails, values: Values): { filled: number; required: number } {
  const required = entry.fields.filter((field) => isShown(entry, field, values) && isRequired(entry, field, values))
  return {
    filled: required.filter((field) => (values[field.id] ?? '').trim() !== '').length,
    required: required.length,
  }
}
