// In the frame: the page without an address. It tells the notebook around it how tall it is, and takes on its colours.
bringToLife(document.querySelector(".estimate"), JSON.parse(document.getElementById("data").textContent), program, null, null, opened);
const tell = () => parent.postMessage({ estimateHeight: document.documentElement.offsetHeight }, "*");
new ResizeObserver(tell).observe(document.documentElement);
addEventListener("message", ({ source, data }) => {
  if (source !== parent || typeof data?.colorScheme !== "string") return;
  document.documentElement.style.colorScheme = data.colorScheme;
  for (const name of ["--ink", "--paper"]) document.querySelector(".estimate").style.setProperty(name, data[name]);
  tell();
});
