// Distributions that are no normal spread, as reckoning/shapes.py and curves.py have them: each has the quantile of a
// share (and its normal score z), the share up to a value, and the mean of a power, null without a closed form.

const bounded = (values) => values[0] <= values[1] && values[1] <= values[values.length - 1];
const onlyMean = (mean) => (values, power) => (power === 1 ? (bounded(values) ? mean(values) : NaN) : null);
const clipped = (values, value, share) => (value <= values[0] && value < values[values.length - 1] ? 0
  : value >= values[values.length - 1] ? 1 : share());
const pertShape = ([low, mode, high]) => [1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)];
const isBeta = ([a, b]) => a >= 1 && b >= 1 && a <= 1e6 && b <= 1e6;
const betaShare = (x, a, b) => incompleteBeta(a, b, x, 1 - x, distance(a, a + b, x));
const normalShare = (z) => 0.5 * erfc(-z / Math.SQRT2), normalDensity = (z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);

function betaQuantile(share, a, b) {
  if (share > 0.5) return 1 - betaQuantile(1 - share, b, a);
  return a + b > MOST_BY_TURNS ? nearNormalQuantile(share, a, b) : lowerBetaQuantile(share, a, b);
}
// For a large a + b, by Newton's method.
function nearNormalQuantile(share, a, b) {
  let x = a / (a + b);
  if (Math.min(a, b) > 1.5) {
    const z = normalQuantile(share), p = 1 / (2 * a - 1), q = 1 / (2 * b - 1), h = 2 / (p + q), shift = (z * z - 3) / 6;
    x = a / (a + b * Math.exp(2 * (-z * Math.sqrt(h + shift) / h - (q - p) * (shift + 5 / 6 - 2 / (3 * h)))));
  }
  const logarithm = ln_factorial(a - 1) + ln_factorial(b - 1) - ln_factorial(a + b - 1);
  let low = 0, high = 1;
  for (let tangent = 0; tangent < 120; tangent++) {
    const off = betaShare(x, a, b) - share;
    if (off > 0) high = x;
    else low = x;
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logarithm);
    let following = density ? x - off / density : low;
    if (!(following > low && following < high)) following = (low + high) / 2;
    if (Math.abs(following - x) <= 1e-15 * x) return following;
    x = following;
  }
  return x;
}
// For a share of at most a half, by Halley's method on the logarithms of both sides.
function lowerBetaQuantile(share, a, b) {
  const logarithm = ln_factorial(a - 1) + ln_factorial(b - 1) - ln_factorial(a + b - 1);
  let at = Math.min((Math.log(share * a) + logarithm) / a, -1e-9);
  for (let tangent = 0; tangent < 40; tangent++) {
    const x = Math.exp(at), rest = -Math.expm1(at), off = a - (a + b) * x;
    const front = Math.exp(a * at + b * Math.log(rest) - logarithm);
    const below = off >= 0 ? front / betaFraction(a, b, x, rest, off) : 1 - front / betaFraction(b, a, rest, x, -off);
    const slope = front / rest / below, bend = slope * (a - (b - 1) * x / rest - slope);
    const step = Math.log(share / below) / slope;
    at = Math.min(at + step / (1 + step * bend / slope / 2), at / 2);
    if (Math.abs(step) <= 1e-6) break;
  }
  return Math.exp(at);
}

