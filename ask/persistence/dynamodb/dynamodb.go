// Package dynamodb keeps attributes in an Amazon DynamoDB table, one item per
// key, in the shape that the official SDK for Node gives them, so that both can
// work on one table:
//
//	{"id": {"S": "amzn1.ask.account..."}, "attributes": {"M": {...}}, "version": {"N": "6755399441055744"}}
//
// # Concurrent writers
//
// Each save gives the item a new random version, and DynamoDB saves only if the
// stored version is the expected one. Items written by the SDK for Node have no
// version. They are compared by their attributes instead, so that a write by
// either side between reading and saving is noticed here. The SDK for Node
// itself overwrites whatever is stored.
//
// Columns other than the attributes, the version, the expiry time and the time
// of the save are left as they are.
//
// # What is stored
//
// Numbers keep up to 38 significant digits between 1e-130 and 1e126; others are
// refused rather than rounded, as are members with an empty name and more than
// 30 levels of nesting. Sets written by other programs are read as lists and
// binary values as Base64 text; a save makes them lists and text. An item may
// take 400 KiB.
//
// # Permissions
//
// The program needs dynamodb:GetItem, dynamodb:UpdateItem and
// dynamodb:DeleteItem on the table, and dynamodb:CreateTable,
// dynamodb:DescribeTable and dynamodb:UpdateTimeToLive if it is to create it.
package dynamodb

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/internal/awsutil"
)

// Config configures an [Adapter]. Only TableName is required.
type Config struct {
	// TableName is the name or ARN of the table. Its key is one partition key
	// of type string.
	TableName string
	// PartitionKeyName is the column of the partition key. Default: "id".
	PartitionKeyName string
	// AttributesName is the column of the attributes. Default: "attributes".
	AttributesName string
	// VersionName is the column of the version, a number. Default: "version".
	VersionName string
	// SaveTimeName is a column that each save sets to the time in milliseconds
	// since 1970. Nothing here reads it. Default: none.
	SaveTimeName string
	// PartitionKeyGenerator derives the key of an item from a request.
	// Default: [persistence.UserID].
	PartitionKeyGenerator persistence.KeyFunc

	// TTL is how long an item is kept after its last save; zero means for
	// ever. Expired items are absent to the adapter at once, although DynamoDB
	// may take days to remove them. The table must have its time to live
	// enabled on the column TTLName. [Adapter.CreateTable] sees to it, also for
	// a table that exists: call it when deploying. A program that ends while
	// AutoCreateTable is at work leaves it off.
	TTL time.Duration
	// TTLName is the column of the expiry time in seconds since 1970.
	// Default: "ttl".
	TTLName string

	// AutoCreateTable creates the table when an operation finds it missing.
	AutoCreateTable bool
	// ReadCapacityUnits and WriteCapacityUnits are the provisioned throughput
	// of a table created here. Default: on demand.
	ReadCapacityUnits, WriteCapacityUnits int64

	// Client is the client to use. Default: one made from AWSConfig at the
	// first use.
	Client Client
	// AWSConfig is the configuration of the client. Default: that of the
	// environment, as loaded by [config.LoadDefaultConfig].
	//
	// [config.LoadDefaultConfig]: https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/config#LoadDefaultConfig
	AWSConfig *aws.Config
}

// Client is what an [Adapter] needs of [*dynamodb.Client]. An adapter that does
// not create tables calls the first three methods only.
type Client interface {
	GetItem(context.Context, *dynamodb.GetItemInput, ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error)
	UpdateItem(context.Context, *dynamodb.UpdateItemInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error)
	DeleteItem(context.Context, *dynamodb.DeleteItemInput, ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error)
	CreateTable(context.Context, *dynamodb.CreateTableInput, ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error)
	DescribeTable(context.Context, *dynamodb.DescribeTableInput, ...func(*dynamodb.Options)) (*dynamodb.DescribeTableOutput, error)
	UpdateTimeToLive(context.Context, *dynamodb.UpdateTimeToLiveInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateTimeToLiveOutput, error)
}

