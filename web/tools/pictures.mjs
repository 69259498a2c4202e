// Pictures of the manual: screenshots of the browser tests (build/web/shots), made smaller: width, and a palette.
// Usage: node tools/pictures.mjs [FOLDER-OF-SHOTS]     → docs/manual/pictures/*.png, those named in the manual's pages
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shots = process.argv[2] ?? join(root, 'build/web/shots')
const manual = join(root, 'docs/manual')
const target = join(manual, 'pictures')
const kWidth = 1366
/** Taller screenshots are cut: the manual shows what the text speaks of, which stands above. */
const kHeight = 1500
const kColours = 32
const kMost = 120_000

/** 8 bits a channel, RGB or RGBA, not interlaced: what Chromium writes. */
function decode(file) {
  let at = 8
  let head
  const data = []
  while (at < file.length) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const body = file.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR')
      head = { width: body.readUInt32BE(0), height: body.readUInt32BE(4), channels: body[9] === 6 ? 4 : 3 }
    if (type === 'IDAT') data.push(body)
    at += 12 + length
  }
  const raw = inflateSync(Buffer.concat(data))
  const { width, height, channels } = head
  const line = width * channels
  const pixels = Buffer.alloc(line * height)
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (line + 1)]
    for (let x = 0; x < line; ++x) {
      const left = x >= channels ? pixels[y * line + x - channels] : 0
      const up = y > 0 ? pixels[(y - 1) * line + x] : 0
      const corner = x >= channels && y > 0 ? pixels[(y - 1) * line + x - channels] : 0
      pixels[y * line + x] = raw[y * (line + 1) + 1 + x] + predicted(filter, left, up, corner)
    }
  }
  return { width, height, channels, pixels }
}

function predicted(filter, left, up, corner) {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(left + up - corner - one))
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** Mean of the pixels each new one covers. */
function smaller({ width, height, channels, pixels }) {
  const scale = Math.min(1, kWidth / width)
  const [w, h] = [Math.round(width * scale), Math.min(kHeight, Math.round(height * scale))]
  const out = Buffer.alloc(w * h * 3)
  for (let y = 0; y < h; ++y) {
    const [top, bottom] = [Math.floor(y / scale), Math.min(height, Math.ceil((y + 1) / scale))]
    for (let x = 0; x < w; ++x) {
      const [left, right] = [Math.floor(x / scale), Math.min(width, Math.ceil((x + 1) / scale))]
      for (let channel = 0; channel < 3; ++channel) {
        let sum = 0
        for (let v = top; v < bottom; ++v)
          for (let u = left; u < right; ++u) sum += pixels[(v * width + u) * channels + channel]
        out[(y * w + x) * 3 + channel] = sum / ((bottom - top) * (right - left))
      }
    }
  }
  return { width: w, height: h, pixels: out }
}

/** Median cut over the colours that occur, those that occur often counting more. */
function paletteOf(counts) {
  let boxes = [
    [...counts.entries()].map(([colour, count]) => ({ at: [colour >> 16, (colour >> 8) & 255, colour & 255], count })),
  ]
  const spread = (box, channel) =>
    Math.max(...box.map((one) => one.at[channel])) - Math.min(...box.map((one) => one.at[channel]))
  const widest = (box) => Math.max(...[0, 1, 2].map((channel) => spread(box, channel)))
  while (boxes.length < kColours) {
    const box = boxes
      .filter((one) => one.length > 1)
      .sort((a, b) => widest(b) * Math.log(b.length) - widest(a) * Math.log(a.length))[0]
    if (!box) break
    const channel = [0, 1, 2].sort((a, b) => spread(box, b) - spread(box, a))[0]
    box.sort((a, b) => a.at[channel] - b.at[channel])
    boxes = boxes.filter((one) => one !== box)
    boxes.push(box.slice(0, box.length >> 1), box.slice(box.length >> 1))
  }
  return boxes.map((box) => {
    // The most frequent colour stands for its box: text stays black, paper white.
    return box.reduce((best, one) => (one.count > best.count ? one : best)).at
  })
}

function chunk(type, body) {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, check])
}

function encode({ width, height, pixels }) {
  const counts = new Map()
  const colourAt = (index) => (pixels[index * 3] << 16) | (pixels[index * 3 + 1] << 8) | pixels[index * 3 + 2]
  for (let index = 0; index < width * height; ++index)
    counts.set(colourAt(index), (counts.get(colourAt(index)) ?? 0) + 1)
  const palette = paletteOf(counts)
  const nearest = new Map()
  for (const colour of counts.keys()) {
    const [r, g, b] = [colour >> 16, (colour >> 8) & 255, colour & 255]
    const distance = ([x, y, z]) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2
    let best = 0
    for (let one = 1; one < palette.length; ++one) if (distance(palette[one]) < distance(palette[best])) best = one
    nearest.set(colour, best)
  }
  const rows = Buffer.alloc((width + 1) * height)
  for (let index = 0; index < width * height; ++index) {
    rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = nearest.get(colourAt(index))
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const wanted = new Set()
for (const page of readdirSync(manual).filter((name) => name.endsWith('.md'))) {
  for (const [, name] of readFileSync(join(manual, page), 'utf8').matchAll(/\(pictures\/([\w-]+)\.png\)/g))
    wanted.add(name)
}
mkdirSync(target, { recursive: true })
let total = 0
for (const name of [...wanted].sort()) {
  const shot = join(shots, `${name}.png`)
  if (!existsSync(shot)) {
    console.error(`${name}: no screenshot in ${shots}`)
    process.exitCode = 1
    continue
  }
  const picture = encode(smaller(decode(readFileSync(shot))))
  if (picture.length > kMost) {
    console.error(`${name}: ${picture.length} bytes`)
    process.exitCode = 1
  }
  total += picture.length
  writeFileSync(join(target, `${name}.png`), picture)
}
console.log(`${wanted.size} pictures, ${total} bytes`)