// Percentiles on normal probability paper: values, then the shares below them.
function curveOf(parameters) {
  const half = parameters.length / 2, values = parameters.slice(0, half), log = values[0] > 0;
  if (values.some((value, place) => place > 0 && value < values[place - 1])) return null;
  return { log, at: parameters.slice(half).map(normalQuantile), values: log ? values.map(Math.log) : values };
}
function lineOf({ at, values }, piece) {
  const slope = (values[piece + 1] - values[piece]) / (at[piece + 1] - at[piece]);
  return [values[piece] - slope * at[piece], slope];
}
// Which line a place among ascending ones lies on.
function pieceOf(ascending, place) {
  let piece = 0;
  while (piece < ascending.length - 2 && place >= ascending[piece + 1]) piece += 1;
  return piece;
}
function curveAt(curve, z) {
  const [center, slope] = lineOf(curve, pieceOf(curve.at, z));
  return curve.log ? Math.exp(center + slope * z) : center + slope * z;
}
// The mean of exp(slope z) over a standard normal z between two places.
function halfBetween(slope, start, end) {
  if (end === Infinity) return start === -Infinity ? Math.exp(slope * slope / 2) : upperHalf(slope, start);
  if (start === -Infinity) return upperHalf(-slope, -end);
  return start - slope > 0 ? upperHalf(slope, start) - upperHalf(slope, end) : upperHalf(-slope, -end) - upperHalf(-slope, -start);
}
function curveMoment(parameters, power) {
  const curve = curveOf(parameters);
  if (curve === null) return NaN;
  if (!curve.log && power !== 1) return null;
  const ends = [-Infinity, ...curve.at.slice(1, -1), Infinity];
  return ends.slice(1).reduce((all, end, piece) => {
    const start = ends[piece], [center, slope] = lineOf(curve, piece);
    if (curve.log) return all + Math.exp(power * center) * halfBetween(power * slope, start, end);
    return all + center * (normalShare(end) - normalShare(start)) + slope * (normalDensity(start) - normalDensity(end));
  }, 0);
}
const ascendingOf = (values) => [...values].sort((left, right) => left - right);

const SHAPES = {
  uniform: {
    quantile: (values, share) => (bounded(values) ? values[0] + (values[1] - values[0]) * share : NaN),
    share: (values, value) => clipped(values, value, () => (value - values[0]) / (values[1] - values[0])),
    moment: onlyMean(([low, high]) => (low + high) / 2),
  },
  triangular: {
    quantile: (values, share) => {
      const [low, mode, high] = values;
      if (!bounded(values)) return NaN;
      if (share * (high - low) <= mode - low) return low + Math.sqrt(share * (high - low) * (mode - low));
      return high - Math.sqrt((1 - share) * (high - low) * (high - mode));
    },
    share: (values, value) => clipped(values, value, () => {
      const [low, mode, high] = values;
      return value <= mode ? (value - low) / (high - low) * ((value - low) / (mode - low))
        : 1 - (high - value) / (high - low) * ((high - value) / (high - mode));
    }),
    moment: onlyMean(([low, mode, high]) => low + (mode - low + high - low) / 3),
  },
  pert: {
    quantile: (values, share) => {
      const low = values[0], high = values[2];
      if (!bounded(values) || low === high) return bounded(values) ? low : NaN;
      return low + (high - low) * betaQuantile(share, ...pertShape(values));
    },
    share: (values, value) => clipped(values, value, () => betaShare((value - values[0]) / (values[2] - values[0]), ...pertShape(values))),
    moment: onlyMean(([low, mode, high]) => low + (4 * (mode - low) + high - low) / 6),
  },
  exponential: {
    quantile: ([mean], share) => (mean > 0 ? -mean * Math.log1p(-share) : NaN),
    share: ([mean], value) => (value > 0 ? -Math.expm1(-value / mean) : 0),
    moment: ([mean], power) => (mean > 0 && power > -1 ? mean ** power * Math.exp(ln_factorial(power + 1)) / (power + 1) : NaN),
    last: ([mean]) => mean * (1 + Math.log(POINTS)),
  },
  pareto: {
    quantile: ([least, shape], share) => (least > 0 && shape > 0 ? least * Math.exp(-Math.log1p(-share) / shape) : NaN),
    share: ([least, shape], value) => (value > least ? -Math.expm1(shape * Math.log(least / value)) : 0),
    moment: ([least, shape], power) => (least > 0 && power < shape ? least ** power * shape / (shape - power) : NaN),
    last: ([least, shape]) => (shape > 1 ? least * POINTS ** (1 / shape) * shape / (shape - 1) : null),
  },
  beta: {
    quantile: (values, share) => (isBeta(values) ? betaQuantile(share, ...values) : NaN),
    share: ([a, b], value) => (value <= 0 ? 0 : value >= 1 ? 1 : betaShare(value, a, b)),
    moment: ([a, b], power) => {
      if (!isBeta([a, b]) || power <= -a) return NaN;
      if (power === 1) return a / (a + b);
      const gamma = (x) => ln_factorial(x) - Math.log(x);
      return Math.exp(gamma(a + power) - gamma(a) + gamma(a + b) - gamma(a + b + power));
    },
  },
  percentiles: {
    quantile: (values, share, z) => {
      const curve = curveOf(values);
      return curve === null ? NaN : curveAt(curve, z);
    },
    share: (values, value) => {
      const curve = curveOf(values);
      if (curve === null || (curve.log && value <= 0)) return curve === null ? NaN : 0;
      const wanted = curve.log ? Math.log(value) : value, [center, slope] = lineOf(curve, pieceOf(curve.values, wanted));
      return slope === 0 ? Number(wanted >= center) : normalShare((wanted - center) / slope);
    },
    moment: curveMoment,
    outermost: (values, found, last, mean) => {
      const curve = curveOf(values);
      if (curve === null) return;
      const [first, slope] = lineOf(curve, 0), [center, steep] = lineOf(curve, curve.at.length - 2);
      if (curve.at[curve.at.length - 2] <= last) {
        found[POINTS - 1] = curve.log ? POINTS * Math.exp(center) * upperHalf(steep, last) : center + steep * mean;
      }
      if (curve.at[1] >= -last && !curve.log) found[0] = first - slope * mean;
    },
  },
  measured: {
    quantile: (values, share) => {
      const ascending = ascendingOf(values), place = Math.min(Math.max(share * values.length - 0.5, 0), values.length - 1);
      const low = Math.floor(place), left = ascending[low];
      return left + (place - low) * ((ascending[low + 1] ?? left) - left);
    },
    share: (values, value) => {
      const ascending = ascendingOf(values), place = ascending.filter((each) => each <= value).length;
      if (place === 0 || place === values.length) return Number(place > 0);
      const left = ascending[place - 1];
      return (place - 0.5 + (value - left) / (ascending[place] - left)) / values.length;
    },
    moment: (values, power) => (power === 1 ? values.reduce((all, value) => all + value, 0) / values.length : null),
  },
};

