// SM3 (GB/T 32905-2016) of a file, to recognise it before it is sent; the server computes its own.

const kStart = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const kBlock = 64
const kPart = 1 << 20

const turn = (x: number, n: number) => (n % 32 === 0 ? x : (x << (n % 32)) | (x >>> (32 - (n % 32))))
const p0 = (x: number) => x ^ turn(x, 9) ^ turn(x, 17)
const p1 = (x: number) => x ^ turn(x, 15) ^ turn(x, 23)

function compress(state: Int32Array, words: Int32Array, block: DataView, at: number) {
  for (let i = 0; i < 16; ++i) words[i] = block.getInt32(at + i * 4)
  for (let i = 16; i < 68; ++i) {
    words[i] = p1(words[i - 16]! ^ words[i - 9]! ^ turn(words[i - 3]!, 15)) ^ turn(words[i - 13]!, 7) ^ words[i - 6]!
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; ++i) {
    const a12 = turn(a, 12)
    const ss1 = turn((a12 + e + turn(i < 16 ? 0x79cc4519 : 0x7a879d8a, i)) | 0, 7)
    const ff = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = i < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ a12) + (words[i]! ^ words[i + 4]!)) | 0
    const tt2 = (gg + h + ss1 + words[i]!) | 0
    d = c
    c = turn(b, 9)
    b = a
    a = tt1
    h = g
    g = turn(f, 19)
    f = e
    e = p0(tt2)
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; ++i) state[i] = state[i]! ^ mixed[i]!
}

/** Digest in hexadecimal digits; reads the file part by part. */
export async function sm3(file: Blob): Promise<string> {
  const state = Int32Array.from(kStart)
  const words = new Int32Array(68)
  const whole = file.size - (file.size % kBlock)
  for (let from = 0; from < whole; from += kPart) {
    const part = new DataView(await file.slice(from, Math.min(from + kPart, whole)).arrayBuffer())
    for (let at = 0; at < part.byteLength; at += kBlock) compress(state, words, part, at)
  }
  const rest = new Uint8Array(await file.slice(whole).arrayBuffer())
  const last = new Uint8Array(rest.length < kBlock - 8 ? kBlock : 2 * kBlock)
  last.set(rest)
  last[rest.length] = 0x80
  const view = new DataView(last.buffer)
  view.setBigUint64(last.length - 8, BigInt(file.size) * 8n)
  for (let at = 0; at < last.length; at += kBlock) compress(state, words, view, at)
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