// Adapter keeps attributes in a DynamoDB table. It is a [persistence.Adapter].
type Adapter struct {
	cfg    Config
	store  string // as named in errors
	client awsutil.Lazy[Client]
	now    func() time.Time

	creating   chan struct{} // holds a value while CreateTable runs
	unfinished atomic.Bool   // this adapter began to create the table
}

var (
	_ persistence.Adapter = (*Adapter)(nil)
	_ persistence.Keyer   = (*Adapter)(nil)
)

// New returns an adapter. It reports what is wrong with cfg, and does not
// connect to AWS yet.
func New(cfg Config) (*Adapter, error) {
	setDefault(&cfg.PartitionKeyName, "id")
	setDefault(&cfg.AttributesName, "attributes")
	setDefault(&cfg.VersionName, "version")
	if cfg.TTLName != "" && cfg.TTL == 0 {
		return nil, errors.New("dynamodb: Config.TTLName is set, but not Config.TTL")
	}
	setDefault(&cfg.TTLName, "ttl")
	if cfg.PartitionKeyGenerator == nil {
		cfg.PartitionKeyGenerator = persistence.UserID
	}
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("dynamodb: %w", err)
	}
	a := &Adapter{
		cfg:      cfg,
		store:    fmt.Sprintf("DynamoDB table %q", cfg.TableName),
		now:      time.Now,
		creating: make(chan struct{}, 1),
	}
	a.client.Config = cfg.AWSConfig
	a.client.New = func(c aws.Config) Client { return dynamodb.NewFromConfig(c) }
	return a, nil
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// validTable reports whether name can be the name or ARN of a table. Regular
// expressions would take a good part of the program's start.
func validTable(name string) bool {
	if arn, ok := strings.CutPrefix(name, "arn:"); ok {
		service, table, found := strings.Cut(arn, ":table/")
		if !found || !strings.Contains(service, ":dynamodb:") {
			return false
		}
		name = table
	}
	return len(name) >= 3 && len(name) <= 255 && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_.-", r))
	})
}

func (c *Config) check() error {
	switch {
	case c.TableName == "":
		return errors.New("Config.TableName is missing")
	case !validTable(c.TableName):
		return fmt.Errorf("Config.TableName is %.300q; a table name has 3 to 255 letters, digits, hyphens, dots and underscores", c.TableName)
	case c.TTL < 0 || c.TTL > 0 && c.TTL < time.Second:
		return fmt.Errorf("Config.TTL is %v; use at least a second, or zero for no expiry", c.TTL)
	case c.ReadCapacityUnits < 0 || c.WriteCapacityUnits < 0 || (c.ReadCapacityUnits == 0) != (c.WriteCapacityUnits == 0):
		return fmt.Errorf("Config.ReadCapacityUnits is %d and Config.WriteCapacityUnits is %d; set both to 1 or more, or neither", c.ReadCapacityUnits, c.WriteCapacityUnits)
	case c.Client != nil && c.AWSConfig != nil:
		return errors.New("Config.Client and Config.AWSConfig are both set; use one")
	}
	columns := make(map[string]string)
	for _, column := range []struct{ field, name string }{
		{"Config.PartitionKeyName", c.PartitionKeyName}, {"Config.AttributesName", c.AttributesName},
		{"Config.VersionName", c.VersionName}, {"Config.TTLName", c.TTLName},
		{"Config.SaveTimeName", c.SaveTimeName},
	} {
		if column.name == "" {
			continue
		}
		if other, taken := columns[column.name]; taken {
			return fmt.Errorf("%s and %s are both %q; they need columns of their own", other, column.field, column.name)
		}
		if len(column.name) > 255 {
			return fmt.Errorf("%s has %d bytes, 255 is the limit of DynamoDB", column.field, len(column.name))
		}
		columns[column.name] = column.field
	}
	return nil
}

// A version is the decimal number in the version column or, for items without
// one, this prefix and a digest of the attributes.
const digestPrefix = "sha256:"

// isVersionNumber reports whether text is a whole number as DynamoDB returns it.
func isVersionNumber(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	return text == "0" || len(digits) > 0 && len(digits) <= maxDigits && digits[0] != '0' &&
		!strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
}

