// Writes what Intl needs to know of the languages of Alexa, as this Node does
// it. Run "node gen.js > intl.json" with a Node that has all of ICU.
'use strict';

const locales = ['ar-SA', 'de-DE', 'en-AU', 'en-CA', 'en-GB', 'en-IN', 'en-US', 'es-ES', 'es-MX', 'es-US', 'fr-CA', 'fr-FR', 'hi-IN', 'it-IT', 'ja-JP', 'nl-NL', 'pt-BR'];
const currencies = ['USD', 'EUR', 'GBP', 'JPY', 'INR', 'CAD', 'AUD', 'NZD', 'MXN', 'BRL', 'SAR', 'AED', 'CHF', 'CNY', 'KRW', 'SEK'];
const plain = (l) => `${l}-u-ca-gregory-nu-latn`;

function numbers(l) {
  const f = (o) => new Intl.NumberFormat(l, o);
  const part = (o, v, type) => (f(o).formatToParts(v).find((p) => p.type === type) || {}).value;
  const pattern = (o, v) => f(o).formatToParts(v).map((p) => ({ integer: '0', group: '', decimal: '', fraction: '', currency: '¤', minusSign: '-', percentSign: '%', literal: p.value, compact: p.value, nan: 'N' }[p.type] ?? p.value)).join('').replace(/0+/, '0');
  const big = f().formatToParts(12345678901).filter((p) => p.type === 'integer').map((p) => p.value.length);
  const out = {
    decimal: part({}, 1.5, 'decimal'), group: part({}, 12345678, 'group'), minus: part({}, -1, 'minusSign'), plus: part({ signDisplay: 'always' }, 1, 'plusSign'),
    percentSign: part({ style: 'percent' }, 1, 'percentSign'),
    secondary: big[big.length - 2] || 3, minGroup: f().format(1234).length > 4 ? 1 : 2,
    negative: pattern({}, -1), percent: pattern({ style: 'percent' }, 0.5), percentNegative: pattern({ style: 'percent' }, -0.5),
    currency: pattern({ style: 'currency', currency: 'USD' }, 1), currencyNegative: pattern({ style: 'currency', currency: 'USD' }, -1),
    nan: f().format(NaN), infinity: f().format(Infinity), system: new Intl.NumberFormat(l).resolvedOptions().numberingSystem,
    symbols: {}, names: {}, compact: {},
  };
  for (const c of currencies) {
    out.symbols[c] = part({ style: 'currency', currency: c }, 1, 'currency');
    out.names[c] = [1, 5].map((v) => f({ style: 'currency', currency: c, currencyDisplay: 'name', maximumFractionDigits: 0 }).formatToParts(v).map((p) => (p.type === 'integer' ? '0' : p.value)).join(''));
  }
  for (const display of ['short', 'long']) {
    out.compact[display] = [];
    for (let e = 3; e < 15; e++) {
      const o = { notation: 'compact', compactDisplay: display };
      const digits = f(o).formatToParts(2 * 10 ** e).filter((p) => p.type === 'integer').reduce((n, p) => n + p.value.length, 0);
      out.compact[display].push([e + 1 - digits, pattern(o, 10 ** e), pattern(o, 2 * 10 ** e)]);
    }
  }
  return out;
}

// shape writes the parts of a date as a pattern.
function shape(parts) {
  return parts.map((p) => {
    switch (p.type) {
      case 'weekday': return '{E}';
      case 'month': return /^0\d$/.test(p.value) ? '{MM}' : /^\d+$/.test(p.value) ? '{M}' : '{L}';
      case 'day': return /^0\d$/.test(p.value) ? '{dd}' : '{d}';
      case 'year': return p.value.length === 2 ? '{yy}' : '{y}';
      case 'hour': return /^0\d$/.test(p.value) ? '{hh}' : '{h}';
      case 'minute': return /^0\d$/.test(p.value) ? '{mm}' : '{m}';
      case 'second': return /^0\d$/.test(p.value) ? '{ss}' : '{s}';
      case 'dayPeriod': return '{a}';
      case 'era': return '{G}';
      case 'timeZoneName': return '{z}';
      default: return p.value;
    }
  }).join('');
}

const at = new Date(Date.UTC(2021, 2, 5, 9, 4, 5)); // a Friday

