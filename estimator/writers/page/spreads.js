const meanOf = (samples) => samples.reduce((all, one) => all + one, 0) / POINTS;
// A share of the points as one of many draws: what those had more shrinks to nothing as all points hold, or none, and is
// nowhere more than it was.
function shareOf(share, [few, many]) {
  const room = few * (1 - few), part = room ? Math.min(1, share * (1 - share) / room) : 1;
  return Math.min(Math.max(share + (many - few) * part, 0), 1);
}
// Ranges and the shares of the cases in which checks hold, after a change. They are read where among the page's few
// points those of many draws lay as the sheet was written; another choice has other points, of which nothing is known.
function resampler(program, data, baseline, wanted) {
  const ranged = Object.keys(data.spreads).map(Number), probable = data.checks.filter(({ probability }) => probability !== null);
  const all = [...ranged, ...probable.map(({ step }) => step)];
  let written = null;
  function asWritten() {
    const samples = sample(program, baseline, data.inputs.map((each) => each.value), all);
    return {
      places: Object.fromEntries(ranged.map((step) => [step, placesOf(samples.get(step), data.spreads[step])])),
      held: Object.fromEntries(probable.map(({ step, probability }) => [step, [meanOf(samples.get(step)), probability]])),
    };
  }
  return (values, inputs) => {
    const samples = wanted.sample(values, inputs, all);
    written ??= asWritten();
    const known = wanted.isWritten() ? written : { places: {}, held: {} };
    const spreads = ranged.map((step) => {
      const found = spreadOf(samples.get(step), known.places[step]);
      return [step, { ...found, draws: data.spreads[step].draws }];
    });
    const shares = probable.map(({ step }) => [step, shareOf(meanOf(samples.get(step)), known.held[step] ?? [0, 0])]);
    return [Object.fromEntries(spreads), Object.fromEntries(shares)];
  };
}
