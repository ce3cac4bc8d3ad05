package dynamodb_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
)

// fake answers as no stand-in of DynamoDB can be brought to answer. A call that
// has no function panics.
type fake struct {
	dynamodb.Client
	err error // of every call, if not nil

	getItem    func() (*sdk.GetItemOutput, error)
	updateItem func(*sdk.UpdateItemInput) (*sdk.UpdateItemOutput, error)
	create     func(*sdk.CreateTableInput) error
	status     func() (types.TableStatus, error)
	ttl        func() error
}

func (f *fake) GetItem(context.Context, *sdk.GetItemInput, ...func(*sdk.Options)) (*sdk.GetItemOutput, error) {
	if f.err != nil {
		return nil, f.err
	}
	return f.getItem()
}

func (f *fake) UpdateItem(_ context.Context, in *sdk.UpdateItemInput, _ ...func(*sdk.Options)) (*sdk.UpdateItemOutput, error) {
	if f.err != nil {
		return nil, f.err
	}
	return f.updateItem(in)
}

func (f *fake) DeleteItem(context.Context, *sdk.DeleteItemInput, ...func(*sdk.Options)) (*sdk.DeleteItemOutput, error) {
	return nil, f.err
}

func (f *fake) CreateTable(_ context.Context, in *sdk.CreateTableInput, _ ...func(*sdk.Options)) (*sdk.CreateTableOutput, error) {
	if f.err != nil {
		return nil, f.err
	}
	return nil, f.create(in)
}

func (f *fake) DescribeTable(_ context.Context, in *sdk.DescribeTableInput, _ ...func(*sdk.Options)) (*sdk.DescribeTableOutput, error) {
	status, err := f.status()
	return &sdk.DescribeTableOutput{Table: &types.TableDescription{
		TableStatus:          status,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash}},
	}}, err
}

func (f *fake) UpdateTimeToLive(context.Context, *sdk.UpdateTimeToLiveInput, ...func(*sdk.Options)) (*sdk.UpdateTimeToLiveOutput, error) {
	return nil, f.ttl()
}

func newFake(t *testing.T, f *fake, cfg dynamodb.Config) *dynamodb.Adapter {
	t.Helper()
	cfg.TableName, cfg.Client = "skill", f
	adapter, err := dynamodb.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

func answer(code, message string) error {
	return &smithy.OperationError{ServiceID: "DynamoDB", OperationName: "X", Err: &smithy.GenericAPIError{Code: code, Message: message}}
}

// TestAdvice: messages tell what failed, where, why, and what to do about it.
func TestAdvice(t *testing.T) {
	const key = "amzn1.ask.account.AGJ5DQTFC3"
	for _, test := range []struct {
		name string
		err  error
		want []string // in the text for each of: Get, Put, Delete; or one for all
	}{
		{"access denied", answer("AccessDeniedException", "User: arn:x is not authorized to perform: dynamodb:Action"), []string{
			"AccessDeniedException: User: arn:x is not authorized to perform: dynamodb:Action; allow dynamodb:GetItem on the table",
			"allow dynamodb:UpdateItem on the table", "allow dynamodb:DeleteItem on the table",
		}},
		{"throughput", answer("ProvisionedThroughputExceededException", "slow down"), []string{"raise its capacity or switch it to on-demand"}},
		{"throttling", answer("ThrottlingException", ""), []string{"ThrottlingException; the table is at the limit of its throughput"}},
		{"credentials", answer("UnrecognizedClientException", "The security token is invalid"), []string{"check the AWS credentials"}},
		{"expired", answer("ExpiredTokenException", "expired"), []string{"renew them"}},
		{"no credentials", &smithy.OperationError{Err: errors.New("get identity: get credentials: failed to refresh cached credentials")}, []string{"no AWS credentials were found: "}},
		{"key of the table", answer("ValidationException", "The provided key element does not match the schema"), []string{`partition key "id" of type string`}},
		{"other", answer("InternalServerError", "oops"), []string{"InternalServerError: oops"}},
		{"no answer", &smithy.OperationError{Err: &url.Error{Op: "Post", URL: "https://dynamodb.x.amazonaws.com/" + key, Err: errors.New("connection reset")}}, []string{
			"no answer from dynamodb.x.amazonaws.com: connection reset",
		}},
	} {
		adapter := newFake(t, &fake{err: test.err}, dynamodb.Config{})
		_, getErr := adapter.Get(t.Context(), key)
		_, putErr := adapter.Put(t.Context(), key, nil, persistence.Any)
		deleteErr := adapter.Delete(t.Context(), key, persistence.Any)
		for i, err := range []error{getErr, putErr, deleteErr} {
			want := test.want[min(i, len(test.want)-1)]
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `DynamoDB table "skill"`) {
				t.Errorf("%s: %v\nwant an error with %q", test.name, err, want)
				continue
			}
			if strings.Contains(err.Error(), key) {
				t.Errorf("%s: %v\ncontains the key", test.name, err)
			}
			if !errors.Is(err, test.err) {
				t.Errorf("%s: %v\ndoes not match its cause", test.name, err)
			}
		}
	}
}

