'use strict';
const unescape = (s) => {
  try { return decodeURIComponent(s); } catch { return native.unescape(s); }
};
const escape = (s) => encodeURIComponent(typeof s === 'object' ? String(s) : s);
const text = (v) => {
  switch (typeof v) {
    case 'string': return v;
    case 'number': return Number.isFinite(v) ? String(v) : '';
    case 'bigint': case 'boolean': return String(v);
    default: return '';
  }
};

const self = module.exports = {
  escape, unescape,
  unescapeBuffer: (s) => Buffer.from(native.unescape(String(s)), 'utf8'),
  stringify(o, sep = '&', eq = '=', { encodeURIComponent: encode = self.escape } = {}) {
    if (o === null || typeof o !== 'object') return '';
    return Object.keys(o).map((k) => {
      const name = encode(text(k)) + eq;
      const v = o[k];
      return Array.isArray(v) ? v.map((e) => name + encode(text(e))).join(sep) : name + encode(text(v));
    }).filter((s) => s !== '').join(sep);
  },
  parse(s, sep = '&', eq = '=', { maxKeys = 1000, decodeURIComponent: decode = self.unescape } = {}) {
    const out = Object.create(null);
    if (typeof s !== 'string' || s === '') return out;
    let pairs = s.split(sep || '&');
    if (maxKeys > 0) pairs = pairs.slice(0, maxKeys);
    for (const pair of pairs) {
      if (pair === '') continue;
      const i = pair.indexOf(eq || '=');
      const plain = (t) => { t = t.replace(/\+/g, ' '); try { return decode(t); } catch { return self.unescape(t); } };
      const k = plain(i < 0 ? pair : pair.slice(0, i));
      const v = i < 0 ? '' : plain(pair.slice(i + (eq || '=').length));
      if (!(k in out)) out[k] = v;
      else if (Array.isArray(out[k])) out[k].push(v);
      else out[k] = [out[k], v];
    }
    return out;
  },
};
self.encode = self.stringify;
self.decode = self.parse;
