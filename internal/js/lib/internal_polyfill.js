'use strict';
// What the engine lacks. Each function puts one thing in.

const define = (o, name, value) => {
  if (!(name in o)) Object.defineProperty(o, name, { value, writable: true, configurable: true });
};
exports.toWellFormed = (s) => native.wellFormed(s);
const method = (o, methods) => { for (const k of Object.keys(methods)) define(o, k, methods[k]); };

exports.groupBy = () => {
  const group = (items, f, add) => {
    if (typeof f !== 'function') throw new TypeError(`${String(f)} is not a function`);
    let i = 0;
    for (const v of items) add(f(v, i++), v);
  };
  method(Object, {
    groupBy(items, f) {
      const out = Object.create(null);
      group(items, f, (k, v) => { if (typeof k !== 'symbol') k = `${k}`; (out[k] = out[k] || []).push(v); });
      return out;
    },
  });
  method(Map, {
    groupBy(items, f) {
      const out = new Map();
      group(items, f, (k, v) => { if (out.has(k)) out.get(k).push(v); else out.set(k, [v]); });
      return out;
    },
  });
};

exports.promises = () => method(Promise, {
  withResolvers() {
    let resolve;
    let reject;
    const promise = new this((a, b) => { resolve = a; reject = b; });
    return { promise, resolve, reject };
  },
  try(f, ...args) { return new this((resolve) => resolve(f(...args))); },
});

exports.wellFormed = () => method(String.prototype, {
  isWellFormed() { return native.wellFormed(String(this)) === String(this); },
  toWellFormed() { return native.wellFormed(String(this)); },
});

exports.legacy = () => {
  const accessor = (kind) => function (name, f) {
    if (typeof f !== 'function') throw new TypeError(`Object.prototype.__define${kind}__: Expecting function`);
    Object.defineProperty(Object(this), name, { [kind.toLowerCase().slice(0, 3)]: f, enumerable: true, configurable: true });
  };
  const lookUp = (key) => function (name) {
    for (let o = Object(this); o; o = Object.getPrototypeOf(o)) {
      const d = Object.getOwnPropertyDescriptor(o, name);
      if (d) return d[key];
    }
    return undefined;
  };
  method(Object.prototype, { __defineGetter__: accessor('Getter'), __defineSetter__: accessor('Setter'), __lookupGetter__: lookUp('get'), __lookupSetter__: lookUp('set') });
  method(Date.prototype, {
    toGMTString: Date.prototype.toUTCString,
    getYear() { return this.getFullYear() - 1900; },
    setYear(y) { y = Math.trunc(y); return this.setFullYear(y >= 0 && y <= 99 ? 1900 + y : y); },
  });
};

exports.asyncIterator = () => {
  for (const name of ['asyncIterator', 'asyncDispose', 'dispose']) {
    if (!(name in Symbol)) Object.defineProperty(Symbol, name, { value: Symbol.for(`Symbol.${name}`) });
  }
};

exports.fromAsync = () => {
  exports.asyncIterator();
  method(Array, {
    async fromAsync(items, f = (v) => v) {
      const out = [];
      const make = items[Symbol.asyncIterator] || items[Symbol.iterator];
      if (make) {
        const it = make.call(items);
        for (let r = await it.next(); !r.done; r = await it.next()) out.push(await f(await r.value, out.length));
      } else {
        for (let i = 0; i < items.length; i++) out.push(await f(await items[i], i));
      }
      return out;
    },
  });
};