// newVersion returns a number that no other save will have: a random one,
// exact in JavaScript. As it does not depend on the former one, it does not
// return when an item is deleted and created again, and it tells a save that
// went through, although its answer was lost, from one by another writer.
func newVersion() string {
	return strconv.FormatInt(1+rand.Int64N(1<<53-1), 10)
}

// KeyFunc implements [persistence.Keyer]: it returns the PartitionKeyGenerator.
func (a *Adapter) KeyFunc() persistence.KeyFunc { return a.cfg.PartitionKeyGenerator }

// Get implements [persistence.Adapter] with a consistent read.
func (a *Adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	item, err := a.get(ctx, key)
	if err != nil {
		return persistence.Item{}, a.fail(persistence.OpRead, key, err)
	}
	return item, nil
}

func (a *Adapter) get(ctx context.Context, key string) (persistence.Item, error) {
	none := persistence.Item{Attributes: persistence.Attributes{}}
	row, err := a.read(ctx, key)
	if errors.Is(err, errNoTable) && a.cfg.AutoCreateTable {
		// The table takes several seconds to become active. There is nothing
		// in it, so only the save at the end of the turn waits for it.
		return none, a.beginCreateTable(ctx)
	}
	if err != nil || row == nil || a.expired(row) {
		return none, err
	}
	version, err := a.version(row)
	if err != nil {
		return none, err
	}
	attributes, err := decode(row[a.cfg.AttributesName])
	if err != nil {
		return none, fmt.Errorf("column %q: %w", a.cfg.AttributesName, err)
	}
	return persistence.Item{Attributes: attributes, Version: version}, nil
}

// row is an item as DynamoDB has it.
type row map[string]types.AttributeValue

// read returns the stored item; nil if there is none.
func (a *Adapter) read(ctx context.Context, key string) (row, error) {
	client, err := a.open(ctx, key)
	if err != nil {
		return nil, err
	}
	const columns = "#k, #a, #v, #t" // with the key, an item that has no other is not empty
	out, err := client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName:                &a.cfg.TableName,
		Key:                      a.key(key),
		ConsistentRead:           aws.Bool(true),
		ProjectionExpression:     aws.String(columns),
		ExpressionAttributeNames: a.names(columns),
	})
	if err != nil {
		return nil, a.explain(err, "GetItem", key)
	}
	if len(out.Item) == 0 {
		return nil, nil
	}
	return out.Item, nil
}

// names returns the columns that the expressions refer to: DynamoDB accepts no
// others.
func (a *Adapter) names(expressions ...string) map[string]string {
	names := make(map[string]string)
	for short, column := range map[string]string{
		"#k": a.cfg.PartitionKeyName, "#a": a.cfg.AttributesName, "#v": a.cfg.VersionName, "#t": a.cfg.TTLName,
		"#s": a.cfg.SaveTimeName,
	} {
		for _, expression := range expressions {
			if strings.Contains(expression, short) {
				names[short] = column
			}
		}
	}
	return names
}

// open checks what every operation needs and returns the client.
func (a *Adapter) open(ctx context.Context, key string) (Client, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := persistence.CheckKey(key); err != nil {
		return nil, err
	}
	return a.api(ctx)
}

func (a *Adapter) api(ctx context.Context) (Client, error) {
	if a.cfg.Client != nil {
		return a.cfg.Client, nil
	}
	return a.client.Get(ctx)
}

func (a *Adapter) key(key string) row {
	return row{a.cfg.PartitionKeyName: &types.AttributeValueMemberS{Value: key}}
}

func (a *Adapter) expired(r row) bool {
	n, ok := r[a.cfg.TTLName].(*types.AttributeValueMemberN)
	if !ok || a.cfg.TTL == 0 {
		return false
	}
	expiry, err := strconv.ParseFloat(n.Value, 64)
	return err == nil && expiry <= float64(a.now().Unix())
}

// version returns the version of an item.
func (a *Adapter) version(r row) (persistence.Version, error) {
	switch v := r[a.cfg.VersionName].(type) {
	case nil:
		sum, err := digest(r[a.cfg.AttributesName])
		if err != nil {
			return "", fmt.Errorf("column %q: %w", a.cfg.AttributesName, err)
		}
		return persistence.Version(digestPrefix + sum), nil
	case *types.AttributeValueMemberN:
		if isVersionNumber(v.Value) {
			return persistence.Version(v.Value), nil
		}
	}
	return "", fmt.Errorf("%w (column %q is not a whole number; if it is not the version, set VersionName to another column)",
		persistence.ErrCorrupt, a.cfg.VersionName)
}

