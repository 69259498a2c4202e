// The same grades and ledgers by DuckDB, two threads: node duckdb.mjs FOLDER. Prints wall and CPU seconds, to the disk.
import { openSync, fsyncSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

const folder = process.argv[2];
const text = readFileSync(fileURLToPath(new URL("grade.sql", import.meta.url)), "utf8").replaceAll("$FOLDER", folder);
const instance = await DuckDBInstance.create(":memory:", {
  threads: process.argv[3] ?? "2",
  preserve_insertion_order: "true",
  temp_directory: `${folder}/duck.tmp`,
});
const connection = await instance.connect();
const begin = process.hrtime.bigint();
const cpu = process.cpuUsage();
const statements = text.replace(/^--.*$/gm, "").split(/;\s*$/m).map((s) => s.trim()).filter((s) => s !== "");
for (const statement of statements) {
  const from = process.hrtime.bigint();
  await connection.run(statement);
  if (process.env.VERBOSE) console.error((Number(process.hrtime.bigint() - from) / 1e9).toFixed(2), statement.slice(0, 40).replaceAll("\n", " "));
}
for (const name of ["L", "G"]) fsyncSync(openSync(`${folder}/${name}.duck.csv`, "r"));
const used = process.cpuUsage(cpu);
console.log(`duck_wall=${(Number(process.hrtime.bigint() - begin) / 1e9).toFixed(3)}`);
console.log(`duck_cpu=${((used.user + used.system) / 1e6).toFixed(3)}`);
connection.closeSync();
rmSync(`${folder}/duck.tmp`, { recursive: true, force: true });