// TestLostAnswer: the SDK sends a request again whose answer was lost, and is
// told that the condition no longer holds.
func TestLostAnswer(t *testing.T) {
	var stored row
	f := &fake{updateItem: func(in *sdk.UpdateItemInput) (*sdk.UpdateItemOutput, error) {
		if stored == nil {
			stored = row{"version": in.ExpressionAttributeValues[":v"]}
		}
		return nil, &types.ConditionalCheckFailedException{Item: stored}
	}}
	adapter := newFake(t, f, dynamodb.Config{})
	version, err := adapter.Put(t.Context(), "key", nil, "1")
	if err != nil || describe(stored["version"]) != "N "+string(version) {
		t.Errorf("Put whose first answer was lost: %q, %v; want the stored version %v", version, err, describe(stored["version"]))
	}
	// The next save finds the version of the first one, not its own.
	if _, err := adapter.Put(t.Context(), "key", nil, "1"); !errors.Is(err, persistence.ErrConflict) {
		t.Errorf("Put after another: %v, want a conflict", err)
	}
}

// slowTable takes a while to become active, as tables of AWS do.
type slowTable struct {
	created time.Time
	creates int
	ttls    int
}

func (s *slowTable) fake(duration time.Duration) *fake {
	missing := answer("ResourceNotFoundException", "Requested resource not found")
	active := func() bool { return s.creates > 0 && time.Since(s.created) >= duration }
	return &fake{
		create: func(*sdk.CreateTableInput) error {
			s.creates++
			if s.creates > 1 {
				return answer("ResourceInUseException", "Table already exists")
			}
			s.created = time.Now()
			return nil
		},
		status: func() (types.TableStatus, error) {
			switch {
			case time.Since(s.created) < 100*time.Millisecond:
				return "", missing // not known everywhere
			case active():
				return types.TableStatusActive, nil
			}
			return types.TableStatusCreating, nil
		},
		ttl: func() error {
			s.ttls++
			if s.ttls > 1 {
				return answer("ValidationException", "TimeToLive is already enabled")
			}
			return nil
		},
		getItem: func() (*sdk.GetItemOutput, error) {
			if !active() {
				return nil, missing
			}
			return &sdk.GetItemOutput{}, nil
		},
		updateItem: func(*sdk.UpdateItemInput) (*sdk.UpdateItemOutput, error) {
			if !active() || time.Since(s.created) < duration+500*time.Millisecond {
				return nil, missing // active, but not known everywhere
			}
			return &sdk.UpdateItemOutput{}, nil
		},
	}
}

// TestFirstUser: A-DDB-10, the very first session succeeds. Reading does not
// wait for the table, saving does.
func TestFirstUser(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var table slowTable
		adapter := newFake(t, table.fake(8*time.Second), dynamodb.Config{AutoCreateTable: true, TTL: time.Hour})
		start := time.Now()
		item := get(t, adapter)
		if item.Version != persistence.None || time.Since(start) > 0 {
			t.Errorf("the first Get returned %+v after %v", item, time.Since(start))
		}
		put(t, adapter, persistence.Attributes{"n": 1}, item.Version)
		if waited := time.Since(start); waited < 8*time.Second || waited > 12*time.Second {
			t.Errorf("the first Put returned after %v", waited)
		}
		if table.ttls == 0 {
			t.Error("the time to live was not enabled")
		}
		calls := table.creates
		get(t, adapter)
		put(t, adapter, persistence.Attributes{"n": 1}, persistence.Any)
		if table.creates != calls {
			t.Error("the table is created again and again")
		}
	})
}

func TestCreateTableGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var table slowTable
		adapter := newFake(t, table.fake(time.Hour), dynamodb.Config{AutoCreateTable: true})
		start := time.Now()
		err := adapter.CreateTable(t.Context())
		if err == nil || !strings.Contains(err.Error(), "the table was not active after 2m0s") {
			t.Errorf("CreateTable of a table that stays inactive: %v", err)
		}
		if waited := time.Since(start); waited != 2*time.Minute {
			t.Errorf("CreateTable gave up after %v", waited)
		}

		ctx, cancel := context.WithTimeout(t.Context(), 6*time.Second)
		defer cancel()
		done := make(chan error)
		for range 2 { // one waits for the other
			go func() {
				_, err := adapter.Put(ctx, "key", nil, persistence.Any)
				done <- err
			}()
		}
		for range 2 {
			if err := <-done; !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "waiting for the table") {
				t.Errorf("Put while the table stays inactive: %v", err)
			}
		}
	})
}

