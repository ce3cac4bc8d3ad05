// Package s3 keeps attributes in an Amazon S3 bucket, one JSON object per key,
// as the official SDK for Node does, so that both can work on one bucket: the
// object "amzn1.ask.account..." contains {"drink":"coffee"}.
//
// # Concurrent writers
//
// The version of an item is its ETag. Saves are conditional (If-Match and
// If-None-Match), so a write between reading and saving is noticed. An ETag is
// derived from the content: attributes that return to a former state return to
// its version, which loses nothing. The SDK for Node itself overwrites whatever
// is stored.
//
// Conditional deletion is younger than conditional writing, and many servers
// other than Amazon's ignore the condition. A deletion that expects a version
// therefore looks at the object first; on such a server a write between the two
// requests is deleted unseen.
//
// # Limits
//
// Keys become object names after the PathPrefix and a slash. Names beyond 1024
// bytes, control characters, and segments that are empty, "." or ".." are
// refused. Attributes may take 16 MiB.
//
// # Permissions
//
// The program needs s3:GetObject, s3:PutObject and s3:DeleteObject on the
// objects and s3:ListBucket on the bucket. Without the latter S3 answers for an
// object that does not exist that access is denied, so that every new user gets
// an error. To create the bucket, it needs s3:CreateBucket, and with a KMS key
// kms:GenerateDataKey and kms:Decrypt on it.
package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/internal/awsutil"
	"github.com/litexa-go/litexa/ask/persistence/internal/objectname"
)

// EnvBucket is the environment variable that names the bucket of a program
// whose configuration does not, as on Alexa-hosted skills.
const EnvBucket = "S3_PERSISTENCE_BUCKET"

// Config configures an [Adapter]. Only Bucket is required.
type Config struct {
	// Bucket is the name of the bucket, or the ARN or alias of an access
	// point. Default: the environment variable [EnvBucket].
	Bucket string
	// PathPrefix is put before each key, with a slash between them.
	// Default: none.
	PathPrefix string
	// ObjectKeyGenerator derives the key of an item from a request.
	// Default: [persistence.UserID].
	ObjectKeyGenerator persistence.KeyFunc

	// ServerSideEncryption is how objects are encrypted. Default: as the
	// bucket is set up, or aws:kms if there is a KMSKeyID.
	ServerSideEncryption types.ServerSideEncryption
	// KMSKeyID is the id, alias or ARN of the KMS key to encrypt with.
	// Default: the key managed by AWS.
	KMSKeyID string
	// BucketKeyEnabled reduces the calls, and so the cost, of KMS.
	BucketKeyEnabled bool
	// StorageClass is the storage class of objects. Default: standard.
	StorageClass types.StorageClass

	// AutoCreateBucket creates the bucket when an operation finds it missing.
	AutoCreateBucket bool

	// Client is the client to use. Default: one made from AWSConfig at the
	// first use.
	Client Client
	// AWSConfig is the configuration of the client. Default: that of the
	// environment, as loaded by [config.LoadDefaultConfig].
	//
	// [config.LoadDefaultConfig]: https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/config#LoadDefaultConfig
	AWSConfig *aws.Config
	// UsePathStyle has the bucket named in the path of URLs rather than in the
	// host, as most servers other than Amazon's need it. It does not concern
	// a Client given above.
	UsePathStyle bool
}

// Client is what an [Adapter] needs of [*s3.Client].
type Client interface {
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	HeadObject(context.Context, *s3.HeadObjectInput, ...func(*s3.Options)) (*s3.HeadObjectOutput, error)
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
	DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
	CreateBucket(context.Context, *s3.CreateBucketInput, ...func(*s3.Options)) (*s3.CreateBucketOutput, error)
}

// Adapter keeps attributes in an S3 bucket. It is a [persistence.Adapter].
type Adapter struct {
	cfg    Config
	prefix objectname.Prefix
	store  string // as named in errors
	client awsutil.Lazy[Client]
}

var (
	_ persistence.Adapter = (*Adapter)(nil)
	_ persistence.Keyer   = (*Adapter)(nil)
)

