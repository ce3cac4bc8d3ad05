package js

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/hmac"
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// hashes are the digests by the names that Node has for them.
var hashes = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New,
	"sha384": sha512.New384, "sha512": sha512.New, "sha512-224": sha512.New512_224, "sha512-256": sha512.New512_256,
}

func hashByName(name string) func() hash.Hash {
	name = strings.TrimPrefix(name, "rsa-")
	if h := hashes[name]; h != nil {
		return h
	}
	return hashes[strings.Replace(name, "sha-", "sha", 1)]
}

// digest is a hash that is being computed.
type digest struct {
	hash hash.Hash
	// make and input repeat the computation of a hash that cannot be copied.
	make  func() hash.Hash
	input []byte
	keyed bool
}

func (d *digest) write(b []byte) {
	d.hash.Write(b)
	if d.keyed {
		d.input = append(d.input, b...)
	}
}

// copy returns a digest of the same input.
func (d *digest) copy() *digest {
	c := &digest{hash: d.make(), make: d.make, keyed: d.keyed, input: slices.Clone(d.input)}
	if m, ok := d.hash.(encoding.BinaryMarshaler); ok && !d.keyed {
		if state, err := m.MarshalBinary(); err == nil {
			if u, ok := c.hash.(encoding.BinaryUnmarshaler); ok && u.UnmarshalBinary(state) == nil {
				return c
			}
		}
	}
	c.hash.Write(d.input)
	return c
}

func (vm *VM) cryptoNatives() map[string]any {
	state := func(v goja.Value) *digest {
		d, _ := v.Export().(*digest)
		return d
	}
	return map[string]any{
		"names": func() goja.Value { return vm.strings(slices.Sorted(maps.Keys(hashes))) },
		"hash": func(call goja.FunctionCall) goja.Value {
			make := hashByName(call.Argument(0).String())
			if make == nil {
				return goja.Null()
			}
			if goja.IsNull(call.Argument(1)) {
				return vm.rt.ToValue(&digest{hash: make(), make: make})
			}
			key := slices.Clone(vm.bytesOf(call.Argument(1)))
			keyed := func() hash.Hash { return hmac.New(make, key) }
			return vm.rt.ToValue(&digest{hash: keyed(), make: keyed, keyed: true})
		},
		"update": func(call goja.FunctionCall) goja.Value {
			state(call.Argument(0)).write(vm.bytesOf(call.Argument(1)))
			return goja.Undefined()
		},
		"digest": func(call goja.FunctionCall) goja.Value {
			return vm.arrayBuffer(state(call.Argument(0)).hash.Sum(nil))
		},
		"copy": func(call goja.FunctionCall) goja.Value { return vm.rt.ToValue(state(call.Argument(0)).copy()) },
		"random": func(call goja.FunctionCall) goja.Value {
			n := call.Argument(0).ToInteger()
			if n < 0 || n > maxBuffer {
				panic(vm.newError("RangeError", "too many random bytes are asked for", nil))
			}
			b := make([]byte, n)
			if _, err := io.ReadFull(vm.randReader(), b); err != nil {
				panic(vm.thrown(err))
			}
			return vm.arrayBuffer(b)
		},
		"pbkdf2": func(call goja.FunctionCall) goja.Value {
			make := hashByName(call.Argument(4).String())
			if make == nil {
				return goja.Null()
			}
			key, err := pbkdf2.Key(make, string(vm.bytesOf(call.Argument(0))), vm.bytesOf(call.Argument(1)),
				int(call.Argument(2).ToInteger()), int(call.Argument(3).ToInteger()))
			if err != nil {
				panic(vm.thrown(err))
			}
			return vm.arrayBuffer(key)
		},
	}
}

func (vm *VM) randReader() io.Reader {
	if vm.opts.RandReader != nil {
		return vm.opts.RandReader
	}
	return rand.Reader
}

// compress(kind, bytes, level) returns [bytes] or [null, message].
func (vm *VM) compress(call goja.FunctionCall) goja.Value {
	out, err := compress(call.Argument(0).String(), vm.bytesOf(call.Argument(1)), int(call.Argument(2).ToInteger()))
	if err != nil {
		message := "incorrect data check"
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
			message = "unexpected end of file"
		case errors.Is(err, gzip.ErrHeader), errors.Is(err, zlib.ErrHeader):
			message = "incorrect header check"
		case errors.Is(err, errTooLarge):
			message = "Cannot create a Buffer larger than the limit"
		}
		return vm.rt.NewArray(goja.Null(), message)
	}
	return vm.rt.NewArray(vm.arrayBuffer(out))
}

var errTooLarge = errors.New("too large")

func compress(kind string, in []byte, level int) ([]byte, error) {
	level = max(-1, min(level, 9))
	var (
		out bytes.Buffer
		w   io.WriteCloser
		r   io.ReadCloser
		err error
	)
	switch kind {
	case "gzip":
		w, err = gzip.NewWriterLevel(&out, level)
	case "deflate":
		w, err = zlib.NewWriterLevel(&out, level)
	case "deflateRaw":
		w, err = flate.NewWriter(&out, level)
	case "inflateRaw":
		r = flate.NewReader(bytes.NewReader(in))
	case "inflate":
		r, err = zlib.NewReader(bytes.NewReader(in))
	case "unzip":
		if len(in) > 0 && in[0] != 0x1F {
			r, err = zlib.NewReader(bytes.NewReader(in))
			break
		}
		fallthrough
	default:
		if len(in) >= 2 && (in[0] != 0x1F || in[1] != 0x8B) {
			return nil, gzip.ErrHeader
		}
		r, err = gzip.NewReader(bytes.NewReader(in))
	}
	if err != nil {
		return nil, err
	}
	if w != nil {
		if _, err := w.Write(in); err != nil {
			return nil, err
		}
		err := w.Close()
		return out.Bytes(), err
	}
	const limit = maxBuffer / 8
	if n, err := io.Copy(&out, io.LimitReader(r, limit+1)); err != nil {
		return nil, err
	} else if n > limit {
		return nil, errTooLarge
	}
	err = r.Close()
	return out.Bytes(), err
}

// crc32(bytes, before) continues a checksum.
func (vm *VM) crc32(call goja.FunctionCall) goja.Value {
	return vm.rt.ToValue(crc32.Update(uint32(call.Argument(1).ToInteger()), crc32.IEEETable, vm.bytesOf(call.Argument(0))))
}