// TestTableNeverKnown: CreateTable succeeds, but the table cannot be written.
func TestTableNeverKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var table slowTable
		f := table.fake(time.Second)
		f.updateItem = func(*sdk.UpdateItemInput) (*sdk.UpdateItemOutput, error) {
			return nil, answer("ResourceNotFoundException", "")
		}
		adapter := newFake(t, f, dynamodb.Config{AutoCreateTable: true})
		if _, err := adapter.Put(t.Context(), "key", nil, persistence.Any); err == nil || !strings.Contains(err.Error(), "ResourceNotFoundException") {
			t.Errorf("Put: %v", err)
		}
	})
}

func TestCreateTableFails(t *testing.T) {
	ok := func(*sdk.CreateTableInput) error { return nil }
	active := func() (types.TableStatus, error) { return types.TableStatusActive, nil }
	denied := answer("AccessDeniedException", "no")
	for _, test := range []struct {
		name string
		fake fake
		want string
	}{
		{"create", fake{create: func(*sdk.CreateTableInput) error { return denied }}, "creating the table: AccessDeniedException: no; allow dynamodb:CreateTable"},
		{"describe", fake{create: ok, status: func() (types.TableStatus, error) { return "", denied }}, "waiting for the table: AccessDeniedException: no; allow dynamodb:DescribeTable"},
		{"status", fake{create: ok, status: func() (types.TableStatus, error) { return types.TableStatusArchived, nil }}, "its status is ARCHIVED"},
		{"ttl", fake{create: ok, status: active, ttl: func() error { return denied }}, "enabling the time to live of the table: AccessDeniedException: no; allow dynamodb:UpdateTimeToLive"},
		{"other ttl", fake{create: ok, status: active, ttl: func() error {
			return answer("ValidationException", "TimeToLive is active on a different AttributeName")
		}}, "different AttributeName"},
	} {
		adapter := newFake(t, &test.fake, dynamodb.Config{TTL: time.Hour})
		err := adapter.CreateTable(t.Context())
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), `DynamoDB table "skill": `) {
			t.Errorf("%s: CreateTable: %v, want an error with %q", test.name, err, test.want)
		}
	}
	// A failed CreateTable does not make a save create the table later on.
	f := &fake{
		create:     ok,
		status:     func() (types.TableStatus, error) { return types.TableStatusArchived, nil },
		updateItem: func(*sdk.UpdateItemInput) (*sdk.UpdateItemOutput, error) { return &sdk.UpdateItemOutput{}, nil },
	}
	adapter := newFake(t, f, dynamodb.Config{})
	if err := adapter.CreateTable(t.Context()); err == nil {
		t.Error("CreateTable of an archived table succeeds")
	}
	put(t, adapter, nil, persistence.Any)

	// A program that may not create the table learns it when reading.
	f = &fake{
		getItem: func() (*sdk.GetItemOutput, error) { return nil, answer("ResourceNotFoundException", "") },
		create:  func(*sdk.CreateTableInput) error { return denied },
	}
	if _, err := newFake(t, f, dynamodb.Config{AutoCreateTable: true}).Get(t.Context(), "key"); err == nil || !strings.Contains(err.Error(), "allow dynamodb:CreateTable") {
		t.Errorf("Get without the permission to create the table: %v", err)
	}
}

// TestRecreatedTable: the name of a table that is being deleted is free again
// after a while.
func TestRecreatedTable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, created := time.Now(), false
		f := &fake{
			create: func(*sdk.CreateTableInput) error {
				if time.Since(start) < 3*time.Second {
					return answer("ResourceInUseException", "Table is being deleted")
				}
				created = true
				return nil
			},
			status: func() (types.TableStatus, error) {
				switch {
				case created:
					return types.TableStatusActive, nil
				case time.Since(start) < 3*time.Second:
					return types.TableStatusDeleting, nil
				}
				return "", answer("ResourceNotFoundException", "")
			},
		}
		if err := newFake(t, f, dynamodb.Config{}).CreateTable(t.Context()); err != nil || !created {
			t.Errorf("CreateTable: %v; created: %v", err, created)
		}
	})
}
