// What a draw is, as reckoning/distributions.py has it, and the points at which a mean or a spread is taken
// (reckoning/mean_points.py): each draw runs through its quantiles, in an order of its own.

// A normal spread of the value, or of its logarithm; null for what is neither; NaN ends for ends out of order.
function sides(distribution, values) {
  if (distribution === "range" || distribution === "best") {
    const [low, high] = values.slice(-2);
    if (low > high) return { log: false, center: NaN, below: NaN, above: NaN };
    const best = distribution === "best";
    if (low > 0) {
      const center = best ? Math.log(values[0]) : (Math.log(low) + Math.log(high)) / 2;
      return { log: true, center, below: (center - Math.log(low)) / Z95, above: (Math.log(high) - center) / Z95 };
    }
    const center = best ? values[0] : (low + high) / 2;
    return { log: false, center, below: (center - low) / Z95, above: (high - center) / Z95 };
  }
  const [mean, sd] = values;
  if (distribution === "normal") return { log: false, center: mean, below: sd, above: sd };
  if (distribution === "lognormal") {
    const variance = Math.log1p((sd / mean) ** 2), spread = Math.sqrt(variance);
    return { log: true, center: Math.log(mean) - variance / 2, below: spread, above: spread };
  }
  return null;
}

function quantileAt(distribution, values, share, z) {
  const spread = sides(distribution, values);
  if (spread !== null) {
    const at = spread.center + z * (z < 0 ? spread.below : spread.above);
    return spread.log ? Math.exp(at) : at;
  }
  if (distribution.startsWith("mixture ")) return mixedQuantile(mixed(distribution, values), share, z);
  return SHAPES[distribution].quantile(values, share, z);
}
function median(distribution, values) {
  if (distribution === "best") return sides(distribution, values).center === undefined ? NaN : checked(values);
  if (distribution === "uniform") return values[0] > values[1] ? NaN : (values[0] + values[1]) / 2;
  return quantileAt(distribution, values, 0.5, 0);
}
const checked = (values) => (values[1] > values[2] ? NaN : values[0]);

function normalQuantile(share) {
  if (share === 0.5) return 0;
  if (share > 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(share));
  let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let step = 0; step < 3; step++) {
    const error = (0.5 * erfc(-z / Math.SQRT2) - share) * Math.sqrt(2 * Math.PI) * Math.exp(z * z / 2);
    z -= error / (1 + z * error / 2);
  }
  return z;
}

const madeOrders = [];
let normals = null;
function order(place) {
  if (madeOrders[place] === undefined) {
    const points = Array.from({ length: POINTS }, (_, point) => point);
    if (place > 0) {
      const step = Math.sqrt(PRIMES[(place - 1) % PRIMES.length]) + Math.trunc((place - 1) / PRIMES.length) * Math.PI;
      const fractions = points.map((point) => ((point + 0.5) * step) % 1);
      const sorted = [...points].sort((left, right) => fractions[left] - fractions[right]);
      sorted.forEach((point, rank) => (points[point] = rank));
    }
    madeOrders[place] = points;
  }
  return madeOrders[place];
}
// The mean of exp(slope z) over a standard normal z beyond a place.
function upperHalf(slope, beyond = 0) {
  const distance = beyond - slope;
  if (distance < 5) return Math.exp(slope * slope / 2) * 0.5 * erfc(distance / Math.SQRT2);
  let ratio = 0;
  for (let level = 60; level > 0; level--) ratio = level / (distance + ratio);
  return Math.exp(beyond * (slope - beyond / 2)) / (distance + ratio) / Math.sqrt(2 * Math.PI);
}
// The mean of a power of a draw; null without a closed form.
function moment(distribution, values, power) {
  const spread = sides(distribution, values);
  if (spread === null && distribution.startsWith("mixture ")) {
    const found = mixed(distribution, values).map(([share, name, own]) => [share, moment(name, own, power)]);
    return found.some(([, each]) => each === null) ? null : found.reduce((all, [share, each]) => all + share * each, 0);
  }
  if (spread === null) return SHAPES[distribution].moment(values, power);
  if (spread.log) {
    return Math.exp(power * spread.center) * (upperHalf(-power * spread.below) + upperHalf(power * spread.above));
  }
  if (power !== 1) return null;
  return spread.center + (spread.above - spread.below) / Math.sqrt(2 * Math.PI);
}

// The values of a draw in ascending order: in the middle of each stratum, and the mean of an endless one.
function pointsOf(distribution, values) {
  normals ??= Array.from({ length: POINTS }, (_, rank) => normalQuantile((rank + 0.5) / POINTS));
  const found = normals.map((z, rank) => quantileAt(distribution, values, (rank + 0.5) / POINTS, z));
  const spread = sides(distribution, values), last = normalQuantile(1 - 1 / POINTS);
  if (spread === null) {
    found[POINTS - 1] = SHAPES[distribution]?.last?.(values) ?? found[POINTS - 1];
    SHAPES[distribution]?.outermost?.(values, found, last, POINTS * Math.exp(-last * last / 2) / Math.sqrt(2 * Math.PI));
    return found;
  }
  if (!(spread.above > 0)) return found;
  const mean = POINTS * Math.exp(-last * last / 2) / Math.sqrt(2 * Math.PI);
  if (spread.log) found[POINTS - 1] = POINTS * Math.exp(spread.center) * upperHalf(spread.above, last);
  else [found[0], found[POINTS - 1]] = [spread.center - spread.below * mean, spread.center + spread.above * mean];
  return found;
}
// The value of a draw at each point, when it runs through its quantiles in this order.
function column(distribution, values, ranks) {
  const ascending = pointsOf(distribution, values);
  return ranks.map((rank) => ascending[rank]);
}

