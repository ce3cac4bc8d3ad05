'use strict';
const { argType, checkFunction } = require('internal/errors');
const inspecting = require('internal/inspect');
const { inspect, format, formatWithOptions, stripVTControlCharacters } = inspecting;
const types = require('internal/types');
const { isDeepEqual } = require('internal/equal');
const encoding = require('internal/encoding');

function inherits(ctor, superCtor) {
  checkFunction('ctor', ctor);
  checkFunction('superCtor', superCtor);
  if (superCtor.prototype === undefined) throw argType('superCtor.prototype', 'of type object', superCtor.prototype);
  Object.defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

const custom = Symbol.for('nodejs.util.promisify.custom');
const argNames = Symbol('names of the arguments');

function promisify(original) {
  checkFunction('original', original);
  if (original[custom]) {
    const f = original[custom];
    checkFunction('util.promisify.custom', f);
    return Object.defineProperty(f, custom, { value: f, enumerable: false, writable: false, configurable: true });
  }
  const names = original[argNames];
  function promised(...args) {
    return new Promise((resolve, reject) => {
      original.call(this, ...args, (err, ...values) => {
        if (err) return reject(err);
        if (names && values.length > 1) return resolve(Object.fromEntries(names.map((n, i) => [n, values[i]])));
        resolve(values[0]);
      });
    });
  }
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  Object.defineProperty(promised, custom, { value: promised, configurable: true });
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = custom;

function callbackify(original) {
  checkFunction('original', original);
  function callbackified(...args) {
    const done = args.pop();
    checkFunction('last argument', done);
    Promise.resolve(Reflect.apply(original, this, args)).then(
      (v) => process.nextTick(done, null, v),
      (e) => {
        if (!e) {
          const wrapped = new Error('Promise was rejected with a falsy value');
          wrapped.code = 'ERR_FALSY_VALUE_REJECTION';
          wrapped.reason = e;
          e = wrapped;
        }
        process.nextTick(done, e);
      });
  }
  return Object.defineProperties(callbackified, Object.getOwnPropertyDescriptors(original));
}

const warned = new Set();
function deprecate(fn, message, code) {
  let told = false;
  function deprecated(...args) {
    if (!told) {
      told = true;
      if (!code || !warned.has(code)) {
        if (code) warned.add(code);
        process.emitWarning(message, 'DeprecationWarning', code);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

const debugs = {};
function debuglog(set) {
  const name = String(set).toUpperCase();
  if (!debugs[name]) {
    const pattern = String(process.env.NODE_DEBUG || '').split(',').filter(Boolean)
      .some((p) => new RegExp(`^${p.trim().replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replace(/\*/g, '.*')}$`, 'i').test(name));
    debugs[name] = Object.assign((...args) => {
      if (pattern) process.stderr.write(`${name} ${process.pid}: ${format(...args)}\n`);
    }, { enabled: pattern });
  }
  return debugs[name];
}

const colors = { bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39], gray: [90, 39], grey: [90, 39] };

module.exports = {
  inspect, format, formatWithOptions, stripVTControlCharacters, inherits, promisify, callbackify, deprecate,
  debuglog, debug: debuglog, types,
  isDeepStrictEqual: (a, b) => isDeepEqual(a, b, true),
  TextEncoder: encoding.TextEncoder, TextDecoder: encoding.TextDecoder,
  toUSVString: (s) => require('internal/polyfill').toWellFormed(String(s)),
  styleText: (style, text) => [].concat(style).reduce((t, s) => {
    if (!colors[s]) throw argType('format', 'the name of a style', s);
    return `\x1b[${colors[s][0]}m${t}\x1b[${colors[s][1]}m`;
  }, text),
  aborted: (signal) => new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }))),
  getSystemErrorName: (n) => Object.keys(require('os').constants.errno).find((k) => require('os').constants.errno[k] === -n),
  isArray: Array.isArray,
  isBoolean: (v) => typeof v === 'boolean',
  isBuffer: (v) => Buffer.isBuffer(v),
  isDate: types.isDate,
  isError: (v) => v instanceof Error || types.isNativeError(v),
  isFunction: (v) => typeof v === 'function',
  isNull: (v) => v === null,
  isNullOrUndefined: (v) => v === null || v === undefined,
  isNumber: (v) => typeof v === 'number',
  isObject: (v) => v !== null && typeof v === 'object',
  isPrimitive: (v) => v === null || (typeof v !== 'object' && typeof v !== 'function'),
  isRegExp: types.isRegExp,
  isString: (v) => typeof v === 'string',
  isSymbol: (v) => typeof v === 'symbol',
  isUndefined: (v) => v === undefined,
  log: (...args) => console.log(new Date().toISOString(), '-', format(...args)),
  _extend: (target, source) => (source !== null && typeof source === 'object' ? Object.assign(target, source) : target),
};
