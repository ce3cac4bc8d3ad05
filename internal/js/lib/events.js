'use strict';
const { argType, coded, outOfRange } = require('internal/errors');

let defaultMaxListeners = 10;
const errorMonitor = Symbol('events.errorMonitor');
const captureRejectionSymbol = Symbol.for('nodejs.rejection');

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}
EventEmitter.init = function () {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
};
EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

const check = (f) => { if (typeof f !== 'function') throw argType('listener', 'of type function', f); };

function add(emitter, event, listener, first) {
  check(listener);
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    emitter.emit('newListener', event, listener.listener || listener);
    events = emitter._events;
  }
  const known = events[event];
  if (known === undefined) {
    events[event] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  const list = typeof known === 'function' ? (events[event] = first ? [listener, known] : [known, listener]) : known;
  if (list === known) {
    if (first) list.unshift(listener); else list.push(listener);
  }
  const max = emitter.getMaxListeners();
  if (max > 0 && list.length > max && !list.warned) {
    list.warned = true;
    const w = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(event)} listeners added. Use emitter.setMaxListeners() to increase limit`);
    w.name = 'MaxListenersExceededWarning';
    process.emitWarning(w);
  }
  return emitter;
}

function onceWrapper(emitter, event, listener) {
  check(listener);
  let fired = false;
  const wrapper = function (...args) {
    if (fired) return undefined;
    emitter.removeListener(event, wrapper);
    fired = true;
    return listener.apply(emitter, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

const methods = {
  setMaxListeners(n) {
    if (typeof n !== 'number' || n < 0 || Number.isNaN(n)) throw outOfRange('n', 'a non-negative number', n);
    this._maxListeners = n;
    return this;
  },
  getMaxListeners() { return this._maxListeners === undefined ? defaultMaxListeners : this._maxListeners; },
  emit(event, ...args) {
    const events = this._events;
    if (event === 'error') {
      if (events !== undefined && events[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
      if (events === undefined || events.error === undefined) {
        const e = args[0];
        if (e instanceof Error) throw e;
        const wrapped = coded(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${typeof e === 'string' ? `'${e}'` : require('internal/inspect').inspect(e)})`);
        wrapped.context = e;
        throw wrapped;
      }
    }
    const handler = events === undefined ? undefined : events[event];
    if (handler === undefined) return false;
    if (typeof handler === 'function') Reflect.apply(handler, this, args);
    else for (const f of handler.slice()) Reflect.apply(f, this, args);
    return true;
  },
  addListener(event, listener) { return add(this, event, listener, false); },
  prependListener(event, listener) { return add(this, event, listener, true); },
  once(event, listener) { return this.on(event, onceWrapper(this, event, listener)); },
  prependOnceListener(event, listener) { return this.prependListener(event, onceWrapper(this, event, listener)); },
  removeListener(event, listener) {
    check(listener);
    const events = this._events;
    const list = events && events[event];
    if (list === undefined) return this;
    let removed;
    if (list === listener || list.listener === listener) {
      delete events[event];
      this._eventsCount--;
      removed = list.listener || listener;
    } else if (typeof list !== 'function') {
      let at = -1;
      for (let i = list.length - 1; i >= 0; i--) if (list[i] === listener || list[i].listener === listener) { at = i; break; }
      if (at < 0) return this;
      removed = list[at].listener || listener;
      list.splice(at, 1);
      if (list.length === 1) events[event] = list[0];
    } else {
      return this;
    }
    if (events.removeListener !== undefined) this.emit('removeListener', event, removed);
    return this;
  },
  removeAllListeners(event) {
    const events = this._events;
    if (events === undefined) return this;
    if (events.removeListener === undefined) {
      if (arguments.length === 0) {
        this._events = Object.create(null);
        this._eventsCount = 0;
      } else if (events[event] !== undefined) {
        delete events[event];
        this._eventsCount--;
      }
      return this;
    }
    if (arguments.length === 0) {
      for (const k of Reflect.ownKeys(events)) if (k !== 'removeListener') this.removeAllListeners(k);
      this.removeAllListeners('removeListener');
      return this;
    }
    const list = events[event];
    if (typeof list === 'function') this.removeListener(event, list);
    else if (list !== undefined) for (let i = list.length - 1; i >= 0; i--) this.removeListener(event, list[i]);
    return this;
  },
  listeners(event) { return this.rawListeners(event).map((f) => f.listener || f); },
  rawListeners(event) {
    const list = this._events && this._events[event];
    if (list === undefined) return [];
    return typeof list === 'function' ? [list] : list.slice();
  },
  listenerCount(event, listener) {
    const list = this.rawListeners(event);
    return listener ? list.filter((f) => f === listener || f.listener === listener).length : list.length;
  },
  eventNames() { return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : []; },
};
for (const name of Object.keys(methods)) EventEmitter.prototype[name] = methods[name];
EventEmitter.prototype.on = EventEmitter.prototype.addListener;
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

