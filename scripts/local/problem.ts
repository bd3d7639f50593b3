/** Something the person at the terminal can act on: printed as its sentence, without a stack. */
export class StackProblem extends Error {
  override name = 'StackProblem';
}

/** Runs a script's main function, and turns its failure into a sentence and an exit code. */
export function runScript(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof StackProblem ? `\n${error.message}` : error);
    process.exitCode = 1;
  });
}
