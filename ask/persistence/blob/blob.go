// Package blob keeps attributes in any bucket that the Go Cloud Development Kit
// (https://gocloud.dev/howto/blob) opens: Google Cloud Storage, Azure Blob
// Storage, S3 and its relatives, a directory, or memory. There is one JSON
// object per key, named by the key after the prefix of the configuration.
//
// A program links the driver of its bucket, and the guard that belongs to it:
//
//	import (
//		"github.com/litexa-go/litexa/ask/persistence/blob"
//		"github.com/litexa-go/litexa/ask/persistence/blob/gcsguard"
//		_ "gocloud.dev/blob/gcsblob"
//	)
//
//	adapter, err := blob.Open(ctx, "gs://my-bucket", blob.Config{Guard: gcsguard.Unchanged})
//
// # Concurrent writers
//
// The version of an item is a digest of its content: attributes that return to
// a former state return to its version, which loses nothing. The portable
// interface of the kit has a condition for creating an object, but none for
// replacing one. Such a save therefore reads the object and compares it before
// it writes, and whether a write in between is noticed depends on the driver:
//
//	driver     with its Guard   without
//	s3blob     always           by the writers of one Adapter
//	gcsblob    always           by the writers of one Adapter
//	azureblob  always           by the writers of one Adapter
//	memblob    -                by the writers of one Adapter
//	fileblob   -                by the writers of one Adapter
//
// Creating an object is safe without a Guard, too, on the first four. fileblob
// is not safe with several processes at all, and with its default options a
// read can fail while the item is written; open it with metadata=skip, or use
// the adapter in package file, which has neither fault.
//
// A save may also be reported as a conflict if it went through and its answer
// was lost. Reading again tells.
//
// # Missing buckets
//
// Some drivers do not tell a bucket that does not exist, or may not be read,
// from a missing object. Then every item is absent, and only saving fails.
//
// For S3 itself, package s3 is the better choice: it takes one request less for
// each save, creates buckets, and says what is wrong with permissions.
package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"net/url"
	"sync"
	"sync/atomic"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/internal/objectname"
	"github.com/litexa-go/litexa/ask/persistence/internal/redact"
)

// Config configures an [Adapter]. The zero value is one for all drivers.
type Config struct {
	// PathPrefix is put before each key, with a slash between them.
	// Default: none.
	PathPrefix string
	// ObjectKeyGenerator derives the key of an item from a request.
	// Default: [persistence.UserID].
	ObjectKeyGenerator persistence.KeyFunc
	// Guard has the store itself refuse a write to an object that has changed.
	// It must be the one for the driver of the bucket, such as
	// gcsguard.Unchanged. Default: none, see the package documentation.
	Guard Guard
	// Name is the name of the bucket in messages. Default: the URL given to
	// [Open], without its parameters.
	Name string
}

// Guard returns the condition that an object has not changed since it was
// opened for reading. The error says that the reader is of another driver.
type Guard func(*blob.Reader) (Condition, error)

// Condition adds itself to a write or a deletion. It is called as the
// BeforeWrite of [blob.WriterOptions] or the BeforeDelete of
// [blob.DeleteOptions].
type Condition func(as func(any) bool) error

// Adapter keeps attributes in a bucket. It is a [persistence.Adapter].
type Adapter struct {
	cfg    Config
	prefix objectname.Prefix
	store  string // as named in errors
	bucket *blob.Bucket
	owned  bool // bucket was opened here
	closed atomic.Bool

	// Without a guard, writers of a key take turns.
	seed  maphash.Seed
	locks [64]sync.Mutex
}

var (
	_ persistence.Adapter = (*Adapter)(nil)
	_ persistence.Keyer   = (*Adapter)(nil)
	_ io.Closer           = (*Adapter)(nil)
)

