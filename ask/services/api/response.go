package api

import (
	"context"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/internal/capture"
)

// Response is what a service answered to a call.
type Response struct {
	StatusCode int         // the HTTP status; 0 when no response arrived
	Header     http.Header // the response headers
	Body       []byte      // the body as sent, with the access token blotted out
	Attempts   int         // how often the call was tried
}

// CaptureResponse returns a context that makes the call it is passed to record
// its response in r, whether the call succeeds or fails. Use one Response for
// one call at a time.
//
//	var response api.Response
//	address, err := client.GetFullAddress(api.CaptureResponse(ctx, &response), deviceID)
func CaptureResponse(ctx context.Context, r *Response) context.Context {
	return capture.With(ctx, r)
}
