// Fills a form from the subject's archive by its code: what the archive knows is not typed again.
import { ref } from 'vue'
import { api, call } from '@shared/api/client'
import type { EntryDetails, Field } from './words'
import type { Values } from './recordForm'

/** Role of a field → kind of identifier in the archive. */
const kKinds: Record<string, string> = {
  'registration-no': 'reg-no',
  'organisation-code': 'org-code',
  'tax-no': 'tax-no',
  'institution-no': 'inst-no',
  'social-org-no': 'social-no',
  'medical-licence-no': 'med-licence',
}
const kCodeLength = 18

export function usePrefill(entry: () => EntryDetails | undefined, values: Values) {
  const note = ref('')
  let last = ''

  function put(field: Field | undefined, value: string | undefined): number {
    if (!field || !value || value.includes('*') || (values[field.id] ?? '').trim() !== '') return 0
    values[field.id] = value
    return 1
  }

  async function fill(code: string) {
    const details = entry()
    const wanted = code.trim().toUpperCase()
    if (!details || details.subject === 'NP' || wanted.length !== kCodeLength || wanted === last) return
    last = wanted
    try {
      const hits = await call(api.GET('/api/subjects', { params: { query: { q: wanted, limit: 2 } } }))
      const hit = hits.items.find((one) => one.match === 'identifier')
      if (!hit) {
        note.value = '档案中还没有这个代码，请照文书填写。'
        return
      }
      const archive = await call(api.GET('/api/subjects/{id}', { params: { path: { id: hit.id } } }))
      const byRole = (role: string) => details.fields.find((field) => field.role === role)
      let filled = put(byRole('subject-name'), archive.name)
      const head = archive.roles.find((role) => role.to === null && /法定代表人|负责人/.test(role.roleLabel))
      filled += put(byRole('legal-representative'), head?.personName)
      for (const [role, kind] of Object.entries(kKinds)) {
        const known = archive.identifiers.find((one) => one.to === null && one.kind === kind)
        filled += put(byRole(role), known?.value)
      }
      note.value =
        filled > 0 ? `已从“${archive.name}”的档案带出 ${filled} 项，请核对。` : `档案中的主体：${archive.name}。`
    } catch {
      note.value = '没有查到档案，请照文书填写。'
    }
  }

  return { note, fill }
}
