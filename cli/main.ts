#!/usr/bin/env node
/** The bin: hands the arguments to the commands, and the exit code to the shell. */
import { optimiseLater } from "./just-in-time.ts";
import { processIo } from "./process-io.ts";
import { run } from "./run.ts";

optimiseLater();
process.exitCode = await run(process.argv.slice(2), processIo());
