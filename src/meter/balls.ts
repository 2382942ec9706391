/**
 * The distribution of the fullest bin when `balls` fall into `bins`, each into any with the same chance, independently. At
 * index k the probability that no bin holds more than k. Exact but for rounding: all terms are positive, none cancel.
 *
 * Counts of bins are independent Poisson variables of whatever mean, given that they add up to `balls`; so it is the
 * probability that `bins` Poisson variables, each at most k, add up to `balls`, over the probability that they do at all
 * (k! x^j coefficients of an exponential generating function, scaled so that they fit a double). Source: Levin, "A
 * representation for multinomial cumulative distribution functions", Annals of Statistics 9 (1981) 1123.
 */
export function fullestBin(balls: number, bins: number): number[] {
  if (!(Number.isInteger(balls) && Number.isInteger(bins)) || balls < 1 || bins < 1)
    throw new RangeError(`${balls} balls and ${bins} bins: both must be whole numbers from 1`);
  const one = poisson(balls / bins, balls);
  // The mean of the sum is the number of balls, which keeps this far from 0.
  const all = poisson(balls, balls)[balls] ?? 0;
  const atMost: number[] = [];
  for (let most = 0; most <= balls; most += 1) {
    const found = most * bins < balls ? 0 : (power(one.slice(0, most + 1), bins, balls)[balls] ?? 0) / all;
    atMost.push(Math.min(1, found));
    if (found > 1 - 1e-12) break;
  }
  return atMost;
}

/** P(X = 0), P(X = 1), ... up to `last` of a Poisson variable. In logarithms, for e^-1000 is no double. */
function poisson(mean: number, last: number): Float64Array {
  const found = new Float64Array(last + 1);
  let logarithm = -mean;
  for (let k = 0; k <= last; k += 1) {
    if (k > 0) logarithm += Math.log(mean / k);
    found[k] = Math.exp(logarithm);
  }
  return found;
}

/** A polynomial to the power of `times`, its terms above `last` left out. By squaring. */
function power(polynomial: Float64Array, times: number, last: number): Float64Array {
  let result: Float64Array = Float64Array.of(1);
  let square: Float64Array = polynomial;
  for (let rest = times; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, square, last);
    if (rest > 1) square = product(square, square, last);
  }
  return result;
}

function product(a: Float64Array, b: Float64Array, last: number): Float64Array {
  const found = new Float64Array(Math.min(last, a.length + b.length - 2) + 1);
  for (let i = 0; i < a.length; i += 1) {
    const left = a[i] ?? 0;
    const most = Math.min(b.length - 1, last - i);
    for (let j = 0; j <= most; j += 1) found[i + j] = (found[i + j] ?? 0) + left * (b[j] ?? 0);
  }
  return found;
}

/** The smallest k that the fullest bin stays at or below with this probability. */
export function quantile(atMost: readonly number[], probability: number): number {
  const found = atMost.findIndex((chance) => chance >= probability);
  return found < 0 ? atMost.length - 1 : found;
}

/**
 * The asymptotic bound that texts on balls into bins give where there are more balls than n log n: m/n + sqrt(m log n / n),
 * with its unnamed constant taken for 1. Raab and Steger, "Balls into Bins: a simple and tight analysis" (RANDOM 1998), have 2
 * below the root where there are far more balls.
 */
export function roughBound(balls: number, bins: number): number {
  return balls / bins + Math.sqrt((balls * Math.log(bins)) / bins);
}
