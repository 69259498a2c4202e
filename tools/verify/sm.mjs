// SM3 (GB/T 32905) and SM2 signature verification (GB/T 32918.2), nothing but the language itself.

const rotl = (x, n) => ((x << n) | (x >>> (32 - n))) >>> 0;
const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const ROUND = Array.from({ length: 64 }, (_, j) => {
  const t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
  return j % 32 === 0 ? t : rotl(t, j % 32);
});

function padded(bytes) {
  const blocks = Math.floor((bytes.length + 8) / 64) + 1;
  const out = new Uint8Array(blocks * 64);
  out.set(bytes);
  out[bytes.length] = 0x80;
  const view = new DataView(out.buffer);
  view.setUint32(out.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(out.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

function compress(state, view, offset) {
  const w = new Uint32Array(68);
  for (let j = 0; j < 16; j++) w[j] = view.getUint32(offset + 4 * j);
  for (let j = 16; j < 68; j++) {
    const x = (w[j - 16] ^ w[j - 9] ^ rotl(w[j - 3], 15)) >>> 0;
    w[j] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[j - 13], 7) ^ w[j - 6];
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let j = 0; j < 64; j++) {
    const a12 = rotl(a, 12);
    const ss1 = rotl((a12 + e + ROUND[j]) >>> 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = ((ff >>> 0) + d + ((ss1 ^ a12) >>> 0) + ((w[j] ^ w[j + 4]) >>> 0)) >>> 0;
    const tt2 = ((gg >>> 0) + h + ss1 + w[j]) >>> 0;
    d = c;
    c = rotl(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = rotl(f, 19);
    f = e;
    e = (tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17)) >>> 0;
  }
  [a, b, c, d, e, f, g, h].forEach((x, i) => (state[i] = (state[i] ^ x) >>> 0));
}

/** SM3 digest of the bytes, 32 bytes. */
export function sm3(bytes) {
  const view = padded(bytes);
  const state = IV.slice();
  for (let offset = 0; offset < view.byteLength; offset += 64) compress(state, view, offset);
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  state.forEach((x, i) => words.setUint32(4 * i, x));
  return out;
}

export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const toHex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const toNumber = (bytes) => (bytes.length === 0 ? 0n : BigInt("0x" + toHex(bytes)));

// Curve sm2p256v1: y² = x³ + ax + b over p, base point G of prime order n.
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const GX = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n;
const GY = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n;
const ID = new TextEncoder().encode("1234567812345678");

const mod = (x, m) => {
  const r = x % m;
  return r < 0n ? r + m : r;
};

function inverse(x, m) {
  let [a, b, u, v] = [mod(x, m), m, 1n, 0n];
  while (a > 1n) {
    const q = b / a;
    [a, b, u, v] = [b - q * a, a, v - q * u, u];
  }
  return mod(u, m);
}

// Points in Jacobian coordinates [X, Y, Z]: x = X/Z², y = Y/Z³; Z = 0 is the point at infinity.
const INFINITY = [1n, 1n, 0n];

function double([x, y, z]) {
  if (z === 0n || y === 0n) return INFINITY;
  const yy = (y * y) % P;
  const s = (4n * x * yy) % P;
  const zz = (z * z) % P;
  const m = (3n * x * x + A * zz * zz) % P;
  const nx = mod(m * m - 2n * s, P);
  return [nx, mod(m * (s - nx) - 8n * yy * yy, P), (2n * y * z) % P];
}

function add(p, q) {
  if (p[2] === 0n) return q;
  if (q[2] === 0n) return p;
  const zz1 = (p[2] * p[2]) % P;
  const zz2 = (q[2] * q[2]) % P;
  const u1 = (p[0] * zz2) % P;
  const u2 = (q[0] * zz1) % P;
  const s1 = (p[1] * zz2 * q[2]) % P;
  const s2 = (q[1] * zz1 * p[2]) % P;
  if (u1 === u2) return s1 === s2 ? double(p) : INFINITY;
  const h = mod(u2 - u1, P);
  const r = mod(s2 - s1, P);
  const hh = (h * h) % P;
  const hhh = (h * hh) % P;
  const v = (u1 * hh) % P;
  const x = mod(r * r - hhh - 2n * v, P);
  return [x, mod(r * (v - x) - s1 * hhh, P), (h * p[2] * q[2]) % P];
}

/** s·G + t·Q by one ladder over both factors. */
function twoFactors(s, t, q) {
  const g = [GX, GY, 1n];
  const both = add(g, q);
  let sum = INFINITY;
  for (let i = 255n; i >= 0n; i--) {
    sum = double(sum);
    const bits = ((s >> i) & 1n) | (((t >> i) & 1n) << 1n);
    if (bits === 1n) sum = add(sum, g);
    else if (bits === 2n) sum = add(sum, q);
    else if (bits === 3n) sum = add(sum, both);
  }
  return sum;
}

/** The point of a 65-byte key 04‖x‖y, or null when it is not one. */
export function readPoint(key) {
  if (key.length !== 65 || key[0] !== 4) return null;
  const x = toNumber(key.subarray(1, 33));
  const y = toNumber(key.subarray(33));
  if (x >= P || y >= P) return null;
  return mod(y * y - (x * x * x + A * x + B), P) === 0n ? [x, y, 1n] : null;
}

/** GB/T 32918.2 §7 with SM3 and the id 1234567812345678; the signature is r‖s. */
export function sm2Verify(key, message, signature) {
  const point = readPoint(key);
  if (point === null || signature.length !== 64) return false;
  const r = toNumber(signature.subarray(0, 32));
  const s = toNumber(signature.subarray(32));
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const t = (r + s) % N;
  if (t === 0n) return false;
  const curve = [A, B, GX, GY].map((n) => fromHex(n.toString(16).padStart(64, "0")));
  const z = sm3(concat(Uint8Array.of(0, ID.length * 8), ID, ...curve, key.subarray(1)));
  const e = toNumber(sm3(concat(z, message)));
  const [x, , zz] = twoFactors(s, t, point);
  if (zz === 0n) return false;
  const affine = (x * inverse((zz * zz) % P, P)) % P;
  return (e + affine) % N === r;
}
