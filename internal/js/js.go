// Package js runs the JavaScript, TypeScript and CoffeeScript of Litexa
// projects: config files, slot builders, inline code and the packages they
// use. It has an engine of its own, with the parts of Node that such code
// needs; Node itself is never run.
//
// A VM is used by one goroutine at a time. Different VMs are independent, and
// may share a Cache and compiled Units.
//
// # How code is compiled
//
// Files are loaded one by one as Node's require does it. JavaScript that the
// engine understands goes to it as it is; TypeScript, ES modules and newer
// syntax go through esbuild first; CoffeeScript through the coffeescript
// package of the project, which runs in a VM of its own. Places in errors are
// always those of the original source.
//
// The parts of Node are in lib, in JavaScript on top of functions of Go. Each
// is compiled when it is first used, once for the process. What the engine
// lacks of the language is put in when code mentions it.
//
// # What differs from Node
//
//   - import and require find the same module, by the conditions "node" and
//     "require", or else "import". Modules are loaded without waiting: there is
//     no await outside of functions.
//   - Nothing is written to files, no program and no server is started, and
//     there are no sockets, threads or compiled addons. Such modules can be
//     loaded; what they export throws when it is called.
//   - HTTP responses are read as a whole before code gets them.
//   - process.exit ends the call into the VM with an error.
//   - Intl knows the languages of Alexa, the Gregorian calendar and no units.
//   - There is no WebAssembly, SharedArrayBuffer, RegExp.$1 and flag d of
//     regular expressions. Matching all of a text, a regular expression does not
//     match the empty text right after another match. The classes of asynchronous
//     generators have no prototype of their own, and a Proxy of a class cannot
//     stand to the right of instanceof.
//   - Built-in functions are not interrupted when a limit is reached, only what
//     follows them: one that loops over a huge array, or a regular expression
//     that takes for ever, takes its time. Text for eval may not be nested too
//     deep.
package js

import (
	"io"
	"net/http"
	"time"
)

// The limits that hold where Options leaves a field at zero.
const (
	DefaultTimeout     = 10 * time.Second
	DefaultMemoryLimit = 256 << 20
	DefaultMaxResponse = 8 << 20
)

// Options are what a VM may see and use. The zero value is a VM without
// environment, output, files and network.
type Options struct {
	// Root is the directory of the project. Code may read files below it,
	// those of NodePath and those of the packages that it loads, and no
	// others; "" allows none below it.
	Root string
	// NodePath are further directories in which packages are looked up, after
	// the node_modules directories of the requiring file and its parents.
	NodePath []string
	// CoffeePath are further directories in which the coffeescript package is
	// looked up, after litexa/node_modules of Root and the node_modules
	// directories of the file, of Root and of their parents.
	CoffeePath []string
	// Env is process.env, each entry in the form "KEY=value".
	Env []string
	// Argv follows the name of the program in process.argv.
	Argv []string
	// Stdout and Stderr take what code prints; nil discards it.
	Stdout, Stderr io.Writer
	// Timeout limits each call into the VM, waiting included. 0 is
	// DefaultTimeout; a negative value means none but that of the context.
	Timeout time.Duration
	// MemoryLimit is by how many bytes the heap of the process may grow during
	// a call before the call ends with an error. 0 is DefaultMemoryLimit. The
	// limit is a guard against mistakes, not exact: see ErrMemory.
	MemoryLimit int64
	// HTTP does the requests of http, https and fetch. If it is nil, requests
	// fail with a message that says so.
	HTTP *http.Client
	// MaxResponse limits the body of an HTTP response in bytes. 0 is
	// DefaultMaxResponse.
	MaxResponse int64
	// Now is the clock of Date; nil is time.Now.
	Now func() time.Time
	// Rand gives Math.random its numbers, at least 0 and less than 1; nil is
	// a random source of the engine.
	Rand func() float64
	// RandReader gives the crypto module its random bytes; nil is that of
	// crypto/rand.
	RandReader io.Reader
	// Cache holds compiled files; nil is a cache of the VM's own.
	Cache *Cache
}
