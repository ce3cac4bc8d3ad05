'use strict';
// Streams with the behaviour that packages rely on. Data is passed on as soon
// as it is wanted; the water marks only decide what write and push return.

const EventEmitter = require('events');
const { argType, coded } = require('internal/errors');

const inherit = (c, parent) => {
  Object.setPrototypeOf(c.prototype, parent.prototype);
  Object.setPrototypeOf(c, parent);
};
const soon = (f, ...args) => process.nextTick(f, ...args);
const premature = () => coded(Error, 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close');
const abortError = (signal) => Object.assign(coded(Error, 'ABORT_ERR', 'The operation was aborted'), { name: 'AbortError', cause: signal && signal.reason });

function Stream(options) {
  EventEmitter.call(this, options);
}
inherit(Stream, EventEmitter);

// pipe of the oldest kind of streams, which only emit events.
Stream.prototype.pipe = function (to, options) {
  const onData = (chunk) => { if (to.writable && to.write(chunk) === false && this.pause) this.pause(); };
  const onDrain = () => { if (this.readable && this.resume) this.resume(); };
  this.on('data', onData);
  to.on('drain', onDrain);
  if (!to._isStdio && (!options || options.end !== false)) {
    this.on('end', () => to.end());
    this.on('close', () => { if (typeof to.destroy === 'function') to.destroy(); });
  }
  to.emit('pipe', this);
  return to;
};

// destroying is shared by both kinds.
function destroy(error, done) {
  const r = this._readableState;
  const w = this._writableState;
  if ((r && r.destroyed) || (w && w.destroyed)) {
    if (typeof done === 'function') done();
    return this;
  }
  if (r) r.destroyed = true;
  if (w) w.destroyed = true;
  this._destroy(error || null, (e) => {
    for (const s of [r, w]) {
      if (!s) continue;
      s.closed = true;
      if (e) s.errored = e;
    }
    if (typeof done === 'function') done(e);
    soon(() => {
      if (e && !(r && r.errorEmitted) && !(w && w.errorEmitted)) {
        for (const s of [r, w]) if (s) s.errorEmitted = true;
        this.emit('error', e);
      }
      for (const s of [r, w]) if (s) s.closeEmitted = true;
      if ((r || w).emitClose) this.emit('close');
    });
  });
  return this;
}

function fail(stream, e) {
  if ((stream._readableState || stream._writableState).autoDestroy) stream.destroy(e);
  else soon(() => stream.emit('error', e));
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const o = options || {};
  const objectMode = !!(o.objectMode || o.readableObjectMode);
  this._readableState = {
    objectMode, highWaterMark: o.readableHighWaterMark || o.highWaterMark || (objectMode ? 16 : 65536), buffer: [], length: 0, flowing: null, ended: false, endEmitted: false, reading: false,
    sync: true, needReadable: false, readableListening: false, destroyed: false, closed: false, closeEmitted: false, errored: null, errorEmitted: false, emitClose: o.emitClose !== false, autoDestroy: o.autoDestroy !== false,
    pipes: [], decoder: null, encoding: null, resumeScheduled: false, constructed: true,
  };
  this.readable = true;
  if (typeof o.read === 'function') this._read = o.read;
  if (typeof o.destroy === 'function') this._destroy = o.destroy;
  Stream.call(this, o);
  if (o.encoding) this.setEncoding(o.encoding);
  if (o.signal) addAbortSignal(o.signal, this);
  if (typeof o.construct === 'function') soon(() => o.construct.call(this, (e) => { if (e) fail(this, e); }));
}
inherit(Readable, Stream);

Readable.prototype._read = function () { fail(this, coded(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _read() method is not implemented')); };
Readable.prototype._destroy = function (e, done) { done(e); };
Readable.prototype.destroy = destroy;
Readable.prototype[Symbol.for('nodejs.rejection')] = function (e) { this.destroy(e); };

function toChunk(state, chunk, encoding) {
  if (state.objectMode || chunk === null || chunk === undefined) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  if (chunk instanceof Uint8Array) return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw argType('chunk', 'of type string or an instance of Buffer or Uint8Array', chunk);
}

Readable.prototype.push = function (chunk, encoding) { return add(this, chunk, encoding, false); };
Readable.prototype.unshift = function (chunk, encoding) { return add(this, chunk, encoding, true); };

function add(stream, chunk, encoding, front) {
  const s = stream._readableState;
  s.reading = false;
  if (chunk === null || chunk === undefined) {
    if (s.ended) return false;
    s.ended = true;
    if (s.decoder) {
      const rest = s.decoder.end();
      if (rest) { s.buffer.push(rest); s.length += s.objectMode ? 1 : rest.length; }
    }
    wake(stream);
    return false;
  }
  if (s.destroyed) return false;
  if (s.ended && !front) {
    fail(stream, coded(Error, 'ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF'));
    return false;
  }
  if (front && s.endEmitted) {
    fail(stream, coded(Error, 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event'));
    return false;
  }
  try { chunk = toChunk(s, chunk, encoding); } catch (e) { fail(stream, e); return false; }
  if (s.decoder && !s.objectMode) chunk = s.decoder.write(chunk);
  if (s.objectMode || chunk.length > 0) {
    if (front) s.buffer.unshift(chunk); else s.buffer.push(chunk);
    s.length += s.objectMode ? 1 : chunk.length;
    wake(stream);
  } else if (!s.ended) {
    wake(stream);
  }
  return !s.ended && s.length < s.highWaterMark;
}

// wake goes on with what is wanted of the stream, a little later.
function wake(stream) {
  const s = stream._readableState;
  if (s.waking) return;
  s.waking = true;
  soon(() => { s.waking = false; flow(stream); });
}

function flow(stream) {
  const s = stream._readableState;
  if (s.readableListening && (s.length > 0 || s.ended) && !s.endEmitted && !s.destroyed) stream.emit('readable');
  while (s.flowing && s.buffer.length > 0 && !s.destroyed) stream.emit('data', take(s));
  if (s.destroyed) return;
  if (s.ended) {
    if (s.length === 0 && (s.flowing || s.readableListening)) end(stream);
    return;
  }
  if ((s.flowing || s.readableListening) && s.length < s.highWaterMark) want(stream);
}

function want(stream) {
  const s = stream._readableState;
  if (s.reading || s.ended || s.destroyed) return;
  s.reading = true;
  try { stream._read(s.highWaterMark); } catch (e) { fail(stream, e); }
}

function take(s) {
  const chunk = s.buffer.shift();
  s.length -= s.objectMode ? 1 : chunk.length;
  return chunk;
}

function end(stream) {
  const s = stream._readableState;
  if (s.endEmitted || s.ending) return;
  s.ending = true;
  soon(() => {
    if (s.endEmitted || s.destroyed || s.length > 0) { s.ending = false; return; }
    s.endEmitted = true;
    stream.readable = false;
    stream.emit('end');
    const w = stream._writableState;
    if (w && stream.allowHalfOpen === false) stream.end();
    else if (s.autoDestroy && (!w || (w.autoDestroy && w.finished))) stream.destroy();
  });
}

Readable.prototype.read = function (n) {
  const s = this._readableState;
  if (n === undefined || Number.isNaN(n)) n = s.objectMode ? 1 : s.flowing && s.buffer.length ? s.buffer[0].length : s.length;
  if (n === 0) { if (!s.ended) want(this); return null; }
  let out = null;
  if (s.length > 0) {
    if (s.objectMode) out = take(s);
    else if (n >= s.length && (s.ended || n === s.length)) {
      out = s.buffer.length === 1 ? s.buffer[0] : s.decoder ? s.buffer.join('') : Buffer.concat(s.buffer);
      s.buffer = [];
      s.length = 0;
    } else if (n < s.length) {
      const all = s.decoder ? s.buffer.join('') : Buffer.concat(s.buffer);
      out = all.slice(0, n);
      s.buffer = [all.slice(n)];
      s.length -= n;
    }
  }
  if (!s.ended && s.length < s.highWaterMark) want(this);
  if (s.ended && s.length === 0) end(this);
  if (out !== null) this.emit('data', out);
  return out;
};

Readable.prototype.on = function (event, listener) {
  Stream.prototype.on.call(this, event, listener);
  const s = this._readableState;
  if (event === 'data') {
    if (s.flowing !== false && !s.readableListening) this.resume();
  } else if (event === 'readable' && !s.readableListening) {
    s.readableListening = true;
    s.flowing = false;
    wake(this);
  }
  return this;
};
Readable.prototype.addListener = Readable.prototype.on;
Readable.prototype.removeListener = function (event, listener) {
  Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') unlistened(this);
  return this;
};
Readable.prototype.off = Readable.prototype.removeListener;
Readable.prototype.removeAllListeners = function (event) {
  Stream.prototype.removeAllListeners.apply(this, arguments);
  if (event === 'readable' || event === undefined) unlistened(this);
  return this;
};
function unlistened(stream) {
  const s = stream._readableState;
  s.readableListening = stream.listenerCount('readable') > 0;
  if (!s.readableListening && stream.listenerCount('data') > 0) stream.resume();
}

Readable.prototype.resume = function () {
  const s = this._readableState;
  if (!s.flowing) {
    s.flowing = !s.readableListening;
    soon(() => { this.emit('resume'); });
    wake(this);
  }
  return this;
};
Readable.prototype.pause = function () {
  if (this._readableState.flowing !== false) {
    this._readableState.flowing = false;
    this.emit('pause');
  }
  return this;
};
Readable.prototype.isPaused = function () { return this._readableState.flowing === false; };
Readable.prototype.setEncoding = function (encoding) {
  const { StringDecoder } = require('string_decoder');
  const s = this._readableState;
  s.decoder = new StringDecoder(encoding);
  s.encoding = s.decoder.encoding;
  const text = s.buffer.map((b) => s.decoder.write(b)).join('');
  s.buffer = text ? [text] : [];
  s.length = text.length;
  return this;
};

Readable.prototype.pipe = function (to, options) {
  const s = this._readableState;
  const onData = (chunk) => { if (to.write(chunk) === false) this.pause(); };
  const onDrain = () => { if (s.pipes.includes(to)) this.resume(); };
  const onEnd = () => { if (to !== process.stdout && to !== process.stderr && (!options || options.end !== false)) to.end(); };
  const onUnpipe = (from) => { if (from === this) cleanup(); };
  const cleanup = () => {
    this.removeListener('data', onData);
    this.removeListener('end', onEnd);
    to.removeListener('drain', onDrain);
    to.removeListener('unpipe', onUnpipe);
    to.removeListener('close', onClose);
    to.removeListener('finish', onClose);
  };
  const onClose = () => this.unpipe(to);
  s.pipes.push(to);
  this.on('data', onData);
  if (s.endEmitted) soon(onEnd); else this.once('end', onEnd);
  to.on('drain', onDrain);
  to.on('unpipe', onUnpipe);
  to.once('close', onClose);
  to.once('finish', onClose);
  to.emit('pipe', this);
  if (!s.flowing) this.resume();
  return to;
};
Readable.prototype.unpipe = function (to) {
  const s = this._readableState;
  const gone = to === undefined ? s.pipes : s.pipes.filter((p) => p === to);
  if (gone.length === 0) return this;
  s.pipes = s.pipes.filter((p) => !gone.includes(p));
  for (const p of gone) p.emit('unpipe', this, { hasUnpiped: false });
  if (s.pipes.length === 0) this.pause();
  return this;
};
Readable.prototype.wrap = function (old) {
  old.on('data', (chunk) => { if (!this.push(chunk) && old.pause) old.pause(); });
  old.on('end', () => this.push(null));
  old.on('error', (e) => fail(this, e));
  old.on('close', () => this.destroy());
  this._read = () => { if (old.resume) old.resume(); };
  return this;
};

// iterate reads a stream chunk by chunk.
function iterate(stream, { destroyOnReturn = true } = {}) {
  let wakeUp = null;
  let failure;
  let over = false;
  const tell = () => { if (wakeUp) { const f = wakeUp; wakeUp = null; f(); } };
  stream.on('readable', tell);
  finished(stream, { writable: false }, (e) => { failure = e; over = true; tell(); });
  const next = async () => {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) return { value: chunk, done: false };
      if (failure) throw failure;
      if (over) return { value: undefined, done: true };
      await new Promise((resolve) => { wakeUp = resolve; });
    }
  };
  const stop = async (value) => {
    stream.removeListener('readable', tell);
    if (destroyOnReturn) stream.destroy();
    return { value, done: true };
  };
  return { next, return: stop, throw: async (e) => { await stop(); throw e; } };
}
require('internal/polyfill').asyncIterator();
Readable.prototype[Symbol.asyncIterator] = function () {
  return Object.assign(iterate(this), { [Symbol.asyncIterator]() { return this; } });
};
Readable.prototype.iterator = function (options) {
  return Object.assign(iterate(this, options), { [Symbol.asyncIterator]() { return this; } });
};
Readable.prototype.toArray = async function () {
  const out = [];
  const it = iterate(this);
  for (let r = await it.next(); !r.done; r = await it.next()) out.push(r.value);
  return out;
};
Readable.prototype.forEach = async function (f) { for (const v of await this.toArray()) await f(v); };
Readable.prototype.map = function (f) {
  const it = iterate(this);
  return Readable.from({ next: async () => { const r = await it.next(); return r.done ? r : { value: await f(r.value), done: false }; }, [Symbol.asyncIterator]() { return this; } });
};
Readable.prototype.filter = function (f) {
  const it = iterate(this);
  return Readable.from({
    async next() {
      for (;;) {
        const r = await it.next();
        if (r.done || await f(r.value)) return r;
      }
    },
    [Symbol.asyncIterator]() { return this; },
  });
};

Readable.from = function (source, options) {
  if (typeof source === 'string' || Buffer.isBuffer(source)) {
    return new Readable(Object.assign({ objectMode: true }, options, { read() { this.push(source); this.push(null); } }));
  }
  const make = source && (source[Symbol.asyncIterator] || source[Symbol.iterator]);
  if (typeof make !== 'function') throw argType('iterable', 'an instance of Iterable', source);
  const it = make.call(source);
  let busy = false;
  return new Readable(Object.assign({ objectMode: true, highWaterMark: 1 }, options, {
    read() {
      if (busy) return;
      busy = true;
      (async () => {
        try {
          for (;;) {
            const { value, done } = await it.next();
            if (done) { this.push(null); return; }
            if (!this.push(await value)) { busy = false; return; }
          }
        } catch (e) { this.destroy(e); }
      })();
    },
    destroy(e, done) { if (typeof it.return === 'function') Promise.resolve(it.return()).then(() => done(e), (x) => done(e || x)); else done(e); },
  }));
};
Readable.fromWeb = (web) => Readable.from(web);
Readable.wrap = (old, options) => new Readable(Object.assign({ objectMode: true }, options)).wrap(old);

const define = (proto, props) => {
  for (const k of Object.keys(props)) Object.defineProperty(proto, k, Object.assign({ configurable: true, enumerable: false }, props[k]));
};
const destroyedProperty = {
  get() { return !!(this._readableState || this._writableState || {}).destroyed; },
  set(v) {
    if (this._readableState) this._readableState.destroyed = v;
    if (this._writableState) this._writableState.destroyed = v;
  },
};
const both = {
  destroyed: destroyedProperty,
  closed: { get() { return !!(this._readableState || this._writableState || {}).closed; } },
  errored: { get() { return (this._readableState || this._writableState || {}).errored || null; } },
};
const readableProps = {
  readableFlowing: { get() { return this._readableState.flowing; }, set(v) { this._readableState.flowing = v; } },
  readableLength: { get() { return this._readableState.length; } },
  readableHighWaterMark: { get() { return this._readableState.highWaterMark; } },
  readableObjectMode: { get() { return this._readableState.objectMode; } },
  readableEncoding: { get() { return this._readableState.encoding; } },
  readableEnded: { get() { return this._readableState.endEmitted; } },
  readableAborted: { get() { return this._readableState.destroyed && !this._readableState.endEmitted; } },
  readableDidRead: { get() { return this._readableState.flowing !== null; } },
};
define(Readable.prototype, Object.assign({}, both, readableProps));

function Writable(options) {
  if (!(this instanceof Writable) && !(this instanceof Duplex)) return new Writable(options);
  const o = options || {};
  const objectMode = !!(o.objectMode || o.writableObjectMode);
  this._writableState = {
    objectMode, highWaterMark: o.writableHighWaterMark || o.highWaterMark || (objectMode ? 16 : 16384), buffered: [], length: 0, writing: false, corked: 0, ending: false, ended: false, finished: false, finalCalled: false,
    needDrain: false, destroyed: false, closed: false, closeEmitted: false, errored: null, errorEmitted: false, emitClose: o.emitClose !== false, autoDestroy: o.autoDestroy !== false, decodeStrings: o.decodeStrings !== false, defaultEncoding: o.defaultEncoding || 'utf8',
    getBuffer() { return this.buffered; },
  };
  this.writable = true;
  for (const k of ['write', 'writev', 'final', 'destroy']) if (typeof o[k] === 'function') this[`_${k}`] = o[k];
  Stream.call(this, o);
  if (o.signal) addAbortSignal(o.signal, this);
}
inherit(Writable, Stream);
Object.defineProperty(Writable, Symbol.hasInstance, {
  value(o) { return Function.prototype[Symbol.hasInstance].call(this, o) || (this === Writable && !!o && o._writableState !== undefined && o instanceof Stream && Duplex.prototype.isPrototypeOf(o)); },
});

Writable.prototype._write = function (chunk, encoding, done) {
  if (this._writev) this._writev([{ chunk, encoding }], done);
  else throw coded(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _write() method is not implemented');
};
Writable.prototype._destroy = function (e, done) { done(e); };
Writable.prototype.destroy = function (e, done) {
  const w = this._writableState;
  if (!w.destroyed && w.buffered.length) {
    const lost = w.buffered;
    w.buffered = [];
    soon(() => { for (const b of lost) b.done(e || coded(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed')); });
  }
  return destroy.call(this, e, done);
};
Writable.prototype.pipe = function () { fail(this, coded(Error, 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable')); };
Writable.prototype.setDefaultEncoding = function (e) { this._writableState.defaultEncoding = e; return this; };
Writable.prototype.cork = function () { this._writableState.corked++; };
Writable.prototype.uncork = function () {
  const w = this._writableState;
  if (w.corked > 0 && --w.corked === 0) proceed(this);
};

Writable.prototype.write = function (chunk, encoding, done) {
  const w = this._writableState;
  if (typeof encoding === 'function') { done = encoding; encoding = undefined; }
  if (typeof done !== 'function') done = () => {};
  if (chunk === null) throw coded(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
  if (!w.objectMode) {
    if (typeof chunk === 'string') {
      encoding = encoding || w.defaultEncoding;
      if (w.decodeStrings) { chunk = Buffer.from(chunk, encoding); encoding = 'buffer'; }
    } else { chunk = toChunk(w, chunk); encoding = 'buffer'; }
  }
  let e;
  if (w.ending) e = coded(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
  else if (w.destroyed) e = coded(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
  if (e) {
    soon(done, e);
    if (!w.destroyed) fail(this, e);
    return false;
  }
  const size = w.objectMode ? 1 : chunk.length;
  w.length += size;
  w.buffered.push({ chunk, encoding: encoding || 'utf8', done, size });
  const more = w.length < w.highWaterMark;
  if (!more) w.needDrain = true;
  proceed(this);
  return more && !w.destroyed;
};

// proceed hands the next chunk on.
function proceed(stream) {
  const w = stream._writableState;
  if (w.writing || w.corked > 0 || w.destroyed) return;
  if (w.buffered.length === 0) {
    finishMaybe(stream);
    return;
  }
  const list = stream._writev && w.buffered.length > 1 ? w.buffered.splice(0) : [w.buffered.shift()];
  w.writing = true;
  let sync = true;
  let called = false;
  const written = (e) => {
    if (called) { fail(stream, coded(Error, 'ERR_MULTIPLE_CALLBACK', 'Callback called multiple times')); return; }
    called = true;
    w.writing = false;
    for (const b of list) w.length -= b.size;
    const after = () => {
      if (e) {
        for (const b of list) b.done(e);
        w.errored = e;
        fail(stream, e);
        return;
      }
      if (w.needDrain && w.length === 0 && !w.ending && !w.destroyed) { w.needDrain = false; stream.emit('drain'); }
      for (const b of list) b.done(null);
      finishMaybe(stream);
    };
    if (sync) soon(after); else after();
    if (!e) { if (sync) soon(proceed, stream); else proceed(stream); }
  };
  try {
    if (list.length > 1) stream._writev(list, written);
    else stream._write(list[0].chunk, list[0].encoding, written);
  } catch (e) {
    if (called) throw e;
    written(e);
  }
  sync = false;
}

Writable.prototype.end = function (chunk, encoding, done) {
  const w = this._writableState;
  if (typeof chunk === 'function') { done = chunk; chunk = undefined; }
  if (typeof encoding === 'function') { done = encoding; encoding = undefined; }
  if (chunk !== null && chunk !== undefined) this.write(chunk, encoding);
  if (w.corked) { w.corked = 1; this.uncork(); }
  if (typeof done === 'function') {
    if (w.finished) soon(done);
    else if (w.ending && chunk === undefined) soon(done, coded(Error, 'ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished'));
    else { this.once('finish', () => done()); this.once('error', done); }
  }
  if (!w.ending) {
    w.ending = w.ended = true;
    this.writable = false;
    proceed(this);
  }
  return this;
};

function finishMaybe(stream) {
  const w = stream._writableState;
  if (!w.ending || w.finished || w.writing || w.buffered.length > 0 || w.destroyed || w.errored || w.finalCalled) return;
  w.finalCalled = true;
  const done = (e) => {
    if (e) { fail(stream, e); return; }
    soon(() => {
      if (w.finished || w.destroyed) return;
      w.finished = true;
      stream.emit('finish');
      const r = stream._readableState;
      if (w.autoDestroy && (!r || (r.autoDestroy && r.endEmitted))) stream.destroy();
    });
  };
  if (typeof stream._final === 'function') {
    try { stream._final(done); } catch (e) { done(e); }
  } else {
    done();
  }
}

const writableProps = {
  writableLength: { get() { return this._writableState.length; } },
  writableHighWaterMark: { get() { return this._writableState.highWaterMark; } },
  writableObjectMode: { get() { return this._writableState.objectMode; } },
  writableEnded: { get() { return this._writableState.ending; } },
  writableFinished: { get() { return this._writableState.finished; } },
  writableCorked: { get() { return this._writableState.corked; } },
  writableNeedDrain: { get() { return this._writableState.needDrain; } },
  writableAborted: { get() { return this._writableState.destroyed && !this._writableState.finished; } },
};
define(Writable.prototype, Object.assign({}, both, writableProps));

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Readable.call(this, options);
  Writable.call(this, options && options.signal ? Object.assign({}, options, { signal: undefined }) : options);
  this.allowHalfOpen = !(options && options.allowHalfOpen === false);
  if (options && options.readable === false) { this.readable = false; this._readableState.ended = this._readableState.endEmitted = true; }
  if (options && options.writable === false) { this.writable = false; this._writableState.ending = this._writableState.finished = true; }
}
inherit(Duplex, Readable);
for (const k of ['write', 'end', 'cork', 'uncork', 'setDefaultEncoding', '_write']) Duplex.prototype[k] = Writable.prototype[k];
Duplex.prototype.destroy = Writable.prototype.destroy;
define(Duplex.prototype, writableProps);
Duplex.from = (source) => (source instanceof Duplex ? source : Readable.from(source));

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  Duplex.call(this, options);
  if (options && typeof options.transform === 'function') this._transform = options.transform;
  if (options && typeof options.flush === 'function') this._flush = options.flush;
  this._pending = null;
}
inherit(Transform, Duplex);
Transform.prototype._transform = function () { throw coded(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _transform() method is not implemented'); };
Transform.prototype._write = function (chunk, encoding, done) {
  const before = this._readableState.length;
  this._transform(chunk, encoding, (e, v) => {
    if (e) return done(e);
    if (v !== null && v !== undefined) this.push(v);
    const r = this._readableState;
    if (r.length < r.highWaterMark || r.length === before || r.ended) done(); else this._pending = done;
    return undefined;
  });
};
Transform.prototype._read = function () {
  if (this._pending) { const f = this._pending; this._pending = null; f(); }
};
Transform.prototype._final = function (done) {
  if (typeof this._flush !== 'function') { this.push(null); done(); return; }
  this._flush((e, v) => {
    if (e) return done(e);
    if (v !== null && v !== undefined) this.push(v);
    this.push(null);
    return done();
  });
};

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
inherit(PassThrough, Transform);
PassThrough.prototype._transform = function (chunk, encoding, done) { done(null, chunk); };

// finished calls back when a stream is at its end, or broken.
function finished(stream, options, done) {
  if (typeof options === 'function') { done = options; options = {}; }
  const o = options || {};
  const r = stream._readableState;
  const w = stream._writableState;
  let reading = o.readable !== false && (r ? !r.endEmitted && stream.readable !== false : stream.readable === true);
  let writing = o.writable !== false && (w ? !w.finished : stream.writable === true);
  let called = false;
  const call = (e) => {
    if (called) return;
    called = true;
    done.call(stream, e);
  };
  const onEnd = () => { reading = false; if (!writing) call(); };
  const onFinish = () => { writing = false; if (!reading) call(); };
  const onError = (e) => call(e);
  const onClose = () => {
    const failed = (r && r.errored) || (w && w.errored);
    if (failed) call(failed);
    else if ((reading && r && !r.endEmitted) || (writing && w && !w.finished)) call(premature());
    else call();
  };
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (o.error !== false) stream.on('error', onError);
  stream.on('close', onClose);
  if ((r || w || {}).closed) soon(onClose);
  else if (!reading && !writing && ((r && r.endEmitted) || (w && w.finished))) soon(call);
  if (o.signal) {
    const aborted = () => call(abortError(o.signal));
    if (o.signal.aborted) soon(aborted); else o.signal.addEventListener('abort', aborted, { once: true });
  }
  return () => {
    stream.removeListener('end', onEnd);
    stream.removeListener('finish', onFinish);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };
}

const isStream = (s) => s !== null && typeof s === 'object' && typeof s.on === 'function';

// pipeline connects streams and calls back when all are done.
function pipeline(...streams) {
  const done = typeof streams[streams.length - 1] === 'function' && !isStream(streams[streams.length - 1]) && streams.length > 1 && streams[streams.length - 1].length < 3 ? streams.pop() : () => {};
  if (Array.isArray(streams[0]) && streams.length === 1) streams = streams[0];
  let failure;
  const made = streams.reduce((list, s, i) => {
    const from = list[i - 1];
    if (typeof s === 'function') {
      const out = s(i === 0 ? undefined : from);
      if (out && typeof out.then === 'function') {
        const pass = new PassThrough({ objectMode: true });
        out.then((v) => { if (v !== undefined) pass.write(v); pass.end(); }, (e) => pass.destroy(e));
        pass.resume();
        list.push(pass);
      } else list.push(isStream(out) ? out : Readable.from(out));
    } else if (isStream(s)) {
      if (from && from.pipe) from.pipe(s);
      list.push(s);
    } else list.push(Readable.from(s));
    return list;
  }, []);
  let left = made.length;
  made.forEach((s, i) => {
    finished(s, { readable: i < made.length - 1, writable: i > 0 }, (e) => {
      if (e && !failure) {
        failure = e;
        for (const other of made) if (other !== s && typeof other.destroy === 'function') { other.on('error', () => {}); other.destroy(); }
      }
      if (--left === 0) done(failure);
    });
    s.on('error', () => {});
  });
  return made[made.length - 1];
}

function addAbortSignal(signal, stream) {
  const abort = () => stream.destroy(abortError(signal));
  if (signal.aborted) abort(); else signal.addEventListener('abort', abort, { once: true });
  return stream;
}

let highWaterMark = 65536;
Object.assign(Stream, {
  Stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished, addAbortSignal,
  isErrored: (s) => !!(s.errored), isReadable: (s) => !!s.readable && !s.destroyed, isDisturbed: (s) => !!(s._readableState && s._readableState.flowing !== null),
  getDefaultHighWaterMark: (objectMode) => (objectMode ? 16 : highWaterMark), setDefaultHighWaterMark(objectMode, n) { if (!objectMode) highWaterMark = n; },
  _uint8ArrayToBuffer: (v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength), _isUint8Array: (v) => v instanceof Uint8Array,
  promises: {
    pipeline: (...streams) => new Promise((resolve, reject) => {
      const last = streams[streams.length - 1];
      if (last && !isStream(last) && typeof last === 'object' && !last[Symbol.iterator]) streams.pop();
      pipeline(...streams, (e) => (e ? reject(e) : resolve()));
    }),
    finished: (s, o) => new Promise((resolve, reject) => { finished(s, o || {}, (e) => (e ? reject(e) : resolve())); }),
  },
});
const custom = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(pipeline, custom, { enumerable: false, get: () => Stream.promises.pipeline });
Object.defineProperty(finished, custom, { enumerable: false, get: () => Stream.promises.finished });
module.exports = Stream;
