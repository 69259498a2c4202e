// The models both evaluators are measured with: the conformance cases and the models of the jurisdictions.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const golden = join(root, "tests/conformance/offline");

const yamlIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".yaml"))
        .sort()
        .map((name) => join(folder, name))
    : [];
// Reforms stand beside the models they change.
const isModel = (file) => /^cgm:/m.test(readFileSync(file, "utf8"));

export const cases = yamlIn(join(root, "tests/conformance"));
export const models = readdirSync(join(root, "jurisdictions"))
  .sort()
  .flatMap((name) => yamlIn(join(root, "jurisdictions", name, "models")))
  .filter(isModel);