// Run a program: the values of all steps for these inputs; `pinned` has the values of some steps instead.
function run(program, inputs, pinned = {}) {
  const values = new Array(program.steps.length);
  program.steps.forEach((step, index) => {
    const mean = program.means[index], share = program.shares[index];
    if (pinned[index] !== undefined) values[index] = pinned[index];
    else if (share !== undefined && !isShare(share(values, inputs))) values[index] = NaN;
    else values[index] = mean === undefined ? step(values, inputs) : average(program, mean, values, inputs);
  });
  return values;
}
// A step at a point; a mean beside what is not known is over every eighth point of its own there.
const WITHIN = 8;
function stepAt(program, index, point, inputs) {
  const mean = program.means[index];
  return mean === undefined ? program.steps[index](point, inputs) : average(program, mean, point, inputs, WITHIN);
}
function columns(program, draws, values, inputs) {
  return draws.map((index, place) => {
    const [distribution, parameters] = program.draws[index];
    return column(distribution, parameters(values, inputs), program.ranks?.[index] ?? order(place));
  });
}
function average(program, mean, values, inputs, stride = 1) {
  if (mean.draws.length === 0) return mean.operand(values, inputs);
  const reckoned = () => averaged(program, mean, values, inputs, stride);
  return stride === 1 ? remembered(mean, values, inputs, reckoned) : reckoned();
}
// What a mean came to lately: most changes of a sheet leave most of its means as they are.
const MOST_REMEMBERED = 3, lately = new WeakMap();
function remembered(mean, values, inputs, reckoned) {
  const known = lately.get(mean) ?? [];
  const key = [...mean.given.map((index) => values[index]), ...mean.asked.map((place) => inputs[place])];
  const at = known.findIndex(([other]) => other.every((value, place) => Object.is(value, key[place])));
  const entry = at < 0 ? [key, reckoned()] : known.splice(at, 1)[0];
  lately.set(mean, [entry, ...known].slice(0, MOST_REMEMBERED));
  return entry[1];
}
function averaged(program, mean, values, inputs, stride) {
  if (mean.power !== undefined) {
    const [distribution, parameters] = program.draws[mean.draws[0]];
    const closed = moment(distribution, parameters(values, inputs), mean.power);
    if (closed !== null) return closed;
  }
  const drawn = columns(program, mean.draws, values, inputs), point = values.slice();
  let total = 0;
  for (let at = stride >> 1; at < POINTS; at += stride) {
    mean.draws.forEach((index, place) => (point[index] = drawn[place][at]));
    for (const index of mean.varying) point[index] = stepAt(program, index, point, inputs);
    total += Number(mean.operand(point, inputs));
  }
  return total / POINTS * stride;
}
// The samples of each uncertain step that is asked for.
function sample(program, values, inputs, wanted) {
  const { draws, varying } = program.uncertain;
  const drawn = columns(program, draws, values, inputs), point = values.slice();
  const samples = new Map(wanted.map((index) => [index, new Array(POINTS)]));
  for (let at = 0; at < POINTS; at++) {
    draws.forEach((index, place) => (point[index] = drawn[place][at]));
    for (const index of varying) point[index] = stepAt(program, index, point, inputs);
    for (const [index, found] of samples) found[at] = Number(point[index]);
  }
  return samples;
}
function atPlace(sorted, place) {
  const low = Math.floor(place);
  return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}
function quantileOf(sorted, share) {
  return atPlace(sorted, share * sorted.length - 0.5);  // the points stand in the middle of their shares
}
// Where among sorted points a value lies, as near as may be to the place of a share: see reckoning/strata.py.
function placeOf(sorted, share, value) {
  const nominal = share * sorted.length - 0.5, room = EQUAL * Math.abs(value);
  let first = 0, last = sorted.length - 1;
  while (sorted[first] < value - room) first += 1;
  while (sorted[last] > value + room) last -= 1;
  if (first <= last) return Math.min(Math.max(nominal, first), last);
  if (!(last >= 0 && first < sorted.length)) return nominal;
  return last + (value - sorted[last]) / (sorted[first] - sorted[last]);
}
const placesOf = (samples, { low, high }) => {
  const sorted = Float64Array.from(samples).sort();
  return [placeOf(sorted, 0.05, low), placeOf(sorted, 0.95, high)];
};
// The standard errors of both ends, for points that meet by chance.
function errorsOf(sorted) {
  const off = Math.sqrt(0.05 * 0.95 / sorted.length);
  const error = (share) => (quantileOf(sorted, share + off) - quantileOf(sorted, share - off)) / 2;
  return { lowError: error(0.05), highError: error(0.95) };
}
// `places` are those of both ends among the sorted points, where others than of their shares are known to be nearer.
function spreadOf(samples, places = [0.05 * samples.length - 0.5, 0.95 * samples.length - 0.5]) {
  const sorted = Float64Array.from(samples).sort();
  const [first, last] = [quantileOf(sorted, 0.01), quantileOf(sorted, 0.99)], bars = new Array(BARS).fill(0);
  if (!(last - first > 1e-9 * Math.max(Math.abs(first), Math.abs(last)))) bars[Math.trunc(BARS / 2)] = 1;
  else {
    for (const value of sorted) {
      const bar = Math.floor((value - first) / (last - first) * BARS);
      if (value === last) bars[BARS - 1] += 1;
      else if (bar >= 0 && bar < BARS) bars[bar] += 1;
    }
    const highest = Math.max(...bars);
    bars.forEach((count, bar) => (bars[bar] = count / highest));
  }
  return { low: atPlace(sorted, places[0]), high: atPlace(sorted, places[1]), bars, ...errorsOf(sorted) };
}