// The parts of a mixture: the share of each, its distribution and its parameters.
function mixed(distribution, values) {
  const parts = distribution.split(" ").slice(1).map((part) => part.split("/"));
  const total = parts.reduce((all, _, place) => all + values[place], 0);
  let at = parts.length;
  return parts.map(([name, count], place) => {
    at += Number(count);
    return [values[place] / total, name, values.slice(at - Number(count), at)];
  }).filter(([share]) => share !== 0);
}
// As reckoning/distributions.py has it: false position and halving by turns, between the least and the largest part.
function mixedQuantile(parts, share, z) {
  const each = parts.map(([, name, values]) => quantileAt(name, values, share, z));
  const off = (value) => parts.reduce((all, [weight, name, values]) => all + weight * shareAt(name, values, value), 0) - share;
  let low = Math.min(...each), high = Math.max(...each), below = off(low), above = off(high);
  if (below >= 0 || !(low < high)) return low;
  for (let step = 0; step < 200 && high - low > 4e-16 * Math.max(Math.abs(low), Math.abs(high)); step++) {
    let middle = low + (high - low) / 2;
    if (step % 2 === 0 && above > below) middle = Math.min(Math.max(low - below * (high - low) / (above - below), low), high);
    const found = off(middle);
    if (found < 0) [low, below] = [middle, found];
    else [high, above] = [middle, found];
    if (found === 0) break;
  }
  return high;
}
// The share of the cases at a value or below.
function shareAt(distribution, values, value) {
  const spread = sides(distribution, values);
  if (spread === null) return SHAPES[distribution].share(values, value);
  if (spread.log && value <= 0) return 0;
  const far = (spread.log ? Math.log(value) : value) - spread.center, side = far < 0 ? spread.below : spread.above;
  return side === 0 ? Number(far >= 0) : normalShare(far / side);
}
