// Runs inside the page: what eyes need and axe does not measure. No names from outside these functions.

/** Controls whose edge, and focus marks whose colour, stand out by less than 3:1. */
export function weakContrasts(): string[] {
  type Colour = [red: number, green: number, blue: number, alpha: number]
  const kLeast = 3
  const parse = (text: string): Colour => {
    const parts = /rgba?\(([^)]+)\)/
      .exec(text)?.[1]
      ?.split(/[,/ ]+/)
      .map(Number) ?? [0, 0, 0, 0]
    return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0, parts[3] ?? 1]
  }
  const light = ([red, green, blue]: Colour) => {
    const part = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  }
  const ratio = (a: Colour, b: Colour) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y) as [number, number]
    return (bright + 0.05) / (dark + 0.05)
  }
  const ground = (element: Element | null): Colour => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor)
      if (colour[3] > 0.99) return colour
    }
    return [255, 255, 255, 1]
  }
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className} ${(element.textContent ?? '').trim().slice(0, 20)}`
  const visible = (element: HTMLElement) => {
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    return box.width > 2 && box.height > 2 && style.visibility === 'visible' && Number(style.opacity) > 0.1
  }
  const weak = new Set<string>()

  const controls = document.querySelectorAll<HTMLElement>('input, select, textarea, button, a.btn')
  for (const control of controls) {
    if (!visible(control) || control.matches(':disabled, [aria-disabled="true"]')) continue
    // Drawn by the browser itself, or known by their text alone.
    if (control.matches('input[type="checkbox"], input[type="radio"], input[type="file"]')) continue
    const style = getComputedStyle(control)
    const around = ground(control.parentElement)
    const fill = parse(style.backgroundColor)
    // A line on one side parts the rows of a list, it is no edge.
    const sides = ['top', 'right', 'bottom', 'left'].map((side) => ({
      width: parseFloat(style.getPropertyValue(`border-${side}-width`)),
      colour: parse(style.getPropertyValue(`border-${side}-color`)),
    }))
    const edged = sides.every((side) => side.width > 0 && side.colour[3] > 0)
    const edge = parse(style.borderBottomColor)
    const filled = fill[3] > 0.99 && ratio(fill, around) > 1.5
    if (!filled && !edged) continue
    const best = Math.max(filled ? ratio(fill, around) : 1, edged ? ratio(edge, around) : 1)
    if (best < kLeast) weak.add(`edge ${best.toFixed(2)} ${name(control)}`)
  }

  const seen = new Set<string>()
  const before = document.activeElement as HTMLElement | null
  for (const one of document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]',
  )) {
    const kind = `${one.tagName} ${one.className} ${one.getAttribute('type') ?? ''} ${one.closest('header, nav, main, dialog, footer')?.tagName ?? ''}`
    if (!visible(one) || one.matches(':disabled') || seen.has(kind)) continue
    seen.add(kind)
    one.focus({ preventScroll: true, focusVisible: true } as FocusOptions)
    if (document.activeElement !== one) continue
    // A field the eye does not see shows its focus on its label.
    const shown = Number(getComputedStyle(one).opacity) < 0.1 ? (one.nextElementSibling ?? one) : one
    const style = getComputedStyle(shown)
    const around = ground(shown.parentElement)
    const marks: Colour[] = []
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) marks.push(parse(style.outlineColor))
    for (const shadow of style.boxShadow.split(/,(?![^(]*\))/)) {
      const spread = shadow.replace(/rgba?\([^)]*\)/, '').match(/-?[\d.]+px/g)?.[3]
      if (shadow !== 'none' && parseFloat(spread ?? '0') >= 1) marks.push(parse(shadow))
    }
    const best = Math.max(1, ...marks.map((mark) => ratio(mark, around)))
    if (best < kLeast) weak.add(`focus ${best.toFixed(2)} ${name(one)}`)
  }
  before?.focus({ preventScroll: true })
  return [...weak]
}

/** The focused element when no part of it can be seen. */
export function hiddenFocus(): string {
  const one = document.activeElement as HTMLElement | null
  if (!one || one === document.body) return ''
  const shown = Number(getComputedStyle(one).opacity) < 0.1 ? (one.nextElementSibling ?? one) : one
  const box = shown.getBoundingClientRect()
  // What of it lies in the window.
  const left = Math.max(0, box.left)
  const top = Math.max(0, box.top)
  const width = Math.min(innerWidth, box.right) - left
  const height = Math.min(innerHeight, box.bottom) - top
  const points: [number, number][] = []
  for (const x of [0.1, 0.5, 0.9]) {
    for (const y of [0.15, 0.5, 0.85]) points.push([left + width * x, top + height * y])
  }
  const seen = points.some(([x, y]) => {
    const there = document.elementFromPoint(x, y)
    return there !== null && shown.contains(there)
  })
  if (seen) return ''
  const over = document.elementFromPoint(left + width / 2, top + height / 2)
  const place = [box.left, box.top, box.width, box.height].map(Math.round).join(' ')
  return `${one.tagName} ${one.className} ${(one.textContent ?? '').trim().slice(0, 30)} at ${place}, below ${over?.tagName} ${over?.className}`
}
