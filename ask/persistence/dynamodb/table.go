package dynamodb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/litexa-go/litexa/ask/persistence/internal/awsutil"
)

// createTimeout bounds the wait for a new table. On demand it takes about ten
// seconds.
const createTimeout = 2 * time.Minute

// CreateTable creates the table if it does not exist, waits until it can be
// used, and enables its time to live if the adapter has one. A table that
// exists is left as it is otherwise; its key must fit the configuration.
// Calling it again, and several times at once, does no harm.
//
// With AutoCreateTable this happens by itself. Creating the table when the
// skill is deployed instead spares the skill the permissions and its first
// user the wait.
func (a *Adapter) CreateTable(ctx context.Context) error {
	if err := a.createTable(ctx); err != nil {
		return fmt.Errorf("%s: %w", a.store, err)
	}
	return nil
}

func (a *Adapter) createTable(ctx context.Context) error {
	select {
	case a.creating <- struct{}{}:
		defer func() { <-a.creating }()
	case <-ctx.Done():
		return fmt.Errorf("waiting for the table: %w", context.Cause(ctx))
	}
	ctx, cancel := context.WithTimeoutCause(ctx, createTimeout, fmt.Errorf("the table was not active after %v", createTimeout))
	defer cancel()

	if err := a.beginCreateTable(ctx); err != nil {
		return err
	}
	if err := a.waitForTable(ctx); err != nil {
		return fmt.Errorf("waiting for the table: %w", err)
	}
	if err := a.enableTTL(ctx); err != nil {
		return fmt.Errorf("enabling the time to live of the table: %w", err)
	}
	a.unfinished.Store(false)
	return nil
}

// beginCreateTable has DynamoDB create the table unless it exists.
func (a *Adapter) beginCreateTable(ctx context.Context) error {
	client, err := a.api(ctx)
	if err != nil {
		return err
	}
	input := &dynamodb.CreateTableInput{
		TableName:            &a.cfg.TableName,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: &a.cfg.PartitionKeyName, AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: &a.cfg.PartitionKeyName, KeyType: types.KeyTypeHash}},
		BillingMode:          types.BillingModePayPerRequest,
	}
	if a.cfg.ReadCapacityUnits > 0 {
		input.BillingMode = types.BillingModeProvisioned
		input.ProvisionedThroughput = &types.ProvisionedThroughput{
			ReadCapacityUnits: &a.cfg.ReadCapacityUnits, WriteCapacityUnits: &a.cfg.WriteCapacityUnits,
		}
	}
	if _, err := client.CreateTable(ctx, input); err != nil && awsutil.Code(err) != "ResourceInUseException" {
		return fmt.Errorf("creating the table: %w", a.explain(err, "CreateTable", ""))
	}
	a.unfinished.Store(true)
	return nil
}

// waitForTable returns when the table can be read and written.
func (a *Adapter) waitForTable(ctx context.Context) error {
	client, err := a.api(ctx)
	if err != nil {
		return err
	}
	for delay := 250 * time.Millisecond; ; delay = min(2*delay, 2*time.Second) {
		out, err := client.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &a.cfg.TableName})
		switch {
		case awsutil.Code(err) == "ResourceNotFoundException":
			// Not known everywhere yet, or an old table of the same name has
			// just been deleted.
			if err := a.beginCreateTable(ctx); err != nil {
				return err
			}
		case err != nil:
			return a.explain(err, "DescribeTable", "")
		default:
			switch status := out.Table.TableStatus; status {
			case types.TableStatusActive, types.TableStatusUpdating:
				return a.checkKeySchema(out.Table)
			case types.TableStatusCreating, types.TableStatusDeleting:
			default:
				return fmt.Errorf("its status is %s", status)
			}
		}
		if err := awsutil.Sleep(ctx, delay); err != nil {
			return err
		}
	}
}

func (a *Adapter) checkKeySchema(table *types.TableDescription) error {
	var key []string
	for _, element := range table.KeySchema {
		name, kind := *element.AttributeName, "?"
		for _, definition := range table.AttributeDefinitions {
			if *definition.AttributeName == name {
				kind = string(definition.AttributeType)
			}
		}
		key = append(key, name+" ("+kind+")")
	}
	if want := a.cfg.PartitionKeyName + " (S)"; len(key) != 1 || key[0] != want {
		return fmt.Errorf("it exists with the key %s, but the adapter needs %s: set PartitionKeyName or use another table", strings.Join(key, ", "), want)
	}
	return nil
}

func (a *Adapter) enableTTL(ctx context.Context) error {
	if a.cfg.TTL == 0 {
		return nil
	}
	client, err := a.api(ctx)
	if err != nil {
		return err
	}
	enabled := true
	_, err = client.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{
		TableName:               &a.cfg.TableName,
		TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: &a.cfg.TTLName, Enabled: &enabled},
	})
	if err == nil || awsutil.Code(err) == "ValidationException" && strings.Contains(err.Error(), "already enabled") {
		return nil
	}
	return a.explain(err, "UpdateTimeToLive", "")
}
