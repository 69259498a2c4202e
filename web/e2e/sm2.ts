// A signature with the signer's own SM2 key (GB/T 32918.2), as a signing tool outside the browser makes it. Key and
// nonce are fixed: this signs invented letters of tests and nothing else.
import { sm3 } from '../shared/lib/sm3.ts'

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const G: Point = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
]
const kKey = 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n
const kNonce = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n
const kId = '1234567812345678'

type Point = [x: bigint, y: bigint]
const mod = (value: bigint, by: bigint) => ((value % by) + by) % by

function power(base: bigint, exponent: bigint, by: bigint): bigint {
  let result = 1n
  for (let rest = exponent, square = mod(base, by); rest > 0n; rest >>= 1n, square = (square * square) % by) {
    if (rest & 1n) result = (result * square) % by
  }
  return result
}
const inverse = (value: bigint, by: bigint) => power(mod(value, by), by - 2n, by)

function add(one: Point | undefined, other: Point): Point {
  if (!one) return other
  const [x1, y1] = one
  const [x2, y2] = other
  const slope = x1 === x2 ? (3n * x1 * x1 + a) * inverse(2n * y1, p) : mod(y2 - y1, p) * inverse(x2 - x1, p)
  const x = mod(slope * slope - x1 - x2, p)
  return [x, mod(slope * (x1 - x) - y1, p)]
}

function times(factor: bigint, point: Point): Point {
  let result: Point | undefined
  for (let rest = factor, doubled = point; rest > 0n; rest >>= 1n, doubled = add(doubled, doubled)) {
    if (rest & 1n) result = add(result, doubled)
  }
  return result!
}

const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
const digest = (data: Buffer) => sm3(new Blob([new Uint8Array(data)]))

/** Public key and signature over the text, both in Base64, as the form takes them. */
export async function sm2Signature(text: string): Promise<{ publicKey: string; signature: string }> {
  const [x, y] = times(kKey, G)
  const bits = Buffer.from([0, kId.length * 8])
  const z = await digest(Buffer.concat([bits, Buffer.from(kId), ...[a, b, ...G, x, y].map(bytes)]))
  const e = BigInt(`0x${await digest(Buffer.concat([Buffer.from(z, 'hex'), Buffer.from(text, 'utf8')]))}`)
  const r = mod(e + times(kNonce, G)[0], n)
  const s = mod(inverse(1n + kKey, n) * mod(kNonce - r * kKey, n), n)
  return {
    publicKey: Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]).toString('base64'),
    signature: Buffer.concat([bytes(r), bytes(s)]).toString('base64'),
  }
}
