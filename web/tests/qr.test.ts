import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import decodeQR from 'qr/decode.js'
import QrCode from '@shared/components/QrCode.vue'

/** The drawn squares as a picture of 4 pixels a module, as a camera would give it. */
function photograph(svg: Element) {
  const size = Number(svg.getAttribute('viewBox')!.split(' ')[2])
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, run] of svg
    .querySelector('.dark')!
    .getAttribute('d')!
    .matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; ++row) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; ++column) {
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
      }
    }
  }
  return { width, height: width, data }
}

describe('QrCode', () => {
  test('what a camera reads is the text, and the picture has a name', () => {
    const text = 'otpauth://totp/MedCredit:clerk?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=MedCredit&digits=6'
    const code = mount(QrCode, { props: { text, label: '动态口令的二维码' } })
    expect(code.attributes('aria-label')).toBe('动态口令的二维码')
    expect(decodeQR(photograph(code.element))).toBe(text)
  })
})