// Put implements [persistence.Adapter] with a conditional update.
func (a *Adapter) Put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	version, err := a.put(ctx, key, attributes, expect)
	if err != nil {
		return persistence.None, a.fail(persistence.OpSave, key, err)
	}
	return version, nil
}

func (a *Adapter) put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	client, err := a.open(ctx, key)
	if err != nil {
		return "", err
	}
	encoded, size, err := encode(attributes)
	if err != nil {
		return "", err
	}
	version := newVersion()
	update := "SET #a = :a, #v = :v"
	values := row{":a": encoded, ":v": &types.AttributeValueMemberN{Value: version}}
	size += len(a.cfg.PartitionKeyName) + len(key) + len(a.cfg.AttributesName) + len(a.cfg.VersionName) + numberBytes(len(version))
	if a.cfg.TTL > 0 {
		expiry := strconv.FormatInt(a.now().Add(a.cfg.TTL).Unix(), 10)
		update += ", #t = :t"
		values[":t"] = &types.AttributeValueMemberN{Value: expiry}
		size += len(a.cfg.TTLName) + numberBytes(len(expiry))
	}
	if a.cfg.SaveTimeName != "" {
		saved := strconv.FormatInt(a.now().UnixMilli(), 10)
		update += ", #s = :s"
		values[":s"] = &types.AttributeValueMemberN{Value: saved}
		size += len(a.cfg.SaveTimeName) + numberBytes(len(saved))
	}
	if size > maxItemBytes {
		return "", fmt.Errorf("%w: the item takes %d bytes, DynamoDB holds %d", persistence.ErrTooLarge, size, maxItemBytes)
	}
	if a.cfg.AutoCreateTable && a.unfinished.Load() {
		if err := a.createTable(ctx); err != nil {
			return "", err
		}
	}
	condition, operands, err := a.condition(ctx, key, expect)
	if err != nil {
		return "", err
	}
	maps.Copy(values, operands)
	input := &dynamodb.UpdateItemInput{
		TableName:                           &a.cfg.TableName,
		Key:                                 a.key(key),
		UpdateExpression:                    &update,
		ConditionExpression:                 optional(condition),
		ExpressionAttributeNames:            a.names(update, condition),
		ExpressionAttributeValues:           values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}
	for attempt := 0; ; attempt++ {
		_, err := client.UpdateItem(ctx, input)
		if err == nil || a.stored(err, version) {
			return persistence.Version(version), nil
		}
		err = a.explain(err, "UpdateItem", key)
		if !errors.Is(err, errNoTable) || !a.cfg.AutoCreateTable || attempt == maxPuts {
			return "", err
		}
		// A table that has just become active is not known everywhere yet.
		if err := awsutil.Sleep(ctx, time.Duration(attempt)*200*time.Millisecond); err != nil {
			return "", err
		}
		if err := a.createTable(ctx); err != nil {
			return "", err
		}
	}
}

// maxPuts is how often a save is repeated after the table was created.
const maxPuts = 5

func optional(expression string) *string {
	if expression == "" {
		return nil
	}
	return &expression
}

