'use strict';
// Intl for the languages of Alexa: ar, de, en, es, fr, hi, it, ja, nl and pt.
// Others are not supported, which supportedLocalesOf says; they become en-US.
// There are the Gregorian calendar, and no units of measure.

const { coded } = require('internal/errors');

let all;
const data = (locale) => {
  if (!all) all = JSON.parse(native.data());
  return all[locale];
};
const regions = { ar: 'ar-SA', de: 'de-DE', en: 'en-US', es: 'es-ES', fr: 'fr-FR', hi: 'hi-IN', it: 'it-IT', ja: 'ja-JP', nl: 'nl-NL', pt: 'pt-BR' };
const nearby = { 'en-NZ': 'en-AU', 'en-IE': 'en-GB', 'en-ZA': 'en-GB', 'es-AR': 'es-MX', 'es-CO': 'es-MX', 'es-CL': 'es-MX', 'es-PE': 'es-MX', 'es-419': 'es-MX' };

// canonical returns a tag in its usual form.
function canonical(tag) {
  if (typeof tag === 'object' && tag instanceof Locale) return tag.toString();
  if (typeof tag !== 'string' && typeof tag !== 'object') throw new TypeError('Incorrect locale information provided');
  const s = String(tag).replace(/_/g, '-');
  if (!/^(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/i.test(s)) throw new RangeError(`Incorrect locale information provided`);
  let extension = false;
  return s.split('-').map((p, i) => {
    if (p.length === 1) extension = true;
    if (extension || i === 0) return p.toLowerCase();
    if (p.length === 4 && !/^\d/.test(p)) return p[0].toUpperCase() + p.slice(1).toLowerCase();
    return p.length === 2 ? p.toUpperCase() : p.toLowerCase();
  }).join('-');
}
const list = (locales) => {
  if (locales === undefined) return [];
  if (locales === null) throw new TypeError('Cannot convert undefined or null to object');
  const out = [];
  for (const l of typeof locales === 'string' || locales instanceof Locale ? [locales] : Array.from(locales)) {
    const c = canonical(l);
    if (!out.includes(c)) out.push(c);
  }
  return out;
};
const base = (tag) => tag.replace(/-(?:u|t|x)-.*$/, '');

// known returns the locale whose data a tag uses, or undefined.
function known(tag) {
  const parts = base(tag).split('-');
  const language = parts[0];
  if (!regions[language]) return undefined;
  const region = parts.slice(1).find((p) => /^(?:[A-Z]{2}|\d{3})$/.test(p));
  const full = `${language}-${region}`;
  if (nearby[full]) return nearby[full];
  return region && data(full) ? full : regions[language];
}

function resolve(locales) {
  for (const tag of list(locales)) {
    const use = known(tag);
    if (use) {
      const keys = {};
      const m = /-u-((?:[a-z\d]{2,8}-?)+)/.exec(tag);
      if (m) {
        let key;
        for (const p of m[1].split('-')) if (p.length === 2) { key = p; keys[key] = ''; } else if (key) keys[key] += (keys[key] ? '-' : '') + p;
      }
      return { locale: base(tag), use, keys };
    }
  }
  return { locale: 'en-US', use: 'en-US', keys: {} };
}

const supportedLocalesOf = (locales) => list(locales).filter((t) => known(t) !== undefined);

function option(options, name, values, fallback) {
  const v = options[name];
  if (v === undefined) return fallback;
  const s = typeof v === 'boolean' && values && values.includes(v) ? v : String(v);
  if (values && !values.includes(s)) throw new RangeError(`Value ${s} out of range for Intl options property ${name}`);
  return s;
}
function integer(options, name, min, max, fallback) {
  const v = options[name];
  if (v === undefined) return fallback;
  const n = Number(v);
  if (!(n >= min && n <= max)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(n);
}
const objectOf = (options) => {
  if (options === undefined) return {};
  if (options === null) throw new TypeError('Cannot convert undefined or null to object');
  return Object(options);
};

const systems = { latn: '0123456789', arab: '٠١٢٣٤٥٦٧٨٩', deva: '०१२३४५६७८९', fullwide: '０１２３４５６７８９' };
const inSystem = (s, system) => (system === 'latn' ? s : s.replace(/\d/g, (d) => systems[system][+d]));
const systemOf = (options, keys, fallback) => {
  const asked = options.numberingSystem === undefined ? keys.nu : String(options.numberingSystem);
  return asked && systems[asked] ? asked : fallback;
};

// decimal returns the sign and the shortest digits of a number, with the place
// of the point.
function decimal(x) {
  if (typeof x === 'bigint') {
    const s = x < 0n ? String(-x) : String(x);
    return { negative: x < 0n, digits: s.replace(/^0+/, ''), point: s === '0' ? 0 : s.length };
  }
  const negative = x < 0 || Object.is(x, -0);
  const [, int, frac = '', exp = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(Math.abs(x)));
  let digits = int + frac;
  let point = int.length + Number(exp);
  const zeros = /^0*/.exec(digits)[0].length;
  digits = digits.slice(zeros).replace(/0+$/, '');
  point = digits === '' ? 0 : point - zeros;
  return { negative, digits, point };
}

// rounded keeps so many digits, and rounds half away from zero.
function rounded(d, keep) {
  if (keep >= d.digits.length) return d;
  if (keep < 0) return { negative: d.negative, digits: '', point: 0 };
  const up = d.digits[keep] >= '5';
  let digits = d.digits.slice(0, keep);
  let { point } = d;
  if (up) {
    let i = keep - 1;
    while (i >= 0 && digits[i] === '9') i--;
    if (i < 0) { digits = '1'; point++; } else digits = digits.slice(0, i) + String(+digits[i] + 1);
  }
  digits = digits.replace(/0+$/, '');
  return { negative: d.negative, digits, point: digits === '' ? 0 : point };
}

const parts = (d) => (d.point <= 0
  ? ['0', d.digits === '' ? '' : '0'.repeat(-d.point) + d.digits]
  : [d.digits.padEnd(d.point, '0').slice(0, d.point), d.digits.slice(d.point)]);

const fractionDigits = { JPY: 0, KRW: 0, CLP: 0, ISK: 0, VND: 0, BHD: 3, KWD: 3, JOD: 3, OMR: 3, TND: 3 };

class NumberFormat {
  #o;
  #n;
  #bound;
  constructor(locales, options) {
    const o = objectOf(options);
    const { locale, use, keys } = resolve(locales);
    this.#n = data(use).number;
    const style = option(o, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal');
    if (style === 'unit') throw new RangeError('Intl.NumberFormat: the style "unit" is not available here');
    const currency = o.currency === undefined ? undefined : String(o.currency).toUpperCase();
    if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) throw new RangeError(`Invalid currency code : ${o.currency}`);
    if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.');
    const notation = option(o, 'notation', ['standard', 'scientific', 'engineering', 'compact'], 'standard');
    const r = this.#o = {
      locale, use, numberingSystem: systemOf(o, keys, this.#n.system), style, notation,
      currency: style === 'currency' ? currency : undefined,
      currencyDisplay: style === 'currency' ? option(o, 'currencyDisplay', ['symbol', 'narrowSymbol', 'code', 'name'], 'symbol') : undefined,
      currencySign: style === 'currency' ? option(o, 'currencySign', ['standard', 'accounting'], 'standard') : undefined,
      compactDisplay: notation === 'compact' ? option(o, 'compactDisplay', ['short', 'long'], 'short') : undefined,
      signDisplay: option(o, 'signDisplay', ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto'),
      minimumIntegerDigits: integer(o, 'minimumIntegerDigits', 1, 21, 1),
    };
    const digits = style === 'currency' && notation === 'standard' ? (currency in fractionDigits ? fractionDigits[currency] : 2) : 0;
    const maxDefault = style === 'currency' ? digits : style === 'percent' || notation === 'compact' ? 0 : 3;
    if (o.minimumSignificantDigits !== undefined || o.maximumSignificantDigits !== undefined) {
      r.minimumSignificantDigits = integer(o, 'minimumSignificantDigits', 1, 21, 1);
      r.maximumSignificantDigits = integer(o, 'maximumSignificantDigits', r.minimumSignificantDigits, 21, 21);
    } else {
      const min = integer(o, 'minimumFractionDigits', 0, 100);
      const max = integer(o, 'maximumFractionDigits', 0, 100);
      if (min !== undefined && max !== undefined && min > max) throw new RangeError('maximumFractionDigits value is out of range.');
      r.minimumFractionDigits = min !== undefined ? min : Math.min(digits, max === undefined ? digits : max);
      r.maximumFractionDigits = max !== undefined ? max : Math.max(maxDefault, r.minimumFractionDigits);
      r.plainCompact = notation === 'compact' && min === undefined && max === undefined;
    }
    const grouping = o.useGrouping;
    r.useGrouping = grouping === undefined ? (notation === 'compact' ? 'min2' : 'auto') : grouping === false || grouping === 'false' ? false : grouping === true || grouping === 'true' || grouping === '' ? 'always' : option(o, 'useGrouping', ['min2', 'auto', 'always'], 'auto');
    r.trailingZeroDisplay = option(o, 'trailingZeroDisplay', ['auto', 'stripIfInteger'], 'auto');
  }
  static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  get format() {
    if (!this.#bound) this.#bound = (x) => this.#parts(x).map((p) => p.value).join('');
    return this.#bound;
  }
  formatToParts(x) { return this.#parts(x); }
  formatRange(a, b) { const x = this.format(a); const y = this.format(b); return x === y ? `~${x}` : `${x}–${y}`; }
  resolvedOptions() {
    const out = {};
    for (const k of ['locale', 'numberingSystem', 'style', 'currency', 'currencyDisplay', 'currencySign', 'minimumIntegerDigits', 'minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits', 'useGrouping', 'notation', 'compactDisplay', 'signDisplay', 'trailingZeroDisplay']) {
      if (this.#o[k] !== undefined) out[k] = this.#o[k];
    }
    return Object.assign(out, { roundingIncrement: 1, roundingMode: 'halfExpand', roundingPriority: 'auto' });
  }
  #round(d) {
    const o = this.#o;
    if (o.maximumSignificantDigits !== undefined) return rounded(d, o.maximumSignificantDigits);
    if (o.plainCompact) return d.point >= 2 ? rounded(d, d.point) : rounded(d, 2);
    return rounded(d, d.point + o.maximumFractionDigits);
  }
  #group(int, min) {
    const { useGrouping } = this.#o;
    if (!useGrouping) return [int];
    const least = useGrouping === 'always' ? 1 : useGrouping === 'min2' ? 2 : min;
    if (int.length < 3 + least) return [int];
    const out = [int.slice(-3)];
    for (let rest = int.slice(0, -3); rest; rest = rest.slice(0, -this.#n.secondary)) out.unshift(rest.slice(-this.#n.secondary));
    return out;
  }
  #parts(x) {
    const o = this.#o;
    const n = this.#n;
    if (typeof x === 'string' && /^\s*-?\d+\s*$/.test(x)) x = BigInt(x);
    if (typeof x === 'object' && x !== null) x = x[Symbol.toPrimitive] ? x[Symbol.toPrimitive]('number') : x.valueOf();
    if (typeof x !== 'bigint') x = Number(x);
    const out = [];
    let negative = false;
    let zero = false;
    let body;
    let suffix;
    let one = false; // of which the names of currencies have a form
    if (typeof x === 'number' && Number.isNaN(x)) {
      body = [{ type: 'nan', value: n.nan }];
    } else if (x === Infinity || x === -Infinity) {
      negative = x < 0;
      body = [{ type: 'infinity', value: n.infinity }];
    } else {
      let d = decimal(x);
      if (o.style === 'percent' && d.digits) d.point += 2;
      negative = d.negative;
      let exponent;
      if (o.notation === 'compact') {
        const table = n.compact[o.compactDisplay];
        const entry = (v) => (v.point > 3 ? table[Math.min(v.point - 4, table.length - 1)] : null);
        let e = entry(d);
        if (e) {
          // A number that is rounded up may need the next word.
          const up = this.#round({ negative, digits: d.digits, point: d.point - e[0] });
          const next = entry({ point: up.point + e[0] });
          if (next[0] !== e[0]) { e = next; d = { negative, digits: '1', point: up.point + e[0] - (up.point + e[0] - d.point - 1) }; }
          d = { negative, digits: d.digits, point: d.point - e[0] };
          suffix = e;
        }
      } else if (o.notation !== 'standard' && d.digits) {
        const step = o.notation === 'engineering' ? 3 : 1;
        exponent = Math.floor((d.point - 1) / step) * step;
        d = { negative, digits: d.digits, point: d.point - exponent };
      } else if (o.notation !== 'standard') exponent = 0;
      d = this.#round(d);
      if (exponent !== undefined && d.point > (o.notation === 'engineering' ? 3 : 1)) {
        const step = o.notation === 'engineering' ? 3 : 1;
        exponent += step;
        d = { negative, digits: d.digits, point: d.point - step };
      }
      zero = d.digits === '';
      let [int, frac] = parts(d);
      int = int.padStart(o.minimumIntegerDigits, '0');
      if (o.minimumSignificantDigits !== undefined) {
        const have = int === '0' ? frac.replace(/^0+/, '').length : int.length + frac.length;
        if (have < o.minimumSignificantDigits) frac += '0'.repeat(o.minimumSignificantDigits - have - (zero ? 1 : 0));
      } else frac = frac.padEnd(o.minimumFractionDigits, '0');
      if (o.trailingZeroDisplay === 'stripIfInteger' && /^0*$/.test(frac)) frac = '';
      one = cardinal[this.#o.use.slice(0, 2)](Number(`${int}.${frac || 0}`), Number(int), frac.length) === 'one';
      body = [];
      this.#group(int, n.minGroup).forEach((g, i) => {
        if (i) body.push({ type: 'group', value: n.group });
        body.push({ type: 'integer', value: inSystem(g, o.numberingSystem) });
      });
      if (frac) body.push({ type: 'decimal', value: n.decimal }, { type: 'fraction', value: inSystem(frac, o.numberingSystem) });
      if (exponent !== undefined) {
        body.push({ type: 'exponentSeparator', value: 'E' });
        if (exponent < 0) body.push({ type: 'exponentMinusSign', value: n.minus });
        body.push({ type: 'exponentInteger', value: inSystem(String(Math.abs(exponent)), o.numberingSystem) });
      }
      if (suffix) {
        const text = suffix[int === '1' && !frac ? 1 : 2];
        const i = text.indexOf('0');
        const word = (s) => { const m = /^(\s*)(.*?)(\s*)$/s.exec(s); for (const [j, v] of m.slice(1).entries()) if (v) body.push({ type: j === 1 ? 'compact' : 'literal', value: v }); };
        if (i < 0) { body = []; word(text); } else { const inner = body; body = []; word(text.slice(0, i)); body.push(...inner); word(text.slice(i + 1)); }
      }
    }
    let sign = '';
    switch (o.signDisplay) {
      case 'always': sign = negative ? '-' : '+'; break;
      case 'exceptZero': sign = zero || (typeof x === 'number' && Number.isNaN(x)) ? '' : negative ? '-' : '+'; break;
      case 'negative': sign = negative && !zero ? '-' : ''; break;
      case 'never': break;
      default: sign = negative ? '-' : '';
    }
    const negate = { decimal: n.negative, percent: n.percentNegative, currency: n.currencyNegative };
    const plain = { decimal: '0', percent: n.percent, currency: n.currency };
    let pattern = sign ? negate[o.style] : plain[o.style];
    let symbol = '';
    if (o.style === 'currency') {
      if (o.currencyDisplay === 'name') {
        const names = n.names[o.currency] || [`0 ${o.currency}`, `0 ${o.currency}`];
        pattern = (sign ? n.negative.replace('0', '') : '') + names[one ? 0 : 1].replace(/[^0]+/g, (s) => (s.trim() ? s.replace(s.trim(), '¤') : s));
        symbol = names[one ? 0 : 1].replace('0', '').trim();
      } else {
        symbol = o.currencyDisplay === 'code' ? o.currency : (n.symbols[o.currency] || o.currency);
        if (o.currencyDisplay === 'narrowSymbol') symbol = { USD: '$', CAD: '$', AUD: '$', NZD: '$', MXN: '$', GBP: '£', JPY: '¥', CNY: '¥', EUR: '€', INR: '₹', BRL: 'R$', KRW: '₩', SEK: 'kr' }[o.currency] || symbol;
        // Letters do not touch the number.
        if (/[A-Za-z\u0600-\u06ff]$/.test(symbol) && body[0].type === 'integer' && /¤0/.test(pattern)) pattern = pattern.replace('¤0', '¤\u00a00');
        if (o.currencySign === 'accounting' && sign === '-' && /^(?:en|ja|hi)/.test(o.locale)) { pattern = `(${plain.currency})`; sign = ''; }
      }
    }
    for (const piece of pattern.match(/0|¤|-|%|٪\u061c?|[^0¤\-%٪]+/g)) {
      if (piece === '0') out.push(...body);
      else if (piece === '¤') out.push({ type: 'currency', value: symbol });
      else if (piece === '-' && sign) out.push({ type: sign === '-' ? 'minusSign' : 'plusSign', value: sign === '-' ? n.minus : n.plus });
      else if (piece === '%' || piece[0] === '٪') out.push({ type: 'percentSign', value: n.percentSign });
      else out.push({ type: 'literal', value: piece });
    }
    return out;
  }
}

const widths = ['narrow', 'short', 'long'];
const digitsOrNot = ['2-digit', 'numeric'];

class DateTimeFormat {
  #o;
  #d;
  #zone;
  #bound;
  constructor(locales, options, defaults = ['date', 'date']) {
    const o = objectOf(options);
    const { locale, use, keys } = resolve(locales);
    const d = this.#d = data(use).date;
    let zone = native.localZone();
    if (o.timeZone !== undefined) {
      zone = native.zoneName(String(o.timeZone));
      if (!zone) throw new RangeError(`Invalid time zone specified: ${o.timeZone}`);
    }
    this.#zone = zone;
    const r = this.#o = {
      locale, use, calendar: 'gregory', numberingSystem: systemOf(o, keys, data(use).number.system), timeZone: zone,
      weekday: option(o, 'weekday', widths), era: option(o, 'era', widths), year: option(o, 'year', digitsOrNot), month: option(o, 'month', [...digitsOrNot, ...widths]), day: option(o, 'day', digitsOrNot),
      dayPeriod: option(o, 'dayPeriod', widths), hour: option(o, 'hour', digitsOrNot), minute: option(o, 'minute', digitsOrNot), second: option(o, 'second', digitsOrNot),
      fractionalSecondDigits: integer(o, 'fractionalSecondDigits', 1, 3), timeZoneName: option(o, 'timeZoneName', ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric']),
      dateStyle: option(o, 'dateStyle', ['full', 'long', 'medium', 'short']), timeStyle: option(o, 'timeStyle', ['full', 'long', 'medium', 'short']),
    };
    const date = ['weekday', 'year', 'month', 'day'];
    const time = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits'];
    if (r.dateStyle !== undefined || r.timeStyle !== undefined) {
      for (const k of [...date, 'era', ...time, 'timeZoneName']) if (r[k] !== undefined) throw new TypeError(`Can't set option ${k} when ${r.dateStyle !== undefined ? 'dateStyle' : 'timeStyle'} is used`);
      if ((defaults[0] === 'date' && defaults[2] && r.timeStyle !== undefined) || (defaults[0] === 'time' && r.dateStyle !== undefined)) throw new TypeError(`Invalid option : ${defaults[0] === 'date' ? 'timeStyle' : 'dateStyle'}`);
    } else {
      // Of what was not asked for, the defaults are shown.
      const [required, fallback] = defaults;
      const asked = (required !== 'time' && date.some((k) => r[k] !== undefined)) || (required !== 'date' && time.some((k) => r[k] !== undefined)) || (required === 'date' && defaults[2] === undefined && time.some((k) => r[k] !== undefined));
      if (!asked) {
        if (fallback !== 'time') r.year = r.month = r.day = 'numeric';
        if (fallback !== 'date') r.hour = r.minute = r.second = 'numeric';
      }
    }
    const hour12 = o.hour12 === undefined ? undefined : Boolean(o.hour12);
    let cycle = hour12 === undefined ? option(o, 'hourCycle', ['h11', 'h12', 'h23', 'h24'], keys.hc) : hour12 ? d.noonHour : 'h23';
    if (!['h11', 'h12', 'h23', 'h24'].includes(cycle)) cycle = d.hour12 ? d.noonHour : 'h23';
    if (r.hour !== undefined || r.timeStyle !== undefined) {
      r.hourCycle = cycle;
      r.hour12 = cycle === 'h11' || cycle === 'h12';
    }
  }
  static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  get format() {
    // Where the parts have a narrow space, the text has one that programs expect.
    if (!this.#bound) this.#bound = (t) => this.formatToParts(t).map((p) => p.value).join('').replace(/\u202f/g, ' ');
    return this.#bound;
  }
  formatRange(a, b) {
    const x = this.format(a);
    const y = this.format(b);
    return x === y ? x : `${x} – ${y}`;
  }
  resolvedOptions() {
    const out = {};
    for (const k of ['locale', 'calendar', 'numberingSystem', 'timeZone', 'hourCycle', 'hour12', 'weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeZoneName', 'dateStyle', 'timeStyle']) {
      if (this.#o[k] !== undefined) out[k] = this.#o[k];
    }
    return out;
  }
  formatToParts(t) {
    const ms = t === undefined ? Date.now() : typeof t === 'object' && t !== null && typeof t.getTime === 'function' ? t.getTime() : Number(t);
    if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) throw new RangeError('Invalid time value');
    const [offset, abbreviation, summer] = native.zone(ms, this.#zone);
    const at = new Date(ms + offset * 60000);
    const zone = { offset, abbreviation, summer, name: this.#zone };
    const o = this.#o;
    const d = this.#d;
    let pattern;
    const use = Object.assign({}, o);
    if (o.dateStyle !== undefined || o.timeStyle !== undefined) {
      const date = o.dateStyle && d.dateStyle[o.dateStyle];
      if (date) {
        Object.assign(use, { month: date.month, weekday: date.weekday, year: 'numeric', day: 'numeric' });
        pattern = date.pattern;
      }
      if (o.timeStyle) {
        let time = d.timeStyle[o.timeStyle];
        if (o.hour12 !== d.hour12) time = d.times[(o.timeStyle === 'short' ? 'hm' : 'hms') + (o.hour12 ? '12' : '24')] + (o.timeStyle === 'full' || o.timeStyle === 'long' ? ' {z}' : '');
        if (o.timeStyle === 'full') use.timeZoneName = 'long';
        else if (o.timeStyle === 'long') use.timeZoneName = 'short';
        pattern = pattern === undefined ? time : `${pattern}${d.styleGlue[o.dateStyle]}${time}`;
      }
    } else {
      pattern = this.#pattern(use);
    }
    return fill(pattern, use, d, at, zone);
  }
  #pattern(o) {
    const d = this.#d;
    const month = o.month === undefined ? '' : o.month === 'numeric' || o.month === '2-digit' ? 'n' : o.month === 'long' ? 'l' : 's';
    const weekday = o.weekday === undefined ? '' : o.weekday === 'long' ? 'L' : 'S';
    const key = weekday + (o.year ? 'y' : '') + month + (o.day ? 'd' : '');
    let pattern = key ? d.patterns[key] : '';
    if (month === 's' && o.month === 'narrow') pattern = d.patterns[key];
    if (o.era && pattern) pattern += ' {G}';
    let time = '';
    const clock = (o.hour ? 'h' : '') + (o.minute ? 'm' : '') + (o.second || o.fractionalSecondDigits ? 's' : '');
    if (clock === 'hs') time = d.times[`hms${o.hour12 ? '12' : '24'}`].replace(':{mm}', '');
    else if (clock) {
      const asked = o.minute === '2-digit' && o.hour ? clock.replace('m', 'M').replace('s', 'S') : clock;
      time = d.times[asked + (o.hour12 ? '12' : '24')];
    }
    if (o.fractionalSecondDigits) time = o.second ? time.replace(/\{ss?\}/, (m) => `${m}{.}`) : time.replace(/[:]?\{ss?\}/, '{f}');
    if (o.timeZoneName) {
      if (time) time += ' {z}';
      else pattern += ', {z}';
    }
    if (!pattern) return time;
    if (!time) return pattern;
    return `${pattern}${d.glue[(weekday && 'L') + (month || 'n')]}${time}`;
  }
}

const american = { EST: 'Eastern Standard Time', EDT: 'Eastern Daylight Time', CST: 'Central Standard Time', CDT: 'Central Daylight Time', MST: 'Mountain Standard Time', MDT: 'Mountain Daylight Time', PST: 'Pacific Standard Time', PDT: 'Pacific Daylight Time', AKST: 'Alaska Standard Time', AKDT: 'Alaska Daylight Time', HST: 'Hawaii-Aleutian Standard Time' };

function zoneText(o, zone) {
  const american_ = /^(?:America|US|Pacific\/Honolulu)/.test(zone.name) && american[zone.abbreviation];
  if (o.timeZoneName === 'short' && (zone.name === 'UTC' || (american_ && o.use === 'en-US'))) return zone.name === 'UTC' ? 'UTC' : zone.abbreviation;
  if (o.timeZoneName === 'long' && o.use.startsWith('en')) {
    if (zone.name === 'UTC') return 'Coordinated Universal Time';
    if (american_) return american_;
  }
  if (zone.offset === 0) return 'GMT';
  const h = Math.floor(Math.abs(zone.offset) / 60);
  const m = Math.abs(zone.offset) % 60;
  const sign = zone.offset < 0 ? '-' : '+';
  const two = (n) => String(n).padStart(2, '0');
  if (o.timeZoneName.startsWith('long')) return `GMT${sign}${two(h)}:${two(m)}`;
  return `GMT${sign}${h}${m ? ':' + two(m) : ''}`;
}

function fill(pattern, o, d, at, zone) {
  const two = (n) => String(n).padStart(2, '0');
  const number = (s) => inSystem(String(s), o.numberingSystem);
  const y = at.getUTCFullYear();
  const year = o.era && y < 1 ? 1 - y : y;
  const h24 = at.getUTCHours();
  const hour = { h11: h24 % 12, h12: h24 % 12 || 12, h23: h24, h24: h24 || 24 }[o.hourCycle || 'h23'];
  const padded = (v, natural, asked) => number(asked === '2-digit' || natural ? two(v) : v);
  const out = [];
  const add = (type, value) => out.push({ type, value });
  for (const piece of pattern.match(/\{[A-Za-z.]+\}|[^{]+/g) || []) {
    switch (piece) {
      case '{E}': {
        const alone = !o.day && !o.dateStyle && d.weekdays[`${o.weekday}Alone`];
        add('weekday', (alone || d.weekdays[o.weekday])[at.getUTCDay()]);
        break;
      }
      case '{y}': add('year', number(o.year === '2-digit' ? two(Math.abs(year) % 100) : year)); break;
      case '{yy}': add('year', number(two(Math.abs(year) % 100))); break;
      case '{M}': case '{MM}':
        if (o.month !== undefined && o.month !== 'numeric' && o.month !== '2-digit' && piece === '{M}' && !o.dateStyle) add('month', number(at.getUTCMonth() + 1));
        else add('month', padded(at.getUTCMonth() + 1, piece === '{MM}', o.month));
        break;
      case '{L}': {
        const alone = !o.day && !o.dateStyle && d.months[`${o.month}Alone`];
        add('month', (alone || d.months[o.month])[at.getUTCMonth()]);
        break;
      }
      case '{d}': case '{dd}': add('day', padded(at.getUTCDate(), piece === '{dd}', o.day)); break;
      case '{G}': add('era', y < 1 ? 'BC' : d.era); break;
      case '{h}': case '{hh}': add('hour', padded(hour, piece === '{hh}', o.hour)); break;
      case '{m}': case '{mm}': add('minute', padded(at.getUTCMinutes(), piece === '{mm}', o.hour || o.second ? o.minute : undefined)); break;
      case '{s}': case '{ss}': add('second', padded(at.getUTCSeconds(), piece === '{ss}', o.minute ? o.second : undefined)); break;
      case '{.}': add('literal', data(o.use).number.decimal); // fallthrough
      case '{f}': add('fractionalSecond', number(String(at.getUTCMilliseconds()).padStart(3, '0').slice(0, o.fractionalSecondDigits))); break;
      case '{a}': add('dayPeriod', d.dayPeriods[h24 < 12 ? 0 : 1]); break;
      case '{z}': add('timeZoneName', zoneText(o, zone)); break;
      default: add('literal', piece);
    }
  }
  return out;
}

// The plural rules of the languages, for a number with its integer part i, its
// fraction f and the number v of its digits.
const million = (i, v) => i !== 0 && i % 1000000 === 0 && v === 0;
const cardinal = {
  ar: (n) => (n === 0 ? 'zero' : n === 1 ? 'one' : n === 2 ? 'two' : !Number.isInteger(n) ? 'other' : n % 100 >= 3 && n % 100 <= 10 ? 'few' : n % 100 >= 11 ? 'many' : 'other'),
  de: (n, i, v) => (i === 1 && v === 0 ? 'one' : 'other'),
  en: (n, i, v) => (i === 1 && v === 0 ? 'one' : 'other'),
  nl: (n, i, v) => (i === 1 && v === 0 ? 'one' : 'other'),
  es: (n, i, v) => (n === 1 ? 'one' : million(i, v) ? 'many' : 'other'),
  it: (n, i, v) => (i === 1 && v === 0 ? 'one' : million(i, v) ? 'many' : 'other'),
  fr: (n, i, v) => (i === 0 || i === 1 ? 'one' : million(i, v) ? 'many' : 'other'),
  pt: (n, i, v) => (i === 0 || i === 1 ? 'one' : million(i, v) ? 'many' : 'other'),
  hi: (n, i) => (i === 0 || n === 1 ? 'one' : 'other'),
  ja: () => 'other',
};
const ordinal = {
  en: (n) => (n % 10 === 1 && n % 100 !== 11 ? 'one' : n % 10 === 2 && n % 100 !== 12 ? 'two' : n % 10 === 3 && n % 100 !== 13 ? 'few' : 'other'),
  fr: (n) => (n === 1 ? 'one' : 'other'),
  it: (n) => ([8, 11, 80, 800].includes(n) ? 'many' : 'other'),
  hi: (n) => (n === 1 ? 'one' : n === 2 || n === 3 ? 'two' : n === 4 ? 'few' : n === 6 ? 'many' : 'other'),
};
const categories = { ar: ['few', 'many', 'one', 'two', 'zero', 'other'], es: ['one', 'many', 'other'], it: ['one', 'many', 'other'], fr: ['one', 'many', 'other'], pt: ['one', 'many', 'other'], ja: ['other'] };

class PluralRules {
  #o;
  #f;
  constructor(locales, options) {
    const o = objectOf(options);
    const { locale, use } = resolve(locales);
    this.#o = { locale, type: option(o, 'type', ['cardinal', 'ordinal'], 'cardinal') };
    this.#f = new NumberFormat('en-US', Object.assign({}, o, { style: 'decimal', useGrouping: false, notation: 'standard' }));
    this.#o.language = use.slice(0, 2);
  }
  static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  select(x) {
    const n = Math.abs(Number(x));
    if (!Number.isFinite(n)) return 'other';
    const shown = this.#f.formatToParts(n);
    const i = Number(shown.find((p) => p.type === 'integer').value);
    const f = shown.find((p) => p.type === 'fraction');
    const v = f ? f.value.length : 0;
    const { language, type } = this.#o;
    if (type === 'ordinal') return (ordinal[language] || (() => 'other'))(n);
    return cardinal[language](Number(`${i}.${f ? f.value : 0}`), i, v);
  }
  resolvedOptions() {
    const { locale, type, language } = this.#o;
    return Object.assign(this.#f.resolvedOptions(), { locale, type, pluralCategories: categories[language] || ['one', 'other'] });
  }
}

class Collator {
  #o;
  #handle;
  #bound;
  constructor(locales, options) {
    const o = objectOf(options);
    const { locale, keys } = resolve(locales);
    this.#o = {
      locale, usage: option(o, 'usage', ['sort', 'search'], 'sort'), sensitivity: option(o, 'sensitivity', ['base', 'accent', 'case', 'variant'], 'variant'),
      ignorePunctuation: Boolean(o.ignorePunctuation), collation: 'default', numeric: o.numeric === undefined ? keys.kn === '' || keys.kn === 'true' : Boolean(o.numeric),
      caseFirst: option(o, 'caseFirst', ['upper', 'lower', 'false'], 'false'),
    };
    this.#handle = native.collator(locale, this.#o.sensitivity, this.#o.numeric);
  }
  static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  get compare() {
    const clean = (s) => (this.#o.ignorePunctuation ? String(s).replace(/[\p{P}\s]/gu, '') : String(s));
    if (!this.#bound) this.#bound = (a, b) => native.compare(this.#handle, clean(a), clean(b));
    return this.#bound;
  }
  resolvedOptions() { return Object.assign({}, this.#o); }
}

class ListFormat {
  #o;
  #words;
  constructor(locales, options) {
    const o = objectOf(options);
    const { locale, use } = resolve(locales);
    this.#o = { locale, type: option(o, 'type', ['conjunction', 'disjunction', 'unit'], 'conjunction'), style: option(o, 'style', ['long', 'short', 'narrow'], 'long') };
    this.#words = data(use).list[this.#o.type];
  }
  static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  formatToParts(items) {
    const texts = Array.from(items, (v) => {
      if (typeof v !== 'string') throw new TypeError('Iterable yielded a non-String value');
      return v;
    });
    const [pair, start, end] = this.#words;
    const out = [];
    texts.forEach((value, i) => {
      if (i > 0) {
        let word = texts.length === 2 ? pair : i === texts.length - 1 ? end : start;
        if (this.#o.locale.startsWith('es') && i === texts.length - 1) {
          if (word === ' y ' && /^h?i(?!e|a)/i.test(value)) word = ' e ';
          if (word === ' o ' && /^(?:h?o|8)/i.test(value)) word = ' u ';
        }
        out.push({ type: 'literal', value: word });
      }
      out.push({ type: 'element', value });
    });
    return out;
  }
  format(items) { return this.formatToParts(items).map((p) => p.value).join(''); }
  resolvedOptions() { return Object.assign({}, this.#o); }
}

class RelativeTimeFormat {
  #o;
  #d;
  #n;
  #rules;
  constructor(locales, options) {
    const o = objectOf(options);
    const { locale, use } = resolve(locales);
    this.#o = { locale, style: option(o, 'style', ['long', 'short', 'narrow'], 'long'), numeric: option(o, 'numeric', ['always', 'auto'], 'always'), numberingSystem: data(use).number.system };
    this.#d = data(use).relative;
    this.#n = new NumberFormat(use);
    this.#rules = new PluralRules(use);
  }
  static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  format(value, unit) { return this.formatToParts(value, unit).map((p) => p.value).join(''); }
  formatToParts(value, unit) {
    const v = Number(value);
    if (!Number.isFinite(v)) throw new RangeError('Value need to be finite number for Intl.RelativeTimeFormat.prototype.format()');
    const name = `${unit}`.replace(/s$/, '');
    const d = this.#d[name];
    if (!d) throw new RangeError(`Invalid unit argument for format() '${unit}'`);
    if (this.#o.numeric === 'auto' && !Object.is(v, -0) && d.auto[v] !== undefined) return [{ type: 'literal', value: d.auto[v] }];
    const table = v < 0 || Object.is(v, -0) ? d.past : d.future;
    const pattern = table[this.#rules.select(v)] || table.other;
    return pattern.split(/(\{0\})/).filter(Boolean).flatMap((p) => (p === '{0}' ? this.#n.formatToParts(Math.abs(v)).map((q) => Object.assign(q, { unit: name })) : [{ type: 'literal', value: p }]));
  }
  resolvedOptions() { return Object.assign({}, this.#o); }
}

class Locale {
  #tag;
  constructor(tag, options = {}) {
    this.#tag = canonical(tag);
    const { language, script, region } = options;
    if (language || script || region) {
      const b = base(this.#tag);
      this.#tag = canonical([language || this.language, script || this.script, region || this.region].filter(Boolean).join('-')) + this.#tag.slice(b.length);
    }
    for (const [k, name] of [['calendar', 'ca'], ['numberingSystem', 'nu'], ['hourCycle', 'hc'], ['collation', 'co']]) if (options[k]) this.#tag += `${this.#tag.includes('-u-') ? '' : '-u'}-${name}-${options[k]}`;
  }
  #key(k) { const m = new RegExp(`-u-(?:.*-)?${k}-([a-z0-9]+)`).exec(this.#tag); return m ? m[1] : undefined; }
  get baseName() { return base(this.#tag); }
  get language() { return this.baseName.split('-')[0]; }
  get script() { return this.baseName.split('-').slice(1).find((p) => /^[A-Z][a-z]{3}$/.test(p)); }
  get region() { return this.baseName.split('-').slice(1).find((p) => /^(?:[A-Z]{2}|\d{3})$/.test(p)); }
  get calendar() { return this.#key('ca'); }
  get numberingSystem() { return this.#key('nu'); }
  get hourCycle() { return this.#key('hc'); }
  get collation() { return this.#key('co'); }
  maximize() { return new Locale(this.region || !regions[this.language] ? this.#tag : regions[this.language]); }
  minimize() { return regions[this.language] === this.baseName ? new Locale(this.language) : this; }
  toString() { return this.#tag; }
}

const Intl = {
  NumberFormat: callable(NumberFormat), DateTimeFormat: callable(DateTimeFormat), PluralRules, Collator: callable(Collator), ListFormat, RelativeTimeFormat, Locale,
  getCanonicalLocales: (locales) => list(locales),
  supportedValuesOf(key) {
    switch (key) {
      case 'calendar': return ['gregory'];
      case 'numberingSystem': return Object.keys(systems).sort();
      case 'currency': return Object.keys(data('en-US').number.symbols).sort();
      case 'collation': case 'timeZone': case 'unit': return [];
      default: throw new RangeError(`Invalid key : ${key}`);
    }
  },
};
for (const name of ['DisplayNames', 'Segmenter']) {
  Intl[name] = class {
    constructor() { throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `Intl.${name} is not available where Litexa runs code`); }
    static supportedLocalesOf() { return []; }
  };
  Object.defineProperty(Intl[name], 'name', { value: name });
}
Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true });
for (const k of Object.keys(Intl)) {
  Object.defineProperty(Intl, k, { enumerable: false });
  if (Intl[k].prototype) Object.defineProperty(Intl[k].prototype, Symbol.toStringTag, { value: `Intl.${k}`, configurable: true });
}

// callable makes a class that can be called without new.
function callable(Class) {
  const f = function (locales, options) {
    return new.target && new.target !== f ? Reflect.construct(Class, [locales, options], new.target) : new Class(locales, options);
  };
  Object.defineProperty(f, 'name', { value: Class.name });
  Object.defineProperty(f, 'length', { value: 0 });
  Object.defineProperty(f, 'prototype', { value: Class.prototype, writable: false });
  f.supportedLocalesOf = Class.supportedLocalesOf;
  Object.defineProperty(Class.prototype, 'constructor', { value: f, writable: true, configurable: true });
  return f;
}

const cached = new Map();
function once(Class, locales, options, extra) {
  // Most calls are without options, or with the same ones again.
  let key;
  try { key = `${Class.name} ${extra} ${JSON.stringify(locales)} ${JSON.stringify(options)}`; } catch { /* not plain */ }
  let f = key && cached.get(key);
  if (!f) {
    f = new Class(locales, options, extra);
    if (key) {
      if (cached.size > 100) cached.clear();
      cached.set(key, f);
    }
  }
  return f;
}

// install gives the built-in classes the methods that depend on a locale.
function install() {
  const define = (o, methods) => { for (const k of Object.keys(methods)) Object.defineProperty(o, k, { value: methods[k], writable: true, configurable: true, enumerable: false }); };
  define(Number.prototype, { toLocaleString(locales, options) { return once(NumberFormat, locales, options).format(Number.prototype.valueOf.call(this)); } });
  define(BigInt.prototype, { toLocaleString(locales, options) { return once(NumberFormat, locales, options).format(BigInt.prototype.valueOf.call(this)); } });
  const date = (defaults) => function (locales, options) {
    const t = Date.prototype.getTime.call(this);
    return Number.isNaN(t) ? 'Invalid Date' : once(DateTimeFormat, locales, options, defaults).format(t);
  };
  define(Date.prototype, { toLocaleString: date(['any', 'all', 1]), toLocaleDateString: date(['date', 'date', 1]), toLocaleTimeString: date(['time', 'time', 1]) });
  const { localeCompare } = String.prototype;
  define(String.prototype, {
    localeCompare(other, locales, options) {
      return locales === undefined && options === undefined ? localeCompare.call(this, other) : once(Collator, locales, options).compare(String(this), String(other));
    },
  });
}

module.exports = { Intl, install };
