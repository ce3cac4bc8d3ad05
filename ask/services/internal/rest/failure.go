package rest

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/litexa-go/litexa/ask/services/api"
)

// meanings explains the statuses that mean the same to all services.
var meanings = map[int]string{
	http.StatusBadRequest:         "the service rejects the request as invalid",
	http.StatusUnauthorized:       "the access token is invalid or expired",
	http.StatusForbidden:          "the skill may not do this: the user has not granted the permission, or the skill does not declare it",
	http.StatusNotFound:           "there is no such resource",
	http.StatusMethodNotAllowed:   "the service does not support the operation",
	http.StatusConflict:           "the resource has changed or exists already",
	http.StatusPreconditionFailed: "the skill does not meet a condition of the operation",
	http.StatusTooManyRequests:    "the skill has called too often; call again later",
}

func meaning(status int) string {
	switch {
	case meanings[status] != "":
		return meanings[status]
	case status >= 500:
		return "the service failed; call again later"
	case status >= 400:
		return "the service rejects the request"
	case status >= 300:
		return "the service redirects, which is not followed; check the API endpoint"
	}
	return ""
}

// failure returns the error of a response that is not a success, or of what err
// says went wrong with it.
func (c Client) failure(call Call, r *api.Response, err error) *api.Error {
	e := &api.Error{
		Operation:  c.Service + "." + call.Name,
		StatusCode: r.StatusCode,
		RetryAfter: retryAfter(r.Header.Get("Retry-After")),
		Attempts:   r.Attempts,
		Body:       r.Body,
		Err:        err,
	}
	for _, key := range []string{"X-Amzn-Requestid", "X-Amz-Request-Id", "X-Amz-Rid"} {
		if e.RequestID == "" {
			e.RequestID = r.Header.Get(key)
		}
	}
	e.Meaning = c.Meanings[r.StatusCode]
	if e.Meaning == "" {
		e.Meaning = meaning(r.StatusCode)
	}
	if r.StatusCode >= 300 {
		e.Code, e.Message = describe(r.Body)
	}
	return e
}

// describe returns what the body of an error response says. Services name the
// same things differently, and codes are numbers or text.
func describe(body []byte) (code, message string) {
	var content struct {
		Code             any `json:"code"`
		Type             any `json:"type"`
		Error            any `json:"error"`
		Message          any `json:"message"`
		ErrorDescription any `json:"error_description"`
	}
	if json.Unmarshal(body, &content) != nil {
		return "", ""
	}
	return first(content.Code, content.Type, content.Error), first(content.Message, content.ErrorDescription)
}

// first returns the first text or number among values.
func first(values ...any) string {
	for _, value := range values {
		switch value := value.(type) {
		case string:
			if value != "" {
				return value
			}
		case float64:
			return fmt.Sprint(value)
		}
	}
	return ""
}

// retryAfter returns the time that a Retry-After header asks to wait.
func retryAfter(header string) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		const day = 24 * 60 * 60 // keeps the product from overflowing
		return time.Duration(min(max(seconds, 0), day)) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(time.Until(at), 0)
	}
	return 0
}

// retryable reports whether another attempt may succeed and can do no harm.
func retryable(call Call, e *api.Error) bool {
	switch e.StatusCode {
	case http.StatusTooManyRequests:
		return true // nothing was done
	case 0, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return call.Repeatable || call.Method != http.MethodPost
	}
	return false
}

const firstPause = 200 * time.Millisecond

// pause waits before the next attempt, as long as the service asks to or else
// a random time that doubles with each attempt. It reports whether there is
// time for one.
func pause(ctx context.Context, attempt int, asked time.Duration) bool {
	delay := asked
	if delay == 0 {
		longest := min(firstPause<<min(attempt-1, 10), api.MaxRetryDelay)
		delay = longest/2 + rand.N(longest/2)
	}
	if delay > api.MaxRetryDelay {
		return false
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= delay {
		return false
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