// condition returns the condition, and its operands, under which the stored
// item has the expected version. If that is known to be otherwise, the error
// matches [persistence.ErrConflict].
func (a *Adapter) condition(ctx context.Context, key string, expect persistence.Version) (string, row, error) {
	switch {
	case expect == persistence.Any:
		return "", nil, nil
	case expect == persistence.None && a.cfg.TTL == 0:
		return "attribute_not_exists(#k)", nil, nil
	case expect == persistence.None:
		now := strconv.FormatInt(a.now().Unix(), 10)
		return "attribute_not_exists(#k) OR #t <= :now", row{":now": &types.AttributeValueMemberN{Value: now}}, nil
	case isVersionNumber(string(expect)):
		return "#v = :expect", row{":expect": &types.AttributeValueMemberN{Value: string(expect)}}, nil
	case !strings.HasPrefix(string(expect), digestPrefix):
		return "", nil, persistence.ErrConflict // not a version of this store
	}
	// The item had no version. DynamoDB cannot compute a digest, but compare
	// the attributes themselves.
	stored, err := a.read(ctx, key)
	if err != nil {
		return "", nil, err
	}
	if version, err := a.version(stored); stored == nil || err != nil || version != expect {
		return "", nil, persistence.ErrConflict
	}
	column, ok := stored[a.cfg.AttributesName]
	if !ok {
		return "attribute_exists(#k) AND attribute_not_exists(#v) AND attribute_not_exists(#a)", nil, nil
	}
	return "attribute_not_exists(#v) AND #a = :expect", row{":expect": column}, nil
}

// stored reports whether a condition failed only because the same save had
// been done before: the SDK sends a request again if the answer was lost.
func (a *Adapter) stored(err error, version string) bool {
	var failed *types.ConditionalCheckFailedException
	if !errors.As(err, &failed) {
		return false
	}
	n, ok := failed.Item[a.cfg.VersionName].(*types.AttributeValueMemberN)
	return ok && n.Value == version
}

// Delete implements [persistence.Adapter] with a conditional deletion.
func (a *Adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	if err := a.delete(ctx, key, expect); err != nil {
		return a.fail(persistence.OpDelete, key, err)
	}
	return nil
}

func (a *Adapter) delete(ctx context.Context, key string, expect persistence.Version) error {
	client, err := a.open(ctx, key)
	if err != nil {
		return err
	}
	condition, operands, err := a.condition(ctx, key, expect)
	if err == nil {
		input := &dynamodb.DeleteItemInput{
			TableName:                 &a.cfg.TableName,
			Key:                       a.key(key),
			ConditionExpression:       optional(condition),
			ExpressionAttributeValues: operands,
		}
		if condition != "" {
			input.ExpressionAttributeNames = a.names(condition)
		}
		_, err = client.DeleteItem(ctx, input)
		err = a.explain(err, "DeleteItem", key)
	}
	if errors.Is(err, errNoTable) && a.cfg.AutoCreateTable {
		if expect == persistence.None || expect == persistence.Any {
			return nil // there is nothing to delete
		}
		return persistence.ErrConflict
	}
	return err
}

func (a *Adapter) fail(op persistence.Op, key string, err error) error {
	return &persistence.Error{Op: op, Store: a.store, Key: key, Err: err}
}

// errNoTable reports that the table does not exist.
var errNoTable = errors.New("the table does not exist; create it beforehand or set AutoCreateTable, and check the region and the account in use")

// explain puts the failure of a call in words, and says what to do about it.
func (a *Adapter) explain(err error, action, key string) error {
	if err == nil {
		return nil
	}
	var answer smithy.APIError
	if !errors.As(err, &answer) {
		return awsutil.Explain(err, awsutil.Advice(err), key)
	}
	message := answer.ErrorMessage()
	advice := awsutil.Advice(err)
	switch answer.ErrorCode() {
	case "ConditionalCheckFailedException":
		return persistence.ErrConflict
	case "ResourceNotFoundException":
		return fmt.Errorf("%w (%w)", errNoTable, awsutil.Explain(err, "", key))
	case "AccessDeniedException":
		advice = fmt.Sprintf("allow dynamodb:%s on the table in the policy of the role in use", action)
	case "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded":
		advice = "the table is at the limit of its throughput: raise its capacity or switch it to on-demand"
	case "ValidationException":
		switch {
		case strings.Contains(message, "maximum allowed size"):
			return fmt.Errorf("%w: with its other columns the item takes more than the %d bytes that DynamoDB holds", persistence.ErrTooLarge, maxItemBytes)
		case strings.Contains(message, "ey element does not match"), strings.Contains(message, "required keys"), strings.Contains(message, "Missing the key"):
			advice = fmt.Sprintf("the key of the table must be a partition key %q of type string, without a sort key: set PartitionKeyName if it has another name", a.cfg.PartitionKeyName)
		}
	}
	return awsutil.Explain(err, advice, key)
}