const abortError = (signal) => Object.assign(coded(Error, 'ABORT_ERR', 'The operation was aborted'), { name: 'AbortError', cause: signal.reason });
const isTarget = (e) => typeof e.on !== 'function' && typeof e.addEventListener === 'function';
const listen = (e, event, f) => (isTarget(e) ? e.addEventListener(event, f) : e.on(event, f));
const unlisten = (e, event, f) => (isTarget(e) ? e.removeEventListener(event, f) : e.removeListener(event, f));

// once waits for an event.
function once(emitter, event, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal && signal.aborted) return reject(abortError(signal));
    const done = (f) => (...args) => {
      unlisten(emitter, event, arrived);
      if (event !== 'error') unlisten(emitter, 'error', failed);
      if (signal) signal.removeEventListener('abort', aborted);
      f(...args);
    };
    const arrived = done((...args) => resolve(args));
    const failed = done(reject);
    const aborted = done(() => reject(abortError(signal)));
    listen(emitter, event, arrived);
    if (event !== 'error' && !isTarget(emitter)) emitter.on('error', failed);
    if (signal) signal.addEventListener('abort', aborted, { once: true });
  });
}

// on iterates over events.
function on(emitter, event, { signal } = {}) {
  require('internal/polyfill').asyncIterator();
  const ready = [];
  const waiting = [];
  let failure;
  let finished = false;
  const arrived = (...args) => (waiting.length ? waiting.shift()[0]({ value: args, done: false }) : ready.push(args));
  const failed = (e) => { failure = e; if (waiting.length) waiting.shift()[1](e); };
  const end = () => {
    finished = true;
    unlisten(emitter, event, arrived);
    if (event !== 'error') unlisten(emitter, 'error', failed);
    for (const [resolve] of waiting.splice(0)) resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  };
  listen(emitter, event, arrived);
  if (event !== 'error') listen(emitter, 'error', failed);
  if (signal) signal.addEventListener('abort', () => failed(abortError(signal)), { once: true });
  return {
    next() {
      if (ready.length) return Promise.resolve({ value: ready.shift(), done: false });
      if (failure) { const e = failure; failure = undefined; end(); return Promise.reject(e); }
      if (finished) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push([resolve, reject]));
    },
    return: end,
    throw(e) { failed(e); return end(); },
    [Symbol.asyncIterator]() { return this; },
  };
}

class EventEmitterAsyncResource extends EventEmitter {}

module.exports = Object.assign(EventEmitter, {
  EventEmitter, once, on, errorMonitor, captureRejectionSymbol, captureRejections: false, EventEmitterAsyncResource,
  listenerCount: (emitter, event) => emitter.listenerCount(event),
  getEventListeners: (emitter, event) => (typeof emitter.listeners === 'function' ? emitter.listeners(event) : []),
  getMaxListeners: (emitter) => (typeof emitter.getMaxListeners === 'function' ? emitter.getMaxListeners() : defaultMaxListeners),
  setMaxListeners(n = defaultMaxListeners, ...targets) {
    if (targets.length === 0) defaultMaxListeners = n;
    for (const t of targets) if (typeof t.setMaxListeners === 'function') t.setMaxListeners(n);
  },
});
Object.defineProperty(EventEmitter, 'defaultMaxListeners', { enumerable: true, get: () => defaultMaxListeners, set: (n) => { defaultMaxListeners = n; } });
