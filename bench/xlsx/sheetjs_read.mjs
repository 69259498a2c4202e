// Reads a workbook with SheetJS and prints the same JSON line as xlsx_read. `--count` leaves the hash out.
import { readFileSync } from "node:fs";
import * as XLSX from "xlsx";

const [file, flag] = process.argv.slice(2);
// The leanest settings SheetJS has for values: dense rows, no formatted texts, no HTML, no formulas, no styles.
const book = XLSX.read(readFileSync(file), {
  dense: true, cellText: false, cellHTML: false, cellFormula: false, cellStyles: false, cellNF: false,
});
const sheet = book.Sheets[book.SheetNames[0]];
const data = sheet["!data"] ?? sheet;
let rows = 0;
let cells = 0;
const prime = 1099511628211n;
const mask = 0xffffffffffffffffn;
// FNV-1a in two 32-bit halves: BigInt per byte would take minutes.
let high = Number(14695981039346656037n >> 32n);
let low = Number(14695981039346656037n & 0xffffffffn);
const primeHigh = Number(prime >> 32n);
const primeLow = Number(prime & 0xffffffffn);
function add(bytes) {
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    // 64-bit product modulo 2^64 from 16-bit pieces of the low half
    const l0 = (low & 0xffff) * primeLow;
    const l1 = (low >>> 16) * primeLow;
    const sum = l0 + (l1 % 65536) * 65536;
    const carry = Math.floor(l1 / 65536) + Math.floor(sum / 4294967296);
    high = (Math.imul(high, primeLow) + Math.imul(low, primeHigh) + carry) >>> 0;
    low = sum % 4294967296;
  }
}
const encoder = new TextEncoder();
for (let r = 0; r < data.length; ++r) {
  const row = data[r];
  if (!row) continue;
  ++rows;
  for (let c = 0; c < row.length; ++c) {
    const cell = row[c];
    if (!cell || cell.v === undefined || cell.v === "") continue;
    ++cells;
    if (flag === "--count") continue;
    add(encoder.encode(`${r + 1},${c},${cell.v}\n`));
  }
}
const usage = process.resourceUsage();
const hash = ((BigInt(high) << 32n) | BigInt(low)) & mask;
console.log(JSON.stringify({
  rows, cells, hash: hash.toString(16).padStart(16, "0"),
  cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6, mib: usage.maxRSS / 1024,
}));