// New returns an adapter. It reports what is wrong with cfg, and does not
// connect to S3 yet.
func New(cfg Config) (*Adapter, error) {
	if cfg.Bucket == "" {
		cfg.Bucket = os.Getenv(EnvBucket)
	}
	if cfg.ObjectKeyGenerator == nil {
		cfg.ObjectKeyGenerator = persistence.UserID
	}
	if cfg.KMSKeyID != "" && cfg.ServerSideEncryption == "" {
		cfg.ServerSideEncryption = types.ServerSideEncryptionAwsKms
	}
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("s3: %w", err)
	}
	prefix, err := objectname.NewPrefix(cfg.PathPrefix)
	if err != nil {
		return nil, fmt.Errorf("s3: %w", err)
	}
	a := &Adapter{cfg: cfg, prefix: prefix, store: fmt.Sprintf("S3 bucket %q", cfg.Bucket)}
	a.client.Config = cfg.AWSConfig
	a.client.New = func(c aws.Config) Client {
		return s3.NewFromConfig(c, func(o *s3.Options) {
			o.UsePathStyle = cfg.UsePathStyle
			o.DisableLogOutputChecksumValidationSkipped = true // objects written by other programs may have none
		})
	}
	return a, nil
}

// validBucket reports whether name can be the name of a bucket, an old one
// included, or the ARN or alias of an access point.
func validBucket(name string) bool {
	if strings.HasPrefix(name, "arn:") {
		return strings.Contains(name, ":s3")
	}
	return len(name) >= 3 && len(name) <= 255 && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_.-", r))
	})
}

func (c *Config) check() error {
	switch {
	case c.Bucket == "":
		return fmt.Errorf("Config.Bucket is missing, and the environment variable %s is not set", EnvBucket)
	case !validBucket(c.Bucket):
		return fmt.Errorf("the bucket is %.300q; a bucket name has 3 to 63 lower case letters, digits, hyphens and dots", c.Bucket)
	case c.KMSKeyID != "" && !strings.HasPrefix(string(c.ServerSideEncryption), "aws:kms"):
		return fmt.Errorf("Config.KMSKeyID is set, but Config.ServerSideEncryption is %q, which uses no KMS key", c.ServerSideEncryption)
	case c.Client != nil && (c.AWSConfig != nil || c.UsePathStyle):
		return errors.New("Config.Client is set together with Config.AWSConfig or Config.UsePathStyle, which make another client; use one")
	}
	return nil
}

const (
	maxBytes    = 16 << 20 // of an object; more is surely not the attributes of a skill
	maxAttempts = 4        // of a write that S3 finds racing with another
)

// open checks what every operation needs and returns the client.
func (a *Adapter) open(ctx context.Context, key string) (client Client, name string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, "", err
	}
	if name, err = a.prefix.Name(key); err != nil {
		return nil, "", err
	}
	client, err = a.api(ctx)
	return client, name, err
}

func (a *Adapter) api(ctx context.Context) (Client, error) {
	if a.cfg.Client != nil {
		return a.cfg.Client, nil
	}
	return a.client.Get(ctx)
}

// KeyFunc implements [persistence.Keyer]: it returns the ObjectKeyGenerator.
func (a *Adapter) KeyFunc() persistence.KeyFunc { return a.cfg.ObjectKeyGenerator }

// Get implements [persistence.Adapter].
func (a *Adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	item, err := a.get(ctx, key)
	if err != nil {
		return persistence.Item{}, a.fail(persistence.OpRead, key, err)
	}
	return item, nil
}

func (a *Adapter) get(ctx context.Context, key string) (persistence.Item, error) {
	client, name, err := a.open(ctx, key)
	if err != nil {
		return persistence.Item{}, err
	}
	data, etag, err := a.read(ctx, client, name)
	switch {
	case errors.Is(err, errNoBucket) && a.cfg.AutoCreateBucket:
		// There is nothing to read yet. Creating the bucket now rather than at
		// the first save lets the program fail early if it may not.
		if err := a.createBucket(ctx); err != nil {
			return persistence.Item{}, err
		}
		fallthrough
	case errors.Is(err, errNoObject):
		return persistence.Item{Attributes: persistence.Attributes{}}, nil
	case err != nil:
		return persistence.Item{}, err
	}
	attributes, err := persistence.Unmarshal(data)
	if err != nil {
		return persistence.Item{}, err
	}
	return persistence.Item{Attributes: attributes, Version: versionOf(etag)}, nil
}

