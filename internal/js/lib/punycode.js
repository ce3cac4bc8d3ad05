'use strict';
// The encoding of international domain names (RFC 3492).

const base = 36;
const maxInt = 2147483647;
const errors = { overflow: 'Overflow: input needs wider integers to process', 'not-basic': 'Illegal input >= 0x80 (not a basic code point)', 'invalid-input': 'Invalid input' };
const fail = (type) => { throw new RangeError(errors[type]); };

const ucs2 = { decode: (s) => Array.from(s, (c) => c.codePointAt(0)), encode: (points) => String.fromCodePoint(...points) };

function adapt(delta, points, first) {
  delta = first ? Math.floor(delta / 700) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > 455; k += base) delta = Math.floor(delta / 35);
  return Math.floor(k + 36 * delta / (delta + 38));
}
const threshold = (k, bias) => (k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias);
const digit = (d) => String.fromCharCode(d < 26 ? d + 97 : d + 22);
const value = (c) => (c >= 48 && c < 58 ? c - 22 : c >= 65 && c < 91 ? c - 65 : c >= 97 && c < 123 ? c - 97 : base);

function encode(input) {
  const points = ucs2.decode(input);
  let out = points.filter((p) => p < 128).map((p) => String.fromCharCode(p)).join('');
  const basic = out.length;
  let handled = basic;
  let n = 128;
  let delta = 0;
  let bias = 72;
  if (basic) out += '-';
  while (handled < points.length) {
    let m = maxInt;
    for (const p of points) if (p >= n && p < m) m = p;
    if (m - n > Math.floor((maxInt - delta) / (handled + 1))) fail('overflow');
    delta += (m - n) * (handled + 1);
    n = m;
    for (const p of points) {
      if (p < n && ++delta > maxInt) fail('overflow');
      if (p !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        out += digit(t + (q - t) % (base - t));
        q = Math.floor((q - t) / (base - t));
      }
      out += digit(q);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

function decode(input) {
  const out = [];
  const basic = Math.max(0, input.lastIndexOf('-'));
  for (let i = 0; i < basic; i++) {
    if (input.charCodeAt(i) >= 128) fail('not-basic');
    out.push(input.charCodeAt(i));
  }
  let n = 128;
  let i = 0;
  let bias = 72;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    const before = i;
    for (let w = 1, k = base; ; k += base) {
      if (at >= input.length) fail('invalid-input');
      const d = value(input.charCodeAt(at++));
      if (d >= base) fail('invalid-input');
      if (d > Math.floor((maxInt - i) / w)) fail('overflow');
      i += d * w;
      const t = threshold(k, bias);
      if (d < t) break;
      if (w > Math.floor(maxInt / (base - t))) fail('overflow');
      w *= base - t;
    }
    bias = adapt(i - before, out.length + 1, before === 0);
    n += Math.floor(i / (out.length + 1));
    i %= out.length + 1;
    out.splice(i++, 0, n);
  }
  return ucs2.encode(out);
}

const eachLabel = (domain, f) => {
  const parts = domain.split('@');
  const prefix = parts.length > 1 ? parts[0] + '@' : '';
  return prefix + parts[parts.length - 1].replace(/[\u3002\uFF0E\uFF61]/g, '.').split('.').map(f).join('.');
};

module.exports = {
  version: '2.3.1', ucs2, encode, decode,
  toASCII: (d) => eachLabel(d, (l) => (/[^\0-\x7F]/.test(l) ? 'xn--' + encode(l) : l)),
  toUnicode: (d) => eachLabel(d, (l) => (/^xn--/.test(l) ? decode(l.slice(4).toLowerCase()) : l)),
};