// Memory that is larger than there is ends the process, not only the code.
exports.sizes = () => {
  const most = 2 ** 30;
  const names = ['ArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];
  for (const name of names) {
    const Class = globalThis[name];
    const Checked = function (...args) {
      if (!new.target) throw new TypeError(`Constructor ${name} requires 'new'`);
      if (typeof args[0] === 'number' && args[0] * (Class.BYTES_PER_ELEMENT || 1) > most) throw new RangeError('Array buffer allocation failed');
      return Reflect.construct(Class, args, new.target === Checked ? Class : new.target);
    };
    Object.setPrototypeOf(Checked, Object.getPrototypeOf(Class));
    Object.defineProperties(Checked, Object.getOwnPropertyDescriptors(Class));
    Class.prototype.constructor = Checked;
    Object.defineProperty(globalThis, name, { value: Checked, writable: true, configurable: true });
  }
};

// A call in a stack, as Error.prepareStackTrace gets it.
class CallSite {
  constructor(name, file, line, column) { Object.assign(this, { name, file, line, column }); }
  getFileName() { return this.file; }
  getLineNumber() { return this.line; }
  getColumnNumber() { return this.column; }
  getFunctionName() { return this.name || null; }
  getMethodName() { return this.name || null; }
  getTypeName() { return 'Object'; }
  getThis() { return undefined; }
  getFunction() { return undefined; }
  getEvalOrigin() { return undefined; }
  getScriptNameOrSourceURL() { return this.file; }
  getPromiseIndex() { return null; }
  isNative() { return false; }
  isToplevel() { return !this.name; }
  isConstructor() { return false; }
  isEval() { return false; }
  isAsync() { return false; }
  toString() { const at = `${this.file}:${this.line}:${this.column}`; return this.name ? `${this.name} (${at})` : at; }
}

exports.stacks = () => {
  if (Error.captureStackTrace) return;
  const { lines } = require('internal/errors');
  if (!('stackTraceLimit' in Error)) Error.stackTraceLimit = 10;
  define(Error, 'captureStackTrace', (o, above) => {
    const all = lines(new Error().stack).split('\n').slice(1);
    let frames = all.filter((l) => !l.includes('(node:internal/') && !l.includes('captureStackTrace'));
    if (typeof above === 'function' && above.name) {
      const i = frames.findIndex((l) => new RegExp(`^    at (?:new )?${above.name.replace(/\W/g, '\\$&')} \\(`).test(l));
      if (i >= 0) frames = frames.slice(i + 1);
    }
    if (Number.isFinite(Error.stackTraceLimit)) frames = frames.slice(0, Error.stackTraceLimit);
    const { prepareStackTrace } = Error;
    let made;
    let done = false;
    Object.defineProperty(o, 'stack', {
      configurable: true, enumerable: false,
      get() {
        if (done) return made;
        done = true;
        if (typeof prepareStackTrace === 'function') {
          made = prepareStackTrace(o, frames.map((l) => {
            const m = /^    at (?:(.*) \()?(.+):(\d+):(\d+)\)?$/.exec(l);
            return m ? new CallSite(m[1], m[2], +m[3], +m[4]) : new CallSite('', 'native', 0, 0);
          }));
        } else {
          let head = 'Error';
          try { head = Error.prototype.toString.call(o); } catch { /* not an error */ }
          made = [head, ...frames].join('\n');
        }
        return made;
      },
      set(v) { made = v; done = true; },
    });
  });
};

// The engine's regular expressions do not know \p{...}: it is replaced by the
// characters that it stands for.
exports.properties = () => {
  const Original = RegExp;
  if (Original.expands) return;
  const expanded = new Map();
  const expand = (source, flags) => {
    const key = `${flags}/${source}`;
    if (!expanded.has(key)) expanded.set(key, native.expand(source));
    return expanded.get(key);
  };
  const Patched = function RegExp(pattern, flags) {
    const isRegExp = pattern !== null && typeof pattern === 'object' && pattern[Symbol.match] !== undefined;
    if (!new.target && isRegExp && flags === undefined && pattern.constructor === Patched) return pattern;
    const source = isRegExp ? pattern.source : pattern;
    let f = flags === undefined ? (isRegExp ? pattern.flags : '') : `${flags}`;
    const target = new.target || Patched;
    if (typeof source !== 'string' || !/[uv]/.test(f) || !/\\[pP]\{|v/.test(source + f)) return Reflect.construct(Original, [isRegExp ? source : pattern, isRegExp ? f : flags], target);
    const shown = f;
    if (f.includes('v')) {
      if (/--|&&|\\q\{|\[[^\]\\]*\[/.test(source)) throw new SyntaxError(`Invalid regular expression: /${source}/: operations on sets of characters are not supported here`);
      f = f.replace('v', 'u');
    }
    const re = Reflect.construct(Original, [expand(source, f), f], target);
    Object.defineProperty(re, 'source', { value: source, configurable: true });
    if (shown !== f) Object.defineProperty(re, 'flags', { value: shown, configurable: true });
    return re;
  };
  Object.defineProperty(Patched, 'length', { value: 2 });
  Object.defineProperty(Patched, 'prototype', { value: Original.prototype, writable: false });
  Object.defineProperty(Patched, 'expands', { value: true });
  Object.setPrototypeOf(Patched, Original);
  Original.prototype.constructor = Patched;
  Object.defineProperty(globalThis, 'RegExp', { value: Patched, writable: true, configurable: true });
};

exports.locale = () => require('internal/intl').install();

exports.WeakRef = class WeakRef {
  #target;
  constructor(target) {
    if (target === null || (typeof target !== 'object' && typeof target !== 'function' && typeof target !== 'symbol')) throw new TypeError('WeakRef: target must be an object');
    this.#target = target;
  }
  deref() { return this.#target; }
};
exports.FinalizationRegistry = class FinalizationRegistry {
  constructor(f) {
    if (typeof f !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
  }
  register() {}
  unregister() { return false; }
};
for (const c of [exports.WeakRef, exports.FinalizationRegistry]) Object.defineProperty(c.prototype, Symbol.toStringTag, { value: c.name, configurable: true });
