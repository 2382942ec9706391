declare global {
  namespace jest {
    interface Matchers<R> {
      /** The scenario's verdicts, of which those that fail were given as screens, hold. */
      toBeWithinBudget(): R;
    }
  }
}

/** Makes a verdict that fails a failing test, which says on one screen what was measured and how to have it again. */
expect.extend({
  toBeWithinBudget: (screens: readonly string[]) => ({
    pass: screens.length === 0,
    message: () =>
      screens.length === 0 ? 'the scenario keeps its budget, and should not' : screens.join('\n\n'),
  }),
});

export {};
