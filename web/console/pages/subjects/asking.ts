// The declared purpose of a look at somebody travels in the address from the search to the archive.
import { computed } from 'vue'
import { useRoute } from 'vue-router'

export function useAsking() {
  const route = useRoute()
  const text = (key: string) => {
    const value = route.query[key]
    return typeof value === 'string' ? value : ''
  }
  const purpose = computed(() => text('purpose'))
  const caseNumber = computed(() => text('case'))
  /** Headers of a read. */
  const header = computed(() => purposeHeaders(purpose.value, caseNumber.value))
  /** What links to the same subject carry on. */
  const carried = computed(() => ({
    ...(purpose.value ? { purpose: purpose.value } : {}),
    ...(caseNumber.value ? { case: caseNumber.value } : {}),
  }))
  return { text, purpose, caseNumber, header, carried }
}

export function purposeHeaders(purpose: string, caseNumber = '') {
  return {
    ...(purpose ? { 'X-Purpose': purpose } : {}),
    // Headers are ASCII; the server reads percent signs as they are, so only plain numbers are sent.
    ...(caseNumber ? { 'X-Case-Number': caseNumber } : {}),
  }
}
