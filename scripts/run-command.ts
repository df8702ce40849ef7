/** A command of `npm run`, told in a sentence when it fails. */

/** Runs it; what it throws is printed without the stack, and the exit code is 1. */
export async function runCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
