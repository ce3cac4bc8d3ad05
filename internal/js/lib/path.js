'use strict';
const { argType, checkString } = require('internal/errors');

// resolveDots removes "." and ".." parts; those above the top stay if above is
// set.
function resolveDots(path, above, isSlash, slash) {
  const out = [];
  for (const part of split(path, isSlash)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length && out[out.length - 1] !== '..') out.pop();
    else if (above) out.push('..');
  }
  return out.join(slash);
}

function split(path, isSlash) {
  const parts = [];
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    if (i === path.length || isSlash(path[i])) {
      parts.push(path.slice(start, i));
      start = i + 1;
    }
  }
  return parts;
}

function make(windows) {
  const sep = windows ? '\\' : '/';
  const isSlash = windows ? (c) => c === '/' || c === '\\' : (c) => c === '/';

  // root returns the drive or share, and whether a slash follows it.
  function root(path) {
    if (!windows) return { device: '', end: isSlash(path[0]) ? 1 : 0, absolute: isSlash(path[0]) };
    const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)(?:[\\/]+|$)/.exec(path);
    if (share) return { device: `\\\\${share[1]}\\${share[2]}`, end: share[0].length, absolute: true };
    const drive = /^([a-zA-Z]:)([\\/]*)/.exec(path);
    if (drive) return { device: drive[1], end: drive[0].length, absolute: drive[2] !== '' };
    return { device: '', end: isSlash(path[0]) ? 1 : 0, absolute: isSlash(path[0]) };
  }

  function trailing(path) {
    return path.length > 0 && isSlash(path[path.length - 1]);
  }

  // lastPart returns where the last part of a path begins and ends.
  function lastPart(path, from) {
    let end = path.length;
    while (end > from && isSlash(path[end - 1])) end--;
    let start = end;
    while (start > from && !isSlash(path[start - 1])) start--;
    return [start, end];
  }

  const self = {
    sep, delimiter: windows ? ';' : ':',
    normalize(path) {
      checkString('path', path);
      if (path === '') return '.';
      const r = root(path);
      let tail = resolveDots(path.slice(r.end), !r.absolute, isSlash, sep);
      if (tail === '' && !r.absolute) tail = '.';
      if (tail !== '' && trailing(path)) tail += sep;
      if (r.device === '') return (r.absolute ? sep : '') + tail;
      return r.absolute ? `${r.device}${sep}${tail}` : `${r.device}${tail}`;
    },
    isAbsolute(path) {
      checkString('path', path);
      return path !== '' && root(path).absolute;
    },
    join(...paths) {
      for (const p of paths) checkString('path', p);
      const parts = paths.filter((p) => p !== '');
      if (parts.length === 0) return '.';
      let joined = parts.join(sep);
      // Two slashes at the start mean a share only if the first path has them.
      if (windows && isSlash(joined[0]) && isSlash(joined[1]) && !/^[\\/]{2}[^\\/]/.test(parts[0])) joined = joined.replace(/^[\\/]+/, '\\');
      return self.normalize(joined);
    },
    resolve(...paths) {
      for (const p of paths) checkString('path', p);
      let device = '';
      let tail = '';
      let absolute = false;
      for (let i = paths.length - 1; i >= -1 && !(absolute && (!windows || device)); i--) {
        const path = i >= 0 ? paths[i] : process.cwd();
        if (path === '') continue;
        const r = root(path);
        if (r.device) {
          if (device && r.device.toLowerCase() !== device.toLowerCase()) continue;
          device = device || r.device;
        }
        if (!absolute) {
          tail = `${path.slice(r.end)}${sep}${tail}`;
          absolute = r.absolute;
        }
      }
      tail = resolveDots(tail, !absolute, isSlash, sep);
      return `${device}${absolute ? sep : ''}${tail}` || '.';
    },
    relative(from, to) {
      checkString('from', from);
      checkString('to', to);
      const a = self.resolve(from);
      const b = self.resolve(to);
      const fold = windows ? (s) => s.toLowerCase() : (s) => s;
      if (fold(a) === fold(b)) return '';
      const ra = root(a);
      const rb = root(b);
      if (fold(ra.device) !== fold(rb.device)) return b;
      const x = a.slice(ra.end).split(sep).filter(Boolean);
      const y = b.slice(rb.end).split(sep).filter(Boolean);
      let i = 0;
      while (i < x.length && i < y.length && fold(x[i]) === fold(y[i])) i++;
      return [...x.slice(i).map(() => '..'), ...y.slice(i)].join(sep);
    },
    toNamespacedPath: (path) => path,
    dirname(path) {
      checkString('path', path);
      if (path === '') return '.';
      const r = root(path);
      const [start] = lastPart(path, r.end);
      if (start - 1 > r.end || (start - 1 === r.end && r.end === 0)) return path.slice(0, start - 1);
      return r.end > 0 ? path.slice(0, r.end) : '.';
    },
    basename(path, suffix) {
      if (suffix !== undefined) checkString('suffix', suffix);
      checkString('path', path);
      const from = windows && /^[a-zA-Z]:/.test(path) ? 2 : 0;
      const [start, end] = lastPart(path, from);
      const base = path.slice(start, end);
      return suffix !== undefined && suffix !== base && base.endsWith(suffix) ? base.slice(0, base.length - suffix.length) : base;
    },
    extname(path) {
      const base = self.basename(path);
      const dot = base.lastIndexOf('.');
      return dot <= 0 || base === '..' ? '' : base.slice(dot);
    },
    parse(path) {
      checkString('path', path);
      const r = root(path);
      const base = path === '' ? '' : self.basename(path.slice(r.end));
      const ext = self.extname(base);
      const rootText = path.slice(0, r.end);
      let dir = rootText;
      if (path.length > r.end) {
        const [start] = lastPart(path, r.end);
        if (start - 1 > r.end || (start - 1 === r.end && r.end === 0)) dir = path.slice(0, start - 1);
      }
      return { root: rootText, dir, base, ext, name: base.slice(0, base.length - ext.length) };
    },
    format(o) {
      if (o === null || typeof o !== 'object') throw argType('pathObject', 'of type object', o);
      const dir = o.dir || o.root;
      const base = o.base || `${o.name || ''}${o.ext ? (o.ext[0] === '.' ? '' : '.') + o.ext : ''}`;
      if (!dir) return base;
      return dir === o.root ? `${dir}${base}` : `${dir}${sep}${base}`;
    },
  };
  self._makeLong = self.toNamespacedPath;
  return self;
}

const posix = make(false);
const win32 = make(true);
posix.posix = win32.posix = posix;
posix.win32 = win32.win32 = win32;
module.exports = process.platform === 'win32' ? win32 : posix;