// Open returns an adapter on the bucket at a URL such as gs://my-bucket. Its
// driver must be linked. The bucket is closed with the adapter.
func Open(ctx context.Context, bucketURL string, cfg Config) (*Adapter, error) {
	if cfg.Name == "" {
		cfg.Name = name(bucketURL)
	}
	bucket, err := blob.OpenBucket(ctx, bucketURL)
	if err != nil {
		return nil, fmt.Errorf("blob: opening the bucket %q: %w; is its driver linked?", cfg.Name, redact.Error(err, redact.Text(err), bucketURL))
	}
	a, err := New(bucket, cfg)
	if err != nil {
		bucket.Close()
		return nil, err
	}
	a.owned = true
	return a, nil
}

// name returns a URL without what may be secret.
func name(bucketURL string) string {
	u, err := url.Parse(bucketURL)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.Path
}

// New returns an adapter on an open bucket, which remains the caller's to close.
func New(bucket *blob.Bucket, cfg Config) (*Adapter, error) {
	if bucket == nil {
		return nil, errors.New("blob: the bucket is nil")
	}
	prefix, err := objectname.NewPrefix(cfg.PathPrefix)
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	if cfg.ObjectKeyGenerator == nil {
		cfg.ObjectKeyGenerator = persistence.UserID
	}
	a := &Adapter{cfg: cfg, prefix: prefix, bucket: bucket, store: "the bucket", seed: maphash.MakeSeed()}
	if cfg.Name != "" {
		a.store = fmt.Sprintf("bucket %q", cfg.Name)
	}
	return a, nil
}

const maxBytes = 16 << 20 // of an object; more is surely not the attributes of a skill

// Close releases the adapter, and the bucket if [Open] opened it.
func (a *Adapter) Close() error {
	if a.closed.Swap(true) || !a.owned {
		return nil
	}
	if err := a.bucket.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", a.store, err)
	}
	return nil
}

// KeyFunc implements [persistence.Keyer]: it returns the ObjectKeyGenerator.
func (a *Adapter) KeyFunc() persistence.KeyFunc { return a.cfg.ObjectKeyGenerator }

var errClosed = errors.New("the adapter is closed")

// open checks what every operation needs and returns the name of the object.
func (a *Adapter) open(ctx context.Context, key string) (string, error) {
	if a.closed.Load() {
		return "", errClosed
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return a.prefix.Name(key)
}

// object is what a bucket holds under a name.
type object struct {
	data      []byte
	version   persistence.Version
	unchanged Condition // nil without a Guard
}

// read returns the object of a name; nil if there is none.
func (a *Adapter) read(ctx context.Context, name string) (*object, error) {
	reader, err := a.bucket.NewReader(ctx, name, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, explain(err, name)
	}
	defer reader.Close()
	data, err := io.ReadAll(io.LimitReader(reader, maxBytes+1))
	if err != nil {
		return nil, explain(err, name)
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("%w: the object takes more than %d bytes, so it is hardly one of this adapter", persistence.ErrTooLarge, maxBytes)
	}
	o := &object{data: data, version: versionOf(data)}
	if a.cfg.Guard != nil {
		if o.unchanged, err = a.cfg.Guard(reader); err != nil {
			return nil, fmt.Errorf("the Guard of the configuration: %w", err)
		}
	}
	return o, nil
}

func versionOf(data []byte) persistence.Version {
	sum := sha256.Sum256(data)
	return persistence.Version(hex.EncodeToString(sum[:16]))
}

// lock has the writers of a name take turns if the store does not tell them
// apart.
func (a *Adapter) lock(name string) (unlock func()) {
	if a.cfg.Guard != nil {
		return func() {}
	}
	l := &a.locks[maphash.String(a.seed, name)%uint64(len(a.locks))]
	l.Lock()
	return l.Unlock
}

// Get implements [persistence.Adapter].
func (a *Adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	item, err := a.get(ctx, key)
	if err != nil {
		return persistence.Item{}, a.fail(persistence.OpRead, key, err)
	}
	return item, nil
}

func (a *Adapter) get(ctx context.Context, key string) (persistence.Item, error) {
	name, err := a.open(ctx, key)
	if err != nil {
		return persistence.Item{}, err
	}
	o, err := a.read(ctx, name)
	if err != nil {
		return persistence.Item{}, err
	}
	if o == nil {
		return persistence.Item{Attributes: persistence.Attributes{}}, nil
	}
	attributes, err := persistence.Unmarshal(o.data)
	if err != nil {
		return persistence.Item{}, err
	}
	return persistence.Item{Attributes: attributes, Version: o.version}, nil
}

// Put implements [persistence.Adapter].
func (a *Adapter) Put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	version, err := a.put(ctx, key, attributes, expect)
	if err != nil {
		return persistence.None, a.fail(persistence.OpSave, key, err)
	}
	return version, nil
}

