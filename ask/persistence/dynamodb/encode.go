package dynamodb

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/litexa-go/litexa/ask/persistence"
)

// Limits of DynamoDB.
const (
	maxItemBytes = 400 << 10
	maxDigits    = 38   // significant digits of a number
	maxExponent  = 125  // of the first significant digit
	minExponent  = -130 // likewise
	maxLevels    = 32   // of nesting, the attributes column and innermost values included; a list or map is no such value
)

// encode returns the attributes as a DynamoDB map and the bytes that DynamoDB
// counts for it. The error matches [persistence.ErrInvalidAttributes]. It names
// the attribute concerned, not its value.
func encode(attributes persistence.Attributes) (*types.AttributeValueMemberM, int, error) {
	// By way of JSON, so that every adapter stores the same and refuses the
	// same, whatever Go types the attributes have.
	data, err := persistence.Marshal(attributes)
	if err != nil {
		return nil, 0, err
	}
	plain, err := persistence.Unmarshal(data)
	if err != nil {
		return nil, 0, err
	}
	size := containerBytes
	m := make(map[string]types.AttributeValue, len(plain))
	for name, value := range plain {
		av, n, err := encodeMember(name, value, 2)
		if err != nil {
			return nil, 0, fmt.Errorf("%w: attribute %.100q: %w", persistence.ErrInvalidAttributes, name, err)
		}
		m[name] = av
		size += n
	}
	return &types.AttributeValueMemberM{Value: m}, size, nil
}

const (
	containerBytes = 3 // for a list or map
	memberBytes    = 1 // for each of their members
)

func encodeMember(name string, value any, level int) (types.AttributeValue, int, error) {
	if name == "" {
		return nil, 0, errors.New("DynamoDB does not hold members with an empty name")
	}
	av, n, err := encodeValue(value, level)
	return av, len(name) + memberBytes + n, err
}

// encodeValue encodes what [persistence.Unmarshal] returns.
func encodeValue(value any, level int) (types.AttributeValue, int, error) {
	switch value.(type) {
	case []any, map[string]any:
		if level >= maxLevels {
			return nil, 0, fmt.Errorf("it has more than %d levels of lists and maps, the most that DynamoDB holds", maxLevels-2)
		}
	}
	switch value := value.(type) {
	case nil:
		return &types.AttributeValueMemberNULL{Value: true}, 1, nil
	case bool:
		return &types.AttributeValueMemberBOOL{Value: value}, 1, nil
	case string:
		return &types.AttributeValueMemberS{Value: value}, len(value), nil
	case json.Number:
		digits, err := checkNumber(string(value))
		if err != nil {
			return nil, 0, err
		}
		return &types.AttributeValueMemberN{Value: string(value)}, numberBytes(digits), nil
	case []any:
		size := containerBytes
		l := make([]types.AttributeValue, len(value))
		for i, v := range value {
			av, n, err := encodeValue(v, level+1)
			if err != nil {
				return nil, 0, err
			}
			l[i] = av
			size += memberBytes + n
		}
		return &types.AttributeValueMemberL{Value: l}, size, nil
	case map[string]any:
		size := containerBytes
		m := make(map[string]types.AttributeValue, len(value))
		for name, v := range value {
			av, n, err := encodeMember(name, v, level+1)
			if err != nil {
				return nil, 0, err
			}
			m[name] = av
			size += n
		}
		return &types.AttributeValueMemberM{Value: m}, size, nil
	}
	return nil, 0, fmt.Errorf("%T is not a JSON value", value)
}

func numberBytes(digits int) int { return (digits+1)/2 + 1 }

