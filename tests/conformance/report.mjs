// A reporter for node --test that writes the form medcredit-trace reads (GoogleTest). Requirement ids stand at the front of
// the names of the tests.
export default async function* report(events) {
  const suites = new Map();
  for await (const { type, data } of events) {
    if (!["test:pass", "test:fail"].includes(type) || data.details?.type === "suite") continue;
    const file = data.file ?? data.name;
    // A file is reported as one more test when it is run on its own; it counts only when it broke.
    if (type === "test:pass" && data.name === file) continue;
    const ids = data.name.match(/R-[A-Z]+-\d+/g) ?? [];
    const one = {
      name: data.name,
      classname: file.split("/").at(-1),
      result: data.skip ? "SKIPPED" : "COMPLETED",
      requirements: [...new Set(ids)].join(" "),
    };
    if (type === "test:fail") one.failures = [{ failure: String(data.details?.error?.cause ?? data.details?.error) }];
    suites.set(one.classname, [...(suites.get(one.classname) ?? []), one]);
  }
  if (suites.size === 0)
    suites.set("none", [
      { name: "run", classname: "none", result: "COMPLETED", requirements: "", failures: [{ failure: "no tests" }] },
    ]);
  yield JSON.stringify({ testsuites: [...suites].map(([name, testsuite]) => ({ name, testsuite })) });
}
