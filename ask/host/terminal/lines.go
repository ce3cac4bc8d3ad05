package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
)

// maxLine is the length up to which a line of input is read.
const maxLine = 64 << 10

var errLongLine = errors.New("the line is too long")

type line struct {
	text string
	err  error
}

// readLines reads lines until an error, which is io.EOF at the end, or until ctx
// ends. A line that is too long is reported as such and left out.
func readLines(ctx context.Context, in io.Reader) <-chan line {
	lines := make(chan line)
	go func() {
		reader := bufio.NewReaderSize(in, 4<<10)
		for {
			text, err := readLine(reader)
			select {
			case lines <- line{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.Is(err, errLongLine) {
				return
			}
		}
	}()
	return lines
}

// readLine reads one line without its end.
func readLine(reader *bufio.Reader) (string, error) {
	var text []byte
	long := false
	for {
		part, err := reader.ReadSlice('\n')
		if len(text)+len(part) > maxLine {
			long = true
		}
		if !long {
			text = append(text, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return "", errLongLine
		case errors.Is(err, io.EOF) && len(text) > 0:
			return string(text), nil
		}
		return string(text), err
	}
}
