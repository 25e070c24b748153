# SPDX-License-Identifier: GPL-3.0-or-later
# From a bubble plot in SVG: how far the mean line (of all unbroken lines that only go right the one with the most points) has gone
# at the middle of its range, from 0 (start) to 1 (end). The driver cuts a long line into pieces that join: M where it stands.
/<path stroke=/ { text = ""; on = 1; sub(/.*<path/, "") }
on { text = text " " $0 }
on && /'\/>/ { on = 0; look(text) }
function look(text,   n, pairs, i, p, k, x, y, middle, moved) {
  sub(/.*d='/, "", text)
  gsub(/'.*/, "", text)
  n = split(text, pairs, /[ \t]+/)
  for (i = 1; i <= n; i++) {
    moved = pairs[i] ~ /^M/
    sub(/^[ML]/, "", pairs[i])
    if (split(pairs[i], p, ",") != 2) continue
    if (k > 0 && (p[1] < x[k] - 0.05 || (moved && p[1] > x[k] + 0.05))) return
    x[++k] = p[1] + 0
    y[k] = p[2] + 0
  }
  if (k <= most) return
  most = k
  for (i = 1; i <= k; i++) if (2 * x[i] <= x[1] + x[k]) middle = i
  share = (y[middle] - y[1]) / (y[k] - y[1])
}
END { printf "%.2f\n", share }
