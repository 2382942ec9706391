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

/** Declares all scenarios of a family; `declare` calls `scenario` for each. One file in specs/ is one family. */
export function family(name: Family, declare: () => void): void {
  if (declared.has(name)) throw new Error(`the family ${name} is declared twice`);
  if (run === undefined)
    throw new Error(`nobody measures the family ${name}: run it with aerometer or npm test`);
  open = { family: name, scenarios: [] };
  try {
    declare();
    declared.set(name, open.scenarios);
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
  const runner = run;
  run = () => undefined;
  try {
    for (const file of readdirSync(directory).filter((name) => /\.spec\.[jt]s$/.test(name))) {
      load(join(directory, file));
    }
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
