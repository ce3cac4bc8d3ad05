'use strict';
const { argType, coded } = require('internal/errors');

const custom = Symbol.for('nodejs.util.promisify.custom');
const byId = new Map();
let nextId = 0;

const milliseconds = (ms) => {
  ms = Number(ms);
  return ms >= 1 && ms <= 2147483647 ? Math.trunc(ms) : 1;
};
const callable = (f) => {
  if (typeof f !== 'function') throw argType('callback', 'of type function', f);
};

class Timeout {
  #handle;
  #id;
  constructor(callback, ms, repeat, args) {
    this._onTimeout = callback;
    this._idleTimeout = ms;
    this._repeat = repeat ? ms : null;
    this._destroyed = false;
    this.#handle = native.start(() => {
      if (!repeat) this.#end();
      callback.apply(this, args);
    }, ms, repeat);
  }
  #end() {
    this._destroyed = true;
    if (this.#id !== undefined) byId.delete(this.#id);
  }
  ref() { native.ref(this.#handle, true); return this; }
  unref() { native.ref(this.#handle, false); return this; }
  hasRef() { return native.hasRef(this.#handle); }
  refresh() { native.refresh(this.#handle, this._idleTimeout); return this; }
  close() { native.stop(this.#handle); this.#end(); return this; }
  [Symbol.toPrimitive]() {
    if (this.#id === undefined) {
      this.#id = ++nextId;
      byId.set(this.#id, this);
    }
    return this.#id;
  }
}

class Immediate {
  #handle;
  constructor(callback, args) {
    this._onImmediate = callback;
    this.#handle = native.immediate(() => callback.apply(this, args));
  }
  ref() { native.ref(this.#handle, true); return this; }
  unref() { native.ref(this.#handle, false); return this; }
  hasRef() { return native.hasRef(this.#handle); }
  close() { native.stop(this.#handle); }
}

function setTimeout(callback, ms, ...args) {
  callable(callback);
  return new Timeout(callback, milliseconds(ms), false, args);
}
function setInterval(callback, ms, ...args) {
  callable(callback);
  return new Timeout(callback, milliseconds(ms), true, args);
}
function setImmediate(callback, ...args) {
  callable(callback);
  return new Immediate(callback, args);
}
function clearTimeout(t) {
  if (t instanceof Timeout) t.close();
  else if ((typeof t === 'number' || typeof t === 'string') && byId.has(+t)) byId.get(+t).close();
}
function clearImmediate(t) {
  if (t instanceof Immediate) t.close();
}

const settled = Promise.resolve();
const then = Promise.prototype.then;
function queueMicrotask(callback) {
  callable(callback);
  then.call(settled, () => {
    try { callback(); } catch (e) { native.fail(e); }
  });
}

const aborted = (signal) => {
  const e = coded(Error, 'ABORT_ERR', 'The operation was aborted');
  e.name = 'AbortError';
  e.cause = signal.reason;
  return e;
};
const promised = (start, clear) => (value, { signal, ref = true } = {}) => new Promise((resolve, reject) => {
  if (signal && signal.aborted) return reject(aborted(signal));
  const stop = () => { clear(t); reject(aborted(signal)); };
  const t = start(() => {
    if (signal) signal.removeEventListener('abort', stop);
    resolve(value);
  });
  if (!ref) t.unref();
  if (signal) signal.addEventListener('abort', stop, { once: true });
});
const later = (ms, value, options) => promised((f) => setTimeout(f, ms), clearTimeout)(value, options);
const soon = promised(setImmediate, clearImmediate);
Object.defineProperty(setTimeout, custom, { value: later });
Object.defineProperty(setImmediate, custom, { value: soon });

module.exports = {
  setTimeout, clearTimeout, setInterval, clearInterval: clearTimeout, setImmediate, clearImmediate, queueMicrotask,
  active() {}, enroll() {}, unenroll() {},
  promises: {
    setTimeout: later,
    setImmediate: soon,
    scheduler: { wait: (ms, options) => later(ms, undefined, options), yield: () => soon() },
    setInterval(ms, value) {
      require('internal/polyfill').asyncIterator();
      return {
        [Symbol.asyncIterator]() { return this; },
        next: () => later(ms).then(() => ({ value, done: false })),
        return: () => Promise.resolve({ value: undefined, done: true }),
      };
    },
  },
};
