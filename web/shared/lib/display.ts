// Elder and high-contrast switches: classes on the root element, remembered on this device.
import { reactive, watch } from 'vue'

const kKey = 'medcredit.display'

interface Display {
  elder: boolean
  contrast: boolean
}

function stored(): Display {
  try {
    const value = JSON.parse(localStorage.getItem(kKey) ?? '{}') as Partial<Display>
    return { elder: value.elder === true, contrast: value.contrast === true }
  } catch {
    return { elder: false, contrast: false }
  }
}

export const display = reactive<Display>(stored())

/** Applies the switches now and whenever they change. */
export function startDisplay(kind: 'portal' | 'console') {
  const root = document.documentElement
  root.classList.add(kind)
  watch(
    display,
    ({ elder, contrast }) => {
      root.classList.toggle('elder', elder)
      root.classList.toggle('contrast', contrast)
      try {
        localStorage.setItem(kKey, JSON.stringify({ elder, contrast }))
      } catch {
        // A browser that keeps nothing still shows the page as asked.
      }
    },
    { immediate: true },
  )
}
