// What a page hands on as it stands: an address for a colleague, a command, and the sheet with its numbers.

// An assumption as the notation writes it, given its roles with their texts, each with its unit.
function inNotation(distribution, roles) {
  if (distribution === undefined) return roles.value;
  if (distribution === "range") return `${roles.low} to ${roles.high}`;
  if (distribution === "best") return `${roles.best} (${roles.low} to ${roles.high})`;
  return `${distribution}(${Object.values(roles).join(", ")})`;
}
// A word of a command, in quotes where a shell needs them.
function quoted(word) {
  if (/^[\w.,:%+@/-]+$/u.test(word)) return word;
  return /["$`\\!]/u.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
}
// `changes` are pairs of a name and what it is given.
function commandOf({ called }, changes) {
  const given = changes.map(([name, text]) => `${name}=${quoted(text)}`);
  return ["estimate", quoted(called), ...given].join(" ");
}
// The sheet with other texts in some places; `changes` are triples of a start, a stop and a text.
function sheetOf(source, changes) {
  let text = source;
  for (const [start, stop, put] of [...changes].sort((one, other) => other[0] - one[0])) {
    text = text.slice(0, start) + put + text.slice(stop);
  }
  return text;
}
function download(name, text) {
  const link = document.createElement("a"), address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
// A name that may break behind its joints, as inline.py has it.
function breakable(name) {
  return name.split(/(?<=[\p{L}\p{N}][_.])(?=\p{L})/u).flatMap((part, place) => (place ? [document.createElement("wbr"), part] : [part]));
}
// What is said of the parts of a link that the page does not know, and of those that it cannot take.
function leftOver(unknown, refused) {
  return [
    unknown.length ? `The link names ${unknown.join(", ")}, which this sheet does not have.` : "",
    refused.length ? `The link says ${refused.join(", ")}, which this page cannot take.` : "",
  ].filter((each) => each !== "").join(" ");
}