// read returns the content of an object and its ETag.
func (a *Adapter) read(ctx context.Context, client Client, name string) (data []byte, etag *string, err error) {
	out, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: &a.cfg.Bucket, Key: &name})
	if err != nil {
		return nil, nil, a.explain(err, "s3:GetObject", name)
	}
	defer out.Body.Close()
	if out.ETag == nil || versionOf(out.ETag) == persistence.None {
		return nil, nil, errors.New("the server sent no ETag, which the adapter needs as the version")
	}
	data, err = io.ReadAll(io.LimitReader(out.Body, maxBytes+1))
	if err != nil {
		return nil, nil, a.explain(fmt.Errorf("receiving the object: %w", err), "s3:GetObject", name)
	}
	if len(data) > maxBytes {
		return nil, nil, fmt.Errorf("%w: the object takes more than %d bytes, so it is hardly one of this adapter", persistence.ErrTooLarge, maxBytes)
	}
	return data, out.ETag, nil
}

// A version is an ETag without its quotes.
func versionOf(etag *string) persistence.Version {
	return persistence.Version(strings.Trim(*etag, `"`))
}

// etagOf returns the ETag that a version stands for, and whether it can be one.
func etagOf(version persistence.Version) (*string, bool) {
	const most = 256 // those of S3 have some 40 bytes
	for _, c := range []byte(version) {
		if c <= ' ' || c >= 0x7f || c == '"' {
			return nil, false
		}
	}
	return aws.String(`"` + string(version) + `"`), len(version) <= most
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
	client, name, err := a.open(ctx, key)
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
	input := &s3.PutObjectInput{
		Bucket:               &a.cfg.Bucket,
		Key:                  &name,
		ContentType:          aws.String("application/json"),
		ServerSideEncryption: a.cfg.ServerSideEncryption,
		StorageClass:         a.cfg.StorageClass,
	}
	if a.cfg.KMSKeyID != "" {
		input.SSEKMSKeyId = &a.cfg.KMSKeyID
	}
	if a.cfg.BucketKeyEnabled {
		input.BucketKeyEnabled = &a.cfg.BucketKeyEnabled
	}
	switch expect {
	case persistence.Any:
	case persistence.None:
		input.IfNoneMatch = aws.String("*")
	default:
		etag, ok := etagOf(expect)
		if !ok {
			return "", persistence.ErrConflict // not a version of this store
		}
		input.IfMatch = etag
	}

	sent := 0 // requests, those that the SDK repeats included
	for attempt := 1; ; attempt++ {
		input.Body = bytes.NewReader(data)
		out, err := client.PutObject(ctx, input, func(o *s3.Options) {
			o.APIOptions = append(o.APIOptions, awsutil.CountAttempts(&sent))
		})
		if err == nil {
			if out.ETag == nil || versionOf(out.ETag) == persistence.None {
				return "", errors.New("the object is saved, but the server sent no ETag, which the adapter needs as the version")
			}
			return versionOf(out.ETag), nil
		}
		err = a.explain(err, "s3:PutObject", name)
		switch {
		case errors.Is(err, errNoObject), errors.Is(err, persistence.ErrConflict):
			if sent > 1 {
				// Perhaps an earlier attempt went through and only its answer
				// was lost.
				if stored, etag, err := a.read(ctx, client, name); err == nil && bytes.Equal(stored, data) {
					return versionOf(etag), nil
				}
			}
			return "", persistence.ErrConflict
		case errors.Is(err, errRace) && attempt < maxAttempts:
			if err := awsutil.Sleep(ctx, time.Duration(attempt)*50*time.Millisecond); err != nil {
				return "", err
			}
		case errors.Is(err, errNoBucket) && a.cfg.AutoCreateBucket && attempt < maxAttempts:
			if err := a.createBucket(ctx); err != nil {
				return "", err
			}
		default:
			return "", err
		}
	}
}

// Delete implements [persistence.Adapter].
func (a *Adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	err := a.delete(ctx, key, expect)
	if errors.Is(err, errNoObject) || errors.Is(err, errNoBucket) && a.cfg.AutoCreateBucket {
		if expect == persistence.None || expect == persistence.Any {
			return nil // there is nothing to delete
		}
		err = persistence.ErrConflict
	}
	if err != nil {
		return a.fail(persistence.OpDelete, key, err)
	}
	return nil
}