// checkNumber reports whether DynamoDB holds the JSON number exactly, and
// returns its count of significant digits.
func checkNumber(number string) (digits int, err error) {
	mantissa := strings.TrimPrefix(number, "-")
	exponent := 0
	if i := strings.IndexAny(mantissa, "eE"); i >= 0 {
		exponent, err = strconv.Atoi(mantissa[i+1:])
		mantissa = mantissa[:i]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	significant := strings.TrimLeft(whole+fraction, "0")
	if significant == "" {
		return 0, nil // zero, whatever the exponent
	}
	if err != nil {
		return 0, errors.New("a number has an exponent out of all bounds")
	}
	// The exponent of the first significant digit.
	exponent += len(whole) - 1 - (len(whole+fraction) - len(significant))
	significant = strings.TrimRight(significant, "0")
	switch {
	case len(significant) > maxDigits:
		return 0, fmt.Errorf("a number has %d significant digits, DynamoDB holds %d; keep it as text", len(significant), maxDigits)
	case exponent > maxExponent || exponent < minExponent:
		return 0, fmt.Errorf("a number is beyond the range of DynamoDB, from 1e%d to 1e%d", minExponent, maxExponent+1)
	}
	return len(significant), nil
}

// decode returns the attributes held by a column. Sets become lists in the
// order of their members, binary values Base64 text. The error matches
// [persistence.ErrCorrupt].
func decode(column types.AttributeValue) (persistence.Attributes, error) {
	if column == nil {
		return persistence.Attributes{}, nil
	}
	m, ok := column.(*types.AttributeValueMemberM)
	if !ok {
		return nil, fmt.Errorf("%w (the column is not a map)", persistence.ErrCorrupt)
	}
	value, err := decodeValue(m)
	if err != nil {
		return nil, err
	}
	return value.(map[string]any), nil
}

func decodeValue(av types.AttributeValue) (any, error) {
	switch av := av.(type) {
	case *types.AttributeValueMemberNULL:
		return nil, nil
	case *types.AttributeValueMemberBOOL:
		return av.Value, nil
	case *types.AttributeValueMemberS:
		return av.Value, nil
	case *types.AttributeValueMemberN:
		return decodeNumber(av.Value)
	case *types.AttributeValueMemberB:
		return base64.StdEncoding.EncodeToString(av.Value), nil
	case *types.AttributeValueMemberL:
		l := make([]any, len(av.Value))
		for i, v := range av.Value {
			var err error
			if l[i], err = decodeValue(v); err != nil {
				return nil, err
			}
		}
		return l, nil
	case *types.AttributeValueMemberM:
		m := make(map[string]any, len(av.Value))
		for name, v := range av.Value {
			value, err := decodeValue(v)
			if err != nil {
				return nil, err
			}
			m[name] = value
		}
		return m, nil
	case *types.AttributeValueMemberSS:
		return list(av.Value, func(s string) (any, error) { return s, nil })
	case *types.AttributeValueMemberNS:
		return list(av.Value, decodeNumber)
	case *types.AttributeValueMemberBS:
		texts := make([]string, len(av.Value))
		for i, b := range av.Value {
			texts[i] = base64.StdEncoding.EncodeToString(b)
		}
		return list(texts, func(s string) (any, error) { return s, nil })
	}
	return nil, fmt.Errorf("%w (it contains a value of the unknown kind %T)", persistence.ErrCorrupt, av)
}

// list decodes a set. Sets have no order, so they get one.
func list(set []string, decode func(string) (any, error)) (any, error) {
	l := make([]any, len(set))
	for i, text := range slices.Sorted(slices.Values(set)) {
		var err error
		if l[i], err = decode(text); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func decodeNumber(text string) (any, error) {
	number := json.Number(text)
	if _, err := json.Marshal(number); err != nil || text == "" {
		return nil, fmt.Errorf("%w (it contains a malformed number)", persistence.ErrCorrupt)
	}
	return number, nil
}

// digest returns a text that identifies the attributes held by a column.
func digest(column types.AttributeValue) (string, error) {
	if column == nil {
		return "absent", nil
	}
	attributes, err := decode(column)
	if err != nil {
		return "", err
	}
	data, err := persistence.Marshal(attributes)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16]), nil
}
