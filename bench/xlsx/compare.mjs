// Compares two result lines of each reader; prints the ratio and fails on a damaged character.
import { readFileSync } from "node:fs";

const [ours, theirs, oursTimed, theirsTimed] = process.argv.slice(2).map((f) => JSON.parse(readFileSync(f, "utf8")));
const same = ours.hash === theirs.hash && ours.cells === theirs.cells && ours.rows === theirs.rows;
console.log(`rows ${ours.rows}, cells ${ours.cells}, hash ${ours.hash} / ${theirs.hash}: ${same ? "equal" : "DIFFERENT"}`);
console.log(`medcredit ${oursTimed.cpu.toFixed(2)} s CPU, ${oursTimed.mib.toFixed(0)} MiB; ` +
  `SheetJS ${theirsTimed.cpu.toFixed(2)} s CPU, ${theirsTimed.mib.toFixed(0)} MiB`);
const ratio = theirsTimed.cpu / oursTimed.cpu;
console.log(`ratio: xlsx read, SheetJS CPU / medcredit CPU = ${ratio.toFixed(1)} (required: at least 3.0)`);
if (!same || ratio < 3 || oursTimed.mib > 300) process.exit(1);
