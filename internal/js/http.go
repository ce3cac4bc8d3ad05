package js

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"

	"github.com/dop251/goja"
)

// httpRequest is what code asks for.
type httpRequest struct {
	method, url string
	headers     [][2]string
	body        []byte
	redirect    bool
}

// httpResponse is what came of it.
type httpResponse struct {
	status     int
	statusText string
	headers    [][2]string
	body       []byte
	url        string
	redirected bool
}

// request(request, callback) starts a request and returns its number. The
// callback gets {code, message} or null and the response.
func (vm *VM) request(call goja.FunctionCall) goja.Value {
	o := call.Argument(0).ToObject(vm.rt)
	fn, _ := goja.AssertFunction(call.Argument(1))
	r := httpRequest{method: o.Get("method").String(), url: o.Get("url").String(), redirect: o.Get("redirect").ToBoolean()}
	var headers [][]string
	must(vm.rt.ExportTo(o.Get("headers"), &headers))
	for _, h := range headers {
		r.headers = append(r.headers, [2]string{h[0], h[1]})
	}
	if body := o.Get("body"); body != nil && !goja.IsNull(body) && !goja.IsUndefined(body) {
		r.body = bytes.Clone(vm.bytesOf(body))
	}
	vm.requests++
	id := vm.requests
	client, limit := vm.opts.HTTP, vm.opts.MaxResponse
	if limit <= 0 {
		limit = DefaultMaxResponse
	}
	cancel := vm.loop.start(func(ctx context.Context) func() {
		var resp *httpResponse
		err := errNoNetwork
		if client != nil {
			resp, err = r.do(ctx, client, limit)
		}
		return func() {
			delete(vm.cancels, id)
			vm.answer(fn, resp, err)
		}
	})
	if vm.cancels == nil {
		vm.cancels = map[int]context.CancelFunc{}
	}
	vm.cancels[id] = cancel
	return vm.rt.ToValue(id)
}

// errNoNetwork is what a request fails with while there is no network.
var errNoNetwork = errors.New("network requests are off while a project is compiled; they work when the skill runs")

// answer calls back with a response or an error.
func (vm *VM) answer(fn goja.Callable, resp *httpResponse, err error) {
	var callErr error
	if err != nil {
		code, message := networkError(err)
		o := vm.rt.NewObject()
		must(o.Set("code", code))
		must(o.Set("message", message))
		callErr = vm.callback(fn, o)
	} else {
		o := vm.rt.NewObject()
		must(o.Set("status", resp.status))
		must(o.Set("statusText", resp.statusText))
		headers := make([]any, len(resp.headers))
		for i, h := range resp.headers {
			headers[i] = vm.rt.NewArray(h[0], h[1])
		}
		must(o.Set("headers", vm.rt.NewArray(headers...)))
		must(o.Set("body", vm.arrayBuffer(resp.body)))
		must(o.Set("url", resp.url))
		must(o.Set("redirected", resp.redirected))
		callErr = vm.callback(fn, goja.Null(), o)
	}
	if callErr != nil && vm.loop.fatal == nil {
		vm.loop.fatal = callErr
	}
}

// cancelRequest(id) ends a request.
func (vm *VM) cancelRequest(call goja.FunctionCall) goja.Value {
	if cancel := vm.cancels[int(call.Argument(0).ToInteger())]; cancel != nil {
		cancel()
	}
	return goja.Undefined()
}

// networkError returns what Node calls an error of the network.
func networkError(err error) (code, message string) {
	var (
		dns   *net.DNSError
		large *responseTooLarge
	)
	message = err.Error()
	switch {
	case errors.Is(err, errNoNetwork):
		return "ERR_NETWORK_OFF", message
	case errors.As(err, &large):
		return "ERR_RESPONSE_TOO_LARGE", message
	case errors.As(err, &dns):
		return "ENOTFOUND", "getaddrinfo ENOTFOUND " + dns.Name
	case errors.Is(err, syscall.ECONNREFUSED):
		return "ECONNREFUSED", message
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "ECONNRESET", message
	case errors.Is(err, context.DeadlineExceeded):
		return "ETIMEDOUT", message
	case errors.Is(err, context.Canceled):
		return "ABORT_ERR", "the request was ended"
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "ETIMEDOUT", message
	}
	return "EREQUEST", message
}

// responseTooLarge is the error of a response that is larger than it may be.
type responseTooLarge struct{ limit int64 }

func (e *responseTooLarge) Error() string {
	return fmt.Sprintf("the response is larger than %d bytes", e.limit)
}

// do makes the request.
func (r httpRequest) do(ctx context.Context, client *http.Client, limit int64) (*httpResponse, error) {
	var body io.Reader
	if len(r.body) > 0 {
		body = bytes.NewReader(r.body)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, r.url, body)
	if err != nil {
		return nil, err
	}
	for _, h := range r.headers {
		switch strings.ToLower(h[0]) {
		case "host":
			req.Host = h[1]
		case "content-length", "transfer-encoding", "connection":
		case "accept-encoding":
			if e := knownEncodings(h[1]); e != "" {
				req.Header.Add(h[0], e)
			}
		default:
			req.Header.Add(h[0], h[1])
		}
	}
	c := *client
	c.Jar = nil
	if !r.redirect {
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, &responseTooLarge{limit: limit}
	}
	out := &httpResponse{status: resp.StatusCode, body: data, url: resp.Request.URL.String(), redirected: resp.Request != req}
	_, out.statusText, _ = strings.Cut(resp.Status, " ")
	for _, name := range slices.Sorted(maps.Keys(resp.Header)) {
		for _, v := range resp.Header[name] {
			out.headers = append(out.headers, [2]string{name, v})
		}
	}
	return out, nil
}

// knownEncodings drops the encodings of bodies that code cannot undo here.
func knownEncodings(list string) string {
	var known []string
	for e := range strings.SplitSeq(list, ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(e), ";")
		switch strings.ToLower(name) {
		case "gzip", "deflate", "identity":
			known = append(known, strings.TrimSpace(e))
		}
	}
	return strings.Join(known, ", ")
}
