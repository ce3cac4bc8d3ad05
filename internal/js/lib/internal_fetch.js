'use strict';
// fetch and what belongs to it. Bodies are read as a whole.

const { coded } = require('internal/errors');
const { bytesOf } = require('internal/encoding');

const normalName = (name) => {
  name = `${name}`;
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) throw new TypeError(`Headers: ${name} is an invalid header name.`);
  return name.toLowerCase();
};
const normalValue = (v) => `${v}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');

class Headers {
  #map = new Map();
  constructor(init) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object') throw new TypeError('Headers: the argument must be an object, an array of pairs or Headers');
    const pairs = init instanceof Headers || typeof init[Symbol.iterator] === 'function' ? init : Object.keys(init).map((k) => [k, init[k]]);
    for (const pair of pairs) {
      const [k, v] = pair;
      this.append(k, v);
    }
  }
  append(name, v) { const k = normalName(name); const list = this.#map.get(k); if (list) list.push(normalValue(v)); else this.#map.set(k, [normalValue(v)]); }
  delete(name) { this.#map.delete(normalName(name)); }
  get(name) { const list = this.#map.get(normalName(name)); return list ? list.join(', ') : null; }
  getSetCookie() { return (this.#map.get('set-cookie') || []).slice(); }
  has(name) { return this.#map.has(normalName(name)); }
  set(name, v) { this.#map.set(normalName(name), [normalValue(v)]); }
  forEach(f, self) { for (const [k, v] of this) f.call(self, v, k, this); }
  * entries() {
    for (const k of [...this.#map.keys()].sort()) {
      if (k === 'set-cookie') for (const v of this.#map.get(k)) yield [k, v];
      else yield [k, this.#map.get(k).join(', ')];
    }
  }
  * keys() { for (const [k] of this.entries()) yield k; }
  * values() { for (const [, v] of this.entries()) yield v; }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) { return `Headers ${inspect(Object.fromEntries(this.entries()), options)}`; }
}
Object.defineProperty(Headers.prototype, Symbol.iterator, { value: Headers.prototype.entries, writable: true, configurable: true });
Object.defineProperty(Headers.prototype, Symbol.toStringTag, { value: 'Headers', configurable: true });

class Blob {
  #bytes;
  #type;
  constructor(parts = [], { type = '' } = {}) {
    this.#bytes = Buffer.concat([...parts].map((p) => (p instanceof Blob ? blobBytes(p) : ArrayBuffer.isView(p) || p instanceof ArrayBuffer ? bytesOf(p) : Buffer.from(`${p}`))));
    this.#type = `${type}`.toLowerCase();
  }
  static bytes(b) { return b.#bytes; }
  get size() { return this.#bytes.length; }
  get type() { return this.#type; }
  async text() { return this.#bytes.toString(); }
  async arrayBuffer() { return exact(this.#bytes); }
  async bytes() { return new Uint8Array(exact(this.#bytes)); }
  slice(start, end, type) { return new Blob([this.#bytes.subarray(start, end)], { type }); }
  stream() { return new ReadableStream(this.#bytes); }
}
const blobBytes = Blob.bytes;
delete Blob.bytes;
Object.defineProperty(Blob.prototype, Symbol.toStringTag, { value: 'Blob', configurable: true });

class File extends Blob {
  constructor(parts, name, options = {}) {
    super(parts, options);
    this.name = `${name}`;
    this.lastModified = options.lastModified === undefined ? Date.now() : +options.lastModified;
  }
}

const exact = (b) => b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);

class FormData {
  #list = [];
  #entry(name, v, filename) {
    if (v instanceof Blob) return [`${name}`, v instanceof File && filename === undefined ? v : new File([v], filename === undefined ? 'blob' : filename, { type: v.type })];
    return [`${name}`, `${v}`];
  }
  append(name, v, filename) { this.#list.push(this.#entry(name, v, filename)); }
  set(name, v, filename) {
    const i = this.#list.findIndex(([n]) => n === `${name}`);
    const e = this.#entry(name, v, filename);
    if (i < 0) { this.#list.push(e); return; }
    this.#list = this.#list.filter(([n], j) => n !== `${name}` || j === i);
    this.#list[i] = e;
  }
  delete(name) { this.#list = this.#list.filter(([n]) => n !== `${name}`); }
  get(name) { const e = this.#list.find(([n]) => n === `${name}`); return e ? e[1] : null; }
  getAll(name) { return this.#list.filter(([n]) => n === `${name}`).map(([, v]) => v); }
  has(name) { return this.#list.some(([n]) => n === `${name}`); }
  forEach(f, self) { for (const [n, v] of this.#list) f.call(self, v, n, this); }
  * entries() { yield* this.#list.map((e) => e.slice()); }
  * keys() { for (const [n] of this.#list) yield n; }
  * values() { for (const [, v] of this.#list) yield v; }
}
Object.defineProperty(FormData.prototype, Symbol.iterator, { value: FormData.prototype.entries, writable: true, configurable: true });
Object.defineProperty(FormData.prototype, Symbol.toStringTag, { value: 'FormData', configurable: true });

function multipart(form) {
  const boundary = `----formdata-${require('crypto').randomBytes(12).toString('hex')}`;
  const quoted = (s) => s.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
  const parts = [];
  for (const [name, v] of form) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
    if (typeof v !== 'string') head += `; filename="${quoted(v.name)}"\r\nContent-Type: ${v.type || 'application/octet-stream'}`;
    parts.push(Buffer.from(`${head}\r\n\r\n`), typeof v === 'string' ? Buffer.from(v) : blobBytes(v), Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return [Buffer.concat(parts), `multipart/form-data; boundary=${boundary}`];
}

// A stream of the web that has one chunk.
class ReadableStream {
  #bytes;
  #locked = false;
  constructor(source) {
    if (Buffer.isBuffer(source)) { this.#bytes = source; return; }
    const parts = [];
    if (source && typeof source.start === 'function') {
      source.start({ enqueue: (c) => parts.push(typeof c === 'string' ? Buffer.from(c) : bytesOf(c)), close() {}, error(e) { throw e; } });
    }
    this.#bytes = Buffer.concat(parts);
  }
  get locked() { return this.#locked; }
  getReader() {
    if (this.#locked) throw coded(TypeError, 'ERR_INVALID_STATE', 'Invalid state: ReadableStream is locked');
    this.#locked = true;
    return {
      read: async () => {
        if (!this.#bytes || !this.#bytes.length) return { value: undefined, done: true };
        const value = new Uint8Array(exact(this.#bytes));
        this.#bytes = null;
        return { value, done: false };
      },
      releaseLock: () => { this.#locked = false; },
      cancel: async () => { this.#bytes = null; },
      closed: Promise.resolve(),
    };
  }
  async cancel() { this.#bytes = null; }
  [Symbol.asyncIterator]() {
    const reader = this.getReader();
    return { next: () => reader.read(), return: async () => ({ value: undefined, done: true }), [Symbol.asyncIterator]() { return this; } };
  }
}

// bytesAndType returns what a body is sent as.
function bytesAndType(body) {
  if (body === null || body === undefined) return [null, null];
  if (typeof body === 'string') return [Buffer.from(body), 'text/plain;charset=UTF-8'];
  if (body instanceof URLSearchParams) return [Buffer.from(body.toString()), 'application/x-www-form-urlencoded;charset=UTF-8'];
  if (body instanceof FormData) return multipart(body);
  if (body instanceof Blob) return [blobBytes(body), body.type || null];
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return [Buffer.from(bytesOf(body)), null];
  if (typeof body === 'object' && typeof body.pipe === 'function') throw new TypeError('fetch: a stream cannot be the body of a request here: read it into a Buffer first');
  return [Buffer.from(`${body}`), 'text/plain;charset=UTF-8'];
}

class Body {
  #bytes;
  #used = false;
  #stream = null;
  constructor(bytes) { this.#bytes = bytes; }
  static of(b) { return b.#bytes; }
  get body() {
    if (this.#bytes === null) return null;
    if (!this.#stream) this.#stream = new ReadableStream(this.#bytes);
    return this.#stream;
  }
  get bodyUsed() { return this.#used; }
  async #take() {
    if (this.#used || (this.#stream && this.#stream.locked)) throw new TypeError('Body is unusable: Body has already been read');
    this.#used = this.#bytes !== null;
    return this.#bytes || Buffer.alloc(0);
  }
  async text() { return (await this.#take()).toString().replace(/^\ufeff/, ''); }
  async json() { return JSON.parse((await this.#take()).toString().replace(/^\ufeff/, '')); }
  async arrayBuffer() { return exact(await this.#take()); }
  async bytes() { return new Uint8Array(exact(await this.#take())); }
  async blob() { return new Blob([await this.#take()], { type: this.headers.get('content-type') || '' }); }
  async formData() {
    const type = this.headers.get('content-type') || '';
    if (!type.startsWith('application/x-www-form-urlencoded')) throw new TypeError('formData: only application/x-www-form-urlencoded can be read here');
    const form = new FormData();
    for (const [k, v] of new URLSearchParams((await this.#take()).toString())) form.append(k, v);
    return form;
  }
}
const bodyBytes = Body.of;
delete Body.of;

const usual = { delete: 'DELETE', get: 'GET', head: 'HEAD', options: 'OPTIONS', post: 'POST', put: 'PUT' };

class Request extends Body {
  constructor(input, init = {}) {
    const from = input instanceof Request ? input : null;
    let url;
    try { url = new URL(from ? from.url : `${input}`); } catch (e) { throw Object.assign(new TypeError(`Failed to parse URL from ${input}`), { cause: e }); }
    if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${url}`);
    const method = init.method === undefined ? (from ? from.method : 'GET') : usual[`${init.method}`.toLowerCase()] || `${init.method}`;
    if (init.body !== undefined && init.body !== null && (method === 'GET' || method === 'HEAD')) throw new TypeError('Request with GET/HEAD method cannot have body.');
    const [bytes, type] = init.body === undefined && from ? [bodyBytes(from), null] : bytesAndType(init.body);
    super(bytes);
    this.headers = new Headers(init.headers || (from && from.headers) || undefined);
    if (type && !this.headers.has('content-type')) this.headers.set('content-type', type);
    Object.assign(this, { method, url: url.href, redirect: init.redirect || (from && from.redirect) || 'follow', signal: init.signal || (from && from.signal) || new AbortController().signal, mode: 'cors', credentials: init.credentials || 'same-origin', cache: init.cache || 'default', referrer: 'about:client', referrerPolicy: '', integrity: '', keepalive: false, duplex: 'half', destination: '' });
  }
  clone() { return new Request(this); }
}
Object.defineProperty(Request.prototype, Symbol.toStringTag, { value: 'Request', configurable: true });

