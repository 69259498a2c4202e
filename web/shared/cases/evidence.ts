// Evidence of a form: what is missing, and how it is sent.
import type { FormError } from '../composables/useSubmit'
import type { Evidence, StepInput } from './types'

/** Power of attorney of an agent: only the file itself counts (R-OBJ-08). */
export const kPowerOfAttorney = '授权委托书'
export const onlyAsFile = (name: string) => name === kPowerOfAttorney

export const noEvidence = (): Evidence => ({ files: {}, onPaper: [] })

/** What is neither uploaded nor handed over on paper. */
export function missingEvidence(names: readonly string[], evidence: Evidence): FormError[] {
  return names
    .filter((name) => !evidence.files[name] && (onlyAsFile(name) || !evidence.onPaper.includes(name)))
    .map((name) => ({
      field: `attachment-${name}`,
      message: onlyAsFile(name) ? `请上传“${name}”` : `请上传“${name}”，或者注明已提交纸质件`,
    }))
}

/** Only what the step names: choices of another step are left behind. */
export function evidenceInput(names: readonly string[], evidence: Evidence): Pick<StepInput, 'attachments' | 'files'> {
  const files = Object.fromEntries(
    names.filter((name) => evidence.files[name]).map((name) => [name, evidence.files[name]!.id]),
  )
  const attachments = names.filter((name) => !files[name] && evidence.onPaper.includes(name))
  return { attachments, ...(Object.keys(files).length ? { files } : {}) }
}
