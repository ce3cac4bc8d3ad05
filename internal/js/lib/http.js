'use strict';
// Clients of HTTP. The host makes the requests; there are no servers.

const { Readable, Writable } = require('stream');
const EventEmitter = require('events');
const { coded } = require('internal/errors');

const STATUS_CODES = { 100: 'Continue', 101: 'Switching Protocols', 102: 'Processing', 103: 'Early Hints', 200: 'OK', 201: 'Created', 202: 'Accepted', 203: 'Non-Authoritative Information', 204: 'No Content', 205: 'Reset Content', 206: 'Partial Content', 207: 'Multi-Status', 208: 'Already Reported', 226: 'IM Used', 300: 'Multiple Choices', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 305: 'Use Proxy', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized', 402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 407: 'Proxy Authentication Required', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 411: 'Length Required', 412: 'Precondition Failed', 413: 'Payload Too Large', 414: 'URI Too Long', 415: 'Unsupported Media Type', 416: 'Range Not Satisfiable', 417: 'Expectation Failed', 418: "I'm a Teapot", 421: 'Misdirected Request', 422: 'Unprocessable Entity', 423: 'Locked', 424: 'Failed Dependency', 425: 'Too Early', 426: 'Upgrade Required', 428: 'Precondition Required', 429: 'Too Many Requests', 431: 'Request Header Fields Too Large', 451: 'Unavailable For Legal Reasons', 500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout', 505: 'HTTP Version Not Supported', 506: 'Variant Also Negotiates', 507: 'Insufficient Storage', 508: 'Loop Detected', 509: 'Bandwidth Limit Exceeded', 510: 'Not Extended', 511: 'Network Authentication Required' };
const METHODS = ['ACL', 'BIND', 'CHECKOUT', 'CONNECT', 'COPY', 'DELETE', 'GET', 'HEAD', 'LINK', 'LOCK', 'M-SEARCH', 'MERGE', 'MKACTIVITY', 'MKCALENDAR', 'MKCOL', 'MOVE', 'NOTIFY', 'OPTIONS', 'PATCH', 'POST', 'PROPFIND', 'PROPPATCH', 'PURGE', 'PUT', 'QUERY', 'REBIND', 'REPORT', 'SEARCH', 'SOURCE', 'SUBSCRIBE', 'TRACE', 'UNBIND', 'UNLINK', 'UNLOCK', 'UNSUBSCRIBE'];

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const validateHeaderName = (name) => {
  if (typeof name !== 'string' || !token.test(name)) throw coded(TypeError, 'ERR_INVALID_HTTP_TOKEN', `Header name must be a valid HTTP token ["${name}"]`);
};
const validateHeaderValue = (name, v) => {
  if (v === undefined) throw coded(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', `Invalid value "${v}" for header "${name}"`);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(v)) throw coded(TypeError, 'ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`);
};

class Agent extends EventEmitter {
  constructor(options = {}) {
    super();
    Object.assign(this, { options: Object.assign({ path: null }, options), requests: {}, sockets: {}, freeSockets: {}, maxSockets: options.maxSockets || Infinity, maxFreeSockets: 256, maxTotalSockets: Infinity, keepAlive: !!options.keepAlive, keepAliveMsecs: 1000, defaultPort: 80, protocol: 'http:' });
  }
  destroy() {}
  getName(o = {}) { return `${o.host || 'localhost'}:${o.port || ''}:${o.localAddress || ''}`; }
  keepSocketAlive() { return true; }
  reuseSocket() {}
}
class HttpsAgent extends Agent {
  constructor(options) { super(options); this.defaultPort = 443; this.protocol = 'https:'; }
}

// A socket that only has what clients look at.
const socket = (encrypted) => Object.assign(new EventEmitter(), {
  encrypted, authorized: encrypted, writable: true, readable: true, destroyed: false, connecting: false, remoteAddress: '', remotePort: 0,
  setTimeout() { return this; }, setNoDelay() { return this; }, setKeepAlive() { return this; }, ref() { return this; }, unref() { return this; },
  destroy() { this.destroyed = true; return this; }, end() {}, address: () => ({}), getPeerCertificate: () => ({}),
});

function IncomingMessage(sock) {
  if (!(this instanceof IncomingMessage)) return new IncomingMessage(sock);
  Readable.call(this, { read() {} });
  Object.assign(this, { socket: sock, connection: sock, httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1, complete: false, aborted: false, headers: {}, headersDistinct: {}, rawHeaders: [], trailers: {}, rawTrailers: [], url: '', method: null, statusCode: null, statusMessage: null });
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);
IncomingMessage.prototype.setTimeout = function (ms, f) { if (f) this.on('timeout', f); return this; };

const single = new Set(['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host', 'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent']);

function fill(message, result) {
  message.statusCode = result.status;
  message.statusMessage = result.statusText || STATUS_CODES[result.status] || '';
  for (const [name, value] of result.headers) {
    const k = name.toLowerCase();
    message.rawHeaders.push(name, value);
    (message.headersDistinct[k] = message.headersDistinct[k] || []).push(value);
    if (k === 'set-cookie') (message.headers[k] = message.headers[k] || []).push(value);
    else if (!(k in message.headers)) message.headers[k] = value;
    else if (!single.has(k)) message.headers[k] += (k === 'cookie' ? '; ' : ', ') + value;
  }
}

// OutgoingMessage has the headers of a request.
function OutgoingMessage() {
  Writable.call(this, { autoDestroy: false });
  Object.assign(this, { headersSent: false, finished: false, chunkedEncoding: false, shouldKeepAlive: true, useChunkedEncodingByDefault: true, sendDate: false, socket: null, connection: null });
  Object.defineProperty(this, 'fields', { value: new Map() });
}
Object.setPrototypeOf(OutgoingMessage.prototype, Writable.prototype);
Object.setPrototypeOf(OutgoingMessage, Writable);
Object.assign(OutgoingMessage.prototype, {
  setHeader(name, v) {
    validateHeaderName(name);
    for (const one of [].concat(v)) validateHeaderValue(name, one);
    this.fields.set(name.toLowerCase(), [name, Array.isArray(v) ? v.map(String) : v]);
    return this;
  },
  setHeaders(headers) { for (const [k, v] of headers) this.setHeader(k, v); return this; },
  appendHeader(name, v) { const old = this.getHeader(name); return this.setHeader(name, old === undefined ? v : [].concat(old, v)); },
  getHeader(name) { const e = this.fields.get(name.toLowerCase()); return e && e[1]; },
  hasHeader(name) { return this.fields.has(name.toLowerCase()); },
  removeHeader(name) { this.fields.delete(name.toLowerCase()); },
  getHeaderNames() { return [...this.fields.keys()]; },
  getRawHeaderNames() { return [...this.fields.values()].map(([n]) => n); },
  getHeaders() { const o = Object.create(null); for (const [k, [, v]] of this.fields) o[k] = v; return o; },
  flushHeaders() {}, addTrailers() {},
});

function ClientRequest(input, options, done, defaults) {
  if (!(this instanceof ClientRequest)) return new ClientRequest(input, options, done, defaults);
  OutgoingMessage.call(this);
  defaults = defaults || { protocol: 'http:', agent: globalAgent };
  const given = typeof input === 'string' ? new URL(input) : input;
  let o;
  if (given instanceof URL || (given && typeof given.href === 'string' && given.searchParams)) o = Object.assign(require('url').urlToHttpOptions(given), options && typeof options === 'object' ? options : {});
  else { o = Object.assign({}, given); if (typeof options === 'function') done = options; }
  if (typeof options === 'function') done = options;
  if (o.path && /[\x00-\x20]/.test(o.path)) throw coded(TypeError, 'ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters');
  const protocol = o.protocol || (o.agent && o.agent.protocol) || defaults.protocol;
  if (protocol !== 'http:' && protocol !== 'https:') throw coded(TypeError, 'ERR_INVALID_PROTOCOL', `Protocol "${protocol}" not supported. Expected "${defaults.protocol}"`);
  if (protocol !== defaults.protocol && (!o.agent || o.agent.protocol !== protocol)) throw coded(TypeError, 'ERR_INVALID_PROTOCOL', `Protocol "${protocol}" not supported. Expected "${defaults.protocol}"`);
  const host = o.hostname || o.host || 'localhost';
  const port = o.port || o.defaultPort || (protocol === 'https:' ? 443 : 80);
  const standard = +port === (protocol === 'https:' ? 443 : 80);
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  Object.assign(this, { method: String(o.method || 'GET').toUpperCase(), path: o.path || '/', protocol, host, agent: o.agent === false ? new Agent() : o.agent || defaults.agent, aborted: false, reusedSocket: false, maxHeadersCount: null, res: null, timeout: undefined });
  if (!token.test(this.method)) throw coded(TypeError, 'ERR_INVALID_HTTP_TOKEN', `Method must be a valid HTTP token ["${o.method}"]`);
  const authority = `${name}${standard ? '' : ':' + port}`;
  if (Array.isArray(o.headers)) for (let i = 0; i + 1 < o.headers.length; i += 2) this.setHeader(o.headers[i], o.headers[i + 1]);
  else for (const k of Object.keys(o.headers || {})) if (o.headers[k] !== undefined) this.setHeader(k, o.headers[k]);
  if (!this.hasHeader('host') && o.setHost !== false) this.setHeader('Host', authority);
  if (o.auth && !this.hasHeader('authorization')) this.setHeader('Authorization', 'Basic ' + Buffer.from(o.auth).toString('base64'));
  this.chunks = [];
  this.target = `${protocol}//${authority}${this.path.startsWith('/') ? '' : '/'}${this.path}`;
  if (typeof done === 'function') this.once('response', done);
  if (o.timeout) this.setTimeout(o.timeout);
  if (o.signal) require('stream').addAbortSignal(o.signal, this);
  process.nextTick(() => {
    if (this.destroyed) return;
    this.socket = this.connection = socket(protocol === 'https:');
    this.emit('socket', this.socket);
    this.socket.emit('connect');
    if (protocol === 'https:') this.socket.emit('secureConnect');
  });
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);
Object.assign(ClientRequest.prototype, {
  _write(chunk, encoding, done) { this.chunks.push(chunk); done(); },
  _final(done) {
    this.finished = this.headersSent = true;
    done();
    const headers = [];
    for (const [name, v] of this.fields.values()) for (const one of [].concat(v)) headers.push([name, String(one)]);
    // What the host calls comes from outside of the code.
    this.handle = native.request({ method: this.method, url: this.target, headers, body: Buffer.concat(this.chunks), redirect: false }, (error, result) => {
      if (this.timer) clearTimeout(this.timer);
      if (this.destroyed) return;
      if (error) { this.destroy(failure(error, this)); return; }
      const message = new IncomingMessage(this.socket);
      this.res = message;
      message.req = this;
      fill(message, result);
      const heard = this.emit('response', message);
      if (!heard) message.resume();
      if (result.body.byteLength) message.push(Buffer.from(result.body));
      message.complete = true;
      message.push(null);
      message.once('end', () => { process.nextTick(() => this.emit('close')); });
    });
  },
  _destroy(e, done) {
    if (this.handle !== undefined) native.cancel(this.handle);
    if (this.timer) clearTimeout(this.timer);
    if (!e && !this.res) e = Object.assign(coded(Error, 'ECONNRESET', 'socket hang up'));
    done(e);
  },
  abort() {
    if (this.aborted) return;
    this.aborted = true;
    process.nextTick(() => this.emit('abort'));
    this.destroy();
  },
  setTimeout(ms, f) {
    if (f) this.once('timeout', f);
    if (this.timer) clearTimeout(this.timer);
    this.timeout = ms;
    if (ms > 0) this.timer = setTimeout(() => this.emit('timeout'), ms);
    return this;
  },
  setNoDelay() {}, setSocketKeepAlive() {}, onSocket() {},
});

function failure(error, request) {
  const e = coded(Error, error.code, error.message);
  return Object.assign(e, { syscall: error.syscall, hostname: request.host });
}

const refuse = (name) => function () {
  throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${name} cannot be used here: there are no servers where Litexa runs code`);
};

const globalAgent = new Agent();
const httpsGlobalAgent = new HttpsAgent();

function make(protocol, agent, AgentClass) {
  const defaults = { protocol, agent };
  const request = (input, options, done) => new ClientRequest(input, options, done, defaults);
  return {
    request,
    get(input, options, done) {
      const r = request(input, options, done);
      r.end();
      return r;
    },
    Agent: AgentClass, globalAgent: agent, ClientRequest, IncomingMessage, OutgoingMessage, STATUS_CODES, METHODS, validateHeaderName, validateHeaderValue, maxHeaderSize: 16384,
    createServer: refuse(`${protocol.slice(0, -1)}.createServer`), Server: class Server extends EventEmitter { constructor() { super(); refuse('http.Server')(); } },
    ServerResponse: class ServerResponse extends OutgoingMessage {}, setMaxIdleHTTPParsers() {},
  };
}

module.exports = make('http:', globalAgent, Agent);
Object.defineProperty(module.exports, 'https', { value: make('https:', httpsGlobalAgent, HttpsAgent) });
