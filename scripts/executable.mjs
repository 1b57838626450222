/**
 * Makes the built entry of the command line executable. npm does so when it links a package's commands,
 * but it does not link anew what was built anew: `npx scrutineer` would be refused after a second build.
 */
import { chmodSync } from "node:fs";

chmodSync(new URL("../dist/cli/main.js", import.meta.url), 0o755);
