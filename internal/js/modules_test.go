package js

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestProcess(t *testing.T) {
	now := time.Date(2021, 3, 5, 9, 4, 5, 6e6, time.UTC)
	f := open(t, `-- main.js --
const before = process.hrtime()
process.env.ADDED = 5; delete process.env.GONE
console.log("out", 1); console.error("err"); process.stdout.write("written\n"); console.warn("%s!", "warned")
process.emitWarning("old", "DeprecationWarning"); process.emitWarning("old", "DeprecationWarning")
module.exports = {env: {...process.env}, has: "NOPE" in process.env, argv: process.argv.slice(1), cwd: process.cwd() === __dirname,
  now: Date.now(), random: [Math.random(), Math.random()], uuid: require("crypto").randomUUID(), bytes: require("crypto").randomBytes(2).toString("hex"),
  node: /^v20/.test(process.version), diff: process.hrtime(before), title: process.title, platform: typeof process.platform}
`, func(o *Options) {
		o.Env = []string{"KEY=value", "EMPTY=", "GONE=x", "=odd", "wrong"}
		o.Argv = []string{"test", "--flag"}
		o.Now = func() time.Time { return now }
		n := 0.0
		o.Rand = func() float64 { n += 0.25; return n }
		o.RandReader = bytes.NewReader(bytes.Repeat([]byte{0xAB}, 100))
	})
	want := `{"env":{"KEY":"value","EMPTY":"","ADDED":"5"},"has":false,"argv":["test","--flag"],"cwd":true,"now":1614935045006,"random":[0.25,0.5],` +
		`"uuid":"abababab-abab-4bab-abab-abababababab","bytes":"abab","node":true,"diff":[0,0],"title":"litexa","platform":"string"}`
	check(t, "process", f.json(t, "main"), want)
	check(t, "stdout", f.out.String(), "out 1\nwritten\n")
	check(t, "stderr", f.err.String(), "err\nwarned!\n(litexa) DeprecationWarning: old\n")
}

func TestProcessEvents(t *testing.T) {
	f := open(t, `-- main.js --
const seen = exports.seen = []
process.on("uncaughtException", e => seen.push("uncaught " + e.message))
process.on("unhandledRejection", e => seen.push("unhandled " + e.message))
exports.call = () => new Promise(resolve => {
  setTimeout(() => { throw new Error("timer") }, 1)
  process.nextTick(() => { throw new Error("tick") })
  Promise.reject(new Error("rejected"))
  setTimeout(resolve, 20)
})
-- quiet.js --
exports.call = () => { Promise.reject(new Error("nobody cares")); const later = Promise.reject(1); setTimeout(() => later.catch(() => {}), 0); return 5 }
`)
	v, err := f.Require(t.Context(), "main")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.CallMethod(t.Context(), "call"); err != nil {
		t.Fatal(err)
	}
	check(t, "events", toJSON(t, v), `{"seen":["uncaught tick","unhandled rejected","uncaught timer"]}`)

	g := open(t, `-- quiet.js --
exports.call = () => { Promise.reject(new Error("nobody cares")); return 5 }
`)
	v, err = g.Require(t.Context(), "quiet")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.CallMethod(t.Context(), "call"); err != nil {
		t.Fatal(err)
	}
	if err := g.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := g.err.String(); !strings.HasPrefix(got, "a promise was rejected, and nothing handles it: ") || !strings.Contains(got, "quiet.js:1:39: Error: nobody cares") {
		t.Errorf("stderr is %q", got)
	}
}

