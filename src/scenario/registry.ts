import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { type Declaration, FAMILIES, type Family, type Scenario } from './scenario';
import { faults } from './validate';

/** What is done with a family once its file has declared it. Under Jest: one test a scenario, around one set of containers. */
export type FamilyRunner = (family: Family, scenarios: readonly Scenario[]) => void;

const declared = new Map<Family, readonly Scenario[]>();
let open: { readonly family: Family; readonly scenarios: Scenario[] } | undefined;
let run: FamilyRunner | undefined;

/** Called before a spec file is loaded, by whoever measures: a file that Jest lists in setupFilesAfterEnv. */
export function setFamilyRunner(runner: FamilyRunner | undefined): void {
  run = runner;
}

/** Declares scenarios of a family; `declare` calls `scenario` for each. One file in specs/ is one family, to which a user's own may add. */
export function family(name: Family, declare: () => void): void {
  if (run === undefined)
    throw new Error(`nobody measures the family ${name}: run it with aerometer or npm test`);
  open = { family: name, scenarios: [] };
  try {
    declare();
    declared.set(name, [...(declared.get(name) ?? []), ...open.scenarios]);
    run(name, open.scenarios);
  } finally {
    open = undefined;
  }
}

/** Declares one scenario, inside `family`. Throws where a rule of validate.ts is broken. */
export function scenario(name: string, declaration: Declaration): void {
  if (open === undefined) throw new Error(`scenario "${name}" stands outside a family`);
  const made: Scenario = { ...declaration, name, family: open.family };
  const known = [...declared.values(), open.scenarios].flat();
  const wrong = [
    ...faults(made),
    ...(known.some((other) => other.name === name) ? ['another scenario has this name'] : []),
  ];
  if (wrong.length > 0) throw new Error(`scenario "${name}": ${wrong.join('; ')}`);
  open.scenarios.push(made);
}

/** All scenarios of a directory of spec files, in the order of the families, without measuring anything. */
export function loadScenarios(directory: string): readonly Scenario[] {
  const files = readdirSync(directory).filter((name) => /\.spec\.[jt]s$/.test(name));
  return loadSpecs(files.map((file) => join(directory, file)));
}

/** The same of files. What was loaded before is among the scenarios. Throws Failure (exit code 2) for a file that cannot be used. */
export function loadSpecs(files: readonly string[]): readonly Scenario[] {
  const runner = run;
  run = () => undefined;
  try {
    for (const file of files) load(file);
  } finally {
    run = runner;
  }
  return FAMILIES.flatMap((name) => declared.get(name) ?? []);
}

/** Modules are loaded once, so loading a directory again gives the same scenarios. */
function load(path: string): void {
  try {
    require(path);
  } catch (error) {
    throw new Failure(
      EXIT.usage,
      {
        fact: `${basename(path)} cannot be used`,
        cause: reasonOf(error),
        next: 'correct the scenario; src/scenario/validate.ts holds the rules',
      },
      { cause: error },
    );
  }
}
