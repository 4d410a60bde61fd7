// A row of what matters: an assumption and its ends, what they make of the answer as a bar, and in numbers.
function driverRow({ name, between, low, high, share: ofSpread }, text, middle, share) {
  const row = document.createElement("div"), label = document.createElement("span");
  const track = document.createElement("span"), said = document.createElement("span");
  row.className = "driver";
  label.append(...breakable(name));
  if (between !== undefined) {
    const span = document.createElement("span");
    span.className = "between";
    span.textContent = between;
    label.append(span);
  }
  track.className = "track";
  for (const [end, kind] of [[low, "low"], [high, "high"]]) {
    const bar = document.createElement("span");
    bar.className = kind;
    bar.style.left = `${Math.min(share(end), middle)}%`;
    bar.style.width = `${Math.abs(share(end) - middle)}%`;
    track.append(bar);
  }
  said.className = "ends";
  said.textContent = text;
  if (ofSpread !== undefined) said.append(document.createElement("br"), ofSpread.replace("%", "% of the spread"));
  row.append(label, track, said);
  return row;
}
