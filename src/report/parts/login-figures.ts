import { meanOverStarts, type Slope } from '../../meter/slope';
import type { LoginData, LoginStep } from './login-schema';

/** CPU time in ms, with its interval over starts. null where a step was left out. */
export interface LoginFigures {
  readonly of: (step: LoginStep) => Slope | null;
  /** LOGIN with the right password, without connecting and leaving. */
  readonly login: Slope | null;
  /** A wrong password less an unknown user: the check of the password, and nothing else. null where it is done for both. */
  readonly hash: Slope | null;
  /** What is left of LOGIN: looking the user up and making a session. */
  readonly rest: Slope | null;
  /** The hash's share of LOGIN, 0 to 1. */
  readonly share: Slope | null;
  /** Whether the name of a user that there is not costs as much as a wrong password. */
  readonly hashesUnknown: boolean;
}

/** A client that polls every 5 minutes logs in so often in a day. */
export const POLLS_A_DAY = (24 * 60) / 5;

export function loginFigures({ steps }: LoginData): LoginFigures {
  const starts = [...new Set(steps.map(({ start }) => start))];
  const at = (start: number, step: LoginStep): number => {
    const found = steps.find((one) => one.start === start && one.step === step);
    return found?.cpuMs ?? Number.NaN;
  };
  const over = (value: (start: number) => number) =>
    meanOverStarts(starts.map(value).filter(Number.isFinite));
  const login = (start: number) => at(start, 'login') - at(start, 'connect');
  const hash = (start: number) => at(start, 'wrong') - at(start, 'unknown');
  const unknown = over((start) => at(start, 'unknown') - at(start, 'connect'));
  const wrong = over((start) => at(start, 'wrong') - at(start, 'connect'));
  // A server that checks something for unknown users too does so to take as long: then the difference is next to nothing.
  const hashesUnknown = unknown !== null && wrong !== null && unknown.value > wrong.value / 2;
  const apart = (value: (start: number) => number) => (hashesUnknown ? null : over(value));
  return {
    of: (step) => over((start) => at(start, step)),
    login: over(login),
    hash: apart(hash),
    rest: apart((start) => login(start) - hash(start)),
    share: apart((start) => hash(start) / login(start)),
    hashesUnknown,
  };
}

/** Storage requests of a step, each the mean over starts; null where the server has no storage. */
export function requestsOf({ steps }: LoginData, step: LoginStep): Record<string, number> | null {
  const taken = steps.filter((one) => one.step === step).map(({ requests }) => requests);
  if (taken.length === 0 || taken.includes(null)) return null;
  const names = new Set(taken.flatMap((one) => Object.keys(one ?? {})));
  return Object.fromEntries(
    [...names].map((name) => [name, taken.reduce((sum, one) => sum + (one?.[name] ?? 0), 0) / taken.length]),
  );
}
