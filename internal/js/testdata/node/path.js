const path = require('path');
const P = ['', '.', '..', '/', 'a', 'a/', '/a', '/a/', 'a/b', '/a/b/../c', './a', '../a', 'a/../..', 'a//b', 'a.b.c', '.bashrc', 'a/.b', 'x.', '..a', 'C:\\a\\b', 'C:', 'C:a', '\\\\srv\\share\\x', 'c:/a/../b', 'a\\b', '/a/b.txt', 'file.tar.gz', 'dir/file', '///a//b', '/a/./b', 'a/b/'];
for (const [name, m] of [['posix', path.posix], ['win32', path.win32]]) {
  for (const p of P) console.log(name, JSON.stringify(p), JSON.stringify([m.normalize(p), m.dirname(p), m.basename(p), m.basename(p, '.c'), m.extname(p), m.isAbsolute(p), m.parse(p)]));
  for (const a of P) for (const b of ['', '.', '..', '/x', 'y', '../z']) console.log(name, JSON.stringify([a, b, m.join(a, b), m === path.posix ? m.resolve('/base', a, b) : m.resolve('C:\\base', a, b)]));
  for (const [a, b] of [['/a/b', '/a/c'], ['/a', '/a/b/c'], ['/a/b/c', '/'], ['/', '/a'], ['/a', '/a'], ['/foo/bar', '/foo/barbaz'], ['C:\\a\\b', 'C:\\a\\c'], ['C:\\a', 'D:\\b'], ['c:\\A', 'C:\\a\\b']]) console.log(name, JSON.stringify([a, b, m === path.posix || a[1]===':' ? m.relative(a, b) : 0]));
  console.log(m.format({ dir: '/a', base: 'b.c' }), m.format({ root: '/', name: 'x', ext: '.y' }), m.format({ root: '/', dir: '/', base: 'q' }), m.format({ name: 'n', ext: 'e' }), m.sep, m.delimiter);
}
try { path.join(1) } catch (e) { console.log(e.code, e.message) }
console.log(path === path.posix, path.posix.posix === path.posix);