class Response extends Body {
  constructor(body = null, { status = 200, statusText = '', headers } = {}) {
    if (!(status >= 200 && status <= 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const [bytes, type] = bytesAndType(body);
    if (bytes !== null && [204, 205, 304].includes(status)) throw new TypeError(`Invalid response status code ${status}`);
    super(bytes);
    this.headers = new Headers(headers);
    if (type && !this.headers.has('content-type')) this.headers.set('content-type', type);
    Object.assign(this, { status, statusText: `${statusText}`, type: 'default', url: '', redirected: false });
  }
  get ok() { return this.status >= 200 && this.status < 300; }
  clone() {
    if (this.bodyUsed) throw new TypeError('Response.clone: Body has already been consumed.');
    const c = new Response(bodyBytes(this), this);
    return Object.assign(c, { url: this.url, redirected: this.redirected, type: this.type });
  }
  static error() { return Object.assign(new Response(), { type: 'error', status: 0 }); }
  static json(v, init = {}) {
    const r = new Response(JSON.stringify(v), init);
    if (!new Headers(init.headers).has('content-type')) r.headers.set('content-type', 'application/json');
    return r;
  }
  static redirect(url, status = 302) { return new Response(null, { status, headers: { location: new URL(url).href } }); }
}
Object.defineProperty(Response.prototype, Symbol.toStringTag, { value: 'Response', configurable: true });

function fetch(input, init) {
  return new Promise((resolve, reject) => {
    const request = new Request(input, init);
    const { signal } = request;
    if (signal.aborted) { reject(signal.reason); return; }
    const { protocol } = new URL(request.url);
    if (protocol === 'data:') { resolve(fromData(request.url)); return; }
    if (protocol !== 'http:' && protocol !== 'https:') { reject(failed(new Error(`unknown scheme ${protocol}`))); return; }
    const headers = [...request.headers];
    if (!request.headers.has('accept')) headers.push(['accept', '*/*']);
    if (!request.headers.has('user-agent')) headers.push(['user-agent', 'node']);
    let handle;
    const abort = () => { if (handle !== undefined) native.cancel(handle); reject(signal.reason); };
    handle = native.request({ method: request.method, url: request.url, headers, body: bodyBytes(request), redirect: request.redirect === 'follow' }, (error, result) => {
      signal.removeEventListener('abort', abort);
      if (error) { reject(failed(coded(Error, error.code, error.message))); return; }
      if (request.redirect === 'error' && result.status >= 300 && result.status < 400 && result.status !== 304) { reject(failed(new Error('unexpected redirect'))); return; }
      const empty = [204, 205, 304].includes(result.status) || request.method === 'HEAD';
      const response = new Response(empty ? null : Buffer.from(result.body), { status: Math.max(200, result.status), statusText: result.statusText, headers: result.headers });
      resolve(Object.assign(response, { url: result.url, redirected: result.redirected, type: 'basic' }));
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
const failed = (cause) => Object.assign(new TypeError('fetch failed'), { cause });

function fromData(url) {
  const m = /^data:([^,]*?)(;base64)?,(.*)$/s.exec(url);
  if (!m) throw failed(new Error('invalid data URL'));
  const bytes = m[2] ? Buffer.from(decodeURIComponent(m[3]), 'base64') : Buffer.from(decodeURIComponent(m[3]));
  return Object.assign(new Response(bytes, { headers: { 'content-type': m[1] || 'text/plain;charset=US-ASCII' } }), { url });
}

module.exports = { fetch, Headers, Request, Response, Blob, File, FormData, ReadableStream, streams: { ReadableStream } };
