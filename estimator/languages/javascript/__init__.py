"""Steps as JavaScript, and the scripts that run them in a page: numerics.js, distributions.js, show.js."""
