// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Figures to a file, or as SVG text.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { structs } = require('./library.js');
const { call } = require('./marshal.js');
const { known } = require('./names.js');

const names = (name) => structs.get(name).members.filter((m) => !/^(size|reserved)/.test(m.name)).map((m) => m.name);

/** Draws `kind` ('forest', ...) of `subject` ({fit} or {rows}); options are the members of the figure's struct and of tsq_plot_options. */
function draw(kind, subject, file, options) {
  if (file !== null && typeof file === 'object') return draw(kind, subject, undefined, file);
  const page = names('tsq_plot_options');
  const own = names(`tsq_${kind}`).filter((n) => n !== 'options' && !(n in subject));
  const figure = { ...subject, options: {} };
  for (const [key, value] of Object.entries(options ?? {})) {
    known(`option of ${kind}`, key, [...own, ...page]);
    if (page.includes(key)) figure.options[key] = value;
    else figure[key] = value;
  }
  const to = (target) => call(`tsq_plot_${kind}`, { [kind]: figure, path: target });
  if (file !== undefined && file !== null) return to(String(file));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tausq-'));
  try {
    to(path.join(folder, 'figure.svg'));
    return fs.readFileSync(path.join(folder, 'figure.svg'), 'utf8');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

module.exports = { draw };
