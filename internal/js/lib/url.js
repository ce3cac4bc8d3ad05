'use strict';
// URLs as the URL standard has them, and the older functions of Node.

const { argType, coded, checkString } = require('internal/errors');
const { inspect } = require('internal/inspect');
const punycode = require('punycode');
const querystring = require('querystring');

const ports = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443, 'ftp:': 21, 'file:': null };
const isSpecial = (scheme) => Object.prototype.hasOwnProperty.call(ports, scheme);

// What is percent-encoded, besides control and non-ASCII characters.
const encodeSets = {
  control: /[^\x20-\x7e]/u,
  fragment: /[^\x20-\x7e]|[ "<>`]/u,
  query: /[^\x20-\x7e]|[ "#<>]/u,
  specialQuery: /[^\x20-\x7e]|[ "#<>']/u,
  path: /[^\x20-\x7e]|[ "#<>?`{}]/u,
  userinfo: /[^\x20-\x7e]|[ "#<>?`{}/:;=@[\\\]^|]/u,
  form: /[^*\-.0-9A-Z_a-z]/u,
};
function encode(s, set, plus) {
  let out = '';
  for (const c of s) {
    if (plus && c === ' ') out += '+';
    else if (!encodeSets[set].test(c)) out += c;
    else for (const b of Buffer.from(c)) out += '%' + (b < 16 ? '0' : '') + b.toString(16).toUpperCase();
  }
  return out;
}
function decodeBytes(s) {
  const bytes = Buffer.from(s);
  const out = [];
  for (let i = 0; i < bytes.length; i++) {
    const hex = bytes[i] === 37 ? bytes.toString('latin1', i + 1, i + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) { out.push(parseInt(hex, 16)); i += 2; } else out.push(bytes[i]);
  }
  return Buffer.from(out);
}
const decode = (s) => (s.includes('%') ? decodeBytes(s).toString() : s);

// parse returns the record of a URL, or null.
function parse(input, base) {
  input = input.replace(/^[\0- ]+|[\0- ]+$/g, '').replace(/[\t\n\r]/g, '');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+\-.]*):/.exec(input);
  if (!scheme) {
    if (!base) return null;
    if (base.opaque) return input[0] === '#' ? Object.assign(copy(base), { fragment: encode(input.slice(1), 'fragment') }) : null;
    return base.scheme === 'file:' ? parseFile(input, base) : parseRelative(input, base);
  }
  const url = { scheme: scheme[0].toLowerCase(), username: '', password: '', host: null, port: null, path: [], opaque: false, query: null, fragment: null };
  const rest = input.slice(scheme[0].length);
  if (url.scheme === 'file:') return parseFile(rest, base && base.scheme === 'file:' ? base : null);
  if (isSpecial(url.scheme)) {
    if (base && base.scheme === url.scheme && !/^[/\\]{2}/.test(rest)) return parseRelative(rest, base);
    return authority(url, rest.replace(/^[/\\]*/, ''));
  }
  if (rest.startsWith('//')) return authority(url, rest.slice(2));
  if (rest.startsWith('/')) return pathAndRest(url, rest);
  url.opaque = true;
  const [, path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest);
  url.path = encode(path, 'control');
  return queryAndFragment(url, query, fragment);
}

const copy = (u) => Object.assign({}, u, { path: Array.isArray(u.path) ? u.path.slice() : u.path });

function parseRelative(input, base) {
  const url = copy(base);
  url.fragment = null;
  const special = isSpecial(url.scheme);
  const slash = special ? /^[/\\]/ : /^\//;
  if (slash.test(input)) {
    if ((special ? /^[/\\]{2}/ : /^\/\//).test(input)) {
      Object.assign(url, { username: '', password: '', host: null, port: null, path: [], query: null });
      return authority(url, special ? input.replace(/^[/\\]*/, '') : input.slice(2));
    }
    url.path = [];
    url.query = null;
    return pathAndRest(url, input);
  }
  return relativePath(url, input);
}

function relativePath(url, input) {
  const [, path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(input);
  if (path !== '') {
    shorten(url);
    url.query = null;
    return pathAndRest(url, input);
  }
  if (query !== undefined) url.query = null;
  return queryAndFragment(url, query, fragment);
}

const drive = /^[a-zA-Z][:|]$/;
const driveAtStart = /^[a-zA-Z][:|](?:[/\\?#]|$)/;

function parseFile(input, base) {
  const url = { scheme: 'file:', username: '', password: '', host: '', port: null, path: [], opaque: false, query: null, fragment: null };
  if (/^[/\\]/.test(input)) {
    if (/^[/\\]{2}/.test(input)) {
      const [host] = /^[^/\\?#]*/.exec(input.slice(2));
      if (drive.test(host)) return pathAndRest(url, '/' + input.slice(2));
      if (host !== '') {
        url.host = parseHost(host, true);
        if (url.host === null) return null;
        if (url.host === 'localhost') url.host = '';
      }
      return pathAndRest(url, input.slice(2 + host.length));
    }
    if (base) {
      url.host = base.host;
      if (!driveAtStart.test(input.slice(1)) && base.path.length && /^[a-zA-Z]:$/.test(base.path[0])) url.path.push(base.path[0]);
    }
    return pathAndRest(url, input);
  }
  if (!base) return pathAndRest(url, '/' + input);
  const from = copy(base);
  from.fragment = null;
  if (driveAtStart.test(input)) { from.path = []; from.query = null; return pathAndRest(from, '/' + input); }
  return relativePath(from, input);
}

function authority(url, rest) {
  const special = isSpecial(url.scheme);
  const [text] = (special ? /^[^/\\?#]*/ : /^[^/?#]*/).exec(rest);
  let host = text;
  const at = text.lastIndexOf('@');
  if (at >= 0) {
    const [, name, password] = /^([^:]*):?(.*)$/s.exec(text.slice(0, at));
    url.username = encode(name, 'userinfo');
    url.password = encode(password, 'userinfo');
    host = text.slice(at + 1);
    if (host === '') return null;
  }
  const port = /^(.*?)(?::(\d*))?$/s.exec(host.replace(/^\[[^\]]*\]/, (m) => 'x'.repeat(m.length)));
  if (/:/.test(port[1])) return null;
  const name = host.slice(0, port[1].length);
  if (name === '' && (special || port[2] !== undefined || at >= 0)) return null;
  url.host = name === '' ? '' : parseHost(name, special);
  if (url.host === null) return null;
  if (port[2]) {
    const n = parseInt(port[2], 10);
    if (n > 65535) return null;
    url.port = n === ports[url.scheme] ? null : n;
  }
  return pathAndRest(url, rest.slice(text.length));
}

function pathAndRest(url, input) {
  const special = isSpecial(url.scheme);
  const [, path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(input);
  const parts = (special ? path.replace(/\\/g, '/') : path).split('/');
  if (parts[0] === '' && parts.length > 1) parts.shift();
  else if (path === '' && !special) parts.length = 0;
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    const plain = part.toLowerCase().replace(/%2e/g, '.');
    if (plain === '..') {
      shorten(url);
      if (last) url.path.push('');
    } else if (plain === '.') {
      if (last) url.path.push('');
    } else {
      if (url.scheme === 'file:' && url.path.length === 0 && drive.test(part)) part = part[0] + ':';
      url.path.push(encode(part, 'path'));
    }
  });
  return queryAndFragment(url, query, fragment);
}

function shorten(url) {
  if (url.scheme === 'file:' && url.path.length === 1 && /^[a-zA-Z]:$/.test(url.path[0])) return;
  url.path.pop();
}

function queryAndFragment(url, query, fragment) {
  if (query !== undefined) url.query = encode(query.slice(1), isSpecial(url.scheme) ? 'specialQuery' : 'query');
  if (fragment !== undefined) url.fragment = encode(fragment.slice(1), 'fragment');
  return url;
}

function parseHost(host, special) {
  if (host[0] === '[') {
    if (!host.endsWith(']')) return null;
    const v6 = native.ipv6(host.slice(1, -1));
    return v6 === '' ? null : `[${v6}]`;
  }
  if (!special) return /[\0\t\n\r #/:<>?@[\\\]^|]/.test(host) ? null : encode(host, 'control');
  let domain = decode(host).normalize('NFKC').toLowerCase().replace(/[\u3002\uFF0E\uFF61]/g, '.').replace(/\u00ad/g, '');
  try { domain = punycode.toASCII(domain); } catch { return null; }
  if (domain === '' || /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/.test(domain)) return null;
  return parseIPv4(domain);
}

// parseIPv4 returns the usual form of an address, the host if it is none, or
// null if it is a wrong one.
function parseIPv4(host) {
  const parts = host.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  const last = parts[parts.length - 1];
  if (!/^(?:\d+|0x[0-9a-f]*)$/.test(last)) return host;
  if (parts.length > 4) return null;
  const numbers = parts.map((p) => (/^0x[0-9a-f]*$/.test(p) ? parseInt(p.slice(2) || '0', 16) : /^0[0-7]*$/.test(p) ? parseInt(p, 8) : /^[1-9]\d*$/.test(p) ? parseInt(p, 10) : NaN));
  if (numbers.some(Number.isNaN) || numbers.slice(0, -1).some((n) => n > 255) || numbers[numbers.length - 1] >= 256 ** (5 - numbers.length)) return null;
  const value = numbers.reduce((sum, n, i) => sum + (i === numbers.length - 1 ? n : n * 256 ** (3 - i)), 0);
  return [24, 16, 8, 0].map((s) => Math.floor(value / 2 ** s) % 256).join('.');
}

function pathText(u) {
  return u.opaque ? u.path : u.path.map((p) => '/' + p).join('');
}

function serialize(u, fragment = true) {
  let s = u.scheme;
  if (u.host !== null) {
    s += '//';
    if (u.username || u.password) s += `${u.username}${u.password ? ':' + u.password : ''}@`;
    s += u.host + (u.port === null ? '' : ':' + u.port);
  } else if (!u.opaque && u.path.length > 1 && u.path[0] === '') {
    s += '/.';
  }
  s += pathText(u);
  if (u.query !== null) s += '?' + u.query;
  if (fragment && u.fragment !== null) s += '#' + u.fragment;
  return s;
}

const invalid = (input, base) => Object.assign(coded(TypeError, 'ERR_INVALID_URL', 'Invalid URL'), { input }, base === undefined ? {} : { base });

class URLSearchParams {
  #list = [];
  #url = null;
  constructor(init) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      const iterate = init[Symbol.iterator];
      if (iterate !== undefined && iterate !== null) {
        if (typeof iterate !== 'function') throw coded(TypeError, 'ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
        for (const pair of init) {
          const items = pair !== null && typeof pair === 'object' ? [...pair] : [];
          if (items.length !== 2) throw coded(TypeError, 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
          this.#list.push([wellFormed(items[0]), wellFormed(items[1])]);
        }
      } else {
        for (const k of Reflect.ownKeys(init)) {
          if (typeof k === 'string' && Object.prototype.propertyIsEnumerable.call(init, k)) this.#list.push([wellFormed(k), wellFormed(init[k])]);
        }
      }
      return;
    }
    this.#list = fromForm(String(init).replace(/^\?/, ''));
  }
  static attach(url, query) {
    const p = new URLSearchParams();
    p.#url = url;
    p.#list = fromForm(query || '');
    return p;
  }
  static reset(p, query) { p.#list = fromForm(query || ''); }
  #changed() { if (this.#url) this.#url(this.#list.length ? toForm(this.#list) : null); }
  get size() { return this.#list.length; }
  append(name, value) { this.#list.push([wellFormed(name), wellFormed(value)]); this.#changed(); }
  delete(name, value) {
    this.#list = this.#list.filter(([n, v]) => n !== `${name}` || (value !== undefined && v !== `${value}`));
    this.#changed();
  }
  get(name) { const e = this.#list.find(([n]) => n === `${name}`); return e ? e[1] : null; }
  getAll(name) { return this.#list.filter(([n]) => n === `${name}`).map(([, v]) => v); }
  has(name, value) { return this.#list.some(([n, v]) => n === `${name}` && (value === undefined || v === `${value}`)); }
  set(name, value) {
    const first = this.#list.find(([n]) => n === `${name}`);
    if (!first) return this.append(name, value);
    first[1] = wellFormed(value);
    this.#list = this.#list.filter((e) => e === first || e[0] !== `${name}`);
    this.#changed();
    return undefined;
  }
  sort() { this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#changed(); }
  forEach(f, self) {
    if (typeof f !== 'function') throw argType('callback', 'of type function', f);
    for (const [n, v] of this.#list) f.call(self, v, n, this);
  }
  * entries() { for (const [n, v] of this.#list) yield [n, v]; }
  * keys() { for (const [n] of this.#list) yield n; }
  * values() { for (const [, v] of this.#list) yield v; }
  toString() { return toForm(this.#list); }
  [inspect.custom](depth, options) {
    if (this.#list.length === 0) return 'URLSearchParams {}';
    return `URLSearchParams { ${this.#list.map(([n, v]) => `${inspect(n, options)} => ${inspect(v, options)}`).join(', ')} }`;
  }
}
const { attach, reset } = URLSearchParams;
delete URLSearchParams.attach;
delete URLSearchParams.reset;
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: URLSearchParams.prototype.entries, writable: true, configurable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { value: 'URLSearchParams', configurable: true });

const wellFormed = (v) => {
  const s = `${v}`;
  return /[\ud800-\udfff]/.test(s) ? Buffer.from(s).toString() : s;
};
const fromForm = (s) => s.split('&').filter(Boolean).map((pair) => {
  const i = pair.indexOf('=');
  const plain = (t) => decode(t.replace(/\+/g, ' '));
  return i < 0 ? [plain(pair), ''] : [plain(pair.slice(0, i)), plain(pair.slice(i + 1))];
});
const toForm = (list) => list.map(([n, v]) => `${encode(n, 'form', true)}=${encode(v, 'form', true)}`).join('&');

class URL {
  #u;
  #params;
  constructor(input, base) {
    if (arguments.length === 0) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The "url" argument must be specified');
    input = `${input}`;
    let from = null;
    if (base !== undefined) {
      from = parse(`${base}`, null);
      if (from === null) throw invalid(input, `${base}`);
    }
    this.#u = parse(input, from);
    if (this.#u === null) throw invalid(input, base === undefined ? undefined : `${base}`);
  }
  static canParse(input, base) {
    try { new URL(input, base); return true; } catch { return false; }
  }
  static parse(input, base) {
    try { return new URL(input, base); } catch { return null; }
  }
  static createObjectURL() { throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'URL.createObjectURL is not available here'); }
  static revokeObjectURL() {}
  get href() { return serialize(this.#u); }
  set href(v) {
    const u = parse(`${v}`, null);
    if (u === null) throw invalid(`${v}`);
    this.#u = u;
    if (this.#params) reset(this.#params, u.query);
  }
  get origin() {
    const u = this.#u;
    if (u.scheme === 'blob:') {
      const inner = u.opaque ? parse(u.path, null) : null;
      return inner && /^https?:$/.test(inner.scheme) ? `${inner.scheme}//${inner.host}${inner.port === null ? '' : ':' + inner.port}` : 'null';
    }
    return isSpecial(u.scheme) && u.scheme !== 'file:' ? `${u.scheme}//${this.host}` : 'null';
  }
  get protocol() { return this.#u.scheme; }
  set protocol(v) {
    const m = /^([a-zA-Z][a-zA-Z0-9+\-.]*):?/.exec(`${v}`);
    if (!m) return;
    const scheme = m[1].toLowerCase() + ':';
    if (isSpecial(scheme) !== isSpecial(this.#u.scheme) || (scheme === 'file:' && (this.#u.username || this.#u.password || this.#u.port !== null))) return;
    this.#u.scheme = scheme;
    if (this.#u.port === ports[scheme]) this.#u.port = null;
  }
  #hasUser() { return this.#u.host !== null && this.#u.host !== '' && this.#u.scheme !== 'file:'; }
  get username() { return this.#u.username; }
  set username(v) { if (this.#hasUser()) this.#u.username = encode(`${v}`, 'userinfo'); }
  get password() { return this.#u.password; }
  set password(v) { if (this.#hasUser()) this.#u.password = encode(`${v}`, 'userinfo'); }
  get host() { const u = this.#u; return u.host === null ? '' : u.host + (u.port === null ? '' : ':' + u.port); }
  set host(v) {
    if (this.#u.opaque) return;
    const m = /^((?:\[[^\]]*\]|[^:/?#\\])*)(?::(\d*))?/.exec(`${v}`);
    this.hostname = m[1];
    if (m[2]) this.port = m[2];
  }
  get hostname() { return this.#u.host === null ? '' : this.#u.host; }
  set hostname(v) {
    if (this.#u.opaque) return;
    const special = isSpecial(this.#u.scheme);
    const [name] = /^(?:\[[^\]]*\]|[^:/?#\\])*/.exec(`${v}`);
    if (name === '' && special && this.#u.scheme !== 'file:') return;
    const host = name === '' ? '' : parseHost(name, special);
    if (host !== null) this.#u.host = host;
  }
  get port() { return this.#u.port === null ? '' : String(this.#u.port); }
  set port(v) {
    if (!this.#hasUser()) return;
    v = `${v}`;
    if (v === '') { this.#u.port = null; return; }
    const m = /^\d+/.exec(v);
    if (!m || +m[0] > 65535) return;
    this.#u.port = +m[0] === ports[this.#u.scheme] ? null : +m[0];
  }
  get pathname() { return pathText(this.#u); }
  set pathname(v) {
    if (this.#u.opaque) return;
    v = `${v}`.replace(/[\t\n\r]/g, '').replace(/\?/g, '%3F').replace(/#/g, '%23');
    this.#u.path = [];
    const { query, fragment } = this.#u;
    if (!/^[/\\]/.test(v)) v = '/' + v;
    pathAndRest(this.#u, v);
    Object.assign(this.#u, { query, fragment });
  }
  get search() { return this.#u.query ? '?' + this.#u.query : ''; }
  set search(v) {
    v = `${v}`.replace(/[\t\n\r]/g, '');
    this.#u.query = v === '' ? null : encode(v.replace(/^\?/, ''), isSpecial(this.#u.scheme) ? 'specialQuery' : 'query');
    if (this.#params) reset(this.#params, this.#u.query);
  }
  get searchParams() {
    if (!this.#params) this.#params = attach((q) => { this.#u.query = q; }, this.#u.query);
    return this.#params;
  }
  get hash() { return this.#u.fragment ? '#' + this.#u.fragment : ''; }
  set hash(v) {
    v = `${v}`.replace(/[\t\n\r]/g, '');
    this.#u.fragment = v === '' ? null : encode(v.replace(/^#/, ''), 'fragment');
  }
  toString() { return this.href; }
  toJSON() { return this.href; }
  [inspect.custom](depth, options) {
    if (depth < 0) return '[URL]';
    const o = {};
    for (const k of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']) o[k] = this[k];
    return `URL ${inspect(o, options)}`;
  }
}
for (const k of Object.getOwnPropertyNames(URL.prototype)) {
  if (k !== 'constructor') Object.defineProperty(URL.prototype, k, Object.assign(Object.getOwnPropertyDescriptor(URL.prototype, k), { enumerable: true }));
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: 'URL', configurable: true });

// The functions below are those that Node had before URL.

function Url() {
  Object.assign(this, { protocol: null, slashes: null, auth: null, host: null, port: null, hostname: null, hash: null, search: null, query: null, pathname: null, path: null, href: null });
}
const slashed = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'file:', 'ws:', 'wss:']);
const escapes = /[\t\n\r "<>\\^`{|}']/g;

function legacyParse(input, parseQuery, slashesDenoteHost) {
  if (input instanceof Url) return input;
  checkString('url', input);
  const u = new Url();
  let rest = input.trim();
  const [head, ...tail] = rest.split(/(?=[?#])/s);
  rest = head.replace(/\\/g, '/') + tail.join('');
  const scheme = /^[a-z0-9.+-]+:/i.exec(rest);
  if (scheme) {
    u.protocol = scheme[0].toLowerCase();
    rest = rest.slice(scheme[0].length);
  }
  const script = u.protocol === 'javascript:';
  if (!script && (slashesDenoteHost || scheme || /^\/\/[^@/]+@[^@/]+/.test(rest)) && rest.startsWith('//')) {
    u.slashes = true;
    rest = rest.slice(2);
  }
  if (!script && (u.slashes || (u.protocol && !slashed.has(u.protocol)))) {
    let end = rest.search(/[/?#]/);
    if (end < 0) end = rest.length;
    let host = rest.slice(0, end);
    rest = rest.slice(end);
    const at = host.lastIndexOf('@');
    if (at >= 0) {
      u.auth = decodeURIComponent(host.slice(0, at));
      host = host.slice(at + 1);
    }
    const port = /:(\d*)$/.exec(host);
    if (port) {
      if (port[1] !== '') u.port = port[1];
      host = host.slice(0, -port[0].length);
    }
    const v6 = /^\[.*\]$/.test(host);
    const bad = v6 ? -1 : host.search(/[^a-zA-Z0-9._\-+\u0080-\uffff]/);
    if (bad >= 0) {
      rest = '/' + host.slice(bad) + rest;
      host = host.slice(0, bad);
    }
    host = host.toLowerCase();
    if (!v6) host = punycode.toASCII(host);
    u.host = host + (u.port ? ':' + u.port : '');
    u.hostname = v6 ? host.slice(1, -1) : host;
  }
  if (!script) rest = rest.replace(escapes, (c) => encodeURIComponent(c).replace("'", '%27'));
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    u.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const q = rest.indexOf('?');
  if (q >= 0) {
    u.search = rest.slice(q);
    u.query = parseQuery ? querystring.parse(rest.slice(q + 1)) : rest.slice(q + 1);
    rest = rest.slice(0, q);
  } else if (parseQuery) {
    u.search = null;
    u.query = Object.create(null);
  }
  if (rest) u.pathname = rest;
  if (slashed.has(u.protocol) && u.hostname && !u.pathname) u.pathname = '/';
  if (u.pathname || u.search) u.path = (u.pathname || '') + (u.search || '');
  u.href = legacyFormat(u);
  return u;
}

function legacyFormat(u, options) {
  if (typeof u === 'string') u = legacyParse(u);
  else if (u === null || typeof u !== 'object') throw argType('urlObject', 'one of type Object or string', u);
  if (u instanceof URL) {
    const { fragment = true, unicode = false, search = true, auth = true } = options || {};
    let host = u.host;
    if (unicode) host = punycode.toUnicode(host);
    const user = auth && (u.username || u.password) ? `${u.username}${u.password ? ':' + u.password : ''}@` : '';
    const slashes = u.host !== '' || u.protocol === 'file:' ? '//' : '';
    return `${u.protocol}${slashes}${user}${host}${u.pathname}${search ? u.search : ''}${fragment ? u.hash : ''}`;
  }
  let { protocol = '', pathname = '', hash = '', search = '' } = u;
  protocol = protocol || '';
  pathname = pathname || '';
  hash = hash || '';
  const auth = u.auth ? encodeURIComponent(u.auth).replace(/%3A/i, ':') + '@' : '';
  let host = '';
  if (u.host) host = auth + u.host;
  else if (u.hostname) host = auth + (u.hostname.includes(':') && !/^\[.*\]$/.test(u.hostname) ? `[${u.hostname}]` : u.hostname) + (u.port ? ':' + u.port : '');
  let query = '';
  if (u.query !== null && typeof u.query === 'object') query = querystring.stringify(u.query);
  search = search || (query && '?' + query) || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  pathname = pathname.replace(/[?#]/g, encodeURIComponent);
  if (u.slashes || slashed.has(protocol)) {
    if (u.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = '/' + pathname;
      host = '//' + host;
    } else if (protocol === 'file:') {
      host = '//';
    }
  }
  if (hash && hash[0] !== '#') hash = '#' + hash;
  if (search && search[0] !== '?') search = '?' + search;
  return protocol + host + pathname + search.replace(/#/g, '%23') + hash;
}
Url.prototype.parse = function (...args) { return Object.assign(this, legacyParse(...args)); };
Url.prototype.format = function () { return legacyFormat(this); };
Url.prototype.resolve = function (relative) { return legacyResolve(this.href, relative); };

function legacyResolve(from, to) {
  const target = new URL(to, new URL(from, 'resolve://'));
  if (target.protocol === 'resolve:') return target.pathname + target.search + target.hash;
  return target.href;
}

module.exports = {
  URL, URLSearchParams, Url, parse: legacyParse, format: legacyFormat, resolve: legacyResolve,
  resolveObject: (from, to) => legacyParse(legacyResolve(from, to)),
  domainToASCII: (d) => parseHost(`${d}`, true) || '',
  domainToUnicode: (d) => punycode.toUnicode(parseHost(`${d}`, true) || ''),
  fileURLToPath(v) {
    const u = typeof v === 'string' ? new URL(v) : v;
    if (!u || typeof u.href !== 'string') throw argType('path', 'of type string or an instance of URL', v);
    if (u.protocol !== 'file:') throw coded(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
    if (/%2f/i.test(u.pathname)) throw coded(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
    const path = decodeURIComponent(u.pathname);
    if (process.platform !== 'win32') return path;
    return (u.hostname ? '\\\\' + u.hostname : '') + path.replace(/^\/([a-zA-Z]:)/, '$1').replace(/\//g, '\\');
  },
  pathToFileURL(path) {
    const p = require('path');
    let full = p.resolve(path);
    if (/[\\/]$/.test(path) && !full.endsWith(p.sep)) full += p.sep;
    full = full.split(p.sep).join('/').replace(/%/g, '%25').replace(/\\/g, '%5C').replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/\t/g, '%09').replace(/\?/g, '%3F').replace(/#/g, '%23');
    return new URL('file://' + (full[0] === '/' ? '' : '/') + full);
  },
  urlToHttpOptions: (u) => Object.assign({
    protocol: u.protocol, hostname: u.hostname.replace(/^\[|\]$/g, ''), hash: u.hash, search: u.search, pathname: u.pathname, path: u.pathname + u.search, href: u.href,
  }, u.port !== '' ? { port: Number(u.port) } : {}, u.username || u.password ? { auth: `${decodeURIComponent(u.username)}:${decodeURIComponent(u.password)}` } : {}),
};