// The clock of timers is that of the process, which is faked here.
func TestTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		vm, err := New(Options{Timeout: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		s, err := vm.NewScope(t.Context(), Source{Result: "{log, sleep, later, stop, pending}", Files: []File{{Name: "a.js", Text: `
const log = []
let interval
function later() {
  setTimeout((a, b) => log.push("50" + a + b), 50, "x", "y")
  setTimeout(() => log.push("10"), 10)
  interval = setInterval(() => { log.push("i"); if (log.length > 5) clearInterval(interval) }, 20)
  const gone = setTimeout(() => log.push("never"), 1); clearTimeout(+gone)
  const loose = setTimeout(() => log.push("loose"), 1e6).unref()
  const moved = setTimeout(() => log.push("moved"), 30); setTimeout(() => moved.refresh(), 15)
  return [gone.hasRef(), loose.hasRef(), moved.hasRef()]
}
const sleep = ms => new Promise(r => setTimeout(r, ms, "slept"))
const stop = () => { const c = new AbortController(); setTimeout(() => c.abort(), 5); return require("timers/promises").setTimeout(1e5, 0, {signal: c.signal}).catch(e => e.name) }
const pending = () => { setTimeout(() => log.push("pending"), 100) }
`}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		call := func(name string, args ...any) string {
			t.Helper()
			v, err := s.Result().CallMethod(t.Context(), name, args...)
			if err != nil {
				t.Fatal(err)
			}
			return toJSON(t, v)
		}
		start := time.Now()
		check(t, "slept", call("sleep", 90_000), `"slept"`)
		check(t, "time", time.Since(start), 90*time.Second)
		check(t, "refs", call("later"), "[false,false,true]")
		if err := vm.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		v, err := s.Result().Get("log")
		if err != nil {
			t.Fatal(err)
		}
		check(t, "log", toJSON(t, v), `["10","i","i","moved","50xy","i"]`)
		check(t, "stopped", call("stop"), `"AbortError"`)
		// What is left when a call returns goes on in the next one.
		check(t, "pending", call("pending"), "null")
		check(t, "slept", call("sleep", 200), `"slept"`)
		check(t, "log", strings.HasSuffix(toJSON(t, v), `,"pending"]`), true)
	})
}

func TestFiles(t *testing.T) {
	const files = `
-- main.js --
const fs = require("fs"), path = require("path"), util = require("util")
const code = f => { try { return f() } catch (e) { return [e.code, e.syscall, e.message.split(",")[0]] } }
const at = p => path.join(__dirname, p)
exports.sync = [fs.readFileSync(at("a.txt"), "utf8"), fs.readFileSync("a.txt").length, fs.existsSync(at("nope")), fs.existsSync("dir"), fs.statSync("a.txt").size,
  fs.statSync("dir").isDirectory(), fs.statSync("a.txt").mtime instanceof Date, fs.readdirSync("dir"), fs.readdirSync("dir", {withFileTypes: true}).map(e => e.name + e.isFile() + e.isDirectory()),
  fs.readdirSync(".", {recursive: true}).includes(path.join("dir", "sub", "c.txt")), fs.realpathSync("dir/../a.txt") === fs.realpathSync(at("a.txt")), fs.accessSync("a.txt"), fs.statSync("nope", {throwIfNoEntry: false}),
  fs.lstatSync("a.txt").isSymbolicLink(), fs.readFileSync(require("url").pathToFileURL(at("a.txt")), {encoding: "hex"})]
exports.errors = [() => fs.readFileSync("nope"), () => fs.readFileSync("dir"), () => fs.readdirSync("a.txt"), () => fs.writeFileSync("b.txt", "x"), () => fs.mkdirSync("d"), () => fs.createWriteStream("x"),
  () => fs.openSync("a.txt", "w"), () => fs.readFileSync("/etc/passwd"), () => fs.readFileSync("../outside.txt"), () => fs.accessSync("a.txt", fs.constants.W_OK), () => fs.readFileSync(5), () => fs.readFileSync("a", "nope"), () => fs.watch("a.txt")].map(code)
const fd = fs.openSync("a.txt"), buf = Buffer.alloc(4)
exports.fd = [fs.readSync(fd, buf, 0, 4, 1), buf.toString(), fs.readSync(fd, buf), fs.fstatSync(fd).size, fs.closeSync(fd), code(() => fs.readSync(fd, buf))]
exports.later = async () => {
  const log = []
  fs.readFile("a.txt", "utf8", (e, s) => log.push(s)); fs.readFile("nope", e => log.push(e.code)); fs.writeFile("x", "y", e => log.push(e.code)); fs.stat("a.txt", (e, s) => log.push(s.size)); fs.exists("a.txt", x => log.push(x))
  log.push(await fs.promises.readFile("a.txt", "utf8"), await util.promisify(fs.readFile)("a.txt", "latin1"), await require("fs/promises").readdir("dir"), await fs.promises.writeFile("x", "y").catch(e => e.code), await fs.promises.access("nope").catch(e => e.code))
  let text = ""; for await (const chunk of fs.createReadStream("a.txt", {encoding: "utf8", start: 1, end: 2})) text += chunk
  const h = await fs.promises.open("a.txt"); log.push(text, (await h.readFile()).length); await h.close()
  return log
}
-- a.txt --
hällo
-- dir/b.txt --
-- dir/sub/c.txt --
-- node_modules/pkg/index.js --
module.exports = require("fs").readFileSync(__dirname + "/data.txt", "utf8")
-- node_modules/pkg/data.txt --
data
`
	f := open(t, files)
	v, err := f.Require(t.Context(), "main")
	if err != nil {
		t.Fatal(err)
	}
	get := func(name string) string {
		t.Helper()
		m, err := v.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		return toJSON(t, m)
	}
	check(t, "sync", get("sync"), `["hällo\n",7,false,true,7,true,true,["b.txt","sub"],["b.txttruefalse","subfalsetrue"],true,true,null,null,false,"68c3a46c6c6f0a"]`)
	const (
		denied   = `"EACCES: code may only read files of the project and of packages that it uses"`
		readOnly = `"EROFS: files cannot be written where Litexa runs code"`
	)
	check(t, "errors", get("errors"), `[["ENOENT","open","ENOENT: no such file or directory"],["EISDIR","open","EISDIR: illegal operation on a directory"],["ENOTDIR","scandir","ENOTDIR: not a directory"],`+
		`["EROFS","writeFile",`+readOnly+`],["EROFS","mkdir",`+readOnly+`],["EROFS","open",`+readOnly+`],["EROFS","open",`+readOnly+`],["EACCES","open",`+denied+`],["EACCES","open",`+denied+`],["EROFS","access",`+readOnly+`],`+
		`["EBADF","read","EBADF: bad file descriptor"],["ERR_INVALID_ARG_VALUE",null,"The argument 'encoding' is invalid encoding. Received 'nope'"],["EINVAL","watch","EINVAL: files cannot be watched where Litexa runs code"]]`)
	check(t, "descriptors", get("fd"), `[4,"äll",4,7,null,["EBADF","read","EBADF: bad file descriptor"]]`)
	later, err := v.CallMethod(t.Context(), "later")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "later", toJSON(t, later), `["EROFS",true,"hällo\n","ENOENT",7,"hällo\n","hÃ¤llo\n",["b.txt","sub"],"EROFS","ENOENT","ä",7]`)

	// A package may read its own files, wherever it is.
	g := open(t, "-- main.js --\nmodule.exports = require('pkg')\n", func(o *Options) { o.NodePath = []string{f.dir + "/node_modules"} })
	check(t, "package", g.json(t, "main"), `"data\n"`)
}

func TestHTTP(t *testing.T) {
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		w.Header().Add("Set-Cookie", "a=1")
		w.Header().Add("Set-Cookie", "b=2")
		switch r.URL.Path {
		case "/redirect":
			http.Redirect(w, r, "/final", http.StatusFound)
		case "/large":
			_, _ = w.Write(bytes.Repeat([]byte("x"), 2000))
		case "/hang":
			<-r.Context().Done()
		case "/missing":
			http.Error(w, "no", http.StatusNotFound)
		default:
			w.Header().Set("X-Method", r.Method)
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"path":"`+r.URL.String()+`","body":"`+strings.ReplaceAll(string(body), `"`, "'")+`","type":"`+r.Header.Get("Content-Type")+`","h":"`+r.Header.Get("X-Test")+`","auth":"`+r.Header.Get("Authorization")+`"}`)
		}
	}))
	t.Cleanup(server.Close) // after the VMs, which end their requests
	f := open(t, "", func(o *Options) { o.HTTP, o.MaxResponse = server.Client(), 1000 })
	for _, test := range []struct{ name, code, want string }{
		{"fetch", `const r = await fetch(base + "/a?b=c", {headers: {"x-test": "1"}}); return [r.status, r.ok, r.statusText, r.headers.get("x-method"), r.url === base + "/a?b=c", await r.json(), r.bodyUsed, r.headers.getSetCookie()]`,
			`[200,true,"OK","GET",true,{"path":"/a?b=c","body":"","type":"","h":"1","auth":""},true,["a=1","b=2"]]`},
		{"fetch post", `const r = await fetch(base, {method: "post", body: JSON.stringify({a: 1}), headers: new Headers([["content-type", "application/json"]])}); return (await r.json()).body + r.headers.get("x-method")`, `"{'a':1}POST"`},
		{"fetch form", `const r = await fetch(new URL(base), {method: "PUT", body: new URLSearchParams({a: "b c"})}); const {body, type} = await r.json(); return [body, type]`, `["a=b+c","application/x-www-form-urlencoded;charset=UTF-8"]`},
		{"fetch request", `const q = new Request(base + "/x", {method: "POST", body: "t"}); const r = await fetch(q.clone()); return [(await r.json()).body, q.method]`, `["t","POST"]`},
		{"redirects", `const r = await fetch(base + "/redirect"); const m = await fetch(base + "/redirect", {redirect: "manual"}); return [r.redirected, new URL(r.url).pathname, m.status, m.headers.get("location"), await fetch(base + "/redirect", {redirect: "error"}).catch(e => e.message)]`, `[true,"/final",302,"/final","fetch failed"]`},
		{"errors", `const e = await fetch("http://127.0.0.1:1/").catch(e => e); const big = await fetch(base + "/large").catch(e => e.cause.message); return [e.name, e.message, e.cause.code, big, (await fetch(base + "/missing")).status, await fetch("ftp://x").catch(e => e.message), await fetch("nope").catch(e => e.message)]`,
			`["TypeError","fetch failed","ECONNREFUSED","the response is larger than 1000 bytes",404,"fetch failed","Failed to parse URL from nope"]`},
		{"abort", `const c = new AbortController(); setTimeout(() => c.abort(), 10); const a = await fetch(base + "/hang", {signal: c.signal}).catch(e => e.name); const t = await fetch(base + "/hang", {signal: AbortSignal.timeout(10)}).catch(e => e.name); return [a, t]`, `["AbortError","TimeoutError"]`},
		{"data", `return (await fetch("data:text/plain;base64,aGk=")).text()`, `"hi"`},
		{"http get", `const http = require("http"); return new Promise((ok, fail) => http.get(base + "/g", {headers: {"X-Test": "2"}}, r => { let s = ""; r.setEncoding("utf8"); r.on("data", d => s += d); r.on("end", () => ok([r.statusCode, r.statusMessage, JSON.parse(s).h, r.headers["x-method"], r.headers["set-cookie"], r.complete])) }).on("error", fail))`, `[200,"OK","2","GET",["a=1","b=2"],true]`},
		{"http post", `const {request} = require("node:http"); const u = new URL(base); return new Promise((ok, fail) => { const q = request({hostname: u.hostname, port: u.port, path: "/p", method: "POST", auth: "u:p", headers: {"Content-Type": "text/plain"}}, async r => { let s = ""; for await (const c of r) s += c; ok(JSON.parse(s)) }); q.on("error", fail); q.write("one "); q.end("two") })`, `{"path":"/p","body":"one two","type":"text/plain","h":"","auth":"Basic dTpw"}`},
		{"http errors", `const http = require("http"); const one = await new Promise(ok => http.get("http://127.0.0.1:1/").on("error", e => ok(e.code))); const two = await new Promise(ok => { const q = http.get(base + "/hang"); q.setTimeout(10, () => q.destroy(new Error("too slow"))); q.on("error", e => ok(e.message)) }); let three; try { http.request("https://x/") } catch (e) { three = e.code } return [one, two, three]`, `["ECONNREFUSED","too slow","ERR_INVALID_PROTOCOL"]`},
		{"no servers", `try { require("http").createServer() } catch (e) { return e.message }`, `"http.createServer cannot be used here: there are no servers where Litexa runs code"`},
		{"parallel", `return (await Promise.all([1, 2, 3].map(async n => (await (await fetch(base + "/" + n)).json()).path)))`, `["/1","/2","/3"]`},
		{"bodies", `const r = new Response("é", {status: 201}); const b = await r.clone().blob(); const form = new FormData(); form.append("f", new Blob(["x"]), "n.txt"); return [await r.text(), b.size, Response.json({a: 1}).headers.get("content-type"), await r.text().catch(e => e.name), [...form].map(([k, v]) => k + v.name), (await new Response(form).text()).includes('filename="n.txt"'), [...new Uint8Array(await new Response("ab").arrayBuffer())]]`,
			`["é",2,"application/json","TypeError",["fn.txt"],true,[97,98]]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := f.eval(t, "const base = "+`"`+server.URL+`"`+"\nasync function main() {"+test.code+"\n}")
			if err != nil {
				t.Fatal(err)
			}
			check(t, "result", got, test.want)
		})
	}

	before := requests.Load()
	off := open(t, "")
	for _, code := range []string{
		"() => fetch('" + server.URL + "').catch(e => { throw e.cause })",
		"() => new Promise((ok, fail) => require('http').get('" + server.URL + "').on('error', fail))",
	} {
		_, err := off.eval(t, "const main = "+code)
		if err == nil || !strings.Contains(err.Error(), "network requests are off while a project is compiled") {
			t.Errorf("without a client: %v", err)
		}
	}
	check(t, "requests", requests.Load(), before)

	// A request that is under way when the limit is reached, or the VM is
	// closed, ends.
	slow := open(t, "", func(o *Options) { o.HTTP, o.Timeout = server.Client(), 50*time.Millisecond })
	if _, err := slow.eval(t, "const main = () => fetch('"+server.URL+"/hang')"); !errors.Is(err, ErrTimeout) {
		t.Errorf("a slow request: %v", err)
	}
	if _, err := slow.eval(t, "const main = () => { fetch('"+server.URL+"/hang') }"); err != nil {
		t.Error(err)
	}
}

func TestUnavailable(t *testing.T) {
	f := open(t, `-- main.js --
const {exec, spawn} = require("child_process"), net = require("net"), tls = require("node:tls"), cluster = require("cluster"), threads = require("worker_threads"), dns = require("dns")
class Socket extends net.Socket {}
exports.fine = [typeof exec, typeof require("util").promisify(spawn), cluster.isMaster, threads.isMainThread, net.isIP("1.2.3.4"), typeof dns.promises.lookup, Object.keys(require("readline")).length >= 0, typeof tls.connect, typeof require("v8").getHeapStatistics()]
exports.call = () => exec("ls")
exports.socket = () => new Socket()
exports.addon = () => require("./addon.node")
exports.cipher = () => require("crypto").createCipheriv("aes", "k", "i")
exports.brotli = () => require("zlib").brotliCompressSync("x")
exports.binding = () => process.binding("fs")
exports.chdir = () => process.chdir("/")
-- addon.node --
x
`)
	v, err := f.Require(t.Context(), "main")
	if err != nil {
		t.Fatal(err)
	}
	fine, err := v.Get("fine")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "fine", toJSON(t, fine), `["function","function",true,true,4,"function",true,"function","object"]`)
	for name, want := range map[string]string{
		"call":    "main.js:4:26: Error: child_process.exec cannot be used here: no other program is started where Litexa runs code",
		"socket":  "main.js:5:24: Error: net.Socket cannot be used here: there are no sockets where Litexa runs code",
		"addon":   "main.js:6:30: Error: " + f.dir + "/addon.node is a compiled addon, which only Node itself can load",
		"cipher":  "main.js:7:56: Error: crypto.createCipheriv is not available where Litexa runs code: hashes, HMACs, random values, pbkdf2 and timingSafeEqual are",
		"brotli":  "main.js:8:58: Error: zlib.brotliCompressSync is not available where Litexa runs code: gzip and deflate are",
		"binding": "main.js:9:40: Error: process.binding('fs') cannot be used here: it reaches into Node itself",
		"chdir":   "main.js:10:36: Error: process.chdir cannot be used here: the working directory is that of the project",
	} {
		_, err := v.CallMethod(t.Context(), name)
		e := failure(t, err)
		check(t, name, place(e, f.dir)+": "+e.Text(), want)
	}
}

func TestModules(t *testing.T) {
	for _, test := range []struct{ name, code, want string }{
		{"events", `const E = require("events"), e = new E(), log = []; e.once("a", x => log.push("once" + x)); e.on("a", x => log.push("on" + x)); e.prependListener("a", () => log.push("first")); e.emit("a", 1); e.emit("a", 2); const [v] = await (setTimeout(() => e.emit("b", 7), 1), E.once(e, "b")); let n = 0; setTimeout(() => { e.emit("c", 1); e.emit("c", 2) }, 1); for await (const [x] of E.on(e, "c")) { n += x; if (x === 2) break } return [log, v, n, e.listenerCount("a"), e.eventNames(), E.defaultMaxListeners]`, `[["first","once1","on1","first","on2"],7,3,2,["a"],10]`},
		{"events errors", `const E = require("events"), e = new E(); const m = f => { try { f() } catch (x) { return x.code || x.message } }; return [m(() => e.emit("error", new Error("x"))), m(() => e.emit("error", 5)), m(() => e.on("a", 1)), m(() => e.setMaxListeners(-1))]`, `["x","ERR_UNHANDLED_ERROR","ERR_INVALID_ARG_TYPE","ERR_OUT_OF_RANGE"]`},
		{"util", `const u = require("util"); class A {} function B() {} u.inherits(B, A); const cb = u.callbackify(async x => x * 2); const p = u.promisify((a, done) => done(null, a + 1)); const d = u.deprecate(() => 5, "old", "D1"); return [new B() instanceof A, B.super_ === A, await new Promise(r => cb(4, (e, v) => r(v))), await p(1), d(), u.isDeepStrictEqual({a: [1]}, {a: [1]}), u.types.isPromise(p(1)), u.format("%s %d %j", "a", 1, {b: 2}), u.inspect({a: {b: {c: {}}}}), u.styleText("red", "x").length, u.stripVTControlCharacters("\u001b[31mx\u001b[39m")]`, `[true,true,8,2,5,true,true,"a 1 {\"b\":2}","{ a: { b: { c: {} } } }",11,"x"]`},
		{"assert", `const a = require("assert"); const m = f => { try { f(); return "ok" } catch (e) { return e.code } }; await a.rejects(Promise.reject(new TypeError("x")), TypeError); return [m(() => a(1)), m(() => a.equal(1, "1")), m(() => a.strictEqual(1, "1")), m(() => a.deepStrictEqual({a: new Map([[1, new Set([2])]])}, {a: new Map([[1, new Set([2])]])})), m(() => a.throws(() => { throw new Error("y") }, /y/)), m(() => a.throws(() => {})), m(() => a.match("a", /b/)), m(() => a.strict.deepEqual([1], ["1"]))]`, `["ok","ok","ERR_ASSERTION","ok","ok","ERR_ASSERTION","ERR_ASSERTION","ERR_ASSERTION"]`},
		{"crypto", `const c = require("crypto"); const h = c.createHash("sha256").update("a"); const k = h.copy(); return [c.createHash("md5").update("a").digest("hex"), c.createHash("sha1").update("a").digest("base64"), h.update("b").digest("hex").slice(0, 8), k.digest("hex").slice(0, 8), c.createHmac("sha256", "k").update("d").digest("hex").slice(0, 8), c.createHash("sha512").update("").digest().length, c.randomBytes(3).length, c.randomInt(5) < 5, c.timingSafeEqual(Buffer.from("a"), Buffer.from("a")), c.pbkdf2Sync("p", "s", 1, 4, "sha1").toString("hex"), crypto.randomUUID().length, [...crypto.getRandomValues(new Uint8Array(2))].length, Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from("a"))).toString("hex").slice(0, 8), c.getHashes().includes("sha256")]`, `["0cc175b9c0f1b6a831c399e269772661","hvfkN/qlp/zhXR3cuerq6jd2Z7g=","fb8e20fc","ca978112","e7ea21c3",64,3,true,true,"843c87e7",36,2,"ca978112",true]`},
		{"zlib", `const z = require("zlib"), u = require("util"); const t = s => z.gunzipSync(z.gzipSync(s)).toString(); return [t("hi"), z.inflateSync(z.deflateSync("x")).toString(), z.inflateRawSync(z.deflateRawSync("y")).toString(), (await u.promisify(z.gunzip)(await u.promisify(z.gzip)("async"))).toString(), z.crc32("a"), (() => { try { z.gunzipSync("nope") } catch (e) { return e.code } })(), z.unzipSync(z.deflateSync("u")).toString()]`, `["hi","x","y","async",3904355907,"Z_DATA_ERROR","u"]`},
		{"streams", `const s = require("stream"), p = require("stream/promises"); const out = []; await p.pipeline(s.Readable.from(["a", "b"]), async function* (src) { for await (const c of src) yield c.toUpperCase() }, new s.Writable({objectMode: true, write(c, e, done) { out.push(String(c)); done() }})); const t = new s.PassThrough(); t.end("z"); const chunks = []; for await (const c of t) chunks.push(String(c)); const err = await p.pipeline(s.Readable.from(["q"]), new s.Transform({transform(c, e, done) { done(new Error("t")) }}), new s.PassThrough()).catch(e => e.message); return [out, chunks, err, await s.Readable.from([1, 2, 3]).map(x => x * 2).filter(x => x > 2).toArray(), new s.Duplex() instanceof s.Writable]`, `[["A","B"],["z"],"t",[4,6],true]`},
		{"strings and buffers", `const {StringDecoder} = require("string_decoder"); const d = new StringDecoder("utf8"); return [d.write(Buffer.from([0xe2, 0x82])) + d.end(Buffer.from([0xac])), Buffer.from("aé").toString("base64"), atob("aGk="), btoa("hi"), new TextDecoder().decode(new TextEncoder().encode("ü")), require("querystring").parse("a=1&a=2&b=%20"), require("punycode").toASCII("mañana.com")]`, `["€","YcOp","hi","aGk=","ü",{"a":["1","2"],"b":" "},"xn--maana-pta.com"]`},
		{"events of the web", `const log = []; const t = new EventTarget(); t.addEventListener("x", e => log.push(e.type + e.detail), {once: true}); t.dispatchEvent(new CustomEvent("x", {detail: 1})); t.dispatchEvent(new CustomEvent("x")); const c = new AbortController(); c.signal.onabort = () => log.push("abort"); c.abort("why"); const any = AbortSignal.any([AbortSignal.abort(3)]); const ch = new MessageChannel(); const got = new Promise(r => { ch.port2.onmessage = e => r(e.data) }); ch.port1.postMessage({a: [1]}); setTimeout(() => {}, 5); return [log, c.signal.reason, any.reason, await got, new DOMException("m", "AbortError").code]`, `[["x1","abort"],"why",3,{"a":[1]},20]`},
		{"structuredClone", `const d = new Date(0), o = {d, m: new Map([[1, {x: 1}]]), s: new Set([1]), r: /a/g, b: new Uint8Array([1, 2])}; o.self = o; const c = structuredClone(o); return [c.self === c, c.d.getTime(), c.d !== d, c.m.get(1), c.s.has(1), String(c.r), [...c.b], (() => { try { structuredClone(() => {}) } catch (e) { return e.name } })()]`, `[true,0,true,{"x":1},true,"/a/g",[1,2],"DataCloneError"]`},
		{"async context", `const {AsyncLocalStorage, AsyncResource} = require("async_hooks"); const s = new AsyncLocalStorage(); const log = []; await s.run(1, async () => { await null; log.push(s.getStore()); await new Promise(r => setTimeout(r, 1)); log.push(s.getStore()); setImmediate(() => log.push("i" + s.getStore())); s.exit(() => log.push(s.getStore())) }); const bound = s.run(2, () => AsyncResource.bind(() => s.getStore())); await new Promise(r => setTimeout(r, 5)); return [log, s.getStore(), bound()]`, `[[1,1,null,"i1"],null,2]`},
		{"vm", `const vm = require("vm"); const box = vm.createContext({a: 1}); return [vm.runInThisContext("1 + 1"), vm.runInContext("a + 1", box), new vm.Script("typeof require").runInThisContext(), vm.isContext(box), (() => { try { new vm.Script("(") } catch (e) { return e.name } })(), vm.compileFunction("return a * 2", ["a"])(4)]`, `[2,2,"undefined",true,"SyntaxError",8]`},
		{"module", `const m = require("module"); return [m.builtinModules.includes("fs"), m.isBuiltin("node:fs"), m.isBuiltin("lodash"), m.createRequire(__dirname + "/x.js")("path").sep.length, typeof m._resolveFilename, m._nodeModulePaths("/a").length > 0]`, `[true,true,false,1,"function",true]`},
		{"os, tty, constants, perf_hooks", `const os = require("os"); const {performance} = require("perf_hooks"); performance.mark("a"); performance.measure("b", "a"); return [os.EOL.length, typeof os.cpus().length, os.homedir().length > 0, require("tty").isatty(1), require("constants").SIGINT, performance.now() >= 0, performance.getEntriesByName("b").length]`, `[1,"number",true,false,2,true,1]`},
		{"diagnostics", `const d = require("diagnostics_channel"); const log = []; const f = (m, n) => log.push(n + m); d.subscribe("c", f); d.channel("c").publish(1); d.unsubscribe("c", f); d.channel("c").publish(2); return [log, d.hasSubscribers("c")]`, `[["c1"],false]`},
		{"decoders", `const d = new TextDecoder(), u = new TextDecoder("utf-16le"); const parts = [0xe2, 0x82, 0xac].map(b => d.decode(new Uint8Array([b]), {stream: true})).join("") + d.decode(); const fatal = (() => { try { new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([255])) } catch (e) { return e.code } })(); return [parts, fatal, new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])), u.decode(new Uint8Array([65, 0, 66]), {stream: true}) + u.decode(new Uint8Array([0])), d.encoding, new TextDecoder("latin1").decode(new Uint8Array([228])), new TextEncoder().encodeInto("aé", new Uint8Array(2)), require("buffer").isUtf8(Buffer.from([255])), Buffer.from("é").swap16().length, Buffer.from("ab").readUInt16BE(), Buffer.from("zz", "hex").length, Buffer.from("ÿ", "latin1")[0], Buffer.from("€", "utf16le").toString("hex")]`, `["€","ERR_ENCODING_INVALID_ENCODED_DATA","A","AB","utf-8","ä",{"read":1,"written":1},false,2,24930,0,255,"ac20"]`},
		{"addresses", `const u = s => { try { return new URL(s).host } catch (e) { return e.code } }; return ["http://[::1]", "http://[2001:DB8::0:1]", "http://[::ffff:1.2.3.4]", "http://[nope]", "http://[fe80::1%25eth0]", "http://0x7f.1", "http://256.1.1.1", "http://ex%41mple.com", "http://a b"].map(u)`, `["[::1]","[2001:db8::1]","[::ffff:102:304]","ERR_INVALID_URL","ERR_INVALID_URL","127.0.0.1","ERR_INVALID_URL","example.com","ERR_INVALID_URL"]`},
		{"members of module", `return [module.id.endsWith("index.js"), module.path === __dirname, module.loaded, module.children.length, module.paths.length > 0, module.parent.parent, typeof module.require, "loaded" in module, "nope" in module, module.nope, Object.keys(require.extensions).length > 5, require.main.loaded, (module.loaded = 5, module.loaded), "resolve" in require, delete require.cache["x"], Object.keys(module)]`, `[true,true,false,0,true,null,"function",true,false,null,true,true,5,true,true,["exports","loaded"]]`},
		{"globals", `const own = Object.getOwnPropertyNames(globalThis).includes("Blob"); globalThis.Blob = 5; fetch = 6; const before = typeof URL; delete globalThis.nothing; return [own, Blob, fetch, before, "Headers" in globalThis, typeof globalThis.nope, typeof global.setTimeout, Object.keys(globalThis).includes("Buffer")]`, `[false,5,6,"function",true,"undefined","function",false]`},
		{"zones", `const at = new Date(Date.UTC(2021, 6, 1, 12)); return ["+05:30", "-0330", "Europe/Berlin", "asia/tokyo", "GMT"].map(timeZone => at.toLocaleTimeString("en-GB", {timeZone, hour: "2-digit", minute: "2-digit"})).concat(new Intl.DateTimeFormat("en", {timeZone: "america/port_of_spain"}).resolvedOptions().timeZone, typeof Intl.DateTimeFormat().resolvedOptions().timeZone)`, `["17:30","08:30","14:00","21:00","12:00","America/Port_of_Spain","string"]`},
		{"properties", `return ["Alphabetic", "L", "Letter", "gc=Lu", "General_Category=Uppercase_Letter", "Script=Latin", "scx=Latn", "Any", "ASCII", "Assigned", "Emoji", "White_Space", "LC", "nonsense", "sc=Nope", "Uppercase"].map(p => { try { return new RegExp("^\\p{" + p + "}+$", "u").test("AB") } catch (e) { return e.message.split(": ").pop() } })`, `[true,true,true,true,true,true,true,true,true,true,false,false,true,"the property nonsense is not known","the property sc=Nope is not known",true]`},
		{"console", `const {Console} = console; let s = ""; const c = new Console({write: t => { s += t }}); c.group("g"); c.log("a\nb"); c.groupEnd(); c.table([{x: 1}]); c.count(); c.assert(false, "no"); c.dir({a: {b: {c: 1}}}, {depth: 0}); c.time("t"); c.timeEnd("t"); c.trace("tr"); return s.split("\n").map(l => l.trim()).filter(l => !/^(at|t:)/.test(l))`, `["g","a","b","┌─────────┬───┐","│ (index) │ x │","├─────────┼───┤","│ 0       │ 1 │","└─────────┴───┘","default: 1","Assertion failed: no","{ a: [Object] }","Trace: tr",""]`},
		{"inspect of errors", `const u = require("util"); return u.inspect(new TypeError("x")).split("\n")[0] + u.inspect(Promise.reject(1)).slice(0, 9)`, `"TypeError: xPromise {"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := run(t, "async function main() {"+test.code+"\n}")
			if err != nil {
				t.Fatal(err)
			}
			check(t, "result", got, test.want)
		})
	}
}

func TestCompareBytes(t *testing.T) {
	// Random bytes are what UTF-8 decoders agree on.
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		b := make([]byte, r.IntN(8))
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		if got, want := wellFormed(b), strings.ToValidUTF8(string(b), "\ufffd"); strings.ReplaceAll(got, "\ufffd", "") != strings.ReplaceAll(want, "\ufffd", "") {
			t.Errorf("% x is %q, want %q", b, got, want)
		}
	}
	for in, want := range map[string]string{
		"\xe2\x82": "\ufffd", "\xff\xfe": "\ufffd\ufffd", "\xf0\x9f\x98x": "\ufffdx", "\xed\xa0\x80": "\ufffd\ufffd\ufffd", "\xc0\x80": "\ufffd\ufffd", "ok": "ok",
	} {
		if diff := cmp.Diff(want, wellFormed([]byte(in))); diff != "" {
			t.Errorf("%x: %s", in, diff)
		}
	}
}