func (a *Adapter) delete(ctx context.Context, key string, expect persistence.Version) error {
	client, name, err := a.open(ctx, key)
	if err != nil {
		return err
	}
	input := &s3.DeleteObjectInput{Bucket: &a.cfg.Bucket, Key: &name}
	if expect != persistence.Any {
		etag, ok := etagOf(expect)
		if !ok {
			return persistence.ErrConflict // not a version of this store
		}
		input.IfMatch = etag
		out, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &a.cfg.Bucket, Key: &name})
		if err != nil {
			return a.explain(err, "s3:GetObject", name)
		}
		if out.ETag == nil || versionOf(out.ETag) != expect {
			return persistence.ErrConflict
		}
	}
	for attempt := 1; ; attempt++ {
		_, err := client.DeleteObject(ctx, input)
		if err == nil {
			return nil
		}
		err = a.explain(err, "s3:DeleteObject", name)
		if !errors.Is(err, errRace) || attempt == maxAttempts {
			return err
		}
		if err := awsutil.Sleep(ctx, time.Duration(attempt)*50*time.Millisecond); err != nil {
			return err
		}
	}
}

// CreateBucket creates the bucket unless this account has it already. It is
// private: Amazon blocks public access to new buckets. With AutoCreateBucket
// this happens by itself.
func (a *Adapter) CreateBucket(ctx context.Context) error {
	if err := a.createBucket(ctx); err != nil {
		return fmt.Errorf("%s: %w", a.store, err)
	}
	return nil
}

func (a *Adapter) createBucket(ctx context.Context) error {
	client, err := a.api(ctx)
	if err != nil {
		return err
	}
	input := &s3.CreateBucketInput{Bucket: &a.cfg.Bucket}
	if c, ok := client.(interface{ Options() s3.Options }); ok {
		// The region goes without saying in us-east-1, and must not be said.
		if region := c.Options().Region; region != "us-east-1" {
			input.CreateBucketConfiguration = &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraint(region)}
		}
	}
	_, err = client.CreateBucket(ctx, input)
	switch code := awsutil.Code(err); {
	case err == nil || code == "BucketAlreadyOwnedByYou":
		return nil
	case code == "BucketAlreadyExists":
		return errors.New("creating the bucket: another account has a bucket of that name; choose another name")
	default:
		return fmt.Errorf("creating the bucket: %w", a.explain(err, "s3:CreateBucket", ""))
	}
}

func (a *Adapter) fail(op persistence.Op, key string, err error) error {
	return &persistence.Error{Op: op, Store: a.store, Key: key, Err: err}
}

var (
	errNoObject = errors.New("the object does not exist")
	errNoBucket = errors.New("the bucket does not exist; create it beforehand or set AutoCreateBucket, and check its name and the account in use")
	errRace     = errors.New("S3 found the request racing with others again and again")
)

// explain puts the failure of a call in words, and says what to do about it.
func (a *Adapter) explain(err error, action, name string) error {
	status := 0
	var response interface{ HTTPStatusCode() int }
	if errors.As(err, &response) {
		status = response.HTTPStatusCode()
	}
	advice := awsutil.Advice(err)
	switch code := awsutil.Code(err); {
	case code == "NoSuchBucket":
		return fmt.Errorf("%w (%w)", errNoBucket, awsutil.Explain(err, "", name))
	case code == "NoSuchKey", status == 404:
		return errNoObject
	case code == "PreconditionFailed", status == 412:
		return persistence.ErrConflict
	case code == "ConditionalRequestConflict", code == "OperationAborted":
		return fmt.Errorf("%w (%w)", errRace, awsutil.Explain(err, "", name))
	case code == "AccessDenied", status == 403 && advice == "":
		advice = fmt.Sprintf("allow %s in the policy of the role in use", action)
		if action == "s3:GetObject" {
			advice += ", and s3:ListBucket on the bucket: without it S3 gives this answer for every object that does not exist"
		}
	case code == "PermanentRedirect", status == 301:
		advice = "the bucket is in another region: set AWS_REGION or the Region of AWSConfig to it"
	case status == 501:
		advice = "the server does not support conditional requests, which the adapter needs"
	}
	return awsutil.Explain(err, advice, name)
}
