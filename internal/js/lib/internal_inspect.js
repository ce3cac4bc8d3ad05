'use strict';
// util.inspect and util.format: values as text for people.

const types = require('internal/types');
const { lines } = require('internal/errors');

const custom = Symbol.for('nodejs.util.inspect.custom');
const defaults = Object.seal({
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 128, compact: 3, sorted: false, getters: false, numericSeparator: false,
});
const plainKey = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

const styles = { special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold', string: 'green', symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline' };
const colors = { bold: [1, 22], cyan: [36, 39], yellow: [33, 39], grey: [90, 39], green: [32, 39], magenta: [35, 39], red: [31, 39], underline: [4, 24] };

function paint(ctx, text, style) {
  const c = ctx.colors && inspect.colors[inspect.styles[style]];
  return c ? `\x1b[${c[0]}m${text}\x1b[${c[1]}m` : text;
}

const plainLength = (ctx, s) => (ctx.colors ? stripVTControlCharacters(s).length : s.length);
const stripVTControlCharacters = (s) => String(s).replace(/[\x1b\x9b][[\]()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g, '');

function inspect(value, opts, depth, colored) {
  const ctx = Object.assign({}, inspect.defaultOptions);
  ctx.breakLength = 80;
  if (opts !== null && typeof opts === 'object') {
    for (const k of Object.keys(opts)) if (k in defaults || k === 'stylize') ctx[k] = opts[k];
    ctx.given = opts;
  } else {
    if (typeof opts === 'boolean') ctx.showHidden = opts;
    if (depth !== undefined) ctx.depth = depth;
    if (colored !== undefined) ctx.colors = colored;
  }
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  if (ctx.depth === null) ctx.depth = Infinity;
  ctx.seen = [];
  ctx.indent = 0;
  ctx.level = 0;
  return show(ctx, value, 0);
}
inspect.custom = custom;
inspect.styles = styles;
inspect.colors = colors;
Object.defineProperty(inspect, 'defaultOptions', {
  get: () => defaults,
  set: (o) => { Object.assign(defaults, o); },
});

function quote(s) {
  let q = "'";
  if (s.includes("'")) {
    if (!s.includes('"')) q = '"';
    else if (!s.includes('`') && !s.includes('${')) q = '`';
  }
  const escaped = s.replace(/[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udfff]/g, (c, at) => {
    const named = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\', "'": q === "'" ? "\\'" : "'" }[c];
    if (named) return named;
    const n = c.charCodeAt(0);
    // The halves of a pair stay as they are.
    if (n >= 0xd800 && (n < 0xdc00 ? (s.charCodeAt(at + 1) & 0xfc00) === 0xdc00 : (s.charCodeAt(at - 1) & 0xfc00) === 0xd800)) return c;
    return n < 256 ? '\\x' + n.toString(16).toUpperCase().padStart(2, '0') : '\\u' + n.toString(16).toUpperCase();
  });
  return q + escaped + q;
}

function separated(s) {
  return s.replace(/\B(?=(\d{3})+$)/g, '_');
}

function number(ctx, n) {
  if (Object.is(n, -0)) return paint(ctx, '-0', 'number');
  let s = String(n);
  if (ctx.numericSeparator && Number.isFinite(n)) s = s.replace(/^-?\d+/, (d) => separated(d));
  return paint(ctx, s, 'number');
}

function primitive(ctx, v, typed) {
  switch (typeof v) {
    case 'string': {
      let rest = '';
      if (v.length > ctx.maxStringLength) {
        const more = v.length - ctx.maxStringLength;
        v = v.slice(0, ctx.maxStringLength);
        rest = `... ${more} more character${more > 1 ? 's' : ''}`;
      }
      if (ctx.compact !== true && v.length > 16 && v.length > ctx.breakLength - ctx.indent - 4 && !typed) {
        const parts = v.split(/(?<=\n)/);
        return parts.map((p) => paint(ctx, quote(p), 'string')).join(` +\n${' '.repeat(ctx.indent + 2)}`) + rest;
      }
      return paint(ctx, quote(v), 'string') + rest;
    }
    case 'number': return number(ctx, v);
    case 'bigint': return paint(ctx, `${v}n`, 'bigint');
    case 'boolean': return paint(ctx, String(v), 'boolean');
    case 'undefined': return paint(ctx, 'undefined', 'undefined');
    default: return paint(ctx, symbolText(v), 'symbol');
  }
}

function symbolText(s) {
  return Symbol.prototype.toString.call(s);
}

function show(ctx, value, level, typed) {
  if (value === null) return paint(ctx, 'null', 'null');
  if (typeof value !== 'object' && typeof value !== 'function') return primitive(ctx, value, typed);
  let proxy = false;
  const target = native.proxyTarget(value);
  if (target !== undefined) {
    if (target === null) return paint(ctx, '<Revoked Proxy>', 'special');
    if (ctx.showProxy) return `Proxy [ ${show(ctx, target, level + 1)} ]`;
    proxy = true;
    let inner = target;
    for (let t = native.proxyTarget(inner); t; t = native.proxyTarget(t)) inner = t;
    value = inner;
  }
  if (ctx.customInspect) {
    const f = value[custom];
    if (typeof f === 'function' && f !== inspect && !(value.constructor && value.constructor.prototype === value)) {
      const depth = ctx.depth - level;
      const opts = Object.assign({}, ctx.given, { stylize: (s, style) => paint(ctx, String(s), style) });
      for (const k of Object.keys(defaults)) opts[k] = ctx[k];
      opts.depth = depth;
      const out = f.call(value, depth, opts, inspect);
      if (out !== value) {
        if (typeof out !== 'object' || out === null) return typeof out === 'string' ? out.replace(/\n/g, `\n${' '.repeat(ctx.indent)}`) : show(ctx, out, level);
        return show(ctx, out, level);
      }
    }
  }
  if (ctx.seen.includes(value)) {
    ctx.circular = ctx.circular || new Map();
    if (!ctx.circular.has(value)) ctx.circular.set(value, ctx.circular.size + 1);
    return paint(ctx, `[Circular *${ctx.circular.get(value)}]`, 'special');
  }
  return object(ctx, value, level, proxy);
}

// constructorName returns the name of the class of an object, or null.
function constructorName(o) {
  const first = o;
  for (let depth = 0; o; depth++) {
    const d = Object.getOwnPropertyDescriptor(o, 'constructor');
    if (d && typeof d.value === 'function' && d.value.name !== '' && isInstance(first, d.value)) return d.value.name;
    o = Object.getPrototypeOf(o);
  }
  return null;
}

function isInstance(o, c) {
  try { return o instanceof c; } catch { return false; }
}

function prefix(name, tag, fallback, size = '') {
  if (name === null) {
    return `[${fallback}${size}: null prototype] ${tag && tag !== fallback ? `[${tag}] ` : ''}`;
  }
  return `${name}${size} ${tag && tag !== name ? `[${tag}] ` : ''}`;
}

function keysOf(ctx, o) {
  let keys;
  const symbols = Object.getOwnPropertySymbols(o);
  if (ctx.showHidden) {
    keys = Object.getOwnPropertyNames(o);
    keys.push(...symbols);
  } else {
    keys = Object.keys(o);
    keys.push(...symbols.filter((s) => Object.prototype.propertyIsEnumerable.call(o, s)));
  }
  return keys;
}

const isIndex = (k) => typeof k === 'string' && /^(0|[1-9]\d{0,9})$/.test(k) && +k < 4294967295;

function object(ctx, value, level, proxy) {
  const name = constructorName(value);
  let tag = '';
  try { tag = value[Symbol.toStringTag]; } catch { /* a getter */ }
  if (typeof tag !== 'string' || (tag !== '' && (ctx.showHidden ? Object.prototype.hasOwnProperty : Object.prototype.propertyIsEnumerable).call(value, Symbol.toStringTag))) tag = '';
  let base = '';
  let braces;
  let entries = () => [];
  let keys = keysOf(ctx, value);
  let list = false;
  if (typeof value === 'object' && (Array.isArray(value) || types.isTypedArray(value))) {
    keys = keys.filter((k) => !isIndex(k));
    const typed = types.isTypedArray(value);
    const fallback = typed ? Object.prototype.toString.call(value).slice(8, -1) : 'Array';
    const pre = name !== 'Array' || tag !== '' || typed ? prefix(name, typed ? (tag === name ? '' : tag) : tag, fallback, `(${value.length})`) : '';
    braces = [`${pre}[`, ']'];
    if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
    list = true;
    entries = () => elements(ctx, value, level, typed);
  } else if (types.isSet(value)) {
    const pre = prefix(name, tag === 'Set' ? '' : tag, 'Set', `(${value.size})`);
    if (value.size === 0 && keys.length === 0) return `${pre}{}`;
    braces = [`${pre}{`, '}'];
    entries = () => limited(ctx, [...Set.prototype.values.call(value)], (v) => show(ctx, v, level + 1), true);
  } else if (types.isMap(value)) {
    const pre = prefix(name, tag === 'Map' ? '' : tag, 'Map', `(${value.size})`);
    if (value.size === 0 && keys.length === 0) return `${pre}{}`;
    braces = [`${pre}{`, '}'];
    entries = () => limited(ctx, [...Map.prototype.entries.call(value)], ([k, v]) => `${show(ctx, k, level + 1)} => ${show(ctx, v, level + 1)}`, true);
  } else if (types.isMapIterator(value) || types.isSetIterator(value)) {
    braces = [`[${tag}] {`, '}'];
  } else if (types.isArgumentsObject(value)) {
    braces = ['[Arguments] {', '}'];
    if (keys.length === 0) return '[Arguments] {}';
  } else if (typeof value === 'function') {
    base = functionText(value, name, tag);
    if (keys.length === 0) return paint(ctx, base, 'special');
    braces = ['{', '}'];
  } else if (types.isRegExp(value)) {
    base = RegExp.prototype.toString.call(value);
    const pre = prefix(name, tag, 'RegExp');
    if (pre !== 'RegExp ') base = `${pre}${base}`;
    if (keys.length === 0 || level > ctx.depth) return paint(ctx, base, 'regexp');
    braces = ['{', '}'];
  } else if (types.isDate(value)) {
    base = Number.isNaN(value.getTime()) ? 'Invalid Date' : Date.prototype.toISOString.call(value);
    const pre = prefix(name, tag, 'Date');
    if (pre !== 'Date ') base = `${pre}${base}`;
    if (keys.length === 0) return paint(ctx, base, 'date');
    braces = ['{', '}'];
  } else if (types.isNativeError(value) || value instanceof Error) {
    base = errorText(ctx, value, name, keys);
    keys = errorKeys(value, keys, base);
    if (keys.length === 0) return base;
    braces = ['{', '}'];
  } else if (types.isArrayBuffer(value)) {
    const bytes = new Uint8Array(value);
    let hex = Array.from(bytes.subarray(0, ctx.maxArrayLength), (b) => b.toString(16).padStart(2, '0')).join(' ');
    if (bytes.length > ctx.maxArrayLength) hex += ` ... ${bytes.length - ctx.maxArrayLength} more byte${bytes.length - ctx.maxArrayLength > 1 ? 's' : ''}`;
    braces = [`${prefix(name, tag === 'ArrayBuffer' ? '' : tag, 'ArrayBuffer')}{`, '}'];
    entries = () => [`[Uint8Contents]: <${hex}>`, `byteLength: ${number(ctx, value.byteLength)}`];
  } else if (types.isDataView(value)) {
    braces = [`${prefix(name, tag === 'DataView' ? '' : tag, 'DataView')}{`, '}'];
    entries = () => ['byteLength', 'byteOffset', 'buffer'].map((k) => `${k}: ${show(ctx, value[k], level + 1)}`);
  } else if (types.isPromise(value)) {
    braces = [`${prefix(name, tag === 'Promise' ? '' : tag, 'Promise')}{`, '}'];
    entries = () => {
      const [state, result] = native.promise(value);
      if (state === 'pending') return [paint(ctx, '<pending>', 'special')];
      ctx.indent += 2;
      const text = show(ctx, result, level + 1);
      ctx.indent -= 2;
      return [state === 'rejected' ? `${paint(ctx, '<rejected>', 'special')} ${text}` : text];
    };
  } else if (types.isWeakSet(value) || types.isWeakMap(value)) {
    const kind = types.isWeakSet(value) ? 'WeakSet' : 'WeakMap';
    braces = [`${prefix(name, tag === kind ? '' : tag, kind)}{`, '}'];
    entries = () => [paint(ctx, '<items unknown>', 'special')];
  } else if (types.isBoxedPrimitive(value)) {
    const kind = ['Number', 'String', 'Boolean', 'Symbol', 'BigInt'].find((k) => types[`is${k}Object`](value));
    if (kind === 'String') keys = keys.filter((k) => !isIndex(k) && k !== 'length');
    base = `[${kind}${name !== kind ? (name === null ? ' (null prototype)' : ` (${name})`) : ''}: ${primitive(Object.assign({}, ctx, { colors: false }), value.valueOf(), true)}]`;
    if (keys.length === 0) return paint(ctx, base, kind.toLowerCase());
    braces = ['{', '}'];
  } else {
    braces = [name === 'Object' && tag === '' ? '{' : `${prefix(name, tag, 'Object')}{`, '}'];
    if (keys.length === 0) return `${braces[0]}}`;
  }
  if (level > ctx.depth) {
    const shown = list && name === 'Array' ? 'Array' : prefix(name, tag, list ? 'Array' : 'Object').slice(0, -1);
    return paint(ctx, `[${shown}]`, 'special');
  }
  ctx.seen.push(value);
  ctx.level = level;
  let output;
  try {
    output = entries();
    for (const k of keys) output.push(property(ctx, value, level, k, list));
  } finally {
    ctx.seen.pop();
  }
  const ref = ctx.circular && ctx.circular.get(value);
  if (ref !== undefined) {
    const mark = paint(ctx, `<ref *${ref}>`, 'special');
    if (ctx.compact !== true) base = base === '' ? mark : `${mark} ${base}`;
    else braces[0] = `${mark} ${braces[0]}`;
  }
  if (ctx.sorted) {
    const by = ctx.sorted === true ? undefined : ctx.sorted;
    if (!list) output.sort(by);
  }
  return joined(ctx, output, base, braces, list, level, value);
}

function limited(ctx, items, f, indent) {
  const max = Math.min(Math.max(0, ctx.maxArrayLength), items.length);
  if (indent) ctx.indent += 2;
  const out = items.slice(0, max).map(f);
  if (indent) ctx.indent -= 2;
  if (items.length > max) out.push(more(items.length - max));
  return out;
}

const more = (n) => `... ${n} more item${n > 1 ? 's' : ''}`;

function elements(ctx, value, level, typed) {
  const out = [];
  const max = Math.min(Math.max(0, ctx.maxArrayLength), value.length);
  let i = 0;
  for (; i < value.length && out.length < max; i++) {
    if (!typed && !Object.prototype.hasOwnProperty.call(value, i)) {
      let holes = 1;
      while (i + holes < value.length && !Object.prototype.hasOwnProperty.call(value, i + holes)) holes++;
      out.push(paint(ctx, `<${holes} empty item${holes > 1 ? 's' : ''}>`, 'undefined'));
      i += holes - 1;
      continue;
    }
    out.push(property(ctx, value, level, i, true, true));
  }
  if (i < value.length) out.push(more(value.length - i));
  return out;
}

function property(ctx, o, level, key, list, element) {
  const d = Object.getOwnPropertyDescriptor(o, key) || { value: o[key], enumerable: true };
  let text;
  if (d.value !== undefined || (!d.get && !d.set)) {
    const diff = ctx.compact !== true || !list ? 2 : 3;
    ctx.indent += diff;
    text = show(ctx, d.value, level + 1);
    if (diff === 3 && ctx.breakLength < text.length) text = `\n${' '.repeat(ctx.indent)}${text}`;
    ctx.indent -= diff;
  } else if (d.get) {
    const label = d.set ? 'Getter/Setter' : 'Getter';
    text = paint(ctx, `[${label}]`, 'special');
    if (ctx.getters === true || (ctx.getters === 'get' && !d.set) || (ctx.getters === 'set' && d.set)) {
      try {
        const v = d.get.call(o);
        ctx.indent += 2;
        text = v === null || typeof v !== 'object' ? `${paint(ctx, `[${label}:`, 'special')} ${show(ctx, v, level + 1)}${paint(ctx, ']', 'special')}` : `${text} ${show(ctx, v, level + 1)}`;
        ctx.indent -= 2;
      } catch (e) {
        text = `[${label}: <Inspection threw (${e.message})>]`;
      }
    }
  } else {
    text = paint(ctx, '[Setter]', 'special');
  }
  if (element) return text;
  let name;
  if (typeof key === 'symbol') name = `[${paint(ctx, symbolText(key), 'symbol')}]`;
  else if (key === '__proto__') name = "['__proto__']";
  else if (d.enumerable === false) name = `[${key}]`;
  else if (plainKey.test(key)) name = key;
  else name = paint(ctx, quote(key), 'string');
  return `${name}: ${text}`;
}

function functionText(f, name, tag) {
  const source = Function.prototype.toString.call(f);
  if (/^class[\s{]/.test(source) && source.endsWith('}')) {
    let text = `class ${Object.prototype.hasOwnProperty.call(f, 'name') && f.name ? f.name : '(anonymous)'}`;
    if (name !== 'Function' && name !== null) text += ` [${name}]`;
    if (tag !== '' && name !== tag) text += ` [${tag}]`;
    const parent = Object.getPrototypeOf(f);
    if (parent === null) text += ' extends [null prototype]';
    else if (parent.name) text += ` extends ${parent.name}`;
    return `[${text}]`;
  }
  let kind = 'Function';
  if (types.isGeneratorFunction(f)) kind = 'GeneratorFunction';
  if (types.isAsyncFunction(f)) kind = 'AsyncFunction';
  let text = `[${kind}`;
  if (name === null) text += ' (null prototype)';
  text += f.name === '' || typeof f.name !== 'string' ? ' (anonymous)' : `: ${f.name}`;
  text += ']';
  if (name !== kind && name !== null && name !== 'Function') text += ` ${name}`;
  if (tag !== '' && name !== tag && tag !== kind) text += ` [${tag}]`;
  return text;
}

function errorText(ctx, e, name, keys) {
  let stack;
  try { stack = typeof e.stack === 'string' && e.stack ? lines(e.stack) : Error.prototype.toString.call(e); } catch { stack = '[object Error]'; }
  const head = stack.split('\n', 1)[0];
  const own = typeof e.name === 'string' ? e.name : 'Error';
  if (name !== null && own && !head.includes(name) && head.startsWith(own)) {
    stack = name + (own === 'Error' || name.includes(own) ? '' : ` [${own}]`) + stack.slice(own.length);
  }
  if (e.code !== undefined && typeof e.code === 'string' && !head.includes(e.code) && head.startsWith(own) && /^[A-Z_]+$/.test(e.code) && e.code.startsWith('ERR_')) {
    stack = stack.replace(own, `${own} [${e.code}]`);
  }
  const at = stack.indexOf('\n    at');
  if (at < 0) stack = `[${stack}]`;
  if (ctx.indent > 0) stack = stack.replace(/\n/g, `\n${' '.repeat(ctx.indent)}`);
  return stack;
}

function errorKeys(e, keys, base) {
  keys = keys.filter((k) => !(['name', 'message', 'stack'].includes(k) && base.includes(String(e[k]))) && k !== 'stack');
  if (Object.prototype.hasOwnProperty.call(e, 'cause') && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(e.errors) && Object.prototype.hasOwnProperty.call(e, 'errors') && !keys.includes('errors')) keys.push('errors');
  return keys;
}

function joined(ctx, output, base, braces, list, level, value) {
  if (ctx.compact !== true) {
    if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
      const count = output.length;
      if (list && count > 6) output = grouped(ctx, output, value);
      if (ctx.level - level < ctx.compact && count === output.length) {
        const start = output.length + ctx.indent + braces[0].length + base.length + 10;
        if (fits(ctx, output, start, base)) {
          const text = output.join(', ');
          if (!text.includes('\n')) return `${base ? `${base} ` : ''}${braces[0]} ${text} ${braces[1]}`;
        }
      }
    }
    const indent = `\n${' '.repeat(ctx.indent)}`;
    return `${base ? `${base} ` : ''}${braces[0]}${indent}  ${output.join(`,${indent}  `)}${indent}${braces[1]}`;
  }
  if (fits(ctx, output, 0, base)) return `${braces[0]}${base ? ` ${base}` : ''} ${output.join(', ')} ${braces[1]}`;
  const indent = ' '.repeat(ctx.indent);
  const ln = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}\n${indent}  `;
  return `${braces[0]}${ln}${output.join(`,\n${indent}  `)} ${braces[1]}`;
}

function fits(ctx, output, start, base) {
  let total = output.length + start;
  if (total + output.length > ctx.breakLength) return false;
  for (const s of output) {
    total += plainLength(ctx, s);
    if (total > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// grouped puts short elements of long arrays into columns.
function grouped(ctx, output, value) {
  let total = 0;
  let longest = 0;
  let count = output.length;
  if (ctx.maxArrayLength < value.length && output.length > ctx.maxArrayLength) count--;
  const gap = 2;
  const sizes = [];
  for (let i = 0; i < count; i++) {
    const n = plainLength(ctx, output[i]);
    sizes.push(n);
    total += n + gap;
    longest = Math.max(longest, n);
  }
  const width = longest + gap;
  if (width * 3 + ctx.indent >= ctx.breakLength || !(total / width > 5 || longest <= 6)) return output;
  const biased = Math.max(width - 3 - Math.sqrt(width - total / output.length), 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((ctx.breakLength - ctx.indent) / width), ctx.compact * 4, 15);
  if (columns <= 1) return output;
  const widths = [];
  for (let i = 0; i < columns; i++) {
    let w = 0;
    for (let j = i; j < count; j += columns) w = Math.max(w, sizes[j]);
    widths.push(w + gap);
  }
  const right = value !== undefined && Array.prototype.every.call(value, (v) => typeof v === 'number' || typeof v === 'bigint');
  const out = [];
  for (let i = 0; i < count; i += columns) {
    const max = Math.min(i + columns, count);
    let row = '';
    let j = i;
    for (; j < max - 1; j++) {
      const cell = `${output[j]}, `;
      const pad = widths[j - i] - plainLength(ctx, cell);
      row += right ? ' '.repeat(Math.max(0, pad)) + cell : cell + ' '.repeat(Math.max(0, pad));
    }
    if (right) row += ' '.repeat(Math.max(0, widths[j - i] - gap - sizes[j])) + output[j];
    else row += output[j];
    out.push(row);
  }
  if (count < output.length) out.push(output[count]);
  return out;
}

function formatWithOptions(options, ...args) {
  const first = args[0];
  let i = 0;
  let text = '';
  let join = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    i = 1;
    text = first.replace(/%[sdifjoOc%]/g, (m) => {
      if (m === '%%') return '%';
      if (i >= args.length) return m;
      const v = args[i];
      i++;
      switch (m[1]) {
        case 's':
          if (typeof v === 'number') return Object.is(v, -0) ? '-0' : String(v);
          if (typeof v === 'bigint') return `${v}n`;
          if (typeof v !== 'object' || v === null || hasOwnToString(v)) return String(v);
          return inspect(v, Object.assign({}, options, { depth: 0, colors: false, compact: 3 }));
        case 'd':
          if (typeof v === 'bigint') return `${v}n`;
          return typeof v === 'symbol' ? 'NaN' : fmtNumber(Number(v));
        case 'i':
          if (typeof v === 'bigint') return `${v}n`;
          return typeof v === 'symbol' ? 'NaN' : fmtNumber(parseInt(v, 10));
        case 'f': return typeof v === 'symbol' ? 'NaN' : fmtNumber(parseFloat(v));
        case 'j':
          try {
            return JSON.stringify(v);
          } catch (e) {
            if (/circular/i.test(e.message)) return '[Circular]';
            throw e;
          }
        case 'o': return inspect(v, Object.assign({}, options, { showHidden: true, showProxy: true, depth: 4 }));
        case 'O': return inspect(v, options);
        default: return '';
      }
    });
    join = ' ';
  }
  for (; i < args.length; i++) {
    text += join + (typeof args[i] === 'string' ? args[i] : inspect(args[i], Object.assign({}, options, { compact: 3, colors: false })));
    join = ' ';
  }
  return text;
}

const fmtNumber = (n) => (Object.is(n, -0) ? '-0' : String(n));

function hasOwnToString(v) {
  if (native.proxyTarget(v) !== undefined) return false;
  if (types.isNativeError(v) || v instanceof Error) return !Object.prototype.hasOwnProperty.call(v, 'stack') ? false : true;
  if (typeof v.toString !== 'function') return false;
  if (Object.prototype.hasOwnProperty.call(v, 'toString')) return true;
  let p = v;
  do { p = Object.getPrototypeOf(p); } while (p && !Object.prototype.hasOwnProperty.call(p, 'toString'));
  const d = p && Object.getOwnPropertyDescriptor(p, 'constructor');
  return !!d && typeof d.value === 'function' && !/\[native code\]/.test(Function.prototype.toString.call(d.value));
}

module.exports = { inspect, format: (...args) => formatWithOptions(undefined, ...args), formatWithOptions, stripVTControlCharacters, quote };
