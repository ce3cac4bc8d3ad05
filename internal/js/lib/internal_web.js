'use strict';
// Classes that Node shares with browsers: events, aborting, cloning.

const { argType, coded } = require('internal/errors');
const types = require('internal/types');

const codes = { IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25 };

class DOMException extends Error {
  #name;
  constructor(message = '', options = 'Error') {
    super(String(message));
    this.#name = options !== null && typeof options === 'object' ? String(options.name || 'Error') : String(options);
    if (options !== null && typeof options === 'object' && 'cause' in options) this.cause = options.cause;
    Object.defineProperty(this, 'stack', { value: this.stack.replace(/^Error/, this.#name), writable: true, configurable: true });
  }
  get name() { return this.#name; }
  get code() { return codes[this.#name] || 0; }
}
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, { value: 'DOMException', configurable: true });

const state = new WeakMap();

class Event {
  constructor(type, { bubbles = false, cancelable = false, composed = false } = {}) {
    state.set(this, { type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable, composed: !!composed, prevented: false, stopped: false, target: null, current: null, time: performance.now() });
  }
  get type() { return state.get(this).type; }
  get target() { return state.get(this).target; }
  get srcElement() { return state.get(this).target; }
  get currentTarget() { return state.get(this).current; }
  get bubbles() { return state.get(this).bubbles; }
  get cancelable() { return state.get(this).cancelable; }
  get composed() { return state.get(this).composed; }
  get defaultPrevented() { return state.get(this).prevented; }
  get returnValue() { return !state.get(this).prevented; }
  get timeStamp() { return state.get(this).time; }
  get isTrusted() { return false; }
  get eventPhase() { return state.get(this).current ? 2 : 0; }
  get cancelBubble() { return state.get(this).stopped; }
  composedPath() { const { current } = state.get(this); return current ? [current] : []; }
  preventDefault() { const s = state.get(this); if (s.cancelable) s.prevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { state.get(this).stopped = true; }
}
Object.defineProperty(Event.prototype, Symbol.toStringTag, { value: 'Event', configurable: true });

class CustomEvent extends Event {
  #detail;
  constructor(type, options = {}) { super(type, options); this.#detail = options.detail === undefined ? null : options.detail; }
  get detail() { return this.#detail; }
}

class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener, options) {
    if (!listener) return;
    if (typeof listener !== 'function' && typeof listener !== 'object') throw argType('listener', 'an instance of EventListener', listener);
    const { once = false, capture = typeof options === 'boolean' && options, signal } = options && typeof options === 'object' ? options : {};
    if (signal && signal.aborted) return;
    const list = this.#listeners.get(`${type}`) || [];
    if (list.some((l) => l.listener === listener && l.capture === !!capture)) return;
    list.push({ listener, once, capture: !!capture });
    this.#listeners.set(`${type}`, list);
    if (signal) signal.addEventListener('abort', () => this.removeEventListener(type, listener, options), { once: true });
  }
  removeEventListener(type, listener, options) {
    const capture = !!(typeof options === 'boolean' ? options : options && options.capture);
    const list = this.#listeners.get(`${type}`) || [];
    this.#listeners.set(`${type}`, list.filter((l) => l.listener !== listener || l.capture !== capture));
  }
  dispatchEvent(event) {
    if (!(event instanceof Event)) throw argType('event', 'an instance of Event', event);
    const s = state.get(event);
    if (s.current) throw coded(Error, 'ERR_EVENT_RECURSION', `The event "${event.type}" is already being dispatched`);
    s.target = s.current = this;
    for (const l of (this.#listeners.get(event.type) || []).slice()) {
      if (s.stopped) break;
      if (l.once) this.removeEventListener(event.type, l.listener, l.capture);
      try {
        if (typeof l.listener === 'function') l.listener.call(this, event);
        else if (typeof l.listener.handleEvent === 'function') l.listener.handleEvent(event);
      } catch (e) {
        process.nextTick(() => { throw e; });
      }
    }
    s.current = null;
    return !s.prevented;
  }
}
Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, { value: 'EventTarget', configurable: true });

// handler gives a class an attribute like onabort.
function handler(proto, name) {
  const held = new WeakMap();
  Object.defineProperty(proto, `on${name}`, {
    configurable: true, enumerable: true,
    get() { return (held.get(this) || {}).f || null; },
    set(f) {
      const old = held.get(this);
      if (old) this.removeEventListener(name, old.f);
      held.set(this, { f });
      if (typeof f === 'function') this.addEventListener(name, f);
    },
  });
}

class MessageEvent extends Event {
  #data;
  constructor(type, options = {}) { super(type, options); this.#data = options.data; }
  get data() { return this.#data; }
}

// A pair of ports in one thread.
class MessagePort extends EventTarget {
  #other = null;
  static join(a, b) { a.#other = b; b.#other = a; }
  postMessage(v) {
    const data = clone(v, new Map());
    const to = this.#other;
    if (to) setImmediate(() => { to.dispatchEvent(new MessageEvent('message', { data })); }).unref();
  }
  on(event, f) { this.addEventListener(event, (e) => f(e.data)); return this; }
  once(event, f) { this.addEventListener(event, (e) => f(e.data), { once: true }); return this; }
  start() {}
  close() { this.#other = null; }
  ref() {}
  unref() {}
}
const { join } = MessagePort;
delete MessagePort.join;
handler(MessagePort.prototype, 'message');
class MessageChannel {
  constructor() {
    this.port1 = new MessagePort();
    this.port2 = new MessagePort();
    join(this.port1, this.port2);
  }
}

const making = Symbol('making a signal');
const aborts = new WeakMap();

class AbortSignal extends EventTarget {
  #reason;
  #aborted = false;
  constructor(key) {
    super();
    if (key !== making) throw coded(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    aborts.set(this, (reason) => {
      if (this.#aborted) return;
      this.#aborted = true;
      this.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
      this.dispatchEvent(new Event('abort'));
    });
  }
  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }
  throwIfAborted() { if (this.#aborted) throw this.#reason; }
  static abort(reason) { const s = new AbortSignal(making); aborts.get(s)(reason); return s; }
  static timeout(ms) {
    const s = new AbortSignal(making);
    setTimeout(() => aborts.get(s)(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms).unref();
    return s;
  }
  static any(signals) {
    const s = new AbortSignal(making);
    for (const other of signals) {
      if (other.aborted) { aborts.get(s)(other.reason); break; }
      other.addEventListener('abort', () => aborts.get(s)(other.reason), { once: true });
    }
    return s;
  }
}
handler(AbortSignal.prototype, 'abort');
Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, { value: 'AbortSignal', configurable: true });

class AbortController {
  #signal = new AbortSignal(making);
  get signal() { return this.#signal; }
  abort(reason) { aborts.get(this.#signal)(reason); }
}
Object.defineProperty(AbortController.prototype, Symbol.toStringTag, { value: 'AbortController', configurable: true });

function clone(v, seen) {
  if (typeof v === 'function' || typeof v === 'symbol') throw new DOMException(`${typeof v === 'symbol' ? v.toString() : v} could not be cloned.`, 'DataCloneError');
  if (v === null || typeof v !== 'object') return v;
  if (seen.has(v)) return seen.get(v);
  const keep = (c) => { seen.set(v, c); return c; };
  if (types.isBoxedPrimitive(v)) return keep(Object(v.valueOf()));
  if (types.isDate(v)) return keep(new Date(v.getTime()));
  if (types.isRegExp(v)) return keep(new RegExp(v.source, v.flags));
  if (types.isArrayBuffer(v)) return keep(v.slice(0));
  if (ArrayBuffer.isView(v)) {
    const buffer = clone(v.buffer, seen);
    const Type = types.isDataView(v) ? DataView : globalThis[Object.prototype.toString.call(v).slice(8, -1)] || Uint8Array;
    return keep(new Type(buffer, v.byteOffset, v.length === undefined ? v.byteLength : v.length));
  }
  if (types.isMap(v)) {
    const c = keep(new Map());
    for (const [k, w] of [...v]) c.set(clone(k, seen), clone(w, seen));
    return c;
  }
  if (types.isSet(v)) {
    const c = keep(new Set());
    for (const w of [...v]) c.add(clone(w, seen));
    return c;
  }
  if (types.isNativeError(v)) {
    const Type = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }[v.name] || Error;
    const c = keep(Object.create(Type.prototype));
    for (const k of ['stack', 'message', 'cause']) {
      if (Object.prototype.hasOwnProperty.call(v, k)) Object.defineProperty(c, k, { value: clone(v[k], seen), writable: true, configurable: true });
    }
    return c;
  }
  if (types.isPromise(v) || types.isWeakMap(v) || types.isWeakSet(v)) throw new DOMException(`${Object.prototype.toString.call(v)} could not be cloned.`, 'DataCloneError');
  const c = keep(Array.isArray(v) ? new Array(v.length) : {});
  for (const k of Object.keys(v)) c[k] = clone(v[k], seen);
  return c;
}

function structuredClone(v) {
  if (arguments.length === 0) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The "value" argument must be specified');
  return clone(v, new Map());
}

module.exports = { DOMException, Event, CustomEvent, MessageEvent, MessagePort, MessageChannel, EventTarget, AbortSignal, AbortController, structuredClone };
