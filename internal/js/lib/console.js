'use strict';
const { formatWithOptions, inspect } = require('internal/inspect');
const { coded } = require('internal/errors');

class Console {
  constructor(out, err = out) {
    if (out && typeof out === 'object' && !out.write) { err = out.stderr || out.stdout; out = out.stdout; }
    if (!out || typeof out.write !== 'function') throw coded(TypeError, 'ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stdout');
    const indent = { text: '' };
    const timers = new Map();
    const counts = new Map();
    const write = (stream, args) => {
      let s = formatWithOptions(undefined, ...args);
      if (indent.text) s = indent.text + s.replace(/\n/g, '\n' + indent.text);
      stream.write(s + '\n');
    };
    const elapsed = (label) => {
      const start = timers.get(label);
      if (start === undefined) { this.warn(`Warning: No such label '${label}' for console.timeEnd()`); return undefined; }
      const ms = performance.now() - start;
      return ms < 1000 ? `${+ms.toFixed(3)}ms` : `${(ms / 1000).toFixed(3)}s`;
    };
    Object.assign(this, {
      log: (...a) => write(out, a),
      info: (...a) => write(out, a),
      debug: (...a) => write(out, a),
      warn: (...a) => write(err, a),
      error: (...a) => write(err, a),
      dir: (v, opts) => write(out, [inspect(v, Object.assign({ customInspect: false }, opts))]),
      dirxml: (...a) => write(out, a),
      trace: (...a) => {
        const e = new Error(formatWithOptions(undefined, ...a));
        e.name = 'Trace';
        write(err, [require('internal/errors').lines(e.stack.replace(/^Error/, 'Trace'))]);
      },
      assert: (ok, ...a) => {
        if (ok) return;
        if (typeof a[0] === 'string') a[0] = `Assertion failed: ${a[0]}`; else a.unshift('Assertion failed');
        write(err, a);
      },
      group: (...a) => { if (a.length) write(out, a); indent.text += '  '; },
      groupEnd: () => { indent.text = indent.text.slice(2); },
      time: (label = 'default') => { timers.set(`${label}`, performance.now()); },
      timeEnd: (label = 'default') => { const t = elapsed(`${label}`); if (t) write(out, [`${label}: ${t}`]); timers.delete(`${label}`); },
      timeLog: (label = 'default', ...a) => { const t = elapsed(`${label}`); if (t) write(out, [`${label}: ${t}`, ...a]); },
      count: (label = 'default') => { const n = (counts.get(`${label}`) || 0) + 1; counts.set(`${label}`, n); write(out, [`${label}: ${n}`]); },
      countReset: (label = 'default') => { counts.delete(`${label}`); },
      table: (data, columns) => write(out, data !== null && typeof data === 'object' ? [table(data, columns)] : [data]),
      clear() {}, profile() {}, profileEnd() {}, timeStamp() {},
    });
    this.groupCollapsed = this.group;
  }
}

function table(data, columns) {
  const rows = data instanceof Map ? [...data].map(([k, v], i) => [i, { Key: k, Values: v }])
    : data instanceof Set ? [...data].map((v, i) => [i, v]) : Object.entries(data);
  const names = columns ? [...columns] : [];
  let values = false;
  for (const [, row] of rows) {
    if (row === null || typeof row !== 'object') { values = true; continue; }
    if (!columns) for (const k of Object.keys(row)) if (!names.includes(k)) names.push(k);
  }
  const text = (v) => inspect(v, { depth: v !== null && typeof v === 'object' && !Array.isArray(v) && Object.keys(v).length > 2 ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
  const head = [data instanceof Map || data instanceof Set ? '(iteration index)' : '(index)', ...names];
  if (values) head.push('Values');
  const cells = rows.map(([k, row]) => {
    const isObject = row !== null && typeof row === 'object';
    const line = [String(k), ...names.map((n) => (isObject && Object.prototype.hasOwnProperty.call(row, n) ? text(row[n]) : ''))];
    if (values) line.push(isObject ? '' : text(row));
    return line;
  });
  const widths = head.map((h, i) => Math.max(h.length, ...cells.map((c) => c[i].length)) + 2);
  const rule = (a, b, c) => a + widths.map((w) => '─'.repeat(w)).join(b) + c;
  const line = (c) => `│${c.map((s, i) => ` ${s}`.padEnd(widths[i])).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...cells.map(line), rule('└', '┴', '┘')].join('\n');
}

const stream = (write) => ({ write });
module.exports = new Console(stream(native.out), stream(native.err));
module.exports.Console = Console;
