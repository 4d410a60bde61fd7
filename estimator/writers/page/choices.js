// Texts that are chosen anew. The page holds two programs: that of the sheet as written, and one in which its texts stay
// open, whose last inputs are the places of the texts in what each may be.
function reckoner(program, opened, { choices }, chosen) {
  const forth = new Map(choices?.steps ?? []);
  const isWritten = () => opened === null || choices.texts.every(({ written }, at) => chosen[at] === written);
  return {
    isWritten,
    run(inputs, pinned = {}) {
      if (isWritten()) return run(program, inputs, pinned);
      const there = Object.fromEntries(Object.entries(pinned).map(([step, value]) => [forth.get(Number(step)), value]));
      const values = run(opened, [...inputs, ...chosen], there), found = new Array(program.steps.length).fill(NaN);
      for (const [own, other] of forth) found[own] = values[other];
      return found;
    },
    sample(values, inputs, wanted) {
      if (isWritten()) return sample(program, values, inputs, wanted);
      const all = [...inputs, ...chosen], samples = sample(opened, run(opened, all), all, wanted.map((step) => forth.get(step)));
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