function dates(l) {
  const f = (o) => new Intl.DateTimeFormat(plain(l), Object.assign({ timeZone: 'UTC' }, o));
  const out = { months: {}, weekdays: {}, patterns: {}, times: {}, glue: {}, dateStyle: {}, timeStyle: {}, styleGlue: {} };
  const names = (o, type, n, date) => Array.from({ length: n }, (_, i) => f(o).formatToParts(date(i)).find((p) => p.type === type).value);
  for (const width of ['long', 'short', 'narrow']) {
    out.months[width] = names({ month: width, day: 'numeric' }, 'month', 12, (i) => new Date(Date.UTC(2021, i, 5)));
    const alone = names({ month: width }, 'month', 12, (i) => new Date(Date.UTC(2021, i, 5)));
    if (alone.join() !== out.months[width].join()) out.months[`${width}Alone`] = alone;
    const day = (i) => new Date(Date.UTC(2021, 2, 7 + i));
    out.weekdays[width] = names({ weekday: width, day: 'numeric', month: 'long' }, 'weekday', 7, day);
    const dayAlone = names({ weekday: width }, 'weekday', 7, day);
    if (dayAlone.join() !== out.weekdays[width].join()) out.weekdays[`${width}Alone`] = dayAlone;
  }
  out.dayPeriods = [9, 15].map((h) => f({ hour: 'numeric', hour12: true }).formatToParts(new Date(Date.UTC(2021, 2, 5, h))).find((p) => p.type === 'dayPeriod').value);
  out.hour12 = f({ hour: 'numeric' }).resolvedOptions().hour12;
  out.noonHour = f({ hour: 'numeric', hour12: true }).resolvedOptions().hourCycle;
  out.era = names({ era: 'short', year: 'numeric' }, 'era', 1, () => at)[0];
  for (const weekday of ['', 'long', 'short']) {
    for (const year of ['', 'numeric']) {
      for (const month of ['', 'numeric', 'long', 'short']) {
        for (const day of ['', 'numeric']) {
          if (!weekday && !year && !month && !day) continue;
          const o = {};
          if (weekday) o.weekday = weekday;
          if (year) o.year = year;
          if (month) o.month = month;
          if (day) o.day = day;
          const key = (weekday ? weekday[0].toUpperCase() : '') + (year ? 'y' : '') + (month ? month[0] : '') + (day ? 'd' : '');
          out.patterns[key] = shape(f(o).formatToParts(at));
        }
      }
    }
  }
  for (const hour12 of [true, false]) {
    // A capital letter asks for two digits, which also changes the hour.
    for (const key of ['h', 'hm', 'hM', 'hms', 'hMS', 'm', 'ms', 's']) {
      const o = { hour12 };
      if (key.includes('h')) o.hour = 'numeric';
      if (/m/i.test(key)) o.minute = key.includes('M') ? '2-digit' : 'numeric';
      if (/s/i.test(key)) o.second = key.includes('S') ? '2-digit' : 'numeric';
      out.times[key + (hour12 ? '12' : '24')] = shape(f(o).formatToParts(at));
    }
  }
  // What stands between a date and a time.
  const between = (parts) => {
    const isTime = (p) => ['hour', 'dayPeriod'].includes(p.type);
    const first = parts.findIndex(isTime);
    let i = first - 1;
    while (i >= 0 && parts[i].type === 'literal') i--;
    const text = parts.slice(i + 1, first).map((p) => p.value).join('');
    const whole = f({ hour: 'numeric', minute: 'numeric' }).formatToParts(at);
    const lead = whole[0].type === 'literal' ? whole[0].value : '';
    return lead && text.endsWith(lead) ? text.slice(0, -lead.length) : text;
  };
  for (const month of ['numeric', 'short', 'long']) {
    for (const weekday of ['', 'long']) {
      const o = { year: 'numeric', month, day: 'numeric', hour: 'numeric', minute: 'numeric' };
      if (weekday) o.weekday = weekday;
      let parts = f(o).formatToParts(at);
      let text = between(parts);
      // A date that ends with a literal has it in its own pattern.
      const own = out.patterns[(weekday ? 'L' : '') + 'y' + month[0] + 'd'].replace(/.*\}/, '');
      if (own && text.startsWith(own)) text = text.slice(own.length);
      out.glue[(weekday ? 'L' : '') + month[0]] = text;
    }
  }
  for (const style of ['full', 'long', 'medium', 'short']) {
    out.dateStyle[style] = { pattern: shape(f({ dateStyle: style }).formatToParts(at)) };
    // In September no language has the same long and short name.
    const month = f({ dateStyle: style }).formatToParts(new Date(Date.UTC(2021, 8, 3))).find((p) => p.type === 'month').value;
    out.dateStyle[style].month = month === out.months.long[8] ? 'long' : 'short';
    const weekday = f({ dateStyle: style }).formatToParts(at).find((p) => p.type === 'weekday');
    if (weekday) out.dateStyle[style].weekday = weekday.value === out.weekdays.long[5] ? 'long' : 'short';
    out.timeStyle[style] = shape(f({ timeStyle: style }).formatToParts(at));
    let text = between(f({ dateStyle: style, timeStyle: 'short' }).formatToParts(at));
    const own = out.dateStyle[style].pattern.replace(/.*\}/, '');
    if (own && text.startsWith(own)) text = text.slice(own.length);
    out.styleGlue[style] = text;
  }
  return out;
}

function lists(l) {
  const out = {};
  for (const type of ['conjunction', 'disjunction', 'unit']) {
    const f = new Intl.ListFormat(l, { type, style: 'long' });
    const literals = (n) => f.formatToParts(Array.from({ length: n }, (_, i) => `${i}`)).filter((p) => p.type === 'literal').map((p) => p.value);
    const [pair] = literals(2);
    const [start, , end] = literals(4);
    out[type] = [pair, start, end];
  }
  return out;
}

function relative(l) {
  const out = {};
  const always = new Intl.RelativeTimeFormat(plain(l), { numeric: 'always' });
  const auto = new Intl.RelativeTimeFormat(plain(l), { numeric: 'auto' });
  const rules = new Intl.PluralRules(l);
  const samples = {};
  for (const v of [0, 1, 2, 3, 5, 11, 100, 1.5, 1000000]) samples[rules.select(v)] = samples[rules.select(v)] ?? v;
  for (const unit of ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']) {
    const text = (v) => always.formatToParts(v, unit).map((p) => (p.type === 'literal' ? p.value : '\u0000')).join('').replace(/\u0000+/, '{0}');
    out[unit] = { past: {}, future: {}, auto: {} };
    for (const [category, v] of Object.entries(samples)) {
      out[unit].future[category] = text(v);
      out[unit].past[category] = text(-v || -0);
    }
    for (const v of [-2, -1, 0, 1, 2]) {
      const s = auto.format(v, unit);
      if (s !== always.format(v, unit)) out[unit].auto[v] = s;
    }
  }
  return out;
}

const out = {};
for (const l of locales) out[l] = { number: numbers(l), date: dates(l), list: lists(l), relative: relative(l) };
process.stdout.write(JSON.stringify(out) + '\n');
