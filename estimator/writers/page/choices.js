// Texts that are chosen anew. The page holds two programs: that of the sheet as written, and one in which its texts stay
// open, whose last inputs are the places of the texts in what each may be.
// Of an open program the steps that may be asked for where the last inputs are these: a side that a text decides against
// is never, and what hangs on numbers may be either.
function exploredBy(opened, codes, count, wanted) {
  const inputs = [...new Array(count).fill(NaN), ...codes], reached = new Map();
  const values = new Proxy([], { get: (_, index) => at(Number(index)) });
  function at(index) {
    if (reached.has(index)) return reached.get(index);
    reached.set(index, NaN);
    const mean = opened.means[index], draw = opened.draws[index], share = opened.shares[index];
    share?.(values, inputs);
    mean?.operand(values, inputs);
    draw?.[1](values, inputs);
    if (mean === undefined && draw === undefined) reached.set(index, opened.steps[index](values, inputs));
    return reached.get(index);
  }
  isExploring = true;
  try {
    wanted.forEach(at);
  } finally {
    isExploring = false;
  }
  const only = (steps) => steps.filter((step) => reached.has(step)), none = () => NaN;
  const means = Object.entries(opened.means)
    .map(([index, mean]) => [index, { ...mean, draws: only(mean.draws), varying: only(mean.varying) }]);
  return {
    ...opened,
    steps: opened.steps.map((step, index) => (reached.has(index) ? step : none)),
    means: Object.fromEntries(means.filter(([index]) => reached.has(Number(index)))),
    uncertain: { draws: only(opened.uncertain.draws), varying: only(opened.uncertain.varying) },
  };
}
function reckoner(program, opened, { choices }, chosen) {
  const forth = new Map(choices?.steps ?? []);
  const isWritten = () => opened === null || choices.texts.every(({ written }, at) => chosen[at] === written);
  const explored = new Map();
  function chosenProgram(count) {
    const key = chosen.join();
    if (!explored.has(key)) explored.set(key, exploredBy(opened, chosen, count, [...forth.values()]));
    return explored.get(key);
  }
  return {
    isWritten,
    run(inputs, pinned = {}) {
      if (isWritten()) return run(program, inputs, pinned);
      const there = Object.fromEntries(Object.entries(pinned).map(([step, value]) => [forth.get(Number(step)), value]));
      const values = run(chosenProgram(inputs.length), [...inputs, ...chosen], there), found = new Array(program.steps.length).fill(NaN);
      for (const [own, other] of forth) found[own] = values[other];
      return found;
    },
    sample(values, inputs, wanted) {
      if (isWritten()) return sample(program, values, inputs, wanted);
      const all = [...inputs, ...chosen], now = chosenProgram(inputs.length);
      const samples = sample(now, run(now, all), all, wanted.map((step) => forth.get(step)));
      return new Map(wanted.map((step) => [step, samples.get(forth.get(step))]));
    },
  };
}
// The places of texts that are not as they were written.
const rechosen = ({ choices }, chosen) => (choices?.texts ?? []).flatMap(({ written }, at) => (chosen[at] === written ? [] : [at]));
const goTogether = ({ choices }, picks) => choices.combinations.some((each) => each.every((code, at) => code === picks[at]));

// Why a text cannot be chosen beside the others: which others it does not go with, and those that it goes with.
function clash({ choices }, picks, at) {
  for (const [other, { name, texts }] of choices.texts.entries()) {
    if (other === at) continue;
    const fitting = choices.combinations.filter((each) => each[at] === picks[at]).map((each) => each[other]);
    if (!fitting.includes(picks[other])) {
      const known = [...new Set(fitting)].sort((one, two) => one - two).map((code) => texts[code]);
      return `not with ${name} = ${texts[picks[other]]}: it goes with ${known.join(", ")}`;
    }
  }
  return "not with the others as they are: run it on the command line";
}