func (a *Adapter) put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	name, err := a.open(ctx, key)
	if err != nil {
		return "", err
	}
	data, err := persistence.Marshal(attributes)
	if err != nil {
		return "", err
	}
	if len(data) > maxBytes {
		return "", fmt.Errorf("%w: they take %d bytes, the adapter stores %d", persistence.ErrTooLarge, len(data), maxBytes)
	}
	defer a.lock(name)()
	unchanged, err := a.condition(ctx, name, expect)
	if err != nil {
		return "", err
	}
	err = a.bucket.Upload(ctx, name, bytes.NewReader(data), &blob.WriterOptions{
		ContentType: "application/json",
		BeforeWrite: unchanged,
		IfNotExist:  expect == persistence.None,
	})
	if err != nil {
		return "", refused(err, name, expect)
	}
	return versionOf(data), nil
}

// condition compares what is stored with the expected version, and returns the
// condition under which that holds at the time of the write. If they differ,
// the error matches [persistence.ErrConflict].
func (a *Adapter) condition(ctx context.Context, name string, expect persistence.Version) (Condition, error) {
	if expect == persistence.Any || expect == persistence.None {
		return nil, nil
	}
	o, err := a.read(ctx, name)
	if err != nil {
		return nil, err
	}
	if o == nil || o.version != expect {
		return nil, persistence.ErrConflict
	}
	return o.unchanged, nil
}

// Delete implements [persistence.Adapter].
func (a *Adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	if err := a.delete(ctx, key, expect); err != nil {
		return a.fail(persistence.OpDelete, key, err)
	}
	return nil
}

func (a *Adapter) delete(ctx context.Context, key string, expect persistence.Version) error {
	name, err := a.open(ctx, key)
	if err != nil {
		return err
	}
	defer a.lock(name)()
	if expect == persistence.None {
		exists, err := a.bucket.Exists(ctx, name)
		switch {
		case err != nil:
			return explain(err, name)
		case exists:
			return persistence.ErrConflict
		}
		return nil
	}
	unchanged, err := a.condition(ctx, name, expect)
	if err != nil {
		return err
	}
	err = a.bucket.DeleteWithOptions(ctx, name, &blob.DeleteOptions{BeforeDelete: unchanged})
	if err == nil || expect == persistence.Any && gcerrors.Code(err) == gcerrors.NotFound {
		return nil
	}
	return refused(err, name, expect)
}

func (a *Adapter) fail(op persistence.Op, key string, err error) error {
	return &persistence.Error{Op: op, Store: a.store, Key: key, Err: err}
}

// refused explains a write that failed. With a condition the object may have
// been created, changed or deleted meanwhile.
func refused(err error, name string, expect persistence.Version) error {
	if expect != persistence.Any {
		switch gcerrors.Code(err) {
		case gcerrors.FailedPrecondition:
			return persistence.ErrConflict
		case gcerrors.NotFound:
			if expect != persistence.None {
				return persistence.ErrConflict
			}
		}
		// S3 answers 409 to requests that race, which the kit has no code for.
		var response interface{ HTTPStatusCode() int }
		if errors.As(err, &response) && response.HTTPStatusCode() == 409 {
			return persistence.ErrConflict
		}
	}
	return explain(err, name)
}

// explain puts a failure in words that do not contain the name of the object.
func explain(err error, name string) error {
	text := redact.Text(err)
	switch code := gcerrors.Code(err); code {
	case gcerrors.Unknown, gcerrors.OK, gcerrors.Canceled, gcerrors.DeadlineExceeded:
	case gcerrors.NotFound:
		text = "the bucket does not exist: " + text
	default:
		text = code.String() + ": " + text
	}
	return redact.Error(err, text, name)
}
